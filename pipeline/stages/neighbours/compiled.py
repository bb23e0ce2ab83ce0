"""The compiled search: the same pairs and scores as the search by arrays, from machine code, a chunk at a time.

Chunks of newcomers go through joblib, so that whatever backend the caller has chosen (`joblib.parallel_config`)
shares them out: threads, processes, other machines. The order of chunks decides the result, not who is ready first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from joblib import Parallel, delayed

from pipeline.kinds.arrays import Floats, Indices
from pipeline.kinds.compiled import (
    LOWEST,
    NOBODY,
    Bar,
    Hunt,
    Land,
    Pairs,
    hunt_best,
    hunt_down,
    make_desk,
    make_table,
)
from pipeline.kinds.encoding import encode_lines
from pipeline.kinds.place import Located
from pipeline.stages.neighbours.plausible import Plausible, Scores, Sought, Terms, by_limit, joined
from pipeline.vocabulary.people import Role

CHUNKS = 64
ROOM = 1 << 20  # pairs that one piece of work holds before they are handed on
SLAB_KM = 8.0
MARGIN = 1e-6  # kilometres by which the search is wider than the rule, which then decides
MORE = 16  # pairs that prices point to, for each newcomer in each round
SCORE_BITS, PERSON_BITS = 21, 21  # twice a perfect pair; two million people on a side
SCORE, PERSON = (1 << SCORE_BITS) - 1, (1 << PERSON_BITS) - 1


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
    room = max(ROOM, len(hunt.land.members))
    pairs, desk = Pairs(*np.empty((3, room), dtype=np.int64)), make_desk(hunt)
    found = []
    while len(rows):
        done, filled = hunt_down(hunt, rows, pairs, desk)
        found.append(Plausible(*(array[:filled].copy() for array in pairs)))
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


def hunt_best_of(search: Search, side: Role, bar: Bar, most: int) -> Best:
    """For each person of one side, the others that exceed the bar most, up to `most` of them."""
    hunt, people = search.side(side)
    bar = bar._replace(prices=bar.prices[hunt.land.members])
    order = _walk(hunt.land, people)
    chunks = np.array_split(people[order], min(CHUNKS, max(1, len(people))))
    parts = list(Parallel()(delayed(hunt_best_rows)(hunt, rows, bar, most) for rows in chunks))
    pairs = joined([part.pairs for part in parts])
    options, tops = np.empty((2, len(people)), dtype=np.int64)
    options[order] = np.concatenate([part.options for part in parts])
    tops[order] = np.concatenate([part.tops for part in parts])
    return Best(pairs if side is Role.NEWCOMER else _turned(pairs), options, tops)


def _walk(land: Land, people: Indices) -> Indices:
    """The order in which those who live near each other follow each other: they look at the same others."""
    east, north = land.there[people].T
    return np.lexsort((east, np.floor(north / land.height)))


def hunt_best_rows(hunt: Hunt, rows: Indices, bar: Bar, most: int) -> Best:
    """The best others of some people."""
    table = make_table(len(rows), most)
    hunt_best(hunt, rows, bar, table, make_desk(hunt, most))
    is_told = table.others != NOBODY
    told = Plausible(table.others[is_told], np.repeat(rows, is_told.sum(axis=1)), table.scores[is_told])
    return Best(told, table.options, table.tops)


def hunt_nearest(search: Search, most: int) -> tuple[Plausible, Indices]:
    """The nearest of every newcomer and of every citizen, and how many others each newcomer has in all."""
    anything = [Bar(np.zeros(size, np.int64), np.full(other, LOWEST)) for size, other in search.sizes]
    mine = hunt_best_of(search, Role.NEWCOMER, anything[0], most)
    theirs = hunt_best_of(search, Role.CITIZEN, anything[1], most)
    return united(mine.pairs, theirs.pairs), mine.options


def hunt_better(search: Search, prices: Scores, bars: Scores) -> Best:
    """For each newcomer the best of those whose score less their price exceeds the newcomer's bar."""
    return hunt_best_of(search, Role.NEWCOMER, Bar(prices, bars), MORE)


def united(one: Plausible, other: Plausible) -> Plausible:
    """The pairs of both, each once, in the order (newcomer, citizen)."""
    packed = np.concatenate([_pack(one), _pack(other)])
    packed.sort()
    packed = packed[np.append(True, packed[1:] != packed[:-1])] if len(packed) else packed
    citizens = (packed >> SCORE_BITS) & PERSON
    return Plausible(citizens, packed >> (SCORE_BITS + PERSON_BITS), packed & SCORE)


def _pack(pairs: Plausible) -> Scores:
    """Each pair and its score as one number, so that sorting moves nothing else."""
    packed: Scores = (pairs.newcomers << PERSON_BITS | pairs.citizens) << SCORE_BITS | pairs.scores
    return packed


