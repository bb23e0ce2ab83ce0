"""People of an organisation's list: its rows in; response tabs for validation, and what else it says, out.

Each cell stays where it stood, so that a problem names the cell of the organisation's own file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from pipeline.answers.texts import date_from
from pipeline.stages.importation.fields import (
    CODE,
    DATES,
    FULL_NAME,
    RECEIVED,
    ROLE,
    SIDES,
    STAGE,
    grid_heading,
)
from pipeline.stages.importation.mapping import Content, SheetMapping, letter
from pipeline.vocabulary.form import ADULT, CONSENT, EMAIL, FIRST_NAME, LAST_NAME, PHONE, Form, Question
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import Label
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import Speaker, code_of, normalised

FILE = "list"
TIMESTAMP = "Timestamp"
ASSUMED = (ADULT, CONSENT)
"""Questions that an organisation answers for its people by importing them, where its list does not."""

Cells = tuple[Cell, ...]
Extra = tuple[str, Callable[[Cells], Cell]]
"""A heading that the list lacks, and what stands under it in each row."""


@dataclass(frozen=True)
class Said:
    """What a row says beyond the form: the organisation's own code, and fields of the person by name."""

    own_code: str = ""
    known: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """Response tabs for validation; what rows say beyond the form, by tab and row; what could not be read."""

    tabs: tuple[Sheet, ...] = ()
    said: Mapping[tuple[str, int], Said] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    assumed: tuple[str, ...] = ()  # questions answered by importing


def prepare_people(
    sheets: Iterable[Sheet], mapping: Iterable[SheetMapping], form: Form, today: date
) -> Prepared:
    """Every row about a person, side by side with the headings that the form would have given it."""
    lists = [
        _List(sheet, understood, form, today)
        for sheet, understood in zip(sheets, mapping, strict=True)
        if understood.content is Content.PEOPLE
    ]
    problems: list[Problem] = []
    said = {
        (each.sheet.title, number): each.read(number, row, problems)
        for each in lists
        for number, row in each.rows
    }
    tabs = tuple(tab for each in lists for tab in each.tabs())
    assumed = tuple(code for code in ASSUMED if any(code in each.assumed() for each in lists))
    return Prepared(tabs, said, tuple(problems), assumed)


def split_name(text: str) -> tuple[str, str]:
    """First and family name: "Voorbeeld, Jan", "VOORBEELD Jan" or "Jan Voorbeeld"."""
    if "," in text:
        last, first = text.split(",", 1)
        return first.strip(), last.strip()
    words = text.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return (words[0], " ".join(words[1:])) if words else ("", "")


def cell_of(row: Cells, position: int | None) -> Cell:
    """The cell at a position; None beyond the row's end, or for a column that is not there."""
    return row[position] if position is not None and position < len(row) else None


def text_of(cell: Cell) -> str:
    """A cell as text on one line; whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def day_of(cell: Cell) -> date | None:
    """A cell as a day, whether a spreadsheet or a person wrote it."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else date_from(text_of(cell))


