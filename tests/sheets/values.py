"""The values of a range: read, write, append, clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.sheets.kinds import Json, Refusal
from tests.sheets.notation import Bounds, Box, box_from, letters_from
from tests.sheets.rendering import SHOWN, Rendering, render
from tests.sheets.sheet import Area, Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.typing_in import reader_of

Matrix: TypeAlias = list[list[Any]]


@dataclass(frozen=True)
class Writing:
    """How values are written: `valueInputOption`, direction, and whether the answer repeats them."""

    option: str | None
    major: str = "ROWS"
    repeated: bool = False
    rendering: Rendering = SHOWN


def read_values(spreadsheet: Spreadsheet, area: Area, rendering: Rendering, major: str = "ROWS") -> Json:
    """A ValueRange; empty rows and cells at the end are left out."""
    check_inside(area)
    bounds = area.bounds
    answer: Json = {"range": area.text, "majorDimension": major}
    rows = list(trimmed_rows(spreadsheet, area.sheet, bounds, rendering))
    if not spreadsheet.hypotheses.trailing_empties_are_omitted:
        rows = padded(rows)
    rows = transposed(rows) if major == "COLUMNS" else rows
    return {**answer, "values": rows} if rows else answer


def trimmed_rows(
    spreadsheet: Spreadsheet, sheet: Sheet, bounds: Bounds, rendering: Rendering
) -> Iterator[list[Any]]:
    """Row after row up to the last one that shows something, each up to its last cell that does."""
    at = bounds.top
    for row in sheet.rows_in(bounds):
        shown = row_values(sheet.rows[row], bounds, rendering)
        if not shown and spreadsheet.hypotheses.trailing_empties_are_omitted:
            continue
        yield from ([] for _ in range(at, row))
        yield shown
        at = row + 1


def row_values(cells: dict[int, Json], bounds: Bounds, rendering: Rendering) -> list[Any]:
    """What the cells of a row answer, without the empty ones at the end."""
    used = [column for column in cells if bounds.left <= column < bounds.right]
    shown = [render(cells.get(column), rendering) for column in range(bounds.left, max(used, default=-1) + 1)]
    while shown and shown[-1] == "":
        shown.pop()
    return shown


def padded(rows: Matrix) -> Matrix:
    """Rows made equally long with empty texts."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def transposed(rows: Matrix) -> Matrix:
    """Columns instead of rows, each without its empty end."""
    columns = [list(column) for column in zip(*padded(rows), strict=True)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns


def check_inside(area: Area) -> None:
    """A range that begins outside the grid is refused."""
    bounds, grid = area.bounds, area.sheet.grid
    if bounds.top >= grid["rowCount"] or bounds.left >= grid["columnCount"]:
        box = area.box
        bottom, right = box.bottom or bounds.top + 1, box.right or bounds.left + 1
        refuse_size(area.sheet, Bounds(bounds.top, bottom, bounds.left, right))


def refuse_size(sheet: Sheet, bounds: Bounds) -> None:
    """Say that a range leaves the grid."""
    raise Refusal(
        f"Range ({sheet.range_text(bounds)}) exceeds grid limits. "
        f"Max rows: {sheet.grid['rowCount']}, max columns: {sheet.grid['columnCount']}"
    )


def write_values(spreadsheet: Spreadsheet, area: Area, values: Matrix, writing: Writing) -> Json:
    """Put values in a range; a null leaves its cell alone, an empty text empties it."""
    rows = turned(values, writing.major)
    target = target_of(area, rows)
    read = reader_of(writing.option)
    changed = list(changes(rows, target))
    for row, column, value in changed:
        set_value(area.sheet, row, column, value if value == "" else read(value, spreadsheet.locale))
    return update_answer(spreadsheet, area.sheet, target, changed, writing)


def turned(values: Matrix, major: str) -> Matrix:
    """Rows, whichever way the values came."""
    if major != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[column[at] if at < len(column) else None for column in values] for at in range(height)]


