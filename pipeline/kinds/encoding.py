"""Encoding: comparisons come in; the columns of bits, numbers and places by which compiled code compares leave.

Each kind that the compiled search knows has an entry in ENCODERS; a kind without one is compared by its own methods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.bounds import Bounds
from pipeline.kinds.clash import Clash
from pipeline.kinds.comparison import Compared
from pipeline.kinds.difference import Difference
from pipeline.kinds.overlap import Overlap
from pipeline.kinds.place import Located
from pipeline.kinds.profile import Profile
from pipeline.kinds.scale import Scale
from pipeline.kinds.sets import SetsCompared, count
from pipeline.kinds.similarity import Similarity
from pipeline.kinds.text import Written
from pipeline.kinds.week import Week
from pipeline.kinds.wish import Wish
from pipeline.vocabulary.people import Role

SETS, LIKENESS, PLACE, SCALE, WISH, BOUNDS, CLASH, DIFFERENCE, PROFILE = range(9)
"""What compiled code can compare."""

CODE, WORDS, WIDTH, NUMBERS, FLAGS, PLACES, TABLE, ACROSS, MASKS, PROTECTIVE, ASKS, FIELDS = range(12)
"""What stands where in a line of a plan: the comparison, where its columns begin, and whether missing answers matter."""

NO_TABLE = -1

Both = tuple[Any, Any]


class Columns(NamedTuple):
    """One side's answers: column × person."""

    words: NDArray[np.uint64]
    numbers: Floats
    flags: NDArray[np.uint8]
    places: NDArray[np.int64]

    def of(self, people: Indices) -> Columns:
        """The same columns for some people, in their order."""
        return Columns(
            np.ascontiguousarray(self.words[:, people]),
            np.ascontiguousarray(self.numbers[:, people]),
            np.ascontiguousarray(self.flags[:, people]),
            np.ascontiguousarray(self.places[:, people]),
        )


class Plan(NamedTuple):
    """What to compare, a line for each rule or criterion, and what all lines share.

    limits: each line's bound as a rule and as a criterion, and its share of a score, in millionths.
    """

    lines: NDArray[np.int64]
    limits: Floats
    masks: NDArray[np.uint64]
    table: Floats


class Encoded(NamedTuple):
    """A plan and the columns that it speaks of: the citizens' here, the newcomers' there."""

    plan: Plan
    here: Columns
    there: Columns


@dataclass(frozen=True)
class Code:
    """One comparison as columns, the citizens' first: the flag at the front says who has not answered."""

    kind: int
    words: Both = ((), ())
    numbers: Both = ((), ())
    flags: Both = ((), ())
    places: Both = ((), ())
    masks: Sequence[np.uint64] = ()
    table: Floats | None = None
    bounds: tuple[float, float] = (0.0, 1.0)

    @property
    def width(self) -> int:
        """How many columns of bits there are; where there are none, of numbers."""
        return len(self.words[0]) or len(self.numbers[0])

    @property
    def turned(self) -> Code:
        """The same comparison seen from the other side: the newcomers' columns first."""
        sides = {name: getattr(self, name)[::-1] for name in ("words", "numbers", "flags", "places")}
        return replace(self, **sides, table=None if self.table is None else self.table.T)


@dataclass(frozen=True)
class Line:
    """A comparison as a rule, or as a criterion with its share of a score."""

    compared: Compared
    protective: bool = False
    share: float = 0.0


def encode(compared: Compared) -> Code | None:
    """The comparison as columns; None where compiled code does not know its kind."""
    encoder = ENCODERS.get(type(compared))
    return encoder(compared) if encoder else None


def is_encodable(compared: Compared) -> bool:
    """Whether compiled code knows the kind."""
    return type(compared) in ENCODERS


def encode_lines(lines: Iterable[Line], here: int, there: int, *, turned: bool = False) -> Encoded:
    """All lines in one plan, and the columns of so many people here (citizens, if not turned) and there."""
    stack = _Stack((here, there))
    for line in lines:
        code = encode(line.compared)
        if code is not None:
            stack.add(code.turned if turned else code, line)
    return stack.encoded()


