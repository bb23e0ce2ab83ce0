"""The compiled search finds the same pairs with the same scores, byte for byte, in whatever programme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zlib import crc32

import joblib
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.kinds import encoding, place
from pipeline.matching import (
    Meeting,
    bring_together,
    choice,
    choose_pairs,
    find_pairs,
    price_pairs,
    search_pairs,
)
from pipeline.stages.assignment import solve
from pipeline.stages.neighbours import Plausible, compiled
from pipeline.vocabulary.duos import Offer, Request
from pipeline.vocabulary.people import Place, Role
from pipeline.vocabulary.programme import Criterion, Goal, Importance, Programme, Rule
from pipeline.vocabulary.week import SLOTS
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form, the_programme

PEOPLE = 25
QUESTIONS = {
    "bounds": [("adult", "adult"), ("number", "number")],
    "clash": [("likes", "dislikes"), ("many", "many")],
    "difference": [("number", "number"), ("age", "number"), ("duration", "duration")],
    "overlap": [("offers", "needs"), ("many", "many"), ("languages_well", "languages_well")],
    "place": [("postcode", "postcode")],
    "profile": [("number age duration", "age number duration"), ("number", "number")],
    "room": [("number age", "age"), ("number", "number")],
    "scale": [("duration", "duration"), ("number", "number"), ("style", "style_newcomer")],
    "similarity": [("likes", "likes"), ("many", "many")],
    "text": [("story", "story")],
    "week": [("availability", "free_time")],
    "wish": [("gender", "gender_wish"), ("gender_wish", "gender"), ("likes", "dislikes")],
}
STORY = "J’aime cuisiner jardin jardiner voyages voyage musique lire lecture cycling fietsen рукоділля الطبخ été".split()
BOUNDS = st.one_of(st.none(), st.sampled_from([0, 1, 2, 4, 18, 0.3, 40]))
MANY = [f"option_{number}" for number in range(150)]  # more than two words of bits


@st.composite
def comparisons(draw: st.DrawFn, code: str) -> dict[str, Any]:
    """Any kind, over any questions that fit it, within any bounds."""
    kind = draw(st.sampled_from(sorted(QUESTIONS)))
    citizen, newcomer = draw(st.sampled_from(QUESTIONS[kind]))
    given_bounds = {"at_least": draw(BOUNDS), "at_most": draw(BOUNDS)}
    more = {"place": {"limit": draw(st.sampled_from([None, "travel"]))}, "wish": {"indifferent": ("any",)}}
    sides = {"citizen": tuple(citizen.split()), "newcomer": tuple(newcomer.split())}
    given_bounds["asks"] = draw(st.sampled_from([None, *Role]))
    return {"code": code, "kind": kind, "name": {"en": kind}, **sides, **given_bounds, **more.get(kind, {})}


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Up to four rules and four criteria."""
    rules = [
        Rule(**draw(comparisons(f"rule_{number}")), protective=draw(st.booleans()))
        for number in range(draw(st.integers(0, 4)))
    ]
    criteria = [
        Criterion(
            **draw(comparisons(f"criterion_{number}")), importance=draw(st.sampled_from(list(Importance)))
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return a_programme(rules=tuple(rules), criteria=tuple(criteria), floor=draw(st.sampled_from([0.0, 0.4])))


def answers(random: np.random.Generator) -> dict[str, Any]:
    """Answers to everything that can be compared, about a fifth of them missing."""

    def some(options: list[str], most: int) -> frozenset[str]:
        return frozenset(random.choice(options, random.integers(1, most + 1), replace=False).tolist())

    def one(*options: str) -> str:
        return str(random.choice(options))

    activities = ["speak", "city", "work", "school", "housing"]
    given_answers = {
        "postcode": Place("1000", 50.85 + random.normal(0, 0.2), 4.35 + random.normal(0, 0.3)),
        "languages_well": some(["fr", "nl", "ar", "en"], 3),
        "availability": some(list(SLOTS), 6),
        "free_time": some(list(SLOTS), 6),
        "offers": some(activities, 3),
        "needs": some(activities, 3),
        "likes": some(["cooking", "music", "sewing", "games", "walking"], 4),
        "many": some(MANY, 40),
        "travel": one("km2", "km5", "km10", "km20", "km40"),
        "gender": one("woman", "man"),
        "gender_wish": one("any", "woman", "man"),
        "adult": one("yes", "yes", "no"),
        "duration": one("m3", "m6", "m12"),
        "style": one("talk", "do"),
        "style_newcomer": one("talk", "do"),
        "number": int(random.integers(-5, 40)),
    }
    return {
        code: answer
        for chance, answered in ((random, given_answers), more_answers(given_answers))
        for code, answer in answered.items()
        if chance.random() > 0.2
    }


def more_answers(others: dict[str, Any]) -> tuple[np.random.Generator, dict[str, Any]]:
    """Answers to what other programmes may ask."""
    random = np.random.default_rng(crc32(repr(others["postcode"]).encode()))
    hated = random.choice(["cooking", "music", "sewing", "games", "walking"], 3)
    return random, {
        "dislikes": frozenset(hated.tolist()),
        "age": int(random.integers(16, 70)),
        "story": " ".join(random.choice(STORY, random.integers(1, 9)).tolist()),
    }


def gathering(programme: Programme, seed: int = 0, people: int = PEOPLE, places: int = 2) -> Meeting:
    """People with all sorts of answers under a programme; some without a place, some pairs turned down."""
    random = np.random.default_rng(seed)
    offers = [
        Offer(
            replace(a_citizen(f"V-{number:04}"), answers=answers(random)), int(random.integers(0, places + 1))
        )
        for number in range(people)
    ]
    requests = [
        Request(replace(a_newcomer(f"N-{number:04}"), answers=answers(random))) for number in range(people)
    ]
    refused = frozenset((f"N-{number:04}", f"V-{number:04}") for number in range(0, people, 2))
    return bring_together(offers, requests, programme.matching, the_form(), refused)


def equal(one: Plausible, other: Plausible) -> bool:
    """Byte for byte."""
    parts = ("citizens", "newcomers", "scores")
    return all(getattr(one, part).tobytes() == getattr(other, part).tobytes() for part in parts)


@settings(max_examples=100, deadline=None)
@given(programmes(), st.integers(0, 1000), st.booleans())
def test_any_programme_is_searched_alike(programme: Programme, seed: int, few_places: bool) -> None:
    kept = place.TABLE
    try:
        place.TABLE = kept if few_places else 0
        meeting, floor = gathering(programme, seed), round(programme.matching.floor * 1_000_000)
        expected = search_pairs(meeting, floor, compiled=False)
        assert equal(search_pairs(meeting, floor, compiled=True), expected)
    finally:
        place.TABLE = kept


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little room that newcomers are handed on one by one."""
    monkeypatch.setattr(compiled, "ROOM", 1)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("backend", ["sequential", "threading", "loky"])
def test_pieces_and_processes_change_nothing(backend: str) -> None:
    meeting = gathering(a_programme(rules=the_programme().matching.rules[2:]), people=150)
    expected = search_pairs(meeting, 0, compiled=False)
    with joblib.parallel_config(backend=backend, n_jobs=2):
        found = search_pairs(meeting, 0, compiled=True)
    assert equal(found, expected)
    assert len(found) > 200


def test_unknown_kinds_are_asked_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that has no columns is compared by its own methods, on the pairs that the others leave."""
    meeting = gathering(the_programme(), people=80)
    expected = search_pairs(meeting, 300_000, compiled=False)
    known = dict(encoding.ENCODERS)
    for kind in list(known):
        less = {other: encoder for other, encoder in known.items() if other is not kind}
        monkeypatch.setattr(encoding, "ENCODERS", less)
        assert equal(search_pairs(meeting, 300_000, compiled=True), expected)


def test_nobody_is_searched_too() -> None:
    empty = bring_together([], [], the_programme().matching, the_form())
    assert len(search_pairs(empty, 0, compiled=True)) == 0


def test_large_crowds_are_matched_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    offers = [Offer(a_citizen(f"V-{n:04}", answers=answers(random)), 1) for n in range(60)]
    requests = [Request(a_newcomer(f"N-{n:04}", answers=answers(random))) for n in range(60)]
    found = find_pairs(offers, requests, the_programme(), the_form(), today=TODAY)
    monkeypatch.setattr("pipeline.matching.meeting.WIDE", 10)
    assert find_pairs(offers, requests, the_programme(), the_form(), today=TODAY) == found
    assert len(found.pairings) > 10


# --- the nearest first, and what prices point to -------------------------------------------------------


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is matched as a whole country would be, from one nearest each."""
    monkeypatch.setattr(choice, "LARGE", 0)
    monkeypatch.setattr(choice, "NEAREST", 1)
    monkeypatch.setattr(choice, "ENOUGH", 0.0)
    monkeypatch.setattr(compiled, "MORE", 2)


@pytest.mark.usefixtures("hurried")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(programmes(), st.sampled_from(list(Goal)), st.sampled_from([0.0, 0.1]), st.integers(0, 1000))
def test_rounds_prove_how_near_they_come(programme: Programme, goal: Goal, bonus: float, seed: int) -> None:
    """The exact total of all pairs lies between what was reached and the ceiling; the gap is a step for each person."""
    rules = programme.matching.model_copy(update={"goal": goal, "hard_to_serve_bonus": bonus})
    meeting = gathering(programme, seed, places=1)
    if not choice.is_national(meeting):
        return
    chosen = choose_pairs(meeting, rules)
    whole = search_pairs(meeting, round(rules.floor * 1_000_000), compiled=False)
    assert chosen.options.tolist() == np.bincount(whole.newcomers, minlength=PEOPLE).tolist()
    market = choice.make_market(meeting, rules, whole, chosen.options)
    lift = chosen.market.raised - market.raised  # one more pair outweighs all others, by however much
    best = replace(market, values=market.values + lift)
    reached = int(best.values[solve(best).chosen].sum())
    assert chosen.proof.total <= reached <= chosen.proof.ceiling
    assert chosen.proof.gap <= PEOPLE
    assert len(set(chosen.pairs.newcomers.tolist())) == len(chosen.pairs)
    assert np.bincount(chosen.pairs.citizens, minlength=1).max() <= 1


@pytest.mark.usefixtures("hurried")
def test_what_is_said_is_of_all_pairs() -> None:
    """Who is left is told of everybody who suits them, not only of the nearest."""
    random = np.random.default_rng(9)
    offers = [Offer(a_citizen(f"V-{n:04}", answers=answers(random)), 1) for n in range(40)]
    requests = [Request(a_newcomer(f"N-{n:04}", answers=answers(random)), waiting_days=n) for n in range(60)]
    found = find_pairs(offers, requests, the_programme(), the_form(), today=TODAY)
    meeting = bring_together(offers, requests, the_programme().matching, the_form())
    every = search_pairs(meeting, round(the_programme().matching.floor * 1_000_000), compiled=False)
    suiting = np.bincount(every.newcomers, minlength=60)
    served = {one.code: one.why[1] for one in found.unmatched if len(one.why) > 1 and one.code[0] == "N"}
    assert served
    assert all(said.parameters["count"] == suiting[int(code[2:])] for code, said in served.items())
    assert found.gap <= 60


@pytest.mark.usefixtures("hurried")
def test_an_override_is_priced_by_all_pairs() -> None:
    random = np.random.default_rng(10)
    offers = [Offer(a_citizen(f"V-{n:04}", answers=answers(random)), 1) for n in range(30)]
    requests = [Request(a_newcomer(f"N-{n:04}", answers=answers(random))) for n in range(30)]
    pairs = [(f"N-{n:04}", f"V-{29 - n:04}") for n in range(30)]
    programme, form = the_programme(), the_form()
    costs = price_pairs(offers, requests, programme, form, pairs)
    choice.LARGE = 20_000  # exact from here on
    total = find_pairs(offers, requests, programme, form, today=TODAY, explain=0, tell=False).proof.total
    score = bring_together(offers, requests, programme.matching, form).features.score
    for number, pair in enumerate(pairs):
        rest = [offer for offer in offers if offer.person.code != pair[1]]
        others = [request for request in requests if request.person.code != pair[0]]
        left = find_pairs(rest, others, programme, form, today=TODAY, explain=0, tell=False).proof.total
        value = int(score(np.array([29 - number]), np.array([number]))[0]) + 1
        assert 0 <= costs[pair].amount <= max(0, total - left - value)
    assert max(cost.amount for cost in costs.values()) > 100_000
