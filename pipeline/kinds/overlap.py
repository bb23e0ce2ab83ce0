"""Overlap: the share of what the newcomer wants that the citizen covers; as a rule, at least N in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Floats, Indices
from pipeline.kinds.comparison import Pair
from pipeline.kinds.sets import SetsCompared, count
from pipeline.vocabulary.sentences import Sentence, sentence


@dataclass(frozen=True)
class Overlap(SetsCompared):
    """What the newcomer wants, covered by the citizen. `at_most`: as many as that are as good as all."""

    contrast = ("contrast.covers_more", "contrast.covers_less")

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The share of the newcomer's options that the citizen has."""
        return self.shared(citizens, newcomers) / self.enough[newcomers]

    @cached_property
    def enough(self) -> Floats:
        """How many options are as good as all, for each newcomer."""
        wanted = count(list(self.both[1].words)).astype(np.float64)
        return np.clip(wanted, 1.0, self.comparison.at_most or np.inf)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """What stays uncovered, where that is more than half."""
        yield from super().doubts(pair)
        shared = self.in_common(pair)
        left = self.people.ordered(self.question, self.both[1].read(pair.newcomer) - set(shared))
        if self.comparison.at_least is None and len(left) > len(shared) > 0:
            yield sentence("check.uncovered", name=self.name(), left=self.options(left))