@dataclass
class _Stack:
    """Columns laid on top of each other, while lines remember where theirs begin."""

    people: tuple[int, int]
    lines: list[list[int]] = field(default_factory=list)
    limits: list[tuple[float, float, float]] = field(default_factory=list)
    columns: dict[str, Both] = field(
        default_factory=lambda: {name: ([], []) for name in ("words", "numbers", "flags", "places")}
    )
    masks: list[np.uint64] = field(default_factory=list)
    tables: list[Floats] = field(default_factory=list)

    def add(self, code: Code, line: Line) -> None:
        """One more line with its columns."""
        begins = {name: self._lay(name, getattr(code, name)) for name in self.columns}
        table = NO_TABLE if code.table is None else sum(map(len, self.tables))
        said = [0] * FIELDS
        said[CODE], said[WORDS], said[WIDTH] = code.kind, begins["words"], code.width
        said[NUMBERS], said[FLAGS], said[PLACES] = begins["numbers"], begins["flags"], begins["places"]
        said[TABLE], said[ACROSS] = table, 0 if code.table is None else code.table.shape[1]
        said[MASKS], said[PROTECTIVE], said[ASKS] = len(self.masks), int(line.protective), _asks(code, line)
        self.lines.append(said)
        self.limits.append((*code.bounds, line.share))
        self.masks.extend(code.masks)
        if code.table is not None:
            self.tables.append(code.table.ravel())

    def encoded(self) -> Encoded:
        """Everything as arrays."""
        made = Plan(
            np.array(self.lines, dtype=np.int64).reshape(-1, FIELDS),
            np.array(self.limits, dtype=np.float64).reshape(-1, 3),
            np.array(self.masks, dtype=np.uint64),
            np.concatenate([*self.tables, np.zeros(1)]),
        )
        return Encoded(made, self._side(0), self._side(1))

    def _lay(self, name: str, both: Both) -> int:
        begin = len(self.columns[name][0])
        wide = max(len(both[0]), len(both[1]))
        for laid, new in zip(self.columns[name], both, strict=True):
            laid.extend([*new, *[None] * (wide - len(new))])
        return begin

    def _side(self, side: int) -> Columns:
        types = {"words": np.uint64, "numbers": np.float64, "flags": np.uint8, "places": np.int64}
        return Columns(
            *(_stacked(self.columns[name][side], self.people[side], dtype) for name, dtype in types.items())
        )


def _asks(code: Code, line: Line) -> int:
    """Whether it matters that an answer is missing, and one is or may be.

    A rule that protects nobody does not care; a criterion, a wish and a profile do.
    """
    if code.kind == PROFILE:
        return 1
    cares = line.protective or line.share > 0 or code.kind == WISH
    return int(cares and any(side[0].any() for side in code.flags))


def _stacked(columns: Sequence[Any], people: int, dtype: Any) -> NDArray[Any]:
    stacked = np.zeros((len(columns), people), dtype=dtype)
    for row, column in enumerate(columns):
        if column is not None:
            stacked[row] = column
    return stacked


def _unanswered(compared: SetsCompared) -> tuple[Flags, Flags]:
    left, right = compared.both
    return ~left.answered, ~right.answered


def _words(compared: SetsCompared) -> Both:
    left, right = compared.both
    return left.words, right.words


def _sets(compared: SetsCompared, enough: Floats, kind: int = SETS) -> Code:
    """What is shared, out of so much for each person of the side that asks."""
    citizens, newcomers = _unanswered(compared)
    asking = compared.asks is Role.CITIZEN
    ones = np.ones(len(newcomers if asking else citizens))
    return Code(
        kind,
        words=_words(compared),
        numbers=((enough,), (ones,)) if asking else ((ones,), (enough,)),
        flags=((citizens,), (newcomers,)),
        bounds=(float(compared.least), 1.0),
    )


