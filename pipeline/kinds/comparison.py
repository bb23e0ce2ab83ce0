"""What every kind offers: a rule or criterion with both sides encoded, comparing pairs and saying why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.kinds.arrays import Codes, Flags, Floats, Indices, People
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Comparison
from pipeline.vocabulary.sentences import Sentence, Text, sentence

NEUTRAL = 0.5


@dataclass(frozen=True)
class Pair:
    """One citizen and one newcomer, by position."""

    citizen: int
    newcomer: int

    @property
    def indices(self) -> tuple[Indices, Indices]:
        """The pair as arrays of one, for the same comparison that all pairs go through."""
        return np.array([self.citizen]), np.array([self.newcomer])


@dataclass(frozen=True)
class Opening:
    """A change of one person's answer, and the others (by position) whom it would make possible."""

    change: Sentence
    others: Indices


@dataclass(frozen=True)
class Compared(ABC):
    """A rule or criterion with both sides encoded: the same comparison serves all pairs and one.

    A missing answer breaks no rule unless a kind says otherwise; it is `unknown`, which forbids under a
    protective rule and is neutral in a criterion.
    """

    comparison: Comparison
    people: People

    contrast: ClassVar[tuple[str, str]]  # sentences: another person is better, or less good, in this respect

    @abstractmethod
    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Whether the answers of each pair contradict the rule."""

    @abstractmethod
    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Whether an answer that the comparison needs is missing."""

    @abstractmethod
    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How near each pair is, from 0 to 1, where both answered."""

    def likeness(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How near each pair is, from 0 to 1: a missing answer is neutral."""
        near = self.measured(citizens, newcomers)
        return np.where(self.unknown(citizens, newcomers), NEUTRAL, np.clip(near, 0.0, 1.0))

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """What speaks for the pair, in this respect."""
        yield from ()

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """What the team should check, in this respect, although the pair is possible."""
        yield from ()

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """Single changes after which this rule, which alone stops them, holds with some of `others`."""
        if len(others):
            yield Opening(sentence("unlock.exception", name=self.name()), others)

    @property
    def asks(self) -> Role:
        """Whose side wants something of the other."""
        return self.comparison.asks or Role.NEWCOMER

    def asking(self, citizens: Indices, newcomers: Indices) -> Indices:
        """Of each pair, the one who wants something of the other."""
        return citizens if self.asks is Role.CITIZEN else newcomers

    def codes(self, role: Role) -> Codes:
        """The questions compared on one side."""
        return self.comparison.citizen if role is Role.CITIZEN else self.comparison.newcomer

    def missing(self, role: Role, person: int) -> Codes:
        """The questions of this comparison that one person has left without an answer."""
        answers = self.people.answers[role][person]
        codes = self.codes(role)
        return codes[:1] if codes and not any(code in answers for code in codes) else ()

    def name(self, capital: bool = True) -> Text:
        """The name from programme.yaml, with a capital where it opens a sentence."""
        if not capital:
            return self.comparison.name
        return {language: words[:1].upper() + words[1:] for language, words in self.comparison.name.items()}

    def is_open(self, pair: Pair) -> bool:
        """Whether an answer that matters to this pair is missing."""
        return bool(self.unknown(*pair.indices)[0])

    def lacks(self, pair: Pair) -> bool:
        """Whether either of the two has left a question of this comparison without an answer."""
        return bool(self.missing(Role.CITIZEN, pair.citizen) or self.missing(Role.NEWCOMER, pair.newcomer))

    def who(self, role: Role, person: int) -> str:
        """How we call somebody: by first name, or by code."""
        return called(self.people.side(role)[person])

    def label(self, code: str) -> Text | str:
        """A question's short name."""
        question = self.people.question(code)
        return question.short if question else code

    def quoted(self, codes: Codes) -> tuple[Sentence, ...]:
        """Questions as a sentence names them."""
        return tuple(sentence("reason.question", label=self.label(code)) for code in codes)


def called(person: Person) -> str:
    """The first name, or the code where there is none."""
    return person.first_name or person.code


def indices_of(role: Role, person: int, others: Indices) -> tuple[Indices, Indices]:
    """One person of this side with several of the other, in the order (citizens, newcomers)."""
    same = np.full(len(others), person)
    return (same, others) if role is Role.CITIZEN else (others, same)
