"""Compiled: plans and columns come in; the allowed pairs of some newcomers, with their scores, leave.

The optional extra `scale`: numba turns this into machine code. The same operations on the same numbers in the same
order as the methods of the kinds, without any of the shortcuts that compilers may take with fractions: the same
pairs, the same whole scores. Arrays have no people's names, only bits, numbers and places.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from pipeline.kinds.encoding import (
    ACROSS,
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
)

Found = NDArray[np.int64]
Marks = NDArray[np.uint8]
Table = NDArray[np.int64]

NEUTRAL = 0.5
LOWEST = -(2**62)

compiled = njit(nogil=True, cache=True)


class Cells(NamedTuple):
    """Citizens by where they live: each cell's centre and how far its people are from it; who is in which cell.

    Columns stand in the order of `members`, so that neighbours in space are neighbours in memory.

    there: the newcomers' points; radius: how far each of them is searched for, without end where it is not known.
    """

    centres: NDArray[np.float64]
    spread: NDArray[np.float64]
    starts: NDArray[np.int64]
    members: NDArray[np.int64]
    there: NDArray[np.float64]
    radius: NDArray[np.float64]


class Hunt(NamedTuple):
    """Everything that a search needs: what forbids, what scores, where to look, and which scores to keep.

    base: the score that every pair begins with; banned: whom each newcomer was refused, from `bans` on.
    """

    rules: Encoded
    criteria: Encoded
    cells: Cells
    floor: int
    base: int
    bans: Found
    banned: Found


class Desk(NamedTuple):
    """Room to work in: the citizens found, and for each of them how near, what is missing, marked and stopped."""

    found: Found
    near: NDArray[np.float64]
    missing: NDArray[np.uint8]
    marked: NDArray[np.uint8]
    worth: Found


def _count_bits(_context: Any, _word: Any) -> Any:
    """How many bits of a word are set, by the processor's own instruction."""

    def generate(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


_bits: Any = intrinsic(_count_bits)


@compiled
def _share(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How many options each of those found shares with the newcomer."""
    found, near = desk.found[:count], desk.near[:count]
    near[:] = 0.0
    first = code.plan.lines[line, WORDS]
    for word in range(first, first + code.plan.lines[line, WIDTH]):
        here, there = code.here.words[word], code.there.words[word, newcomer]
        for place in range(count):
            near[place] += float(_bits(here[found[place]] & there))


@compiled
def _weigh(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """The weight of what they share: one for each option, and one more for each step of its rarity."""
    _share(code, line, newcomer, desk, count)
    found, near = desk.found[:count], desk.near[:count]
    first, width, mask = (
        code.plan.lines[line, WORDS],
        code.plan.lines[line, WIDTH],
        code.plan.lines[line, MASKS],
    )
    for step in range(int(code.plan.limits[line, 1]) * width):
        word = first + step % width
        here, there = code.here.words[word], code.there.words[word, newcomer] & code.plan.masks[mask + step]
        for place in range(count):
            near[place] += float(_bits(here[found[place]] & there))


@compiled
def _measure(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How many kilometres away they live."""
    found, near = desk.found[:count], desk.near[:count]
    table, places = code.plan.lines[line, TABLE], code.plan.lines[line, PLACES]
    if table == NO_TABLE:
        _measure_points(code, line, newcomer, desk, count)
        return
    here, across = code.here.places[places], code.plan.lines[line, ACROSS]
    first = table + code.there.places[places, newcomer]
    for place in range(count):
        near[place] = code.plan.table[first + here[found[place]] * across]


@compiled
def _measure_points(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    found, near = desk.found[:count], desk.near[:count]
    axis = code.plan.lines[line, NUMBERS] + 1
    here, there = code.here.numbers, code.there.numbers
    for place in range(count):
        x = here[axis, found[place]] - there[axis, newcomer]
        y = here[axis + 1, found[place]] - there[axis + 1, newcomer]
        z = here[axis + 2, found[place]] - there[axis + 2, newcomer]
        near[place] = np.sqrt(x * x + y * y + z * z)


@compiled
def _part(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How far apart the two numbers are."""
    number, found = code.plan.lines[line, NUMBERS], desk.found[:count]
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):
        desk.near[place] = abs(here[found[place]] - there)


@compiled
def _exceed_by(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How much the one number exceeds the other: one of the two stands below nought."""
    number, found = code.plan.lines[line, NUMBERS], desk.found[:count]
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):
        desk.near[place] = here[found[place]] + there


@compiled
def _rate(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How near the numbers are on average, and whether there is none that both gave."""
    first, span = code.plan.lines[line, NUMBERS], code.plan.limits[line, 1]
    here, there = code.here.numbers, code.there.numbers
    for place in range(count):
        total, known = 0.0, 0.0
        for number in range(first, first + code.plan.lines[line, WIDTH]):
            apart = abs(here[number, desk.found[place]] - there[number, newcomer])
            if not np.isnan(apart):
                total += 1.0 - min(apart / span, 1.0)
                known += 1.0
        desk.near[place] = total / max(known, 1.0)
        desk.missing[place] = known == 0.0


@compiled
def _mark(code: Encoded, flag: int, newcomer: int, desk: Desk, count: int, marks: Marks) -> None:  # noqa: PLR0913, PLR0917  # one more for where to write
    here, there = code.here.flags[flag], code.there.flags[flag, newcomer]
    for place in range(count):
        marks[place] = here[desk.found[place]] | there


@compiled
def _ask(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """Whose answer is missing, where it matters; and who is outside the bounds, or has no wish."""
    flag, kind = code.plan.lines[line, FLAGS], code.plan.lines[line, CODE]
    # A rule that protects nobody does not care; a criterion, whose share is above nothing, does.
    if code.plan.lines[line, PROTECTIVE] != 0 or code.plan.limits[line, 2] > 0 or kind == WISH:
        _mark(code, flag, newcomer, desk, count, desk.missing)
    if kind in (WISH, BOUNDS):
        _mark(code, flag + 1, newcomer, desk, count, desk.marked)
    if kind == WISH:
        for place in range(count):
            desk.missing[place] &= 1 - desk.marked[place]


@compiled
def _lay_out(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """What the comparison is about: kilometres, the difference of two numbers, or how many options are shared."""
    kind = code.plan.lines[line, CODE]
    _ask(code, line, newcomer, desk, count)
    if kind == PLACE:
        _measure(code, line, newcomer, desk, count)
    elif kind == SCALE:
        _part(code, line, newcomer, desk, count)
    elif kind == DIFFERENCE:
        _exceed_by(code, line, newcomer, desk, count)
    elif kind == PROFILE:
        _rate(code, line, newcomer, desk, count)
    elif kind != BOUNDS:
        _share(code, line, newcomer, desk, count)


@compiled
def _stop(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """Mark those whom the rule stops."""
    _lay_out(code, line, newcomer, desk, count)
    kind = code.plan.lines[line, CODE]
    if kind in (CLASH, SCALE, SETS):
        _stop_beyond(code, line, desk, count)
    elif kind == PLACE:
        _stop_far(code, line, newcomer, desk, count)
    elif kind == LIKENESS:
        _stop_unlike(code, line, newcomer, desk, count)
    elif kind == DIFFERENCE:
        _stop_outside(code, line, newcomer, desk, count)
    elif kind != BOUNDS:
        _stop_unmet(code, line, desk, count)


@compiled
def _stop_unmet(code: Encoded, line: int, desk: Desk, count: int) -> None:
    """A wish that is known and not met; numbers that are too far apart on average."""
    if code.plan.lines[line, CODE] == WISH:
        for place in range(count):
            settled = desk.marked[place] | desk.missing[place]
            desk.marked[place] = settled == 0 and desk.near[place] == 0.0
    else:
        limit = code.plan.limits[line, 0]
        for place in range(count):
            desk.marked[place] = desk.missing[place] == 0 and desk.near[place] < limit


@compiled
def _stop_beyond(code: Encoded, line: int, desk: Desk, count: int) -> None:
    limit = code.plan.limits[line, 0]
    if code.plan.lines[line, CODE] != SETS:
        for place in range(count):
            desk.marked[place] = desk.near[place] > limit
    else:
        for place in range(count):
            desk.marked[place] = desk.near[place] < limit


@compiled
def _stop_outside(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    number = code.plan.lines[line, NUMBERS]
    low, high = code.there.numbers[number + 1, newcomer], code.there.numbers[number + 2, newcomer]
    for place in range(count):
        desk.marked[place] = desk.near[place] < low or desk.near[place] > high


@compiled
def _stop_far(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    number = code.plan.lines[line, NUMBERS]
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):
        desk.marked[place] = desk.near[place] > min(here[desk.found[place]], there)


@compiled
def _stop_unlike(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    number, limit = code.plan.lines[line, NUMBERS], code.plan.limits[line, 0]
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):
        either = here[desk.found[place]] + there - desk.near[place]
        desk.marked[place] = desk.near[place] < limit * max(either, 1.0)


@compiled
def _keep(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> Any:
    """Those of the first `count` found whom this rule does not stop, moved to the front."""
    _stop(code, line, newcomer, desk, count)
    kept, strict = 0, np.uint8(code.plan.lines[line, PROTECTIVE])
    for place in range(count):
        desk.found[kept] = desk.found[place]
        kept += (desk.marked[place] | (desk.missing[place] & strict)) == 0
    return kept


@compiled
def _compare(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    """How near each of those found is, in this respect."""
    _lay_out(code, line, newcomer, desk, count)
    kind = code.plan.lines[line, CODE]
    if kind in (PLACE, SCALE):
        _compare_apart(code, line, desk, count)
    elif kind in (CLASH, SETS):
        _compare_shared(code, line, newcomer, desk, count)
    elif kind == LIKENESS:
        _compare_likes(code, line, newcomer, desk, count)
    elif kind == DIFFERENCE:
        _compare_outside(code, line, newcomer, desk, count)
    elif kind in (BOUNDS, WISH):
        _compare_marks(kind == WISH, desk, count)


@compiled
def _compare_shared(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    number, is_clash = code.plan.lines[line, NUMBERS], code.plan.lines[line, CODE] == CLASH
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):  # one of the two is one
        share = desk.near[place] / (here[desk.found[place]] * there)
        desk.near[place] = 1.0 - share if is_clash else share


@compiled
def _compare_outside(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    number, width = code.plan.lines[line, NUMBERS], code.plan.limits[line, 1]
    low, high = code.there.numbers[number + 1, newcomer], code.there.numbers[number + 2, newcomer]
    for place in range(count):
        more = desk.near[place]
        desk.near[place] = 1.0 - max(low - more, more - high, 0.0) / width


@compiled
def _compare_apart(code: Encoded, line: int, desk: Desk, count: int) -> None:
    most = code.plan.limits[line, 1]
    if code.plan.lines[line, CODE] == PLACE and most <= 0:
        for place in range(count):
            desk.near[place] = 1.0 if desk.near[place] <= 0 else 0.0
    else:
        for place in range(count):
            desk.near[place] = 1.0 - desk.near[place] / most


@compiled
def _compare_marks(is_wish: bool, desk: Desk, count: int) -> None:
    """A wish is met where there is none or something is shared; bounds are met where nobody is outside."""
    for place in range(count):
        marked = desk.marked[place] != 0
        desk.near[place] = 1.0 if marked == is_wish or (is_wish and desk.near[place] > 0.0) else 0.0


@compiled
def _compare_likes(code: Encoded, line: int, newcomer: int, desk: Desk, count: int) -> None:
    _weigh(code, line, newcomer, desk, count)
    number = code.plan.lines[line, NUMBERS] + 1
    here, there = code.here.numbers[number], code.there.numbers[number, newcomer]
    for place in range(count):
        both = desk.near[place]
        desk.near[place] = both / max(here[desk.found[place]] + there - both, 1.0)


@compiled
def _gather(cells: Cells, newcomer: int, desk: Desk) -> Any:
    """The citizens of every cell that may hold somebody within reach."""
    count, radius = 0, cells.radius[newcomer]
    for cell in range(len(cells.spread)):
        x = cells.centres[cell, 0] - cells.there[newcomer, 0]
        y = cells.centres[cell, 1] - cells.there[newcomer, 1]
        z = cells.centres[cell, 2] - cells.there[newcomer, 2]
        if np.isinf(radius) or np.sqrt(x * x + y * y + z * z) - cells.spread[cell] <= radius:
            for place in range(cells.starts[cell], cells.starts[cell + 1]):
                desk.found[count] = place
                count += 1
    return count


@compiled
def _allowed(hunt: Hunt, newcomer: int, desk: Desk) -> Any:
    count = _gather(hunt.cells, newcomer, desk)
    for line in range(len(hunt.rules.plan.lines)):
        count = _keep(hunt.rules, line, newcomer, desk, count)
    members = hunt.cells.members[desk.found[:count]]
    desk.found[:count] = desk.found[:count][np.argsort(members)]
    for ban in range(hunt.bans[newcomer], hunt.bans[newcomer + 1]):
        count = _leave_out(hunt, hunt.banned[ban], desk, count)
    return count


@compiled
def _leave_out(hunt: Hunt, banned: int, desk: Desk, count: int) -> Any:
    kept = 0
    for place in range(count):
        desk.found[kept] = desk.found[place]
        kept += hunt.cells.members[desk.found[place]] != banned
    return kept


@compiled
def _score(hunt: Hunt, newcomer: int, desk: Desk, count: int) -> None:
    desk.worth[:count] = hunt.base
    for line in range(len(hunt.criteria.plan.lines)):
        _compare(hunt.criteria, line, newcomer, desk, count)
        share = hunt.criteria.plan.limits[line, 2]
        for place in range(count):
            near = min(max(desk.near[place], 0.0), 1.0)
            near = NEUTRAL if desk.missing[place] != 0 else near
            desk.worth[place] += np.int64(np.rint(near * share))


@compiled
def _desk(hunt: Hunt) -> Any:
    size = len(hunt.cells.members)
    marks = np.zeros((2, size), np.uint8)
    return Desk(np.empty(size, np.int64), np.empty(size), marks[0], marks[1], np.empty(size, np.int64))


@compiled
def hunt_down(hunt: Hunt, rows: Found, citizens: Found, newcomers: Found, scores: Found) -> Any:
    """The pairs of the newcomers `rows`, as many whole newcomers as have room in the three arrays.

    Returns how many newcomers were done and how many pairs they have.
    """
    desk, filled = _desk(hunt), 0
    for done in range(len(rows)):
        count = _allowed(hunt, rows[done], desk)
        if filled + count > len(scores):
            return done, filled
        _score(hunt, rows[done], desk, count)
        for place in range(count):
            if desk.worth[place] >= hunt.floor:
                citizens[filled], newcomers[filled] = hunt.cells.members[desk.found[place]], rows[done]
                scores[filled] = desk.worth[place]
                filled += 1
    return len(rows), filled


class Bar(NamedTuple):
    """Which pairs are worth telling: those whose score less the price of the other exceeds the person's bar."""

    prices: Found
    bars: Found


@compiled
def hunt_best(hunt: Hunt, rows: Found, bar: Bar, others: Table, scores: Table) -> Any:
    """For each of `rows` the others that exceed the bar most, as many as a line of the tables holds.

    Returns how many stand in each line, how many others there are in all, and the most that any of them leaves.
    """
    desk, left = _desk(hunt), np.empty(len(hunt.cells.members), np.int64)
    told, options, tops = np.zeros((3, len(rows)), np.int64)
    for row in range(len(rows)):
        count = _allowed(hunt, rows[row], desk)
        _score(hunt, rows[row], desk, count)
        count, options[row], tops[row] = _exceed(hunt, bar, rows[row], desk, left[:count])
        told[row] = _tell_best(hunt, desk, left[:count], others[row], scores[row])
    return told, options, tops


@compiled
def _exceed(hunt: Hunt, bar: Bar, person: int, desk: Desk, left: Found) -> Any:
    """Those who exceed the bar, moved to the front, with what they leave."""
    kept, options, top = 0, 0, LOWEST
    for place in range(len(left)):
        if desk.worth[place] >= hunt.floor:
            leaves = desk.worth[place] - bar.prices[hunt.cells.members[desk.found[place]]]
            options, top = options + 1, max(top, leaves)
            if leaves > bar.bars[person]:
                desk.found[kept], desk.worth[kept], left[kept] = desk.found[place], desk.worth[place], leaves
                kept += 1
    return kept, options, top


@compiled
def _tell_best(hunt: Hunt, desk: Desk, left: Found, others: Found, scores: Found) -> Any:
    """The best as they stand; among equals, the first by code."""
    most, told, cut, equals = len(others), 0, LOWEST, 0
    if len(left) > most:
        cut = np.partition(left, len(left) - most)[len(left) - most]
        equals = most - np.sum(left > cut)
    for place in range(len(left)):
        is_equal = left[place] == cut
        if left[place] > cut or (is_equal and equals > 0):
            others[told], scores[told] = hunt.cells.members[desk.found[place]], desk.worth[place]
            told += 1
            equals -= is_equal
    return told
