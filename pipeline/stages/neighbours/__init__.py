"""Neighbours: rules and scores come in as functions; the pairs worth considering leave, with their scores.

Travel narrows the search (a radius query around each newcomer); the other rules are masks over those pairs.
Work goes in tiles of newcomers, so that memory does not grow with the number of all pairs. Few people are
compared as blocks, more as lists of pairs: the same functions, the same results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
from sklearn.neighbors import KDTree

from pipeline.kinds.arrays import Flags, Floats, Indices, Points
from pipeline.kinds.place import Located
from pipeline.stages.neighbours.plausible import Plausible, Scores, Sought, Terms, by_limit, joined
from pipeline.vocabulary.people import Role

__all__ = ["Judge", "Plausible", "Sought", "Terms", "find_plausible", "find_tiles", "take_nearest"]

TILE = 1 << 19  # pairs compared at once: what the processor's cache holds
SMALL = 1 << 21  # up to so many pairs, comparing all of them is quicker than searching by travel
STEPS = 256  # of likeness, from none to that of the nearest of all
MARGIN = 1e-6  # kilometres by which the search is wider than the rule, which then decides


class Judge(Protocol):
    """The rules, as far as the search needs them."""

    def block(self, citizens: Indices, newcomers: Indices) -> tuple[Indices, Indices]:
        """The allowed pairs of all these newcomers with all these citizens."""
        ...

    def sift(self, citizens: Indices, newcomers: Indices) -> tuple[Indices, Indices]:
        """The allowed ones among these pairs."""
        ...


def find_plausible(
    sought: Sought, judge: Judge, score: Callable[[Indices, Indices], Scores], floor: int = 0
) -> Plausible:
    """Every pair that the rules allow and that scores at least `floor`."""
    return joined(list(find_tiles(sought, judge, score, floor)))


def find_tiles(
    sought: Sought, judge: Judge, score: Callable[[Indices, Indices], Scores], floor: int = 0
) -> Iterator[Plausible]:
    """The same pairs in lots of whole newcomers."""
    for citizens, newcomers in _allowed(sought, judge):
        yield _measure(citizens, newcomers, score, floor)


def take_nearest(plausible: Plausible, nearest: int) -> Flags:
    """Whether a pair is among the nearest of its newcomer or of its citizen, or no further than these to a step."""
    steps = plausible.scores * STEPS // (int(plausible.scores.max(initial=0)) + 1)
    kept: Flags = _are_nearest(plausible.newcomers, steps, nearest) | _are_nearest(
        plausible.citizens, steps, nearest
    )
    return kept


def _are_nearest(people: Indices, steps: Indices, nearest: int) -> Flags:
    """Of each person's pairs, those of the highest steps, as many steps as it takes to have enough."""
    count = int(people.max(initial=0)) + 1
    held = np.bincount(people * STEPS + steps, minlength=count * STEPS).reshape(count, STEPS)
    as_high = held[:, ::-1].cumsum(axis=1)[:, ::-1]
    lowest = np.maximum((as_high >= nearest).sum(axis=1) - 1, 0)
    kept: Flags = steps >= lowest[people]
    return kept


def _measure(
    citizens: Indices, newcomers: Indices, score: Callable[[Indices, Indices], Scores], floor: int
) -> Plausible:
    found = Plausible(citizens, newcomers, score(citizens, newcomers))
    kept = found.scores >= floor
    return found if kept.all() else found.keep(kept)


def _allowed(sought: Sought, judge: Judge) -> Iterator[tuple[Indices, Indices]]:
    if len(sought.citizens) * len(sought.newcomers) <= SMALL or sought.reach is None:
        yield from _blocks(sought, judge)
    else:
        yield from _within_reach(sought, sought.reach, judge)


def _blocks(sought: Sought, judge: Judge) -> Iterator[tuple[Indices, Indices]]:
    height = max(1, TILE // max(1, len(sought.citizens)))
    for start in range(0, len(sought.newcomers), height):
        yield judge.block(sought.citizens, sought.newcomers[start : start + height])


def _within_reach(sought: Sought, reach: Located, judge: Judge) -> Iterator[tuple[Indices, Indices]]:
    found = _Radius(sought, reach)
    for rows in found.tiles():
        yield judge.sift(*found.pairs(rows))


class _Radius:
    """A radius search over the citizens' places, each pair going as far as both will travel.

    Citizens who go equally far share a tree; where many distances are named, nearby ones share the longest of them.
    """

    def __init__(self, sought: Sought, reach: Located) -> None:
        here, self.there = reach.points(Role.CITIZEN), reach.points(Role.NEWCOMER)
        self.citizens, self.newcomers = sought.citizens, sought.newcomers
        self.radius = reach.limits(Role.NEWCOMER) + MARGIN
        known = here.answered[sought.citizens]
        self.anywhere = np.flatnonzero(~known)
        limits = reach.limits(Role.CITIZEN)[sought.citizens]
        self.trees = [
            (limit, people, KDTree(_coordinates(here, self.citizens[people])))
            for limit, people in by_limit(np.flatnonzero(known), limits)
        ]

    def tiles(self) -> Iterator[Indices]:
        """Newcomers in runs whose pairs, at worst, fill one tile."""
        height = max(1, TILE // max(1, len(self.citizens)))
        for start in range(0, len(self.newcomers), height):
            yield self.newcomers[start : start + height]

    def pairs(self, rows: Indices) -> tuple[Indices, Indices]:
        """Every citizen within reach of each newcomer, in the order (newcomer, citizen)."""
        table = np.zeros((len(rows), len(self.citizens)), dtype=bool)
        known = self.there.answered[rows]
        table[~known] = True
        table[:, self.anywhere] = True
        if known.any():
            self._mark_near(table, rows, np.flatnonzero(known))
        row, column = np.nonzero(table)
        return self.citizens[column], rows[row]

    def _mark_near(self, table: Flags, rows: Indices, known: Indices) -> None:
        points, radius = _coordinates(self.there, rows[known]), self.radius[rows[known]]
        for limit, people, tree in self.trees:
            near = tree.query_radius(points, np.minimum(radius, limit + MARGIN))
            table[np.repeat(known, [len(places) for places in near]), people[np.concatenate(near)]] = True


def _coordinates(points: Points, people: Indices) -> Floats:
    return np.stack([axis[people] for axis in points.axes], axis=1)
