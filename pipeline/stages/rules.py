"""Rules: what makes a pair impossible. Rules and people come in; which pairs are allowed, and why not, leave.

Besides the programme's rules there are two that no file needs to state: the citizen has a free place, and the
pair was not turned down before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds import compare
from pipeline.kinds.arrays import Flags, Indices, People
from pipeline.kinds.comparison import Compared, Pair
from pipeline.kinds.place import Located
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Rule
from pipeline.vocabulary.sentences import Sentence, sentence

SPARSE = 0.25  # below this share of a block, pairs are listed instead
BLOCK = 1 << 20
BROKEN = "broken.rule"


class Gate(Protocol):
    """One rule over these people."""

    @property
    def name(self) -> object:
        """What the rule asks, in words."""
        ...

    def stops(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Whether the rule stops each pair."""
        ...

    def objections(self, pair: Pair) -> Iterator[Sentence]:
        """What to say of one pair that it stops."""
        ...


@dataclass(frozen=True)
class ProgrammeGate:
    """A rule of programme.yaml."""

    rule: Rule
    compared: Compared

    @property
    def name(self) -> object:
        """The rule's name."""
        return self.rule.name

    def stops(self, citizens: Indices, newcomers: Indices) -> Flags:
        """A pair is stopped when its answers break the rule; under a protective rule, also when one is missing."""
        broken = self.compared.broken(citizens, newcomers)
        return broken | self.compared.unknown(citizens, newcomers) if self.rule.protective else broken

    def objections(self, pair: Pair) -> Iterator[Sentence]:
        """Which answers are missing, or that the rule is broken."""
        people = ((Role.NEWCOMER, pair.newcomer), (Role.CITIZEN, pair.citizen))
        missing = tuple(said for role, person in people for said in ask(self.compared, role, person))
        if missing and self.compared.unknown(*pair.indices)[0]:
            yield sentence("broken.unknown", name=self.compared.name(capital=False), missing=missing)
        else:
            yield sentence(BROKEN, count=1, names=self.compared.name(capital=False))


@dataclass(frozen=True)
class PlaceGate:
    """The citizen has a free place."""

    places: NDArray[np.int64]
    name: object = sentence("rule.places")

    def stops(self, citizens: Indices, newcomers: Indices) -> Flags:
        """No place left."""
        return np.broadcast_to(
            self.places[citizens] <= 0, np.broadcast_shapes(citizens.shape, newcomers.shape)
        )

    def objections(self, pair: Pair) -> Iterator[Sentence]:
        """That there is no free place."""
        yield sentence("broken.places")


@dataclass(frozen=True)
class RefusalGate:
    """The pair was not turned down before; `refused` holds newcomer × number of citizens + citizen, sorted."""

    refused: NDArray[np.int64]
    citizens: int
    name: object = sentence("rule.refused")

    def stops(self, citizens: Indices, newcomers: Indices) -> Flags:
        """The pair was turned down."""
        return np.isin(newcomers * self.citizens + citizens, self.refused)

    def objections(self, pair: Pair) -> Iterator[Sentence]:
        """That the pair was turned down."""
        yield sentence("broken.refused")


