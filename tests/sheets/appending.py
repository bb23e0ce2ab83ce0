"""values.append: the table that a range holds, and the rows that are written below it."""

from __future__ import annotations

from tests.sheets.geometry import insertion, reshape
from tests.sheets.kinds import Json
from tests.sheets.notation import Bounds, Box
from tests.sheets.sheet import Area, Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.values import Matrix, Writing, has_value, turned, write_values


def append_values(
    spreadsheet: Spreadsheet, area: Area, values: Matrix, writing: Writing, inserting: bool
) -> Json:
    """Write below the table found in the range; without a table, from the range's first cell on."""
    sheet, rows = area.sheet, turned(values, writing.major)
    table = table_in(area)
    row, column = (table.bottom, table.left) if table else (area.bounds.top, area.bounds.left)
    if inserting and table:
        reshape(spreadsheet, sheet, insertion("ROWS", row, len(rows)))
    sheet.grow(row + len(rows), column + max(map(len, rows), default=0))
    start = Area(sheet, Box(row, row + 1, column, column + 1))
    answer: Json = {"spreadsheetId": spreadsheet.id}
    if table:
        answer["tableRange"] = sheet.range_text(table)
    writing = Writing(writing.option, "ROWS", writing.repeated, writing.rendering)
    return {**answer, "updates": write_values(spreadsheet, start, rows, writing)}


def table_in(area: Area) -> Bounds | None:
    """The block of touching cells that holds the last value of the range. An approximation of Google's search."""
    sheet = area.sheet
    filled = {(row, column) for row, column, cell in area.sheet.cells_in(area.bounds) if has_value(cell)}
    if not filled:
        return None
    block = touching(sheet, max(filled))
    rows, columns = {row for row, _ in block}, {column for _, column in block}
    return Bounds(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def touching(sheet: Sheet, seed: tuple[int, int]) -> set[tuple[int, int]]:
    """All cells with values that can be reached from one over touching cells, corners included."""
    block, open_ends = {seed}, [seed]
    while open_ends:
        row, column = open_ends.pop()
        around = [(row + down, column + along) for down in (-1, 0, 1) for along in (-1, 0, 1)]
        new = [cell for cell in around if cell not in block and has_value(sheet.cell(*cell))]
        block.update(new)
        open_ends += new
    return block
