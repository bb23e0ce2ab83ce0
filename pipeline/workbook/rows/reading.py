"""A row in; its cells as texts, dates, words and codes out, and what cannot be read of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import Label
from pipeline.vocabulary.tables import Cell, Table, TableRow
from pipeline.words import code_of
from pipeline.words.labels import LABELS

CODE = re.compile(r"\b([NVPD])-(\d{1,9})\b", re.IGNORECASE)
STATE = re.compile(r"^(?P<label>.*?)(?: \((?P<on>\d\d/\d\d/\d{4})\))? · (?P<code>\S+)$")
DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
SPLIT = re.compile(r"[,;\n]")
MOST_PLACES = 50

Word = TypeVar("Word", bound=StrEnum)


@dataclass
class Reader:
    """Reads one row, field by field, and collects what cannot be read."""

    table: Table
    row: TableRow
    file: str = "workbook"
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell as text, without the spaces around it."""
        cell = self.row.cells.get(name)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else str(cell).strip()

    def day(self, name: str) -> date | None:
        """The cell as a date, whether the spreadsheet or a person wrote it."""
        cell = self.row.cells.get(name)
        day = day_of(cell)
        if day is None and self.text(name):
            self.report("row_date", name, found=self.text(name))
        return day

    def choice(self, name: str, kind: str, words: type[Word]) -> Word | None:
        """The cell as one word of a dropdown, in any language."""
        code = self.word(name, kind)
        return words(code) if code else None

    def word(self, name: str, kind: str) -> str | None:
        """The cell as one word of a dropdown, where nothing but its list says what may stand there."""
        text = self.text(name)
        code = code_of(kind, text) if text else None
        if text and code is None:
            self.report(
                "row_choice", name, found=text, choices=tuple(Label(kind, one) for one in LABELS[kind])
            )
        return code

    def number(self, name: str, default: int) -> int:
        """The cell as a small whole number."""
        text = self.text(name)
        if not text:
            return default
        if text.isdecimal() and int(text) <= MOST_PLACES:
            return int(text)
        self.report("row_number", name, found=text)
        return default

    def code(self, name: str) -> str:
        """The first code in the cell: "N-0017 · Samira" is N-0017."""
        found = CODE.search(self.text(name))
        return f"{found[1].upper()}-{int(found[2]):04d}" if found else ""

    def report(self, code: str, name: str, /, **details: object) -> None:
        """Note a problem with the cell it stands in."""
        letter = self.table.letters.get(name)
        cell = f"{letter}{self.row.number}" if letter else None
        where = Where(self.file, self.table.tab, self.row.number, name, cell, self.table.title)
        self.problems.append(Problem(code, where, details))


def codes_of(reader: Reader, name: str) -> tuple[str, ...]:
    """Every code of a cell, each once; what is no code is told."""
    codes: list[str] = []
    for part in SPLIT.split(reader.text(name)):
        found = CODE.findall(part)
        codes += (f"{letter.upper()}-{int(number):04d}" for letter, number in found)
        if part.strip() and not found:
            reader.report("row_code", name, found=part.strip())
    return tuple(dict.fromkeys(codes))


def pair_of(reader: Reader) -> tuple[str, str]:
    """The codes of newcomer and citizen, also where a hand wrote them the other way round; never one of several."""
    written = CODE.findall(f"{reader.text('newcomer')} {reader.text('citizen')}")
    codes = {f"{letter.upper()}-{int(number):04d}" for letter, number in written}
    newcomers, citizens = ([code for code in codes if code.startswith(letter)] for letter in "NV")
    return newcomers[0] if len(newcomers) == 1 else "", citizens[0] if len(citizens) == 1 else ""


Object = TypeVar("Object")


def read_rows(
    table: Table,
    read: Callable[[Reader], Object | None],
    code_of_object: Callable[[Object], str],
    shown: str = "code",
) -> tuple[tuple[Object, ...], tuple[Problem, ...]]:
    """Objects with their problems; a code standing in two rows is reported where it is `shown`, and its first row counts."""
    objects: list[Object] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in table.rows:
        reader = Reader(table, row)
        one = read(reader)
        code = code_of_object(one) if one else ""
        if code and code in seen:
            reader.report("row_twice", shown, code=code)
        elif one:
            objects.append(one)
            seen |= {code} - {""}
        problems += reader.problems
    return tuple(objects), tuple(problems)


def state_cell(label: str, on: date | None, code: str) -> str:
    """A state as it is written: its word, its date if it has one, and the row's code."""
    return f"{label} ({on:%d/%m/%Y}) · {code}" if on else f"{label} · {code}"


def state_of(
    reader: Reader, code: str, kind: str, words: type[Word], default: Word
) -> tuple[Word | None, date | None]:
    """The state and its date; None if somebody changed the cell, so that nothing is done with the row."""
    text = reader.text("state")
    if not code and not text:
        return default, None
    found = STATE.match(text)
    word = code_of(kind, found["label"]) if found and found["code"] == code else None
    if not found or word is None:
        reader.report("row_state", "state", code=code)
        return None, None
    return words(word), day_of(found["on"])


def day_of(cell: Cell) -> date | None:
    """The date in a cell, whether the spreadsheet or a person wrote it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = DAY.search(cell) if isinstance(cell, str) else None
    if not found:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    numbers = (year, month, day) if year else (iso_year, iso_month, iso_day)
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:
        return None