def target_of(area: Area, rows: Matrix) -> Bounds:
    """Where the values will stand; they must fit in the range, or, from a single cell on, in the grid."""
    bounds = area.bounds
    height, width = len(rows), max(map(len, rows), default=0)
    target = Bounds(bounds.top, bounds.top + max(height, 1), bounds.left, bounds.left + max(width, 1))
    if not area.box.is_one_cell():
        check_fits(area, target)
    if target.bottom > area.sheet.grid["rowCount"] or target.right > area.sheet.grid["columnCount"]:
        refuse_size(area.sheet, target)
    return target


def check_fits(area: Area, target: Bounds) -> None:
    """Values that need more room than their range has are refused."""
    bounds = area.bounds
    beyond = f"row [{bounds.bottom + 1}]" if target.bottom > bounds.bottom else ""
    beyond = beyond or (f"column [{letters_from(bounds.right)}]" if target.right > bounds.right else "")
    if beyond:
        raise Refusal(f"Requested writing within range [{area.text}], but tried writing to {beyond}")


def changes(rows: Matrix, target: Bounds) -> Iterator[tuple[int, int, Any]]:
    """Row, column and value of each cell that is written."""
    for at, row in enumerate(rows):
        for along, value in enumerate(row):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise Refusal(f"Invalid values[{at}][{along}]: {kind} {value}")
            if value is not None:
                yield target.top + at, target.left + along, value


def set_value(sheet: Sheet, row: int, column: int, typed: Any) -> None:
    """Change what a cell holds and keep how it looks; the number format comes with what is typed."""
    cell = {name: held for name, held in sheet.cell(row, column).items() if name != "userEnteredValue"}
    if typed == "":
        sheet.set_cell(row, column, cell)
        return
    value, number_format = typed
    if number_format:
        cell["userEnteredFormat"] = {**cell.get("userEnteredFormat", {}), "numberFormat": number_format}
    sheet.set_cell(row, column, {"userEnteredValue": value, **cell})


def update_answer(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    target: Bounds,
    changed: list[tuple[int, int, Any]],
    writing: Writing,
) -> Json:
    """An UpdateValuesResponse: where, how many, and on demand what."""
    answer: Json = {"spreadsheetId": spreadsheet.id, "updatedRange": sheet.range_text(target)}
    if changed:
        answer["updatedRows"] = len({row for row, _, _ in changed})
        answer["updatedColumns"] = len({column for _, column, _ in changed})
        answer["updatedCells"] = len(changed)
    if writing.repeated:
        box = Box(target.top, target.bottom, target.left, target.right)
        answer["updatedData"] = read_values(spreadsheet, Area(sheet, box), writing.rendering, writing.major)
    return answer


def totals(answers: list[Json]) -> Json:
    """The sums of several updates: rows and columns are counted once each."""
    rows: set[tuple[str, int]] = set()
    columns: set[tuple[str, int]] = set()
    sheets: set[str] = set()
    for answer in answers:
        title, _, cells = answer["updatedRange"].rpartition("!")
        box = box_from(cells) or Box()
        sheets.add(title)
        rows.update((title, row) for row in range(box.top or 0, box.bottom or 0))
        columns.update((title, column) for column in range(box.left or 0, box.right or 0))
    counts = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(answer.get("updatedCells", 0) for answer in answers),
        "totalUpdatedSheets": len(sheets),
    }
    return {name: count for name, count in counts.items() if count}


def clear_values(area: Area) -> str:
    """Empty the cells of a range, keep how they look; the answer is the range."""
    for row, column, _ in list(area.sheet.cells_in(area.bounds)):
        set_value(area.sheet, row, column, "")
    return area.text


def has_value(cell: Json) -> bool:
    """A cell with a value, as opposed to one that has only a look."""
    return "userEnteredValue" in cell
