"""Translation catalogs: read once from their .po files, which are the only copy there is."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locales"


@cache
def is_spoken(language: str, subject: str) -> bool:
    """Whether a subject has words in a language."""
    return language == "en" or (LOCALES / language / "LC_MESSAGES" / f"{subject}.po").exists()


@cache
def catalog(language: str, subject: str) -> NullTranslations:
    """The catalog of one subject in one language; English is the templates themselves."""
    path = LOCALES / language / "LC_MESSAGES" / f"{subject}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
