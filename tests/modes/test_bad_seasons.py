"""Seasons that go wrong, in every mode: the workbook says what came of each, for everybody who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from pipeline.modes.feel import NEWCOMERS, SIDE_BY_SIDE
from pipeline.river import decide
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Importance, Mode, Programme
from pipeline.vocabulary.season import Outcome, Season
from pipeline.vocabulary.tables import Row
from pipeline.workbook.columns import layout
from pipeline.workbook.writing import workbook_changes
from tests.builders import SECRET, TODAY, a_citizen, a_newcomer, a_programme, the_form, the_programme


def citizens(count: int, **changes: Any) -> tuple[Person, ...]:
    return tuple(a_citizen(f"V-{number:05}", **changes) for number in range(1, count + 1))


def newcomers(count: int, **changes: Any) -> tuple[Person, ...]:
    return tuple(a_newcomer(f"N-{number:05}", **changes) for number in range(1, count + 1))


def silent(people: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(replace(person, answers={}) for person in people)


def impossible() -> dict[str, Any]:
    """No pair shares ninety-nine needs."""
    rules = the_programme().matching.rules
    return {
        "rules": tuple(
            one.model_copy(update={"at_least": 99}) if one.code == "need" else one for one in rules
        )
    }


def weightless() -> dict[str, Any]:
    criteria = the_programme().matching.criteria
    return {"criteria": tuple(one.model_copy(update={"importance": Importance.NONE}) for one in criteria)}


@dataclass(frozen=True)
class Case:
    """Who is there; how many newcomers nobody suits or is free for; what else the programme sets."""

    people: tuple[Person, ...]
    stopped: int = 0
    matching: dict[str, Any] = field(default_factory=dict)


UNPLACED = {"answers": {"postcode": None}}
CASES = {
    "nobody at all": Case(()),
    "nobody to offer": Case(newcomers(3), 3),
    "nobody to ask": Case(citizens(3)),
    "one newcomer": Case(newcomers(1), 1),
    "one citizen": Case(citizens(1)),
    "everybody identical": Case((*newcomers(7), *citizens(7))),
    "all answers missing": Case((*silent(newcomers(2)), *silent(citizens(2))), 2),
    "impossible rules": Case((*newcomers(2), *citizens(2)), 2, impossible()),
    "no places": Case((*newcomers(2), *citizens(2, places=0)), 2),
    "places below nought": Case((*newcomers(2), *citizens(2, places=-3)), 2),
    "weights all nought": Case((*newcomers(2), *citizens(2)), 0, weightless()),
    "no rules and no criteria": Case((*newcomers(2), *citizens(2)), 0, {"rules": (), "criteria": ()}),
    "where they live unknown": Case((*newcomers(2, **UNPLACED), *citizens(2, **UNPLACED))),
}
STOPPED = ("unmatched.nobody", "unmatched.chain")
"""Why somebody has nobody: rules, or nobody is free."""


def a_season(mode: Mode, case: Case, language: str = "fr") -> Season:
    programme = a_programme(mode=mode, **case.matching)
    languages = programme.languages.model_copy(update={"workbook": language})
    programme = programme.model_copy(update={"languages": languages})
    return Season(programme, the_form(), SECRET, people=case.people)


def rows_by_tab(outcome: Outcome, programme: Programme) -> dict[str, tuple[Row, ...]]:
    """What a run writes into the workbook."""
    changes = workbook_changes(outcome, programme, the_form(), layout(programme, the_form()))
    rows = {one.tab: one.rows for one in changes.replaces}
    for append in changes.appends:
        rows[append.tab] = (*rows.get(append.tab, ()), append.cells)
    return rows


def told_of(rows: dict[str, tuple[Row, ...]]) -> str:
    """Everything in which the workbook tells of people, one cell a line."""
    tabs = ("unmatched", "proposals", "cards", "side_by_side", "tables", "todo")
    return "\n".join(str(cell) for tab in tabs for row in rows.get(tab, ()) for cell in row.values())


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_everybody_has_an_explained_outcome(mode: Mode, case: Case) -> None:
    """Whoever cannot be proposed is told of with a reason; whoever can be waits for the mode's own next step."""
    season = a_season(mode, case)
    outcome = decide(season, TODAY)
    rows = rows_by_tab(outcome, season.programme)
    told = told_of(rows)
    assert [person.code for person in season.people if person.code not in told] == []
    reasons = {one.code: one.why[0].code for one in outcome.unmatched if one.code.startswith("N")}
    assert sum(why in STOPPED for why in reasons.values()) == case.stopped
    assert all(row["why"] for row in rows["unmatched"])
    assert all(row["what"] for row in rows["todo"])


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("mode", list(Mode))
def test_very_many_wait_for_two(mode: Mode, language: str) -> None:
    """Nobody is forgotten, nothing grows beyond what a team can read, and each reason is said in words."""
    season = a_season(mode, Case((*newcomers(450), *citizens(2))), language)
    outcome = decide(season, TODAY)
    rows = rows_by_tab(outcome, season.programme)
    told = told_of(rows)
    assert [person.code for person in season.people if person.code not in told] == []
    assert len(rows.get("side_by_side", ())) <= NEWCOMERS * (1 + SIDE_BY_SIDE)
    assert len(rows.get("proposals", ())) <= season.programme.matching.open_proposals
    assert "{" not in told
