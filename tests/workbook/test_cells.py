"""Cells hold any text as text, and compare as people would."""

from datetime import date, datetime

import pytest

from pipeline.vocabulary.tables import Cell
from pipeline.workbook.cells import TEXT_LIMIT, canonical, clean, is_same, seal


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Samira", "Samira"),
        ("=1+1", "=1+1"),
        ("a\x00b\x1fc", "abc"),
        ("half \ud800 a pair", "half  a pair"),
        ("two\r\nlines", "two\nlines"),
        ("\x00", None),
        ("", None),
        (None, None),
        (3, 3),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 9, 0, 0, 250), datetime(2026, 11, 24, 9, 0)),
    ],
)
def test_only_possible_characters_are_written(given: Cell, written: Cell) -> None:
    assert clean(given) == written


def test_a_very_long_text_is_cut_visibly() -> None:
    cut = clean("x" * 100_000)
    assert isinstance(cut, str)
    assert (len(cut), cut[-1]) == (TEXT_LIMIT, "…")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (date(2026, 1, 2), datetime(2026, 1, 2), True),
        (2, 2.0, True),
        ("oui ", "oui", True),
        ("two\nlines", "two lines", True),
        (None, "", True),
        ("1", 1, True),
        ("oui", "non", False),
        (date(2026, 1, 2), date(2026, 2, 1), False),
        (2, 2.5, False),
    ],
)
def test_cells_compare_by_what_they_say(one: Cell, other: Cell, same: bool) -> None:
    assert is_same(one, other) is same


def test_a_seal_changes_with_any_cell() -> None:
    cells = {"code": "N-0001", "received": date(2026, 1, 2), "check": None}
    fields = ("code", "received", "check")
    assert seal(cells, fields) == seal(cells, reversed(fields))
    assert seal(cells, fields) != seal(cells | {"code": "N-0002"}, fields)
    assert seal(cells, fields) != seal(cells | {"check": "téléphone"}, fields)


def test_a_seal_ignores_columns_still_empty() -> None:
    assert seal({"code": "N-0001"}, ("code",)) == seal({"code": "N-0001", "new": None}, ("code", "new"))


def test_a_seal_never_looks_like_numbers() -> None:
    assert all(seal({"code": str(number)}, ("code",)).isalpha() for number in range(300))


def test_canonical_text_is_whole_and_trimmed() -> None:
    assert canonical("  N-0001 ·  Samira\n") == "N-0001 · Samira"
