"""By feel: people stand side by side, and rules alone stand in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.modes.feel import SIDE_BY_SIDE, propose
from pipeline.modes.situation import Found, Situation
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Decision
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.words import Speaker
from tests.builders import LIEGE, TODAY, a_citizen, a_newcomer, a_programme, the_form


def a_situation(*ready: Person, proposals: tuple[Proposal, ...] = ()) -> Situation:
    """These people, in a programme whose team goes by feel."""
    programme = a_programme(mode=Mode.FEEL)
    return Situation(programme, the_form(), ready, proposals, (), number=1, today=TODAY)


def laid_out(found: Found) -> dict[str, list[str]]:
    """Newcomer → the volunteers beside them."""
    return {one.newcomer.code: [citizen.code for citizen in one.citizens] for one in found.side_by_side}


def test_volunteers_stand_in_code_order() -> None:
    near, far = a_citizen("V-0009"), a_citizen("V-0002", answers={"likes": frozenset({"sewing"})})
    found = propose(a_situation(a_newcomer(), near, far))
    assert laid_out(found) == {"N-0001": ["V-0002", "V-0009"]}
    assert found.proposals == ()


def test_criteria_have_no_say() -> None:
    people = (a_newcomer(), a_citizen("V-0001"), a_citizen("V-0002", answers={"rhythm": "weekly"}))
    situation = a_situation(*people)
    strict = situation.programme.matching.model_copy(update={"floor": 1.0, "criteria": ()})
    bare = replace(situation, programme=situation.programme.model_copy(update={"matching": strict}))
    assert propose(bare) == propose(situation)


def test_whoever_rules_forbid_stands_beside_nobody() -> None:
    found = propose(a_situation(a_newcomer(), a_citizen(answers={"postcode": LIEGE})))
    assert laid_out(found) == {}
    say = Speaker("en", the_form()).say
    assert {one.code: say(one.why[0]) for one in found.unmatched} == {
        "N-0001": "1 volunteer → 0 (a manageable journey).",
        "V-0001": "1 newcomer → 0 (a manageable journey).",
    }


def test_many_are_shown_equally_often() -> None:
    citizens = [a_citizen(f"V-{number:04}") for number in range(1, 31)]
    newcomers = [a_newcomer(f"N-{number:04}") for number in range(1, 7)]
    found = propose(a_situation(*newcomers, *citizens))
    counted = Counter(code for codes in laid_out(found).values() for code in codes)
    assert set(counted.values()) == {2}
    assert all(len(one.citizens) == SIDE_BY_SIDE and len(one.others) == 20 for one in found.side_by_side)


def by_hand(**changes: object) -> Proposal:
    """The pair N-0001 + V-0001 as the team writes it."""
    return replace(Proposal("N-0001", "V-0001", row=9), **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("citizen", "proposal", "expected"),
    [
        (a_citizen(), by_hand(), []),
        (a_citizen(answers={"postcode": LIEGE}), by_hand(), ["N-0001"]),
        (a_citizen(answers={"postcode": LIEGE}), by_hand(decision=Decision.YES), []),
        (a_citizen(), by_hand(citizen="V-0099"), []),
    ],
    ids=["allowed", "against the rules", "decided all the same", "with somebody who is not ready"],
)
def test_a_written_pair_holds_both(citizen: Person, proposal: Proposal, expected: list[str]) -> None:
    found = propose(a_situation(a_newcomer(), citizen, a_citizen("V-0002"), proposals=(proposal,)))
    assert list(laid_out(found)) == expected
