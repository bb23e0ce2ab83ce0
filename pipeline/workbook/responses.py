"""Response tabs in, a spreadsheet file as a form leaves it out. Only the synthetic season writes one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.core import DocumentProperties

from pipeline.vocabulary.tables import Cell, Sheet

STAMP = "synthetic"
FINISHED = "finished"
"""What the file's properties say: nobody in it exists, so that it may be written over; the season is complete."""


def write_responses(path: Path, sheets: Iterable[Sheet], *, is_finished: bool = True) -> None:
    """The sheets become the file's tabs, each text as text, each moment as a number shown as a date."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.category = STAMP
    book.properties.contentStatus = FINISHED if is_finished else None
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
    return _properties(path).category == STAMP


def is_finished(path: Path) -> bool:
    """Whether the synthetic season that this file belongs to was written to its end."""
    return _properties(path).contentStatus == FINISHED


def _properties(path: Path) -> DocumentProperties:
    """What the file says of itself; nothing, if it is no workbook that can be read."""
    try:
        book = load_workbook(path, read_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        return DocumentProperties()
    book.close()
    properties: DocumentProperties = book.properties
    return properties


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
