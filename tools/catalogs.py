"""The sentences of pipeline/words in; their translation catalogs out, in the same order, keeping what is translated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from pipeline.words.catalogs import LOCALES
from pipeline.words.labels import LABELS
from pipeline.words.speaker import LANGUAGES, SUBJECTS

Template = str | tuple[str, str]

SOURCE_LANGUAGE = "en"  # the templates themselves
HEADER = """\
# {language} words of Duos: {subject}.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def main(arguments: list[str]) -> int:
    """Write every catalog; with --check, only say which ones would change."""
    stale = [path for path, text in catalogs() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(LOCALES)} is not up to date: make catalogs")
        return len(stale)
    for path, text in catalogs():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(stale)} catalogs brought up to date.")
    return 0


def catalogs() -> Iterator[tuple[Path, str]]:
    """Path and new text of every catalog."""
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            for subject, templates in subjects().items():
                path = LOCALES / language / "LC_MESSAGES" / f"{subject}.po"
                yield path, written(language, subject, templates)
    for language, subject in spoken_besides():
        path = LOCALES / language / "LC_MESSAGES" / f"{subject}.po"
        yield path, written(language, subject, subjects()[subject])


def spoken_besides() -> list[tuple[str, str]]:
    """The catalogs that exist in languages which the team does not speak, but those who fill in a form do."""
    found = ((path.parts[-3], path.stem) for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")))
    return [
        (language, subject)
        for language, subject in found
        if language not in LANGUAGES and subject in subjects()
    ]


def subjects() -> dict[str, dict[str, Template]]:
    """Every subject's templates by code; labels are templates too: `stage.seeking`."""
    labels = {f"{kind}.{code}": label for kind, codes in LABELS.items() for code, label in codes.items()}
    return {subject: templates for subject, templates in {"labels": labels, **SUBJECTS}.items() if templates}


def written(language: str, subject: str, templates: dict[str, Template]) -> str:
    """A catalog with exactly these templates, each with the translation it had, if it had one."""
    path = LOCALES / language / "LC_MESSAGES" / f"{subject}.po"
    former = read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)
    catalog = Catalog(locale=language, fuzzy=False)
    for code, template in templates.items():
        catalog.add(template, translation(former, template), auto_comments=[code])
    body = BytesIO()
    write_po(body, catalog, omit_header=True, no_location=True, width=0)
    name = Locale.parse(language).get_display_name("en")
    header = HEADER.format(language=name, code=language, subject=subject, plurals=catalog.plural_forms)
    return header + body.getvalue().decode("utf-8").strip() + "\n"


def translation(former: Catalog, template: Template) -> str | tuple[str, ...]:
    """What a template was translated with; empty where it was not, or not with a plural."""
    key = template if isinstance(template, str) else template[0]
    message = former.get(key)
    same = isinstance(message, Message) and isinstance(message.id, str) == isinstance(template, str)
    match message.string if message and same else None:
        case str() as words:
            return words
        case tuple() | list() as forms:
            return tuple(forms)
    return "" if isinstance(template, str) else ("", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
