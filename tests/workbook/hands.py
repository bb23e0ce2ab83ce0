"""Hands at an .xlsx file: what an office program lets somebody do in its tabs, and the file that they save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.tables import Cell
from pipeline.workbook.contents import tab_codes
from tests.workbook.books import rename

Content = tuple[object, str, str]  # value, what kind of value, how numbers are shown
NOTHING: Content = (None, "n", "General")


class Hands:
    """Somebody with the file open; a tab is named by its code. Rows and columns count from 0."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saves = 0
        self._seen = b""
        self._is_changed = False

    @property
    def book(self) -> Workbook:
        """The file as it is open: read again when it was replaced, as long as nothing in it is unsaved."""
        present = self._seen if self._is_changed else self.path.read_bytes()
        if present != self._seen:
            self._seen = present
            self._book = load_workbook(BytesIO(present))
        return self._book

    def save(self) -> None:
        """What was changed stands in the file."""
        if self._is_changed:
            kept = BytesIO()
            self._book.save(kept)
            self._seen = kept.getvalue()
            self.path.write_bytes(self._seen)
            self._is_changed = False
            self.saves += 1

    def grid(self, name: str | int) -> list[list[Cell]]:
        """What stands in a tab."""
        return [[cell.value for cell in row] for row in self._tab(name).iter_rows()]  # type: ignore[misc]  # never a formula

    def type(self, name: str | int, row: int, column: int, text: str) -> None:
        """Write something in a cell."""
        _write(self._change(name), row + 1, column + 1, (text, "s", "General"))

    def insert_rows(self, name: str | int, at: int, count: int = 1) -> None:
        """Empty rows before a row."""
        tab = self._change(name)
        tab.insert_rows(at + 1, count)
        for area in tab.merged_cells.ranges:
            if area.min_row > at:
                area.shift(row_shift=count)

    def insert_columns(self, name: str | int, at: int, count: int = 1) -> None:
        """Empty columns before a column; merged cells around it grow."""
        tab = self._change(name)
        tab.insert_cols(at + 1, count)
        for area in tab.merged_cells.ranges:
            _make_room(area, at, count)

    def sort(self, name: str | int, column: int, *, descending: bool = False, first: int = 1) -> None:
        """Sort all rows from one on by a column; empty cells come last."""
        tab = self._change(name)
        rows = [_contents(row) for row in tab.iter_rows(min_row=first + 1)]
        empty = [row for row in rows if row[column][0] is None]
        filled = [row for row in rows if row[column][0] is not None]
        filled.sort(key=lambda row: _order(row[column][0]), reverse=descending)
        _fill(tab, first + 1, [*filled, *empty])

    def move_rows(self, name: str | int, at: int, to: int) -> None:
        """Drag a row to before another one."""
        tab = self._change(name)
        rows = [_contents(row) for row in tab.iter_rows()]
        moved = rows.pop(at)
        rows.insert(to - 1 if to > at else to, moved)
        _fill(tab, 1, rows)

    def move_columns(self, name: str | int, at: int, to: int) -> None:
        """Drag a column to elsewhere."""
        tab = self._change(name)
        rows = [_contents(row) for row in tab.iter_rows()]
        for row in rows:
            row.insert(to, row.pop(at))
        _fill(tab, 1, rows)

    def delete_rows(self, name: str | int, at: int) -> None:
        """Delete a row."""
        self._change(name).delete_rows(at + 1)

    def copy_row(self, name: str | int, at: int, to: int) -> None:
        """Insert a row and paste a copy of another one into it."""
        tab = self._change(name)
        copied = _contents(tab[at + 1])
        self.insert_rows(name, to)
        _fill(tab, to + 1, [copied])

    def rename_tab(self, name: str | int, title: str) -> None:
        """Give a tab another title."""
        rename(self.book, self._change(name).title, title)

    def move_tab(self, name: str | int, index: int) -> None:
        """Drag a tab to another place."""
        tab = self._change(name)
        self.book.move_sheet(tab, index - self.book.index(tab))

    def add_tab(self, title: str, text: str) -> None:
        """A tab of their own before all others, with something in it."""
        self.book.create_sheet(title, 0)["A1"] = text
        self._is_changed = True

    def _tab(self, name: str | int) -> Worksheet:
        titles = {code: title for title, code in tab_codes(self.book).items()}
        found: Worksheet = self.book[titles[str(name)]]
        return found

    def _change(self, name: str | int) -> Worksheet:
        tab = self._tab(name)
        self._is_changed = True
        return tab


def _make_room(area: CellRange, at: int, count: int) -> None:
    if area.min_col > at:
        area.shift(col_shift=count)
    elif area.max_col > at:
        area.expand(right=count)


def _contents(row: Iterable[object]) -> list[Content]:
    return [
        (cell.value, cell.data_type, cell.number_format) if isinstance(cell, BookCell) else NOTHING
        for cell in row
    ]


def _fill(tab: Worksheet, first: int, rows: Sequence[Sequence[Content]]) -> None:
    for number, row in enumerate(rows, start=first):
        for position, content in enumerate(row, start=1):
            _write(tab, number, position, content)


def _write(tab: Worksheet, row: int, column: int, content: Content) -> None:
    """A cell holds this; what looks like a formula and is text stays text."""
    cell = tab.cell(row, column)
    if not isinstance(cell, BookCell):
        return  # inside merged cells: an office program shows nothing there
    cell.value, kind, shown = content  # type: ignore[assignment]  # what stood in a cell
    if kind == "s":
        cell.data_type = kind
    if isinstance(cell.value, date):
        cell.number_format = shown


def _order(value: object) -> tuple[bool, str]:
    """Numbers and days before texts."""
    return isinstance(value, str), str(value)
