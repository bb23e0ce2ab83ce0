"""Seating: the guests of a session in; tables of people who can talk to each other, from both sides, out.

First languages, exactly: a solver gives each guest the language of a table, so that as many as possible have one, as few
tables as possible hold one side alone, and both sides are spread evenly. Then guests who speak each other's table's
language change places as long as that puts more people together who suit each other, from several first arrangements.
The order of the guests changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from pipeline.vocabulary.people import Role

SEATED, FILLED, MIXED, EVEN, SIZED = 1_000_000, 50_000, 10_000, 20, 1
"""What a guest without a table, a seat short, a table of one side alone, an uneven language and an odd size cost."""

COMPANY = 2  # nobody sits alone
MOST_STARTS, TRIED = 24, 400  # shufflings that are tried, and guests in all of them
EFFORT = 1.0  # of the solver, in its own units: the same on every machine

Codes = tuple[str, str]
Amount = Any  # the solver's sums; its own types do not add up


@dataclass(frozen=True)
class Guest:
    """Somebody who comes: which side they are on, and what they speak."""

    code: str
    side: Role
    languages: frozenset[str]


@dataclass(frozen=True)
class Sizes:
    """How many people sit at a table, at least where that is possible, and at most."""

    least: int = 4
    most: int = 8


@dataclass(frozen=True)
class Table:
    """Who sits together, and the languages that all of them speak."""

    codes: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Seating:
    """Every table, who has none, and what the tables are worth beside what no plan could exceed."""

    tables: tuple[Table, ...] = ()
    left: tuple[str, ...] = ()
    worth: int = 0
    bound: int = 0


def seat_guests(guests: Iterable[Guest], worth: Mapping[Codes, int], sizes: Sizes) -> Seating:
    """Tables with a language for everyone; `worth` holds what a pair (newcomer, citizen) gains by sitting together."""
    known = {guest.code: guest for guest in sorted(guests, key=lambda guest: guest.code)}
    spread = _Spread(tuple(known.values()), sizes)
    spoken, counts = spread.solve()
    tongues = [language for language, count in counts.items() for _ in range(count)]
    starts = range(max(1, min(MOST_STARTS, TRIED // max(1, len(known)))))
    rooms = [_Room(known, worth, _deal_all(spoken, counts, start), tongues) for start in starts]
    best = max((room.improved() for room in rooms), key=_Room.total)
    seated = {code for table in best.tables for code in table}
    return Seating(
        tuple(_table(table, tongue, known) for table, tongue in zip(best.tables, tongues, strict=True)),
        tuple(code for code in known if code not in seated),
        best.total(),
        _bound(best.tables, known, worth),
    )


class _Spread:
    """Which language each guest's table speaks, and how many tables each language has: an exact model."""

    def __init__(self, guests: Sequence[Guest], sizes: Sizes) -> None:
        self.guests = guests
        self.least, self.most = max(COMPANY, sizes.least), max(COMPANY, sizes.most)
        self.model = cp_model.CpModel()
        self.languages = self._languages()
        self.sits = {
            (guest.code, language): self.model.new_bool_var("")
            for guest in guests
            for language in self.languages
            if language in guest.languages
        }
        self.tables = {
            language: self.model.new_int_var(0, len(guests) // COMPANY, "") for language in self.languages
        }

    def solve(self) -> tuple[dict[str, list[Guest]], dict[str, int]]:
        """Each language's guests, and its number of tables."""
        costs = [*self._seats(), *(cost for language in self.languages for cost in self._language(language))]
        self.model.minimize(sum(costs))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = EFFORT
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {}, {}
        spoken = {
            language: [
                guest
                for guest in self.guests
                if (guest.code, language) in self.sits and solver.value(self.sits[guest.code, language])
            ]
            for language in self.languages
        }
        return spoken, {language: int(solver.value(count)) for language, count in self.tables.items()}

    def _languages(self) -> tuple[str, ...]:
        """The languages in which somebody can talk to somebody."""
        spoken = Counter(language for guest in self.guests for language in guest.languages)
        return tuple(language for language in sorted(spoken) if spoken[language] >= COMPANY)

    def _seats(self) -> Iterator[Amount]:
        """Each guest sits once, or costs what a guest without a table costs."""
        for guest in self.guests:
            own: Amount = [self.sits[guest.code, one] for one in self.languages if one in guest.languages]
            self.model.add_at_most_one(own)
            yield SEATED * (1 - sum(own))

    def _language(self, language: str) -> Iterator[Amount]:
        """Tables of one language: full, with both sides, evenly spread, near the middle of the sizes."""
        sides = [self._count(language, side) for side in Role]
        count: Amount = sum(sides)
        tables: Amount = self.tables[language]
        self.model.add(count >= COMPANY * tables)
        self.model.add(count <= self.most * tables)
        yield FILLED * self._shortfall(self.least * tables - count)
        every = [sum(guest.side is side for guest in self.guests) for side in Role]
        if all(every):
            yield MIXED * (tables - self._mixed(tables, sides))
            yield EVEN * self._distance(every[1] * sides[0] - every[0] * sides[1])
        yield SIZED * self._distance(2 * count - (self.least + self.most) * tables)

    def _count(self, language: str, side: Role) -> Amount:
        return sum(
            self.sits[guest.code, language]
            for guest in self.guests
            if guest.side is side and (guest.code, language) in self.sits
        )

    def _mixed(self, tables: cp_model.IntVar, sides: Sequence[Amount]) -> cp_model.IntVar:
        """At how many tables people of both sides can sit."""
        mixed = self.model.new_int_var(0, len(self.guests), "")
        for limit in (tables, *sides):
            self.model.add(mixed <= limit)
        return mixed

    def _shortfall(self, amount: Amount) -> cp_model.IntVar:
        """An amount, or nothing where it is less."""
        shortfall = self.model.new_int_var(0, len(self.guests) * self.least, "")
        self.model.add(shortfall >= amount)
        return shortfall

    def _distance(self, amount: Amount) -> cp_model.IntVar:
        """How far an amount is from nothing."""
        far = len(self.guests) ** 2 * (self.most + 2)
        distance = self.model.new_int_var(0, far, "")
        self.model.add(distance >= amount)
        self.model.add(distance >= -amount)
        return distance


def _deal_all(
    spoken: Mapping[str, Sequence[Guest]], counts: Mapping[str, int], start: int
) -> list[list[str]]:
    """Everybody at a table of their language, in another way for each start."""
    return [table for language, count in counts.items() for table in _deal(spoken[language], count, start)]


def _deal(guests: Sequence[Guest], count: int, start: int) -> list[list[str]]:
    """The guests of one language at its tables: one side after the other, as cards are shuffled and dealt."""
    tables: list[list[str]] = [[] for _ in range(count)]
    ordered = sorted(guests, key=lambda guest: (guest.side, _shuffle(start, guest.code)))
    for number, guest in enumerate(ordered):
        tables[number % count].append(guest.code)
    return tables


def _shuffle(start: int, code: str) -> bytes:
    """Where a guest stands in a shuffled deck: it depends on their code alone."""
    return blake2b(f"{start} {code}".encode(), digest_size=8).digest()


class _Room:
    """Guests at tables; whoever changes places with somebody of their side leaves both tables as mixed as before."""

    def __init__(
        self,
        guests: Mapping[str, Guest],
        worth: Mapping[Codes, int],
        tables: list[list[str]],
        tongues: Sequence[str],
    ) -> None:
        self.guests, self.worth, self.tables, self.tongues = guests, worth, tables, tongues

    def total(self) -> int:
        """What all tables are worth together."""
        return sum(self._gain(code, table) for table in self.tables for code in table) // 2

    def improved(self) -> _Room:
        """The best change of two places, again and again, until none is better than staying."""
        while True:
            best = max(self._changes(), default=None, key=lambda change: change[0])
            if best is None or best[0] <= 0:
                return self
            _, (one, first), (other, second) = best
            self.tables[first] = [other if code == one else code for code in self.tables[first]]
            self.tables[second] = [one if code == other else code for code in self.tables[second]]

    def _changes(self) -> Iterator[tuple[int, tuple[str, int], tuple[str, int]]]:
        for first, second in combinations(range(len(self.tables)), 2):
            for one in self.tables[first]:
                for other in self.tables[second]:
                    if self._may_change(one, first, other, second):
                        yield self._won(one, first, other, second), (one, first), (other, second)

    def _may_change(self, one: str, first: int, other: str, second: int) -> bool:
        first_guest, second_guest = self.guests[one], self.guests[other]
        return (
            first_guest.side is second_guest.side
            and self.tongues[second] in first_guest.languages
            and self.tongues[first] in second_guest.languages
        )

    def _won(self, one: str, first: int, other: str, second: int) -> int:
        stays = self._gain(one, self.tables[first]) + self._gain(other, self.tables[second])
        return self._gain(one, self.tables[second]) + self._gain(other, self.tables[first]) - stays

    def _gain(self, code: str, table: Sequence[str]) -> int:
        """What one guest and those at a table gain by sitting together; of the same side, nothing."""
        return sum(self.worth.get(_pair(code, other), 0) for other in table)


def _pair(one: str, other: str) -> Codes:
    """Newcomer first."""
    return (one, other) if one < other else (other, one)


def _table(codes: Sequence[str], tongue: str, guests: Mapping[str, Guest]) -> Table:
    common = frozenset.intersection(*(guests[code].languages for code in codes))
    ordered = sorted(codes, key=lambda code: (guests[code].side, code))
    return Table(tuple(ordered), (tongue, *sorted(common - {tongue})))


def _bound(tables: Sequence[Sequence[str]], guests: Mapping[str, Guest], worth: Mapping[Codes, int]) -> int:
    """What no plan with as many of each side at a table could exceed: everybody beside those who suit them best."""
    seated = [code for table in tables for code in table]
    totals = []
    for side in Role:
        most = max((sum(guests[code].side is side.other for code in table) for table in tables), default=0)
        own = [code for code in seated if guests[code].side is side]
        others = [code for code in seated if guests[code].side is side.other]
        gains = (sorted((worth.get(_pair(code, other), 0) for other in others), reverse=True) for code in own)
        totals.append(sum(sum(gain[:most]) for gain in gains))
    return min(totals)
