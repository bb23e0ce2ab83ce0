"""What every store's tabs look like: readable, in two accents, with words that say the same."""

import pytest

from pipeline.vocabulary.people import Role
from pipeline.workbook.columns import Ownership, Tab
from pipeline.workbook.looks import (
    AMBER,
    BANNER,
    FADED,
    GREY,
    INK,
    PAPER,
    TINTS,
    Mood,
    count_lines,
    emphases,
    ground,
    heading_colours,
)
from tests.workbook.books import the_layout
from tests.workbook.contrast import contrast

LETTERS = {
    field: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
    for place, field in enumerate(the_layout()["proposals"].column_by_field)
}


@pytest.mark.parametrize("under", [GREY, PAPER, *TINTS.values()])
def test_pale_text_can_still_be_read(under: str) -> None:
    assert contrast(FADED, under) >= 4.5


@pytest.mark.parametrize("under", [GREY, PAPER, AMBER, BANNER, *TINTS.values()])
def test_ink_can_be_read_everywhere(under: str) -> None:
    assert contrast(INK, under) >= 7


@pytest.mark.parametrize("tab", the_layout().tabs, ids=lambda tab: tab.code)
def test_headings_can_be_read(tab: Tab) -> None:
    assert all(contrast(*heading_colours(column, tab)) >= 4.5 for column in tab.columns)


def test_white_is_white() -> None:
    columns = [column for tab in the_layout().tabs for column in tab.columns]
    assert {ground(column) for column in columns if column.ownership is not Ownership.GREY} == {PAPER}
    assert PAPER not in {ground(column) for column in columns if column.ownership is Ownership.GREY}


def test_each_side_has_its_heading() -> None:
    tab = the_layout()["proposals"]
    assert heading_colours(tab.column_by_field["citizen"], tab)[0] == "0B5563"
    assert heading_colours(tab.column_by_field["newcomer_reply"], tab)[0] == "B8391F"


def test_at_most_two_colours_of_meaning() -> None:
    for tab in the_layout().tabs:
        letters = dict.fromkeys(tab.column_by_field, "A")
        moods = {emphasis.mood for emphasis in emphases(tab, the_layout(), letters, 2)}
        assert len(moods) <= 2


def test_undecided_proposals_wait_in_amber() -> None:
    over, due = emphases(the_layout()["proposals"], the_layout(), LETTERS, 2)
    assert (over.mood, over.fields) == (Mood.OVER, ())
    assert (due.mood, due.fields) == (Mood.DUE, ("decision",))
    assert due.formula == 'AND(ISNUMBER(SEARCH("ouverte ·",$B2)),$J2="")'


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("court", 10, 1),
        ("un\ndeux\ntrois", 40, 3),
        ("mot " * 20, 20, 4),
        ("x" * 100, 20, 5),
        ("漢" * 40, 40, 2),
    ],
)
def test_lines_are_counted(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_tints_belong_to_sides() -> None:
    assert set(TINTS) == set(Role)
