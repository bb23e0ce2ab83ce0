"""Response tabs in, a spreadsheet file as a form leaves it out. Only the synthetic season writes one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pipeline.vocabulary.tables import Cell, Sheet

STAMP = "synthetic"
"""What the file's properties say when nobody in it exists; other files are never written over."""


def write_responses(path: Path, sheets: Iterable[Sheet]) -> None:
    """The sheets become the file's tabs, each text as text, each moment as a number shown as a date."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.category = STAMP
    for sheet in sheets:
        tab = book.create_sheet(sheet.title)
        tab.freeze_panes = "A2"
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    _write(tab.cell(number, column), value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def is_synthetic(path: Path) -> bool:
    """Whether this file says that nobody in it exists."""
    book = load_workbook(path, read_only=True)
    try:
        return bool(book.properties.category == STAMP)
    finally:
        book.close()


def _write(cell: SheetCell, value: Cell) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
