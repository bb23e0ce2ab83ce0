"""The answer of spreadsheets.get: all that a spreadsheet is, or the part that ranges and a field mask name."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from tests.sheets.defaults import address_of
from tests.sheets.kinds import Json
from tests.sheets.masks import Mask, holds, is_everything, pick
from tests.sheets.notation import Bounds, Box
from tests.sheets.proto import shown
from tests.sheets.rendering import Rendering, effective, render
from tests.sheets.sheet import Area, Cell, Sheet
from tests.sheets.spreadsheet import Spreadsheet

PIXELS = {"ROWS": 21, "COLUMNS": 100}


@dataclass(frozen=True)
class View:
    """What is asked of a spreadsheet, and by whom."""

    areas: tuple[Area, ...] = ()
    mask: Mask | None = None
    with_cells: bool = False
    caller: str = ""

    @property
    def has_cells(self) -> bool:
        """A field mask decides by itself whether cells are answered."""
        return self.with_cells if self.mask is None else holds(self.mask, "sheets", "data")

    def part(self, *path: str) -> Mask:
        """The mask below a path; everything when there is none."""
        mask: Mask = self.mask or {}
        for name in path:
            mask = {} if is_everything(mask) else mask.get(name, {})
        return mask


def show_document(spreadsheet: Spreadsheet, view: View) -> Json:
    """A Spreadsheet resource."""
    asked = [sheet for sheet in spreadsheet.sheets if is_asked(sheet, view)]
    document = {
        "spreadsheetId": spreadsheet.id,
        "properties": spreadsheet.properties,
        "sheets": [show_sheet(spreadsheet, sheet, view) for sheet in asked],
        "namedRanges": spreadsheet.names,
        "developerMetadata": metadata_at(spreadsheet, "SPREADSHEET", None),
        "spreadsheetUrl": address_of(spreadsheet.id),
    }
    filled: Json = copy.deepcopy({name: part for name, part in document.items() if part})
    return shown(pick(filled, view.mask or {}))  # type: ignore[no-any-return]  # an object in, an object out


def is_asked(sheet: Sheet, view: View) -> bool:
    """Without ranges every tab is asked for."""
    return not view.areas or any(area.sheet is sheet for area in view.areas)


def show_sheet(spreadsheet: Spreadsheet, sheet: Sheet, view: View) -> Json:
    """A Sheet resource; empty lists are left out."""
    lists = {
        "merges": sheet.merges,
        "conditionalFormats": sheet.conditional,
        "filterViews": sheet.filter_views,
        "protectedRanges": [show_protection(item, view.caller) for item in sheet.protected],
        "rowGroups": sheet.groups["ROWS"],
        "columnGroups": sheet.groups["COLUMNS"],
        "developerMetadata": metadata_at(spreadsheet, "SHEET", sheet.id),
        "basicFilter": sheet.basic_filter,
        "data": show_areas(spreadsheet, sheet, view) if view.has_cells else [],
    }
    return {"properties": sheet.properties, **{name: part for name, part in lists.items() if part}}


def show_protection(item: Json, caller: str) -> Json:
    """Whoever made a protection is listed among those who may edit."""
    people = sorted({*item.get("editors", {}).get("users", []), *([caller] if caller else [])})
    return {**item, "editors": {**item.get("editors", {}), **({"users": people} if people else {})}}


def metadata_at(spreadsheet: Spreadsheet, kind: str, sheet: int | None) -> list[Json]:
    """The developer metadata of a tab, or of the spreadsheet."""
    return [
        item
        for item in spreadsheet.metadata
        if item["location"]["locationType"] == kind and item["location"].get("sheetId") == sheet
    ]


def show_areas(spreadsheet: Spreadsheet, sheet: Sheet, view: View) -> list[Json]:
    """GridData for each range asked for on this tab, or for the whole of it."""
    areas = [area for area in view.areas if area.sheet is sheet] or [Area(sheet, Box())]
    return [show_area(spreadsheet, area, view) for area in areas]


def show_area(spreadsheet: Spreadsheet, area: Area, view: View) -> Json:
    """Cells up to the last one the mask shows something of, and the sizes of rows and columns."""
    bounds, rows = area.bounds, show_rows(spreadsheet, area, view.part("sheets", "data", "rowData", "values"))
    data = {
        "startRow": bounds.top,
        "startColumn": bounds.left,
        "rowData": rows,
        "rowMetadata": sizes(spreadsheet, area.sheet, "ROWS", bounds.rows()),
        "columnMetadata": sizes(spreadsheet, area.sheet, "COLUMNS", bounds.columns()),
    }
    return {name: part for name, part in data.items() if part}


def show_rows(spreadsheet: Spreadsheet, area: Area, mask: Mask) -> list[Json]:
    """RowData objects, the empty ones at the end left out."""
    bounds = area.bounds
    rows: list[Json] = []
    for row in area.sheet.rows_in(bounds):
        cells = show_cells(spreadsheet, area.sheet.rows[row], bounds, mask)
        if cells:
            rows += [{} for _ in range(bounds.top + len(rows), row)]
            rows.append({"values": cells})
    return rows


def show_cells(spreadsheet: Spreadsheet, cells: dict[int, Cell], bounds: Bounds, mask: Mask) -> list[Any]:
    """CellData objects up to the last one the mask shows something of."""
    last = max((column for column in cells if column < bounds.right), default=-1)
    asked = [show_cell(spreadsheet, cells.get(column, {})) for column in range(bounds.left, last + 1)]
    kept = [pick(cell, mask) for cell in asked]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def show_cell(spreadsheet: Spreadsheet, cell: Cell) -> Json:
    """A cell with what Google makes of it: the value it comes to, and the text it shows."""
    entered = cell.get("userEnteredValue")
    if not entered:
        return dict(cell)
    text = render(cell, Rendering(locale=spreadsheet.locale))
    return {**cell, "effectiveValue": effective(entered), "formattedValue": text}


def sizes(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, indexes: range) -> list[Json]:
    """Height or width of each line, what hides it, and the developer metadata tied to it."""
    tied: dict[int, list[Json]] = {}
    for item in spreadsheet.metadata:
        span = item["location"].get("dimensionRange", {})
        if span.get("dimension") == dimension and span.get("sheetId", 0) == sheet.id:
            tied.setdefault(span["startIndex"], []).append(item)
    held = sheet.dimensions[dimension]
    return [
        {
            "pixelSize": PIXELS[dimension],
            **held.get(index, {}),
            **({"developerMetadata": tied[index]} if index in tied else {}),
        }
        for index in indexes
    ]
