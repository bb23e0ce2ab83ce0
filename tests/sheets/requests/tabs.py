"""Requests about whole tabs and the spreadsheet's own properties."""

from __future__ import annotations

import copy

from tests.sheets.colours import mirror, widen
from tests.sheets.geometry import COUNTS, deletion, reshape
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import Mask, holds, parse_mask, put
from tests.sheets.sheet import Sheet, duplicate
from tests.sheets.spreadsheet import Spreadsheet

DEFAULT_GRID = {"rowCount": 1000, "columnCount": 26}


def add_sheet(spreadsheet: Spreadsheet, request: Json) -> Json:
    """A new tab; its identifier and title must be new."""
    wished = mirror(request.get("properties", {}))
    number = wished.get("sheetId", spreadsheet.identifiers.number())
    title = wished.get("title") or free_title(spreadsheet)
    check_new_id(spreadsheet, number)
    check_new_title(spreadsheet, title)
    index = wished.get("index", len(spreadsheet.sheets))
    properties = {
        "sheetId": number,
        "title": title,
        "index": index,
        "sheetType": wished.get("sheetType", "GRID"),
        "gridProperties": without_false({**DEFAULT_GRID, **wished.get("gridProperties", {})}),
        **{
            name: wished[name]
            for name in ("hidden", "tabColor", "tabColorStyle", "rightToLeft")
            if name in wished
        },
    }
    spreadsheet.sheets.insert(index, Sheet(without_false(properties)))
    spreadsheet.number_sheets()
    return {"properties": spreadsheet.sheet(number).properties}


def without_false(properties: Json) -> Json:
    """Properties that are false or zero are not kept; identifiers and places are."""
    return {
        name: value
        for name, value in properties.items()
        if name in ("sheetId", "index") or value not in (0, False)
    }


def free_title(spreadsheet: Spreadsheet) -> str:
    """Sheet1, Sheet2… the first that is free."""
    number = 1
    while spreadsheet.sheet_titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def check_new_id(spreadsheet: Spreadsheet, number: int) -> None:
    """It is an error to specify an identifier that already exists."""
    is_taken = any(sheet.id == number for sheet in spreadsheet.sheets)
    if is_taken and spreadsheet.hypotheses.duplicate_token_is_refused:
        raise Refusal(f"A sheet with id {number} already exists. Please enter another id.")


def check_new_title(spreadsheet: Spreadsheet, title: str, but: Sheet | None = None) -> None:
    """Two tabs may not have the same title."""
    other = spreadsheet.sheet_titled(title)
    if other is not None and other is not but:
        raise Refusal(f'A sheet with the name "{title}" already exists. Please enter another name.')


def delete_sheet(spreadsheet: Spreadsheet, request: Json) -> None:
    """The tab goes, with everything that stands on it; the last one may not."""
    gone = spreadsheet.sheet(request.get("sheetId"))
    if len(spreadsheet.sheets) == 1:
        raise Refusal("You can't remove all the sheets in a document.")
    spreadsheet.sheets.remove(gone)
    spreadsheet.number_sheets()
    spreadsheet.names[:] = [name for name in spreadsheet.names if name["range"].get("sheetId", 0) != gone.id]
    spreadsheet.metadata[:] = [item for item in spreadsheet.metadata if not stands_on(item, gone.id)]


def stands_on(item: Json, sheet: int) -> bool:
    """Developer metadata of a tab, or of a row or column of it."""
    location = item["location"]
    return sheet in (location.get("sheetId"), location.get("dimensionRange", {}).get("sheetId"))


def duplicate_sheet(spreadsheet: Spreadsheet, request: Json) -> Json:
    """A copy of a tab, under a new identifier and title."""
    source = spreadsheet.sheet(request.get("sourceSheetId"))
    number = request.get("newSheetId", spreadsheet.identifiers.number())
    title = request.get("newSheetName") or f"Copy of {source.title}"
    check_new_id(spreadsheet, number)
    check_new_title(spreadsheet, title)
    copied = renumbered(duplicate(source), number, spreadsheet)
    copied.properties["title"] = title
    spreadsheet.sheets.insert(request.get("insertSheetIndex", 0), copied)
    spreadsheet.number_sheets()
    return {"properties": copied.properties}


