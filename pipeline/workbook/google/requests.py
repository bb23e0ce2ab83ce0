"""Requests: the few changes of a spreadsheet that Duos ever asks for, each as Google's interface writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pipeline.vocabulary.tables import Cell
from pipeline.workbook.cells import clean
from pipeline.workbook.google.numbers import number_from
from pipeline.workbook.google.snapshot import MARK, Box, Token

Request = dict[str, Any]
Data = dict[str, Any]

DATE_PATTERN, MOMENT_PATTERN = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
VALUE = "userEnteredValue"
VALUE_AND_FORMAT = "userEnteredValue,userEnteredFormat.numberFormat"


def data_of(cell: Cell) -> Data:
    """A cell's content as data: text is literal, whatever it begins with."""
    value = clean(cell)
    if value is None:
        return {}
    if isinstance(value, date):
        return {VALUE: {"numberValue": number_from(value)}}
    if isinstance(value, str):
        return {VALUE: {"stringValue": value}}
    return {VALUE: {"numberValue": value}}


def number_format(cell: Cell, is_date: bool, is_text: bool) -> Data:
    """How a cell shows what it holds: days as days, text as it was written."""
    if isinstance(cell, datetime):
        return {"type": "DATE_TIME", "pattern": MOMENT_PATTERN}
    if is_date or isinstance(cell, date):
        return {"type": "DATE", "pattern": DATE_PATTERN}
    return {"type": "TEXT"} if is_text else {"type": "NUMBER", "pattern": "General"}


def area(sheet: int, box: Box) -> Data:
    """A rectangle; one that ends at 0 has no end."""
    span = {
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }
    return {"sheetId": sheet, **{name: end for name, end in span.items() if end or name.startswith("start")}}


def append_rows(sheet: int, rows: Sequence[Sequence[Data]], fields: str) -> Request:
    """Rows after the last one with content."""
    return {
        "appendCells": {"sheetId": sheet, "rows": [{"values": list(row)} for row in rows], "fields": fields}
    }


def fill(sheet: int, box: Box, rows: Sequence[Sequence[Data]], fields: str = VALUE) -> Request:
    """Cells of an area; what the rows do not reach loses what the fields name."""
    return {
        "updateCells": {
            "range": area(sheet, box),
            "rows": [{"values": list(row)} for row in rows],
            "fields": fields,
        }
    }


def swap_text(sheet: int, before: str, after: str) -> Request:
    """The one cell that holds exactly this text holds that one, wherever it stands by now."""
    return {
        "findReplace": {
            "find": before, "replacement": after, "matchEntireCell": True, "matchCase": True, "sheetId": sheet,
        }
    }  # fmt: skip


def insert(sheet: int, dimension: str, at: int, count: int = 1) -> Request:
    """New, empty rows or columns."""
    span = {"sheetId": sheet, "dimension": dimension, "startIndex": at, "endIndex": at + count}
    return {"insertDimension": {"range": span, "inheritFromBefore": at > 0}}


def add_rows(sheet: int, count: int) -> Request:
    """New, empty rows at the end of the grid."""
    return {"appendDimension": {"sheetId": sheet, "dimension": "ROWS", "length": count}}


def merge(sheet: int, box: Box) -> Request:
    """One cell out of several."""
    return {"mergeCells": {"range": area(sheet, box), "mergeType": "MERGE_ALL"}}


def unmerge(sheet: int, box: Box) -> Request:
    """No merged cell in an area; refused where one reaches across its edge."""
    return {"unmergeCells": {"range": area(sheet, box)}}


def hide_columns(sheet: int, first: int, last: int) -> Request:
    """Columns that stay out of sight."""
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": first, "endIndex": last}
    return {
        "updateDimensionProperties": {
            "range": span,
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }


def renew_token(sheet: int, before: Token | None, after: Token) -> list[Request]:
    """The mark of this write in the place of the last: refused, with the whole batch, if somebody else has written."""
    mark = {
        "protectedRangeId": after.number,
        "range": {"sheetId": sheet},
        "description": f"{MARK}{after.author}",
        "warningOnly": True,
    }
    taken = [{"deleteProtectedRange": {"protectedRangeId": before.number}}] if before else []
    return [*taken, {"addProtectedRange": {"protectedRange": mark}}]
