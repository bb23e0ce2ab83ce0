"""Assignment: plausible pairs with their values come in; the best set of pairs for everybody together leaves.

Exact, and proven by prices. Many pairs are solved on the nearest ones first; prices then show which other pairs
could still improve the whole, and these are added. Once little is left to improve, prices also show which few pairs
any best choice is made of; these are solved for good, and of their best choices the ties decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from pipeline.stages.assignment.flow import send_flow
from pipeline.stages.assignment.market import Flags, Indices, Market, Values, break_ties, put_pairs_first
from pipeline.stages.assignment.packing import Packed, Sizes, pack, pack_around
from pipeline.stages.assignment.prices import (
    NEARLY,
    Leads,
    Proof,
    Solution,
    find_leads,
    find_tight,
    price,
    price_pair,
    prove,
    unpriced,
)
from pipeline.stages.assignment.table import fill_table, fits_table

__all__ = [
    "NEARLY",
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


Ties = Callable[[Indices], Values]
"""Of pairs at these positions, a number each: among choices of equal value, the highest sum wins."""


def assign(market: Market, ties: Ties | None = None, first: Flags | None = None) -> Indices:
    """The positions of the pairs with the highest total value, nobody above their places."""
    return solve(market, ties, first).chosen


def solve(
    market: Market,
    ties: Ties | None = None,
    first: Flags | None = None,
    approach: Callable[[Market], Solution] | None = None,
) -> Solution:
    """The pairs with the highest total value, nobody above their places, and the prices that prove it.

    ties: what decides among equal totals, asked of the pairs that it can decide about alone; first: which pairs to try before the others are asked
    whether they could do better; approach: what comes near the best of these, quicker than to find it.
    """
    if first is None:
        everything = np.arange(len(market.values))
        chosen = _find_best(market if ties is None else break_ties(market, ties(everything)))
        return Solution(chosen, *price(market, chosen))
    considered = first
    while True:
        nearly = _solve_among(market, np.flatnonzero(considered), approach or _optimise)
        leads = find_leads(market, considered, nearly)
        if leads.gap == 0 or not leads.promising.any() or leads.possible.sum() < considered.sum():
            return _settle(market, ties, np.flatnonzero(leads.possible))
        considered = considered | leads.promising


def _find_best(market: Market) -> Indices:
    """The exact best, in whichever way is quicker."""
    return fill_table(market) if fits_table(market) else send_flow(market)


def _optimise(market: Market) -> Solution:
    chosen = _find_best(market)
    return Solution(chosen, *price(market, chosen))


def _solve_among(market: Market, positions: Indices, solver: Callable[[Market], Solution]) -> Solution:
    """What a solver makes of some of the pairs."""
    found = solver(market.keep(positions))
    return replace(found, chosen=positions[found.chosen])


def _settle(market: Market, ties: Ties | None, possible: Indices) -> Solution:
    """The best of the pairs that any best choice is made of is the best of all; ties decide where nobody loses."""
    among = _solve_among(market, possible, _optimise)
    best = Solution(among.chosen, *price(market, among.chosen, among.prices))
    if ties is None:
        return best
    tight = find_tight(market, best)
    return replace(best, chosen=tight[_find_best(break_ties(market.keep(tight), ties(tight)))])
