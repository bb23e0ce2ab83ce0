from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.kinds import compare
from pipeline.kinds.arrays import People
from pipeline.matching import find_pairs
from pipeline.stages.unmatched import Lonely, count_more, tell_why
from pipeline.vocabulary.duos import Unmatched
from pipeline.vocabulary.people import Person, Place, Role
from pipeline.words import Speaker
from tests.builders import LIEGE, TODAY, a_citizen, a_newcomer, a_request, an_offer, the_form, the_programme
from tests.kinds.people import said

PROGRAMME = the_programme()
RULES = {rule.code: rule for rule in PROGRAMME.matching.rules}


def told(citizens: list[Person], newcomer: Person, rule: str, **changes: Any) -> Unmatched:
    """What is told to a newcomer whom only `rule` keeps from all citizens."""
    people = People(the_form(), citizens, [newcomer])
    count = len(citizens)
    lonely: dict[str, Any] = {
        "left": [count, 0],
        "names": [RULES[rule].name],
        "served": [],
        "waiting": [],
        "alone": [(compare(RULES[rule], people), np.arange(count))],
    }
    return tell_why(people, PROGRAMME.roles, Lonely(Role.NEWCOMER, 0, **(lonely | changes)))


def test_the_waterfall_names_what_reduces() -> None:
    names = [{"en": "a need covered"}, {"en": "a common language"}, {"en": "the journey"}]
    unmatched = told([a_citizen()], a_newcomer(), "need", left=[37, 22, 22, 0], names=names, alone=[])
    assert said(unmatched.why) == ["37 volunteers → 22 (a need covered) → 0 (the journey)."]
    assert said(unmatched.unlock) == [
        "No single rule would be enough if it were set aside.",
        "Keep Samira in mind for the next applications.",
    ]


def test_the_floor_is_the_last_step() -> None:
    unmatched = told([a_citizen()], a_newcomer(), "need", left=[1, 1], alone=[])
    assert said(unmatched.why) == ["1 volunteer → 0 (enough in common)."]


def test_others_were_served_first() -> None:
    unmatched = told([a_citizen()], a_newcomer(), "need", left=[5, 2], served=["V-0003", "V-0001"])
    assert said(unmatched.why) == [
        "5 volunteers → 2 (a need covered).",
        "2 people would suit, but have a proposal with somebody else this time.",
    ]
    assert said(unmatched.unlock) == ["One more place would be enough, for example with V-0003 and V-0001."]


def test_an_empty_other_side_is_said() -> None:
    assert said(told([], a_newcomer(), "need", left=[0, 0], alone=[]).why) == [
        "Nobody to propose yet: no volunteers are free for a duo."
    ]


def test_the_option_that_opens_most_is_named() -> None:
    citizens = [
        a_citizen(f"V-000{n}", answers={"offers": frozenset(offers)})
        for n, offers in enumerate([{"sport"}, {"sport", "school"}, {"school", "sport"}], 1)
    ]
    unmatched = told(citizens, a_newcomer(answers={"needs": frozenset({"housing"})}), "need")
    assert said(unmatched.unlock) == ["A need covered: do sport → 3 people"]


def test_a_missing_answer_is_asked_for() -> None:
    unmatched = told([a_citizen()], a_newcomer(answers={"gender_wish": None}), "gender_wish")
    assert said(unmatched.unlock) == ["ask Samira: “wishes to meet” → 1 person"]


def test_others_are_asked_by_code() -> None:
    citizens = [a_citizen(f"V-000{n}", answers={"gender": None}) for n in (1, 2)]
    unmatched = told(citizens, a_newcomer(answers={"gender_wish": "woman"}), "gender_wish")
    assert said(unmatched.unlock) == ["ask V-0001 and V-0002: “a woman / a man / other” → 2 people"]


@pytest.mark.parametrize(
    ("rule", "answers"), [("gender_wish", {"gender_wish": "woman"}), ("adults", {"adult": "no"})]
)
def test_protection_is_never_bargained_away(rule: str, answers: dict[str, Any]) -> None:
    unmatched = told([a_citizen()], a_newcomer(answers=answers), rule)
    stopped, keep = said(unmatched.unlock)
    assert stopped.endswith(
        "for 1 person, only this rule stands in the way, but it protects and is never set aside."
    )
    assert keep == "Keep Samira in mind for the next applications."


