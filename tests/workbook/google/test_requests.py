"""How often Google is asked for something: never more than six times for each spreadsheet and run, in every mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.vocabulary.cards import Card
from pipeline.vocabulary.changes import Append, Changes, Replace
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.tables import Row
from pipeline.workbook.columns import Kind, Layout, Tab, layout
from pipeline.workbook.rows import row_from_card
from pipeline.workbook.tabs import pending
from tests.builders import a_programme, the_form
from tests.workbook.books import a_person_row, a_proposal_row, a_second_run
from tests.workbook.google.houses import Desk, a_desk

PEOPLE = 60
LIMIT = 6
# Mode → requests of the run that brings the mode into a workbook of criteria, a usual run, and one with nothing to do.
# The very first run of all makes some more, once: those of the trial.
TABLE = {
    Mode.CRITERIA: (5, 5, 2),
    Mode.FEEL: (6, 5, 2),
    Mode.DISCUSSED: (6, 5, 2),
    Mode.DOSSIERS: (6, 5, 2),
    Mode.ACTIVITIES: (6, 5, 2),
    Mode.DRAW: (5, 5, 2),
}


@pytest.mark.parametrize("mode", Mode)
def test_no_mode_asks_more_than_six_times(mode: Mode) -> None:
    drawn = layout(a_programme(mode=mode), the_form())
    with a_desk() as desk:
        counts = (
            count(desk, rows_of(a_second_run()) + lists_of(drawn, 3), drawn),
            count(desk, many_rows(drawn), drawn),
            count(desk, many_rows(drawn), drawn),
        )
    assert counts == TABLE[mode]
    assert max(counts) <= LIMIT


def rows_of(changes: Changes) -> Changes:
    return replace(changes, replaces=())


def count(desk: Desk, changes: Changes, drawn: Layout) -> int:
    """The requests of a run, its reading included."""
    store = desk.store()
    assert store.apply(pending(changes, store.read(), drawn), drawn) == ()
    return store.requests


def many_rows(drawn: Layout) -> Changes:
    """Rows in every tab that the machine writes in this mode."""
    numbers = range(100, 100 + PEOPLE)
    cards = [
        Append("cards", row_from_card(Card(f"N-0{n}", "A", "V-0001", date(2026, 11, 24)), {}))
        for n in numbers
    ]
    return lists_of(drawn, PEOPLE) + Changes(
        appends=(
            *(a_person_row(f"N-0{number}") for number in numbers),
            *(a_proposal_row(f"P-0{number}") for number in numbers),
            *(cards if "cards" in drawn.tab_by_code else ()),
        )
    )


def lists_of(drawn: Layout, length: int) -> Changes:
    """Every machine tab of this mode, with so many lines."""
    return Changes(
        replaces=tuple(
            Replace(
                tab.code,
                tuple(row_of(tab, number) for number in range(length)),
                f"{length} lignes." if tab.has_banner else "",
            )
            for tab in drawn.tabs
            if tab.kind is Kind.MACHINE
        )
    )


def row_of(tab: Tab, number: int) -> Row:
    return {column.field: f"{column.field} {number}" for column in tab.columns if not column.is_date}
