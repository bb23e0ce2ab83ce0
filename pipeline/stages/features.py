"""Features: criteria and people come in; the integer score of any pair leaves. One function scores a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds import compare
from pipeline.kinds.arrays import Indices, People
from pipeline.kinds.comparison import NEUTRAL, Compared
from pipeline.vocabulary.programme import Criterion

ONE = 1_000_000
"""The score of a perfect pair: scores are whole millionths, so that sums are exact on every machine."""

Scores = NDArray[np.int64]


@dataclass(frozen=True)
class Feature:
    """One criterion over these people, with its share of a perfect pair."""

    criterion: Criterion
    compared: Compared
    share: float

    def contribute(self, citizens: Indices, newcomers: Indices) -> Scores:
        """What this criterion adds to the score of each pair."""
        return np.rint(self.compared.likeness(citizens, newcomers) * (self.share * ONE)).astype(np.int64)


@dataclass(frozen=True)
class Features:
    """All criteria that weigh anything, over these people."""

    features: tuple[Feature, ...]

    @property
    def compared(self) -> tuple[Compared, ...]:
        """The comparisons behind the criteria."""
        return tuple(feature.compared for feature in self.features)

    @property
    def base(self) -> int:
        """What every score begins with."""
        return 0 if self.features else round(NEUTRAL * ONE)

    def score(self, citizens: Indices, newcomers: Indices) -> Scores:
        """The weighted likeness of each pair, in millionths; where nothing weighs anything all pairs are neutral."""
        shape = np.broadcast_shapes(citizens.shape, newcomers.shape)
        total = np.full(shape, self.base, dtype=np.int64)
        for feature in self.features:
            total += feature.contribute(citizens, newcomers)
        return total


def encode_criteria(criteria: Iterable[Criterion], people: People) -> Features:
    """Each criterion with a weight, and both sides' answers as arrays."""
    weighty = [criterion for criterion in criteria if criterion.importance.weight]
    whole = sum(criterion.importance.weight for criterion in weighty)
    return Features(
        tuple(
            Feature(criterion, compare(criterion, people), criterion.importance.weight / whole)
            for criterion in weighty
        )
    )
