"""Protected data enter no score: what no rule and no criterion names may be anything, and nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.matching import find_pairs
from pipeline.stages.profiles import seek_profiles
from pipeline.vocabulary.duos import Offer, Pairing, Request
from pipeline.vocabulary.form import MISSION_DAY
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.programme import Criterion, Programme
from tests.builders import (
    LIEGE,
    SCHAERBEEK,
    TODAY,
    a_citizen,
    a_newcomer,
    a_programme,
    the_form,
    the_programme,
)

OPEN = frozenset({MISSION_DAY})  # a day is no trait: it says when a newcomer asks for help
NEEDS, PLACES = ("speak", "city", "work"), (SCHAERBEEK, LIEGE)


def named_by(programme: Programme, role: Role) -> frozenset[str]:
    """The questions that the programme's rules, and its criteria that weigh anything, compare on one side."""
    matching = programme.matching
    weighty = [one for one in matching.criteria if one.importance.weight]
    comparisons = (*matching.rules, *weighty)
    return frozenset(
        code
        for one in comparisons
        for code in (*getattr(one, role.value), *([one.limit] if one.limit else []))
    )


def crowd(random: Random, role: Role, count: int) -> list[Person]:
    """People who differ in everything that the form asks."""
    build = a_citizen if role is Role.CITIZEN else a_newcomer
    return [build(f"{role.letter}-{n:04}", answers=_answers(random, role)) for n in range(count)]


def _answers(random: Random, role: Role) -> dict[str, Any]:
    answers: dict[str, Any] = {
        question.code: random.choice([*question.option_by_code, None])
        for question in the_form().of(role)
        if question.type == "choice"
    }
    wanted = "offers" if role is Role.CITIZEN else "needs"
    return {
        **answers,
        "adult": "yes",
        "postcode": random.choice(PLACES),
        wanted: frozenset(random.sample(NEEDS, 2)),
        "likes": frozenset(random.sample(("cooking", "music", "cinema"), 2)),
        "source": frozenset({random.choice(("friend", "poster"))}),
        "origin": random.choice(("here", "there")),  # a question that nobody should ask
    }


def shuffled(random: Random, people: Sequence[Person], programme: Programme) -> list[Person]:
    """The same people, the answers to every question that the programme does not name dealt out anew."""
    kept = named_by(programme, people[0].role) | OPEN
    free = sorted({code for person in people for code in person.answers} - kept)
    dealt: dict[str, list[Answer | None]] = {
        code: random.sample([person.answers.get(code) for person in people], len(people)) for code in free
    }
    return [replace(person, answers=_dealt(person, dealt, place)) for place, person in enumerate(people)]


def _dealt(person: Person, dealt: Mapping[str, Sequence[Answer | None]], place: int) -> dict[str, Answer]:
    own = {code: answer for code, answer in person.answers.items() if code not in dealt}
    new = {code: answers[place] for code, answers in dealt.items()}
    return own | {code: answer for code, answer in new.items() if answer is not None}


def pairs(citizens: Sequence[Person], newcomers: Sequence[Person], programme: Programme) -> list[Any]:
    """Who is paired with whom, and with which score."""
    found = find_pairs(
        [Offer(one, 1) for one in citizens],
        [Request(one) for one in newcomers],
        programme,
        the_form(),
        today=TODAY,
        explain=0,
        tell=False,
    )
    return [(one.newcomer, one.citizen, one.score) for one in found.pairings if isinstance(one, Pairing)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2**9 - 1))
def test_what_no_rule_names_changes_nothing(seed: int, chosen: int) -> None:
    """Whichever rules and criteria a programme keeps, all answers that these do not name can change hands."""
    random = Random(seed)
    matching = the_programme().matching
    criteria: tuple[Criterion, ...] = tuple(
        one for place, one in enumerate(matching.criteria) if chosen >> place & 1
    )
    programme = a_programme(
        criteria=criteria, rules=tuple(random.sample(matching.rules, random.randint(0, 4)))
    )
    citizens, newcomers = (crowd(random, role, 12) for role in (Role.CITIZEN, Role.NEWCOMER))
    before = pairs(citizens, newcomers, programme)
    after = pairs(shuffled(random, citizens, programme), shuffled(random, newcomers, programme), programme)
    assert before == after


@pytest.mark.parametrize(
    ("question", "role"),
    [("age", Role.NEWCOMER), ("age", Role.CITIZEN), ("gender", Role.NEWCOMER), ("origin", Role.NEWCOMER)],
)
def test_protected_answers_count_for_nothing(question: str, role: Role) -> None:
    assert question not in named_by(the_programme(), role)


def test_a_published_rule_is_the_exception() -> None:
    """A newcomer's wish is a rule that everybody can read: there, and only there, gender decides."""
    assert "gender" in named_by(the_programme(), Role.CITIZEN)
    wishing = a_newcomer(answers={"gender_wish": "woman"})
    for gender, count in (("woman", 1), ("man", 0)):
        assert len(pairs([a_citizen(answers={"gender": gender})], [wishing], the_programme())) == count
        indifferent = pairs([a_citizen(answers={"gender": gender})], [a_newcomer()], the_programme())
        assert indifferent == pairs([a_citizen()], [a_newcomer()], the_programme())


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_profiles_ask_for_nothing_else(seed: int) -> None:
    """Whom we look for follows from the same answers."""
    random, programme = Random(seed), the_programme()
    citizens, newcomers = (crowd(random, role, 15) for role in (Role.CITIZEN, Role.NEWCOMER))
    changed = shuffled(random, citizens, programme), shuffled(random, newcomers, programme)
    assert seek_profiles(newcomers, citizens, programme, the_form()) == seek_profiles(
        changed[1], changed[0], programme, the_form()
    )
