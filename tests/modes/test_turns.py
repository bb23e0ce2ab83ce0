"""More pairs than the team looks at: who waits for their turn is said to wait, and everybody who is free has a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random

import pytest

from pipeline.modes import propose
from pipeline.modes.discussed import CHOICES
from pipeline.modes.situation import Found, Situation
from pipeline.river import decide
from pipeline.stages.offers import find_supply
from pipeline.vocabulary.journey import ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Goal, Mode
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.sessions import Wish
from pipeline.words import LANGUAGES, Speaker
from tests.builders import SECRET, TODAY, a_citizen, a_newcomer, a_programme, the_form

LIKES = ("cooking", "walking", "music", "reading", "sport")
EVENINGS = ("mon-evening", "tue-evening", "wed-evening", "sat-morning", "sun-afternoon")
CHOSEN = (Mode.CRITERIA, Mode.DISCUSSED, Mode.DRAW, Mode.ACTIVITIES)  # where Duos itself puts pairs forward


def some_people(seed: int) -> tuple[Person, ...]:
    """Twice as many newcomers as citizens on odd seeds, the reverse on even ones; one citizen has two places."""
    random = Random(seed)

    def answers(free: str) -> dict[str, frozenset[str]]:
        return {
            "likes": frozenset(random.sample(LIKES, 2)),
            free: frozenset(random.sample(EVENINGS, 2)),
        }

    counts = (8, 4) if seed % 2 else (4, 8)
    newcomers = (
        a_newcomer(f"N-{n:04}", answers=answers("free_time"), received=TODAY - timedelta(days=100 - n))
        for n in range(1, counts[0] + 1)
    )
    citizens = (
        a_citizen(f"V-{n:04}", answers=answers("availability"), places=1 + (n == 1))
        for n in range(1, counts[1] + 1)
    )
    return (*newcomers, *citizens)


def a_situation(mode: Mode, seed: int, limit: int, **changes: object) -> Situation:
    """These people in a mode; at activities, everybody wishes to see everybody again."""
    people = some_people(seed)
    codes = {one.code for one in people}
    wishes = (Wish(one, tuple(sorted(codes - {one})), n) for n, one in enumerate(sorted(codes), 2))
    situation = Situation(
        a_programme(mode=mode, open_proposals=limit),
        the_form(),
        people,
        (),
        (),
        number=1,
        today=TODAY,
        people=people,
        wishes=tuple(wishes) if mode is Mode.ACTIVITIES else (),
    )
    return replace(situation, **changes)  # type: ignore[arg-type]  # fields of a situation


def said_of_others(found: Found) -> list[Sentence]:
    """What is said of those who are left, and of other options than those who are put forward."""
    left = [said for one in found.unmatched for said in (*one.why, *one.unlock)]
    explained = [one.explanation for one in found.proposals if one.explanation]
    return [*left, *(said for one in explained for said in one.alternative)]


def named_in(said: Sentence) -> set[str]:
    """The codes in a sentence."""
    return set(said.parameters["codes"])  # type: ignore[call-overload,no-any-return]  # codes


def check_option(said: Sentence, rows: list[str], situation: Situation) -> None:
    """The other option is said to be taken when all their places are in the rows, and only then."""
    is_taken = any(one.code == "contrast.taken" for one in said.parameters["differences"])  # type: ignore[attr-defined]  # sentences
    person = next(one for one in situation.ready if one.code == said.parameters["code"])
    assert is_taken == (rows.count(person.code) >= person.places), said


@pytest.mark.parametrize(("seed", "limit"), [*product(range(1, 9), (1, 2, 4))])
@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("mode", [Mode.CRITERIA, Mode.DISCUSSED])
def test_whoever_is_said_to_be_taken_is(mode: Mode, goal: Goal, seed: int, limit: int) -> None:
    """Everybody named as proposed to somebody else stands in an open row; whoever waits for their turn is left."""
    situation = a_situation(mode, seed, limit)
    matching = situation.programme.matching.model_copy(update={"goal": goal})
    situation = replace(situation, programme=situation.programme.model_copy(update={"matching": matching}))
    found = propose(situation)
    rows = [code for one in found.proposals for code in one.pair]
    left = {one.code for one in found.unmatched}
    for said in said_of_others(found):
        if said.code in ("unlock.place", "unlock.step_in"):
            assert named_in(said) <= set(rows), said
        if said.code == "unlock.in_turn":
            assert named_in(said) <= left | set(rows), said
        if said.code == "alternative.compared":
            check_option(said, rows, situation)


@pytest.mark.parametrize(("seed", "limit"), [*product(range(1, 7), (1, 3))])
@pytest.mark.parametrize("mode", CHOSEN)
def test_everybody_who_is_free_is_told(mode: Mode, seed: int, limit: int) -> None:
    """Whoever has a free place and no row is in “Without proposal”, once; nobody who has a proposal is missed there."""
    situation = a_situation(mode, seed, limit)
    found = propose(situation)
    supply = find_supply(situation.ready, (), found.proposals, TODAY)
    free = {one.person.code for one in (*supply.offers, *supply.requests)}
    codes = [one.code for one in found.unmatched]
    named = {code for one in found.proposals for code in one.pair}
    assert len(codes) == len(set(codes))
    assert set(codes) == (free - named if mode is Mode.DISCUSSED else free)


def a_season(mode: Mode, seed: int, limit: int, language: str = "fr") -> Season:
    situation = a_situation(mode, seed, limit)
    languages = situation.programme.languages.model_copy(update={"workbook": language})
    programme = situation.programme.model_copy(update={"languages": languages})
    return Season(programme, the_form(), SECRET, people=situation.people, wishes=situation.wishes)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("mode", list(Mode))
def test_free_volunteers_are_counted_once(mode: Mode, seed: int) -> None:
    """The console counts whom the waterfalls begin with: all volunteers who have a free place after this run."""
    season = a_season(mode, seed, 2)
    outcome = decide(season, TODAY)
    holding = [one for one in outcome.proposals if one.choice in (None, 1)]
    supply = find_supply(season.people, (), holding, TODAY)
    assert supply.offers
    assert outcome.counts.citizens_unmatched == len(supply.offers)
    chains = {first_step(said) for one in outcome.unmatched if one.code[0] == "N" for said in one.why}
    assert chains <= {None, len(supply.offers)}


def first_step(said: object) -> object:
    """With how many others a waterfall begins."""
    if not isinstance(said, Sentence) or said.code != "unmatched.chain":
        return None
    step = said.parameters["chain"]
    while isinstance(step, Sentence) and step.code == "unmatched.then":
        step = step.parameters["before"]
    return step.parameters["count"] if isinstance(step, Sentence) else None


@pytest.mark.parametrize("mode", CHOSEN)
def test_a_turn_comes_when_others_leave_room(mode: Mode) -> None:
    """Rows on the table stay; once they are closed, whoever waited is put forward, and nobody else's row changes."""
    situation = a_situation(mode, 2, CHOICES)
    first = propose(situation).proposals
    again = propose(replace(situation, proposals=first, number=50))
    assert again.proposals == ()
    refused = tuple(replace(one, state=ProposalState.REFUSED) for one in first)
    later = propose(replace(situation, proposals=refused, number=50)).proposals
    assert later
    assert not {one.pair for one in later} & {one.pair for one in first}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_turn_is_said_in_words(language: str) -> None:
    """In each language, singular and plural, of one proposal among many."""
    told = (
        said
        for limit, seed in product((1, 2), range(1, 9))
        for said in said_of_others(propose(a_situation(Mode.CRITERIA, seed, limit)))
    )
    said = {Speaker(language).say(one) for one in told if one.code in ("unmatched.waiting", "unlock.in_turn")}
    waits = {"fr": "attend encore son tour", "nl": "nog niet aan de beurt", "en": "waiting for their turn"}
    assert any(waits[language] in one for one in said), said
    assert not any("{" in one for one in said)


def test_an_earlier_row_leaves_less_room() -> None:
    """Only as many are explained as there is room: an alternative that waits is not said to be taken."""
    situation = a_situation(Mode.CRITERIA, 2, 2)
    earlier = propose(situation).proposals[:1]
    found = propose(replace(situation, proposals=earlier, number=9))
    rows = [code for one in (*earlier, *found.proposals) for code in one.pair]
    assert len(found.proposals) == 1
    for said in said_of_others(found):
        if said.code == "alternative.compared":
            check_option(said, rows, situation)
