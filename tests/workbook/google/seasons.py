"""A synthetic season's three files, put into spreadsheets of the stand-in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.google.numbers import number_from
from pipeline.workbook.local import read_file
from tests.sheets.requests import apply_batch
from tests.sheets.spreadsheet import Spreadsheet


def fill_from(path: Path, target: Spreadsheet) -> None:
    """Every tab of a local file, cell by cell, as tabs that a form or a person might have made."""
    for sheet in read_file(path):
        _add(sheet, target)
    apply_batch(target, [{"deleteSheet": {"sheetId": 0}}])


def _add(sheet: Sheet, target: Spreadsheet) -> None:
    width = max(map(len, sheet.rows), default=1) + 2
    size = {"rowCount": len(sheet.rows) + 20, "columnCount": width}
    apply_batch(target, [{"addSheet": {"properties": {"title": sheet.title, "gridProperties": size}}}])
    made = target.sheet_titled(sheet.title)
    assert made is not None
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                made.set_cell(row, column, {"userEnteredValue": _value(cell)})


def _value(cell: Cell) -> dict[str, object]:
    if isinstance(cell, date):
        return {"numberValue": number_from(cell)}
    return {"stringValue": cell} if isinstance(cell, str) else {"numberValue": cell}
