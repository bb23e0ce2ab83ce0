"""Scale: answers in an order (months, times a month, quiet to lively), the nearer the better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import NEUTRAL, Pair
from pipeline.kinds.numbers import NumbersCompared
from pipeline.vocabulary.sentences import Sentence, sentence


@dataclass(frozen=True)
class Scale(NumbersCompared):
    """Two numbers. As a rule: no further apart than `at_most`; as a criterion: that far apart is worth nothing."""

    def gap(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How far apart each pair's numbers are; NaN where one is missing."""
        return np.abs(self.more(citizens, newcomers))

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Further apart than the rule allows."""
        most = np.inf if self.comparison.at_most is None else self.comparison.at_most
        return self.gap(citizens, newcomers) > most

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One where they are equal, nothing at the other end of the scale."""
        return 1.0 - self.gap(citizens, newcomers) / self.span

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """The same answer."""
        here, there = self.said(pair)
        if here and there and self.gap(*pair.indices)[0] == 0:
            yield sentence("reason.same", name=self.name(), answer=there)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Two answers that are rather far apart."""
        here, there = self.said(pair)
        if here and there and self.measured(*pair.indices)[0] < NEUTRAL:
            yield self.compare_aloud("check.different", pair)

    @cached_property
    def span(self) -> float:
        """How far apart is worth nothing: `at_most`, or the two ends of the scale."""
        most = self.comparison.at_most
        return self.width if most is None else most or 1.0
