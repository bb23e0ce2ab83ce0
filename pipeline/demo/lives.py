"""What is drawn first of a synthetic person: a place, an origin, a kind of life. The rest follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from pipeline.demo import origins, portraits
from pipeline.demo.origins import Origin
from pipeline.demo.portraits import Portrait
from pipeline.demo.regions import REGIONS, Region
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Role

FIRST_NEWCOMER = 5000  # their telephones start at +32 470 00 50 00


@dataclass(frozen=True)
class Draw:
    """What synthetic people are drawn from: the same draw gives the same ones, `count` on each side."""

    form: Form
    seed: int
    today: date
    count: int = 60


@dataclass(frozen=True)
class Life:
    """One life. `number` counts from 1 on each side; `random` is this person's own."""

    role: Role
    number: int
    random: Random
    region: Region
    origin: Origin
    portrait: Portrait
    gender: str


def draw_life(role: Role, number: int, seed: int) -> Life:
    """The life of that number on one side: the same for the same seed, however many others there are."""
    random = Random(f"{seed}:{role}:{number}")
    citizen = role is Role.CITIZEN
    region = REGIONS[pick(random, {code: _share(region, role) for code, region in REGIONS.items()})]
    family = origins.CITIZENS if citizen else origins.NEWCOMERS
    origin = family[pick(random, {code: _chance(origin, region, role) for code, origin in family.items()})]
    lives = portraits.CITIZENS if citizen else portraits.NEWCOMERS
    portrait = random.choices(lives, [life.share for life in lives])[0]
    gender = pick(random, {"woman": portrait.women, "man": 1 - portrait.women, "other": 0.01})
    return Life(role, number, random, region, origin, portrait, gender)


def synthetic_phone(role: Role, number: int) -> str:
    """A telephone number of a range that nobody has: +32 470 00 00 01 and following."""
    shift = FIRST_NEWCOMER if role is Role.NEWCOMER else 0
    return f"+3247000{(number + shift) % 10_000:04}"


def moment(today: date, days_ago: int, number: int) -> datetime:
    """A time of that day at which somebody might fill in a form; each number has its own."""
    minutes = Random(number).randrange(14 * 60)
    return datetime.combine(today - timedelta(days=days_ago), time(8)) + timedelta(minutes=minutes)


def pick(random: Random, shares: Mapping[str, float]) -> str:
    """One of the keys, each as often as its share."""
    return random.choices(tuple(shares), tuple(shares.values()))[0]


def toss(random: Random, chances: Mapping[str, float]) -> frozenset[str]:
    """Each key with its own chance; the likeliest one if nothing came."""
    kept = frozenset(key for key, chance in chances.items() if random.random() < chance)
    return kept or frozenset({max(chances, key=chances.__getitem__)})


def is_blank(life: Life, question: str) -> bool:
    """Whether this person leaves this optional question blank."""
    return life.random.random() < portraits.BLANKS.get(question, 0)


def _share(region: Region, role: Role) -> float:
    return region.citizens if role is Role.CITIZEN else region.newcomers


def _chance(origin: Origin, region: Region, role: Role) -> float:
    """Citizens live where their language is heard; newcomers live anywhere."""
    at_home = role is Role.NEWCOMER or set(origin.well) & set(region.languages)
    return origin.share if at_home else 0.0
