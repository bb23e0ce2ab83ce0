"""Requests that change where contents stand: sort, copy, cut, merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sheets.kinds import Json, Refusal
from tests.sheets.notation import Bounds, range_from_bounds
from tests.sheets.rendering import Rendering, render
from tests.sheets.sheet import Area, Cell, Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.values import set_value

PLAIN = Rendering("UNFORMATTED_VALUE")


def sort_range(spreadsheet: Spreadsheet, request: Json) -> None:
    """Rows of a range in a new order; what cells hold moves, cells outside the range do not."""
    area = spreadsheet.area(request["range"])
    order = list(area.bounds.rows())
    for spec in reversed(request.get("sortSpecs", [])):
        order = sorted_by(area.sheet, order, spec)
    carry_cells(area, order)
    if spreadsheet.hypotheses.sort_carries_metadata:
        carry_metadata(spreadsheet, area, order)


def sorted_by(sheet: Sheet, order: list[int], spec: Json) -> list[int]:
    """Row numbers in the order of one column; empty cells come last either way."""
    column, is_descending = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
    shown = {row: render(sheet.cell(row, column), PLAIN) for row in order}
    full = [row for row in order if shown[row] != ""]
    full.sort(key=lambda row: rank(shown[row]), reverse=is_descending)
    return full + [row for row in order if shown[row] == ""]


def rank(value: Any) -> tuple[int, float, str]:
    """Numbers before texts before truths; capitals do not count."""
    if isinstance(value, bool):
        return 2, float(value), ""
    return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value).lower())


def carry_cells(area: Area, order: list[int]) -> None:
    """Put the cells of each old row in their new one."""
    columns = area.bounds.columns()
    sheet = area.sheet
    cut = {row: {column: sheet.cell(row, column) for column in columns} for row in order if row in sheet.rows}
    for new, old in zip(area.bounds.rows(), order, strict=True):
        for column in columns if new in sheet.rows or old in cut else ():
            sheet.set_cell(new, column, cut.get(old, {}).get(column, {}))


def carry_metadata(spreadsheet: Spreadsheet, area: Area, order: list[int]) -> None:
    """Let the developer metadata of rows follow them."""
    places = {old: new for new, old in zip(area.bounds.rows(), order, strict=True)}
    for item in spreadsheet.metadata:
        span = item["location"].get("dimensionRange", {})
        if span.get("dimension") == "ROWS" and span.get("sheetId", 0) == area.sheet.id:
            place = places.get(span["startIndex"], span["startIndex"])
            span["startIndex"], span["endIndex"] = place, place + 1


def _values_only(old: Cell, new: Cell) -> Cell:
    return {**without(old, "userEnteredValue"), **only(new, "userEnteredValue")}


def _format_only(old: Cell, new: Cell) -> Cell:
    return {**only(old, "userEnteredValue", "note"), **without(new, "userEnteredValue", "note")}


def _validation_only(old: Cell, new: Cell) -> Cell:
    return {**without(old, "dataValidation"), **only(new, "dataValidation")}


PASTES: dict[str, Callable[[Cell, Cell], Cell]] = {
    "PASTE_NORMAL": lambda _old, new: new,
    "PASTE_NO_BORDERS": lambda _old, new: new,
    "PASTE_VALUES": _values_only,
    "PASTE_FORMULA": _values_only,
    "PASTE_FORMAT": _format_only,
    "PASTE_DATA_VALIDATION": _validation_only,
}


def only(cell: Cell, *names: str) -> Cell:
    return {name: value for name, value in cell.items() if name in names}


def without(cell: Cell, *names: str) -> Cell:
    return {name: value for name, value in cell.items() if name not in names}


def copy_paste(spreadsheet: Spreadsheet, request: Json) -> None:
    """The cells of a range again at the destination."""
    source, destination = spreadsheet.area(request["source"]), spreadsheet.area(request["destination"])
    paste(source, destination.sheet, destination.bounds, request.get("pasteType", "PASTE_NORMAL"))


def cut_paste(spreadsheet: Spreadsheet, request: Json) -> None:
    """The cells of a range at the destination, and no longer where they were."""
    source, corner = spreadsheet.area(request["source"]), request["destination"]
    sheet = spreadsheet.sheet(corner.get("sheetId"))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    held = {
        place: cell for *place_, cell in source.sheet.cells_in(source.bounds) for place in [tuple(place_)]
    }
    for row, column in held:
        source.sheet.set_cell(row, column, {})
    put_down(
        held, source.bounds, sheet, Bounds(top, top, left, left), request.get("pasteType", "PASTE_NORMAL")
    )


def paste(source: Area, sheet: Sheet, target: Bounds, kind: str) -> None:
    """Copy an area's cells to where the target begins."""
    held = {(row, column): cell for row, column, cell in source.sheet.cells_in(source.bounds)}
    put_down(held, source.bounds, sheet, target, kind)


