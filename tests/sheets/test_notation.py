import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets.notation import (
    Bounds,
    Box,
    box_from,
    letters_from,
    number_from,
    quote_title,
    split_title,
    text_from,
)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("A1", Box(0, 1, 0, 1)),
        ("$B$3", Box(2, 3, 1, 2)),
        ("B2:A1", Box(0, 2, 0, 2)),
        ("A:C", Box(None, None, 0, 3)),
        ("2:5", Box(1, 5, None, None)),
        ("A2:C", Box(1, None, 0, 3)),
        ("A1:1", Box(0, 1, 0, None)),
        ("AA10", Box(9, 10, 26, 27)),
        ("A", None),
        ("A0", None),
        ("", None),
        ("A1:B2:C3", None),
        ("hello there", None),
    ],
)
def test_a_range_names_its_box(text: str, box: Box | None) -> None:
    assert box_from(text) == box


@given(st.integers(0, 18_277))
def test_letters_and_numbers_are_inverse(number: int) -> None:
    assert number_from(letters_from(number)) == number


@given(st.integers(0, 900), st.integers(1, 90), st.integers(0, 700), st.integers(1, 90))
def test_bounds_survive_their_text(top: int, height: int, left: int, width: int) -> None:
    bounds = Bounds(top, top + height, left, left + width)
    box = box_from(text_from(bounds))
    assert box is not None
    assert box.within(10_000, 10_000) == bounds


@pytest.mark.parametrize(
    ("title", "quoted"),
    [("Sheet1", "Sheet1"), ("D3", "'D3'"), ("À faire", "'À faire'"), ("l'un", "'l''un'"), ("R1C1", "'R1C1'")],
)
def test_a_title_is_quoted_when_needed(title: str, quoted: str) -> None:
    assert quote_title(title) == quoted


@given(st.text(min_size=1, max_size=20))
def test_any_title_survives_quoting(title: str) -> None:
    assert split_title(f"{quote_title(title)}!A1:B2") == (title, "A1:B2")