def _overlap(compared: Overlap) -> Code:
    return _sets(compared, compared.enough)


def _week(compared: Week) -> Code:
    most = compared.comparison.at_most
    return _sets(compared, np.full(len(compared.wanted), float(most)) if most else compared.wanted)


def _text(compared: Written) -> Code:
    return _sets(compared, np.full(len(compared.wanted), float(compared.enough)))


def _clash(compared: Clash) -> Code:
    return replace(_sets(compared, compared.wanted, CLASH), bounds=(compared.most, 1.0))


def _similarity(compared: Similarity) -> Code:
    left, right = compared.both
    citizens, newcomers = _unanswered(compared)
    counted = [count(list(side.words)).astype(np.float64) for side in (left, right)]
    weights = compared.weights
    return Code(
        LIKENESS,
        words=_words(compared),
        numbers=((counted[0], weights[0]), (counted[1], weights[1])),
        flags=((citizens,), (newcomers,)),
        masks=[mask for masks in compared.classes for mask in masks],
        bounds=(float(compared.comparison.at_least or 0.0), float(len(compared.classes))),
    )


def _place(compared: Located) -> Code:
    here, there = compared.points(Role.CITIZEN), compared.points(Role.NEWCOMER)
    limits = [compared.limits(role) for role in (Role.CITIZEN, Role.NEWCOMER)]
    return Code(
        PLACE,
        numbers=((limits[0], *here.axes), (limits[1], *there.axes)),
        flags=((~here.answered,), (~there.answered,)),
        places=((here.which,), (there.which,)),
        table=compared.between,
        bounds=(0.0, compared.most),
    )


def _scale(compared: Scale) -> Code:
    here, there = (
        compared.people.numbers(role, compared.codes(role)) for role in (Role.CITIZEN, Role.NEWCOMER)
    )
    most = compared.comparison.at_most
    return Code(
        SCALE,
        numbers=((here,), (there,)),
        flags=((np.isnan(here),), (np.isnan(there),)),
        bounds=(np.inf if most is None else most, compared.span),
    )


def _difference(compared: Difference) -> Code:
    """The newcomers' numbers stand below nought, so that both sides' are added; the bounds, with everybody."""
    here, there = compared.both
    bounds = [[np.full(len(side), bound) for bound in compared.bounds] for side in (here, there)]
    return Code(
        DIFFERENCE,
        numbers=((here, *bounds[0]), (-there, *bounds[1])),
        flags=((np.isnan(here),), (np.isnan(there),)),
        bounds=(0.0, compared.width),
    )


def _profile(compared: Profile) -> Code:
    here, there = zip(*compared.questions, strict=True)
    nobody = [np.zeros(len(side[0]), dtype=bool) for side in (here, there)]
    return Code(
        PROFILE,
        numbers=(here, there),
        flags=((nobody[0],), (nobody[1],)),
        bounds=(float(compared.comparison.at_least or 0.0), compared.span),
    )


def _wish(compared: Wish) -> Code:
    citizens, newcomers = _unanswered(compared)
    free = compared.indifferent
    mine, theirs = (free, None) if compared.wishes is Role.CITIZEN else (None, free)
    return Code(WISH, words=_words(compared), flags=((citizens, mine), (newcomers, theirs)))


def _bounds(compared: Bounds) -> Code:
    flags = [(compared.unanswered[role], compared.outside[role]) for role in (Role.CITIZEN, Role.NEWCOMER)]
    return Code(BOUNDS, flags=(flags[0], flags[1]))


ENCODERS: Mapping[type[Compared], Callable[[Any], Code]] = {
    Bounds: _bounds,
    Clash: _clash,
    Difference: _difference,
    Located: _place,
    Overlap: _overlap,
    Profile: _profile,
    Scale: _scale,
    Similarity: _similarity,
    Week: _week,
    Written: _text,
    Wish: _wish,
}
