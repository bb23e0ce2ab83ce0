"""The lot: honest, repeatable, and the same whatever the order of rows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.modes.draw import draw_most
from pipeline.stages.lot import draw_in_order, number_pairs
from pipeline.vocabulary.duos import Vacancies
from tests.builders import TODAY

Pairs = list[tuple[str, str]]
DRAWS = (draw_in_order, draw_most)

pairs = st.lists(
    st.tuples(
        st.sampled_from(["N-0001", "N-0002", "N-0003", "N-0004"]),
        st.sampled_from(["V-0001", "V-0002", "V-0003"]),
    ),
    unique=True,
    max_size=12,
)
places = st.fixed_dictionaries({f"V-000{number}": st.integers(1, 3) for number in (1, 2, 3)})
seeds = st.integers(0, 999_999_999)


def vacant(free: dict[str, int]) -> Vacancies:
    """Volunteers with so many places, and no other size to count."""
    return Vacancies({code: (places,) for code, places in free.items()})


def most_pairs(allowed: Pairs, left: dict[str, int]) -> int:
    """How many pairs there can be at most, by trying everything."""
    if not allowed:
        return 0
    (newcomer, citizen), rest = allowed[0], allowed[1:]
    without = most_pairs(rest, left)
    if not left[citizen]:
        return without
    others = [pair for pair in rest if pair[0] != newcomer]
    return max(without, 1 + most_pairs(others, {**left, citizen: left[citizen] - 1}))


@given(pairs, places, seeds)
def test_only_allowed_pairs_within_places(allowed: Pairs, free: dict[str, int], seed: int) -> None:
    for draw in DRAWS:
        drawn = draw(number_pairs(allowed, seed, TODAY), vacant(free))
        assert set(drawn) <= set(allowed)
        assert max(Counter(newcomer for newcomer, _ in drawn).values(), default=0) <= 1
        assert all(count <= free[one] for one, count in Counter(one for _, one in drawn).items())


@given(pairs, places, seeds)
def test_nobody_is_left_who_could_be_drawn(allowed: Pairs, free: dict[str, int], seed: int) -> None:
    for draw in DRAWS:
        drawn = draw(number_pairs(allowed, seed, TODAY), vacant(free))
        used, paired = Counter(one for _, one in drawn), {newcomer for newcomer, _ in drawn}
        assert all(newcomer in paired or used[one] == free[one] for newcomer, one in allowed)


@given(pairs, places, seeds)
def test_fewest_left_out_draws_most_pairs(allowed: Pairs, free: dict[str, int], seed: int) -> None:
    drawn = draw_most(number_pairs(allowed, seed, TODAY), vacant(free))
    assert len(drawn) == most_pairs(allowed, free)


@given(pairs, places, seeds, st.randoms(use_true_random=False))
def test_order_of_rows_changes_no_draw(
    allowed: Pairs, free: dict[str, int], seed: int, random: Random
) -> None:
    shuffled = random.sample(allowed, len(allowed))
    for draw in DRAWS:
        first, second = (draw(number_pairs(some, seed, TODAY), vacant(free)) for some in (allowed, shuffled))
        assert first == second


def test_every_allowed_pair_has_its_turn() -> None:
    """Two people on each side: an urn gives every pair the same chance, within what 2,000 draws can tell."""
    allowed = [(newcomer, citizen) for newcomer in ("N-0001", "N-0002") for citizen in ("V-0001", "V-0002")]
    free = {"V-0001": 1, "V-0002": 1}
    for draw in DRAWS:
        draws = (draw(number_pairs(allowed, seed, TODAY), vacant(free)) for seed in range(2000))
        counted = Counter(pair for drawn in draws for pair in drawn)
        assert all(abs(counted[pair] - 1000) < 100 for pair in allowed)


def test_urn_draws_pairs_that_cost_another() -> None:
    """N-0002 could also be with V-0002; where few are to be left out, V-0001 stays for N-0001, who has nobody else."""
    allowed = [("N-0001", "V-0001"), ("N-0002", "V-0001"), ("N-0002", "V-0002")]
    free = {"V-0001": 1, "V-0002": 1}
    urn, most = (
        {pair for seed in range(100) for pair in draw(number_pairs(allowed, seed, TODAY), vacant(free))}
        for draw in DRAWS
    )
    assert urn == set(allowed)
    assert most == {("N-0001", "V-0001"), ("N-0002", "V-0002")}


def test_number_depends_on_nobody_else() -> None:
    pair = ("N-0001", "V-0001")
    alone, among = number_pairs([pair], 7, TODAY), number_pairs([("N-0002", "V-0001"), pair], 7, TODAY)
    assert alone[pair] == among[pair] == 7_292_583_266_067_049_282
    other = (number_pairs([pair], 8, TODAY), number_pairs([pair], 7, TODAY + timedelta(days=1)))
    assert len({alone[pair], *(numbers[pair] for numbers in other)}) == 3


@given(pairs, st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 6), seeds)
def test_nobody_is_drawn_beyond_the_beds(allowed: Pairs, sizes: list[int], beds: int, seed: int) -> None:
    needed = {f"N-000{number}": (1, size) for number, size in enumerate(sizes, start=1)}
    for draw in DRAWS:
        vacancies = Vacancies({f"V-000{number}": (9, beds) for number in (1, 2, 3)}, needed)
        drawn = draw(number_pairs(allowed, seed, TODAY), vacancies)
        taken = Counter[str]()
        for newcomer, citizen in drawn:
            taken[citizen] += needed[newcomer][1]
        assert max(taken.values(), default=0) <= beds
        left = {one: beds - taken[one] for _, one in allowed}
        paired = {newcomer for newcomer, _ in drawn}
        assert all(one in paired or needed[one][1] > left[other] for one, other in allowed)
