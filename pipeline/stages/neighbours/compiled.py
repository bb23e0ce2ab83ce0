"""The compiled search: the same pairs and scores as the search by arrays, from machine code, a chunk at a time.

Chunks of newcomers go through joblib, so that whatever backend the caller has chosen (`joblib.parallel_config`)
shares them out: threads, processes, other machines. The order of chunks decides the result, not who is ready first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from joblib import Parallel, delayed

from pipeline.kinds.arrays import Floats, Indices
from pipeline.kinds.compiled import Cells, Hunt, hunt_down
from pipeline.kinds.encoding import encode_lines
from pipeline.kinds.place import Located
from pipeline.stages.neighbours.plausible import Plausible, Sought, Terms, joined
from pipeline.vocabulary.people import Role

CHUNKS = 64
ROOM = 1 << 20  # pairs that one piece of work holds before they are handed on
CELL_KM = 8.0
MARGIN = 1e-6  # kilometres by which the search is wider than the rule, which then decides
LOWEST = -(2**62)


def hunt_plausible(sought: Sought, terms: Terms, floor: int = 0) -> Plausible:
    """Every pair that the rules allow and that scores at least `floor`, in the order (newcomer, citizen)."""
    return joined(list(hunt_tiles(sought, terms, floor)))


def hunt_tiles(sought: Sought, terms: Terms, floor: int = 0) -> Iterator[Plausible]:
    """The same pairs in lots of whole newcomers."""
    hunt = _prepare(sought, terms, LOWEST if terms.add else floor)
    chunks = np.array_split(sought.newcomers, min(CHUNKS, max(1, len(sought.newcomers))))
    for tiles in Parallel(return_as="generator")(delayed(hunt_rows)(hunt, rows) for rows in chunks):
        for tile in tiles:
            yield _finish(tile, terms, floor)


def hunt_rows(hunt: Hunt, rows: Indices) -> list[Plausible]:
    """The pairs of some newcomers."""
    room = max(ROOM, len(hunt.cells.members))
    arrays = [np.empty(room, dtype=np.int64) for _ in range(3)]
    found = []
    while len(rows):
        done, filled = hunt_down(hunt, rows, *arrays)
        found.append(Plausible(*(array[:filled].copy() for array in arrays)))
        rows = rows[done:]
    return found


def _finish(tile: Plausible, terms: Terms, floor: int) -> Plausible:
    """What machine code does not know is asked of the pairs that it left."""
    if terms.stops:
        tile = tile.keep(~terms.stops(tile.citizens, tile.newcomers))
    if not terms.add:
        return tile
    scores = tile.scores + terms.add(tile.citizens, tile.newcomers)
    return Plausible(tile.citizens, tile.newcomers, scores).keep(scores >= floor)


def _prepare(sought: Sought, terms: Terms, floor: int) -> Hunt:
    rules, criteria = (encode_lines(lines, *terms.people) for lines in (terms.rules, terms.criteria))
    return Hunt(rules, criteria, _cells(sought, terms.people[1]), floor, terms.base)


def _cells(sought: Sought, newcomers: int) -> Cells:
    """Citizens by the square of the map where they live, so that whole squares out of reach are passed over.

    Those whose place is unknown, or all where nobody asks how far it is, stand in a square that is everywhere.
    """
    if sought.reach is None:
        points, there = np.full((len(sought.citizens), 3), np.nan), np.zeros((newcomers, 3))
        return Cells(*_squares(points, sought.citizens), there, np.full(newcomers, np.inf))
    here, there = (np.stack(sought.reach.points(role).axes, axis=1) for role in (Role.CITIZEN, Role.NEWCOMER))
    return Cells(*_squares(here[sought.citizens], sought.citizens), there, _radius(sought.reach))


def _squares(points: Floats, citizens: Indices) -> tuple[Floats, Floats, Indices, Indices]:
    """Each square's centre, how far its people are from it, where its people begin, and all people by square."""
    known = ~np.isnan(points[:, 2])
    placed = np.where(known[:, None], points, 0.0)
    named = np.column_stack([known, np.floor(placed / CELL_KM)])
    squares, which, counts = np.unique(named, axis=0, return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    centres = (
        np.stack([np.bincount(which, axis, len(squares)) for axis in placed.T], axis=1) / counts[:, None]
    )
    apart = np.sqrt(((placed - centres[which]) ** 2).sum(axis=1)) + MARGIN
    spread = np.zeros(len(squares))
    np.maximum.at(spread, which, np.where(known, apart, np.inf))
    return centres, spread, np.append(0, np.cumsum(counts)), citizens[np.argsort(which, kind="stable")]


def _radius(reach: Located) -> Floats:
    most = reach.limits(Role.CITIZEN).max(initial=0.0)
    asked = np.minimum(reach.limits(Role.NEWCOMER), most) + MARGIN
    return np.where(reach.points(Role.NEWCOMER).answered, asked, np.inf)
