"""Marks, placeholders and directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.typography import (
    fill_words,
    finish_line,
    is_right_to_left,
    isolate_runs,
    link_phone,
    render_prose,
    set_type,
)
from tests.site.building import a_programme


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Et ensuite ?", "Et ensuite\u00a0?"),
        ("Il dit : « oui »", "Il dit\u00a0: «\u00a0oui\u00a0»"),
        ("un, deux", "un, deux"),
        ('<a title="un ; deux">un ; deux</a>', '<a title="un ; deux">un\u00a0; deux</a>'),
        ("déjà\u00a0!", "déjà\u00a0!"),
    ],
)
def test_french_marks_hold_their_word(written: str, shown: str) -> None:
    assert set_type(written, "fr") == shown


def test_other_languages_stay_as_written() -> None:
    assert set_type("Wat nu ?", "nl") == "Wat nu ?"


@given(st.text())
def test_setting_type_twice_changes_nothing(text: str) -> None:
    once = set_type(text, "fr")
    assert set_type(once, "fr") == once
    assert len(once) == len(text)
    assert all(
        new == old or (new == "\u00a0" and old in " \u202f") for new, old in zip(once, text, strict=True)
    )


def test_placeholders_say_the_programme() -> None:
    filled = fill_words("Appelez {contact} au {phone}, {odd}", a_programme(), "fr")
    assert filled == (
        "Appelez <bdi>Camille</bdi> au "
        '<a href="tel:+3220000000"><bdi dir="ltr">+32 2 000 00 00</bdi></a>, {odd}'
    )


def test_a_line_is_plain_text() -> None:
    assert finish_line("Appelez le {phone} : R&D < 4", a_programme(), "fr") == (
        "Appelez le +32 2 000 00 00\u00a0: R&D < 4"
    )


def test_numbers_are_escaped() -> None:
    assert link_phone('<b>"1"') == '<a href="tel:1"><bdi dir="ltr">&lt;b&gt;&quot;1&quot;</bdi></a>'


@pytest.mark.parametrize(("language", "expected"), [("fr", False), ("uk", False), ("ar", True), ("fa", True)])
def test_directions_are_known(language: str, expected: bool) -> None:
    assert is_right_to_left(language) is expected


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("اتصل 112.", "اتصل <bdi>112</bdi>."),
        ("<p>في Rue Haute 5 غدا</p>", "<p>في <bdi>Rue Haute 5</bdi> غدا</p>"),
        ('<a href="page:how">هنا</a>', '<a href="page:how">هنا</a>'),
        ("<bdi>Camille</bdi> هنا", "<bdi>Camille</bdi> هنا"),
        ("هذا &amp; ذاك", "هذا &amp; ذاك"),
    ],
)
def test_latin_runs_are_isolated(written: str, shown: str) -> None:
    assert isolate_runs(written, "ar") == shown
    assert isolate_runs(written, "fr") == written


def test_prose_is_markdown_with_words() -> None:
    assert render_prose("**Oui** : {answer_days} jours", a_programme(), "fr") == (
        "<p><strong>Oui</strong>\u00a0: 4 jours</p>"
    )
