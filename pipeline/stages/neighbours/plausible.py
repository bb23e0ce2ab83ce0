"""What a search is given, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.encoding import Line
from pipeline.kinds.place import Located

Scores = NDArray[np.int64]
LOTS = 6  # of people, by how far they travel
NOBODY: Indices = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class Plausible:
    """The pairs that rules allow and whose score reaches the floor, in the order (newcomer, citizen)."""

    citizens: Indices
    newcomers: Indices
    scores: Scores

    def __len__(self) -> int:
        return len(self.scores)

    def keep(self, kept: Flags | Indices) -> Plausible:
        """Only some of the pairs."""
        return Plausible(self.citizens[kept], self.newcomers[kept], self.scores[kept])


@dataclass(frozen=True)
class Sought:
    """Who is compared with whom: the positions on each side, and the travel rule if there is one."""

    citizens: Indices
    newcomers: Indices
    reach: Located | None = None


@dataclass(frozen=True)
class Terms:
    """What allows and what scores: lines for machine code, and functions for what machine code does not know.

    people: how many citizens and newcomers the columns hold; stops: whether any other rule stops a pair; add: what
    all other criteria add; base: what every score begins with; refused: citizens and newcomers of pairs turned down.
    """

    people: tuple[int, int]
    rules: Sequence[Line]
    criteria: Sequence[Line]
    stops: Callable[[Indices, Indices], Flags] | None = None
    add: Callable[[Indices, Indices], Scores] | None = None
    base: int = 0
    refused: tuple[Indices, Indices] = (NOBODY, NOBODY)


def joined(tiles: Sequence[Plausible]) -> Plausible:
    """Several lots of pairs, one after the other."""
    if not tiles:
        return Plausible(NOBODY, NOBODY, NOBODY.astype(np.int64))
    return Plausible(
        *(
            np.concatenate([getattr(tile, part) for tile in tiles])
            for part in ("citizens", "newcomers", "scores")
        )
    )


def by_limit(people: Indices, limits: Floats) -> Iterator[tuple[float, Indices]]:
    """The people in a few lots by how far they go, and the furthest that anybody of a lot goes."""
    steps, which = np.unique(limits[people], return_inverse=True)
    for lot in np.array_split(np.arange(len(steps)), min(LOTS, max(1, len(steps)))):
        if len(lot):
            yield float(steps[lot[-1]]), people[np.isin(which, lot)]
