"""Tables of sessions: who is a guest, who sits where, and who may be named to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.matching import check_pair
from pipeline.modes.situation import Situation
from pipeline.modes.tables import is_free, plan_tables
from pipeline.vocabulary.duos import Offer, Proposal, Request
from pipeline.vocabulary.journey import DuoState, ProposalState, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.sessions import Attendance, Audience, Seat, Session, SessionKind
from tests.builders import LIEGE, TODAY, a_citizen, a_duo, a_newcomer, a_programme, the_form

SATURDAY = TODAY + timedelta(days=4)
AN_EVENING = Session(TODAY + timedelta(days=8), "18:30", "21:00", title="Repas", venue="ici", is_visible=True)


def a_situation(*people: Person, sessions: tuple[Session, ...] = (AN_EVENING,), **changes: Any) -> Situation:
    """People of whom the ready ones look for a duo, and a meeting on a Wednesday evening."""
    ready = tuple(person for person in people if person.stage is Stage.SEEKING)
    situation = Situation(
        a_programme(mode=Mode.ACTIVITIES), the_form(), ready, (), (), 1, TODAY, people, sessions=sessions
    )
    return replace(situation, **changes)


def a_crowd(newcomers: int, citizens: int) -> tuple[Person, ...]:
    return (
        *(a_newcomer(f"N-{number:04}") for number in range(1, newcomers + 1)),
        *(a_citizen(f"V-{number:04}") for number in range(1, citizens + 1)),
    )


def guests_of(seats: tuple[Seat, ...]) -> list[str]:
    return [seat.who for seat in seats]


def named(seats: tuple[Seat, ...]) -> dict[str, list[str]]:
    return {seat.who: [one.code for one in seat.introductions] for seat in seats}


def test_everybody_who_is_free_then_is_invited() -> None:
    busy = a_newcomer("N-0009", answers={"free_time": frozenset({"sat-morning"})})
    seats = plan_tables(a_situation(*a_crowd(2, 2), busy))
    assert guests_of(seats) == ["V-0001", "V-0002", "N-0001", "N-0002"]
    assert {seat.attendance for seat in seats} == {Attendance.INVITED}


def test_participants_alone_sit_where_they_are_noted() -> None:
    meal = replace(AN_EVENING, participants=("N-0002", "V-0001", "V-0999"))
    away = a_newcomer("N-0002", stage=Stage.REFLECTION)
    seats = plan_tables(a_situation(a_newcomer("N-0001"), away, a_citizen(), sessions=(meal,)))
    assert [(seat.who, seat.attendance, seat.table) for seat in seats] == [
        ("V-0001", Attendance.COMING, 1), ("N-0002", Attendance.COMING, 1),
    ]  # fmt: skip
    assert named(seats) == {"V-0001": [], "N-0002": []}  # who does not look for a duo is named to nobody


@pytest.mark.parametrize(
    "changes",
    [
        {"day": TODAY - timedelta(days=1)},
        {"is_visible": False},
        {"begins": ""},
        {"kind": SessionKind.INFORMATION},
    ],
)
def test_other_sessions_have_no_tables(changes: dict[str, Any]) -> None:
    assert plan_tables(a_situation(*a_crowd(2, 2), sessions=(replace(AN_EVENING, **changes),))) == ()


def test_only_the_next_open_meeting_is_planned() -> None:
    later = replace(AN_EVENING, day=AN_EVENING.day + timedelta(days=7), title="Plus tard")
    seats = plan_tables(a_situation(*a_crowd(2, 2), sessions=(later, AN_EVENING)))
    assert {seat.session.title for seat in seats} == {"Repas"}


@pytest.mark.parametrize(
    ("begins", "audience", "expected"),
    [
        ("09:00", Audience.EVERYONE, True),
        ("11:59", Audience.NEWCOMER, True),
        ("12:00", Audience.EVERYONE, False),
        ("17:00", Audience.EVERYONE, False),
        ("09:00", Audience.CITIZEN, False),
    ],
)
def test_part_of_the_day_decides_who_is_free(begins: str, audience: Audience, expected: bool) -> None:
    session = replace(AN_EVENING, day=SATURDAY, begins=begins, audience=audience)
    assert is_free(a_newcomer(), session, the_form()) is expected


def test_interests_of_a_table_are_told() -> None:
    seats = plan_tables(a_situation(*a_crowd(1, 1)))
    assert {seat.shared.codes for seat in seats} == {("cooking",)}
    assert seats[0].introductions[0].shared.codes == ("cooking",)


def test_whoever_nobody_understands_is_told_apart() -> None:
    only_tigrinya = {"languages_well": frozenset({"ti"}), "languages_some": None}
    seats = plan_tables(a_situation(*a_crowd(2, 2), a_newcomer("N-0009", answers=only_tigrinya)))
    assert [(seat.who, seat.languages) for seat in seats if not seat.table] == [("N-0009", ("ti",))]


def test_former_and_refused_pairs_are_not_named() -> None:
    people = a_crowd(2, 2)
    former = a_duo(newcomer="N-0001", citizen="V-0001", state=DuoState.CLOSED)
    refused = Proposal("N-0001", "V-0002", "P-0001", state=ProposalState.REFUSED)
    seats = plan_tables(a_situation(*people, duos=(former,), proposals=(refused,)))
    assert named(seats)["N-0001"] == []
    assert named(seats)["N-0002"] == ["V-0001", "V-0002"]


def test_nobody_is_named_more_often_than_others() -> None:
    lists = named(plan_tables(a_situation(*a_crowd(9, 6))))
    assert {len(codes) for codes in lists.values()} == {3}
    citizens = Counter(one for who, codes in lists.items() if who.startswith("N") for one in codes)
    newcomers = Counter(one for who, codes in lists.items() if who.startswith("V") for one in codes)
    assert max(citizens.values()) - min(citizens.values()) <= 1
    assert max(newcomers.values()) - min(newcomers.values()) <= 1


PLACES = st.sampled_from([LIEGE, None])
LANGUAGES = st.frozensets(st.sampled_from(["fr", "nl", "ti"]), max_size=2)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), PLACES, LANGUAGES), max_size=8), st.randoms(use_true_random=False))
def test_only_allowed_pairs_are_named(drawn: list[tuple[bool, Any, frozenset[str]]], dice: Random) -> None:
    people = []
    for number, (is_citizen, place, spoken) in enumerate(drawn, 1):
        answers: dict[str, Any] = {"languages_well": spoken, "languages_some": None}
        answers |= {"postcode": place} if place else {}
        make = a_citizen if is_citizen else a_newcomer
        people.append(make(f"{'V' if is_citizen else 'N'}-{number:04}", answers=answers))
    situation = a_situation(*people)
    seats = plan_tables(situation)
    by_code = {person.code: person for person in people}
    assert sorted(guests_of(seats)) == sorted(by_code)
    for who, codes in named(seats).items():
        for other in codes:
            newcomer, citizen = sorted((who, other))
            offer, request = Offer(by_code[citizen], 1), Request(by_code[newcomer])
            assert check_pair(offer, request, situation.programme, situation.form) == ()
    dice.shuffle(people)
    assert plan_tables(a_situation(*people)) == seats
