"""Place: kilometres between the centres of two postcodes, and how far each will travel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Axes, Codes, Flags, Floats, Indices, Points
from pipeline.kinds.comparison import Compared, Opening, Pair, indices_of
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Options, Sentence, sentence

TABLE = 1 << 21  # distances kept at most: more than all pairs of Belgian postcodes


@dataclass(frozen=True)
class Located(Compared):
    """A distance. As a rule: within both people's own limit and the programme's, an unknown limit being the programme's."""

    contrast = ("contrast.closer", "contrast.further")

    @property
    def most(self) -> float:
        """The programme's own limit, in kilometres."""
        return np.inf if self.comparison.at_most is None else self.comparison.at_most

    def points(self, role: Role) -> Points:
        """One side's places as points in space."""
        return self.people.points(role, self.codes(role))

    def limits(self, role: Role) -> Floats:
        """How far each person will travel, in kilometres, never further than the programme's limit."""
        return self._limits[role]

    @cached_property
    def _limits(self) -> dict[Role, Floats]:
        asked = (self.comparison.limit,) if self.comparison.limit else ()
        return {role: np.fmin(self.people.numbers(role, asked), self.most) for role in Role}

    def kilometres(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The distance of each pair; NaN where a place is unknown."""
        here, there = self.points(Role.CITIZEN), self.points(Role.NEWCOMER)
        if self.between is None:
            return _apart(here.axes, there.axes, citizens, newcomers)
        return self.between[here.which[citizens], there.which[newcomers]]

    @cached_property
    def between(self) -> Floats | None:
        """The distances between all distinct places, where these are few: the same ones, looked up."""
        here, there = self.points(Role.CITIZEN).spots, self.points(Role.NEWCOMER).spots
        rows, columns = np.arange(len(here[0]))[:, None], np.arange(len(there[0]))[None, :]
        return _apart(here, there, rows, columns) if rows.size * columns.size <= TABLE else None

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Further than one of the two, or the programme, allows."""
        limit = np.minimum(self.limits(Role.CITIZEN)[citizens], self.limits(Role.NEWCOMER)[newcomers])
        return self.kilometres(citizens, newcomers) > limit

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two places is unknown."""
        here, there = self.points(Role.CITIZEN), self.points(Role.NEWCOMER)
        return ~here.answered[citizens] | ~there.answered[newcomers]

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One next door, nothing at `at_most`."""
        if self.most <= 0:
            return (self.kilometres(citizens, newcomers) <= 0).astype(np.float64)
        return 1.0 - self.kilometres(citizens, newcomers) / self.most

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """About how far they live from each other."""
        distance = float(self.kilometres(*pair.indices)[0])
        if not np.isnan(distance):
            yield said_distance(distance)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """As a criterion: further than half of what counts as far."""
        distance = float(self.kilometres(*pair.indices)[0])
        if self.comparison.limit is None and distance > self.most / 2:
            yield sentence("check.far", kilometres=round(distance))

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """The nearest of the form's distances at which others are within reach; then those who, or both, must travel.

        Who lives beyond the programme's own limit is nobody's to reach.
        """
        distance = self.kilometres(*indices_of(role, person, others))
        within = distance <= self.most
        theirs = distance <= self.limits(role.other)[others]
        mine = distance <= self.limits(role)[person]
        yield from self._own_step(others[within & theirs], distance[within & theirs])
        for code, who in (("unlock.other_travels", mine), ("unlock.both_travel", ~mine & ~theirs)):
            if (within & who).any():
                yield Opening(sentence(code, name=self.name()), others[within & who])

    def _own_step(self, others: Indices, distance: Floats) -> Iterator[Opening]:
        steps = (step for step in self._steps() if (distance <= step[1]).any())
        for code, value in list(steps)[:1]:
            option = Options(self.comparison.limit or "", (code,))
            yield Opening(
                sentence("unlock.option", name=self.name(), option=option), others[distance <= value]
            )

    def is_open(self, pair: Pair) -> bool:
        """How far somebody will travel is always worth asking."""
        return super().is_open(pair) or self.lacks(pair)

    def missing(self, role: Role, person: int) -> Codes:
        """The place, and how far one will travel, where they are unanswered."""
        answers = self.people.answers[role][person]
        limit = (self.comparison.limit,) if self.comparison.limit else ()
        unanswered = () if self.points(role).answered[person] else self.codes(role)[:1]
        return (*unanswered, *(code for code in limit if code not in answers))

    def _steps(self) -> list[tuple[str, float]]:
        question = self.people.question(self.comparison.limit or "")
        options = question.options if question else ()
        return sorted(((one.code, one.value) for one in options if one.value), key=lambda step: step[1])


def _apart(here: Axes, there: Axes, rows: Indices, columns: Indices) -> Floats:
    x, y, z = (mine[rows] - theirs[columns] for mine, theirs in zip(here, there, strict=True))
    apart: Floats = np.sqrt(x * x + y * y + z * z)
    return apart


def said_distance(kilometres: float) -> Sentence:
    """A distance as people say it."""
    if kilometres < 1:
        return sentence("reason.near")
    return sentence("reason.distance", kilometres=round(kilometres))
