from __future__ import annotations

from typing import Any

import pytest

from pipeline.vocabulary.week import SLOTS
from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, nearness, said

SIDES: dict[str, Any] = {"citizen": ("availability",), "newcomer": ("free_time",)}


def free(*slots: str) -> dict[str, Any]:
    return {"availability": frozenset(slots), "free_time": frozenset(slots)}


@pytest.mark.parametrize(
    ("slots", "at_least", "broken"),
    [(("wed-evening",), 1, False), (("wed-evening",), 2, True), (("thu-evening",), 1, True), ((), 1, True)],
)
def test_rule_asks_moments_in_common(slots: Any, at_least: int, broken: bool) -> None:
    rule = a_rule("week", at_least=at_least, **SIDES)
    assert is_broken(compare_two(rule, free(*slots), free("wed-evening", "sat-morning"))) is broken


@pytest.mark.parametrize(
    ("shared", "most", "near"), [(1, 4, 0.25), (4, 4, 1.0), (6, 4, 1.0), (1, None, 0.25)]
)
def test_criterion_counts_moments_up_to_enough(shared: int, most: float | None, near: float) -> None:
    criterion = a_criterion("week", at_most=most, **SIDES)
    assert nearness(compare_two(criterion, free(*SLOTS[:shared]), free(*SLOTS[: max(shared, 4)]))) == near


def test_moments_are_named_in_order() -> None:
    compared = compare_two(a_criterion("week", **SIDES), free("sat-morning", "wed-evening"), free(*SLOTS))
    assert said(compared.reasons(ONLY)) == ["The week: Wednesday evening and Saturday morning."]


def test_many_moments_are_counted() -> None:
    compared = compare_two(a_criterion("week", **SIDES), free(*SLOTS[:6]), free(*SLOTS))
    assert said(compared.reasons(ONLY))[0].endswith(", and 2 other moments.")


def test_a_single_moment_is_checked() -> None:
    compared = compare_two(a_criterion("week", **SIDES), free("wed-evening"), free("wed-evening"))
    assert said(compared.doubts(ONLY)) == ["Only one free moment together: Wednesday evening."]
