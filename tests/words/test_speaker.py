"""Sentences in three languages, and labels read back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipeline.vocabulary.sentences import Label, Options, sentence
from pipeline.words import Speaker, code_of, normalised
from pipeline.words.speaker import language_name
from tests.builders import the_form

DAY = date(2026, 12, 1)

SAID: list[tuple[str, object, str]] = [
    ("fr", Label("stage", "seeking"), "Cherche un duo"),
    ("nl", Label("stage", "seeking"), "Zoekt een duo"),
    ("en", Label("stage", "seeking"), "Looking for a duo"),
    ("fr", ("a", "b", "c"), "a, b et c"),
    ("nl", ["a", "b"], "a en b"),
    ("fr", DAY, "1er décembre 2026"),
    ("nl", DAY, "1 december 2026"),
    ("en", DAY, "1 December 2026"),
    ("fr", datetime(2026, 12, 24, 9, 5), "24 décembre 2026, 9:05"),
    ("fr", 4.5, "4,5"),
    ("nl", 1200, "1.200"),
    ("fr", None, ""),
    ("fr", True, ""),
    ("nl", {"fr": "bonjour", "nl": "dag"}, "dag"),
    ("en", {"fr": "bonjour", "nl": "dag"}, "bonjour"),
    ("fr", Options("needs", ("city", "sport")), "découvrir la ville et faire du sport"),
    ("fr", Options("languages_well", ("fr", "so")), "français et somali"),
    ("nl", Options("needs", ("something written by hand",)), "something written by hand"),
    ("en", sentence("hint.nearest", nearest="major"), "Did you mean “major”?"),
]


@pytest.mark.parametrize(("language", "said", "expected"), SAID)
def test_everything_has_its_words(language: str, said: object, expected: str) -> None:
    assert Speaker(language, the_form()).say(said) == expected


def test_options_without_a_form_stay_codes() -> None:
    assert Speaker("fr").say(Options("needs", ("city",))) == "city"


def test_an_unknown_sentence_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Speaker("fr").say(sentence("no.such.sentence"))


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("prs", "fr", "dari"),
        ("ar", "nl", "Arabisch"),
        ("ti", "??", "Tigrinya"),
        ("qzz", "fr", "qzz"),
    ],
)
def test_languages_have_names_or_codes(code: str, language: str, expected: str) -> None:
    assert language_name(code, language) == expected


@pytest.mark.parametrize(
    "written", ["Cherche un duo", " cherche  UN duo.", "zoekt een duo", "Looking for a duo"]
)
def test_labels_are_read_whatever_their_dress(written: str) -> None:
    assert code_of("stage", written) == "seeking"


def test_other_words_are_no_label() -> None:
    assert code_of("stage", "cherche un trio") is None


def test_comparison_ignores_dress_alone() -> None:
    assert normalised("  L’ÉTÉ\u00a0: ") == normalised("l'ete") == "l'ete"
    assert normalised("été") != normalised("étés")
