"""Sheets in; which heading is which field, and what each sheet is about, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from pipeline.stages.importation.fields import DUOS, FULL_NAME, PEOPLE, SIDES, headings_of, is_grid
from pipeline.vocabulary.form import Form, Question
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.vocabulary.week import DAYS
from pipeline.words import normalised

HEADING_ROWS = 15  # titles and explanations may stand above the headings
NEAR = 84  # how alike, of 100, a misspelt heading must be
SHORTEST = 5  # letters that a heading needs to be guessed from
CONTACT = frozenset({"first_name", FULL_NAME, "last_name", "phone", "email"})

ASIDE = re.compile(r"\(.*?\)|[*:]")
WORD = re.compile(r"[^\W_]+")


def letter(position: int) -> str:
    """The letter of a column, counted from 0."""
    rest, last = divmod(position, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


class Content(StrEnum):
    """What a sheet holds."""

    PEOPLE = "people"
    DUOS = "duos"
    NOTHING = "nothing"


class Certainty(StrEnum):
    """How a heading was understood."""

    KNOWN = "known"
    NEAR = "near"  # a misspelling, to be looked at
    UNKNOWN = "unknown"
    TWICE = "twice"  # another column already says this
    IGNORED = "ignored"  # somebody said so


@dataclass(frozen=True)
class Column:
    """One column of a list: its position from 0, its heading, and the field that it fills, if any."""

    position: int
    heading: str
    field: str = ""
    certainty: Certainty = Certainty.UNKNOWN

    @property
    def letter(self) -> str:
        """The column's letter: A, Z, AA."""
        return letter(self.position)


@dataclass(frozen=True)
class SheetMapping:
    """One sheet understood. `heading_row` counts from 0; `role` is None where each row says its own."""

    title: str
    content: Content
    heading_row: int = 0
    role: Role | None = None
    columns: tuple[Column, ...] = ()

    @property
    def position_by_field(self) -> dict[str, int]:
        """Field → position of its column."""
        return {column.field: column.position for column in self.columns if column.field}


def read_mapping(
    sheets: Iterable[Sheet],
    form: Form,
    *,
    role_words: Mapping[Role, Iterable[str]] | None = None,
    remembered: Mapping[str, str] | None = None,
    role: Role | None = None,
) -> tuple[SheetMapping, ...]:
    """Each sheet understood: by what was remembered, the form's words, usual headings, then near spellings.

    `remembered` is heading → field, or heading → "" for a column to leave out; `role` is the side of people
    whose sheet does not tell it.
    """
    known = headings_of(form, role_words or {})
    corrected = {normalised(heading): field for heading, field in (remembered or {}).items()}
    reader = _Reader(form, known, corrected, role, _titles(role_words or {}))
    return tuple(reader.read(sheet) for sheet in sheets)


def remember(mapping: Iterable[SheetMapping]) -> dict[str, str]:
    """Heading → field of every column, for next time; a column that nobody understood stays empty."""
    return {column.heading: column.field for sheet in mapping for column in sheet.columns}


def known_fields(form: Form) -> frozenset[str]:
    """Every field that a heading may be given by hand."""
    return frozenset({*PEOPLE, *DUOS, *form.question_by_code})


