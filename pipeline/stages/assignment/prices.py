"""Prices: a market and its chosen pairs come in; prices of places leave, and what they prove about any other choice.

At any prices nobody can do better than the prices say: all places at their price, and for each newcomer the best
pair less the price of its place, add up to a ceiling over every choice (the dual of the assignment; D. Gale, The
Theory of Linear Economic Models, 1960, chapter 5). At the right prices the ceiling is the total itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.stages.assignment.market import Flags, Indices, Market, Values

NEARLY = 60_000  # millionths: what is so little short of an improvement may be one at the next prices


@dataclass(frozen=True)
class Proof:
    """The total that was reached, and one that no choice can exceed, in millionths of a perfect pair."""

    total: int = 0
    ceiling: int = 0

    @property
    def gap(self) -> int:
        """By how much, at most, another choice could be better."""
        return self.ceiling - self.total

    def __add__(self, other: Proof) -> Proof:
        """Two choices, one after the other."""
        return Proof(self.total + other.total, self.ceiling + other.ceiling)


@dataclass(frozen=True)
class Solution:
    """The positions of the chosen pairs, the price of a place with each citizen, and what each newcomer gains."""

    chosen: Indices
    prices: Values
    gains: Values


@dataclass(frozen=True)
class Leads:
    """Which pairs outside those considered improve a choice, or nearly, and which any best choice can be made of.

    gap: by how much, at most, any choice is better.
    """

    promising: Flags
    possible: Flags
    gap: int


def price(market: Market, chosen: Indices, known: Values | None = None) -> tuple[Values, Values]:
    """The lowest prices of the citizens' places, and each newcomer's gain, at which nobody prefers another pair.

    `chosen` is optimal over the market's pairs: then prices end, and a citizen with a free place costs nothing.
    Shortest paths in the residual graph: each round, only those whose partner became dearer bid elsewhere.
    known: prices among some of the pairs, of the same choice; among all pairs they are nowhere lower.
    """
    starts = market.starts
    prices = np.zeros(len(market.places), np.int64) if known is None else known.copy()
    gains = np.zeros(market.people, np.int64)
    gains[market.newcomers[chosen]] = market.values[chosen] - prices[market.citizens[chosen]]
    bidders: Indices = np.arange(market.people)
    while len(bidders):
        pairs = pairs_of(starts, bidders) if len(bidders) < market.people else slice(None)
        citizens = market.citizens[pairs]
        bids = market.values[pairs] - gains[market.newcomers[pairs]]
        higher = bids > prices[citizens]
        before = prices.copy()
        np.maximum.at(prices, citizens[higher], bids[higher])
        dearer = chosen[(prices > before)[market.citizens[chosen]]]
        bidders = market.newcomers[dearer]
        gains[bidders] = market.values[dearer] - prices[market.citizens[dearer]]
    return prices, gains


def unpriced(market: Market) -> tuple[Values, Values]:
    """No prices: each newcomer gains what their best pair is worth."""
    prices = np.zeros(len(market.places), dtype=np.int64)
    return prices, gain_at(market, prices)


def find_leads(market: Market, considered: Flags, solution: Solution) -> Leads:
    """What the prices of the best choice among the considered pairs, or of one nearly as good, say of all pairs.

    A choice loses, below the ceiling, what its people would get elsewhere above what their pairs are worth. So no best
    choice holds a pair that loses more than lies between the total and the ceiling.
    """
    left = market.values - solution.prices[market.citizens]
    more = left - solution.gains[market.newcomers]
    improving = ~considered & (more > 0)
    gains = solution.gains.copy()
    np.maximum.at(gains, market.newcomers[improving], left[improving])
    ceiling = int((solution.prices * np.maximum(market.places, 0)).sum()) + int(gains.sum())
    gap = ceiling - int(market.values[solution.chosen].sum())
    return Leads(~considered & (more > -NEARLY), gains[market.newcomers] - left <= gap, gap)


def find_tight(market: Market, solution: Solution) -> Indices:
    """The pairs in which nobody loses at the lowest prices of a best choice: every best choice is made of these.

    The lowest prices are the same whichever best choice they come from, and so are these pairs.
    """
    left = market.values - solution.prices[market.citizens]
    return np.flatnonzero(left == solution.gains[market.newcomers])


def prove(market: Market, chosen: Indices, prices: Values) -> Proof:
    """The total of the chosen pairs, and the ceiling that these prices put over every other choice."""
    return Proof(int(market.values[chosen].sum()), _ceiling(market, prices))


def _ceiling(market: Market, prices: Values) -> int:
    return int((prices * np.maximum(market.places, 0)).sum()) + int(gain_at(market, prices).sum())


def price_pair(market: Market, solution: Solution, newcomer: int, citizen: int, millionths: int) -> int:
    """What a pair takes from everybody else, at least, in millionths of a perfect pair; never less than nothing.

    Without these two, the others reach at most the ceiling less what these two are worth at the prices.
    """
    slack = _ceiling(market, solution.prices) - int(market.values[solution.chosen].sum())
    worth = int(solution.prices[citizen] + solution.gains[newcomer])
    return max(0, worth - slack - market.raised - millionths)


def gain_at(market: Market, prices: Values) -> Values:
    """What each newcomer gains by their best pair at these prices; nothing where every pair costs more."""
    gains = np.zeros(market.people, dtype=np.int64)
    np.maximum.at(gains, market.newcomers, market.values - prices[market.citizens])
    return gains


def pairs_of(starts: Indices, people: Indices) -> Indices:
    """The positions of the pairs of several newcomers, in their order."""
    counts = starts[people + 1] - starts[people]
    ends = np.cumsum(counts)
    first: Indices = np.repeat(starts[people] - ends + counts, counts)
    return first + np.arange(len(first))
