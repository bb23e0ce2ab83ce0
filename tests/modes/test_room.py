"""Families and homes in every mode: two who go to one home in one run are counted together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.modes.discussed import propose
from pipeline.modes.situation import Situation
from pipeline.river import decide
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import Decision, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.words import Speaker
from tests.builders import SECRET, TODAY, a_citizen, a_duo, a_newcomer, a_programme, a_proposal, the_homes

FORM, ROOM = the_homes()
HOME = a_citizen(answers={"beds": 4}, places=3)


def a_family(number: int, size: int) -> Person:
    return a_newcomer(f"N-{number:04}", answers={"guests": size})


def agreed(number: int, code: str) -> Proposal:
    """Everybody says yes; without a code, the team wrote the pair by hand."""
    yes = {"decision": Decision.YES, "citizen_reply": Reply.YES, "newcomer_reply": Reply.YES}
    return a_proposal(newcomer=f"N-{number:04}", code=code, row=number + 1, felt="Voisins", **yes)


def a_season(
    mode: Mode, people: tuple[Person, ...], proposals: tuple[Proposal, ...], duos: tuple[Duo, ...] = ()
) -> Season:
    programme = a_programme(mode=mode, rules=(ROOM,))
    return Season(programme, FORM, SECRET, people=(*people, HOME), proposals=proposals, duos=duos)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("codes", [("P-0001", "P-0002"), ("", "")], ids=["proposed", "by hand"])
def test_two_families_in_one_run_share_a_home(mode: Mode, codes: tuple[str, str]) -> None:
    families = (a_family(1, 3), a_family(2, 2))
    proposals = tuple(agreed(number, code) for number, code in enumerate(codes, start=1))
    outcome = decide(a_season(mode, families, proposals), TODAY)
    assert [duo.newcomer for duo in outcome.duos] == ["N-0001"]
    say = Speaker("en", FORM).say
    told = [task for task in outcome.tasks if task.what.code == "todo.no_room_left"]
    assert [say(task.because) for task in told if task.because] == [
        "V-0001 · Paul has no room left with those who are there already. Rule not respected: beds"
    ]


@pytest.mark.parametrize(("size", "made"), [(1, 1), (2, 0)])
def test_whoever_is_there_is_counted(size: int, made: int) -> None:
    there = a_duo(newcomer="N-0009")
    season = a_season(Mode.FEEL, (a_family(9, 3), a_family(1, size)), (agreed(1, "P-0001"),), (there,))
    assert len(decide(season, TODAY).duos) == made


def test_first_choices_fit_one_home_together() -> None:
    """Each of the three families would fit the only home; what is offered first to them together fits too."""
    people = (a_family(1, 2), a_family(2, 2), a_family(3, 2), HOME)
    programme = a_programme(mode=Mode.DISCUSSED, rules=(ROOM,), open_proposals=100)
    situation = Situation(programme, FORM, people, (), (), number=1, today=TODAY, people=people)
    first = [one for one in propose(situation).proposals if one.choice == 1]
    assert len(first) == 2
    later = propose(replace(situation, proposals=tuple(first)))
    assert [one for one in later.proposals if one.choice == 1] == []
