from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.kinds import compare
from pipeline.kinds.similarity import Similarity
from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, meet, nearness, said

SIDES: dict[str, Any] = {"citizen": ("likes",), "newcomer": ("likes",)}
TASTES = ("cooking", "walking", "football", "cycling", "music", "cinema", "reading")


def liking(*options: str) -> dict[str, Any]:
    return {"likes": frozenset(options)} if options else {}


def test_equal_sets_are_alike() -> None:
    assert nearness(compare_two(a_criterion("similarity", **SIDES), liking("music"), liking("music"))) == 1.0


def test_strangers_have_nothing_in_common() -> None:
    assert nearness(compare_two(a_criterion("similarity", **SIDES), liking("music"), liking("cinema"))) == 0.0


def test_a_missing_answer_is_neutral() -> None:
    assert nearness(compare_two(a_criterion("similarity", **SIDES), liking(), liking("cinema"))) == 0.5


def test_rare_shared_options_count_more() -> None:
    common, rare = liking("cooking", "music"), liking("cooking", "walking")
    people = meet([common, rare, *[liking("cooking")] * 20], [rare])
    compared = compare(a_criterion("similarity", **SIDES), people)
    assert isinstance(compared, Similarity)
    weight = compared.weight_by_option
    assert weight == {"cooking": 1, "music": 4, "walking": 4}
    near = compared.likeness(np.array([0, 2]), np.array([0, 0]))
    assert near.tolist() == [1 / 9, 1 / 5]


@pytest.mark.parametrize(("at_least", "broken"), [(0.2, False), (1 / 3, False), (0.5, True)])
def test_rule_asks_a_plain_likeness(at_least: float, broken: bool) -> None:
    compared = compare_two(
        a_rule("similarity", at_least=at_least, **SIDES),
        liking("music", "cinema"),
        liking("music", "reading"),
    )
    assert is_broken(compared) is broken


def test_shared_tastes_are_named() -> None:
    compared = compare_two(a_criterion("similarity", **SIDES), liking("music", "cooking"), liking("cooking"))
    assert said(compared.reasons(ONLY)) == ["The similarity: cooking."]


tastes = st.lists(st.frozensets(st.sampled_from(TASTES)), min_size=1, max_size=5)


@given(tastes, tastes)
def test_likeness_is_the_weight_in_common(
    citizens: list[frozenset[str]], newcomers: list[frozenset[str]]
) -> None:
    people = meet([liking(*one) for one in citizens], [liking(*one) for one in newcomers])
    compared = compare(a_criterion("similarity", **SIDES), people)
    assert isinstance(compared, Similarity)
    weight = compared.weight_by_option
    near = compared.likeness(np.arange(len(citizens))[:, None], np.arange(len(newcomers))[None, :])
    for row, mine in enumerate(citizens):
        for column, theirs in enumerate(newcomers):
            either = sum(weight[one] for one in mine | theirs)
            expected = sum(weight[one] for one in mine & theirs) / either if mine and theirs else 0.5
            assert near[row, column] == expected
