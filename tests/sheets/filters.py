"""Data filters: which areas, and which developer metadata, they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sheets.kinds import Json
from tests.sheets.notation import Box
from tests.sheets.sheet import Area
from tests.sheets.spreadsheet import Spreadsheet


def areas_of(spreadsheet: Spreadsheet, data_filter: Json) -> list[Area]:
    """The areas a filter means: a range, or all places of the developer metadata it looks up."""
    if "a1Range" in data_filter:
        return [spreadsheet.area_from(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [spreadsheet.area(data_filter["gridRange"])]
    found = look_up(spreadsheet, data_filter.get("developerMetadataLookup", {}))
    return [area for item in found for area in places_of(spreadsheet, item)]


def places_of(spreadsheet: Spreadsheet, item: Json) -> list[Area]:
    """Where developer metadata stands: a row, a column, a tab, or every tab."""
    location = item["location"]
    span = location.get("dimensionRange")
    if span:
        sheet, ends = spreadsheet.sheet(span.get("sheetId")), (span["startIndex"], span["endIndex"])
        return [Area(sheet, Box(*ends) if span["dimension"] == "ROWS" else Box(None, None, *ends))]
    if "sheetId" in location:
        return [Area(spreadsheet.sheet(location["sheetId"]), Box())]
    return [Area(sheet, Box()) for sheet in spreadsheet.sheets]


def look_up(spreadsheet: Spreadsheet, lookup: Json) -> list[Json]:
    """The developer metadata that answers every condition of a lookup."""
    conditions = [(CONDITIONS[name], wanted) for name, wanted in lookup.items() if name in CONDITIONS]
    return [item for item in spreadsheet.metadata if all(holds(item, wanted) for holds, wanted in conditions)]


def _same(name: str) -> Callable[[Json, Any], bool]:
    return lambda item, wanted: item.get(name) == wanted


def _is_of_type(item: Json, wanted: str) -> bool:
    return item["location"]["locationType"] == wanted  # type: ignore[no-any-return]  # JSON


def _is_at(item: Json, wanted: Json) -> bool:
    location = item["location"]
    span, sought = location.get("dimensionRange"), wanted.get("dimensionRange")
    if sought:
        return bool(span) and all(
            span.get(name, 0) == sought.get(name, 0)
            for name in ("sheetId", "dimension", "startIndex", "endIndex")
        )
    if "sheetId" in wanted:
        return wanted["sheetId"] in (location.get("sheetId"), (span or {}).get("sheetId"))
    return True


CONDITIONS: dict[str, Callable[[Json, Any], bool]] = {
    "metadataId": _same("metadataId"),
    "metadataKey": _same("metadataKey"),
    "metadataValue": _same("metadataValue"),
    "visibility": _same("visibility"),
    "locationType": _is_of_type,
    "metadataLocation": _is_at,
}
