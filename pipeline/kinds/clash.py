"""Clash: options that must not meet, or better not (what one cannot bear and the other has)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import Compared, Opening, Pair
from pipeline.kinds.sets import SetsCompared
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Sentence, sentence


@dataclass(frozen=True)
class Clash(SetsCompared):
    """Options in common that stand in the way. As a rule: at most `at_most` of them, none where there is no bound."""

    contrast = ("contrast.fewer_clashes", "contrast.more_clashes")

    @property
    def most(self) -> float:
        """How many may be in common."""
        return 0.0 if self.comparison.at_most is None else self.comparison.at_most

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """More in common than the rule allows; a missing answer has nothing in common."""
        return self.shared(citizens, newcomers) > self.most

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One with nothing in common, nothing where everything named by the side that asks is."""
        return 1.0 - self.shared(citizens, newcomers) / self.wanted[self.asking(citizens, newcomers)]

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """Nothing in the way."""
        if not self.in_common(pair) and not self.unknown(*pair.indices)[0]:
            yield sentence("reason.no_clash", name=self.name())

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """What is in the way."""
        shared = self.in_common(pair)
        if shared:
            yield sentence("check.clash", name=self.name(), shared=self.options(shared))

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """What somebody cannot bear is their own: at most there is an exception to talk about."""
        yield from Compared.openings(self, role, person, others)
