"""The assignment is optimal: against every possible choice on small markets, against scipy on larger ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.stages.assignment import (
    Market,
    Solution,
    assign,
    find_leads,
    price,
    price_pair,
    prove,
    put_pairs_first,
    solve,
)
from pipeline.stages.assignment.auction import auction
from pipeline.stages.assignment.flow import send_flow
from pipeline.stages.assignment.market import LARGEST, break_ties
from pipeline.stages.assignment.prices import NEARLY
from pipeline.stages.assignment.table import EXACT, fill_table, fits_table


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
    assert market.values[assign(market, first=first)].sum() == best_total(market)


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
    assert market.values[assign(market, first=first)].sum() == best


def test_an_overlooked_better_pair_is_found() -> None:
    market = a_market({(0, 0): 5, (1, 0): 9}, [1], 2)
    alone = Solution(np.array([0]), np.array([5]), np.array([0, 0]))
    leads = find_leads(market, np.array([True, False]), alone)
    assert (leads.promising.tolist(), leads.possible.tolist(), leads.gap) == ([False, True], [True, True], 4)


def test_equal_pairs_are_chosen_alike() -> None:
    market = a_market({(newcomer, citizen): 7 for newcomer in range(5) for citizen in range(5)}, [1] * 5, 5)
    chosen = [assign(market).tolist() for _ in range(3)]
    assert chosen[0] == chosen[1] == chosen[2]
    assert len(chosen[0]) == 5


def test_nobody_means_no_pairs() -> None:
    assert assign(a_market({}, [], 0)).tolist() == []


@given(markets(), st.data())
def test_ties_decide_alike_on_every_way(market: Market, data: st.DataObject) -> None:
    market = replace(market, values=market.values * (NEARLY - 1))
    ties = np.int64(1) << np.arange(len(market.values), dtype=np.int64)  # no two sums are equal
    first = np.array([data.draw(st.booleans()) for _ in market.values], dtype=bool)
    ways = [None, auction] if market.places.max(initial=0) <= 1 else [None]
    at_once = solve(market, ties.take)
    for way in ways:
        found = solve(market, ties.take, first, way)
        assert found.chosen.tolist() == at_once.chosen.tolist()
        assert found.prices.tolist() == at_once.prices.tolist()


@given(markets(), st.data())
def test_small_tables_hold_what_flows_send(market: Market, data: st.DataObject) -> None:
    """Wherever both may be asked, and no two choices are equal."""
    ties = np.int64(1) << np.array(data.draw(st.permutations(range(len(market.values)))), dtype=np.int64)
    market = break_ties(market, ties)
    is_fit = market.people > 0 and len(market.places) > 0 and market.places.max() <= 1
    assert fits_table(market) == (is_fit and int(market.values.max(initial=0)) * market.nodes < EXACT)
    if fits_table(market):
        assert fill_table(market).tolist() == send_flow(market).tolist()


def test_large_tables_are_sent_as_flows() -> None:
    assert fits_table(scattered(200, 0.1)[0])
    assert not fits_table(scattered(300, 0.1)[0])


@given(markets(), st.data())
def test_known_prices_are_gone_on_from(market: Market, data: st.DataObject) -> None:
    chosen = send_flow(market)
    is_known = np.array([data.draw(st.booleans()) for _ in market.values], dtype=bool)
    is_known[chosen] = True
    known = np.flatnonzero(is_known)
    among = price(market.keep(known), np.searchsorted(known, chosen))[0]
    again = price(market, chosen, among)
    assert [part.tolist() for part in again] == [part.tolist() for part in price(market, chosen)]


@given(markets(), st.data())
def test_ties_change_no_total(market: Market, data: st.DataObject) -> None:
    ties = np.array([data.draw(st.integers(0, 1023)) for _ in market.values], dtype=np.int64)
    assert market.values[assign(market, ties.take)].sum() == best_total(market)


@pytest.mark.parametrize(("people", "highest"), [(10, 9), (200_000, 1_500_000)])
def test_broken_ties_fit_the_solver(people: int, highest: int) -> None:
    market, ties = a_market({(0, 0): highest, (1, 0): highest - 1}, [1] * people, people), np.array([0, 1023])
    sharper = break_ties(market, ties).values
    assert sharper[0] > sharper[1]
    assert int(sharper.max()) * (2 * people + 2) < 2**63
    assert break_ties(market, ties * 0).values.tolist() == market.values.tolist()


def test_the_higher_tie_wins() -> None:
    market = a_market({(0, 0): 5, (0, 1): 5}, [1, 1], 1)
    for ties in ([3, 1], [1, 3]):
        assert assign(market, np.array(ties).take).tolist() == [int(np.argmax(ties))]


# --- what prices prove -------------------------------------------------------------------------------


@given(markets(), st.data())
def test_no_prices_promise_too_little(market: Market, data: st.DataObject) -> None:
    """Whatever the prices and the pairs, the best total lies between what was reached and the ceiling."""
    prices = np.array([data.draw(st.integers(0, 9)) for _ in market.places], dtype=np.int64)
    best, solution = best_total(market), solve(market)
    assert (
        prove(market, solution.chosen[:1], prices).total
        <= best
        <= prove(market, solution.chosen, prices).ceiling
    )
    proof = prove(market, solution.chosen, solution.prices)
    assert (proof.total, proof.ceiling, proof.gap) == (best, best, 0)


def test_a_worse_choice_shows_its_gap() -> None:
    market = a_market({(0, 0): 5, (1, 0): 9}, [1], 2)
    proof = prove(market, np.array([0]), price(market, np.array([1]))[0])
    assert (proof.total, proof.ceiling, proof.gap) == (5, 9, 4)


@pytest.mark.parametrize(("people", "share"), [(100, 1.0), (400, 0.3), (2_000, 0.02)])
def test_the_ceiling_is_the_dense_optimum(people: int, share: float) -> None:
    market, dense = scattered(people, share)
    best = dense[linear_sum_assignment(dense, maximize=True)].sum()
    first = market.values > np.quantile(market.values, 0.8)
    for solution in (solve(market), solve(market, first=first)):
        proof = prove(market, solution.chosen, solution.prices)
        assert proof.total == proof.ceiling == best


def scattered(people: int, share: float, seed: int = 7) -> tuple[Market, NDArray[np.int64]]:
    """A market whose values come from places on a line and a little chance, and the same as a table."""
    random = np.random.default_rng(seed)
    apart = np.abs(random.random(people)[:, None] - random.random(people)[None, :])
    dense = (1_000_000 * (1 - apart)).astype(np.int64) + random.integers(1, 50_000, (people, people))
    dense[random.random((people, people)) >= share] = 0
    newcomers, citizens = np.nonzero(dense)
    ones = np.ones(people, dtype=np.int64)
    return Market(newcomers, citizens, dense[newcomers, citizens], ones, people), dense


@given(markets(), st.data())
def test_what_a_pair_takes_is_no_overstatement(market: Market, data: st.DataObject) -> None:
    """Solved again without the two, the others lose at least what the prices said."""
    if not market.people or not market.places.any():
        return
    newcomer = data.draw(st.integers(0, market.people - 1))
    citizen = data.draw(st.sampled_from(np.flatnonzero(market.places).tolist()))
    own = (market.newcomers == newcomer) & (market.citizens == citizen)
    value = int(market.values[own].sum()) or data.draw(st.integers(0, 9))
    said = price_pair(market, solve(market), newcomer, citizen, value)
    places = market.places.copy()
    places[citizen] -= 1
    rest = replace(market.keep(np.flatnonzero(market.newcomers != newcomer)), places=places)
    assert 0 <= said <= max(0, best_total(market) - best_total(rest) - value)


def test_an_override_is_nearly_priced() -> None:
    """Most of what is really lost is known at once, without solving again."""
    market, dense = scattered(60, 0.6)
    solution, random = solve(market), np.random.default_rng(3)
    shares = []
    for position in random.choice(len(market.values), 60, replace=False):
        newcomer, citizen = int(market.newcomers[position]), int(market.citizens[position])
        rest = np.delete(np.delete(dense, newcomer, 0), citizen, 1)
        left = rest[linear_sum_assignment(rest, maximize=True)].sum() + dense[newcomer, citizen]
        lost = int(market.values[solution.chosen].sum() - left)
        said = price_pair(market, solution, newcomer, citizen, int(dense[newcomer, citizen]))
        assert said <= lost
        shares.append(said / max(1, lost))
    assert np.median(shares) > 0.6


# --- the auction -------------------------------------------------------------------------------------


@given(markets())
def test_an_auction_comes_within_its_steps(market: Market) -> None:
    single = replace(market, places=np.minimum(market.places, 1))
    solution = auction(single)
    proof, best = prove(single, solution.chosen, solution.prices), best_total(single)
    assert best - single.people <= proof.total <= best <= proof.ceiling <= best + single.people
    assert np.bincount(single.newcomers[solution.chosen], minlength=1).max() <= 1
    assert (
        np.bincount(single.citizens[solution.chosen], minlength=len(single.places)) <= single.places
    ).all()


@pytest.mark.parametrize(("people", "share"), [(50, 1.0), (400, 0.3), (2_000, 0.02)])
@pytest.mark.parametrize("pairs_first", [False, True])
def test_an_auction_reaches_the_total_of_the_flow(people: int, share: float, pairs_first: bool) -> None:
    """Values are multiplied by more than there are people, so that a step each is less than any difference."""
    market, _ = scattered(people, share)
    market = put_pairs_first(market) if pairs_first else market
    finer = replace(market, values=market.values * (people + 1))
    solution = auction(finer)
    assert market.values[solution.chosen].sum() == market.values[assign(market)].sum()
    assert prove(finer, solution.chosen, solution.prices).gap <= people


@pytest.mark.parametrize("value", [1, 1_000_000])
def test_an_auction_of_equals_ends(value: int) -> None:
    market = a_market(
        {(newcomer, citizen): value for newcomer in range(40) for citizen in range(30)}, [1] * 30, 40
    )
    assert len(auction(market).chosen) == 30


# --- goals, and steadiness ---------------------------------------------------------------------------


def most_pairs(market: Market) -> int:
    """The most pairs of any choice."""
    return best_total(replace(market, values=np.ones_like(market.values)))


@given(markets())
def test_pairs_first_leaves_fewest_out(market: Market) -> None:
    raised = put_pairs_first(market)
    chosen = assign(raised)
    assert len(chosen) == most_pairs(market)
    assert market.values[chosen].sum() == best_total(raised) - raised.raised * len(chosen)


def test_pairs_first_prefers_two_weak_ones() -> None:
    market = a_market({(0, 0): 9, (0, 1): 1, (1, 0): 1}, [1, 1], 2)
    assert assign(market).tolist() == [0]
    assert assign(put_pairs_first(market)).tolist() == [1, 2]


def test_pairs_first_fits_the_solver() -> None:
    market = a_market({(0, 0): 2_000_000}, [1] * 1_000_000, 1_000_000)
    assert int(put_pairs_first(market).values.max()) * market.nodes <= 2**62


@pytest.mark.parametrize("step", [put_pairs_first, lambda market: break_ties(market, np.arange(1_600))])
def test_the_largest_numbers_are_solved(step: Callable[[Market], Market]) -> None:
    """Numbers as large as they may become: the solver neither overflows nor gives up, and finds what scipy finds."""
    people, highest = 40, LARGEST // (84 * 84)
    dense = np.random.default_rng(59).integers(highest // 2, highest, (people, people))
    newcomer, citizen = np.nonzero(dense)
    market = step(
        Market(newcomer, citizen, dense[newcomer, citizen], np.ones(people, dtype=np.int64), people)
    )
    assert LARGEST // 100 < int(market.values.max()) * market.nodes <= LARGEST
    chosen = send_flow(market)
    assert dense[newcomer[chosen], citizen[chosen]].sum() == dense[linear_sum_assignment(dense, True)].sum()


@pytest.mark.parametrize("seed", range(5))
def test_one_more_person_moves_one_chain(seed: int) -> None:
    """Who differs from before is linked to the new person, one change after the other; nobody else moves."""
    market, _ = scattered(40, 0.5, seed)
    ties = np.random.default_rng(seed).permutation(len(market.values))
    earlier = market.newcomers > 0
    before = market.keep(np.flatnonzero(earlier))
    old, new = (
        set(zip(one.newcomers[found].tolist(), one.citizens[found].tolist(), strict=True))
        for one, found in ((before, assign(before, ties[earlier].take)), (market, assign(market, ties.take)))
    )
    moved, reached = old ^ new, {("newcomer", 0)}
    for _ in moved:
        for newcomer, citizen in moved:
            if reached & {("newcomer", newcomer), ("citizen", citizen)}:
                reached |= {("newcomer", newcomer), ("citizen", citizen)}
    assert all(("newcomer", newcomer) in reached for newcomer, _ in moved)
