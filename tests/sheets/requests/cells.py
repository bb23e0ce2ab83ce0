"""Requests that put something in cells."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sheets.colours import mirror, widen
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import Mask, parse_mask, put
from tests.sheets.notation import Bounds
from tests.sheets.sheet import Area, Cell, Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.typing_in import read_typed
from tests.sheets.values import has_value, refuse_size

# Only these parts of a CellData are given by whoever writes; the others are what Google makes of them.
WRITABLE = ("userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation", "hyperlink")


def update_cells(spreadsheet: Spreadsheet, request: Json) -> None:
    """Rows of cells from a corner on, or over a range, whose other cells lose what the mask names."""
    sheet, bounds = target_of(spreadsheet, request)
    rows = request.get("rows", [])
    for at, row in enumerate(bounds.rows()):
        cells = rows[at].get("values", []) if at < len(rows) else []
        width = len(cells) if "start" in request else bounds.right - bounds.left
        cells = [*cells, *([{}] * width)][:width]
        put_row(spreadsheet, sheet, (row, bounds.left), cells, cell_mask(request))


def target_of(spreadsheet: Spreadsheet, request: Json) -> tuple[Sheet, Bounds]:
    """The tab and the bounds that `range` or `start` and the rows mean."""
    if "range" in request:
        area = spreadsheet.area(request["range"])
        return area.sheet, area.bounds
    start, rows = request["start"], request.get("rows", [])
    sheet = spreadsheet.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row.get("values", [])) for row in rows), default=0)
    bounds = Bounds(top, top + len(rows), left, left + width)
    if bounds.bottom > sheet.grid["rowCount"] or bounds.right > sheet.grid["columnCount"]:
        refuse_size(sheet, bounds)
    return sheet, bounds


def cell_mask(request: Json) -> Mask:
    """The mask over cells; a star means all that can be written."""
    mask = widen(parse_mask(request["fields"]))
    return {name: {} for name in WRITABLE} if "*" in mask else mask


def put_row(
    spreadsheet: Spreadsheet, sheet: Sheet, corner: tuple[int, int], cells: list[Cell], mask: Mask
) -> None:
    """Put cells side by side from a corner on."""
    row, left = corner
    new = {
        column: changed_cell(spreadsheet, sheet.cell(row, column), cell, mask)
        for column, cell in enumerate(cells, left)
    }
    sheet.set_cells(row, new)


def changed_cell(spreadsheet: Spreadsheet, old: Cell, new: Cell, mask: Mask) -> Cell:
    """A cell with what the mask names taken from another; an empty note or text is none."""
    changed = put(old, as_kept(spreadsheet, mirror(new) if "userEnteredFormat" in new else new), mask)
    empty = [name for name in ("note",) if changed.get(name) == ""]
    if changed.get("userEnteredValue") in ({}, {"stringValue": ""}):
        empty.append("userEnteredValue")
    return {name: held for name, held in changed.items() if name not in empty} if empty else changed


def as_kept(spreadsheet: Spreadsheet, cell: Cell) -> Cell:
    """A cell whose text is literal, or read as if typed under the other hypothesis."""
    text = cell.get("userEnteredValue", {}).get("stringValue")
    if text is None or not spreadsheet.hypotheses.string_values_are_parsed:
        return cell
    value, _ = read_typed(text, spreadsheet.locale)
    return {**cell, "userEnteredValue": value}


def append_cells(spreadsheet: Spreadsheet, request: Json) -> None:
    """Rows of cells after the last row with data, from column A on; the grid grows as needed."""
    sheet, rows = spreadsheet.sheet(request.get("sheetId")), request.get("rows", [])
    top = last_row(spreadsheet, sheet) + 1
    sheet.grow(top + len(rows), max((len(row.get("values", [])) for row in rows), default=0))
    mask = cell_mask(request)
    for at, row in enumerate(rows):
        put_row(spreadsheet, sheet, (top + at, 0), row.get("values", []), mask)


def last_row(spreadsheet: Spreadsheet, sheet: Sheet) -> int:
    """The last row with data, -1 when there is none; whether a look is data depends on the hypothesis."""
    if spreadsheet.hypotheses.append_counts_formats:
        return max(sheet.rows, default=-1)
    return max((row for row, cells in sheet.rows.items() if any(map(has_value, cells.values()))), default=-1)


def repeat_cell(spreadsheet: Spreadsheet, request: Json) -> None:
    """The same cell over a whole range, as far as the mask says."""
    mask, cell = cell_mask(request), request.get("cell", {})
    area = spreadsheet.area(request["range"])
    for row in area.bounds.rows():
        put_row(spreadsheet, area.sheet, (row, area.bounds.left), [cell] * len(area.bounds.columns()), mask)


def places_in(area: Area) -> Iterator[tuple[int, int]]:
    """Every cell of an area, empty or not."""
    return ((row, column) for row in area.bounds.rows() for column in area.bounds.columns())


def set_data_validation(spreadsheet: Spreadsheet, request: Json) -> None:
    """A rule for what may be typed over a range; without a rule, the range loses its own."""
    area, rule = spreadsheet.area(request["range"]), request.get("rule")
    if rule and not rule.get("condition", {}).get("type"):
        raise Refusal("Data validation rule must have a condition.")
    for row, column in places_in(area):
        held = {
            name: value for name, value in area.sheet.cell(row, column).items() if name != "dataValidation"
        }
        area.sheet.set_cell(row, column, {**held, **({"dataValidation": rule} if rule else {})})
