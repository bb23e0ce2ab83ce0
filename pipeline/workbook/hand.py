"""A hand: what somebody writes into the team's workbook, as a spreadsheet program would. For the demo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from pipeline.vocabulary.tables import Cell, Row
from pipeline.workbook.appearance import dress_cell, fit_row
from pipeline.workbook.book import Book
from pipeline.workbook.cells import canonical
from pipeline.workbook.columns import Layout
from pipeline.workbook.contents import sheets_of
from pipeline.workbook.desk import Desk, put
from pipeline.workbook.headings import sheets_by_tab


@dataclass(frozen=True)
class Written:
    """Cells that somebody fills in, by field: in the row of `code`, or in a new row if there is no code."""

    tab: str
    cells: Row
    code: str = ""


def write_by_hand(path: Path, layout: Layout, written: Iterable[Written]) -> None:
    """Every cell is filled in where its row and column stand; a row that is not there is passed over."""

    def write(opened: Workbook) -> None:
        desks = _desks(opened, layout)
        for one in written:
            _write_row(desks[one.tab], one)

    book = Book(path.read_bytes())
    book.change(write)
    path.write_bytes(book.to_bytes())


def _write_row(desk: Desk, one: Written) -> None:
    number = _row_of(desk, one.code) if one.code else _next_row(desk)
    cells = {name: cell for name, cell in one.cells.items() if number and name in desk.columns}
    for name, cell in cells.items():
        _fill(desk, number, name, cell)
    if cells:
        _fit(desk, number)


def _fit(desk: Desk, number: int) -> None:
    """The row grows with its texts, as it does for whoever types there."""
    cells = {name: desk.sheet.cell(number, place).value for name, place in desk.columns.items()}
    texts = {desk.tab.column_by_field[name]: cell for name, cell in cells.items() if isinstance(cell, str)}
    fit_row(desk.sheet, number, {**texts})


def _fill(desk: Desk, number: int, name: str, value: Cell) -> None:
    """A cell that nothing has dressed yet looks as its column wants, as it does for whoever types there."""
    is_bare = not desk.sheet.cell(number, desk.columns[name]).has_style
    cell = put(desk.sheet.cell(number, desk.columns[name]), value)
    if is_bare:
        dress_cell(cell, desk.tab.column_by_field[name])


def _desks(book: Workbook, layout: Layout) -> dict[str, Desk]:
    found = sheets_by_tab(sheets_of(book), layout)
    return {
        code: Desk(book[found[code].title], found[code], layout[code])
        for code in found
        if code in layout.tab_by_code
    }


def _row_of(desk: Desk, code: str) -> int:
    """The row in which a code, or a setting, stands; 0 if there is none."""
    key = desk.columns[desk.tab.key[0]]
    for number in range(desk.heading_row + 1, desk.sheet.max_row + 1):
        if canonical(str(desk.sheet.cell(number, key).value)) == code:
            return number
    return 0


def _next_row(desk: Desk) -> int:
    """The first row under the headings in which nothing stands."""
    number = desk.heading_row + 1
    while any(cell.value not in (None, "") for cell in desk.sheet[number]):
        number += 1
    return number
