"""Week: slots of the week in which both are free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.kinds.arrays import Codes, Floats, Indices
from pipeline.kinds.comparison import Pair
from pipeline.kinds.sets import SetsCompared
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.week import SLOTS

NAMED = 4  # more moments than this are counted, not listed


@dataclass(frozen=True)
class Week(SetsCompared):
    """Moments free together. As a criterion: out of `at_most`, or of all those of whoever asks."""

    contrast = ("contrast.more_moments", "contrast.fewer_moments")

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The moments in common, `at_most` of them being as good as more."""
        shared = self.shared(citizens, newcomers)
        if self.comparison.at_most:
            return shared / self.comparison.at_most
        return shared / self.wanted[self.asking(citizens, newcomers)]

    def in_common(self, pair: Pair) -> Codes:
        """The moments free together, in the order of the week."""
        shared = super().in_common(pair)
        return tuple(slot for slot in SLOTS if slot in shared)

    def options(self, codes: Codes) -> object:
        """Moments as people say them: Wednesday evening."""
        return tuple(said_slot(code) for code in codes)

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """The moments free together: the first ones by name, the others counted."""
        shared = self.in_common(pair)
        more = len(shared) - NAMED
        if more > 0:
            moments = self.options(shared[:NAMED])
            yield sentence("reason.moments", name=self.name(), moments=moments, count=more)
        elif shared:
            yield sentence("reason.shared", name=self.name(), shared=self.options(shared))

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Only one moment in common."""
        shared = self.in_common(pair)
        if self.comparison.at_least is None and len(shared) == 1:
            yield sentence("check.one_moment", moment=said_slot(shared[0]))


def said_slot(slot: str) -> Sentence:
    """One slot of the week, to be said."""
    day, _, part = slot.partition("-")
    return sentence(f"week.day_{part}", day=Label("day", day))
