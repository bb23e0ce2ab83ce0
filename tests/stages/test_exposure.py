"""Exposure: everybody is shown as equally often as the rules allow, whoever comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pipeline.stages import exposure
from pipeline.stages.exposure import LARGE, Shown, show_evenly

Possible = dict[str, tuple[str, ...]]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Possible, dict[str, int], Shown]:
    """Up to four people who choose among up to five others, some of whom are shown already."""
    others = [f"V-{number}" for number in range(1, draw(st.integers(1, 5)) + 1)]
    people = [f"N-{number}" for number in range(1, draw(st.integers(1, 4)) + 1)]
    possible = {person: tuple(draw(st.sets(st.sampled_from(others)))) for person in people}
    wanted = {person: draw(st.integers(0, 3)) for person in people}
    counts = st.dictionaries(st.sampled_from(others), st.integers(0, 3))
    return possible, wanted, Shown(draw(counts), draw(counts))


def every_choice(possible: Possible, wanted: Mapping[str, int]) -> Iterator[list[tuple[str, ...]]]:
    """All ways to show everybody as many as they want."""
    ways = (list(combinations(others, min(wanted[one], len(others)))) for one, others in possible.items())
    yield from map(list, product(*ways))


def loads(choice: list[tuple[str, ...]], possible: Possible, shown: Shown) -> list[int]:
    """How often each of those who can be shown is shown."""
    counted = Counter(one for others in choice for one in others)
    can_be_shown = {one for others in possible.values() for one in others}
    return [counted[one] + shown.now.get(one, 0) for one in can_be_shown]


@settings(max_examples=150, deadline=None)
@given(crowds())
def test_no_choice_is_more_equal(crowd: tuple[Possible, dict[str, int], Shown]) -> None:
    possible, wanted, shown = crowd
    asking = {one: others for one, others in possible.items() if others and wanted[one]}
    found = show_evenly(possible, wanted, shown)
    if not asking:
        assert found == {}
        return
    all_loads = [loads(choice, asking, shown) for choice in every_choice(asking, wanted)]
    mine = loads([found[one] for one in asking], asking, shown)
    assert max(mine) == min(map(max, all_loads))
    assert min(mine) == max(map(min, all_loads))
    assert max(mine) - min(mine) == min(max(one) - min(one) for one in all_loads)


@given(crowds())
def test_everyone_sees_as_many_as_wanted(crowd: tuple[Possible, dict[str, int], Shown]) -> None:
    possible, wanted, shown = crowd
    for person, others in show_evenly(possible, wanted, shown).items():
        assert len(others) == min(wanted[person], len(possible[person]))
        assert set(others) <= set(possible[person])
        assert list(others) == sorted(set(others))


@given(crowds())
def test_order_of_people_decides_nothing(crowd: tuple[Possible, dict[str, int], Shown]) -> None:
    possible, wanted, shown = crowd
    turned = {one: tuple(reversed(others)) for one, others in reversed(possible.items())}
    assert show_evenly(turned, wanted, shown) == show_evenly(possible, wanted, shown)


def test_those_shown_least_before_come_first() -> None:
    possible = {"N-1": ("V-1", "V-2", "V-3", "V-4")}
    shown = Shown(before={"V-1": 3, "V-2": 1, "V-3": 2, "V-4": 1})
    assert show_evenly(possible, {"N-1": 2}, shown) == {"N-1": ("V-2", "V-4")}


def bound(possible: Possible, wanted: int, *, sign: int) -> int:
    """The least possible highest load (sign 1), or the highest possible least load (sign -1), by linear programming."""
    pairs = [(one, other) for one, others in possible.items() for other in others]
    others = sorted({other for _, other in pairs})
    loads = np.array([[pair[1] == other for pair in pairs] + [-1] for other in others], dtype=float)
    sums = np.array([[pair[0] == one for pair in pairs] + [0] for one in possible], dtype=float)
    solved = linprog(
        [*np.zeros(len(pairs)), sign], sign * loads, np.zeros(len(others)), sums,
        np.full(len(possible), wanted), [*[(0, 1)] * len(pairs), (0, None)],
    )  # fmt: skip
    return int(np.ceil(solved.fun - 1e-9)) if sign > 0 else int(np.floor(-solved.fun + 1e-9))


@pytest.mark.parametrize("seed", range(5))
def test_a_crowd_reaches_the_bounds(seed: int) -> None:
    random = np.random.default_rng(seed)
    volunteers = np.array([f"V-{number:02}" for number in range(25)])
    chances = random.random(25) ** 2
    possible = {
        f"N-{number:02}": (*volunteers[random.random(25) < chances].tolist(), *volunteers[:4].tolist())
        for number in range(40)
    }
    possible = {one: tuple(sorted(set(others))) for one, others in possible.items()}
    found = show_evenly(possible, dict.fromkeys(possible, 4), Shown())
    counted = loads(list(found.values()), possible, Shown())
    assert max(counted) == bound(possible, 4, sign=1)
    assert min(counted) == bound(possible, 4, sign=-1)


def test_very_many_cards_are_still_equal() -> None:
    volunteers = tuple(f"V-{number}" for number in range(10))
    possible = {f"N-{number}": volunteers for number in range(LARGE // 8 + 1)}
    counted = Counter(one for others in show_evenly(possible, dict.fromkeys(possible, 8), Shown()).values()
                      for one in others)  # fmt: skip
    assert max(counted.values()) - min(counted.values()) <= 1


def test_too_many_to_look_at_stay_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposure, "MANY", 3000)
    volunteers = tuple(f"V-{number:03}" for number in range(100))
    possible = {f"N-{number:03}": volunteers for number in range(100)}
    counted = Counter(one for others in show_evenly(possible, dict.fromkeys(possible, 6), Shown()).values()
                      for one in others)  # fmt: skip
    assert set(counted.values()) == {6}
