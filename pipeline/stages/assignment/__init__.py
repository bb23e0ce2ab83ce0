"""Assignment: plausible pairs with their values come in; the best set of pairs for everybody together leaves.

Exact, and proven by prices. Many pairs are solved on the nearest ones first; prices then show which other pairs
could still improve the whole, and these are added. Once little is left to improve, prices also show which few pairs
any best choice is made of, and these are solved for good: the same total.
"""

from __future__ import annotations

import numpy as np

from pipeline.stages.assignment.flow import send_flow
from pipeline.stages.assignment.market import Flags, Indices, Market, Values, break_ties, put_pairs_first
from pipeline.stages.assignment.packing import Packed, Sizes, pack, pack_around
from pipeline.stages.assignment.prices import (
    Leads,
    Proof,
    Solution,
    find_leads,
    price,
    price_pair,
    prove,
    unpriced,
)

__all__ = [
    "Leads",
    "Market",
    "Packed",
    "Proof",
    "Sizes",
    "Solution",
    "assign",
    "find_leads",
    "pack",
    "pack_around",
    "price",
    "price_pair",
    "prove",
    "put_pairs_first",
    "solve",
    "unpriced",
]


def assign(market: Market, ties: Values | None = None, first: Flags | None = None) -> Indices:
    """The positions of the pairs with the highest total value, nobody above their places."""
    return solve(market, ties, first).chosen


def solve(market: Market, ties: Values | None = None, first: Flags | None = None) -> Solution:
    """The pairs with the highest total value, nobody above their places, and the prices that prove it.

    ties: among equal totals, the highest sum of these wins; first: which pairs to try before the others are asked
    whether they could do better.
    """
    considered = np.ones(len(market.values), dtype=bool) if first is None else first
    while True:
        leads = find_leads(market, considered, _price_among(market, considered))
        if leads.gap == 0 or leads.possible.sum() < considered.sum():
            return _settle(market, ties, leads.possible)
        considered = considered | leads.improving


def _price_among(market: Market, considered: Flags) -> Solution:
    """The best choice among the considered pairs alone, with its prices."""
    positions = np.flatnonzero(considered)
    smaller = market.keep(positions)
    chosen = send_flow(smaller)
    return Solution(positions[chosen], *price(smaller, chosen))


def _settle(market: Market, ties: Values | None, possible: Flags) -> Solution:
    """The best of the pairs that any best choice is made of is the best of all."""
    positions = np.flatnonzero(possible)
    smaller = market.keep(positions)
    chosen = positions[send_flow(smaller if ties is None else break_ties(smaller, ties[positions]))]
    return Solution(chosen, *price(market, chosen))
