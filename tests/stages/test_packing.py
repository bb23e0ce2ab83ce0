"""Units with sizes: whole, to one place each, never too full, as good as possible, and told how good."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.assignment import Market, Packed, Sizes, pack, pack_around
from pipeline.stages.assignment.packing import fill_greedily

Case = tuple[Market, Sizes]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to five units, three places, two sizes; room, places and pairs may be lacking."""
    people, hosts = draw(st.integers(0, 5)), draw(st.integers(1, 3))
    cells = [pair for pair in product(range(people), range(hosts)) if draw(st.booleans())]
    values = [draw(st.integers(1, 20)) for _ in cells]
    places = [draw(st.integers(-1, 3)) for _ in range(hosts)]
    needed = [[draw(st.integers(0, 4)) for _ in range(people)] for _ in range(2)]
    free = [[draw(st.integers(-1, 8)) for _ in range(hosts)] for _ in range(2)]
    newcomers, citizens = np.array(cells, dtype=np.intp).reshape(-1, 2).T
    market = Market(newcomers, citizens, np.array(values, np.int64), np.array(places, np.int64), people)
    return market, Sizes(np.array(needed, np.int64), np.array(free, np.int64))


def fits(market: Market, sizes: Sizes, chosen: list[int]) -> bool:
    """Whether everybody is in one pair at most and no place is too full, in any respect."""
    newcomers, citizens = market.newcomers[chosen], market.citizens[chosen]
    if len(set(newcomers.tolist())) < len(chosen):
        return False
    for citizen in set(citizens.tolist()):
        here = newcomers[citizens == citizen]
        if len(here) > market.places[citizen]:
            return False
        if (sizes.needed[:, here].sum(axis=1) > np.maximum(sizes.free[:, citizen], 0)).any():
            return False
    return True


def best_total(market: Market, sizes: Sizes) -> int:
    """The best of all choices, one by one."""
    choices = product([False, True], repeat=len(market.values))
    named = ([number for number, taken in enumerate(choice) if taken] for choice in choices)
    return max(int(market.values[chosen].sum()) for chosen in named if fits(market, sizes, chosen))


@settings(max_examples=60, deadline=None)
@given(cases().filter(lambda case: len(case[0].values) <= 10))
def test_the_best_of_all_choices_is_found(case: Case) -> None:
    market, sizes = case
    packed = pack(market, sizes)
    assert fits(market, sizes, packed.chosen.tolist())
    assert int(market.values[packed.chosen].sum()) == best_total(market, sizes) == packed.ceiling


@settings(max_examples=30, deadline=None)
@given(cases())
def test_greed_fits_too(case: Case) -> None:
    market, sizes = case
    assert fits(market, sizes, fill_greedily(market, sizes).tolist())


@settings(max_examples=20, deadline=None)
@given(cases().filter(lambda case: 0 < len(case[0].values) <= 8), st.data())
def test_the_rest_is_packed_around_a_pair(case: Case, data: st.DataObject) -> None:
    """Together with a pair that fits, the others are the best choice that holds that pair."""
    market, sizes = case
    pair = data.draw(st.sampled_from(range(len(market.values))))
    if not fits(market, sizes, [pair]):
        return
    newcomer, citizen = int(market.newcomers[pair]), int(market.citizens[pair])
    around = pack_around(market, sizes, newcomer, citizen)
    assert fits(market, sizes, [*around.chosen.tolist(), pair])
    raised = market.values.copy()
    raised[pair] += 1000
    forced = pack(Market(market.newcomers, market.citizens, raised, market.places, market.people), sizes)
    assert around.ceiling == forced.ceiling - int(raised[pair])


def families(people: int, hosts: int, seed: int = 2) -> Case:
    """Families of up to nine, places of up to thirty beds, two places at school for five beds."""
    random = np.random.default_rng(seed)
    values = random.integers(300_000, 1_000_000, (people, hosts))
    newcomers, citizens = np.nonzero(random.random((people, hosts)) < 0.5)
    adults, children = random.integers(1, 4, people), random.integers(0, 7, people)
    beds = random.integers(5, 31, hosts)
    sizes = Sizes(np.stack([adults + children, children]), np.stack([beds, beds * 2 // 5]))
    places = np.full(hosts, 50, dtype=np.int64)
    return Market(newcomers, citizens, values[newcomers, citizens], places, people), sizes


@pytest.mark.parametrize("effort", [0.0, 0.05, 10.0])
def test_little_work_is_still_an_answer(effort: float) -> None:
    """However little the solver may do: a choice that fits, as good as greed at least, and a ceiling above it."""
    market, sizes = families(40, 8)
    packed = pack(market, sizes, effort)
    total = int(market.values[packed.chosen].sum())
    assert fits(market, sizes, packed.chosen.tolist())
    assert int(market.values[fill_greedily(market, sizes)].sum()) <= total <= packed.ceiling
    assert effort < 10 or total == packed.ceiling


def test_the_same_twice() -> None:
    market, sizes = families(60, 10)
    one, other = (pack(market, sizes, 0.5) for _ in range(2))
    assert (one.chosen.tolist(), one.ceiling) == (other.chosen.tolist(), other.ceiling)


def test_nobody_needs_no_room() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    market = Market(nothing, nothing, nothing, np.ones(2, np.int64), 0)
    packed = pack(market, Sizes(np.zeros((1, 0), np.int64), np.ones((1, 2), np.int64)))
    assert (packed.chosen.tolist(), packed.ceiling) == ([], 0)
    assert isinstance(packed, Packed)
