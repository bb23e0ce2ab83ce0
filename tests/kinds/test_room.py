from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.kinds import compare
from pipeline.kinds.room import leave_room
from pipeline.vocabulary.people import Role
from tests.builders import a_newcomer
from tests.kinds.people import (
    ONLY,
    a_criterion,
    a_rule,
    compare_two,
    is_broken,
    is_unknown,
    meet,
    nearness,
    said,
)

SIDES: dict[str, Any] = {"citizen": ("beds",), "newcomer": ("adults", "children")}
FAMILY = {"adults": 2, "children": 3}


@pytest.mark.parametrize(
    ("beds", "family", "broken", "unknown"),
    [
        ({"beds": 5}, FAMILY, False, False),
        ({"beds": 4}, FAMILY, True, False),
        ({"beds": -4}, FAMILY, True, False),
        ({}, FAMILY, True, True),
        ({"beds": 5}, {"adults": 2}, True, True),
        ({"beds": 0}, {"adults": 0, "children": 0}, False, False),
    ],
)
def test_a_unit_needs_room_for_all(beds: Any, family: Any, broken: bool, unknown: bool) -> None:
    compared = compare_two(a_rule("room", **SIDES), beds, family)
    assert (is_broken(compared), is_unknown(compared)) == (broken, unknown)


@pytest.mark.parametrize(("beds", "near"), [(5, 1.0), (10, 0.5), (4, 0.0), (0, 0.0)])
def test_the_fuller_the_better(beds: int, near: float) -> None:
    assert nearness(compare_two(a_criterion("room", **SIDES), {"beds": beds}, FAMILY)) == near


def test_need_and_room_are_said() -> None:
    assert said(compare_two(a_rule("room", **SIDES), {"beds": 6}, FAMILY).reasons(ONLY)) == [
        "The room: 5 needed, 6 free."
    ]
    for beds, family in ((4, FAMILY), (6, {"adults": 0, "children": 0})):
        assert said(compare_two(a_rule("room", **SIDES), {"beds": beds}, family).reasons(ONLY)) == []


def test_the_smallest_extension_opens() -> None:
    people = meet([{"beds": 2}, {"beds": 4}, {"beds": 4}], [FAMILY])
    compared = compare(a_rule("room", **SIDES), people)
    (opening,) = compared.openings(Role.NEWCOMER, 0, np.array([0, 1, 2]))
    assert (said([opening.change]), opening.others.tolist()) == (["The room: room for 1 more"], [1, 2])
    assert compared.missing(Role.NEWCOMER, 0) == ()


@pytest.mark.parametrize(
    ("guests", "left"), [([FAMILY], 1), ([FAMILY, {}], 0), ([], 6), ([{"adults": 9, "children": 0}], 0)]
)
def test_guests_take_their_room(guests: list[dict[str, Any]], left: int) -> None:
    people = meet([{"beds": 6}, {}], [FAMILY])
    there = [a_newcomer(f"N-{number:04}", answers=answers) for number, answers in enumerate(guests, 7)]
    rule = a_rule("room", **SIDES)
    free, _ = compare(rule, leave_room(people, [there, there], [rule])).both  # type: ignore[attr-defined]  # a Room
    assert free[0] == left
    assert np.isnan(free[1])
