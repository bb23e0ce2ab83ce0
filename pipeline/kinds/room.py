"""Room: a unit of some size, and a place that takes so much in all (people, beds, places at school)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Codes, Flags, Floats, Indices, People
from pipeline.kinds.comparison import Opening, Pair, indices_of
from pipeline.kinds.numbers import NumbersCompared
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Comparison
from pipeline.vocabulary.sentences import Sentence, sentence


@dataclass(frozen=True)
class Room(NumbersCompared):
    """What the newcomer's unit needs, all questions added, against what the citizen has, all questions added.

    Where one answer is missing nobody can say that there is room. As a criterion: the fuller the better.
    """

    contrast = ("contrast.fuller", "contrast.emptier")

    @cached_property
    def both(self) -> tuple[Floats, Floats]:
        """What there is and what is needed; NaN where one of the answers is missing."""
        here, there = (self.people.totals(role, self.codes(role)) for role in (Role.CITIZEN, Role.NEWCOMER))
        return np.floor(here), np.ceil(there)

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Not enough room, as far as we know."""
        return ~(self.more(citizens, newcomers) >= 0)

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How much of what there is would be used."""
        here, there = self.both
        used = there[newcomers] / np.maximum(here[citizens], 1.0)
        return np.where(self.broken(citizens, newcomers), 0.0, used)

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """What is needed and what there is, where something is needed."""
        here, there = self.both
        if there[pair.newcomer] > 0 and not self.broken(*pair.indices)[0]:
            needed, free = int(there[pair.newcomer]), int(here[pair.citizen])
            yield sentence("reason.room", name=self.name(), needed=needed, free=free)

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """How much more room would be enough with those who come nearest to it."""
        lacking = -self.more(*indices_of(role, person, others))
        if len(others):
            least = int(lacking.min())
            said = sentence("unlock.room", name=self.name(), count=least)
            yield Opening(said, others[lacking == least])

    def missing(self, role: Role, person: int) -> Codes:
        """Every question that is left without an answer: all are added."""
        answers = self.people.answers[role][person]
        return tuple(code for code in self.codes(role) if code not in answers)


def leave_room(people: People, guests: Sequence[Sequence[Person]], rules: Iterable[Comparison]) -> People:
    """The same people, each citizen having as much less room as their guests take; a guest of unknown size takes one."""
    citizens = [dict(answers) for answers in people.answers[Role.CITIZEN]]
    hosts = np.repeat(np.arange(len(guests)), [len(some) for some in guests])
    everybody = People(people.form, (), [guest for some in guests for guest in some])
    for rule in rules:
        sizes = np.ceil(np.nan_to_num(everybody.totals(Role.NEWCOMER, rule.newcomer), nan=1.0))
        taken = np.bincount(hosts, sizes, len(citizens))
        had = people.numbers(Role.CITIZEN, rule.citizen[:1])
        for host in np.flatnonzero((taken > 0) & ~np.isnan(had)).tolist():
            citizens[host][rule.citizen[0]] = int(had[host] - taken[host])
    return People(people.form, people.citizens, people.newcomers, {Role.CITIZEN: citizens})
