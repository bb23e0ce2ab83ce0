"""One response row in; a candidate with what to check, or what stands against one, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from pipeline.answers import Reading, read_answer
from pipeline.answers.cells import clean, western_digits
from pipeline.answers.texts import EPOCH, SERIALS
from pipeline.answers.week import read_grid
from pipeline.stages.validation.tabs import Column, ResponseTab, has_content
from pipeline.vocabulary.form import (
    ADULT,
    CALL_CONSENT,
    CONSENT,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    PHONE,
    SIDE,
    Form,
    Question,
)
from pipeline.vocabulary.people import Candidate, Contact, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.tables import Cell

PERSONAL = frozenset({FIRST_NAME, LAST_NAME, PHONE, EMAIL})
"""Answers that go to *Contacts*, never to the workbook's answers."""
SELF_EVIDENT = frozenset({*PERSONAL, ADULT, CONSENT, SIDE, CALL_CONSENT})
DIGITS_TO_CALL = 6  # an unreadable telephone with as many digits may still be dialled by a person
FIRST_YEAR = 2000
FORMATS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d.%m.%Y %H:%M:%S",
           "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")  # fmt: skip

_DATED = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d")


@dataclass(frozen=True)
class Outcome:
    """What a row becomes: a candidate with problems to check, or problems alone."""

    candidate: Candidate | None
    problems: tuple[Problem, ...] = ()