def put_down(held: dict[Any, Cell], source: Bounds, sheet: Sheet, target: Bounds, kind: str) -> None:
    """Put the cells that were picked up where the target begins."""
    combine = PASTES.get(kind)
    if combine is None:
        raise Refusal(f"The stand-in does not paste {kind}.", 501)
    for row in source.rows():
        for column in source.columns():
            place = row - source.top + target.top, column - source.left + target.left
            sheet.set_cell(*place, combine(sheet.cell(*place), held.get((row, column), {})))


def merge_cells(spreadsheet: Spreadsheet, request: Json) -> None:
    """One cell out of many: all, row by row or column by column; older merges inside are dissolved."""
    area = spreadsheet.area(request["range"])
    unmerge_cells(spreadsheet, request)
    for part in MERGE_PARTS[request.get("mergeType", "MERGE_ALL")](area.bounds):
        area.sheet.merges.append(range_from_bounds(area.sheet.id, part))
        for row, column, _ in list(area.sheet.cells_in(part)):
            if (row, column) != (part.top, part.left):
                set_value(area.sheet, row, column, "")


MERGE_PARTS: dict[str, Callable[[Bounds], list[Bounds]]] = {
    "MERGE_ALL": lambda whole: [whole],
    "MERGE_ROWS": lambda whole: [Bounds(row, row + 1, whole.left, whole.right) for row in whole.rows()],
    "MERGE_COLUMNS": lambda whole: [
        Bounds(whole.top, whole.bottom, column, column + 1) for column in whole.columns()
    ],
}


def unmerge_cells(spreadsheet: Spreadsheet, request: Json) -> None:
    """The merges inside a range are dissolved; "the range must not partially span any merge"."""
    area = spreadsheet.area(request["range"])
    met = [merge for merge in area.sheet.merges if meets(merge, area.bounds)]
    is_partial = not all(lies_in(merge, area.bounds) for merge in met)
    if is_partial and spreadsheet.hypotheses.partial_unmerge_is_refused:
        raise Refusal("You must select all cells in a merged range to merge or unmerge them.")
    area.sheet.merges[:] = [merge for merge in area.sheet.merges if merge not in met]


def meets(merge: Json, bounds: Bounds) -> bool:
    """A merge with a cell inside the bounds."""
    is_in_rows = merge["startRowIndex"] < bounds.bottom and bounds.top < merge["endRowIndex"]
    return bool(
        is_in_rows and merge["startColumnIndex"] < bounds.right and bounds.left < merge["endColumnIndex"]
    )


def lies_in(merge: Json, bounds: Bounds) -> bool:
    """A merge wholly inside the bounds."""
    is_in_rows = bounds.top <= merge["startRowIndex"] and merge["endRowIndex"] <= bounds.bottom
    is_in_columns = bounds.left <= merge["startColumnIndex"] and merge["endColumnIndex"] <= bounds.right
    return bool(is_in_rows and is_in_columns)
