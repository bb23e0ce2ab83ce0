"""What people look at where no criterion compares: sheets side by side for the team, cards without names for newcomers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.vocabulary.people import Person


@dataclass(frozen=True)
class SideBySide:
    """A newcomer beside volunteers whom the rules allow, in the order of their codes: none comes before another."""

    newcomer: Person
    citizens: tuple[Person, ...]
    others: tuple[str, ...] = ()  # codes of those who are allowed too, and not shown


class CardChoice(StrEnum):
    """What a newcomer says to a card."""

    FIRST = "first"
    SECOND = "second"
    NO = "no"


@dataclass(frozen=True)
class Card:
    """A card dealt to a newcomer: one row of *Cartes*, which alone says who is behind its letter."""

    newcomer: str
    letter: str
    citizen: str
    dealt_on: date | None = None
    language: str = ""
    text: str = ""  # what the newcomer reads; only of cards dealt in this run
    choice: CardChoice | None = None
    row: int | None = None

    @property
    def code(self) -> str:
        """By what its row is known, whatever becomes of the cells that people see: "N-0017 · A"."""
        return f"{self.newcomer} · {self.letter}"

    @property
    def pair(self) -> tuple[str, str]:
        """The codes (newcomer, citizen)."""
        return (self.newcomer, self.citizen)

    @property
    def is_chosen(self) -> bool:
        """Whether the newcomer would like to meet whoever is behind it."""
        return self.choice in (CardChoice.FIRST, CardChoice.SECOND)
