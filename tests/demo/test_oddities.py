"""What becomes of each odd application: validation is held to what the demo says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.demo.applications import response_sheets
from pipeline.demo.lives import Draw
from pipeline.demo.oddities import FIRST_ODD, ODDITIES, Expectation, Oddity, draw_oddities
from pipeline.settings import load_form
from pipeline.stages.validation import is_note, validate_responses
from pipeline.vocabulary.tables import Cell

FORM = load_form(Path("form.yaml"))
APPLICATIONS = tuple(draw_oddities(Draw(FORM, seed=1, today=date(2026, 11, 24))))
SHEETS = response_sheets(FORM, APPLICATIONS)
VALIDATED = validate_responses(SHEETS, FORM)


def places() -> Iterator[tuple[str, tuple[str, int]]]:
    """Each oddity's name, and the tab and row where it stands."""
    received: dict[Cell, str] = {application.received: application.key for application in APPLICATIONS}
    names = {f"{odd.role.letter}{FIRST_ODD + index}": odd.name for index, odd in enumerate(ODDITIES)}
    for sheet in SHEETS:
        for number, row in enumerate(sheet.rows[1:], start=2):
            yield names[received[row[0]]], (sheet.title, number)


PLACE = dict(places())
BECAME = {(candidate.tab, candidate.row) for candidate in VALIDATED.candidates}
FLAGGED = {(problem.where.tab, problem.where.row) for problem in VALIDATED.problems if not is_note(problem)}


def test_every_oddity_has_its_row() -> None:
    assert set(PLACE) == {odd.name for odd in ODDITIES}


@pytest.mark.parametrize("odd", ODDITIES, ids=lambda odd: odd.name)
def test_oddity_becomes_what_is_expected(odd: Oddity) -> None:
    became, flagged = PLACE[odd.name] in BECAME, PLACE[odd.name] in FLAGGED
    assert (became, flagged) == {
        Expectation.PERSON: (True, False),
        Expectation.FLAGGED: (True, True),
        Expectation.PROBLEM: (False, True),
        Expectation.MERGED: (False, False),
    }[odd.expectation]


def test_formula_in_name_stays_text() -> None:
    names = {candidate.contact.first_name for candidate in VALIDATED.candidates}
    assert '=HYPERLINK("https://example.org","Click")' in names


def test_later_application_is_the_same_person() -> None:
    at = PLACE["sent_again"]
    candidate = next(one for one in VALIDATED.candidates if (one.tab, one.row) == at)
    assert candidate.updated is not None
    assert candidate.received < candidate.updated
