"""Exposure: whom the rules allow to each person comes in; a few for each, everybody shown equally often, leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

MANY = 2_000_000  # with more pairs than this, each person is shown some of a part of the others, drawn by their codes
LARGE = 10_000  # more cards than this leave the solver's numbers no room for finer preferences
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # odd, their bits well spread
TIES, PASTS = 16, 64  # how many ranks there are among equals, and how many earlier showings are told apart

Indices = NDArray[np.int64]
NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Shown:
    """How often each has been shown: to people who are still choosing, and before them."""

    now: Mapping[str, int] = field(default_factory=lambda: NOBODY)
    before: Mapping[str, int] = field(default_factory=lambda: NOBODY)


def show_evenly(
    possible: Mapping[str, Sequence[str]], wanted: Mapping[str, int], shown: Shown
) -> dict[str, tuple[str, ...]]:
    """As many of the possible others as each person wants, all others being shown as equally often as possible.

    No other choice shows the most shown less often, or the least shown more often. Where that leaves a choice, those
    who were shown least before come first. The order of people decides nothing. The chosen stand in code order.
    """
    people = sorted(person for person, others in possible.items() if others and wanted.get(person, 0) > 0)
    if not people:
        return {}
    each = [sorted(set(possible[person])) for person in people]
    crowd = _Crowd(
        people=people,
        others=sorted({other for others in each for other in others}),
        possible=_narrowed(people, each, max(wanted.values())),
        wanted=[min(wanted[person], len(others)) for person, others in zip(people, each, strict=True)],
    )
    return crowd.choose(shown)


def _narrowed(people: Sequence[str], possible: Sequence[list[str]], wanted: int) -> Sequence[list[str]]:
    """All the others that there are; where that is too many to look at, as many for each person, drawn by codes."""
    if sum(map(len, possible)) <= MANY:
        return possible
    room = max(wanted, MANY // len(people))
    number = {other: crc32(other.encode()) for others in possible for other in others}
    return [_draw(person, others, number, room) for person, others in zip(people, possible, strict=True)]


def _draw(person: str, others: list[str], number: Mapping[str, int], room: int) -> list[str]:
    """As many of the others as there is room for, drawn by both codes."""
    own = np.array([crc32(person.encode())], dtype=np.uint64) * MIXERS[1]
    mixed = (np.array([number[other] for other in others], dtype=np.uint64) * MIXERS[0] + own) * MIXERS[0]
    drawn = np.argsort((mixed ^ (mixed >> np.uint64(31))) * MIXERS[1], kind="stable")[:room]
    return [others[place] for place in sorted(drawn.tolist())]


@dataclass(frozen=True)
class _Crowd:
    """Who is shown somebody, who can be shown, to whom, and how many each person wants."""

    people: Sequence[str]
    others: Sequence[str]
    possible: Sequence[Sequence[str]]
    wanted: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.wanted)

    def choose(self, shown: Shown) -> dict[str, tuple[str, ...]]:
        """A flow: person → other → all, in which each further showing of the same other costs more."""
        starts = np.cumsum([0, *map(len, self.possible)])
        whom = self._positions()
        most = np.bincount(whom, minlength=len(self.others))
        chosen = self._flow(starts, whom, most, _units(self.total), shown)
        return {
            person: tuple(self.others[whom[arc]] for arc in range(first, last) if chosen[arc])
            for person, (first, last) in zip(self.people, pairwise(starts.tolist()), strict=True)
        }

    def _positions(self) -> Indices:
        place = {other: position for position, other in enumerate(self.others)}
        return np.array([place[other] for others in self.possible for other in others], dtype=np.int64)

    def _flow(
        self, starts: Indices, whom: Indices, most: Indices, units: tuple[int, int, int], shown: Shown
    ) -> NDArray[np.bool_]:
        flow, people, sink = SimpleMinCostFlow(), len(self.people), len(self.people) + len(self.others)
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.repeat(np.arange(people), np.diff(starts)),
            people + whom,
            np.ones(len(whom), dtype=np.int64),
            self._ties(units[0]),
        )
        tails, costs = self._steps(most, units, shown)
        flow.add_arcs_with_capacity_and_unit_cost(
            people + tails, np.full(len(tails), sink), np.ones(len(tails), dtype=np.int64), costs
        )
        flow.set_nodes_supplies(
            np.concatenate([np.arange(people), [sink]]), np.array([*self.wanted, -self.total])
        )
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"nobody can be shown equally often: {status}")
        return np.asarray(flow.flows(arcs) > 0)

    def _ties(self, ranks: int) -> Indices:
        """A number for each pair that depends on its two codes alone."""
        pairs = zip(self.people, self.possible, strict=True)
        return np.array(
            [crc32(f"{person} {other}".encode()) % ranks for person, others in pairs for other in others],
            dtype=np.int64,
        )

    def _steps(self, most: Indices, units: tuple[int, int, int], shown: Shown) -> tuple[Indices, Indices]:
        """What the next showing of each other costs, and the one after it, and so on."""
        ranks, past, step = units
        now = np.array([shown.now.get(other, 0) for other in self.others], dtype=np.int64)
        before = np.array([shown.before.get(other, 0) for other in self.others], dtype=np.int64)
        tails = np.repeat(np.arange(len(self.others)), most)
        nth = np.arange(len(tails)) - np.repeat(np.cumsum(most) - most, most)
        earlier = np.minimum(before, PASTS - 1) if ranks > 1 else np.zeros_like(before)
        return tails, (2 * (now[tails] + nth) + 1) * step + earlier[tails] * past


def _units(total: int) -> tuple[int, int, int]:
    """Ranks among equals, what an earlier showing weighs, what a present one does: each outweighs all before it."""
    if total > LARGE:
        return 1, 1, 1
    past = total * TIES
    return TIES, past, total * PASTS * past
