"""Bounds: each side's number, or option value, between the programme's lowest and highest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import Compared
from pipeline.vocabulary.people import Role


@dataclass(frozen=True)
class Bounds(Compared):
    """Both people within at_least and at_most; a side without a question is not asked."""

    contrast = ("contrast.nearer", "contrast.less_near")

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two is outside the bounds."""
        return self.outside[Role.CITIZEN][citizens] | self.outside[Role.NEWCOMER][newcomers]

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two has not answered."""
        return self.unanswered[Role.CITIZEN][citizens] | self.unanswered[Role.NEWCOMER][newcomers]

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One within the bounds, nothing outside."""
        return (~self.broken(citizens, newcomers)).astype(np.float64)

    @cached_property
    def outside(self) -> dict[Role, Flags]:
        """Who is below the lowest or above the highest."""
        lowest = -np.inf if self.comparison.at_least is None else self.comparison.at_least
        highest = np.inf if self.comparison.at_most is None else self.comparison.at_most
        return {role: (number < lowest) | (number > highest) for role, number in self._numbers.items()}

    @cached_property
    def unanswered(self) -> dict[Role, Flags]:
        """Who was asked and has not answered."""
        return {role: np.isnan(number) & bool(self.codes(role)) for role, number in self._numbers.items()}

    @property
    def _numbers(self) -> dict[Role, Floats]:
        return {role: self.people.numbers(role, self.codes(role)) for role in Role}
