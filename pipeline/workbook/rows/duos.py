"""Rows of *Duos* ⇄ Duo; the last news of each in *Suivi*."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.vocabulary.duos import Duo, Link, Mission, Open, Term, Until
from pipeline.vocabulary.journey import (
    ClosingReason,
    DuoState,
    Reply,
)
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.tables import Cell, Row, Table
from pipeline.words import Speaker, code_of
from pipeline.workbook.rows.reading import CODE, DAY, Reader, day_of, pair_of, read_rows, state_cell, state_of
from pipeline.workbook.rows.saying import with_name


def read_duos(table: Table) -> tuple[tuple[Duo, ...], tuple[Problem, ...]]:
    """The duos of the workbook."""
    return read_rows(table, _duo_from, lambda duo: duo.code)


def row_from_duo(duo: Duo, names: Mapping[str, str], speaker: Speaker) -> Row:
    """The grey and pre-filled cells of a new duo's row."""
    return {
        "code": duo.code,
        "state": duo_state_cell(duo, speaker),
        "newcomer": with_name(duo.newcomer, names),
        "citizen": with_name(duo.citizen, names),
        "proposal": duo.proposal,
        "made_on": duo.made_on,
        "term": term_cell(duo.term, speaker),
        "rhythm": duo.rhythm,
    }


def duo_state_cell(duo: Duo, speaker: Speaker) -> str:
    """The one grey cell of a duo's row that may change: "en cours · D-0031"."""
    return state_cell(speaker.label("duo_state", duo.state.value), None, duo.code)


def _duo_from(reader: Reader) -> Duo | None:
    newcomer, citizen = pair_of(reader)
    code = reader.code("code")
    if not (code and newcomer and citizen):
        return None
    state, _ = state_of(reader, code, "duo_state", DuoState, DuoState.RUNNING)
    if state is None:
        return None
    return Duo(
        code=code,
        newcomer=newcomer,
        citizen=citizen,
        made_on=reader.day("made_on") or date.min,
        state=state,
        term=_term(reader),
        proposal=reader.code("proposal"),
        referent=reader.text("referent"),
        companions=reader.text("companions"),
        first_meeting_on=reader.day("first_meeting_on"),
        newcomer_confirms=reader.choice("newcomer_confirms", "reply", Reply),
        citizen_confirms=reader.choice("citizen_confirms", "reply", Reply),
        rhythm=reader.text("rhythm"),
        closed_on=reader.day("closed_on"),
        closing_reason=reader.choice("closing_reason", "closing_reason", ClosingReason) or "",
        row=reader.row.number,
    )


def term_cell(term: Term, speaker: Speaker) -> Cell:
    """A planned end as the team reads and corrects it."""
    match term:
        case Until(on):
            return on
        case Mission(on):
            return f"{speaker.label('term', 'mission')} {on:%d/%m/%Y}"
        case Link(previous, until):
            return f"{speaker.label('term', 'link')} {previous} ({until:%d/%m/%Y})"
    return speaker.label("term", "open")


def _term(reader: Reader) -> Term:
    text = reader.text("term")
    day = day_of(reader.row.cells.get("term"))
    previous = CODE.search(text)
    if day and previous:
        return Link(previous[0], day)
    if day and code_of("term", DAY.sub("", text)) == "mission":
        return Mission(day)
    if day:
        return Until(day)
    if text and code_of("term", text) != "open":
        reader.report("row_date", "term", found=text)
    return Open()


def read_last_news(table: Table) -> tuple[dict[str, date], tuple[Problem, ...]]:
    """A duo's code → the date of its last line in *Suivi*; how it goes is a word of the list."""
    last: dict[str, date] = {}
    problems: list[Problem] = []
    for row in table.rows:
        reader = Reader(table, row)
        code, day = reader.code("code"), reader.day("date")
        reader.word("mood", "mood")
        problems += reader.problems
        if code and day:
            last[code] = max(day, last.get(code, day))
    return last, tuple(problems)
