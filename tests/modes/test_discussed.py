"""Talked over together: up to three for each newcomer, nobody first more often than they have places."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.modes.discussed import propose
from pipeline.modes.situation import Situation
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from tests.builders import LIEGE, TODAY, a_citizen, a_newcomer, a_programme, a_proposal, the_form

LIKES = ("cooking", "walking", "music", "reading", "sport")


def some_newcomers(count: int) -> list[Person]:
    return [
        a_newcomer(
            f"N-{number:04}",
            answers={"likes": frozenset({LIKES[number % 5]})},
            received=TODAY - timedelta(days=100 - number),
        )
        for number in range(1, count + 1)
    ]


def some_citizens(count: int, places: int = 1) -> list[Person]:
    return [
        a_citizen(f"V-{number:04}", answers={"likes": frozenset({LIKES[number % 5]})}, places=places)
        for number in range(1, count + 1)
    ]


def a_situation(*ready: Person, proposals: tuple[Proposal, ...] = (), **matching: object) -> Situation:
    """These people, in a programme that talks choices over."""
    programme = a_programme(mode=Mode.DISCUSSED, **{"open_proposals": 100, **matching})
    return Situation(
        programme, the_form(), ready, proposals, (), number=1 + len(proposals), today=TODAY, people=ready
    )


def choices(situation: Situation) -> dict[str, list[tuple[int | None, str]]]:
    """Newcomer → choice and volunteer, in the order of the rows."""
    listed: dict[str, list[tuple[int | None, str]]] = {}
    for one in propose(situation).proposals:
        listed.setdefault(one.newcomer, []).append((one.choice, one.citizen))
    return listed


def test_each_newcomer_has_three_choices() -> None:
    listed = choices(a_situation(*some_newcomers(4), *some_citizens(6)))
    assert {code: [choice for choice, _ in own] for code, own in listed.items()} == {
        f"N-000{number}": [1, 2, 3] for number in (1, 2, 3, 4)
    }
    assert all(len({citizen for _, citizen in own}) == 3 for own in listed.values())


@given(st.integers(0, 6), st.integers(0, 5), st.integers(1, 2), st.integers(1, 20))
def test_nobody_is_chosen_beyond_their_places(newcomers: int, citizens: int, places: int, limit: int) -> None:
    people = (*some_newcomers(newcomers), *some_citizens(citizens, places))
    found = propose(a_situation(*people, open_proposals=limit)).proposals
    first, asked = (
        Counter(one.citizen for one in found if one.choice == 1),
        Counter(one.citizen for one in found),
    )
    assert max(first.values(), default=0) <= places
    assert max(asked.values(), default=0) <= 3 * places
    assert len({one.pair for one in found}) == len(found)
    firsts = [one.newcomer for one in found if one.choice == 1]
    assert {one.newcomer for one in found} == set(firsts)
    assert len(firsts) == min(newcomers, citizens * places, max(1, limit // 3))


def test_rows_stand_list_by_list() -> None:
    found = propose(a_situation(*some_newcomers(2), *some_citizens(3))).proposals
    assert [one.code for one in found] == [f"P-000{number}" for number in range(1, 7)]
    assert [one.newcomer for one in found] == ["N-0001"] * 3 + ["N-0002"] * 3


def test_whoever_waits_longest_comes_first() -> None:
    assert list(choices(a_situation(*some_newcomers(4), *some_citizens(6), open_proposals=7))) == [
        "N-0001",
        "N-0002",
    ]


def test_rules_and_floor_hold_for_every_choice() -> None:
    people = (a_newcomer(), a_citizen("V-0001"), a_citizen("V-0002", answers={"postcode": LIEGE}))
    assert choices(a_situation(*people)) == {"N-0001": [(1, "V-0001")]}
    assert choices(a_situation(*people, floor=1.0)) == {}


def test_open_choices_stay_when_others_arrive() -> None:
    people = (*some_newcomers(2), *some_citizens(4))
    first = propose(a_situation(*people)).proposals
    assert propose(a_situation(*people, proposals=first)).proposals == ()
    newcomer = a_newcomer("N-0009", received=TODAY)
    more = propose(a_situation(*people, newcomer, a_citizen("V-0009"), proposals=first)).proposals
    assert {one.newcomer for one in more} == {"N-0009"}
    assert more[0].code == "P-0007"


def test_order_of_rows_changes_nothing() -> None:
    people = (*some_newcomers(4), *some_citizens(5))
    assert propose(a_situation(*people)) == propose(a_situation(*reversed(people)))


def test_new_choices_come_once_all_are_closed() -> None:
    people = (*some_newcomers(1), *some_citizens(5))
    first = propose(a_situation(*people)).proposals
    declined = tuple(replace(one, state=ProposalState.REFUSED) for one in first)
    one_left = (*declined[:2], first[2])
    assert choices(a_situation(*people, proposals=one_left)) == {}
    again = choices(a_situation(*people, proposals=declined))
    assert not {citizen for _, citizen in again["N-0001"]} & {one.citizen for one in first}


def test_open_proposal_of_another_mode_counts_as_a_first_choice() -> None:
    former = a_proposal(newcomer="N-0002", citizen="V-0001")
    listed = choices(a_situation(*some_newcomers(2), *some_citizens(2), proposals=(former,)))
    assert listed["N-0001"] == [(1, "V-0002"), (2, "V-0001")]


def test_whoever_is_a_choice_is_not_told_as_left() -> None:
    found = propose(a_situation(*some_newcomers(1), *some_citizens(4)))
    named = {code for one in found.proposals for code in one.pair}
    assert {one.code for one in found.unmatched} == {f"V-000{number}" for number in (1, 2, 3, 4)} - named


def test_other_option_is_left_to_the_choices_beside() -> None:
    found = propose(a_situation(*some_newcomers(1), *some_citizens(4))).proposals
    assert all(one.explanation and one.explanation.why and not one.explanation.alternative for one in found)
