"""A speaker says sentences in one language, and reads labels written in any."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.sentences import Label, Options, Sentence
from pipeline.words import (
    cards,
    documents,
    files,
    forms,
    google,
    importing,
    journal,
    labels,
    making,
    overview,
    paper,
    problems,
    profiles,
    reasons,
    receiving,
    report,
    rows,
    sessions,
    settings,
    summary,
    todo,
    week,
)
from pipeline.words.catalogs import catalog

LANGUAGES = ("fr", "nl", "en")
NAMED_AS = {"prs": "fa_AF"}  # Dari, which the lists of names only have as a variant
LOCALE = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}
SUBJECTS = {
    module.__name__.rpartition(".")[2]: module.TEMPLATES
    for module in (
        cards,
        documents,
        files,
        forms,
        google,
        importing,
        journal,
        making,
        overview,
        paper,
        problems,
        profiles,
        reasons,
        receiving,
        report,
        rows,
        sessions,
        settings,
        summary,
        todo,
        week,
    )
}


@dataclass(frozen=True)
class Speaker:
    """Says things in `language`; `form` names the options of its questions."""

    language: str
    form: Form | None = None

    @property
    def locale(self) -> str:
        """The locale for dates, numbers and lists."""
        return LOCALE.get(self.language, self.language)

    def say(self, said: object) -> str:
        """Any parameter of a sentence, or a sentence, in words; a tuple becomes "a, b and c"."""
        match said:
            case Sentence():
                return self._fill(said)
            case Label():
                return self.label(said.kind, said.code)
            case Options():
                return self.say(tuple(self.option(said.question, code) for code in said.codes))
            case Mapping():
                return str(said.get(self.language) or next(iter(said.values())))
            case [Sentence(), *_] as sentences:
                return self._row(sentences)
            case tuple() | list():
                return format_list([self.say(item) for item in said], locale=self.locale)
            case datetime():
                return format_datetime(said, "d MMMM y, H:mm", locale=self.locale)
            case date():
                return _first(format_date(said, "d MMMM y", locale=self.locale), self.language)
            case bool() | None:
                return ""
            case float() | int():
                return format_decimal(said, locale=self.locale)
        return str(said)

    def label(self, kind: str, code: str) -> str:
        """The label of a code of our own vocabulary: a stage, a decision, a heading."""
        return catalog(self.language, "labels").gettext(labels.LABELS[kind][code])

    def option(self, question: str, code: str) -> str:
        """The label of an option of the form; any language's name; or the code itself."""
        known = self.form.question_by_code.get(question) if self.form else None
        option = known.option_by_code.get(code) if known else None
        if option:
            return self.say(option.label)
        return language_name(code, self.language) if known and known.type is Type.LANGUAGES else code

    def _row(self, sentences: Sequence[object]) -> str:
        """Whole sentences inside another one stand without their full stops, a semicolon between them."""
        said = [self.say(one) for one in sentences]
        if not all(one.endswith(".") for one in said):
            return format_list(said, locale=self.locale)
        semicolon = "\u00a0; " if self.language == "fr" else "; "
        return semicolon.join(one.removesuffix(".") for one in said)

    def _fill(self, said: Sentence) -> str:
        subject, template = _template(said.code)
        translations = catalog(self.language, subject)
        if isinstance(template, tuple):
            count = said.parameters["count"]
            words = translations.ngettext(*template, int(str(count)))
        else:
            words = translations.gettext(template)
        return words.format_map({name: self.say(value) for name, value in said.parameters.items()})


def _first(day: str, language: str) -> str:
    """French says "1er décembre", which the locale data do not know."""
    return f"1er{day[1:]}" if language == "fr" and day.startswith("1 ") else day


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language (BCP 47) in another one, or its code where nobody has named it."""
    key = NAMED_AS.get(code, code.replace("-", "_"))
    for locale in (language, "en"):
        try:
            name = Locale.parse(locale).languages.get(key)
        except (UnknownLocaleError, ValueError):
            name = None
        if name:
            return str(name)
    return code


@cache
def _template(code: str) -> tuple[str, str | tuple[str, str]]:
    for subject, templates in SUBJECTS.items():
        if code in templates:
            return subject, templates[code]
    raise KeyError(code)


def normalised(text: str) -> str:
    """A text as we compare it: without case, accents, apostrophe styles, or doubled and trailing marks."""
    kept = text.casefold()
    if not kept.isascii():
        flat = unicodedata.normalize("NFKD", kept.replace("’", "'"))
        kept = "".join(char for char in flat if not unicodedata.combining(char))
    return " ".join(kept.split()).strip(" .:;?!*")


@cache
def _codes(kind: str) -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in LANGUAGES:
        for code, english in labels.LABELS[kind].items():
            codes.setdefault(normalised(catalog(language, "labels").gettext(english)), code)
    return codes


def code_of(kind: str, text: str) -> str | None:
    """The code whose label, in any language, this is; None if no label says so."""
    return _codes(kind).get(normalised(text))
