"""How long people wait, and when a list grows too long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.stages.waiting import LAST, first_days, guard_lists, tell_waiting_days
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, a_proposal, the_programme
from tests.kinds.people import said


def waited(*days: int, role: Role = Role.NEWCOMER) -> list[Person]:
    """People who signed up so many days ago."""
    build = a_newcomer if role is Role.NEWCOMER else a_citizen
    return [
        build(f"{role.letter}-{n:04}", received=TODAY - timedelta(days=one)) for n, one in enumerate(days)
    ]


def test_the_first_day_counts() -> None:
    proposals = [
        a_proposal(proposed_on=date(2026, 11, 17)),
        a_proposal(code="P-0002", proposed_on=date(2026, 11, 3)),
    ]
    by_hand = a_proposal(code="", newcomer="N-0002", proposed_on=None)
    days = first_days([*proposals, by_hand], [a_duo(citizen="V-0007", made_on=date(2026, 11, 1))])
    assert days == {
        "N-0001": date(2026, 11, 1), "V-0001": date(2026, 11, 3), "V-0007": date(2026, 11, 1)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "told"), [((1, 2, 3, 4), {}), ((1, 2, 3, 40, 50), {Role.NEWCOMER: 3}), ((), {})]
)
def test_few_people_say_nothing_of_waiting(days: tuple[int, ...], told: dict[Role, int]) -> None:
    people = waited(*days)
    assert tell_waiting_days(people, {one.code: TODAY for one in people}) == told


def test_half_of_them_waited_no_longer() -> None:
    people = waited(1, 2, 3, 4, 5, 6)
    days = tell_waiting_days(people, {one.code: TODAY for one in people})[Role.NEWCOMER]
    assert sum((TODAY - one.received).days <= days for one in people) >= len(people) / 2


def test_only_the_last_count() -> None:
    people = waited(*[400] * 9, *[10] * LAST)
    first = {
        one.code: one.received + timedelta(days=400 if (TODAY - one.received).days == 400 else 10)
        for one in people
    }
    assert tell_waiting_days(people, first | {one.code: TODAY - timedelta(days=1) for one in people[:9]}) == {
        Role.NEWCOMER: 10
    }


def test_whoever_still_waits_is_left_out() -> None:
    people = waited(1, 2, 3, 4, 5, 300)
    assert tell_waiting_days(people, {one.code: TODAY for one in people[:-1]}) == {Role.NEWCOMER: 3}


@pytest.mark.parametrize(
    ("days", "because"),
    [
        ((29, 29, 29, 29, 29), None),
        ((31, 31, 31, 31), None),
        ((0, 0, 31, 31, 31), "5 newcomers are without a proposal, half of them for 30 days or more."),
        ((61, 61, 61, 61, 200), "5 newcomers are without a proposal, half of them for 60 days or more."),
        ((91, 91, 91, 91, 200), "5 newcomers are without a proposal, half of them for 90 days or more."),
    ],
)
def test_a_long_list_is_pointed_out(days: tuple[int, ...], because: str | None) -> None:
    tasks = list(guard_lists(waited(*days), the_programme(), TODAY))
    told = [said([one.what, one.because])[1] for one in tasks if one.because]
    assert [one.startswith(because or "-") for one in told] == ([True] if because else [])


def test_each_side_has_its_own_line() -> None:
    both = [*waited(*[40] * 5), *waited(*[40] * 5, role=Role.CITIZEN)]
    assert said([one.what for one in guard_lists(both, the_programme(), TODAY)]) == [
        "Look for newcomers, with the partners who know some",
        "Look for volunteers: the profiles sought stand in “Without proposal”",
    ]


def test_a_paused_side_is_not_pointed_out() -> None:
    paused = the_programme().model_copy(update={"paused": (Role.NEWCOMER,)})
    assert isinstance(paused, Programme)
    assert list(guard_lists(waited(*[40] * 5), paused, TODAY)) == []
