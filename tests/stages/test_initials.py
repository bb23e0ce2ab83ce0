"""Initials that nobody in the team has are told, where something is still to be done."""

from __future__ import annotations

import pytest

from pipeline.stages.initials import find_strangers
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import DuoState, ProposalState, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Team
from pipeline.words import Speaker
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, a_proposal, the_form

TEAM = (Team(initials="CA", first_name="Carine"), Team(initials="DO", first_name="Dounia"))


def strangers(
    *rows: Person | Proposal | Duo, team: tuple[Team, ...] = TEAM
) -> list[tuple[str, str, int | None]]:
    people = [row for row in rows if isinstance(row, Person)]
    proposals = [row for row in rows if isinstance(row, Proposal)]
    duos = [row for row in rows if isinstance(row, Duo)]
    return [(task.who, task.where, task.row) for task in find_strangers(people, proposals, duos, team)]


@pytest.mark.parametrize(
    "written", ["", "CA", "ca", "Carine", "CA, DO", "CA et DO", "do/ca", "CA (le mardi)"]
)
def test_the_team_is_no_stranger(written: str) -> None:
    assert strangers(a_newcomer(followed_by=written)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (a_newcomer(followed_by="XY", row=7), [("N-0001", "newcomers", 7)]),
        (a_citizen(followed_by="Kim", row=3), [("V-0001", "citizens", 3)]),
        (a_citizen(followed_by="XY", stage=Stage.CLOSED), []),
        (a_newcomer(followed_by="XY", stage=Stage.NOT_NOW), []),
        (a_proposal(decided_by="XY"), [("P-0001", "proposals", 2)]),
        (a_proposal(decided_by="XY", code=""), [("N-0001 + V-0001", "proposals", 2)]),
        (a_proposal(decided_by="XY", state=ProposalState.MADE), []),
        (a_duo(referent="XY", row=4), [("D-0001", "duos", 4)]),
        (a_duo(referent="XY", state=DuoState.CLOSED), []),
        (a_duo(referent="XY", closed_on=TODAY), []),
    ],
)
def test_strangers_are_told_while_it_matters(
    row: Person | Proposal | Duo, expected: list[tuple[str, str, int | None]]
) -> None:
    assert strangers(row) == expected


def test_one_line_for_all_rows_of_a_stranger() -> None:
    rows = [
        a_newcomer(f"N-000{number}", followed_by="xy" if number % 2 else "XY", row=number)
        for number in range(1, 6)
    ]
    (told,) = find_strangers(rows, (), (), TEAM)
    assert (told.who, told.row) == ("N-0001, N-0002, N-0003, …", 1)
    say = Speaker("fr", the_form()).say
    assert say(told.what) == "Corrigez «\u00a0xy\u00a0» dans la colonne «\u00a0Suivi par\u00a0»"
    assert told.because
    assert say(told.because).startswith("Personne dans l’équipe n’a ces initiales\u00a0: CA et DO.")


def test_without_a_team_nobody_is_a_stranger() -> None:
    assert strangers(a_newcomer(followed_by="XY"), team=()) == []
