"""Crowds to be matched: the demonstration's people, or a country of synthetic towns; offers, requests, programme.

The demonstration's crowd answers our own form, at real postcodes. The country is plainer and grows to any size: seven
rules (a language and a moment in common, a journey, gender and age wished on both sides) and five criteria, one place
each. Its towns are unequal, as towns are, and the larger the crowd the larger the largest; `even` spreads the same
people evenly over as much land as they need, so that people per square kilometre are the same at every size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.demo.lives import Draw
from pipeline.demo.people import draw_people
from pipeline.matching import Meeting, bring_together
from pipeline.settings import load
from pipeline.vocabulary.duos import Offer, Request
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Answers, Person, Place, Role
from pipeline.vocabulary.programme import Criterion, Importance, Matching, Programme, Rule
from pipeline.vocabulary.week import SLOTS

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)

KILOMETRES = 111.2  # in a degree
CORNER = (49.5, 2.5)
LAND = (280.0, 220.0)  # kilometres, for as many towns as there are at most
TOWNS = 200
IN_A_TOWN = 500  # people on each side, on average
AROUND = 5.0  # kilometres from a town's centre, as a standard deviation
EACH_SQUARE_KM = 4.0  # people on each side, spread evenly

LANGUAGES = [f"l{number}" for number in range(30)]
INTERESTS = [f"i{number}" for number in range(40)]
NEEDS = [f"n{number}" for number in range(20)]
GENDERS = ["woman", "man", "other"]
AGES = ["18", "26", "36", "46", "56", "66"]
REACH = [5, 10, 20, 40]  # kilometres

Chances = NDArray[np.float64]
Homes = NDArray[np.float64]
Drawn = NDArray[np.bool_]


def _rule(code: str, kind: str, citizen: str, newcomer: str, **more: object) -> Rule:
    said = {"code": code, "kind": kind, "name": {"en": code}, "citizen": (citizen,), "newcomer": (newcomer,)}
    return Rule.model_validate({**said, **more})


def _criterion(kind: str, question: str, importance: Importance, **more: object) -> Criterion:
    said = {"code": question, "kind": kind, "name": {"en": question}, "importance": importance}
    return Criterion.model_validate({**said, "citizen": (question,), "newcomer": (question,), **more})


MATCHING = Matching(
    waiting_bonus=0.0,
    floor=0.0,
    rules=(
        _rule("distance", "place", "home", "home", limit="reach", at_most=40),
        _rule("language", "overlap", "languages", "languages", at_least=1),
        _rule("moment", "week", "week", "week", at_least=1),
        _rule("their_gender", "wish", "gender", "gender_wish", indifferent=("any",), asks="newcomer"),
        _rule("our_gender", "wish", "gender_wish", "gender", indifferent=("any",), asks="citizen"),
        _rule("their_age", "wish", "age", "age_wish", indifferent=("any",), asks="newcomer"),
        _rule("our_age", "wish", "age_wish", "age", indifferent=("any",), asks="citizen"),
    ),
    criteria=(
        _criterion("overlap", "languages", Importance.IMPORTANT, at_most=2),
        _criterion("place", "home", Importance.IMPORTANT, at_most=40),
        _criterion("week", "week", Importance.IMPORTANT, at_most=4),
        _criterion("similarity", "interests", Importance.SLIGHT),
        _criterion("overlap", "needs", Importance.SLIGHT),
    ),
)


@dataclass(frozen=True)
class Crowd:
    """Offers and requests, one place each, and what matching them needs."""

    offers: Sequence[Offer]
    requests: Sequence[Request]
    programme: Programme
    form: Form

    def meet(self) -> Meeting:
        """Everybody brought together, rules and criteria encoded."""
        return bring_together(self.offers, self.requests, self.programme.matching, self.form)


def draw_crowd(count: int) -> Crowd:
    """`count` people on each side, as the demonstration draws them, at their real postcodes' centres."""
    programme, form = load(ROOT / "programme.yaml", ROOT / "form.yaml")
    people = draw_people(Draw(form=form, seed=1, today=TODAY, count=count))
    # Without a waiting bonus everybody who is compared with us maximises the same total.
    matching = programme.matching.model_copy(update={"waiting_bonus": 0.0})
    return _gather(people, programme.model_copy(update={"matching": matching}), form)


def draw_country(count: int, *, even: bool = False) -> Crowd:
    """`count` people on each side of a country, in towns or spread evenly."""
    programme, form = load(ROOT / "programme.yaml", ROOT / "form.yaml")
    random = np.random.default_rng(count)
    towns = None if even else _found_towns(random, count)
    people = [
        _person(role, number, answers)
        for role in Role
        for number, answers in enumerate(_draw_answers(random, role, _settle(random, count, towns)))
    ]
    return _gather(people, programme.model_copy(update={"matching": MATCHING}), form)


