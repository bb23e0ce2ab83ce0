from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.kinds.comparison import Pair
from pipeline.stages.rules import Gates, break_rules, count_down, encode_rules
from pipeline.vocabulary.people import Role
from tests.builders import a_citizen, a_newcomer, the_programme
from tests.kinds.people import everyone, meet, said

RULES = the_programme().matching.rules
PROTECTIVE = [rule.name for rule in RULES if rule.protective]


def the_gates(
    citizen: dict[str, Any] | None = None, newcomer: dict[str, Any] | None = None, **more: Any
) -> Gates:
    """The programme's rules over one citizen and one newcomer."""
    people = meet([a_citizen(answers=citizen).answers], [a_newcomer(answers=newcomer).answers])
    return encode_rules(RULES, people, np.array([more.get("places", 1)]), more.get("refused", ()))


def objections(**given_answers: Any) -> list[str]:
    """What speaks against the pair of a_citizen and a_newcomer, in English."""
    return said(break_rules(the_gates(**given_answers), Pair(0, 0)))


def test_a_suitable_pair_breaks_nothing() -> None:
    assert objections() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"newcomer": {"needs": frozenset({"housing"})}}, "Rule not respected: a need covered."),
        ({"citizen": {"languages_well": frozenset({"uk"})}}, "Rule not respected: a common language."),
        (
            {"newcomer": {"free_time": frozenset({"mon-morning"})}},
            "Rule not respected: a free moment together.",
        ),
        ({"newcomer": {"gender_wish": "woman"}}, "Rule not respected: the wish: woman or man."),
        ({"citizen": {"adult": "no"}}, "Rule not respected: 18 or over."),
        ({"places": 0}, "This volunteer has no free place."),
        ({"refused": [(0, 0)]}, "This pair was already turned down."),
    ],
)
def test_each_broken_rule_is_named(changed: dict[str, Any], words: str) -> None:
    assert objections(**changed) == [words]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"newcomer": {"gender_wish": None}},
            "Cannot be checked yet: the wish: woman or man. Missing answer – Samira: “wishes to meet”.",
        ),
        (
            {"citizen": {"adult": None}},
            "Cannot be checked yet: 18 or over. Missing answer – Paul: “18 or over”.",
        ),
        (
            {"newcomer": {"needs": None}},
            "Cannot be checked yet: a need covered. Missing answer – Samira: “needs”.",
        ),
    ],
)
def test_missing_answers_are_asked_for(changed: dict[str, Any], words: str) -> None:
    assert objections(**changed) == [words]


@pytest.mark.parametrize("answers", [{"postcode": None}, {"travel": None}, {"gender": None}, {"likes": None}])
def test_other_missing_answers_forbid_nothing(answers: dict[str, Any]) -> None:
    assert objections(newcomer=answers) == []


POSSIBLE: dict[str, tuple[Any, ...]] = {
    "gender": ("woman", "man", "other"),
    "gender_wish": ("any", "woman", "man"),
    "citizen_adult": ("yes", "no"),
    "newcomer_adult": ("yes", "no"),
}


def is_protected(answers: dict[str, Any]) -> bool:
    """Whether a protective rule stops the pair with these answers."""
    citizen = {"gender": answers["gender"], "adult": answers["citizen_adult"]}
    newcomer = {"gender_wish": answers["gender_wish"], "adult": answers["newcomer_adult"]}
    gates = the_gates(citizen, newcomer).gates
    return any(gate.stops(everyone(1), everyone(1))[0] for gate in gates if gate.name in PROTECTIVE)


@given(st.fixed_dictionaries({code: st.sampled_from((*options, None)) for code, options in POSSIBLE.items()}))
def test_a_missing_answer_opens_no_protection(answers: dict[str, Any]) -> None:
    if is_protected(answers):
        return
    missing = [code for code, answer in answers.items() if answer is None]
    for filled in product(*(POSSIBLE[code] for code in missing)):
        assert not is_protected(answers | dict(zip(missing, filled, strict=True)))


def crowded() -> Gates:
    """Three citizens and four newcomers, each newcomer stopped differently."""
    citizens = [
        a_citizen(answers=answers).answers
        for answers in ({}, {"adult": None}, {"offers": frozenset({"sport"})})
    ]
    newcomers = [
        a_newcomer(answers=answers).answers
        for answers in ({}, {"needs": frozenset({"housing"})}, {"gender_wish": "woman"}, {"free_time": None})
    ]
    return encode_rules(RULES, meet(citizens, newcomers), np.array([1, 1, 0]), [(0, 0)])


def test_block_and_list_agree() -> None:
    gates = crowded()
    rows, columns = np.divmod(np.arange(12), 3)
    block = gates.block(everyone(3), everyone(4))
    listed = gates.sift(columns, rows)
    assert [part.tolist() for part in block] == [part.tolist() for part in listed]


def test_the_waterfall_counts_exactly() -> None:
    descent = count_down(crowded(), Role.NEWCOMER, everyone(4), everyone(3))
    # before any rule, then: place, need, language, free time, travel, wish, age, earlier refusal
    assert descent.left.tolist() == [
        [3, 2, 2, 2, 2, 2, 2, 1, 0],
        [3, 2, 0, 0, 0, 0, 0, 0, 0],
        [3, 2, 2, 2, 2, 2, 0, 0, 0],
        [3, 2, 2, 2, 0, 0, 0, 0, 0],
    ]


def test_pairs_stopped_by_one_rule_are_kept() -> None:
    gates = crowded()
    descent = count_down(gates, Role.NEWCOMER, everyone(4), everyone(3))
    alone = {
        str(gate.name): list(zip(*(side.tolist() for side in descent.alone[number]), strict=True))
        for number, gate in enumerate(gates.gates)
    }
    by_code = {rule.code: alone[str(rule.name)] for rule in RULES}
    assert by_code == {
        "need": [(0, 1)],
        "language": [],
        "free_time": [(0, 3)],
        "travel": [],
        "gender_wish": [(0, 2)],
        "adults": [(1, 0)],
    }


def test_citizens_see_the_same_rules() -> None:
    descent = count_down(crowded(), Role.CITIZEN, everyone(3), everyone(4))
    assert descent.left[:, -1].tolist() == [0, 0, 0]
    assert descent.left[:, 0].tolist() == [4, 4, 4]
