"""Similarity: the symmetric likeness of two sets, where rare shared options count more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import WORD, Flags, Floats, Indices, Words
from pipeline.kinds.sets import SetsCompared, count

RARITY = 4  # an option held by one person in eight or fewer counts four times one that most people hold


@dataclass(frozen=True)
class Similarity(SetsCompared):
    """What both like, out of what either likes. As a rule: a likeness of at least `at_least`.

    Weights are whole steps (1 to 4) of how many people hold an option, so that one more person rarely
    changes them.
    """

    contrast = ("contrast.nearer", "contrast.less_near")

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """A likeness, all options weighing the same, below the bound."""
        left, right = self.both
        alike = self.shared(citizens, newcomers).astype(np.float64)
        either = (
            count(list(left.words))[citizens].astype(np.float64) + count(list(right.words))[newcomers] - alike
        )
        return alike < (self.comparison.at_least or 0.0) * np.maximum(either, 1.0)

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The weight of what is shared, out of the weight of what either has."""
        both = self._weigh([a & b for a, b in self._words(citizens, newcomers)])
        own, theirs = self.weights
        either = own[citizens] + theirs[newcomers] - both
        return both / np.maximum(either, 1.0)

    @property
    def weight_by_option(self) -> dict[str, int]:
        """What each option weighs among these people."""
        return {
            option: 1 + sum(int(masks[place // WORD]) >> place % WORD & 1 for masks in self.classes)
            for place, option in enumerate(self.both[0].options)
        }

    @cached_property
    def weights(self) -> tuple[Floats, Floats]:
        """The weight of everything that each person has."""
        left, right = self.both
        return self._weigh(list(left.words)), self._weigh(list(right.words))

    @cached_property
    def classes(self) -> tuple[tuple[np.uint64, ...], ...]:
        """For each rarity, from the second step on, the bits of the options that reach it."""
        left, right = self.both
        people = max(1, int(left.answered.sum() + right.answered.sum()))
        held = [_holders(word) + _holders(other) for word, other in zip(left.words, right.words, strict=True)]
        return tuple(
            tuple(
                _mask(np.where(holders > 0, people / np.maximum(holders, 1), 0) >= 2**step)
                for holders in held
            )
            for step in range(1, RARITY)
        )

    def _weigh(self, words: list[Words]) -> Floats:
        """One for each option, and one more for each step of its rarity."""
        weight = count(words).astype(np.float64)
        for masks in self.classes:
            weight += count([word & mask for word, mask in zip(words, masks, strict=True)])
        return weight


def _holders(word: Words) -> NDArray[np.int64]:
    bits = np.arange(WORD, dtype=np.uint64)
    held: NDArray[np.int64] = ((word[:, None] >> bits) & np.uint64(1)).astype(np.int64).sum(axis=0)
    return held


def _mask(chosen: Flags) -> np.uint64:
    return np.uint64(sum(1 << int(bit) for bit in np.flatnonzero(chosen)))
