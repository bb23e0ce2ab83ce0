"""Difference: one side's number against the other's, in a direction: at least as much, at most two years younger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import Pair
from pipeline.kinds.numbers import NumbersCompared
from pipeline.vocabulary.sentences import Sentence


@dataclass(frozen=True)
class Difference(NumbersCompared):
    """The citizen's number less the newcomer's, between `at_least` and `at_most`.

    As a criterion: within the bounds is as good as it gets; as far outside as the scale is long is worth nothing.
    """

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that the citizen's number exceeds the newcomer's."""
        low, high = self.comparison.at_least, self.comparison.at_most
        return -np.inf if low is None else low, np.inf if high is None else high

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Less than the least, or more than the most."""
        low, high = self.bounds
        more = self.more(citizens, newcomers)
        return (more < low) | (more > high)

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One within the bounds, less and less outside."""
        low, high = self.bounds
        more = self.more(citizens, newcomers)
        return 1.0 - np.maximum(np.maximum(low - more, more - high), 0.0) / self.width

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """Both numbers, where they are within the bounds."""
        if not self.unknown(*pair.indices)[0] and not self.broken(*pair.indices)[0]:
            yield self.compare_aloud("reason.each", pair)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Both numbers, where they are outside the bounds."""
        if self.broken(*pair.indices)[0]:
            yield self.compare_aloud("check.different", pair)