def _turned(pairs: Plausible) -> Plausible:
    return Plausible(pairs.newcomers, pairs.citizens, pairs.scores)


@dataclass(frozen=True)
class Best:
    """Some pairs; and for each person of the side that was asked, how many others there are and what the best leaves."""

    pairs: Plausible
    options: Indices
    tops: Scores


@dataclass(frozen=True)
class Search:
    """Both sides of a search, prepared once, to be asked again and again."""

    sought: Sought
    terms: Terms
    floor: int

    @property
    def sizes(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """How many others and how many people, for newcomers and for citizens."""
        citizens, newcomers = self.terms.people
        return (citizens, newcomers), (newcomers, citizens)

    @cached_property
    def sides(self) -> Mapping[Role, tuple[Hunt, Indices]]:
        """The search from the newcomers' side and from the citizens'."""
        return {
            Role.NEWCOMER: (_prepare(self.sought, self.terms, self.floor), self.sought.newcomers),
            Role.CITIZEN: (_prepare(self.sought, self.terms, self.floor, turned=True), self.sought.citizens),
        }

    def side(self, role: Role) -> tuple[Hunt, Indices]:
        """The hunt and the people of one side."""
        return self.sides[role]


def _prepare(sought: Sought, terms: Terms, floor: int, *, turned: bool = False) -> Hunt:
    here, there = terms.people[::-1] if turned else terms.people
    rules, criteria = (
        encode_lines(lines, here, there, turned=turned) for lines in (terms.rules, terms.criteria)
    )
    land = _lay_land(sought, there, Role.CITIZEN if turned else Role.NEWCOMER)
    rules, criteria = (encoded._replace(here=encoded.here.of(land.members)) for encoded in (rules, criteria))
    return Hunt(rules, criteria, land, floor, terms.base, *_bans(terms, there, turned=turned))


def _bans(terms: Terms, people: int, *, turned: bool) -> tuple[Indices, Indices]:
    """Whom each person was refused, in the order of the persons."""
    mine, theirs = terms.refused[::-1] if turned else terms.refused
    order = np.lexsort((theirs, mine))
    return np.searchsorted(mine[order], np.arange(people + 1)), theirs[order]


def _lay_land(sought: Sought, people: int, role: Role) -> Land:
    """The others by where they live on the map, so that whoever is out of reach is passed over."""
    others = sought.citizens if role is Role.NEWCOMER else sought.newcomers
    if sought.reach is None:
        nowhere = np.full((len(others), 3), np.nan)
        return _lay_lots(
            nowhere, np.zeros(len(others)), others, np.zeros((people, 3)), np.full(people, np.inf)
        )
    here, there = (np.stack(sought.reach.points(side).axes, axis=1) for side in (role.other, role))
    limits = sought.reach.limits(role.other)[others]
    return _lay_lots(here[others], limits, others, there, _radius(sought.reach, role))


def _lay_lots(points: Floats, limits: Floats, people: Indices, there: Floats, radius: Floats) -> Land:
    """Those who travel about as far, slab by slab, in each from west to east."""
    known = np.flatnonzero(~np.isnan(points[:, 2]))
    axes = _lay_map(points[known])
    east, north = np.zeros((2, len(people)))
    east[known], north[known] = (points[known] @ axes).T
    lots = list(by_limit(known, limits))
    lot = np.full(len(people), -1)
    for number, (_, those) in enumerate(lots):
        lot[those] = number
    slab = np.floor(north / SLAB_KM).astype(np.int64)
    order = np.lexsort((east, slab, lot))
    unknown = len(people) - len(known)
    lot, slab = lot[order][unknown:], slab[order][unknown:]
    first = np.flatnonzero(np.append(True, (lot[1:] != lot[:-1]) | (slab[1:] != slab[:-1]))[: len(lot)])
    return Land(
        unknown=unknown,
        limits=np.array([limit + MARGIN for limit, _ in lots]),
        height=SLAB_KM,
        lots=np.searchsorted(lot[first], np.arange(len(lots) + 1)),
        slabs=slab[first],
        starts=np.append(first, len(lot)) + unknown,
        members=people[order],
        east=east[order],
        there=there @ axes,
        radius=radius,
    )


def _lay_map(points: Floats) -> Floats:
    """Which way is east, and which way north, in the middle of the points: no two are further apart on this map."""
    middle = points.mean(axis=0) if len(points) else np.zeros(3)
    east = np.array([-middle[1], middle[0], 0.0])
    if not east.any():
        east[1] = 1.0
    north = np.cross(middle, east)
    if not north.any():
        north[2] = 1.0
    return np.stack([east / np.linalg.norm(east), north / np.linalg.norm(north)], axis=1)


def _radius(reach: Located, role: Role) -> Floats:
    most = reach.limits(role.other).max(initial=0.0)
    asked = np.minimum(reach.limits(role), most) + MARGIN
    return np.where(reach.points(role).answered, asked, np.inf)
