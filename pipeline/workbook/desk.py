"""A desk: one tab of an open book, where rows are added, states swapped and machine tabs replaced."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell import Cell as BookCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.changes import Append, Replace, Swap
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.appearance import (
    copy_look,
    dress_banner,
    dress_cell,
    fit_row,
    is_banner,
    offer_words,
    stretch_filter,
)
from pipeline.workbook.cells import clean, is_same
from pipeline.workbook.columns import Column, Layout, Tab
from pipeline.workbook.headings import Found, find_headings
from pipeline.workbook.tabs import row_to_append


class Desk:
    """One tab at work: its sheet in the file, and where its headings stand."""

    def __init__(self, sheet: Worksheet, seen: Sheet, tab: Tab) -> None:
        self.sheet = sheet
        self.tab = tab
        found = find_headings(seen, tab) or Found(tab.heading_row - 1, {})
        self.heading_row = found.row + 1
        self.columns = {name: position + 1 for name, position in found.columns.items()}
        self._looks: dict[tuple[str, type], BookCell] = {}

    def append(self, append: Append, layout: Layout) -> None:
        """A row stands after the last row with content; some of its cells offer words."""
        number = self._last_row() + 1
        self._write_row(number, row_to_append(append.cells, self.tab))
        for name, kind in append.offers.items():
            if name in self.columns:
                offer_words(self.sheet, f"{get_column_letter(self.columns[name])}{number}", kind, layout)
        stretch_filter(self.sheet)

    def swap(self, swap: Swap) -> None:
        """The cell that holds the state before holds the state after."""
        for row in range(self.heading_row + 1, self.sheet.max_row + 1):
            cell = self.sheet.cell(row, self.columns[swap.field])
            if cell.value is not None and is_same(str(cell.value), swap.before):
                put(cell, swap.after)

    def replace_rows(self, replacement: Replace) -> None:
        """The machine's columns of this tab hold these rows and nothing else; the line above says the rest."""
        self._separate_cells()
        if replacement.banner:
            dress_banner(self.sheet, self._banner_row(), self.tab, str(clean(replacement.banner)))
        for row in range(self.heading_row + 1, self.sheet.max_row + 1):
            self._empty_row(row)
        for number, cells in enumerate(replacement.rows, start=self.heading_row + 1):
            self._write_row(number, row_to_append(cells, self.tab))

    def _banner_row(self) -> int:
        """The row of the line above the headings: where it stands, else an empty row, else a new one."""
        above = range(1, self.heading_row)
        standing = [row for row in above if is_banner(self.sheet.cell(row, 1))]
        empty = [row for row in above if all(cell.value is None for cell in self.sheet[row])]
        if standing or empty:
            return (standing or empty)[0]
        self.sheet.insert_rows(self.heading_row)
        self.heading_row += 1
        return self.heading_row - 1

    def _separate_cells(self) -> None:
        """Cells that somebody merged below the headings would swallow what is written there."""
        for area in [area for area in self.sheet.merged_cells.ranges if area.max_row > self.heading_row]:
            self.sheet.unmerge_cells(str(area))

    def _empty_row(self, row: int) -> None:
        for position in self.columns.values():
            put(self.sheet.cell(row, position), None).style = "Normal"
        self.sheet.row_dimensions.pop(row, None)

    def _write_row(self, number: int, row: Mapping[str, Cell]) -> None:
        written: dict[Column, Cell] = {}
        for column in self.tab.columns:
            if column.field in self.columns:
                cell = self.sheet.cell(number, self.columns[column.field])
                self._dress(put(cell, row.get(column.field)), column)
                written[column] = row.get(column.field)
        fit_row(self.sheet, number, written)

    def _dress(self, cell: BookCell, column: Column) -> None:
        """A cell looks like the first one of its kind: looks are made once, for speed."""
        kind = (column.field, type(cell.value))
        if kind in self._looks:
            copy_look(self._looks[kind], cell)
            return
        dress_cell(cell, column)
        self._looks[kind] = cell

    def _last_row(self) -> int:
        merged = max((area.max_row for area in self.sheet.merged_cells.ranges), default=0)
        for row in range(self.sheet.max_row, self.heading_row, -1):
            if row <= merged or any(cell.value not in (None, "") for cell in self.sheet[row]):
                return row
        return self.heading_row


def put(cell: object, value: Cell) -> BookCell:
    """A value as data: whatever a text begins with, it is text."""
    if not isinstance(cell, BookCell):
        raise TypeError(f"{cell!r} is swallowed by merged cells")
    cell.value = clean(value)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell
