"""Auction: a market in which each citizen has one place comes in; pairs and prices leave that prove each other.

D. P. Bertsekas, The Auction Algorithm (1988), forward and reverse: newcomers bid for citizens, then citizens who are
still dear and alone bid for newcomers; bids rise by at least a step, which shrinks from round to round (the total is
within so many steps of the best as there are people).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from pipeline.kinds.machine import compiled
from pipeline.stages.assignment.market import Market
from pipeline.stages.assignment.prices import Solution, gain_at

Whole = NDArray[np.int64]

NOBODY = -1
FINER = 8  # how many times smaller the step is in each round


class Side(NamedTuple):
    """One side's pairs: where each person's begin, with whom, and what they are worth."""

    starts: Whole
    others: Whole
    values: Whole


class Bids(NamedTuple):
    """One side's state: what each person asks or gains, and whom they hold."""

    worth: Whole
    pair: Whole


def auction(market: Market) -> Solution:
    """Pairs whose total is at most one unit for each person below the best, with prices that prove it."""
    with_place = np.flatnonzero(market.places[market.citizens] > 0)
    smaller = market.keep(with_place)
    partners, prices = _hold(smaller)
    chosen = with_place[partners[smaller.newcomers] == smaller.citizens]
    prices[market.places <= 0] = market.values.max(initial=0)  # where there is no place, nothing is cheap
    return Solution(chosen, prices, gain_at(market, prices))


def _hold(market: Market) -> tuple[Whole, Whole]:
    """Each newcomer's citizen, and the citizens' prices."""
    mine, theirs = _sides(market)
    gains, prices = np.zeros(market.people, np.int64), np.zeros(len(market.places), np.int64)
    step = max(1, int(market.values.max(initial=1)) // FINER)
    while True:
        newcomers = Bids(gains, np.full(market.people, NOBODY))
        citizens = Bids(prices, np.full(len(market.places), NOBODY))
        bid(step, mine, newcomers, citizens, np.arange(market.people))
        ask(step, theirs, citizens, newcomers, np.empty(len(market.places) + 1, np.int64))
        if step == 1:
            return newcomers.pair, prices
        step = max(1, step // FINER)


def _sides(market: Market) -> tuple[Side, Side]:
    size = (market.people, len(market.places))
    theirs = csr_array((market.values, market.citizens, market.starts), shape=size).tocsc()
    return (
        Side(market.starts, market.citizens, market.values),
        Side(theirs.indptr.astype(np.int64), theirs.indices.astype(np.int64), theirs.data),
    )


@compiled
def bid(step: int, side: Side, own: Bids, other: Bids, waiting: Whole) -> None:
    """Everybody of one side bids until each is taken or nobody is worth their price."""
    room, first, count = len(waiting), 0, len(waiting)
    while count:
        person = waiting[first]
        first, count = (first + 1) % room, count - 1
        best, value, second = _look(side, person, other.worth)
        own.worth[person] = 0 if best == NOBODY else max(0, second - step)
        if best == NOBODY:
            continue
        other.worth[best] = value - own.worth[person]
        outbid = other.pair[best]
        own.pair[person], other.pair[best] = best, person
        if outbid != NOBODY:
            own.pair[outbid] = NOBODY
            waiting[(first + count) % room] = outbid
            count += 1


@compiled
def ask(step: int, side: Side, own: Bids, other: Bids, waiting: Whole) -> None:
    """Whoever is alone on this side, but not for nothing, becomes cheaper until somebody comes or it is for nothing."""
    room, first, count = len(waiting), 0, _list_lonely(own, waiting)
    while count:
        person = waiting[first]
        first, count = (first + 1) % room, count - 1
        best, value, second = _look(side, person, other.worth)
        if best == NOBODY or value - other.worth[best] <= step:
            own.worth[person] = 0
            continue
        own.worth[person] = max(0, second - step)
        other.worth[best] = value - own.worth[person]
        left = other.pair[best]
        own.pair[person], other.pair[best] = best, person
        if left != NOBODY:
            own.pair[left] = NOBODY
            if own.worth[left] > 0:
                waiting[(first + count) % room] = left
                count += 1


@compiled
def _list_lonely(own: Bids, waiting: Whole) -> Any:
    count = 0
    for person in range(len(own.pair)):
        if own.pair[person] == NOBODY and own.worth[person] > 0:
            waiting[count] = person
            count += 1
    return count


@compiled
def _look(side: Side, person: int, worth: Whole) -> Any:
    """With whom somebody gains most, what that pair is worth, and what the second best would leave them."""
    best, value, most, second = NOBODY, 0, 0, 0
    for place in range(side.starts[person], side.starts[person + 1]):
        left = side.values[place] - worth[side.others[place]]
        if left > most:
            best, value, most, second = side.others[place], side.values[place], left, most
        elif left > second:
            second = left
    return best, value, second