@dataclass
class RowReader:
    """Reads the rows of one tab; a cell that says the same as an earlier one is not read twice."""

    tab: ResponseTab
    form: Form
    today: date | None
    latest: datetime | None = None  # stands in for a time that is missing
    _seen: dict[tuple[object, ...], Reading] = field(default_factory=dict)

    def read(self, number: int, row: Sequence[Cell]) -> Outcome:
        """A candidate where everything that a person needs is there; else every reason why not."""
        received = self.received(row)
        told = {"received": received.date()} if received else {}
        role = self._role(row)
        if role is None:
            return self._held(number, told, "row_without_side")
        personal = self._readings(role, row, SELF_EVIDENT)
        if not any(reading.answer for reading in personal.values()):
            return self._held(number, told, "not_an_application")
        reasons = tuple(self._reasons(personal, row))
        if reasons or self._waits():
            return self._held(number, told, *reasons, readings=personal)
        others = self._readings(role, row, self.tab.columns.keys() - SELF_EVIDENT)
        return self._candidate(number, row, role, {**personal, **others}, received)

    def received(self, row: Sequence[Cell]) -> datetime | None:
        """When a response came in, by the clock of the sheet."""
        if self.tab.timestamp is None or self.tab.timestamp >= len(row):
            return None
        found = moment_from(row[self.tab.timestamp])
        late = self.today and found and found.date() > self.today + timedelta(days=1)
        return None if late else found

    def _waits(self) -> bool:
        """Whether the tab lacks a column without which nobody in it can become a person."""
        ways = {PHONE, EMAIL} & self.form.question_by_code.keys()
        unreachable = bool(ways) and not ways & self.tab.columns.keys()
        return unreachable or bool(self.tab.held_by & set(self._demanded()))

    def _demanded(self) -> Iterator[str]:
        """The questions without which this form's responses cannot become people."""
        for code in self.tab.holding:
            if code in self.form.question_by_code and self.form.question_by_code[code].required:
                yield code

    def _readings(self, role: Role, row: Sequence[Cell], codes: Collection[str]) -> dict[str, Reading]:
        """What a row answers to some of the side's questions, in the form's order."""
        asked = (question for question in self.tab.questions_of(self.form, role) if question.code in codes)
        return {
            question.code: self._reading(question, row)
            for question in asked
            if question.code in self.tab.columns
        }

    def _role(self, row: Sequence[Cell]) -> Role | None:
        """The tab's side, or what the row says; in a tab with questions of both, the one more answered."""
        if self.tab.asks_for_call:
            said = self._reading(self.form.question_by_code[SIDE], row).answer
            return Role(str(said)) if said in tuple(Role) else None
        if len(self.tab.roles) < 2:
            return next(iter(self.tab.roles), None)
        counts = {role: self._answered(role, row) for role in self.tab.roles}
        best = max(counts.values())
        sides = [role for role, count in counts.items() if count == best]
        return sides[0] if len(sides) == 1 else None

    def _answered(self, role: Role, row: Sequence[Cell]) -> int:
        columns = (column for found in self.tab.columns.values() for column in found)
        return sum(column.question.role is role and has_content(row[column.index : column.index + 1])
                   for column in columns)  # fmt: skip

    def _reading(self, question: Question, row: Sequence[Cell]) -> Reading:
        columns = self.tab.columns[question.code]
        cells = tuple(row[column.index] if column.index < len(row) else None for column in columns)
        key = (question.code, *((type(cell), cell) for cell in cells))
        if key not in self._seen:
            self._seen[key] = self._read_cells(question, columns, cells)
        return self._seen[key]

    def _read_cells(self, question: Question, columns: Sequence[Column], cells: Sequence[Cell]) -> Reading:
        grid = {column.row: clean(cell)[0] for column, cell in zip(columns, cells, strict=True) if column.row}
        plain = [
            cell
            for column, cell in zip(columns, cells, strict=True)
            if not column.row and has_content([cell])
        ]
        if plain:
            return read_answer(question, plain[0])
        return read_grid(grid).about(question=question.short) if grid else Reading()

    def _reasons(self, readings: Mapping[str, Reading], row: Sequence[Cell]) -> Iterator[str]:
        """Why a row cannot become a person; somebody under age is told of once, and of nothing else."""
        answers = {code: reading.answer for code, reading in readings.items()}
        if answers.get(ADULT) == "no":
            yield "under_age"
            return
        demanded = set(self._demanded()) & set(self.tab.columns)
        missing = {ADULT: "adult_unanswered", CONSENT: "no_consent", CALL_CONSENT: "no_consent",
                   FIRST_NAME: "no_first_name"}  # fmt: skip
        yield from (
            code for question, code in missing.items() if question in demanded and not answers.get(question)
        )
        ways = [code for code in (PHONE, EMAIL) if code in self.tab.columns]
        if ways and not any(answers.get(code) for code in ways) and not self._may_be_called(row):
            yield "no_contact"

    def _may_be_called(self, row: Sequence[Cell]) -> bool:
        return sum(char.isdecimal() for char in self._written(PHONE, row)) >= DIGITS_TO_CALL

    def _written(self, question: str, row: Sequence[Cell]) -> str:
        """What stands in a question's first filled column, as it was written."""
        indices = (column.index for column in self.tab.columns.get(question, ()))
        texts = (clean(row[index])[0] for index in indices if index < len(row))
        return next((text for text in texts if text), "")

    def _held(
        self,
        number: int,
        told: Mapping[str, object],
        *reasons: str,
        readings: Mapping[str, Reading] | None = None,
    ) -> Outcome:
        where = {"adult_unanswered": ADULT, "under_age": ADULT, "no_consent": CONSENT, "no_first_name": FIRST_NAME,
                 "no_contact": PHONE}  # fmt: skip
        problems = [Problem(code, self.tab.where(number, where.get(code)), told) for code in reasons]
        if not {"under_age", "not_an_application", "row_without_side"} & set(reasons):
            personal = {code: reading for code, reading in (readings or {}).items() if code in PERSONAL}
            problems += self._faults(number, personal, told)
        return Outcome(None, tuple(problems))

    def _faults(
        self, number: int, readings: Mapping[str, Reading], told: Mapping[str, object]
    ) -> Iterator[Problem]:
        for code, reading in readings.items():
            for fault in reading.faults:
                yield Problem(fault.code, self.tab.where(number, code), {**told, **fault.details})

    def _candidate(
        self,
        number: int,
        row: Sequence[Cell],
        role: Role,
        readings: Mapping[str, Reading],
        received: datetime | None,
    ) -> Outcome:
        instead = self.latest or (datetime.combine(self.today, time()) if self.today else None)
        when = received or instead
        if when is None:
            return self._held(number, {}, "no_time_at_all")
        told = {"received": when.date()}
        problems = [*self._faults(number, readings, told), *self._unanswered(number, role, readings, told)]
        if received is None:
            problems.append(Problem("time_unreadable", self.tab.where(number), told))
        answers = {code: reading.answer for code, reading in readings.items()
                   if code not in PERSONAL and reading.answer is not None}  # fmt: skip
        contact = self._contact(row, readings)
        candidate = Candidate(
            role, when, contact, answers, self.tab.title, number, responses=self.tab.responses(number)
        )
        return Outcome(candidate, tuple(problems))

    def _unanswered(
        self, number: int, role: Role, readings: Mapping[str, Reading], told: Mapping[str, object]
    ) -> Iterator[Problem]:
        for question in self.tab.asked_of(self.form, role):
            reading = readings.get(question.code)
            blank = reading is not None and reading.answer is None and not reading.faults
            if question.required and blank and question.code not in SELF_EVIDENT:
                where = self.tab.where(number, question.code)
                yield Problem("unanswered", where, {**told, "question": question.title})

    def _contact(self, row: Sequence[Cell], readings: Mapping[str, Reading]) -> Contact:
        found = {code: str(readings[code].answer or "") for code in PERSONAL if code in readings}
        return Contact(
            first_name=found.get(FIRST_NAME, ""),
            last_name=found.get(LAST_NAME, ""),
            phone=found.get(PHONE, ""),
            phone_as_written=" ".join(self._written(PHONE, row).split()),
            email=found.get(EMAIL, ""),
            language=self.tab.language,
        )


def moment_from(cell: Cell) -> datetime | None:
    """The moment that a cell says: a date and time, a spreadsheet's number of days, or text with the day first."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, datetime):
        return _sound(cell.replace(tzinfo=None))
    if isinstance(cell, date):
        return _sound(datetime.combine(cell, time()))
    if isinstance(cell, int | float):
        return _sound(_from_serial(cell))
    return _sound(_from_text(clean(cell)[0]))


def _sound(moment: datetime | None) -> datetime | None:
    return moment if moment and moment.year >= FIRST_YEAR else None


def _from_serial(number: float) -> datetime | None:
    if not SERIALS.start <= number < SERIALS.stop:
        return None
    return datetime.combine(EPOCH, time()) + timedelta(seconds=round(number * 86_400))


def _from_text(text: str) -> datetime | None:
    digits = western_digits(text)
    if not _DATED.match(digits):
        return None
    for form in FORMATS:
        try:
            return datetime.strptime(digits, form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(digits).replace(tzinfo=None)
    except ValueError:
        return None
