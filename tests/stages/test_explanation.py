from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.kinds import compare
from pipeline.kinds.arrays import People
from pipeline.kinds.comparison import Pair
from pipeline.stages.explanation import Account, Alternative, explain_pair, judge_pair
from pipeline.vocabulary.duos import Explanation
from pipeline.vocabulary.journey import Opinion
from pipeline.vocabulary.people import Person, Place
from pipeline.vocabulary.programme import Criterion, Importance
from tests.builders import TODAY, a_citizen, a_newcomer, the_form, the_programme
from tests.kinds.people import ONLY, a_criterion, said

MATCHING = the_programme().matching
SLOTS = frozenset({"mon-morning", "tue-morning", "wed-evening", "sat-morning"})


def account_of(
    citizens: list[Person], newcomer: Person, criteria: tuple[Criterion, ...] = MATCHING.criteria
) -> Account:
    """What explaining needs, over these people and the programme's comparisons."""
    people = People(the_form(), citizens, [newcomer])
    return Account(
        people=people,
        rules=tuple(compare(rule, people) for rule in MATCHING.rules),
        criteria=tuple(compare(criterion, people) for criterion in criteria),
        thresholds=MATCHING.thresholds,
        today=TODAY,
    )


def explained(
    citizen: dict[str, Any] | None = None, newcomer: dict[str, Any] | None = None, **person: Any
) -> Explanation:
    """The explanation of a_citizen with a_newcomer."""
    return explain_pair(
        account_of([a_citizen(answers=citizen)], a_newcomer(answers=newcomer, **person)), ONLY
    )


def test_the_covered_need_comes_first() -> None:
    assert said(explained().why) == [
        "Need covered: practise the language.",
        "Free together: Wednesday evening.",
        "Less than one kilometre apart.",
        "In common: cooking.",
        "A common language: French.",
    ]


def test_what_each_brings_is_told() -> None:
    why = said(explained(newcomer={"likes": frozenset({"cooking", "music"})}).why)
    assert why[-1] == "What each brings: Paul offers: look for work; Samira likes: music."


def test_the_need_is_first_whatever_it_weighs() -> None:
    light = MATCHING.criteria[0].model_copy(update={"importance": Importance.SLIGHT})
    account = account_of([a_citizen()], a_newcomer(), (*MATCHING.criteria[1:], light))
    assert said(explain_pair(account, ONLY).why)[0] == "Need covered: practise the language."


def test_missing_answers_are_listed_by_name() -> None:
    checks = said(explained({"rhythm": "weekly", "travel": None}, {"adult": None}).to_check)
    assert "Samira has not answered: “18 or over”, “dislikes”, “duration”, “rhythm” and “style”." in checks
    assert "Paul has not answered: “travel”, “dislikes”, “duration” and “style”." in checks


def test_a_gender_nobody_asked_about_is_no_gap() -> None:
    assert not any("woman" in check for check in said(explained({"gender": None}).to_check))


def test_the_check_list_names_doubts() -> None:
    checks = said(explained({"duration": "m3"}, {"duration": "m12"}).to_check)
    assert "A common language: French, but for Samira only “a little”." in checks
    assert "Only one free moment together: Wednesday evening." in checks
    assert "Duration: Samira, 12 months; Paul, 3 months." in checks


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (date(2026, 4, 20), "Samira applied 7 months ago: is everything still right?"),
        (date(2026, 6, 1), None),
    ],
)
def test_old_answers_are_asked_again(received: date, words: str | None) -> None:
    old = [check for check in said(explained(received=received).to_check) if "applied" in check]
    assert old == ([words] if words else [])


@pytest.mark.parametrize(
    ("citizen", "newcomer", "opinion"),
    [
        ({"offers": frozenset({"speak"}), "availability": SLOTS}, {"free_time": SLOTS}, Opinion.SOLID),
        ({}, {}, Opinion.POSSIBLE),  # one moment in common out of four
        ({"availability": SLOTS}, {"free_time": SLOTS, "needs": frozenset({"speak", "city", "sport", "people", "school"})}, Opinion.THIN),
        ({"availability": SLOTS, "postcode": None}, {"free_time": SLOTS}, Opinion.POSSIBLE),
        ({"availability": None, "postcode": None}, {}, Opinion.THIN),
        ({"availability": SLOTS, "postcode": Place("9000", 51.05, 3.71667)}, {"free_time": SLOTS}, Opinion.THIN),
    ],
)  # fmt: skip
def test_the_opinion_follows_its_definition(citizen: Any, newcomer: Any, opinion: Opinion) -> None:
    account = account_of([a_citizen(answers=citizen)], a_newcomer(answers=newcomer))
    assert judge_pair(account, ONLY) is opinion


def test_nothing_important_makes_nothing_sure() -> None:
    slight = (
        a_criterion("scale", importance=Importance.SLIGHT, citizen=("duration",), newcomer=("duration",)),
    )
    assert judge_pair(account_of([a_citizen()], a_newcomer(), slight), ONLY) is Opinion.POSSIBLE


@pytest.mark.parametrize(
    ("left_out", "opinion", "checks"),
    [
        ((), Opinion.SOLID, []),
        (("rhythm",), Opinion.POSSIBLE, ["Samira has not answered: “rhythm”."]),
        (("rhythm", "duration"), Opinion.THIN, ["Samira has not answered: “duration” and “rhythm”."]),
    ],
)
def test_half_a_profile_is_never_well_founded(
    left_out: tuple[str, ...], opinion: Opinion, checks: Any
) -> None:
    """Two questions on which both answer the same: what one of them leaves out is listed, and weakens the opinion."""
    asked = ("duration", "rhythm")
    profile = a_criterion("profile", importance=Importance.MAJOR, citizen=asked, newcomer=asked)
    same = {"duration": "m3", "rhythm": "weekly"}
    account = account_of(
        [a_citizen(answers=same)], a_newcomer(answers=same | dict.fromkeys(left_out)), (profile,)
    )
    told = explain_pair(replace(account, rules=()), ONLY)
    assert (told.opinion, said(told.to_check)) == (opinion, checks)


@pytest.mark.parametrize(
    ("other", "is_free", "words"),
    [
        ({}, True, "Other option for Samira: V-0002."),
        ({"availability": SLOTS}, True, "Other option for Samira: V-0002 (more free moments together)."),
        (
            {"availability": SLOTS, "postcode": Place("1050", 50.82, 4.37)},
            True,
            "Other option for Samira: V-0002 (more free moments together and further away).",
        ),
        ({}, False, "Other option for Samira: V-0002 (put forward to somebody else for now)."),
    ],
)
def test_another_option_says_what_differs(other: dict[str, Any], is_free: bool, words: str) -> None:
    account = account_of(
        [a_citizen(), a_citizen("V-0002", answers=other)], a_newcomer(answers={"free_time": SLOTS})
    )
    assert said(explain_pair(account, ONLY, Alternative(Pair(1, 0), is_free)).alternative) == [words]


def test_nobody_else_means_no_option() -> None:
    assert explained().alternative == ()
