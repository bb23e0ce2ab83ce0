from __future__ import annotations

from typing import Any

import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import ONLY, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES: dict[str, Any] = {"citizen": ("gender",), "newcomer": ("gender_wish",), "indifferent": ("any",)}
REVERSED: dict[str, Any] = {"citizen": ("gender_wish",), "newcomer": ("gender",), "indifferent": ("any",)}


def person(**answers: Any) -> dict[str, Any]:
    return {code: answer for code, answer in answers.items() if answer is not None}


@pytest.mark.parametrize(
    ("gender", "wish", "broken", "unknown", "near"),
    [
        ("woman", "woman", False, False, 1.0),
        ("man", "woman", True, False, 0.0),
        ("man", "any", False, False, 1.0),
        (None, "any", False, False, 1.0),
        (None, "woman", False, True, 0.5),
        ("man", None, False, True, 0.5),
        (None, None, False, True, 0.5),
    ],
)
def test_a_wish_is_met_or_not(
    gender: str | None, wish: str | None, broken: bool, unknown: bool, near: float
) -> None:
    compared = compare_two(a_rule("wish", **SIDES), person(gender=gender), person(gender_wish=wish))
    assert (is_broken(compared), is_unknown(compared), nearness(compared)) == (broken, unknown, near)


def test_the_side_with_indifferent_options_wishes() -> None:
    compared = compare_two(a_rule("wish", **REVERSED), person(gender_wish="woman"), person(gender="man"))
    assert is_broken(compared)
    free = compare_two(a_rule("wish", **REVERSED), person(gender_wish="any"), person(gender="man"))
    assert not is_broken(free)


def test_several_wishes_are_alternatives() -> None:
    compared = compare_two(
        a_rule("wish", **SIDES), person(gender="man"), person(gender_wish=frozenset({"man", "woman"}))
    )
    assert not is_broken(compared)


def test_a_met_wish_is_said() -> None:
    met = compare_two(a_rule("wish", **SIDES), person(gender="woman"), person(gender_wish="woman"))
    assert said(met.reasons(ONLY)) == ["Samira’s wish is met: a woman."]
    free = compare_two(a_rule("wish", **SIDES), person(gender="woman"), person(gender_wish="any"))
    assert said(free.reasons(ONLY)) == []


def test_what_is_missing_is_named() -> None:
    compared = compare_two(a_rule("wish", **SIDES), person(), person(gender_wish="woman"))
    assert compared.missing(Role.NEWCOMER, 0) == ()
    assert compared.missing(Role.CITIZEN, 0) == ("gender",)
    assert said(compared.quoted(("gender",))) == ["“a woman / a man / other”"]


def test_who_asks_is_who_wishes() -> None:
    """Without an option that means no matter, the programme says whose wish it is."""
    wish = a_rule("wish", citizen=("likes",), newcomer=("needs",), asks="citizen")
    compared = compare_two(wish, {"likes": frozenset({"cooking"})}, {"needs": frozenset({"cooking", "city"})})
    assert said(compared.reasons(ONLY)) == ["Paul’s wish is met: cooking."]