@dataclass(frozen=True)
class _Reader:
    form: Form
    known: Mapping[str, frozenset[str]]
    corrected: Mapping[str, str]
    role: Role | None
    titles: Mapping[str, Role]

    def read(self, sheet: Sheet) -> SheetMapping:
        at, possible = self._headings(sheet.rows)
        if len(possible) < 2:
            return SheetMapping(sheet.title, Content.NOTHING)
        fields = {field for fields, _ in possible.values() for field in fields}
        if {"citizen", "newcomer"} <= fields and not {"first_name", FULL_NAME} & fields:
            return SheetMapping(
                sheet.title, Content.DUOS, at, None, self._columns(sheet.rows[at], possible, DUOS)
            )
        role = self._role(sheet.title, fields)
        asked = [
            field for question in self.form.questions if _asks(question, role) for field in _fields(question)
        ]
        columns = self._columns(sheet.rows[at], possible, (*asked, *PEOPLE))
        content = Content.PEOPLE if CONTACT & {column.field for column in columns} else Content.NOTHING
        return SheetMapping(sheet.title, content, at, role, columns)

    def _headings(
        self, rows: tuple[tuple[Cell, ...], ...]
    ) -> tuple[int, dict[int, tuple[frozenset[str], Certainty]]]:
        """The row, near the top, in which most headings are understood."""
        found = [(at, dict(self._understood(row))) for at, row in enumerate(rows[:HEADING_ROWS])]
        return max(found, key=lambda pair: len(pair[1]), default=(0, {}))

    def _understood(self, row: tuple[Cell, ...]) -> Iterator[tuple[int, tuple[frozenset[str], Certainty]]]:
        for position, cell in enumerate(row):
            heading = _heading(cell)
            if heading in self.corrected:
                field = self.corrected[heading]
                yield position, (frozenset({field} - {""}), Certainty.KNOWN if field else Certainty.IGNORED)
            elif heading in self.known:
                yield position, (self.known[heading], Certainty.KNOWN)
            elif near := self._near(heading):
                yield position, (near, Certainty.NEAR)

    def _near(self, heading: str) -> frozenset[str]:
        if len(heading) < SHORTEST:
            return frozenset()
        found = process.extractOne(heading, list(self.known), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self.known[found[0]] if found else frozenset()

    def _columns(
        self,
        row: tuple[Cell, ...],
        possible: Mapping[int, tuple[frozenset[str], Certainty]],
        allowed: Iterable[str],
    ) -> tuple[Column, ...]:
        """The first column that may fill a field fills it; exact headings before near ones."""
        order = list(allowed)
        taken: set[str] = set()
        columns: dict[int, Column] = {}
        for position in sorted(
            possible, key=lambda position: (possible[position][1] is Certainty.NEAR, position)
        ):
            fields, certainty = possible[position]
            fitting = [field for field in order if field in fields]
            free = [field for field in fitting if field not in taken]
            field = free[0] if free else ""
            taken.add(field)
            columns[position] = Column(
                position, _text(row[position]), field, _certainty(certainty, fitting, free)
            )
        unknown = [
            Column(position, _text(cell))
            for position, cell in enumerate(row)
            if position not in columns and _text(cell)
        ]
        return tuple(sorted((*columns.values(), *unknown), key=lambda column: column.position))

    def _role(self, title: str, fields: set[str]) -> Role | None:
        """The side that the title names, else the one whose own questions the headings ask."""
        named = {role for word, role in self.titles.items() if word in _spaced(title)}
        if len(named) == 1:
            return named.pop()
        if "role" in fields:
            return None
        own = {
            role: sum(question.role is role and question.code in fields for question in self.form.questions)
            for role in Role
        }
        if own[Role.CITIZEN] != own[Role.NEWCOMER]:
            return max(own, key=own.__getitem__)
        return self.role


def _asks(question: Question, role: Role | None) -> bool:
    return role is None or question.asks(role)


def _fields(question: Question) -> tuple[str, ...]:
    days = tuple(f"{question.code}[{day}]" for day in DAYS) if is_grid(question) else ()
    return (question.code, *days)


def _certainty(certainty: Certainty, fitting: list[str], free: list[str]) -> Certainty:
    if free or certainty is Certainty.IGNORED:
        return certainty
    return Certainty.TWICE if fitting else Certainty.UNKNOWN


def _titles(role_words: Mapping[Role, Iterable[str]]) -> dict[str, Role]:
    words = {role: (*SIDES[role], *role_words.get(role, ())) for role in Role}
    return {
        f" {normalised(word)} ": role for role, spoken in words.items() for word in spoken if len(word) > 1
    }


def _spaced(title: str) -> str:
    """A title's words between blanks, so that a whole word can be found in it."""
    return f" {' '.join(WORD.findall(normalised(title)))} "


def _heading(cell: Cell) -> str:
    return normalised(ASIDE.sub(" ", _text(cell)))


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
