"""Assignment: plausible pairs with their values come in; the best set of pairs for everybody together leaves.

Exact, and proven by prices. Many pairs are solved on the nearest ones first; prices then show which other pairs
could still improve the whole, these are added, until there is none: the same total.
"""

from __future__ import annotations

import numpy as np

from pipeline.stages.assignment.flow import send_flow
from pipeline.stages.assignment.market import Flags, Indices, Market, break_ties, put_pairs_first
from pipeline.stages.assignment.prices import Proof, Solution, price, price_pair, prove

__all__ = [
    "Market",
    "Proof",
    "Solution",
    "assign",
    "break_ties",
    "find_improving",
    "price",
    "price_pair",
    "prove",
    "put_pairs_first",
    "solve",
]


def assign(market: Market, first: Flags | None = None) -> Indices:
    """The positions of the pairs with the highest total value, nobody above their places."""
    return solve(market, first).chosen


def solve(market: Market, first: Flags | None = None) -> Solution:
    """The pairs with the highest total value, nobody above their places, and the prices that prove it.

    `first` says which pairs to try before the others are asked whether they could do better.
    """
    considered = np.flatnonzero(np.ones(len(market.values), dtype=bool) if first is None else first)
    while True:
        smaller = market.keep(considered)
        chosen = send_flow(smaller)
        solution = Solution(considered[chosen], *price(smaller, chosen))
        better = _improving(market, considered, solution)
        if not len(better):
            return solution
        considered = np.union1d(considered, better)


def find_improving(market: Market, considered: Indices, chosen: Indices) -> Indices:
    """The pairs not considered yet whose value exceeds what their two people get at the prices of `chosen`."""
    prices, gains = price(market.keep(considered), np.searchsorted(considered, chosen))
    return _improving(market, considered, Solution(chosen, prices, gains))


def _improving(market: Market, considered: Indices, solution: Solution) -> Indices:
    if len(considered) == len(market.values):
        return considered[:0]
    surplus = market.values - solution.prices[market.citizens] - solution.gains[market.newcomers]
    surplus[considered] = 0
    return np.flatnonzero(surplus > 0)
