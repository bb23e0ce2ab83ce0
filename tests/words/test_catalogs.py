"""Every sentence exists in every language, whole, and typeset as its readers expect."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.words import LANGUAGES, Speaker, code_of
from pipeline.words.catalogs import LOCALES, is_spoken
from pipeline.words.labels import LABELS
from pipeline.words.speaker import SUBJECTS
from tests.builders import the_programme
from tools.catalogs import SOURCE_LANGUAGE, Template, spoken_besides, subjects

TRANSLATED = [
    (language, subject) for language in LANGUAGES if language != SOURCE_LANGUAGE for subject in subjects()
]
BESIDES = spoken_besides()
NO_BREAK_SPACE = "\u00a0"
APOSTROPHE = re.compile(r"\w'\w")
BEFORE_MARKS = re.compile(rf" :|(?<![{NO_BREAK_SPACE}:?!])[;?!»]|(?<=[^\W\d_])(?<!https)(?<!google):(?!\S)")
SAMPLES = ("clé: valeur", "CA Camille; DO Dominique")  # what people type is no sentence
TELL_BROKEN = ("because.pair_breaks_rules", "because.no_room_left", "because.wish_blocked")
AFTER_OPENING = re.compile(rf"«(?!{NO_BREAK_SPACE})")


def a_catalog(language: str, subject: str) -> Catalog:
    """A catalog as it stands in its file."""
    with (LOCALES / language / "LC_MESSAGES" / f"{subject}.po").open("rb") as source:
        return read_po(source, locale=language)


def forms(said: object) -> tuple[str, ...]:
    """One form, or as many as the language has plurals."""
    return (said,) if isinstance(said, str) else tuple(said)


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def translations(language: str, subject: str) -> list[tuple[Template, tuple[str, ...]]]:
    """Every template of a subject with its translation."""
    catalog = a_catalog(language, subject)
    pairs = []
    for template in subjects()[subject].values():
        message = catalog.get(forms(template)[0])
        pairs.append((template, forms(message.string) if message and message.string else ()))
    return pairs


@pytest.mark.parametrize(("language", "subject"), TRANSLATED + BESIDES)
def test_every_sentence_is_translated(language: str, subject: str) -> None:
    missing = [template for template, said in translations(language, subject) if not said or not all(said)]

    assert missing == []


@pytest.mark.parametrize(("language", "subject"), TRANSLATED)
def test_translations_keep_plurals_and_placeholders(language: str, subject: str) -> None:
    for template, said in translations(language, subject):
        for form, english in zip(said, forms(template), strict=True):
            assert placeholders(form) == placeholders(english), template


@pytest.mark.parametrize(("language", "subject"), BESIDES)
def test_each_language_has_its_own_plurals(language: str, subject: str) -> None:
    plurals = a_catalog(language, subject).num_plurals
    for template, said in translations(language, subject):
        english = forms(template)
        assert len(said) == (1 if len(english) == 1 else plurals), template
        assert {name for form in said for name in placeholders(form)} == placeholders(english[-1]), template


@pytest.mark.parametrize("language", the_programme().languages.site)
def test_profiles_are_said_in_every_language_of_the_site(language: str) -> None:
    assert is_spoken(language, "profiles")


@pytest.mark.parametrize(("language", "subject"), TRANSLATED + BESIDES)
def test_catalogs_hold_nothing_else(language: str, subject: str) -> None:
    catalog = a_catalog(language, subject)
    known = {forms(template)[0] for template in subjects()[subject].values()}

    assert {forms(message.id)[0] for message in catalog if message.id} == known
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert list(catalog.obsolete) == []


@pytest.mark.parametrize("subject", subjects())
def test_french_is_typeset_as_french(subject: str) -> None:
    for _, said in translations("fr", subject):
        for form in said:
            bare = re.sub("|".join((r"\{\w+\}", *SAMPLES)), "x", form)
            assert not APOSTROPHE.search(bare), form
            assert not BEFORE_MARKS.search(bare), form
            assert not AFTER_OPENING.search(bare), form


@pytest.mark.parametrize("subject", subjects())
def test_dutch_and_english_are_typeset_plainly(subject: str) -> None:
    dutch = [form for _, said in translations("nl", subject) for form in said]
    english = [form for template in subjects()[subject].values() for form in forms(template)]
    for form in (*dutch, *english):
        assert not APOSTROPHE.search(form), form
        assert not re.search(r"\s[:;?!](?:\s|$)|[«»]", form), form


def test_codes_are_unique_among_subjects() -> None:
    counted = Counter(code for templates in SUBJECTS.values() for code in templates)

    assert [code for code, count in counted.items() if count > 1] == []


AMBIGUOUS = {"heading"}  # headings are read per tab: the workbook's own tests hold them apart


@pytest.mark.parametrize("kind", [kind for kind in LABELS if kind not in AMBIGUOUS])
def test_labels_are_read_back_in_every_language(kind: str) -> None:
    for language in LANGUAGES:
        for code in LABELS[kind]:
            assert code_of(kind, Speaker(language).label(kind, code)) == code


@pytest.mark.parametrize(("code", "language"), [*product(TELL_BROKEN, LANGUAGES)])
def test_broken_rules_follow_no_second_colon(code: str, language: str) -> None:
    """What a rule has against a pair has a colon of its own: the sentence before it ends."""
    reasons = (sentence("broken.rule", count=2, names=("A", "B")),)
    said = Speaker(language).say(Sentence(code, {"reasons": reasons, "code": "V-0001"}))
    assert said.count(":") == 1, said
