from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES: dict[str, Any] = {"citizen": ("duration",), "newcomer": ("duration",)}


def lasting(answer: str | int | None) -> dict[str, Any]:
    return {} if answer is None else {"duration": answer}


@pytest.mark.parametrize(
    ("citizen", "newcomer", "most", "near"),
    [
        ("m6", "m6", None, 1.0),
        ("m3", "m12", None, 0.0),
        ("m6", "m12", None, 1 - 6 / 9),
        ("m3", "m6", 3, 0.0),
        ("m3", None, None, 0.5),
        ("unheard_of", "m3", None, 0.5),
        (7, 3, 8, 0.5),
    ],
)
def test_nearer_answers_are_better(citizen: Any, newcomer: Any, most: float | None, near: float) -> None:
    criterion = a_criterion("scale", at_most=most, **SIDES)
    assert nearness(compare_two(criterion, lasting(citizen), lasting(newcomer))) == near


@pytest.mark.parametrize(("newcomer", "broken"), [("m6", False), ("m12", True), (None, False)])
def test_rule_bounds_the_gap(newcomer: str | None, broken: bool) -> None:
    compared = compare_two(a_rule("scale", at_most=3, **SIDES), lasting("m6"), lasting(newcomer))
    assert is_broken(compared) is broken
    assert is_unknown(compared) is (newcomer is None)


def test_ratings_without_options_use_their_spread() -> None:
    rating: dict[str, Any] = {"citizen": ("humour",), "newcomer": ("looks_for_humour",)}
    compared = compare_two(a_criterion("scale", **rating), {"humour": 9}, {"looks_for_humour": 3})
    assert nearness(compared) == 0.0


def test_equal_answers_are_said() -> None:
    compared = compare_two(a_criterion("scale", **SIDES), lasting("m6"), lasting("m6"))
    assert said(compared.reasons(ONLY)) == ["The scale: 6 months, for both."]


def test_answers_far_apart_are_checked() -> None:
    compared = compare_two(a_criterion("scale", **SIDES), lasting("m6"), lasting("m12"))
    assert said(compared.doubts(ONLY)) == ["The scale: Samira, 12 months; Paul, 6 months."]
    assert said(compared.reasons(ONLY)) == []