@dataclass(frozen=True)
class _List:
    """One sheet of people."""

    sheet: Sheet
    understood: SheetMapping
    form: Form
    today: date

    @property
    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Rows with content below the headings, numbered as the spreadsheet does."""
        for number, row in enumerate(self.sheet.rows, start=1):
            if number > self.understood.heading_row + 1 and any(text_of(cell) for cell in row):
                yield number, row

    def tabs(self) -> Iterator[Sheet]:
        """One response tab for each side that the sheet holds."""
        sides = {number: self._side(row) for number, row in self.rows}
        for role in Role:
            if role in sides.values():
                yield self._tab(role, {number for number, side in sides.items() if side is role})

    def read(self, number: int, row: Cells, problems: list[Problem]) -> Said:
        """What the row says beyond the form; `problems` takes what cannot be read."""

        def report(code: str, name: str, **details: object) -> None:
            position = self.understood.position_by_field.get(name)
            cell = f"{letter(position)}{number}" if position is not None else None
            where = Where(FILE, self.sheet.title, number, name, cell, self.sheet.title)
            problems.append(Problem(code, where, details))

        if self._side(row) is None:
            report("import_role", ROLE)
        if self._text(row, RECEIVED) and self._day(row, RECEIVED) is None:
            report("import_date", RECEIVED)
        known: dict[str, object] = {
            "stage": self._stage(row, report),
            "followed_by": self._text(row, "followed_by"),
        }
        for name in DATES:
            known[name] = self._day(row, name)
            if known[name] is None and self._text(row, name):
                report("import_date", name)
        return Said(self._text(row, CODE), {name: value for name, value in known.items() if value})

    def assumed(self) -> tuple[str, ...]:
        """The questions that importing answers."""
        return tuple(
            code
            for code in ASSUMED
            if code in self.form.question_by_code and code not in self.understood.position_by_field
        )

    def _stage(self, row: Cells, report: Callable[..., None]) -> Stage | None:
        text = self._text(row, STAGE)
        code = code_of("stage", text) if text else None
        if text and code is None:
            report(
                "import_stage",
                STAGE,
                found=text[:40],
                choices=tuple(Label("stage", stage) for stage in Stage),
            )
        return Stage(code) if code else None

    def _side(self, row: Cells) -> Role | None:
        said = normalised(self._text(row, ROLE))
        named = next((role for role in Role if said in map(normalised, SIDES[role])), None)
        return self.understood.role or named

    def _tab(self, role: Role, numbers: set[int]) -> Sheet:
        extras = tuple(self._extras(role))
        headings = [self._heading(position, role) for position in range(self._width)]
        explained = {position for position, heading in enumerate(headings) if heading}
        rows = [
            self._padded(row, explained, extras) if number in numbers else (None,)
            for number, row in enumerate(self.sheet.rows, start=1)
        ]
        return Sheet(self.sheet.title, ((*headings, *(heading for heading, _ in extras)), *rows[1:]))

    def _padded(self, row: Cells, explained: set[int], extras: tuple[Extra, ...]) -> Cells:
        """The cells that a heading explains, each where it stands, then what the list lacks."""
        kept = (cell_of(row, position) if position in explained else None for position in range(len(row)))
        blank = (None,) * (self._width - len(row))
        return (*kept, *blank, *(write(row) for _, write in extras))

    def _heading(self, position: int, role: Role) -> str | None:
        names = (column.field for column in self.understood.columns if column.position == position)
        code, _, day = next(names, "").rstrip("]").partition("[")
        question = self.form.question_by_code.get(code)
        if (
            question is None
            or not question.asks(role)
            or (code == "last_name" and self._whole_name() == code)
        ):
            return None
        language = self.form.languages[0]
        return grid_heading(question, day, language) if day else Speaker(language).say(question.title)

    @property
    def _width(self) -> int:
        return max(len(row) for row in self.sheet.rows)

    def _extras(self, role: Role) -> Iterator[Extra]:
        """When they came, both names where they share a cell, what importing answers, what tells the side."""
        yield TIMESTAMP, self._received
        whole = self._whole_name()
        if whole:
            yield self._title(FIRST_NAME), lambda row: split_name(self._text(row, whole))[0] or None
            yield self._title(LAST_NAME), lambda row: split_name(self._text(row, whole))[1] or None
        for code in self.assumed():
            yes = Speaker(self.form.languages[0], self.form).option(code, "yes")
            yield self._title(code), lambda _row, yes=yes: yes  # type: ignore[misc]  # binds the label
        if (
            PHONE in self.form.question_by_code
            and not {PHONE, EMAIL} & self.understood.position_by_field.keys()
        ):
            yield self._title(PHONE), lambda _row: None  # so that everybody is told to be out of reach
        own = [question for question in self.form.questions if question.role is role]
        if own and not any(question.code in self.understood.position_by_field for question in own):
            yield self._title(own[0].code), lambda _row: None

    def _whole_name(self) -> str:
        """The field whose cells hold first and family name together, if any."""
        fields = self.understood.position_by_field
        if "first_name" in fields:
            return ""
        return next((name for name in (FULL_NAME, "last_name") if name in fields), "")

    def _received(self, row: Cells) -> Cell:
        return datetime.combine(min(self._day(row, RECEIVED) or self.today, self.today), time(12))

    def _title(self, code: str) -> str:
        question: Question = self.form.question_by_code[code]
        return Speaker(self.form.languages[0]).say(question.title)

    def _text(self, row: Cells, name: str) -> str:
        return text_of(cell_of(row, self.understood.position_by_field.get(name)))

    def _day(self, row: Cells, name: str) -> date | None:
        return day_of(cell_of(row, self.understood.position_by_field.get(name)))
