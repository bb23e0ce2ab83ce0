"""Cells of any kind become clean text, and nothing is taken away silently."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers.cells import EXCERPT, LIMIT, clean, excerpt, western_digits
from pipeline.vocabulary.tables import Cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  Paul \u00a0 Exemple ", "Paul Exemple"),
        (1030.0, "1030"),
        (470000001, "470000001"),
        (0.5, "0.5"),
        (float("inf"), "inf"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 9, 30), "2026-11-24"),
        ("lundi\r\n mardi", "lundi\nmardi"),
        ("\u200fمثال\u200f", "مثال"),
        ("🙂 Zoé", "🙂 Zoé"),
        ("e\u0301te\u0301", "été"),
        ('=HYPERLINK("https://example.org")', '=HYPERLINK("https://example.org")'),
    ],
)
def test_any_cell_becomes_plain_text(cell: Cell, text: str) -> None:
    assert clean(cell) == (text, ())


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\ud800", "\x9f"])
def test_hidden_characters_are_taken_out_and_told(hidden: str) -> None:
    text, faults = clean(f"Pa{hidden}ul")
    assert text == "Paul"
    assert [fault.code for fault in faults] == ["hidden_characters"]


def test_a_huge_cell_is_cut_and_told() -> None:
    text, faults = clean("a" * 100_000)
    assert len(text) == LIMIT
    assert [(fault.code, fault.details["length"]) for fault in faults] == [("too_long", 100_000)]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once, _ = clean(raw)
    assert clean(once) == (once, ())
    assert not [char for char in once if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n"]


def test_digits_of_any_script_are_read() -> None:
    assert western_digits("٠٤٧٠ ۱۲۳ ४५") == "0470 123 45"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("appelez le 0470 00 00 01", "appelez le …"),
        ("appelez le ٠٤٧٠٠٠٠٠٠١", "appelez le …"),
        ("écrire à paul@example.org svp", "écrire à … svp"),
        ("deux\nlignes", "deux lignes"),
    ],
)
def test_a_quotation_never_holds_a_contact(text: str, quoted: str) -> None:
    assert excerpt(text) == quoted


@given(st.text())
def test_a_quotation_is_always_short(text: str) -> None:
    assert len(excerpt(text)) <= EXCERPT
