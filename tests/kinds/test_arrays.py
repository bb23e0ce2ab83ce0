from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.people import Role
from tests.kinds.people import meet

options = st.frozensets(st.integers(0, 150).map(str))


@given(st.lists(options, max_size=5), st.lists(options, max_size=5))
def test_packed_sets_unpack_unchanged(
    citizens: list[frozenset[str]], newcomers: list[frozenset[str]]
) -> None:
    people = meet([{"offers": one} for one in citizens], [{"needs": one} for one in newcomers])
    for packed, given_sets in zip(people.sets(("offers",), ("needs",)), (citizens, newcomers), strict=True):
        assert [packed.read(person) for person in range(len(given_sets))] == given_sets
        assert packed.answered.tolist() == [bool(one) for one in given_sets]


def test_several_questions_are_united() -> None:
    people = meet([{"a": frozenset("x")}], [{"a": frozenset("x"), "b": frozenset("y"), "c": "z"}])
    assert people.sets(("a",), ("a", "b", "c"))[1].read(0) == frozenset("xyz")


def test_a_question_is_encoded_once() -> None:
    people = meet([{"offers": frozenset({"speak"})}], [{}])
    assert people.sets(("offers",), ("needs",)) is people.sets(("offers",), ("needs",))
    assert people.numbers(Role.CITIZEN, ("age",)) is people.numbers(Role.CITIZEN, ("age",))


def test_numbers_come_from_options_or_answers() -> None:
    given_ages: list[dict[str, Any]] = [
        {"age": "45-59"},
        {"age": 7},
        {},
        {"age": frozenset({"x"})},
        {"gender": "man"},
    ]
    people = meet(given_ages, [])
    assert np.array_equal(
        people.numbers(Role.CITIZEN, ("age",)), [45, 7, np.nan, np.nan, np.nan], equal_nan=True
    )
    assert people.numbers(Role.CITIZEN, ("gender",))[4] == 1  # its place in the list


def test_options_follow_the_form() -> None:
    people = meet([], [])
    assert people.ordered("needs", {"work", "zzz", "speak"}) == ("speak", "work", "zzz")