def renumbered(sheet: Sheet, number: int, spreadsheet: Spreadsheet) -> Sheet:
    """A tab whose ranges all point at its new identifier, its protections and views under new ones."""
    sheet.properties["sheetId"] = number
    for item in sheet.protected:
        item["protectedRangeId"] = spreadsheet.identifiers.number()
    for view in sheet.filter_views:
        view["filterViewId"] = spreadsheet.identifiers.number()
    for grid_range in ranges_on(sheet):
        grid_range["sheetId"] = number
    return sheet


def ranges_on(sheet: Sheet) -> list[Json]:
    """All ranges that stand on a tab."""
    things = [*sheet.protected, *sheet.filter_views, *([sheet.basic_filter] if sheet.basic_filter else [])]
    groups = [group["range"] for dimension in sheet.groups.values() for group in dimension]
    rules = [grid_range for rule in sheet.conditional for grid_range in rule["ranges"]]
    return [*sheet.merges, *(thing["range"] for thing in things if "range" in thing), *rules, *groups]


def update_sheet_properties(spreadsheet: Spreadsheet, request: Json) -> None:
    """Title, place, visibility, colour or grid of a tab."""
    wished, mask = mirror(request["properties"]), widen(parse_mask(request["fields"]))
    sheet = spreadsheet.sheet(wished.get("sheetId"))
    check_properties(spreadsheet, sheet, wished, mask)
    cut_grid(spreadsheet, sheet, wished.get("gridProperties", {}), mask)
    if holds(mask, "index") and "index" in wished:
        move_sheet(spreadsheet, sheet, wished["index"])
    fixed = {name: sheet.properties[name] for name in ("sheetId", "index", "sheetType")}
    changed = without_false({**put(sheet.properties, wished, mask), **fixed})
    size = {name: sheet.grid[name] for name in COUNTS.values()}
    changed["gridProperties"] = without_false({**size, **changed.get("gridProperties", {})})
    order = [*sheet.properties, *changed]
    sheet.properties = {name: changed[name] for name in dict.fromkeys(order) if name in changed}


def check_properties(spreadsheet: Spreadsheet, sheet: Sheet, wished: Json, mask: Mask) -> None:
    """A title must be new, and one tab must stay visible."""
    others = [other for other in spreadsheet.sheets if other is not sheet]
    if (
        holds(mask, "hidden")
        and wished.get("hidden")
        and all(other.properties.get("hidden") for other in others)
    ):
        raise Refusal("You can't hide all the sheets in a document.")
    if holds(mask, "title"):
        check_new_title(spreadsheet, wished.get("title", ""), sheet)


def cut_grid(spreadsheet: Spreadsheet, sheet: Sheet, wished: Json, mask: Mask) -> None:
    """A grid that gets smaller loses what stood beyond."""
    for dimension, name in COUNTS.items():
        now, wanted = sheet.grid[name], wished.get(name)
        if holds(mask, "gridProperties", name) and wanted and wanted < now:
            reshape(spreadsheet, sheet, deletion(dimension, wanted, now - wanted))


def move_sheet(spreadsheet: Spreadsheet, sheet: Sheet, index: int) -> None:
    """The tab goes before the one that has this index now."""
    old = spreadsheet.sheets.index(sheet)
    spreadsheet.sheets.remove(sheet)
    spreadsheet.sheets.insert(index - 1 if index > old else index, sheet)
    spreadsheet.number_sheets()


def update_spreadsheet_properties(spreadsheet: Spreadsheet, request: Json) -> None:
    """Title, locale, time zone…"""
    wished = copy.deepcopy(request["properties"])
    spreadsheet.properties = put(spreadsheet.properties, wished, parse_mask(request["fields"]))