@dataclass(frozen=True)
class Gates:
    """All rules over these people: a free place first, then the programme's in its order, then earlier refusals."""

    gates: tuple[Gate, ...]

    def block(self, citizens: Indices, newcomers: Indices) -> tuple[Indices, Indices]:
        """The allowed pairs of all these newcomers with all these citizens, in the order (newcomer, citizen)."""
        columns, rows = citizens[None, :], newcomers[:, None]
        allowed = np.ones((len(newcomers), len(citizens)), dtype=bool)
        passed = 0
        while passed < len(self.gates) and np.count_nonzero(allowed) > SPARSE * allowed.size:
            allowed &= ~self.gates[passed].stops(columns, rows)
            passed += 1
        row, column = np.nonzero(allowed)
        return _sift(self.gates[passed:], citizens[column], newcomers[row])

    def sift(self, citizens: Indices, newcomers: Indices) -> tuple[Indices, Indices]:
        """The allowed ones among these pairs, which live near each other: what costs most and stops least comes last."""
        return _sift(sorted(self.gates, key=_is_about_travel), citizens, newcomers)

    def stops(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Whether any rule stops each pair."""
        stopped = np.zeros(np.broadcast_shapes(citizens.shape, newcomers.shape), dtype=bool)
        for gate in self.gates:
            stopped |= gate.stops(citizens, newcomers)
        return stopped

    @property
    def compared(self) -> tuple[Compared, ...]:
        """The comparisons behind the programme's rules."""
        return tuple(gate.compared for gate in self.gates if isinstance(gate, ProgrammeGate))

    @property
    def refused(self) -> tuple[Indices, Indices]:
        """Citizens and newcomers of the pairs that were turned down."""
        gates = (gate for gate in self.gates if isinstance(gate, RefusalGate))
        gate = next(gates, RefusalGate(np.zeros(0, dtype=np.int64), 1))
        newcomers, citizens = np.divmod(gate.refused, gate.citizens)
        return citizens, newcomers

    @property
    def reach(self) -> Located | None:
        """The first rule about travel, by which the search for neighbours can be narrowed."""
        return next((compared for compared in self.compared if isinstance(compared, Located)), None)


@dataclass(frozen=True)
class Descent:
    """How many others each person has left after each rule, and which pairs only one rule stops."""

    left: NDArray[np.int64]  # persons × (1 + gates): before any rule, after the first, …
    alone: Mapping[
        int, tuple[Indices, Indices]
    ]  # gate → (citizens, newcomers) of the pairs that it alone stops


def encode_rules(
    rules: Iterable[Rule],
    people: People,
    places: NDArray[np.int64],
    refused: Collection[tuple[int, int]] = (),
) -> Gates:
    """Each rule with both sides' answers as arrays; `refused` are positions (newcomer, citizen)."""
    gates: list[Gate] = [PlaceGate(places)]
    gates += [ProgrammeGate(rule, compare(rule, people)) for rule in rules]
    if refused:
        wide = len(people.citizens)
        flat = np.array(sorted(newcomer * wide + citizen for newcomer, citizen in refused), dtype=np.int64)
        gates.append(RefusalGate(flat, wide))
    return Gates(tuple(gates))


def break_rules(gates: Gates, pair: Pair) -> tuple[Sentence, ...]:
    """What speaks against one pair: all broken rules at once, and each answer without which a rule cannot be checked."""
    stopping = [gate for gate in gates.gates if gate.stops(*pair.indices)[0]]
    said = [one for gate in stopping for one in gate.objections(pair)]
    names = tuple(one.parameters["names"] for one in said if one.code == BROKEN)
    broken = (sentence(BROKEN, count=len(names), names=names),) if names else ()
    return (*broken, *(one for one in said if one.code != BROKEN))


def ask(compared: Compared, role: Role, person: int) -> Iterator[Sentence]:
    """What to ask one person so that a rule can be checked."""
    questions = compared.quoted(compared.missing(role, person))
    if questions:
        yield sentence("missing.of", who=compared.who(role, person), questions=questions)


def count_down(gates: Gates, role: Role, persons: Indices, others: Indices) -> Descent:
    """The rules applied one after the other to some people of one side, all of the other side counted."""
    height = max(1, BLOCK // max(1, len(others)))
    tiles = [
        _descend(gates, role, persons[start : start + height], others)
        for start in range(0, len(persons), height)
    ]
    left = (
        np.concatenate([tile.left for tile in tiles])
        if tiles
        else np.zeros((0, 1 + len(gates.gates)), np.int64)
    )
    alone = {number: _joined([tile.alone[number] for tile in tiles]) for number in range(len(gates.gates))}
    return Descent(left, alone)


def _descend(gates: Gates, role: Role, persons: Indices, others: Indices) -> Descent:
    shape = (len(persons), len(others))
    citizens, newcomers = _sides(role, persons[:, None], others[None, :])
    stopped = [np.broadcast_to(gate.stops(citizens, newcomers), shape) for gate in gates.gates]
    remaining = np.ones(shape, dtype=bool)
    left = [remaining.sum(axis=1)]
    for stop in stopped:
        remaining = remaining & ~stop
        left.append(remaining.sum(axis=1))
    by_one = np.sum(stopped, axis=0, dtype=np.int64) == 1
    alone = {number: _positions(role, persons, others, stop & by_one) for number, stop in enumerate(stopped)}
    return Descent(np.stack(left, axis=1), alone)


def _is_about_travel(gate: Gate) -> bool:
    return isinstance(gate, ProgrammeGate) and isinstance(gate.compared, Located)


def _sift(gates: Iterable[Gate], citizens: Indices, newcomers: Indices) -> tuple[Indices, Indices]:
    for gate in gates:
        kept = ~gate.stops(citizens, newcomers)
        citizens, newcomers = citizens[kept], newcomers[kept]
    return citizens, newcomers


def _positions(role: Role, persons: Indices, others: Indices, chosen: Flags) -> tuple[Indices, Indices]:
    row, column = np.nonzero(chosen)
    return _sides(role, persons[row], others[column])


def _sides(role: Role, persons: Indices, others: Indices) -> tuple[Indices, Indices]:
    return (persons, others) if role is Role.CITIZEN else (others, persons)


def _joined(parts: list[tuple[Indices, Indices]]) -> tuple[Indices, Indices]:
    if not parts:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    citizens, newcomers = zip(*parts, strict=True)
    return np.concatenate(citizens), np.concatenate(newcomers)
