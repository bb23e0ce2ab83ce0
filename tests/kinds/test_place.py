from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from pipeline.kinds import compare, place
from pipeline.kinds.arrays import EARTH_KM
from pipeline.kinds.place import Located
from pipeline.vocabulary.people import Place, Role
from tests.builders import LIEGE, SCHAERBEEK
from tests.kinds.people import (
    HERE,
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

SIDES: dict[str, Any] = {"citizen": ("postcode",), "newcomer": ("postcode",)}
LIVING: dict[str, Any] = {"postcode": SCHAERBEEK}


def north(kilometres: float, travel: str | None = None) -> dict[str, Any]:
    degrees = math.degrees(2 * math.asin(kilometres / 2 / EARTH_KM))
    place = Place("1000", SCHAERBEEK.latitude + degrees, SCHAERBEEK.longitude)
    return {"postcode": place} | ({"travel": travel} if travel else {})


def test_distance_is_that_on_the_globe() -> None:
    compared = compare_two(a_criterion("place", **SIDES), LIVING, {"postcode": LIEGE})
    assert isinstance(compared, Located)
    assert float(compared.kilometres(HERE, HERE)[0]) == pytest.approx(88.0, abs=1.5)


@pytest.mark.parametrize(
    ("apart", "citizen", "newcomer", "broken"),
    [
        (4.9, "km5", "km10", False),
        (5.1, "km5", "km10", True),
        (5.1, "km10", "km5", True),
        (9.9, "km10", "km10", False),
        (29.9, None, None, False),
        (30.1, None, None, True),
        (30.1, "km40", "km40", True),
        (4.9, None, "km5", False),
        (5.1, None, "km5", True),
    ],
)
def test_both_limits_and_the_programmes_hold(
    apart: float, citizen: str | None, newcomer: str | None, broken: bool
) -> None:
    rule = a_rule("place", limit="travel", at_most=30, **SIDES)
    here = LIVING | ({"travel": citizen} if citizen else {})
    assert is_broken(compare_two(rule, here, north(apart, newcomer))) is broken


@pytest.mark.parametrize("place", [None, Place("9999", math.nan, 4.0), Place("9999", 999.0, math.inf)])
def test_a_place_without_coordinates_is_unknown(place: Place | None) -> None:
    nowhere = {"postcode": place} if place else {}
    compared = compare_two(a_rule("place", limit="travel", at_most=30, **SIDES), LIVING, nowhere)
    assert is_unknown(compared)
    assert not is_broken(compared)
    assert nearness(compare_two(a_criterion("place", at_most=20, **SIDES), LIVING, nowhere)) == 0.5
    assert compared.missing(Role.NEWCOMER, 0) == ("postcode", "travel")


@pytest.mark.parametrize(
    ("apart", "most", "near"), [(0, 20, 1.0), (5, 20, 0.75), (20, 20, 0.0), (80, 20, 0.0)]
)
def test_criterion_falls_with_distance(apart: float, most: float, near: float) -> None:
    assert nearness(
        compare_two(a_criterion("place", at_most=most, **SIDES), LIVING, north(apart))
    ) == pytest.approx(near)


@pytest.mark.parametrize(
    ("apart", "words"),
    [(0, "Less than one kilometre apart."), (4.2, "About 4 km apart."), (12, "About 12 km apart.")],
)
def test_distance_is_said_roughly(apart: float, words: str) -> None:
    assert said(compare_two(a_criterion("place", **SIDES), LIVING, north(apart)).reasons(ONLY)) == [words]


def test_far_is_checked() -> None:
    criterion = a_criterion("place", at_most=20, **SIDES)
    assert said(compare_two(criterion, LIVING, north(12)).doubts(ONLY)) == ["Rather far: about 12 km."]
    assert said(compare_two(criterion, LIVING, north(8)).doubts(ONLY)) == []


def test_the_nearest_step_of_travel_opens() -> None:
    rule = a_rule("place", limit="travel", at_most=40, **SIDES)
    people = meet(
        [north(8, "km40"), north(9, "km40"), north(15, "km40"), north(4, "km2")], [LIVING | {"travel": "km5"}]
    )
    openings = list(compare(rule, people).openings(Role.NEWCOMER, 0, np.arange(4)))
    assert said(opening.change for opening in openings) == [
        "The place: up to 10 km",
        "The place: if the other person could travel further",
    ]
    assert [opening.others.tolist() for opening in openings] == [[0, 1], [3]]


def test_beyond_the_programme_nobody_is_reached() -> None:
    rule = a_rule("place", limit="travel", at_most=30, **SIDES)
    people = meet([north(20, "km10"), north(35, "km40")], [LIVING | {"travel": "km5"}])
    openings = list(compare(rule, people).openings(Role.NEWCOMER, 0, np.arange(2)))
    assert said(opening.change for opening in openings) == ["The place: if both could travel further"]
    assert openings[0].others.tolist() == [0]


def test_looked_up_distances_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    people = meet([north(n / 7) for n in range(20)] + [{}], [north(n / 3) for n in range(15)])
    pairs = np.arange(21)[:, None], np.arange(15)[None, :]
    looked_up = compare(a_rule("place", **SIDES), people)
    monkeypatch.setattr(place, "TABLE", 0)
    computed = compare(a_rule("place", **SIDES), people)
    assert isinstance(looked_up, Located)
    assert isinstance(computed, Located)
    assert np.array_equal(looked_up.kilometres(*pairs), computed.kilometres(*pairs), equal_nan=True)
