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

from pipeline.kinds.arrays import WORD
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

Whole = NDArray[np.int64]
Marks = NDArray[np.uint8]

NEUTRAL = 0.5
LOWEST = -(2**62)

compiled = njit(
    nogil=True, cache=True, error_model="numpy"
)  # whoever divides has seen to it that it can be done


class Land(NamedTuple):
    """Citizens by where they live on the map: slab by slab, a band so many kilometres high, from west to east in each.

    Columns stand in the order of `members`, so that neighbours on the map are neighbours in memory. Those whose place
    is not known come first, in a slab of their own.

    slabs: their numbers; east: of each member; there: how far east and north each newcomer lives; radius: how far each
    of them is searched for, without end where that is not known.
    """

    slabs: Whole
    height: float
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


class Window(NamedTuple):
    """A newcomer, and citizens side by side who may be in reach: where they start, and how many."""

    newcomer: int
    start: int
    size: int


class Desk(NamedTuple):
    """Room to work in: of each citizen in a window, how near, what is missing, marked, stopped, and the score.

    row: a bit for each citizen, and what they are worth by code, to tell them in that order.
    best: what the best of a newcomer leave, from the most to the least.
    """

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
def _share(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How many options each of them shares with the newcomer."""
    first = code.plan.lines[line, WORDS]
    desk.near[: window.size] = 0.0
    for word in range(first, first + code.plan.lines[line, WIDTH]):
        _add_bits(code, word, code.there.words[word, window.newcomer], window, desk)


@compiled
def _add_bits(code: Encoded, word: int, there: int, window: Window, desk: Desk) -> None:
    here, near = _columns(code.here.words, word, window), desk.near[: window.size]
    for place in range(window.size):
        near[place] += float(_bits(here[place] & there))


@compiled
def _columns(columns: Any, column: int, window: Window) -> Any:
    """What those in the window have in this column."""
    return columns[column, window.start : window.start + window.size]


@compiled
def _weigh(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """The weight of what they share: one for each option, and one more for each step of its rarity."""
    _share(code, line, window, desk)
    first, width, mask = (
        code.plan.lines[line, WORDS],
        code.plan.lines[line, WIDTH],
        code.plan.lines[line, MASKS],
    )
    for step in range(int(code.plan.limits[line, 1]) * width):
        word = first + step % width
        there = code.there.words[word, window.newcomer] & code.plan.masks[mask + step]
        if there:
            _add_bits(code, word, there, window, desk)


@compiled
def _measure(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How many kilometres away they live."""
    table, places = code.plan.lines[line, TABLE], code.plan.lines[line, PLACES]
    if table == NO_TABLE:
        _measure_points(code, line, window, desk)
        return
    here, across = _columns(code.here.places, places, window), code.plan.lines[line, ACROSS]
    first = table + code.there.places[places, window.newcomer]
    for place in range(window.size):
        desk.near[place] = code.plan.table[first + here[place] * across]


@compiled
def _measure_points(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    axis, numbers, near = code.plan.lines[line, NUMBERS] + 1, code.here.numbers, desk.near[: window.size]
    there = code.there.numbers[axis : axis + 3, window.newcomer].copy()
    x_here, y_here, z_here = (
        _columns(numbers, axis, window),
        _columns(numbers, axis + 1, window),
        _columns(numbers, axis + 2, window),
    )
    x_there, y_there, z_there = there[0], there[1], there[2]
    for place in range(window.size):
        x, y, z = x_here[place] - x_there, y_here[place] - y_there, z_here[place] - z_there
        near[place] = np.sqrt(x * x + y * y + z * z)


@compiled
def _part(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How far apart the two numbers are."""
    number, near = code.plan.lines[line, NUMBERS], desk.near[: window.size]
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):
        near[place] = abs(here[place] - there)


@compiled
def _exceed_by(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How much the one number exceeds the other: one of the two stands below nought."""
    number, near = code.plan.lines[line, NUMBERS], desk.near[: window.size]
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):
        near[place] = here[place] + there


@compiled
def _rate(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How near the numbers are on average, and whether there is none that both gave."""
    first, span = code.plan.lines[line, NUMBERS], code.plan.limits[line, 1]
    here, there = code.here.numbers, code.there.numbers
    for place in range(window.size):
        total, known = 0.0, 0.0
        for number in range(first, first + code.plan.lines[line, WIDTH]):
            apart = abs(here[number, window.start + place] - there[number, window.newcomer])
            if not np.isnan(apart):
                total += 1.0 - min(apart / span, 1.0)
                known += 1.0
        desk.near[place] = total / max(known, 1.0)
        desk.missing[place] = known == 0.0


@compiled
def _mark(code: Encoded, flag: int, window: Window, marks: Marks) -> None:
    here, there = _columns(code.here.flags, flag, window), code.there.flags[flag, window.newcomer]
    for place in range(window.size):
        marks[place] = here[place] | there


@compiled
def _ask(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """Whose answer is missing, where it matters; and who is outside the bounds, or has no wish."""
    flag, kind = code.plan.lines[line, FLAGS], code.plan.lines[line, CODE]
    missing, marked = desk.missing[: window.size], desk.marked[: window.size]
    # A rule that protects nobody does not care; a criterion, whose share is above nothing, does.
    if code.plan.lines[line, PROTECTIVE] != 0 or code.plan.limits[line, 2] > 0 or kind == WISH:
        _mark(code, flag, window, missing)
    if kind in (WISH, BOUNDS):
        _mark(code, flag + 1, window, marked)
    if kind == WISH:
        for place in range(window.size):
            missing[place] &= 1 - marked[place]


@compiled
def _lay_out(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """What the comparison is about: kilometres, the difference of two numbers, or how many options are shared."""
    kind = code.plan.lines[line, CODE]
    _ask(code, line, window, desk)
    if kind == PLACE:
        _measure(code, line, window, desk)
    elif kind == SCALE:
        _part(code, line, window, desk)
    elif kind == DIFFERENCE:
        _exceed_by(code, line, window, desk)
    elif kind == PROFILE:
        _rate(code, line, window, desk)
    elif kind != BOUNDS:
        _share(code, line, window, desk)


@compiled
def _stop(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """Those whom the rule stops."""
    _lay_out(code, line, window, desk)
    _mark_broken(code, line, window, desk)
    stopped, marked, missing = desk.stopped[: window.size], desk.marked, desk.missing
    strict = np.uint8(code.plan.lines[line, PROTECTIVE])
    for place in range(window.size):
        stopped[place] |= marked[place] | (missing[place] & strict)


@compiled
def _mark_broken(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    kind = code.plan.lines[line, CODE]
    if kind in (CLASH, SCALE, SETS):
        _stop_beyond(code, line, desk, window.size)
    elif kind == PLACE:
        _stop_far(code, line, window, desk)
    elif kind == LIKENESS:
        _stop_unlike(code, line, window, desk)
    elif kind == DIFFERENCE:
        _stop_outside(code, line, window, desk)
    elif kind != BOUNDS:
        _stop_unmet(code, line, desk, window.size)


@compiled
def _stop_unmet(code: Encoded, line: int, desk: Desk, count: int) -> None:
    """A wish that is known and not met; numbers that are too far apart on average."""
    marked, missing, near = desk.marked[:count], desk.missing[:count], desk.near[:count]
    if code.plan.lines[line, CODE] == WISH:
        for place in range(count):
            marked[place] = ((marked[place] | missing[place]) == 0) & (near[place] == 0.0)
    else:
        limit = code.plan.limits[line, 0]
        for place in range(count):
            marked[place] = (missing[place] == 0) & (near[place] < limit)


@compiled
def _stop_beyond(code: Encoded, line: int, desk: Desk, count: int) -> None:
    limit, marked, near = code.plan.limits[line, 0], desk.marked[:count], desk.near[:count]
    if code.plan.lines[line, CODE] != SETS:
        for place in range(count):
            marked[place] = near[place] > limit
    else:
        for place in range(count):
            marked[place] = near[place] < limit


@compiled
def _stop_outside(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    number, marked, near = (
        code.plan.lines[line, NUMBERS],
        desk.marked[: window.size],
        desk.near[: window.size],
    )
    low, high = (
        code.there.numbers[number + 1, window.newcomer],
        code.there.numbers[number + 2, window.newcomer],
    )
    for place in range(window.size):
        marked[place] = (near[place] < low) | (near[place] > high)


@compiled
def _stop_far(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    number, marked, near = (
        code.plan.lines[line, NUMBERS],
        desk.marked[: window.size],
        desk.near[: window.size],
    )
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):
        marked[place] = (near[place] > here[place]) | (near[place] > there)


@compiled
def _stop_unlike(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    number, limit, near = (
        code.plan.lines[line, NUMBERS],
        code.plan.limits[line, 0],
        desk.near[: window.size],
    )
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):
        either = here[place] + there - near[place]
        desk.marked[place] = near[place] < limit * max(either, 1.0)


@compiled
def _compare(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    """How near each of them is, in this respect."""
    _lay_out(code, line, window, desk)
    kind = code.plan.lines[line, CODE]
    if kind in (PLACE, SCALE):
        _compare_apart(code, line, desk, window.size)
    elif kind in (CLASH, SETS):
        _compare_shared(code, line, window, desk)
    elif kind == LIKENESS:
        _compare_likes(code, line, window, desk)
    elif kind == DIFFERENCE:
        _compare_outside(code, line, window, desk)
    elif kind in (BOUNDS, WISH):
        _compare_marks(kind == WISH, desk, window.size)


@compiled
def _compare_shared(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    number, near = code.plan.lines[line, NUMBERS], desk.near[: window.size]
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):  # one of the two is one
        near[place] /= here[place] * there
    if code.plan.lines[line, CODE] == CLASH:
        for place in range(window.size):
            near[place] = 1.0 - near[place]


@compiled
def _compare_outside(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    number, width = code.plan.lines[line, NUMBERS], code.plan.limits[line, 1]
    low, high = (
        code.there.numbers[number + 1, window.newcomer],
        code.there.numbers[number + 2, window.newcomer],
    )
    for place in range(window.size):
        more = desk.near[place]
        desk.near[place] = 1.0 - max(low - more, more - high, 0.0) / width


@compiled
def _compare_apart(code: Encoded, line: int, desk: Desk, count: int) -> None:
    most, near = code.plan.limits[line, 1], desk.near[:count]
    if code.plan.lines[line, CODE] == PLACE and most <= 0:
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
def _compare_likes(code: Encoded, line: int, window: Window, desk: Desk) -> None:
    _weigh(code, line, window, desk)
    number, near = code.plan.lines[line, NUMBERS] + 1, desk.near[: window.size]
    here, there = _columns(code.here.numbers, number, window), code.there.numbers[number, window.newcomer]
    for place in range(window.size):
        both = near[place]
        near[place] = both / max(here[place] + there - both, 1.0)


@compiled
def _find_windows(land: Land, newcomer: int, windows: Whole) -> Any:
    """Where each run of citizens who may be in reach begins and ends; how many runs there are."""
    radius, count = land.radius[newcomer], 0
    if np.isinf(radius):
        windows[0], windows[1] = 0, len(land.members)
        return 1
    if len(land.slabs) and land.slabs[0] == LOWEST:
        windows[0], windows[1], count = land.starts[0], land.starts[1], 1
    north = land.there[newcomer, 1]
    lowest, highest = np.floor((north - radius) / land.height), np.floor((north + radius) / land.height)
    first, last = np.searchsorted(land.slabs, lowest), np.searchsorted(land.slabs, highest, side="right")
    for slab in range(first, last):
        windows[2 * count], windows[2 * count + 1] = _cross(land, slab, newcomer)
        count += windows[2 * count] < windows[2 * count + 1]
    return count


@compiled
def _cross(land: Land, slab: int, newcomer: int) -> Any:
    """Where the newcomer's circle enters a slab, and where it leaves it."""
    east, north, radius = land.there[newcomer, 0], land.there[newcomer, 1], land.radius[newcomer]
    bottom = land.slabs[slab] * land.height
    away = max(bottom - north, north - bottom - land.height, 0.0)
    half = np.sqrt(max(radius * radius - away * away, 0.0))
    start, stop = land.starts[slab], land.starts[slab + 1]
    inside = land.east[start:stop]
    return (
        start + np.searchsorted(inside, east - half),
        start + np.searchsorted(inside, east + half, side="right"),
    )


@compiled
def _is_free(code: Encoded, line: int, newcomer: int) -> Any:
    """Whether the newcomer has no wish where this rule is about one: then it stops nobody."""
    return (
        code.plan.lines[line, CODE] == WISH
        and code.there.flags[code.plan.lines[line, FLAGS] + 1, newcomer] != 0
    )


@compiled
def _judge(hunt: Hunt, window: Window, desk: Desk) -> None:
    """Stop those whom a rule forbids, and those refused before."""
    desk.stopped[: window.size] = 0
    for line in range(len(hunt.rules.plan.lines)):
        if not _is_free(hunt.rules, line, window.newcomer):
            _stop(hunt.rules, line, window, desk)
    members = hunt.land.members[window.start : window.start + window.size]
    for ban in range(hunt.bans[window.newcomer], hunt.bans[window.newcomer + 1]):
        for place in range(window.size):
            desk.stopped[place] |= members[place] == hunt.banned[ban]


@compiled
def _score(hunt: Hunt, window: Window, desk: Desk) -> None:
    """The score of everybody in the window; nothing at all for those stopped and those below the floor."""
    worth, near, missing = desk.worth[: window.size], desk.near[: window.size], desk.missing[: window.size]
    worth[:] = hunt.base
    for line in range(len(hunt.criteria.plan.lines)):
        _compare(hunt.criteria, line, window, desk)
        share = hunt.criteria.plan.limits[line, 2]
        for place in range(window.size):
            clipped = min(max(near[place], 0.0), 1.0)
            worth[place] += np.int64(np.rint((NEUTRAL if missing[place] != 0 else clipped) * share))
    for place in range(window.size):
        worth[place] = LOWEST if (desk.stopped[place] != 0) | (worth[place] < hunt.floor) else worth[place]


@compiled
def _desk(hunt: Hunt, most: int = 0) -> Any:
    size = len(hunt.land.members)
    codes = hunt.land.members.max() + 1 if size else 0
    marks, whole = np.zeros((3, size), np.uint8), np.zeros((2, size), np.int64)
    return Desk(
        np.zeros(size),
        marks[0],
        marks[1],
        marks[2],
        whole[0],
        whole[1],
        np.zeros(codes // WORD + 1, np.uint64),
        np.zeros(codes, np.int64),
        np.zeros(most, np.int64),
    )


@compiled
def hunt_down(hunt: Hunt, rows: Whole, citizens: Whole, newcomers: Whole, scores: Whole) -> Any:
    """The pairs of the newcomers `rows`, as many whole newcomers as have room in the three arrays.

    Returns how many newcomers were done and how many pairs they have.
    """
    desk, windows, filled = _desk(hunt), np.zeros(2 * len(hunt.land.slabs) + 2, np.int64), 0
    for done in range(len(rows)):
        count = 0
        for run in range(_find_windows(hunt.land, rows[done], windows)):
            start, stop = windows[2 * run], windows[2 * run + 1]
            count += _enter(hunt, Window(rows[done], start, stop - start), desk)
        if filled + count > len(scores):
            return done, filled
        _read_row(desk, citizens[filled:], scores[filled:])
        newcomers[filled : filled + count] = rows[done]
        filled += count
    return len(rows), filled


@compiled
def _enter(hunt: Hunt, window: Window, desk: Desk) -> Any:
    """Mark in the row those who are left, with what they are worth; how many they are."""
    _judge(hunt, window, desk)
    _score(hunt, window, desk)
    count = 0
    for place in range(window.size):
        if desk.worth[place] != LOWEST:
            member = hunt.land.members[window.start + place]
            desk.row[member // WORD] |= np.uint64(1) << np.uint64(member % WORD)
            desk.by_code[member] = desk.worth[place]
            count += 1
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
    """Which pairs are worth telling: those whose score less the price of the other exceeds the person's bar."""

    prices: Whole
    bars: Whole


class Table(NamedTuple):
    """The best others of some people and the scores of these pairs, a line for each."""

    others: Whole
    scores: Whole


@compiled
def hunt_best(hunt: Hunt, rows: Whole, bar: Bar, table: Table) -> Any:
    """For each of `rows` the others that exceed the bar most, as many as a line of the table holds.

    Returns how many stand in each line, how many others there are in all, and the most that any of them leaves.
    """
    desk, windows = _desk(hunt, table.others.shape[1]), np.zeros(2 * len(hunt.land.slabs) + 2, np.int64)
    prices = bar.prices[hunt.land.members]
    told, options, tops = np.zeros((3, len(rows)), np.int64)
    tops[:] = LOWEST
    for row in range(len(rows)):
        least, line = bar.bars[rows[row]], Table(table.others[row], table.scores[row])
        for run in range(_find_windows(hunt.land, rows[row], windows)):
            start, stop = windows[2 * run], windows[2 * run + 1]
            window = Window(rows[row], start, stop - start)
            _judge(hunt, window, desk)
            _score(hunt, window, desk)
            more, top = _price(window, desk, prices[start:stop])
            options[row], tops[row] = options[row] + more, max(top, tops[row])
            if top > least:
                told[row] = _tell_best(hunt.land.members[start:stop], desk, line, least, told[row])
    return told, options, tops


@compiled
def _price(window: Window, desk: Desk, prices: Whole) -> Any:
    """What each leaves above their price; how many are left, and the most that any of them leaves."""
    options, top = 0, LOWEST
    worth, left = desk.worth[: window.size], desk.left[: window.size]
    for place in range(window.size):
        is_left = worth[place] != LOWEST
        left[place] = worth[place] - prices[place] if is_left else LOWEST
        options += is_left
        top = max(top, left[place])
    return options, top


@compiled
def _tell_best(members: Whole, desk: Desk, line: Table, least: int, told: int) -> Any:
    """Put those who leave more than the least among the best: from the most; among equals, by code."""
    left, cut = desk.left[: len(members)], _cut(desk, least, told)
    for place in range(len(members)):
        if left[place] >= cut:
            told = _insert(members[place], place, desk, line, told)
            cut = _cut(desk, least, told)
    return told


@compiled
def _cut(desk: Desk, least: int, told: int) -> Any:
    """What somebody must leave to be told: more than the least, and no less than the last where there is no room."""
    return desk.best[told - 1] if told == len(desk.best) else least + 1


@compiled
def _insert(member: int, place: int, desk: Desk, line: Table, told: int) -> Any:
    """One more among those told, in their place; the last one goes where there is no room."""
    left, best, others, scores = desk.left[place], desk.best, line.others, line.scores
    last = min(told, len(best) - 1)
    if told == len(best) and best[last] == left and others[last] < member:
        return told
    while last > 0 and (best[last - 1] < left or (best[last - 1] == left and others[last - 1] > member)):
        best[last], others[last], scores[last] = best[last - 1], others[last - 1], scores[last - 1]
        last -= 1
    best[last], others[last], scores[last] = left, member, desk.worth[place]
    return min(told + 1, len(best))
