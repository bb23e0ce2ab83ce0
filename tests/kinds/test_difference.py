from __future__ import annotations

import pytest

from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, is_unknown, nearness, said

AGES = {"citizen": ("age_now",), "newcomer": ("age_now",)}


@pytest.mark.parametrize(
    ("citizen", "newcomer", "bounds", "broken"),
    [
        (8, 6, {"at_least": 0}, False),  # at least what the other asks
        (6, 6, {"at_least": 0}, False),
        (5, 6, {"at_least": 0}, True),
        (60, 30, {"at_least": 20, "at_most": 40}, False),
        (45, 30, {"at_least": 20, "at_most": 40}, True),
        (80, 30, {"at_least": 20, "at_most": 40}, True),
        (30, 32, {"at_least": -5, "at_most": 5}, False),
        (1, 99, {}, False),
        (None, 6, {"at_least": 0}, False),
    ],
)
def test_a_direction_has_two_bounds(
    citizen: int | None, newcomer: int, bounds: dict[str, float], broken: bool
) -> None:
    answered = {} if citizen is None else {"age_now": citizen}
    compared = compare_two(a_rule("difference", **AGES, **bounds), answered, {"age_now": newcomer})
    assert is_broken(compared) is broken
    assert is_unknown(compared) is (citizen is None)


@pytest.mark.parametrize(("citizen", "near"), [("m12", 1.0), ("m6", 1.0), ("m3", 1 - 3 / 9)])
def test_outside_the_bounds_is_less_good(citizen: str, near: float) -> None:
    lasting = {"citizen": ("duration",), "newcomer": ("duration",)}
    criterion = a_criterion("difference", at_least=0, **lasting)
    assert nearness(compare_two(criterion, {"duration": citizen}, {"duration": "m6"})) == near


def test_both_numbers_are_said() -> None:
    criterion = a_criterion("difference", at_least=0, **AGES)
    within = compare_two(criterion, {"age_now": 60}, {"age_now": 30})
    outside = compare_two(criterion, {"age_now": 30}, {"age_now": 60})
    assert said(within.reasons(ONLY)) == ["The difference: Paul, 60; Samira, 30."]
    assert said(within.doubts(ONLY)) == []
    assert said(outside.reasons(ONLY)) == []
    assert said(outside.doubts(ONLY)) == ["The difference: Samira, 60; Paul, 30."]
