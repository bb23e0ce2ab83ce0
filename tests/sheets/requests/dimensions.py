"""Requests about rows and columns."""

from __future__ import annotations

import copy

from tests.sheets.geometry import COUNTS, deletion, insertion, relocation, reshape
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import parse_mask, put
from tests.sheets.rendering import render
from tests.sheets.sheet import Cell, Sheet
from tests.sheets.spreadsheet import Spreadsheet

LOOK = ("userEnteredFormat", "dataValidation")
CONTROLS = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}
# About the width of a letter of 10 points, in pixels.
LETTER_WIDTH = 9


def stretch_of(spreadsheet: Spreadsheet, span: Json) -> tuple[Sheet, str, int, int]:
    """The tab, the dimension and the two ends of a DimensionRange, closed by the grid."""
    sheet, dimension = spreadsheet.sheet(span.get("sheetId")), str(span["dimension"])
    count: int = sheet.grid[COUNTS[dimension]]
    start: int = span.get("startIndex", 0)
    end: int = span.get("endIndex", count)
    if end <= start:
        raise Refusal(f"endIndex ({end}) must be greater than startIndex ({start}).")
    return sheet, dimension, start, end


def insert_dimension(spreadsheet: Spreadsheet, request: Json) -> None:
    """Empty rows or columns before the place; they look like those before or after."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["range"])
    if start > sheet.grid[COUNTS[dimension]]:
        raise Refusal(f"range.startIndex[{start}] is after last {dimension} index.")
    reshape(spreadsheet, sheet, insertion(dimension, start, end - start))
    model = start - 1 if request.get("inheritFromBefore") else end
    if dimension == "ROWS" and model >= 0 and spreadsheet.hypotheses.inserted_rows_inherit:
        inherit_look(sheet, model, range(start, end))


def inherit_look(sheet: Sheet, model: int, rows: range) -> None:
    """New rows take colours and dropdowns of a neighbour, never its values."""
    looks = {column: look_of(cell) for column, cell in sheet.rows.get(model, {}).items()}
    for row in rows:
        for column, look in looks.items():
            sheet.set_cell(row, column, dict(look))


def look_of(cell: Cell) -> Cell:
    """What a cell looks like and allows, without what it holds."""
    return {name: cell[name] for name in LOOK if name in cell}


def delete_dimension(spreadsheet: Spreadsheet, request: Json) -> None:
    """Rows or columns go; one must be left."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["range"])
    count = sheet.grid[COUNTS[dimension]]
    if start >= count:
        raise Refusal(f"Cannot delete a {dimension[:-1].lower()} that doesn't exist.")
    if end - start >= count:
        raise Refusal(f"You can't delete all the {dimension.lower()} on the sheet.")
    reshape(spreadsheet, sheet, deletion(dimension, start, min(end, count) - start))


def move_dimension(spreadsheet: Spreadsheet, request: Json) -> None:
    """Rows or columns go before the destination, and what is tied to them goes along."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["source"])
    destination = request.get("destinationIndex", 0)
    if start <= destination <= end:
        return
    kept = copy.deepcopy(spreadsheet.metadata)
    reshape(spreadsheet, sheet, relocation(dimension, start, end, destination))
    if not spreadsheet.hypotheses.move_carries_metadata:
        spreadsheet.metadata[:] = kept


def append_dimension(spreadsheet: Spreadsheet, request: Json) -> None:
    """Empty rows or columns at the end."""
    sheet = spreadsheet.sheet(request.get("sheetId"))
    sheet.grid[COUNTS[request["dimension"]]] += request["length"]


def update_dimension_properties(spreadsheet: Spreadsheet, request: Json) -> None:
    """Width, height or visibility."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["range"])
    mask = parse_mask(request["fields"])
    held = sheet.dimensions[dimension]
    for index in range(start, end):
        changed = put(held.get(index, {}), request["properties"], mask)
        held[index] = {name: value for name, value in changed.items() if value is not False}


def auto_resize(spreadsheet: Spreadsheet, request: Json) -> None:
    """Columns as wide as their longest text, about; rows go back to one line."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["dimensions"])
    for index in range(start, end):
        size = widest(sheet, index) if dimension == "COLUMNS" else 21
        sheet.dimensions[dimension][index] = {**sheet.dimensions[dimension].get(index, {}), "pixelSize": size}


def widest(sheet: Sheet, column: int) -> int:
    """The width of the longest text of a column, at least that of an empty one."""
    lengths = [len(str(render(cells.get(column)))) for cells in sheet.rows.values()]
    return max(21, LETTER_WIDTH * max(lengths, default=0) + 6)


def add_group(spreadsheet: Spreadsheet, request: Json) -> Json:
    """Rows or columns that fold together; one level deep."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["range"])
    span = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    sheet.groups[dimension].append({"range": span, "depth": 1})
    sheet.grid[CONTROLS[dimension]] = True
    return {"dimensionGroups": sheet.groups[dimension]}


def delete_group(spreadsheet: Spreadsheet, request: Json) -> Json:
    """The fold goes, the rows stay."""
    sheet, dimension, start, end = stretch_of(spreadsheet, request["range"])
    groups = sheet.groups[dimension]
    groups[:] = [group for group in groups if ends_of(group["range"]) != (start, end)]
    return {"dimensionGroups": groups} if groups else {}


def ends_of(span: Json) -> tuple[int, int]:
    """Start and end of a DimensionRange."""
    return span["startIndex"], span["endIndex"]
