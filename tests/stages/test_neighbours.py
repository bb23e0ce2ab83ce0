from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.kinds.arrays import Indices
from pipeline.stages import neighbours
from pipeline.stages.features import encode_criteria
from pipeline.stages.neighbours import STEPS, Plausible, Sought, find_plausible, take_nearest
from pipeline.stages.rules import encode_rules
from pipeline.vocabulary.people import Place
from tests.builders import a_citizen, a_newcomer, the_programme
from tests.kinds.people import everyone, meet

MATCHING = the_programme().matching


def crowd(seed: int, citizens: int, newcomers: int) -> Any:
    """Rules and criteria over people scattered around Brussels, some of them without a place or a limit."""
    random = np.random.default_rng(seed)

    def scattered() -> dict[str, Any]:
        place = Place("1000", 50.85 + random.normal(0, 0.1), 4.35 + random.normal(0, 0.15))
        travel = ["km2", "km5", "km10", "km20", "km40", None][random.integers(6)]
        return {"postcode": place if random.random() < 0.9 else None, "travel": travel}

    people = meet(
        [a_citizen(answers=scattered()).answers for _ in range(citizens)],
        [a_newcomer(answers=scattered()).answers for _ in range(newcomers)],
    )
    gates = encode_rules(MATCHING.rules, people, np.ones(citizens, dtype=np.int64))
    return gates, encode_criteria(MATCHING.criteria, people)


@pytest.mark.parametrize("tile", [7, 100, 1 << 21])
@pytest.mark.parametrize(("citizens", "newcomers"), [(40, 30), (1, 25), (25, 1), (0, 5), (5, 0)])
def test_search_finds_what_all_pairs_show(
    monkeypatch: pytest.MonkeyPatch, tile: int, citizens: int, newcomers: int
) -> None:
    gates, features = crowd(3, citizens, newcomers)
    every = find_plausible(Sought(everyone(citizens), everyone(newcomers)), gates, features.score)
    monkeypatch.setattr(neighbours, "TILE", tile)
    monkeypatch.setattr(neighbours, "SMALL", tile)
    found = find_plausible(
        Sought(everyone(citizens), everyone(newcomers), gates.reach), gates, features.score
    )
    for part in ("citizens", "newcomers", "scores"):
        assert getattr(found, part).tolist() == getattr(every, part).tolist()


@pytest.mark.parametrize("unplaced", [(True, False), (False, True), (True, True)])
def test_people_without_a_place_are_searched(
    monkeypatch: pytest.MonkeyPatch, unplaced: tuple[bool, bool]
) -> None:
    citizen = a_citizen(answers={"postcode": None} if unplaced[0] else {}).answers
    newcomer = a_newcomer(answers={"postcode": None} if unplaced[1] else {}).answers
    people = meet([citizen] * 3, [newcomer] * 2)
    gates = encode_rules(MATCHING.rules, people, np.ones(3, dtype=np.int64))
    monkeypatch.setattr(neighbours, "TILE", 1)
    monkeypatch.setattr(neighbours, "SMALL", 1)
    features = encode_criteria(MATCHING.criteria, people)
    found = find_plausible(Sought(everyone(3), everyone(2), gates.reach), gates, features.score)
    assert len(found) == 6


def test_nothing_below_the_floor_is_kept() -> None:
    gates, features = crowd(5, 30, 30)
    every = find_plausible(Sought(everyone(30), everyone(30)), gates, features.score)
    floor = int(np.median(every.scores)) + 1
    kept = find_plausible(Sought(everyone(30), everyone(30)), gates, features.score, floor)
    assert 0 < len(kept) < len(every)
    assert kept.scores.tolist() == every.scores[every.scores >= floor].tolist()


def best(
    scores: dict[tuple[int, int], int], mine: list[tuple[int, int]], nearest: int
) -> set[tuple[int, int]]:
    return set(sorted(mine, key=lambda pair: -scores[pair])[:nearest])


@settings(max_examples=100)
@given(
    st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 5)), st.integers(0, 1000)), st.integers(1, 3)
)
def test_nearest_of_both_sides_to_a_step(scores: dict[tuple[int, int], int], nearest: int) -> None:
    distinct = {pair: score * 100 + place for place, (pair, score) in enumerate(sorted(scores.items()))}
    pairs = sorted(distinct)
    plausible = Plausible(
        citizens=_column(pairs, 1),
        newcomers=_column(pairs, 0),
        scores=np.array([distinct[pair] for pair in pairs], dtype=np.int64),
    )
    kept = take_nearest(plausible, nearest)
    expected: set[tuple[int, int]] = set()
    for side, count in ((0, 5), (1, 6)):
        for person in range(count):
            expected |= best(distinct, [pair for pair in pairs if pair[side] == person], nearest)
    found = {pair for pair, is_kept in zip(pairs, kept, strict=True) if is_kept}
    assert expected <= found
    step = (max(distinct.values(), default=0) + 1) / STEPS
    for pair in found - expected:
        beside = [other for other in expected if other[0] == pair[0] or other[1] == pair[1]]
        assert min(distinct[other] for other in beside) - distinct[pair] < step


def _column(pairs: list[tuple[int, int]], side: int) -> Indices:
    return np.array([pair[side] for pair in pairs], dtype=np.intp)
