"""Assignment: plausible pairs with their values come in; the best set of pairs for everybody together leaves.

Exact: a minimum-cost flow in which each newcomer goes to one citizen, or past everybody at no cost, and each
citizen takes as many as they have places. Many pairs are solved on the nearest ones first; prices then show
which other pairs could still improve the whole, these are added, until there is none: the same total, proven.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
Values = NDArray[np.int64]


LARGEST = 2**62  # the solver multiplies costs by the number of nodes, in 64 bits


@dataclass(frozen=True)
class Market:
    """Possible pairs in the order (newcomer, citizen), what each is worth (above nothing), each citizen's places."""

    newcomers: Indices
    citizens: Indices
    values: Values
    places: Values
    people: int  # how many newcomers there are

    def keep(self, kept: Indices) -> Market:
        """The same people with only some of the pairs."""
        return Market(self.newcomers[kept], self.citizens[kept], self.values[kept], self.places, self.people)


def break_ties(values: Values, ties: Values, people: int, citizens: int) -> Values:
    """Values widened so that, among equal totals, the highest sum of ties wins; no total ever changes places.

    Ties are whole numbers from nought; they are coarsened where the solver's numbers would otherwise overflow.
    """
    highest, nodes = int(values.max(initial=1)), people + citizens + 2
    room = LARGEST // (highest * nodes * (people + 1))
    step = max(1, -(-(int(ties.max(initial=0)) + 1) // max(1, room)))
    coarse = ties // step
    return values * (int(coarse.max(initial=0)) * people + 1) + coarse


def assign(market: Market, first: Flags | None = None) -> Indices:
    """The positions of the pairs with the highest total value, nobody above their places.

    `first` says which pairs to try before the others are asked whether they could do better.
    """
    considered = np.flatnonzero(np.ones(len(market.values), dtype=bool) if first is None else first)
    while True:
        chosen = considered[_flow(market.keep(considered))]
        if len(considered) == len(market.values):
            return chosen
        better = find_improving(market, considered, chosen)
        if not len(better):
            return chosen
        considered = np.union1d(considered, better)


def find_improving(market: Market, considered: Indices, chosen: Indices) -> Indices:
    """The pairs not considered yet whose value exceeds what their two people get at the prices of `chosen`."""
    prices, gains = price(market.keep(considered), np.searchsorted(considered, chosen))
    surplus = market.values - prices[market.citizens] - gains[market.newcomers]
    surplus[considered] = 0
    return np.flatnonzero(surplus > 0)


def price(market: Market, chosen: Indices) -> tuple[Values, Values]:
    """The lowest prices of the citizens' places, and each newcomer's gain, at which nobody prefers another pair.

    `chosen` is optimal over the market's pairs: then prices end, and a citizen with a free place costs nothing.
    """
    order = np.argsort(market.citizens, kind="stable")
    by_citizen = market.keep(order)
    starts = np.flatnonzero(np.diff(by_citizen.citizens, prepend=-1))
    wanted = by_citizen.citizens[starts]
    rival = ~np.isin(order, chosen)
    prices = np.zeros(len(market.places), dtype=np.int64)
    while True:
        gains = _gain(market, chosen, prices)
        offered = np.where(rival, by_citizen.values - gains[by_citizen.newcomers], 0)
        raised = prices.copy()
        raised[wanted] = np.maximum(prices[wanted], np.maximum.reduceat(offered, starts))
        if (raised == prices).all():
            return prices, gains
        prices = raised


def _gain(market: Market, chosen: Indices, prices: Values) -> Values:
    gains = np.zeros(market.people, dtype=np.int64)
    gains[market.newcomers[chosen]] = market.values[chosen] - prices[market.citizens[chosen]]
    return gains


def _flow(market: Market) -> Indices:
    """The optimal pairs as a flow: newcomer → citizen → all, or newcomer → all, which costs nothing."""
    if not len(market.values) or not market.people:
        return np.zeros(0, dtype=np.intp)
    flow = SimpleMinCostFlow()
    pairs, citizens, people = len(market.values), len(market.places), market.people
    sink = people + citizens
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([market.newcomers, np.arange(people), people + np.arange(citizens)]),
        np.concatenate([people + market.citizens, np.full(people + citizens, sink)]),
        np.concatenate([np.ones(pairs + people, dtype=np.int64), np.maximum(market.places, 0)]),
        np.concatenate([-market.values, np.zeros(people + citizens, dtype=np.int64)]),
    )
    flow.set_nodes_supplies(
        np.arange(sink + 1),
        np.concatenate([np.ones(people, np.int64), np.zeros(citizens, np.int64), [-people]]),
    )
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"the assignment could not be solved: {status}")
    return np.flatnonzero(flow.flows(arcs[:pairs]) > 0)
