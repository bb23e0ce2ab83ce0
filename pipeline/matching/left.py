"""Left: a choice comes in; why anybody is without a pair leaves, and what setting a rule aside would bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.kinds.arrays import Indices
from pipeline.matching.choice import Chosen
from pipeline.matching.meeting import Meeting, search_pairs
from pipeline.stages.features import ONE
from pipeline.stages.neighbours import Plausible, Sought
from pipeline.stages.rules import Descent, ProgrammeGate, count_down
from pipeline.stages.unmatched import Lonely, count_more, tell_why
from pipeline.vocabulary.duos import Relaxation, Unmatched
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Matching, Programme


@dataclass(frozen=True)
class Left:
    """Whoever of one side is left without a pair; others: who of the other side is put forward now."""

    role: Role
    persons: Indices
    others: Indices

    def descend(self, meeting: Meeting) -> Descent:
        """What each rule leaves to them."""
        others = np.arange(len(meeting.people.side(self.role.other)))
        return count_down(meeting.gates, self.role, self.persons, others)


def tell_left(
    meeting: Meeting, chosen: Chosen, now: Plausible, programme: Programme
) -> tuple[tuple[Unmatched, ...], tuple[Relaxation, ...]]:
    """Why anybody is left, and what setting a rule aside would bring to the newcomers among them.

    now: the pairs that are put forward now; the other chosen ones wait their turn.
    """
    newcomers, citizens = find_left(meeting, chosen.pairs, now)
    descent = newcomers.descend(meeting)
    told = (
        *tell_why_left(
            meeting, _suited(meeting, chosen, programme.matching, newcomers), programme, newcomers, descent
        ),
        *tell_why_left(meeting, _suited(meeting, chosen, programme.matching, citizens), programme, citizens),
    )
    relaxed = tuple(_relaxations(meeting, chosen, programme.matching, descent))
    return told, relaxed


def _relaxations(
    meeting: Meeting, chosen: Chosen, matching: Matching, descent: Descent
) -> Iterable[Relaxation]:
    """How many newcomers who are left would have a citizen who is free, if one rule were not; protection stays."""
    taken = np.bincount(chosen.pairs.citizens, minlength=len(meeting.places))
    free = np.maximum(meeting.places - taken, 0)
    for number, gate in enumerate(meeting.gates.gates):
        if isinstance(gate, ProgrammeGate) and not gate.rule.protective and gate.rule.kind != "room":
            pairs = _worthy(meeting, matching, descent.alone[number])
            yield Relaxation(gate.name, count_more(pairs.citizens, pairs.newcomers, free))


def find_left(meeting: Meeting, pairs: Plausible, now: Plausible) -> tuple[Left, Left]:
    """Newcomers without any of these pairs, and citizens without one who have a place."""
    newcomers = np.setdiff1d(np.arange(len(meeting.requests)), pairs.newcomers)
    citizens = np.setdiff1d(np.flatnonzero(meeting.places > 0), pairs.citizens)
    return Left(Role.NEWCOMER, newcomers, now.citizens), Left(Role.CITIZEN, citizens, now.newcomers)


def tell_why_left(
    meeting: Meeting, plausible: Plausible, programme: Programme, left: Left, descent: Descent | None = None
) -> Iterable[Unmatched]:
    """Why each of them is left: how many others each rule leaves, who would suit, and what would unlock."""
    role, persons = left.role, left.persons
    descent, suited = descent or left.descend(meeting), group_by_person(role, plausible)
    alone = [
        (gate.compared, group_by_person(role, _worthy(meeting, programme.matching, descent.alone[number])))
        for number, gate in enumerate(meeting.gates.gates)
        if isinstance(gate, ProgrammeGate)
    ]
    names = [gate.name for gate in meeting.gates.gates]
    other_side = meeting.people.side(role.other)
    served = set(left.others.tolist())
    nobody = np.zeros(0, dtype=np.intp)
    for place, person in enumerate(persons.tolist()):
        codes: dict[bool, list[str]] = {True: [], False: []}
        for other in suited.get(person, nobody).tolist():
            codes[other in served].append(other_side[other].code)
        stopped = [(compared, grouped.get(person, nobody)) for compared, grouped in alone]
        lonely = Lonely(role, person, descent.left[place].tolist(), names, codes[True], codes[False], stopped)
        yield tell_why(meeting.people, programme.roles, lonely)


def _suited(meeting: Meeting, chosen: Chosen, matching: Matching, left: Left) -> Plausible:
    """All plausible pairs of some people."""
    role, persons = left.role, left.persons
    if not chosen.is_whole:
        everyone = meeting.reachable
        citizens, newcomers = everyone.citizens, everyone.newcomers
        some = (citizens, persons) if role is Role.NEWCOMER else (persons, newcomers)
        return search_pairs(meeting, round(matching.floor * ONE), Sought(*some, everyone.reach))
    own = chosen.plausible.newcomers if role is Role.NEWCOMER else chosen.plausible.citizens
    return chosen.plausible.keep(np.isin(own, persons))


def _worthy(meeting: Meeting, matching: Matching, pairs: tuple[Indices, Indices]) -> Plausible:
    scores = meeting.features.score(*pairs)
    return Plausible(*pairs, scores).keep(scores >= round(matching.floor * ONE))


def group_by_person(role: Role, pairs: Plausible) -> dict[int, Indices]:
    """Each person's others, the nearest first."""
    persons, others = pairs.citizens, pairs.newcomers
    if role is Role.NEWCOMER:
        persons, others = others, persons
    order = np.lexsort((others, -pairs.scores, persons))
    people, starts = np.unique(persons[order], return_index=True)
    return dict(zip(people.tolist(), np.split(others[order], starts[1:]), strict=True)) if len(people) else {}
