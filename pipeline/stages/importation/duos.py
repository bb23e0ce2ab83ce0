"""Existing duos of an organisation's list: its rows in; duos between known people out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipeline.answers.contacts import read_phone
from pipeline.stages.importation.fields import CITIZEN_PHONE, NEWCOMER_PHONE
from pipeline.stages.importation.mapping import Content, SheetMapping, letter
from pipeline.stages.importation.people import FILE, Cells, cell_of, day_of, text_of
from pipeline.vocabulary.duos import Duo, Open, Term, Until
from pipeline.vocabulary.form import Question, Type
from pipeline.vocabulary.journey import DuoState
from pipeline.vocabulary.people import Contact, Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.tables import Sheet
from pipeline.words import normalised

CODE = re.compile(r"\b([NV])-(\d{1,9})\b", re.IGNORECASE)
COLUMNS = {Role.NEWCOMER: ("newcomer", NEWCOMER_PHONE), Role.CITIZEN: ("citizen", CITIZEN_PHONE)}
Index = Mapping[str, set[str]]
"""How somebody may be called → the codes of those who are."""
TELEPHONE = Question(code="phone", type=Type.PHONE, title={"en": "telephone"})


@dataclass(frozen=True)
class Directory:
    """How people may be called in a list: contacts by code, the organisation's own codes. And known duos."""

    contacts: Mapping[str, Contact]
    own_codes: Mapping[str, str] = field(default_factory=dict)  # as the list writes it → ours
    pairs: frozenset[tuple[str, str]] = frozenset()  # who is, or was, a duo already
    next_duo: int = 1

    def find(self, said: str, role: Role) -> tuple[str, ...]:
        """Everybody on this side who goes by this code, telephone number, e-mail address or name."""
        code = CODE.search(said)
        if code and (full := f"{code[1].upper()}-{int(code[2]):04d}") in self.contacts:
            return (full,) if full.startswith(role.letter) else ()
        text = normalised(said)
        phone = (
            str(read_phone(TELEPHONE, said).answer or "") if any(char.isdecimal() for char in said) else ""
        )
        for index, key in (
            (self._by_own_code, text),
            (self._by_name_or_address, text.replace(",", "")),
            (self._by_name_or_address, phone),
            (self._by_first_name, text),
        ):
            found = tuple(sorted(code for code in index.get(key, ()) if code.startswith(role.letter)))
            if found:
                return found
        return ()

    @cached_property
    def _by_own_code(self) -> Index:
        return {own: {code} for own, code in self.own_codes.items()}

    @cached_property
    def _by_name_or_address(self) -> Index:
        """The whole name in either order, the e-mail address, the telephone number."""
        calls = ((code, call) for code, contact in self.contacts.items() for call in _calls(contact))
        return _indexed(calls)

    @cached_property
    def _by_first_name(self) -> Index:
        return _indexed((code, normalised(contact.first_name)) for code, contact in self.contacts.items())


@dataclass(frozen=True)
class Tied:
    """Duos that the list tells, and what could not be read."""

    duos: tuple[Duo, ...] = ()
    already: int = 0  # duos that the workbook has
    problems: tuple[Problem, ...] = ()


def tie_duos(
    sheets: Iterable[Sheet],
    mapping: Iterable[SheetMapping],
    directory: Directory,
    today: date,
) -> Tied:
    """Each row that names a newcomer and a citizen is a duo; an end that has passed closes it."""
    pairs = set(directory.pairs)
    duos: list[Duo] = []
    problems: list[Problem] = []
    already = 0
    for row in _rows(sheets, mapping):
        newcomer, citizen = (row.person(role, directory, problems) for role in COLUMNS)
        if not (newcomer and citizen):
            continue
        if (newcomer, citizen) in pairs:
            already += 1
            continue
        pairs.add((newcomer, citizen))
        duos.append(row.duo(f"D-{directory.next_duo + len(duos):04d}", newcomer, citizen, today, problems))
    return Tied(tuple(duos), already, tuple(problems))


@dataclass(frozen=True)
class _Row:
    title: str
    number: int
    cells: Cells
    positions: Mapping[str, int]

    def person(self, role: Role, directory: Directory, problems: list[Problem]) -> str:
        """The code of the one person whom the row names on this side."""
        found: set[str] = set()
        for name in COLUMNS[role]:
            people = set(directory.find(self.text(name), role)) if self.text(name) else set()
            found = (found & people or found or people) if people else found
        if len(found) == 1:
            return found.pop()
        code = "import_several" if found else "import_who"
        problems.append(self.problem(code, role.value, **({"codes": tuple(sorted(found))} if found else {})))
        return ""

    def duo(self, code: str, newcomer: str, citizen: str, today: date, problems: list[Problem]) -> Duo:
        """The duo as the row tells it; an end that has passed closes it."""
        days = {name: self.day(name, problems) for name in ("made_on", "term", "closed_on")}
        made_on, term, closed_on = days["made_on"] or today, days["term"], days["closed_on"]
        if closed_on is None and term is not None and term < today:
            closed_on = term
        if closed_on is not None and closed_on < made_on:
            problems.append(self.problem("import_end_first", "term" if days["term"] else "closed_on"))
        return Duo(
            code=code,
            newcomer=newcomer,
            citizen=citizen,
            made_on=made_on,
            state=DuoState.CLOSED if closed_on else DuoState.RUNNING,
            term=_term(term),
            referent=self.text("referent"),
            rhythm=self.text("rhythm"),
            closed_on=closed_on,
        )

    def text(self, name: str) -> str:
        """The cell under a field, as text."""
        return text_of(cell_of(self.cells, self.positions.get(name)))

    def day(self, name: str, problems: list[Problem]) -> date | None:
        """The cell under a field, as a day."""
        day = day_of(cell_of(self.cells, self.positions.get(name)))
        if day is None and self.text(name):
            problems.append(self.problem("import_date", name))
        return day

    def problem(self, code: str, name: str, **details: object) -> Problem:
        """What is wrong with the cell under a field; never quotes it, for it may hold a contact."""
        position = self.positions.get(name)
        cell = f"{letter(position)}{self.number}" if position is not None else None
        return Problem(code, Where(FILE, self.title, self.number, name, cell, self.title), details)


def _rows(sheets: Iterable[Sheet], mapping: Iterable[SheetMapping]) -> Iterator[_Row]:
    for sheet, understood in zip(sheets, mapping, strict=True):
        if understood.content is not Content.DUOS:
            continue
        below = understood.heading_row + 1
        for number, cells in enumerate(sheet.rows[below:], start=below + 1):
            if any(text_of(cell) for cell in cells):
                yield _Row(sheet.title, number, cells, understood.position_by_field)


def _term(on: date | None) -> Term:
    return Until(on) if on else Open()


def _calls(contact: Contact) -> Iterator[str]:
    if contact.last_name:
        yield normalised(f"{contact.first_name} {contact.last_name}")
        yield normalised(f"{contact.last_name} {contact.first_name}")
    yield from filter(None, (normalised(contact.email), contact.phone))


def _indexed(calls: Iterable[tuple[str, str]]) -> Index:
    index: dict[str, set[str]] = {}
    for code, call in calls:
        index.setdefault(call, set()).add(code)
    return index
