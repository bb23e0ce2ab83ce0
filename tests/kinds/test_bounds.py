from __future__ import annotations

from typing import Any

import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import HERE, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES: dict[str, Any] = {"citizen": ("age",), "newcomer": ("age",)}


def aged(answer: Any) -> dict[str, Any]:
    return {} if answer is None else {"age": answer}


@pytest.mark.parametrize(
    ("citizen", "newcomer", "broken", "unknown"),
    [
        ("18-29", "30-44", False, False),
        (18, 17, True, False),
        (17, 18, True, False),
        (61, 30, True, False),
        (None, 30, False, True),
        (30, None, False, True),
        (None, 17, True, True),
        ("no such option", 30, False, True),
    ],
)
def test_both_sides_stay_within(citizen: Any, newcomer: Any, broken: bool, unknown: bool) -> None:
    compared = compare_two(a_rule("bounds", at_least=18, at_most=60, **SIDES), aged(citizen), aged(newcomer))
    assert (is_broken(compared), is_unknown(compared)) == (broken, unknown)


def test_a_side_without_question_is_free() -> None:
    compared = compare_two(a_rule("bounds", at_least=18, newcomer=("age",)), aged(None), aged(20))
    assert not is_unknown(compared)
    assert nearness(compared) == 1.0


def test_without_bounds_everything_is_inside() -> None:
    assert not is_broken(compare_two(a_rule("bounds", **SIDES), aged(3), aged(99)))


def test_at_most_an_exception_is_suggested() -> None:
    compared = compare_two(a_rule("bounds", at_least=18, **SIDES), aged(17), aged(30))
    (opening,) = compared.openings(Role.CITIZEN, 0, HERE)
    assert said([opening.change]) == ["The bounds: talk about an exception"]
    assert list(compared.openings(Role.CITIZEN, 0, HERE[:0])) == []


@pytest.mark.parametrize("bound", ["at_least", "at_most"])
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_bound_is_a_finite_number(bound: str, number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        a_rule("bounds", **{bound: number}, **SIDES)
