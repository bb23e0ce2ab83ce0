"""The operations on values."""

from __future__ import annotations

from tests.sheets.appending import append_values
from tests.sheets.endpoints.sheets import opened
from tests.sheets.filters import areas_of
from tests.sheets.kinds import Json
from tests.sheets.rendering import Rendering
from tests.sheets.sheet import Area
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.values import Writing, clear_values, read_values, totals, write_values
from tests.sheets.world import Request, World

FORMATTED, SERIAL = "FORMATTED_VALUE", "SERIAL_NUMBER"


def asked_rendering(spreadsheet: Spreadsheet, request: Request, prefix: str = "") -> Rendering:
    """How values are to be answered, by the query."""
    names = ("valueRenderOption", "dateTimeRenderOption")
    if prefix:
        names = tuple(prefix + name[0].upper() + name[1:] for name in names)  # type: ignore[assignment]
    return Rendering(
        request.call.option(names[0], FORMATTED), request.call.option(names[1], SERIAL), spreadsheet.locale
    )


def body_rendering(spreadsheet: Spreadsheet, body: Json) -> Rendering:
    """How values are to be answered, by the body."""
    options = body.get("valueRenderOption", FORMATTED), body.get("dateTimeRenderOption", SERIAL)
    return Rendering(*options, spreadsheet.locale)


def direction(given: str | None) -> str:
    """Rows unless columns are asked for."""
    return given if given in ("ROWS", "COLUMNS") else "ROWS"


def get(world: World, request: Request) -> Json:
    """The values of one range."""
    spreadsheet = opened(world, request)
    area = spreadsheet.area_from(request.variables["range"])
    rendering = asked_rendering(spreadsheet, request)
    return read_values(spreadsheet, area, rendering, direction(request.call.option("majorDimension")))


def batch_get(world: World, request: Request) -> Json:
    """The values of several ranges."""
    spreadsheet, call = opened(world, request), request.call
    rendering, major = asked_rendering(spreadsheet, request), direction(call.option("majorDimension"))
    areas = [spreadsheet.area_from(text) for text in call.query.get("ranges", [])]
    found = [read_values(spreadsheet, area, rendering, major) for area in areas]
    return {"spreadsheetId": spreadsheet.id, **({"valueRanges": found} if found else {})}


def batch_get_by_data_filter(world: World, request: Request) -> Json:
    """The values of every range that a data filter means."""
    spreadsheet, body = opened(world, request), request.body
    rendering, major = body_rendering(spreadsheet, body), direction(body.get("majorDimension"))
    found = [
        {"valueRange": read_values(spreadsheet, area, rendering, major), "dataFilters": [each]}
        for each in body.get("dataFilters", [])
        for area in areas_of(spreadsheet, each)
    ]
    return {"spreadsheetId": spreadsheet.id, **({"valueRanges": found} if found else {})}


def asked_writing(spreadsheet: Spreadsheet, request: Request) -> Writing:
    """How values are to be written, by the query."""
    return Writing(
        request.call.option("valueInputOption") or None,
        direction(request.body.get("majorDimension")),
        request.call.is_on("includeValuesInResponse"),
        asked_rendering(spreadsheet, request, "response"),
    )


def update(world: World, request: Request) -> Json:
    """Write values in one range."""
    spreadsheet = opened(world, request, writing=True)
    area = spreadsheet.area_from(request.variables["range"])
    with spreadsheet.atomic():
        values = request.body.get("values", [])
        return write_values(spreadsheet, area, values, asked_writing(spreadsheet, request))


def append(world: World, request: Request) -> Json:
    """Write values below the table that a range holds."""
    spreadsheet = opened(world, request, writing=True)
    area = spreadsheet.area_from(request.variables["range"])
    is_inserting = request.call.option("insertDataOption") == "INSERT_ROWS"
    writing = asked_writing(spreadsheet, request)
    with spreadsheet.atomic():
        return append_values(spreadsheet, area, request.body.get("values", []), writing, is_inserting)


def clear(world: World, request: Request) -> Json:
    """Empty one range."""
    spreadsheet = opened(world, request, writing=True)
    area = spreadsheet.area_from(request.variables["range"])
    with spreadsheet.atomic():
        return {"spreadsheetId": spreadsheet.id, "clearedRange": clear_values(area)}


def batch_clear(world: World, request: Request) -> Json:
    """Empty several ranges."""
    spreadsheet = opened(world, request, writing=True)
    areas = [spreadsheet.area_from(text) for text in request.body.get("ranges", [])]
    return clear_all(spreadsheet, areas)


def batch_clear_by_data_filter(world: World, request: Request) -> Json:
    """Empty every range that a data filter means."""
    spreadsheet = opened(world, request, writing=True)
    areas = [area for each in request.body.get("dataFilters", []) for area in areas_of(spreadsheet, each)]
    return clear_all(spreadsheet, areas)


def clear_all(spreadsheet: Spreadsheet, areas: list[Area]) -> Json:
    """Empty areas, one answer for all."""
    with spreadsheet.atomic():
        cleared = [clear_values(area) for area in areas]
    return {"spreadsheetId": spreadsheet.id, **({"clearedRanges": cleared} if cleared else {})}


def body_writing(spreadsheet: Spreadsheet, body: Json, item: Json) -> Writing:
    """How the values of one item of a batch are to be written."""
    options = (
        body.get("responseValueRenderOption", FORMATTED),
        body.get("responseDateTimeRenderOption", SERIAL),
    )
    major, is_repeated = direction(item.get("majorDimension")), body.get("includeValuesInResponse", False)
    return Writing(body.get("valueInputOption"), major, is_repeated, Rendering(*options, spreadsheet.locale))


def batch_update(world: World, request: Request) -> Json:
    """Write values in several ranges, all or none."""
    spreadsheet, body = opened(world, request, writing=True), request.body
    items = [(item, spreadsheet.area_from(item.get("range", ""))) for item in body.get("data", [])]
    with spreadsheet.atomic():
        answers = [
            write_values(spreadsheet, area, item.get("values", []), body_writing(spreadsheet, body, item))
            for item, area in items
        ]
    listed = {"responses": answers} if answers else {}
    return {"spreadsheetId": spreadsheet.id, **totals(answers), **listed}


def batch_update_by_data_filter(world: World, request: Request) -> Json:
    """Write values in every range that a data filter means, all or none."""
    spreadsheet, body = opened(world, request, writing=True), request.body
    with spreadsheet.atomic():
        answers = [
            {
                **write_values(
                    spreadsheet, area, item.get("values", []), body_writing(spreadsheet, body, item)
                ),
                "dataFilter": item["dataFilter"],
            }
            for item in body.get("data", [])
            for area in areas_of(spreadsheet, item.get("dataFilter", {}))
        ]
    for answer in answers:
        answer.pop("spreadsheetId")
    listed = {"responses": answers} if answers else {}
    return {"spreadsheetId": spreadsheet.id, **totals(answers), **listed}
