"""Contents: the bytes of an .xlsx file in, its tabs with their values out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.parts import sheet_paths

TAB_NAME = "duos_tab_"  # a hidden name per tab: it follows when somebody renames the tab


def read_contents(data: bytes, *, are_answers: bool = False) -> tuple[Sheet, ...]:
    """Every tab with its values; where a formula was never computed, the formula's text.

    Of answers truth values stay what they are: only the question says whether TRUE is a yes or a name.
    """
    values = sheets_of(load(data, values=True), are_answers=are_answers)
    if not has_formulas(data):
        return values
    formulas = sheets_of(load(data, values=False), are_answers=are_answers)
    return tuple(_completed(sheet, other) for sheet, other in zip(values, formulas, strict=True))


def load(data: bytes, values: bool) -> Workbook:
    """The library's own picture of a file: with values, or with formulas and formats inside texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library cannot keep is found by comparing parts
        return load_workbook(BytesIO(data), data_only=values, rich_text=not values)


def sheets_of(book: Workbook, *, are_answers: bool = False) -> tuple[Sheet, ...]:
    """Every tab of a loaded file."""
    codes, read = tab_codes(book), _answer if are_answers else _value
    return tuple(_sheet(sheet, codes, read) for sheet in book.worksheets)


def tab_codes(book: Workbook) -> dict[str, str]:
    """Tab's present title → its code, as the hidden names say it."""
    return {
        _titled(name.attr_text): key.removeprefix(TAB_NAME)
        for key, name in book.defined_names.items()
        if key.startswith(TAB_NAME) and _titled(name.attr_text or "") in book.sheetnames
    }


def has_formulas(data: bytes) -> bool:
    """Whether any cell of the file holds a formula."""
    with ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(path) for path in sheet_paths(archive).values()]
    return any(b"<f>" in part or b"<f " in part for part in parts)


def _titled(reference: str) -> str:
    """The tab's title in a reference such as 'À faire'!$A$1."""
    return reference.rpartition("!")[0].lstrip("$").removeprefix("'").removesuffix("'").replace("''", "'")


def _completed(values: Sheet, formulas: Sheet) -> Sheet:
    rows = tuple(
        tuple(formula if value is None else value for value, formula in zip(row, other, strict=True))
        for row, other in zip(_padded(values, formulas), formulas.rows, strict=True)
    )
    return Sheet(values.title, rows, values.hidden, values.tab)


def _padded(values: Sheet, like: Sheet) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(like.rows):
        present = values.rows[number] if number < len(values.rows) else ()
        yield (*present, *([None] * (len(row) - len(present))))


def _sheet(sheet: Worksheet, codes: Mapping[str, str], read: Callable[[object], Cell]) -> Sheet:
    rows = [_trimmed(tuple(read(cell) for cell in row)) for row in sheet.iter_rows()]
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(sheet.title, tuple(rows), sheet.sheet_state != "visible", codes.get(sheet.title, ""))


def _trimmed(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _answer(cell: object) -> Cell:
    value = getattr(cell, "value", None)
    return value if isinstance(value, bool) else _value(cell)


def _value(cell: object) -> Cell:
    """A cell's value as our tables know it: yes and no for truth values, days where there is no hour."""
    value = getattr(cell, "value", None)
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _day(value, str(getattr(cell, "number_format", "")))
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, int | float | date):
        return value
    text = str(getattr(value, "text", value)).replace("_x000D_", "").replace("\r\n", "\n")
    return text or None


def _day(value: datetime, number_format: str) -> datetime | date:
    has_hours = "h" in number_format.lower() or value.time() != time()
    return value if has_hours else value.date()
