"""The assignment is optimal: against every possible choice on small markets, against scipy on larger ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from pipeline.stages.assignment import Market, assign, break_ties, find_improving, price


def a_market(values: dict[tuple[int, int], int], places: list[int], people: int) -> Market:
    """A market from (newcomer, citizen) → value."""
    pairs = sorted(values)
    return Market(
        newcomers=np.array([newcomer for newcomer, _ in pairs], dtype=np.intp),
        citizens=np.array([citizen for _, citizen in pairs], dtype=np.intp),
        values=np.array([values[pair] for pair in pairs], dtype=np.int64),
        places=np.array(places, dtype=np.int64),
        people=people,
    )


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Up to four newcomers and three citizens, some pairs impossible, up to three places each."""
    people, citizens = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    pairs = [(newcomer, citizen) for newcomer in range(people) for citizen in range(citizens)]
    values = {pair: draw(st.integers(1, 9)) for pair in pairs if draw(st.booleans())}
    return a_market(values, [draw(st.integers(0, 3)) for _ in range(citizens)], people)


def best_total(market: Market) -> int:
    """The highest total over every way to choose a citizen, or nobody, for each newcomer."""
    worth = dict(zip(zip(market.newcomers, market.citizens, strict=True), market.values, strict=True))
    choices = [
        [None, *(citizen for newcomer, citizen in worth if newcomer == person)]
        for person in range(market.people)
    ]
    totals = [0]
    for chosen in product(*choices):
        taken = [citizen for citizen in chosen if citizen is not None]
        if all(taken.count(citizen) <= market.places[citizen] for citizen in taken):
            totals.append(
                sum(worth[person, citizen] for person, citizen in enumerate(chosen) if citizen is not None)
            )
    return int(max(totals))


@given(markets())
def test_total_is_the_best_possible(market: Market) -> None:
    chosen = assign(market)
    assert market.values[chosen].sum() == best_total(market)


@given(markets())
def test_nobody_is_above_their_places(market: Market) -> None:
    chosen = assign(market)
    assert np.bincount(market.newcomers[chosen], minlength=1).max() <= 1
    assert (np.bincount(market.citizens[chosen], minlength=len(market.places)) <= market.places).all()


@given(markets(), st.data())
def test_a_first_guess_changes_no_total(market: Market, data: st.DataObject) -> None:
    first = np.array([data.draw(st.booleans()) for _ in market.values], dtype=bool)
    assert market.values[assign(market, first)].sum() == best_total(market)


@given(markets())
def test_prices_prove_the_optimum(market: Market) -> None:
    if not len(market.values):
        return
    chosen = assign(market)
    prices, gains = price(market, chosen)
    assert (prices[market.citizens] + gains[market.newcomers] >= market.values).all()
    assert (prices * market.places).sum() + gains.sum() == best_total(market)


@pytest.mark.parametrize(("people", "citizens", "share"), [(60, 60, 1.0), (120, 80, 0.3), (80, 120, 0.1)])
@pytest.mark.parametrize("places", [1, 3])
def test_total_equals_that_of_scipy(people: int, citizens: int, share: float, places: int) -> None:
    random = np.random.default_rng(people + citizens + places)
    dense = np.where(
        random.random((people, citizens)) < share, random.integers(1, 1_000_000, (people, citizens)), 0
    )
    newcomer, citizen = np.nonzero(dense)
    market = Market(newcomer, citizen, dense[newcomer, citizen], np.full(citizens, places), people)
    doubled = np.repeat(dense, places, axis=1)
    best = doubled[linear_sum_assignment(doubled, maximize=True)].sum()
    assert market.values[assign(market)].sum() == best
    first = dense[newcomer, citizen] > 700_000
    assert market.values[assign(market, first)].sum() == best


def test_an_overlooked_better_pair_is_found() -> None:
    market = a_market({(0, 0): 5, (1, 0): 9}, [1], 2)
    assert find_improving(market, np.array([0]), np.array([0])).tolist() == [1]


def test_equal_pairs_are_chosen_alike() -> None:
    market = a_market({(newcomer, citizen): 7 for newcomer in range(5) for citizen in range(5)}, [1] * 5, 5)
    chosen = [assign(market).tolist() for _ in range(3)]
    assert chosen[0] == chosen[1] == chosen[2]
    assert len(chosen[0]) == 5


def test_nobody_means_no_pairs() -> None:
    assert assign(a_market({}, [], 0)).tolist() == []


@given(markets(), st.data())
def test_ties_change_no_total(market: Market, data: st.DataObject) -> None:
    ties = np.array([data.draw(st.integers(0, 1023)) for _ in market.values], dtype=np.int64)
    sharper = replace(market, values=break_ties(market.values, ties, market.people, len(market.places)))
    assert market.values[assign(sharper)].sum() == best_total(market)


@pytest.mark.parametrize(("people", "highest"), [(10, 9), (200_000, 1_500_000)])
def test_broken_ties_fit_the_solver(people: int, highest: int) -> None:
    values, ties = np.array([highest, highest - 1]), np.array([0, 1023])
    sharper = break_ties(values, ties, people, people)
    assert sharper[0] > sharper[1]
    assert int(sharper.max()) * (2 * people + 2) < 2**63
    assert break_ties(values, ties * 0, people, people).tolist() == values.tolist()


def test_the_higher_tie_wins() -> None:
    market = a_market({(0, 0): 5, (0, 1): 5}, [1, 1], 1)
    for ties in ([3, 1], [1, 3]):
        sharper = replace(market, values=break_ties(market.values, np.array(ties), 1, 2))
        assert assign(sharper).tolist() == [int(np.argmax(ties))]