def test_citizens_are_told_as_well() -> None:
    people = People(the_form(), [a_citizen()], [a_newcomer()])
    lonely = Lonely(
        Role.CITIZEN, 0, left=[3, 0], names=[{"en": "the journey"}], served=[], waiting=[], alone=[]
    )
    unmatched = tell_why(people, PROGRAMME.roles, lonely)
    assert unmatched.code == "V-0001"
    assert said(unmatched.why) == ["3 newcomers → 0 (the journey)."]


@pytest.mark.parametrize(
    ("pairs", "free", "count"),
    [
        ([], [1], 0),
        ([(0, 0)], [1], 1),
        ([(0, 0)], [0], 0),
        ([(0, 0), (0, 1), (0, 2)], [1], 1),
        ([(0, 0), (0, 1), (0, 2)], [2], 2),
        ([(0, 0), (1, 0), (1, 1)], [1, 1], 2),
        ([(0, 3), (1, 3), (0, 5)], [5, 0], 2),
    ],
)
def test_nobody_is_counted_twice(pairs: list[tuple[int, int]], free: list[int], count: int) -> None:
    citizens, newcomers = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    assert count_more(citizens, newcomers, np.array(free)) == count


def test_citizens_may_step_in() -> None:
    people = People(the_form(), [a_citizen()], [a_newcomer()])
    lonely = Lonely(
        Role.CITIZEN,
        0,
        left=[3, 1],
        names=[{"en": "the journey"}],
        served=["N-0001"],
        waiting=[],
        alone=[],
    )
    unmatched = tell_why(people, PROGRAMME.roles, lonely)
    assert said(unmatched.unlock) == ["Can step in if one of these proposals does not go through: N-0001."]


def test_others_wait_for_their_turn() -> None:
    """Who is not put forward to anybody yet is not said to be."""
    changes = {"left": [5, 4], "served": ["V-0003"], "waiting": ["V-0001", "V-0002", "V-0004"]}
    unmatched = told([a_citizen()], a_newcomer(), "need", **changes)
    assert said(unmatched.why) == [
        "5 volunteers → 4 (a need covered).",
        "1 person would suit, but has a proposal with somebody else this time.",
        "3 people would suit, but are still waiting for their turn.",
    ]
    assert said(unmatched.unlock) == [
        "One more place would be enough, for example with V-0003.",
        "Possible if one of these people, who are waiting for their turn, stays free: V-0001, V-0002 and V-0004.",
    ]


def test_beyond_any_single_change_is_said() -> None:
    """Nobody is asked to travel further than the programme itself lets anybody go."""
    far = [a_citizen(answers={"postcode": Place("8400", 51.22, 2.91)})]
    unmatched = told(far, a_newcomer(), "travel")
    assert [one.code for one in unmatched.unlock] == ["unlock.beyond", "unlock.keep"]


def test_nobody_at_all_names_no_rule() -> None:
    unmatched = told([], a_newcomer(), "need", left=[0, 0], alone=[])
    assert said(unmatched.unlock) == ["Keep Samira in mind for the next applications."]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Aucune règle, mise de côté à elle seule, ne suffirait."),
        ("nl", "Geen enkele regel zou volstaan als die alleen opzij werd gezet."),
        ("en", "No single rule would be enough if it were set aside."),
    ],
)
def test_two_rules_in_the_way_are_said(language: str, expected: str) -> None:
    """Both of two rules stop the only volunteer: setting one aside would bring nobody."""
    far = a_citizen(answers={"postcode": LIEGE, "offers": frozenset({"sport"})})
    (left, *_) = find_pairs([an_offer(far)], [a_request()], PROGRAMME, the_form(), today=TODAY).unmatched
    assert Speaker(language, the_form()).say(left.unlock[0]) == expected
    assert left.unlock[1].code == "unlock.keep"
