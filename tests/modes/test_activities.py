"""At activities: mutual wishes come back, one-sided ones stay unseen, and rules have the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.modes.activities import find_mutual, propose
from pipeline.modes.situation import Situation
from pipeline.river import decide
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Decision, ProposalState, Reply, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sessions import Session, Wish
from pipeline.words import Speaker
from tests.builders import LIEGE, SECRET, TODAY, a_citizen, a_duo, a_newcomer, a_programme, the_form

NEWCOMERS = tuple(a_newcomer(f"N-{number:04}") for number in range(1, 5))
CITIZENS = tuple(a_citizen(f"V-{number:04}") for number in range(1, 5))
A_MEAL = Session(TODAY + timedelta(days=10), "12:00", "15:00", title="Repas", venue="ici", is_visible=True)


def a_situation(*wishes: tuple[str, str], people: tuple[Person, ...] = (), **changes: Any) -> Situation:
    """Four people a side who suit each other, and who wishes to see whom again."""
    everybody = people or (*NEWCOMERS, *CITIZENS)
    situation = Situation(
        a_programme(mode=Mode.ACTIVITIES),
        the_form(),
        tuple(person for person in everybody if person.stage is Stage.SEEKING),
        proposals=(),
        duos=(),
        number=1,
        today=TODAY,
        people=everybody,
        wishes=tuple(Wish(who, tuple(wanted.split()), row) for row, (who, wanted) in enumerate(wishes, 2)),
    )
    return replace(situation, **changes)


def proposed(situation: Situation) -> list[tuple[str, str]]:
    return [one.pair for one in propose(situation).proposals]


def asked(situation: Situation) -> list[str]:
    return [task.what.code for task in propose(situation).tasks]


MUTUAL = (("N-0001", "V-0002"), ("V-0002", "N-0001"))


def test_mutual_wish_is_proposed_with_its_reason() -> None:
    (proposal,) = propose(a_situation(*MUTUAL)).proposals
    assert proposal.pair == ("N-0001", "V-0002")
    assert proposal.explanation is not None
    assert proposal.explanation.why[0].code == "reason.mutual"
    assert proposal.explanation.alternative == ()


@pytest.mark.parametrize(
    "wishes", [(), (("N-0001", "V-0002"),), (("N-0001", "V-0002"), ("V-0002", "N-0003"))]
)
def test_one_sided_wish_stays_unseen(wishes: tuple[tuple[str, str], ...]) -> None:
    assert propose(a_situation(*wishes)) == propose(a_situation())


def test_nothing_is_proposed_without_a_wish() -> None:
    found = propose(a_situation())
    assert (found.proposals, found.tasks) == ((), ())
    assert {one.why[0].code for one in found.unmatched} == {"unmatched.no_meeting"}


def test_whoever_is_left_is_told_of_the_next_meeting() -> None:
    found = propose(a_situation(sessions=(A_MEAL,)))
    (said,) = {Speaker("fr").say(one.why[0]) for one in found.unmatched}
    assert said == (
        "Quelqu’un conviendrait. Une occasion de se rencontrer\N{NO-BREAK SPACE}: le 4 décembre 2026, "
        "«\N{NO-BREAK SPACE}Repas\N{NO-BREAK SPACE}»."
    )


def test_floor_does_not_stand_against_a_wish() -> None:
    strict = a_programme(mode=Mode.ACTIVITIES, floor=1.0)
    assert proposed(a_situation(*MUTUAL, programme=strict)) == [("N-0001", "V-0002")]


def test_rules_stand_against_a_wish() -> None:
    far = (a_newcomer("N-0001"), a_citizen("V-0002", answers={"postcode": LIEGE}))
    situation = a_situation(*MUTUAL, people=far)
    assert proposed(situation) == []
    (task,) = propose(situation).tasks
    assert task.what.code == "todo.wish_blocked"
    assert "un trajet possible" in Speaker("fr", the_form()).say(task.because)


def test_wish_waits_for_whoever_is_not_ready() -> None:
    people = (a_newcomer("N-0001", stage=Stage.REFLECTION), a_citizen("V-0002"))
    assert (proposed(a_situation(*MUTUAL, people=people)), asked(a_situation(*MUTUAL, people=people))) == (
        [], ["todo.wish_waits"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "state", [ProposalState.OPEN, ProposalState.REFUSED, ProposalState.MADE, ProposalState.LATER]
)
def test_settled_pair_is_not_told_again(state: ProposalState) -> None:
    before = Proposal("N-0001", "V-0002", "P-0001", state=state)
    assert propose(a_situation(*MUTUAL, proposals=(before,))).proposals == ()
    assert asked(a_situation(*MUTUAL, proposals=(before,))) == []


def test_former_duo_is_not_proposed_again() -> None:
    former = a_duo(newcomer="N-0001", citizen="V-0002", closed_on=date(2026, 11, 20))
    assert proposed(a_situation(*MUTUAL, duos=(former,))) == []


def test_as_many_wishes_as_possible_are_met() -> None:
    wishes = (
        ("N-0001", "V-0001 V-0002"),
        ("N-0002", "V-0001"),
        ("V-0001", "N-0001 N-0002"),
        ("V-0002", "N-0001"),
    )
    assert sorted(proposed(a_situation(*wishes))) == [("N-0001", "V-0002"), ("N-0002", "V-0001")]


def test_unknown_code_is_asked_about() -> None:
    meal = replace(A_MEAL, participants=("N-0001", "V-0999"), row=4)
    tasks = propose(a_situation(("N-0001", "V-0777"), sessions=(meal,))).tasks
    assert [(task.who, task.where, task.row) for task in tasks] == [
        ("V-0999", "sessions", 4), ("V-0777", "wishes", 2),
    ]  # fmt: skip


CODES = [person.code for person in (*NEWCOMERS, *CITIZENS)]
PAIRS = [(one, other) for one, other in product(CODES, CODES) if one[0] != other[0]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PAIRS), max_size=16), st.randoms(use_true_random=False))
def test_only_mutual_wishes_ever_show(named: list[tuple[str, str]], dice: Any) -> None:
    situation = a_situation(*named)
    found = propose(situation)
    mutual = set(find_mutual(situation.wishes))
    assert mutual == {(one, other) for one, other in named if one < other and (other, one) in named}
    assert {one.pair for one in found.proposals} <= mutual
    shuffled = list(situation.wishes)
    dice.shuffle(shuffled)
    assert propose(replace(situation, wishes=tuple(shuffled), ready=situation.ready[::-1])) == found
    again = replace(situation, proposals=found.proposals)
    assert not {one.pair for one in propose(again).proposals} & {one.pair for one in found.proposals}


def test_wish_waits_for_room_in_the_list() -> None:
    wishes = (*MUTUAL, ("N-0002", "V-0001"), ("V-0001", "N-0002"))
    one_by_one = a_programme(mode=Mode.ACTIVITIES, open_proposals=1)
    found = propose(a_situation(*wishes, programme=one_by_one))
    assert [one.pair for one in found.proposals] == [("N-0001", "V-0002")]
    assert {one.code: one.why[0].code for one in found.unmatched}["N-0002"] == "unmatched.limit"


def test_wish_becomes_a_duo_as_any_proposal() -> None:
    programme = a_programme(mode=Mode.ACTIVITIES)
    wishes = a_situation(*MUTUAL).wishes
    season = Season(programme, the_form(), SECRET, people=(*NEWCOMERS, *CITIZENS), wishes=wishes)
    (proposal,) = decide(season, TODAY).proposals
    agreed = replace(
        proposal, decision=Decision.YES, newcomer_reply=Reply.YES, citizen_reply=Reply.YES, row=2
    )
    outcome = decide(replace(season, proposals=(agreed,)), TODAY)
    assert [duo.pair for duo in outcome.duos] == [("N-0001", "V-0002")]
    assert outcome.proposals == ()
