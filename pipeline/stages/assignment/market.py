"""A market: who could be with whom, what each pair is worth, and how many places each citizen has."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
Values = NDArray[np.int64]

LARGEST = 2**59  # the solver multiplies costs by the number of nodes, in 64 bits, and adds some of them up


@dataclass(frozen=True)
class Market:
    """Possible pairs in the order (newcomer, citizen), what each is worth (above nothing), each citizen's places."""

    newcomers: Indices
    citizens: Indices
    values: Values
    places: Values
    people: int  # how many newcomers there are
    raised: int = 0  # what was added to every pair, so that one more pair outweighs all else

    def keep(self, kept: Indices) -> Market:
        """The same people with only some of the pairs."""
        return replace(
            self, newcomers=self.newcomers[kept], citizens=self.citizens[kept], values=self.values[kept]
        )

    @property
    def nodes(self) -> int:
        """How many nodes a flow through this market has."""
        return self.people + len(self.places) + 2

    @property
    def starts(self) -> Indices:
        """Where each newcomer's pairs begin, and where the last one's end."""
        return np.searchsorted(self.newcomers, np.arange(self.people + 1))


def break_ties(market: Market, ties: Values) -> Market:
    """Values widened so that, among equal totals, the highest sum of ties wins; no total ever changes places.

    Ties are whole numbers from nought; they are coarsened where the solver's numbers would otherwise overflow.
    """
    highest = int(market.values.max(initial=1))
    room = LARGEST // (highest * market.nodes * (market.people + 1))
    step = max(1, -(-(int(ties.max(initial=0)) + 1) // max(1, room)))
    coarse = ties // step
    unit = int(coarse.max(initial=0)) * market.people + 1
    return replace(market, values=market.values * unit + coarse)


def put_pairs_first(market: Market) -> Market:
    """Values raised by so much that one more pair outweighs every difference between pairs.

    The raise is smaller only where the solver's numbers would otherwise overflow.
    """
    highest = int(market.values.max(initial=1))
    most = min(market.people, int(np.minimum(market.places, market.people).sum()))
    raised = max(0, min(highest * most + 1, LARGEST // market.nodes - highest))
    return replace(market, values=market.values + raised, raised=raised)
