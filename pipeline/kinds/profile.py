"""Profile: several numbers on each side, question by question (how somebody is, and whom the other looks for)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Codes, Flags, Floats, Indices
from pipeline.kinds.comparison import NEUTRAL, Pair
from pipeline.kinds.numbers import NumbersCompared
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Sentence, sentence

CLOSE = 0.75  # so near is worth a word
NAMED = 3


@dataclass(frozen=True)
class Profile(NumbersCompared):
    """How near the numbers are on average, over the questions that both answered. As a rule: at least `at_least`.

    The first question of one side is compared with the first of the other, the second with the second, and so on.
    """

    @cached_property
    def questions(self) -> tuple[tuple[Floats, Floats], ...]:
        """Both sides' numbers for each question."""
        pairs = zip(self.comparison.citizen, self.comparison.newcomer, strict=False)
        numbers = self.people.numbers
        return tuple(
            (numbers(Role.CITIZEN, (mine,)), numbers(Role.NEWCOMER, (theirs,))) for mine, theirs in pairs
        )

    @cached_property
    def span(self) -> float:
        """How far apart is worth nothing: `at_most`, or the two ends of the scale."""
        most = self.comparison.at_most
        return self.width if most is None else most or 1.0

    def _spread(self) -> float:
        every = np.concatenate([side for both in self.questions for side in both])
        known = every[~np.isnan(every)]
        return float(known.max() - known.min()) if len(known) else 0.0

    def parts(self, citizens: Indices, newcomers: Indices) -> Iterator[Floats]:
        """For each question how near each pair is; NaN where one of the two has not answered."""
        for here, there in self.questions:
            apart = np.abs(here[citizens] - there[newcomers])
            yield 1.0 - np.minimum(apart / self.span, 1.0)

    def answered(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How many questions both answered."""
        known = np.zeros(np.broadcast_shapes(citizens.shape, newcomers.shape))
        for part in self.parts(citizens, newcomers):
            known += ~np.isnan(part)
        return known

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Too far apart on average."""
        least = self.comparison.at_least or 0.0
        return ~self.unknown(citizens, newcomers) & (self.measured(citizens, newcomers) < least)

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """There is no question that both answered."""
        return ~(self.answered(citizens, newcomers) > 0)

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The average over the questions that both answered."""
        total = np.zeros(np.broadcast_shapes(citizens.shape, newcomers.shape))
        for part in self.parts(citizens, newcomers):
            total += np.where(np.isnan(part), 0.0, part)
        return total / np.maximum(self.answered(citizens, newcomers), 1.0)

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """The questions on which the two are nearest."""
        near = [(-part, code) for part, code in self._rated(pair) if part >= CLOSE]
        yield from self._name("reason.close_on", near)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """The questions on which the two are furthest apart."""
        yield from self._name("check.apart_on", [one for one in self._rated(pair) if one[0] < NEUTRAL])

    def is_open(self, pair: Pair) -> bool:
        """Every question is worth asking, although the average needs only one."""
        return super().is_open(pair) or self.lacks(pair)

    def missing(self, role: Role, person: int) -> Codes:
        """Every question that is left without an answer."""
        answers = self.people.answers[role][person]
        return tuple(code for code in self.codes(role) if code not in answers)

    def _rated(self, pair: Pair) -> list[tuple[float, str]]:
        parts = [float(part[0]) for part in self.parts(*pair.indices)]
        return [
            (part, code)
            for part, code in zip(parts, self.comparison.newcomer, strict=False)
            if not np.isnan(part)
        ]

    def _name(self, code: str, rated: list[tuple[float, str]]) -> Iterator[Sentence]:
        if rated:
            first = tuple(question for _, question in sorted(rated, key=lambda one: one[0])[:NAMED])
            yield sentence(code, name=self.name(), questions=self.quoted(first))
