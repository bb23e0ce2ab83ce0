from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES = {"citizen": ("likes",), "newcomer": ("dislikes",)}


def both(likes: str, dislikes: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return chosen("likes", likes), chosen("dislikes", dislikes)


def chosen(question: str, options: str) -> dict[str, Any]:
    return {question: frozenset(options.split())} if options else {}


@pytest.mark.parametrize(
    ("likes", "dislikes", "most", "broken"),
    [
        ("cooking", "games", None, False),
        ("cooking games", "games", None, True),
        ("cooking games", "games", 1, False),
        ("cooking games", "games cooking", 1, True),
        ("", "games", None, False),
    ],
)
def test_what_must_not_meet(likes: str, dislikes: str, most: int | None, broken: bool) -> None:
    compared = compare_two(a_rule("clash", at_most=most, **SIDES), *both(likes, dislikes))
    assert is_broken(compared) is broken
    assert is_unknown(compared) is (not likes)


@pytest.mark.parametrize(("asks", "near"), [(None, 0.5), ("citizen", 0.75)])
def test_the_share_is_of_who_asks(asks: str | None, near: float) -> None:
    criterion = a_criterion("clash", asks=asks, **SIDES)
    assert nearness(compare_two(criterion, *both("games cooking music walking", "games sewing"))) == near


def test_obstacles_are_named() -> None:
    criterion = a_criterion("clash", **SIDES)
    free, met = (compare_two(criterion, *both("cooking", hated)) for hated in ("games", "cooking games"))
    assert said(free.reasons(ONLY)) == ["The clash: nothing in the way."]
    assert said(free.doubts(ONLY)) == []
    assert said(met.reasons(ONLY)) == []
    assert said(met.doubts(ONLY))[0].startswith("The clash, to talk about: ")


def test_only_an_exception_opens() -> None:
    compared = compare_two(a_rule("clash", **SIDES), *both("games", "games"))
    changes = [opening.change for opening in compared.openings(Role.NEWCOMER, 0, np.array([0]))]
    assert said(changes) == ["The clash: talk about an exception"]
