"""Compiled: plans and columns come in; the allowed pairs of some newcomers, with their scores, leave.

The same operations on the same numbers in the same order as the methods of the kinds: the same pairs, the same whole
scores. Arrays have no people's names, only bits, numbers and places. Loops are over many people at once, and short:
the processor takes several at a time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from pipeline.kinds.arrays import WORD
from pipeline.kinds.encoding import (
    ACROSS,
    ASKS,
    BOUNDS,
    CLASH,
    CODE,
    DIFFERENCE,
    FLAGS,
    LIKENESS,
    MASKS,
    NO_TABLE,
    NUMBERS,
    PLACE,
    PLACES,
    PROFILE,
    PROTECTIVE,
    SCALE,
    SETS,
    TABLE,
    WIDTH,
    WISH,
    WORDS,
    Encoded,
    Plan,
)
from pipeline.kinds.machine import compiled

Whole = NDArray[np.int64]
Marks = NDArray[np.uint8]

NEUTRAL = 0.5
LOWEST = -(2**62)
NOBODY = -1
BLOCK = 2048  # citizens looked at together: what is known of them stays in the fastest memory


class Land(NamedTuple):
    """Citizens by where they live on the map: lot by lot, each of those who travel about as far; in a lot, slab by slab,
    a band so many kilometres high; in a slab, from west to east.

    Columns stand in the order of `members`, so that neighbours on the map are neighbours in memory. Those whose place
    is not known come first, outside all lots.

    unknown: how many these are; limits: how far each lot travels at most; lots: where its slabs begin; slabs: their
    numbers; starts: where their members begin; east: of each member.
    there: how far east and north each newcomer lives; radius: how far each of them is searched for, without end where
    that is not known.
    """

    unknown: int
    limits: NDArray[np.float64]
    height: float
    lots: Whole
    slabs: Whole
    starts: Whole
    members: Whole
    east: NDArray[np.float64]
    there: NDArray[np.float64]
    radius: NDArray[np.float64]


class Hunt(NamedTuple):
    """Everything that a search needs: what forbids, what scores, where to look, and which scores to keep.

    base: the score that every pair begins with; banned: whom each newcomer was refused, from `bans` on.
    """

    rules: Encoded
    criteria: Encoded
    land: Land
    floor: int
    base: int
    bans: Whole
    banned: Whole


class Block(NamedTuple):
    """A newcomer, and citizens who may be in reach: runs of neighbours, from the first to before the last; how many."""

    newcomer: int
    first: int
    last: int
    size: int


class Coded(NamedTuple):
    """A line of a plan as plain numbers: the comparison, where its columns begin, its bound as a rule and as a criterion, its share."""

    kind: int
    word: int
    width: int
    number: int
    flag: int
    place: int
    table: int
    across: int
    mask: int
    protective: int
    asks: int
    limit: float
    most: float
    share: float


class Desk(NamedTuple):
    """Room to work in: where runs begin and end; of each citizen in a block, how near, what is missing, marked, stopped,
    the score, and what it leaves above a price.

    row: a bit for each citizen, and what they are worth by code, to tell them in that order.
    best: what the best of a newcomer leave.
    """

    begins: Whole
    ends: Whole
    near: NDArray[np.float64]
    missing: Marks
    marked: Marks
    stopped: Marks
    worth: Whole
    left: Whole
    row: NDArray[np.uint64]
    by_code: Whole
    best: Whole


def _count_bits(_context: Any, _word: Any) -> Any:
    """How many bits of a word are set, by the processor's own instruction."""

    def generate(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


_bits: Any = intrinsic(_count_bits)


@compiled
def _share(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """How many options each of them shares with the newcomer."""
    desk.near[: block.size] = 0.0
    for word in range(line.word, line.word + line.width):
        _add_bits(code.here.words[word], code.there.words[word, block.newcomer], block, desk)


@compiled
def _add_bits(column: Any, there: int, block: Block, desk: Desk) -> None:
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            near[place] += float(_bits(here[place] & there))
        done += len(here)


@compiled
def _weigh(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """The weight of what they share: one for each option, and one more for each step of its rarity."""
    _share(code, line, block, desk)
    for step in range(int(line.most) * line.width):
        word = line.word + step % line.width
        there = code.there.words[word, block.newcomer] & code.plan.masks[line.mask + step]
        if there:
            _add_bits(code.here.words[word], there, block, desk)


@compiled
def _measure(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """How many kilometres away they live."""
    if line.table == NO_TABLE:
        _measure_points(code, line.number + 1, block, desk)
    else:
        row = code.plan.table[line.table + code.there.places[line.place, block.newcomer] :]
        _look_up(row, code.here.places[line.place], line.across, block, desk)


@compiled
def _look_up(table: Any, column: Any, across: int, block: Block, desk: Desk) -> None:
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            near[place] = table[here[place] * across]
        done += len(here)


@compiled
def _measure_points(code: Encoded, axis: int, block: Block, desk: Desk) -> None:
    done, there = 0, code.there.numbers
    x_there, y_there, z_there = (
        there[axis, block.newcomer],
        there[axis + 1, block.newcomer],
        there[axis + 2, block.newcomer],
    )
    for run in range(block.first, block.last):
        start, stop = desk.begins[run], desk.ends[run]
        near = desk.near[done : done + stop - start]
        x_here, y_here, z_here = (
            code.here.numbers[axis, start:stop],
            code.here.numbers[axis + 1, start:stop],
            code.here.numbers[axis + 2, start:stop],
        )
        for place in range(stop - start):
            x, y, z = x_here[place] - x_there, y_here[place] - y_there, z_here[place] - z_there
            near[place] = np.sqrt(x * x + y * y + z * z)
        done += stop - start


@compiled
def _part(column: Any, there: float, block: Block, desk: Desk) -> None:
    """How far apart the two numbers are."""
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            near[place] = abs(here[place] - there)
        done += len(here)


@compiled
def _exceed_by(column: Any, there: float, block: Block, desk: Desk) -> None:
    """How much the one number exceeds the other: one of the two stands below nought."""
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            near[place] = here[place] + there
        done += len(here)


@compiled
def _rate(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """How near the numbers are on average, and whether there is none that both gave."""
    first, last, done = line.number, line.number + line.width, 0
    for run in range(block.first, block.last):
        for place in range(desk.begins[run], desk.ends[run]):
            total, known = 0.0, 0.0
            for number in range(first, last):
                apart = abs(code.here.numbers[number, place] - code.there.numbers[number, block.newcomer])
                if not np.isnan(apart):
                    total += 1.0 - min(apart / line.most, 1.0)
                    known += 1.0
            desk.near[done] = total / max(known, 1.0)
            desk.missing[done] = known == 0.0
            done += 1


@compiled
def _mark(code: Encoded, flag: int, block: Block, desk: Desk, marks: Marks) -> None:
    """Who has the flag; everybody, where the newcomer has it."""
    column, there, done = code.here.flags[flag], code.there.flags[flag, block.newcomer], 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        for place in range(len(here)):
            marks[done + place] = here[place] | there
        done += len(here)


@compiled
def _ask(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """Whose answer is missing, where it matters; and who is outside the bounds, or has no wish."""
    if line.asks:
        _mark(code, line.flag, block, desk, desk.missing)
    if line.kind in (BOUNDS, WISH):
        _mark(code, line.flag + 1, block, desk, desk.marked)
    if line.kind == WISH and line.asks:
        _excuse(desk, block.size)


@compiled
def _excuse(desk: Desk, count: int) -> None:
    """Who has no wish need not answer, nor be answered."""
    missing, marked = desk.missing[:count], desk.marked[:count]
    for place in range(count):
        missing[place] &= 1 - marked[place]


@compiled
def _lay_out(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """What the comparison is about: kilometres, the difference of two numbers, or how many options are shared."""
    _ask(code, line, block, desk)
    if line.kind == PLACE:
        _measure(code, line, block, desk)
    elif line.kind == SCALE:
        _part(code.here.numbers[line.number], code.there.numbers[line.number, block.newcomer], block, desk)
    elif line.kind == DIFFERENCE:
        _exceed_by(
            code.here.numbers[line.number], code.there.numbers[line.number, block.newcomer], block, desk
        )
    elif line.kind == PROFILE:
        _rate(code, line, block, desk)
    elif line.kind != BOUNDS:
        _share(code, line, block, desk)


@compiled
def _stop(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """Those whom the rule stops."""
    _lay_out(code, line, block, desk)
    _mark_broken(code, line, block, desk)
    _add_stopped(line.protective != 0 and line.asks != 0, desk, block.size)


@compiled
def _add_stopped(is_strict: bool, desk: Desk, count: int) -> None:
    """Those whom the rule stops now; where it is strict, those whose answer is missing, too."""
    stopped, marked, missing = desk.stopped[:count], desk.marked[:count], desk.missing[:count]
    if is_strict:
        for place in range(count):
            stopped[place] |= missing[place]
    for place in range(count):
        stopped[place] |= marked[place]


@compiled
def _mark_broken(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    kind = line.kind
    if kind in (CLASH, SCALE, SETS):
        _stop_beyond(kind == SETS, line.limit, desk, block.size)
    elif kind == PLACE:
        there = code.there.numbers[line.number, block.newcomer]
        _stop_far(code.here.numbers[line.number], there, block, desk)
    elif kind == LIKENESS:
        _stop_unlike(code, line, block, desk)
    elif kind == DIFFERENCE:
        low = code.there.numbers[line.number + 1, block.newcomer]
        high = code.there.numbers[line.number + 2, block.newcomer]
        _stop_outside(low, high, desk, block.size)
    elif kind != BOUNDS:
        _stop_unmet(line, desk, block.size)


@compiled
def _stop_unmet(line: Coded, desk: Desk, count: int) -> None:
    """A wish that is known and not met; numbers that are too far apart on average."""
    marked, missing, near = desk.marked[:count], desk.missing[:count], desk.near[:count]
    if line.kind == WISH:
        for place in range(count):
            marked[place] = (marked[place] == 0) & (near[place] == 0.0)
    else:
        for place in range(count):
            marked[place] = near[place] < line.limit
    if line.asks:
        for place in range(count):
            marked[place] &= missing[place] == 0


@compiled
def _stop_beyond(is_least: bool, limit: float, desk: Desk, count: int) -> None:
    marked, near = desk.marked[:count], desk.near[:count]
    if is_least:
        for place in range(count):
            marked[place] = near[place] < limit
    else:
        for place in range(count):
            marked[place] = near[place] > limit


@compiled
def _stop_outside(low: float, high: float, desk: Desk, count: int) -> None:
    marked, near = desk.marked[:count], desk.near[:count]
    for place in range(count):
        marked[place] = (near[place] < low) | (near[place] > high)


@compiled
def _stop_far(column: Any, there: float, block: Block, desk: Desk) -> None:
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near, marked = desk.near[done : done + len(here)], desk.marked[done : done + len(here)]
        for place in range(len(here)):
            marked[place] = (near[place] > here[place]) | (near[place] > there)
        done += len(here)


@compiled
def _stop_unlike(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    there, done = code.there.numbers[line.number, block.newcomer], 0
    for run in range(block.first, block.last):
        here = code.here.numbers[line.number, desk.begins[run] : desk.ends[run]]
        near, marked = desk.near[done : done + len(here)], desk.marked[done : done + len(here)]
        for place in range(len(here)):
            marked[place] = near[place] < line.limit * max(here[place] + there - near[place], 1.0)
        done += len(here)


@compiled
def _compare(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    """How near each of them is, in this respect."""
    _lay_out(code, line, block, desk)
    kind = line.kind
    if kind in (PLACE, SCALE):
        _compare_apart(kind == PLACE and line.most <= 0, line.most, desk, block.size)
    elif kind in (CLASH, SETS):
        there = code.there.numbers[line.number, block.newcomer]
        _compare_shared(code.here.numbers[line.number], there, block, desk)
        _turn_round(kind == CLASH, desk, block.size)
    elif kind == LIKENESS:
        _compare_likes(code, line, block, desk)
    elif kind == DIFFERENCE:
        _compare_outside(code, line, block, desk)
    elif kind in (BOUNDS, WISH):
        _compare_marks(kind == WISH, desk, block.size)


@compiled
def _compare_shared(column: Any, there: float, block: Block, desk: Desk) -> None:
    """What is shared, out of so much: one of the two is one."""
    done = 0
    for run in range(block.first, block.last):
        here = column[desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            near[place] /= here[place] * there
        done += len(here)


@compiled
def _turn_round(is_clash: bool, desk: Desk, count: int) -> None:
    if is_clash:
        near = desk.near[:count]
        for place in range(count):
            near[place] = 1.0 - near[place]


@compiled
def _compare_outside(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    low = code.there.numbers[line.number + 1, block.newcomer]
    high = code.there.numbers[line.number + 2, block.newcomer]
    near = desk.near[: block.size]
    for place in range(block.size):
        near[place] = 1.0 - max(low - near[place], near[place] - high, 0.0) / line.most


@compiled
def _compare_apart(is_same: bool, most: float, desk: Desk, count: int) -> None:
    near = desk.near[:count]
    if is_same:
        for place in range(count):
            near[place] = 1.0 if near[place] <= 0 else 0.0
    else:
        for place in range(count):
            near[place] = 1.0 - near[place] / most


@compiled
def _compare_marks(is_wish: bool, desk: Desk, count: int) -> None:
    """A wish is met where there is none or something is shared; bounds are met where nobody is outside."""
    for place in range(count):
        marked = desk.marked[place] != 0
        desk.near[place] = 1.0 if marked == is_wish or (is_wish and desk.near[place] > 0.0) else 0.0


@compiled
def _compare_likes(code: Encoded, line: Coded, block: Block, desk: Desk) -> None:
    _weigh(code, line, block, desk)
    there, done = code.there.numbers[line.number + 1, block.newcomer], 0
    for run in range(block.first, block.last):
        here = code.here.numbers[line.number + 1, desk.begins[run] : desk.ends[run]]
        near = desk.near[done : done + len(here)]
        for place in range(len(here)):
            both = near[place]
            near[place] = both / max(here[place] + there - both, 1.0)
        done += len(here)


@compiled
def _find_runs(land: Land, newcomer: int, desk: Desk) -> Any:
    """Where each run of citizens who may be in reach begins and ends; how many runs there are."""
    if np.isinf(land.radius[newcomer]):
        return _add_run(0, len(land.members), 0, desk)
    count, north = _add_run(0, land.unknown, 0, desk), land.there[newcomer, 1]
    for lot in range(len(land.limits)):
        radius = min(land.radius[newcomer], land.limits[lot])
        slabs = land.slabs[land.lots[lot] : land.lots[lot + 1]]
        lowest, highest = np.floor((north - radius) / land.height), np.floor((north + radius) / land.height)
        first = land.lots[lot] + np.searchsorted(slabs, lowest)
        last = land.lots[lot] + np.searchsorted(slabs, highest, side="right")
        for slab in range(first, last):
            start, stop = _cross(land, slab, newcomer, radius)
            count = _add_run(start, stop, count, desk)
    return count


@compiled
def _cross(land: Land, slab: int, newcomer: int, radius: float) -> Any:
    """Where the newcomer's circle enters a slab, and where it leaves it."""
    east, north, bottom = land.there[newcomer, 0], land.there[newcomer, 1], land.slabs[slab] * land.height
    away = max(bottom - north, north - bottom - land.height, 0.0)
    half = np.sqrt(max(radius * radius - away * away, 0.0))
    start, stop = land.starts[slab], land.starts[slab + 1]
    inside = land.east[start:stop]
    return (
        start + np.searchsorted(inside, east - half),
        start + np.searchsorted(inside, east + half, side="right"),
    )


@compiled
def _add_run(first: int, last: int, count: int, desk: Desk) -> Any:
    """One more run, in pieces that fit into a block."""
    while first < last:
        desk.begins[count], desk.ends[count] = first, min(first + BLOCK, last)
        first, count = first + BLOCK, count + 1
    return count


@compiled
def _next_block(newcomer: int, first: int, count: int, desk: Desk) -> Any:
    """As many of the runs, from the first on, as fit into a block."""
    last, size = first, 0
    while last < count and size + desk.ends[last] - desk.begins[last] <= BLOCK:
        size += desk.ends[last] - desk.begins[last]
        last += 1
    return Block(newcomer, first, last, size)


@compiled
def _read_line(plan: Plan, number: int) -> Any:
    """A line of the plan as plain numbers."""
    said, limits = plan.lines[number], plan.limits[number]
    return Coded(
        said[CODE],
        said[WORDS],
        said[WIDTH],
        said[NUMBERS],
        said[FLAGS],
        said[PLACES],
        said[TABLE],
        said[ACROSS],
        said[MASKS],
        said[PROTECTIVE],
        said[ASKS],
        limits[0],
        limits[1],
        limits[2],
    )


@compiled
def _is_free(code: Encoded, line: Coded, newcomer: int) -> Any:
    """Whether the newcomer has no wish where this rule is about one: then it stops nobody."""
    return line.kind == WISH and code.there.flags[line.flag + 1, newcomer] != 0


@compiled
def _judge(hunt: Hunt, block: Block, desk: Desk) -> None:
    """Stop those whom a rule forbids, and those refused before."""
    desk.stopped[: block.size] = 0
    for number in range(len(hunt.rules.plan.lines)):
        line = _read_line(hunt.rules.plan, number)
        if not _is_free(hunt.rules, line, block.newcomer):
            _stop(hunt.rules, line, block, desk)
    for ban in range(hunt.bans[block.newcomer], hunt.bans[block.newcomer + 1]):
        _refuse(hunt.land.members, hunt.banned[ban], block, desk)


@compiled
def _refuse(members: Whole, refused: int, block: Block, desk: Desk) -> None:
    done = 0
    for run in range(block.first, block.last):
        for place in range(desk.begins[run], desk.ends[run]):
            desk.stopped[done] |= members[place] == refused
            done += 1


@compiled
def _score(hunt: Hunt, block: Block, desk: Desk) -> None:
    """The score of everybody in the block; nothing at all for those stopped and those below the floor."""
    desk.worth[: block.size] = hunt.base
    for number in range(len(hunt.criteria.plan.lines)):
        line = _read_line(hunt.criteria.plan, number)
        _compare(hunt.criteria, line, block, desk)
        _add_share(line, desk, block.size)
    _leave_out(hunt.floor, desk, block.size)


@compiled
def _leave_out(floor: int, desk: Desk, count: int) -> None:
    worth, stopped = desk.worth[:count], desk.stopped[:count]
    for place in range(count):
        worth[place] = LOWEST if (stopped[place] != 0) | (worth[place] < floor) else worth[place]


@compiled
def _add_share(line: Coded, desk: Desk, count: int) -> None:
    """The criterion's share of the score, by how near they are; half of it where that is not known."""
    worth, near, missing = desk.worth[:count], desk.near[:count], desk.missing[:count]
    if line.asks:
        for place in range(count):
            near[place] = NEUTRAL if missing[place] != 0 else near[place]
    for place in range(count):
        worth[place] += np.int64(np.rint(min(max(near[place], 0.0), 1.0) * line.share))


def make_desk(hunt: Hunt, most: int = 0) -> Desk:
    """Room for the hunt, to tell so many of each newcomer."""
    codes = int(hunt.land.members.max(initial=-1)) + 1
    runs = np.zeros((2, len(hunt.land.slabs) + len(hunt.land.members) // BLOCK + 2), np.int64)
    marks, whole = np.zeros((3, BLOCK), np.uint8), np.zeros((2, BLOCK), np.int64)
    return Desk(
        begins=runs[0],
        ends=runs[1],
        near=np.zeros(BLOCK),
        missing=marks[0],
        marked=marks[1],
        stopped=marks[2],
        worth=whole[0],
        left=whole[1],
        row=np.zeros(codes // WORD + 1, np.uint64),
        by_code=np.zeros(codes, np.int64),
        best=np.zeros(most, np.int64),
    )


class Pairs(NamedTuple):
    """Room for pairs and their scores."""

    citizens: Whole
    newcomers: Whole
    scores: Whole


@compiled
def hunt_down(hunt: Hunt, rows: Whole, pairs: Pairs, desk: Desk) -> Any:
    """The pairs of the newcomers `rows`, as many whole newcomers as there is room for.

    Returns how many newcomers were done and how many pairs they have.
    """
    filled = 0
    for done in range(len(rows)):
        runs, count = _find_runs(hunt.land, rows[done], desk), 0
        block = _next_block(rows[done], 0, runs, desk)
        while block.size:
            _judge(hunt, block, desk)
            _score(hunt, block, desk)
            count += _enter(hunt.land.members, block, desk)
            block = _next_block(rows[done], block.last, runs, desk)
        if filled + count > len(pairs.scores):
            return done, filled
        _read_row(desk, pairs.citizens[filled:], pairs.scores[filled:])
        pairs.newcomers[filled : filled + count] = rows[done]
        filled += count
    return len(rows), filled


@compiled
def _enter(members: Whole, block: Block, desk: Desk) -> Any:
    """Mark in the row those who are left, with what they are worth; how many they are."""
    count, done = 0, 0
    for run in range(block.first, block.last):
        for place in range(desk.begins[run], desk.ends[run]):
            if desk.worth[done] != LOWEST:
                member = members[place]
                desk.row[member // WORD] |= np.uint64(1) << np.uint64(member % WORD)
                desk.by_code[member] = desk.worth[done]
                count += 1
            done += 1
    return count


@compiled
def _read_row(desk: Desk, citizens: Whole, scores: Whole) -> None:
    """Write down the row in the order of codes, and wipe it."""
    filled = 0
    for word in range(len(desk.row)):
        bits = desk.row[word]
        desk.row[word] = 0
        while bits:
            lowest = bits & (~bits + np.uint64(1))
            member = word * WORD + np.int64(_bits(lowest - np.uint64(1)))
            citizens[filled], scores[filled] = member, desk.by_code[member]
            filled += 1
            bits ^= lowest


class Bar(NamedTuple):
    """Which pairs are worth telling: those whose score less the price of the other exceeds the person's bar.

    prices: in the order of the members of the land; bars: in the order of the persons.
    """

    prices: Whole
    bars: Whole


class Table(NamedTuple):
    """A line for each of some people: the best others, nobody where there are no more, and the scores of these pairs.

    options: how many others each has in all; tops: the most that any of them leaves.
    """

    others: Whole
    scores: Whole
    options: Whole
    tops: Whole


def make_table(people: int, most: int) -> Table:
    """An empty line for each person, with room for so many others."""
    size = (people, most)
    return Table(
        np.full(size, NOBODY), np.zeros(size, np.int64), np.zeros(people, np.int64), np.full(people, LOWEST)
    )


class Shortlist(NamedTuple):
    """The best others of one person: who, their scores, and what they leave, from the most to the least."""

    others: Whole
    scores: Whole
    left: Whole


@compiled
def hunt_best(hunt: Hunt, rows: Whole, bar: Bar, table: Table, desk: Desk) -> None:
    """For each of `rows` the others that exceed the bar most, as many as a line of the table holds."""
    for row in range(len(rows)):
        shortlist = Shortlist(table.others[row], table.scores[row], desk.best)
        desk.best[:] = bar.bars[rows[row]]
        runs = _find_runs(hunt.land, rows[row], desk)
        block = _next_block(rows[row], 0, runs, desk)
        while block.size:
            _judge(hunt, block, desk)
            _score(hunt, block, desk)
            options, top = _price(bar.prices, block, desk)
            table.options[row] += options
            table.tops[row] = max(top, table.tops[row])
            if top > bar.bars[rows[row]]:
                _tell_best(hunt.land.members, block, shortlist, desk)
            block = _next_block(rows[row], block.last, runs, desk)


@compiled
def _price(prices: Whole, block: Block, desk: Desk) -> Any:
    """What each leaves above their price; how many are left, and the most that any of them leaves."""
    options, top, done = 0, LOWEST, 0
    for run in range(block.first, block.last):
        here = prices[desk.begins[run] : desk.ends[run]]
        worth, left = desk.worth[done : done + len(here)], desk.left[done : done + len(here)]
        for place in range(len(here)):
            is_left = worth[place] != LOWEST
            left[place] = worth[place] - here[place] if is_left else LOWEST
            options += is_left
            top = max(top, left[place])
        done += len(here)
    return options, top


@compiled
def _tell_best(members: Whole, block: Block, shortlist: Shortlist, desk: Desk) -> None:
    """Put those who leave more than the last of the shortlist into it; among equals, those whose code is first."""
    done, last = 0, len(shortlist.left) - 1
    for run in range(block.first, block.last):
        here = members[desk.begins[run] : desk.ends[run]]
        left, worth = desk.left[done : done + len(here)], desk.worth[done : done + len(here)]
        for place in range(len(here)):
            cut = shortlist.left[last]
            if left[place] > cut or (left[place] == cut and here[place] < shortlist.others[last]):
                _insert(here[place], left[place], worth[place], shortlist)
        done += len(here)


@compiled
def _insert(member: int, left: int, score: int, shortlist: Shortlist) -> None:
    """One more in the shortlist, in their place; the last one goes."""
    others, scores, most = shortlist
    place = len(most) - 1
    while place > 0 and (most[place - 1] < left or (most[place - 1] == left and others[place - 1] > member)):
        most[place], others[place], scores[place] = most[place - 1], others[place - 1], scores[place - 1]
        place -= 1
    most[place], others[place], scores[place] = left, member, score
