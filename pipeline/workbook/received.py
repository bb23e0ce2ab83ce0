"""Answers received by our own form in; added to tabs of their own in the file of answers, whose other tabs stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import Speaker, normalised
from pipeline.workbook.backups import forget_old, keep_backup
from pipeline.workbook.book import Book
from pipeline.workbook.desk import put
from pipeline.workbook.disk import check_writable, digest, hold, read_if_there, replace_file
from pipeline.workbook.local import read_data
from pipeline.workbook.parts import losses

MOMENT_FORMAT = "dd/mm/yyyy hh:mm:ss"

Row = dict[str, Cell]
"""Heading → cell."""


class ReceivedAnswers:
    """The tabs of our own form in one .xlsx file. `key` is the heading of the numbers by which rows are known."""

    def __init__(self, path: Path, key: str, now: datetime, speaker: Speaker) -> None:
        self.path = path.resolve()
        self.key = key
        self.now = now
        self.speaker = speaker

    def prepare(self, sheets: Sequence[Sheet]) -> None:
        """Where there is no file yet, it is made with these tabs, so that a run has something to read."""
        if not self.path.exists():
            self.add(sheets)

    def add(self, sheets: Sequence[Sheet]) -> int:
        """Adds the rows that are not there yet, whole or not at all, and reads them again; how many there were.

        Raises WorkbookBusyError if somebody has the file open, WorkbookError if something in it would be lost.
        """
        with hold(self.path, self.speaker):
            before = read_if_there(self.path, self.speaker)
            missing = self._missing(sheets, before)
            if not missing and before:
                return 0
            self._replace(missing or list(sheets), before)
            if self._missing(missing, read_if_there(self.path, self.speaker)):
                raise WorkbookError(self.speaker.say(sentence("receive.not_written", path=str(self.path))))
            return sum(len(sheet.rows) - 1 for sheet in missing)

    def _missing(self, sheets: Iterable[Sheet], data: bytes | None) -> list[Sheet]:
        return missing_rows(sheets, read_data(data, self.path, self.speaker) if data else (), self.key)

    def _replace(self, sheets: Sequence[Sheet], before: bytes | None) -> None:
        check_writable(self.path, self.speaker)
        book = Book(before)
        for sheet in sheets:
            book.change(partial(append_rows, added=sheet))
        after = book.to_bytes()
        if before:
            self._check_losses(before, after)
            forget_old(self.path, self.now)
            keep_backup(self.path, before, self.now, self.speaker)
        replace_file(self.path, after, digest(before) if before else None, self.speaker)

    def _check_losses(self, before: bytes, after: bytes) -> None:
        lost = losses(before, after)
        if lost:
            things = tuple(sorted({self.speaker.say(item.sentence) for item in lost}))
            raise WorkbookError(
                self.speaker.say(sentence("file.would_lose", path=str(self.path), what=things))
            )


def missing_rows(sheets: Iterable[Sheet], standing: Iterable[Sheet], key: str) -> list[Sheet]:
    """What is still to be added: rows whose number stands in no row of their tab, below their headings."""
    found = {sheet.title: {str(row.get(key)): row for row in rows_of(sheet)} for sheet in standing}
    missing = []
    for sheet in sheets:
        there = found.get(sheet.title, {})
        rows = [
            cells
            for cells, row in zip(sheet.rows[1:], rows_of(sheet), strict=True)
            if not _stands(row, there.get(str(row[key])))
        ]
        if rows:
            missing.append(Sheet(sheet.title, (sheet.rows[0], *rows)))
    return missing


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """The rows below the headings, each cell under its heading."""
    headings = [str(cell or "") for cell in sheet.rows[0]] if sheet.rows else []
    for row in sheet.rows[1:]:
        cells = (*row, *([None] * (len(headings) - len(row))))
        yield {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}


def _stands(row: Row, there: Row | None) -> bool:
    """Whether a row stands there; one that somebody corrected since is never written over."""
    return there is not None and all(heading in there for heading, cell in row.items() if cell is not None)


def append_rows(book: Workbook, added: Sheet) -> None:
    """Rows stand below the last one, each cell under its heading; a heading that is new stands at the right."""
    tab = book[added.title] if added.title in book.sheetnames else _new_tab(book, added.title)
    places = _places(tab)
    for heading in map(str, added.rows[0]):
        if normalised(heading) not in places:
            places[normalised(heading)] = max(places.values(), default=0) + 1
            put(tab.cell(1, places[normalised(heading)]), heading)
    number = _last_row(tab)
    for row in rows_of(added):
        number += 1
        for heading, cell in row.items():
            if cell is not None:
                _write(tab, number, places[normalised(heading)], cell)


def _new_tab(book: Workbook, title: str) -> Worksheet:
    tab: Worksheet = book.create_sheet(title)
    tab.freeze_panes = "A2"
    return tab


def _places(tab: Worksheet) -> dict[str, int]:
    """Heading → column, of a tab that has headings."""
    return {normalised(str(cell.value)): cell.column for cell in tab[1] if cell.value is not None}


def _last_row(tab: Worksheet) -> int:
    return max((cell.row for row in tab.iter_rows() for cell in row if cell.value is not None), default=1)


def _write(tab: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = put(tab.cell(row, column), value)
    if isinstance(value, datetime):
        cell.number_format = MOMENT_FORMAT
