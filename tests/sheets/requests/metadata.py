"""Requests about developer metadata: notes for programs, tied to a row, a column, a tab or the spreadsheet."""

from __future__ import annotations

import copy

from tests.sheets.filters import look_up
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import parse_mask, put
from tests.sheets.spreadsheet import Spreadsheet

DIMENSIONS = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


def create_metadata(spreadsheet: Spreadsheet, request: Json) -> Json:
    """New developer metadata; key, visibility and place must be given."""
    wished = copy.deepcopy(request["developerMetadata"])
    if not wished.get("metadataKey"):
        raise Refusal("developer_metadata.metadata_key must be set")
    if wished.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise Refusal("developer_metadata.visibility must be set")
    item = {"metadataId": new_id(spreadsheet, wished), **without_id(wished)}
    item["location"] = located(spreadsheet, wished.get("location", {}))
    spreadsheet.metadata.append(item)
    return {"developerMetadata": copy.deepcopy(item)}


def without_id(wished: Json) -> Json:
    """Metadata without its identifier."""
    return {name: value for name, value in wished.items() if name != "metadataId"}


def new_id(spreadsheet: Spreadsheet, wished: Json) -> int:
    """The identifier that was asked for, or a new one; one that exists is refused, or replaced."""
    number: int = wished.get("metadataId", spreadsheet.identifiers.number())
    if all(item["metadataId"] != number for item in spreadsheet.metadata):
        return number
    if spreadsheet.hypotheses.duplicate_metadata_is_refused:
        raise Refusal(f"Developer metadata with ID {number} already exists.")
    return spreadsheet.identifiers.number()


def located(spreadsheet: Spreadsheet, location: Json) -> Json:
    """A place with its type: exactly one row or column, a tab, or the spreadsheet."""
    if "dimensionRange" in location:
        return located_on_line(spreadsheet, location["dimensionRange"])
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": spreadsheet.sheet(location["sheetId"]).id}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise Refusal("developer_metadata.location must be set")


def located_on_line(spreadsheet: Spreadsheet, span: Json) -> Json:
    """A place that is one row or one column."""
    sheet, start = spreadsheet.sheet(span.get("sheetId")), span.get("startIndex", 0)
    if span.get("endIndex") != start + 1:
        raise Refusal("developer_metadata.location.dimension_range must span exactly one row or column")
    line = {"sheetId": sheet.id, "dimension": span["dimension"], "startIndex": start, "endIndex": start + 1}
    return {"locationType": DIMENSIONS[span["dimension"]], "dimensionRange": line}


def update_metadata(spreadsheet: Spreadsheet, request: Json) -> Json:
    """Change what the mask names, in all that the filters mean."""
    mask, changed = parse_mask(request["fields"]), []
    for item in found_by(spreadsheet, request["dataFilters"]):
        item.update(put(item, request["developerMetadata"], mask))
        if "location" in mask:
            item["location"] = located(spreadsheet, item["location"])
        changed.append(copy.deepcopy(item))
    return {"developerMetadata": changed} if changed else {}


def found_by(spreadsheet: Spreadsheet, filters: list[Json]) -> list[Json]:
    """All that any of the filters means, each once."""
    found = [
        item for each in filters for item in look_up(spreadsheet, each.get("developerMetadataLookup", {}))
    ]
    return list({item["metadataId"]: item for item in found}.values())


def delete_metadata(spreadsheet: Spreadsheet, request: Json) -> Json:
    """All that the filter means goes; the answer says what it was."""
    gone = found_by(spreadsheet, [request["dataFilter"]])
    spreadsheet.metadata[:] = [item for item in spreadsheet.metadata if item not in gone]
    return {"deletedDeveloperMetadata": gone} if gone else {}
