"""What people look at where no criterion compares: sheets side by side for the team, cards without names for newcomers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary.people import Person
from pipeline.vocabulary.sentences import Sentence


@dataclass(frozen=True)
class SideBySide:
    """A newcomer beside volunteers whom the rules allow, in the order of their codes: none comes before another."""

    newcomer: Person
    citizens: tuple[Person, ...]
    others: tuple[str, ...] = ()  # codes of those who are allowed too, and not shown


@dataclass(frozen=True)
class Hand:
    """The cards dealt to one newcomer on one day: one row of *Cartes*, which alone says who is behind a letter."""

    newcomer: str
    dealt_on: date
    cards: Mapping[str, str]  # letter → citizen's code
    language: str = ""
    chosen: tuple[str, ...] = ()  # letters, the dearest first
    is_declined: bool = False  # none of these
    row: int | None = None


@dataclass(frozen=True)
class Card:
    """What a newcomer reads of somebody: a letter and what the two could do; nothing that says who it is."""

    letter: str
    says: tuple[Sentence, ...]


@dataclass(frozen=True)
class Spread:
    """The cards that a newcomer can choose from today, in a language that they read."""

    newcomer: str
    language: str
    cards: tuple[Card, ...]
