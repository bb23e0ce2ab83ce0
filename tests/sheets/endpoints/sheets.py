"""The operations on spreadsheets as a whole."""

from __future__ import annotations

from tests.sheets.document import View, show_document
from tests.sheets.filters import areas_of, look_up
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import parse_mask
from tests.sheets.proto import shown
from tests.sheets.requests import apply_batch
from tests.sheets.requests.tabs import renumbered
from tests.sheets.sheet import duplicate
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.world import Request, World


def opened(world: World, request: Request, writing: bool = False) -> Spreadsheet:
    """The spreadsheet of a request."""
    return world.file(request, request.variables["spreadsheetId"], writing).spreadsheet


def get(world: World, request: Request) -> Json:
    """The spreadsheet, or the part that ranges and fields name."""
    spreadsheet, call = opened(world, request), request.call
    areas = tuple(spreadsheet.area_from(text) for text in call.query.get("ranges", []))
    return show_document(spreadsheet, view_of(request, areas, call.is_on("includeGridData")))


def get_by_data_filter(world: World, request: Request) -> Json:
    """The same, its ranges given by data filters."""
    spreadsheet, body = opened(world, request), request.body
    areas = tuple(area for each in body.get("dataFilters", []) for area in areas_of(spreadsheet, each))
    return show_document(spreadsheet, view_of(request, areas, body.get("includeGridData", False)))


def view_of(request: Request, areas: tuple, with_cells: bool) -> View:  # type: ignore[type-arg]
    """What is asked of a spreadsheet."""
    fields = request.call.option("fields")
    return View(areas, parse_mask(fields) if fields else None, with_cells, request.account)


def create(world: World, request: Request) -> Json:
    """A new spreadsheet of the caller's, with the tabs that were asked for."""
    wished = request.body
    title = wished.get("properties", {}).get("title", "Untitled spreadsheet")
    spreadsheet = world.create(title, shared_with=())
    world.share(spreadsheet.id, request.account, "owner")
    spreadsheet.properties.update(wished.get("properties", {}))
    for sheet in wished.get("sheets", []):
        apply_batch(spreadsheet, [{"addSheet": {"properties": sheet.get("properties", {})}}])
    if wished.get("sheets"):
        apply_batch(spreadsheet, [{"deleteSheet": {"sheetId": 0}}])
    return show_document(spreadsheet, View(caller=request.account))


def batch_update(world: World, request: Request) -> Json:
    """All requests of the batch, or none."""
    spreadsheet, body = opened(world, request, writing=True), request.body
    replies = apply_batch(spreadsheet, body.get("requests", []))
    answer: Json = {"spreadsheetId": spreadsheet.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        areas = tuple(spreadsheet.area_from(text) for text in body.get("responseRanges", []))
        view = View(areas, None, body.get("responseIncludeGridData", False), request.account)
        answer["updatedSpreadsheet"] = show_document(spreadsheet, view)
    return answer


def search_metadata(world: World, request: Request) -> Json:
    """All developer metadata that the filters mean, each with the filters that mean it."""
    spreadsheet = opened(world, request)
    filters = request.body.get("dataFilters", [])
    found = {
        id(item): item
        for each in filters
        for item in look_up(spreadsheet, each.get("developerMetadataLookup", {}))
    }
    listed = [
        {
            "developerMetadata": shown(item),
            "dataFilters": [
                each
                for each in filters
                if item in look_up(spreadsheet, each.get("developerMetadataLookup", {}))
            ],
        }
        for item in found.values()
    ]
    return {"matchedDeveloperMetadata": listed} if listed else {}


def get_metadata(world: World, request: Request) -> Json:
    """The developer metadata with this identifier."""
    for item in opened(world, request).metadata:
        if str(item["metadataId"]) == request.variables["metadataId"]:
            return shown(item)  # type: ignore[no-any-return]  # an object in, an object out
    raise Refusal("Requested entity was not found.", 404)


def copy_to(world: World, request: Request) -> Json:
    """A copy of a tab in another spreadsheet."""
    source = opened(world, request).sheet(int(request.variables["sheetId"]))
    target = world.file(request, request.body["destinationSpreadsheetId"], writing=True).spreadsheet
    with target.atomic():
        copied = renumbered(duplicate(source), world.identifiers.number(), target)
        copied.properties["title"] = f"Copy of {source.title}"
        target.sheets.append(copied)
        target.number_sheets()
    return copied.properties
