"""Cells that could not be read: those that hold a decision up first, and where the others are."""

from __future__ import annotations

from pipeline.stages.agenda import put_in_order
from pipeline.stages.mending import LINES, tell_cells
from pipeline.vocabulary.problems import Problem, Where
from pipeline.words import Speaker
from tests.builders import the_form

TITLES = {
    "proposals": "Propositions",
    "newcomers": "Nouveaux arrivants",
    "settings": "Réglages",
    "follow_up": "Suivi",
}


def a_problem(tab: str, field: str, row: int = 2) -> Problem:
    where = Where("workbook", tab, row, field, f"K{row}", TITLES[tab])
    return Problem("row_date", where, {"found": f"{tab} {field} {row}"})


def test_what_holds_a_decision_up_comes_first() -> None:
    problems = [
        a_problem("follow_up", "date"),
        a_problem("newcomers", "call_on"),
        a_problem("settings", "value"),
        a_problem("newcomers", "stage"),
        a_problem("proposals", "revisit_on"),
        a_problem("proposals", "decision"),
    ]
    told = [(task.where, task.what.parameters["found"]) for task in put_in_order(tuple(tell_cells(problems)))]
    assert told == [
        ("Propositions · K2", "proposals decision 2"),
        ("Nouveaux arrivants · K2", "newcomers stage 2"),
        ("Propositions · K2", "proposals revisit_on 2"),
        ("Réglages · K2", "settings value 2"),
        ("Nouveaux arrivants · K2", "newcomers call_on 2"),
        ("Suivi · K2", "follow_up date 2"),
    ]


def test_the_others_are_counted_by_tab() -> None:
    problems = [a_problem("newcomers", "call_on", row) for row in range(2, 11)]
    problems += [a_problem("follow_up", "date", row) for row in (2, 3)]
    *shown, last = put_in_order(tuple(tell_cells(problems)))
    assert len(shown) == LINES
    assert last.where == "Nouveaux arrivants (3), Suivi (2)"
    assert Speaker("fr", the_form()).say(last.what).startswith("encore 5 cases à regarder")


def test_nothing_wrong_tells_nothing() -> None:
    assert list(tell_cells(())) == []