def _gather(people: Sequence[Person], programme: Programme, form: Form) -> Crowd:
    return Crowd(
        offers=[Offer(person, 1) for person in people if person.role is Role.CITIZEN],
        requests=[Request(person) for person in people if person.role is Role.NEWCOMER],
        programme=programme,
        form=form,
    )


def _person(role: Role, number: int, answers: Answers) -> Person:
    code = f"{role.letter}-{number:06}"
    return Person(code, role, "", TODAY, answers, Stage.SEEKING, row=number + 2)


def _found_towns(random: np.random.Generator, count: int) -> Homes:
    """Towns anywhere on the land, which is as large as the number of towns asks for."""
    towns = min(TOWNS, max(1, count // IN_A_TOWN))
    found: Homes = random.random((towns, 2)) * LAND * np.sqrt(towns / TOWNS)
    return found


def _settle(random: np.random.Generator, count: int, towns: Homes | None) -> Homes:
    """Where each person lives, in kilometres: around a town, the first being the largest, or anywhere."""
    if towns is None:
        anywhere: Homes = np.sqrt(count / EACH_SQUARE_KM) * random.random((count, 2))
        return anywhere
    which = random.choice(len(towns), count, p=_falling(len(towns), 1.0))
    around: Homes = towns[which] + random.normal(0, AROUND, (count, 2))
    return around


def _falling(count: int, power: float) -> Chances:
    shares: Chances = 1 / np.arange(1, count + 1) ** power
    shares /= shares.sum()
    return shares


def _draw_answers(random: np.random.Generator, role: Role, homes: Homes) -> Iterator[Answers]:
    """What each person of one side answers."""
    count, is_citizen = len(homes), role is Role.CITIZEN
    taught = 3 if role is Role.NEWCOMER else 6
    free = np.where(np.arange(len(SLOTS)) % 3 == 2, 0.35, 0.12) if is_citizen else np.full(len(SLOTS), 0.28)
    sets = {
        "languages": (LANGUAGES, _draw_languages(random, count, is_citizen)),
        "week": (SLOTS, _draw_sets(random, count, free)),
        "interests": (
            INTERESTS,
            _draw_sets(random, count, np.minimum(0.6, _falling(len(INTERESTS), 0.5) * 6)),
        ),
        "needs": (NEEDS, _draw_sets(random, count, np.minimum(0.7, _falling(len(NEEDS), 0.7) * taught))),
    }
    genders = random.choice(GENDERS, count, p=[0.62, 0.36, 0.02] if is_citizen else [0.45, 0.54, 0.01])
    ages = random.choice(len(AGES), count, p=[0.1, 0.15, 0.25, 0.25, 0.15, 0.1])
    same_gender, same_age = random.random(count) < (0.05 if is_citizen else 0.2), random.random(count) < 0.1
    reach = random.choice(REACH, count, p=[0.15, 0.3, 0.35, 0.2])
    for person in range(count):
        age = int(ages[person])
        yield {
            **{code: _chosen(options, drawn[person]) for code, (options, drawn) in sets.items()},
            "home": _place(homes[person]),
            "reach": int(reach[person]),
            "gender": str(genders[person]),
            "gender_wish": str(genders[person]) if same_gender[person] else "any",
            "age": AGES[age],
            "age_wish": frozenset(AGES[max(0, age - 1) : age + 2] if same_age[person] else ["any"]),
        }


def _draw_sets(random: np.random.Generator, count: int, chances: Chances) -> Drawn:
    """Each option with its own chance, and one more."""
    drawn: Drawn = random.random((count, len(chances))) < chances
    drawn[np.arange(count), random.integers(0, len(chances), count)] = True
    return drawn


def _draw_languages(random: np.random.Generator, count: int, is_citizen: bool) -> Drawn:
    """The country's own, the one that many have learnt, and one or two from elsewhere."""
    common = np.array([0.97, 0.55] if is_citizen else [0.45, 0.35])
    more = random.choice(3, count, p=[0.6, 0.3, 0.1] if is_citizen else [0.0, 0.75, 0.25])
    foreign = _falling(len(LANGUAGES) - len(common), 1.0)
    drawn = np.zeros((count, len(LANGUAGES)), dtype=bool)
    drawn[:, : len(common)] = random.random((count, len(common))) < common
    for turn in range(2):
        who = np.flatnonzero(more > turn)
        drawn[who, len(common) + random.choice(len(foreign), len(who), p=foreign)] = True
    return drawn


def _chosen(options: Sequence[str], drawn: NDArray[np.bool_]) -> frozenset[str]:
    return frozenset(options[place] for place in np.flatnonzero(drawn).tolist())


def _place(home: NDArray[np.float64]) -> Place:
    east, north = home / KILOMETRES
    latitude = CORNER[0] + float(north)
    return Place("", latitude, CORNER[1] + float(east) / math.cos(math.radians(latitude)))
