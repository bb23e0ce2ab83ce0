"""Overlap: the share of what one side wants that the other covers; as a rule, at least N in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Floats, Indices
from pipeline.kinds.comparison import Pair
from pipeline.kinds.sets import SetsCompared
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Sentence, sentence


@dataclass(frozen=True)
class Overlap(SetsCompared):
    """What the newcomer wants (or whoever `asks`), covered by the other. `at_most`: as many as that are as good as all."""

    contrast = ("contrast.covers_more", "contrast.covers_less")

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The share of the options of whoever asks that the other has."""
        return self.shared(citizens, newcomers) / self.enough[self.asking(citizens, newcomers)]

    @cached_property
    def enough(self) -> Floats:
        """How many options are as good as all, for each person of the side that asks."""
        return np.minimum(self.wanted, self.comparison.at_most or np.inf)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """What stays uncovered, where that is more than half."""
        yield from super().doubts(pair)
        shared = self.in_common(pair)
        left = self.people.ordered(self.question, self._asked(pair) - set(shared))
        if self.comparison.at_least is None and len(left) > len(shared) > 0:
            yield sentence("check.uncovered", name=self.name(), left=self.options(left))

    def _asked(self, pair: Pair) -> frozenset[str]:
        if self.asks is Role.CITIZEN:
            return self.both[0].read(pair.citizen)
        return self.both[1].read(pair.newcomer)
