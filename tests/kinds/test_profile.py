from __future__ import annotations

from typing import Any

import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES: dict[str, Any] = {
    "citizen": ("calm", "funny", "rhythm"),
    "newcomer": ("wants_calm", "wants_fun", "rhythm"),
}


def rated(first: int | None, second: int | None, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: rating for name, rating in zip(names, (first, second), strict=False) if rating is not None}


@pytest.mark.parametrize(
    ("citizen", "newcomer", "near"),
    [
        ((8, 2), (8, 2), 1.0),
        ((10, 1), (1, 10), 0.0),
        ((10, 5), (1, 5), 0.5),
        ((10, None), (1, 5), 0.0),
        ((None, 5), (1, 5), 1.0),
        ((None, 5), (1, None), 0.5),
        ((20, 5), (1, 5), 0.5),
    ],
)
def test_questions_are_compared_one_by_one(citizen: Any, newcomer: Any, near: float) -> None:
    here, there = rated(*citizen, SIDES["citizen"]), rated(*newcomer, SIDES["newcomer"])
    compared = compare_two(a_criterion("profile", at_most=9, **SIDES), here, there)
    assert nearness(compared) == near
    assert is_unknown(compared) is (citizen == (None, 5) and newcomer == (1, None))


def test_without_a_bound_the_range_counts() -> None:
    compared = compare_two(
        a_criterion("profile", citizen=("calm",), newcomer=("wants_calm",)), {"calm": 4}, {"wants_calm": 2}
    )
    assert nearness(compared) == 0.0


@pytest.mark.parametrize(("least", "broken"), [(0.5, False), (0.6, True), (None, False)])
def test_a_rule_asks_for_an_average(least: float | None, broken: bool) -> None:
    rule = a_rule("profile", at_most=9, at_least=least, **SIDES)
    here, there = rated(10, 5, SIDES["citizen"]), rated(1, 5, SIDES["newcomer"])
    assert is_broken(compare_two(rule, here, there)) is broken
    assert not is_broken(compare_two(rule, {}, there))


def test_nearest_and_furthest_are_said() -> None:
    compared = compare_two(
        a_criterion("profile", **SIDES | {"at_most": 3}),
        {"calm": 9, "rhythm": "weekly"},
        {"wants_calm": 2, "rhythm": "weekly"},
    )
    assert said(compared.reasons(ONLY)) == ["The profile: close on “rhythm”."]
    assert said(compared.doubts(ONLY)) == ["The profile: far apart on “wants_calm”."]
    assert compared.missing(Role.NEWCOMER, 0) == ("wants_fun",)


@pytest.mark.parametrize(
    ("citizen", "newcomer", "is_open"),
    [
        ((8, 2), (8, 2), False),
        ((8, None), (8, 2), True),
        ((8, 2), (None, 2), True),
        ((8, None), (None, 2), True),
    ],
)
def test_every_question_left_out_matters(citizen: Any, newcomer: Any, *, is_open: bool) -> None:
    sides: dict[str, Any] = {role: codes[:2] for role, codes in SIDES.items()}
    here, there = rated(*citizen, sides["citizen"]), rated(*newcomer, sides["newcomer"])
    assert compare_two(a_criterion("profile", at_most=9, **sides), here, there).is_open(ONLY) is is_open
