"""Dressing: a tab that does not exist yet in; the requests that create it with its looks, dropdowns and views out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.columns import Column, Kind, Layout, Ownership, Tab
from pipeline.workbook.google.fences import ROOM, build_fence, columns_for
from pipeline.workbook.google.identifiers import banner_id, sheet_id, view_id
from pipeline.workbook.google.requests import Request, add_rows, area, data_of, fill, insert, number_format
from pipeline.workbook.google.snapshot import Box, Grid
from pipeline.workbook.headings import letter
from pipeline.workbook.lists import LISTS
from pipeline.workbook.looks import (
    AMBER,
    BANNER,
    FADED,
    INK,
    TINTS,
    Emphasis,
    Mood,
    accent,
    emphases,
    ground,
    heading_colours,
)

GRID_ROWS = {Kind.HUMAN: 500}  # rows of a new tab that only people fill; runs lengthen the others themselves
FIRST_ROWS = 120
PIXELS_PER_DIGIT, PIXELS_BESIDE = 7.2, 6
HEADING_PIXELS, BANNER_PIXELS = 46, 52
# Spreadsheets in these languages separate the arguments of a formula with commas, all others with semicolons.
WITH_COMMAS = frozenset({"en", "ja", "ko", "zh", "th", "he", "iw", "hi"})
# Tab → the words by which its view is named and filtered: field, kind of label, label.
VIEWS: Mapping[str, tuple[str, str, str]] = {
    "newcomers": ("stage", "stage", "seeking"),
    "citizens": ("stage", "stage", "seeking"),
    "proposals": ("state", "proposal_state", "open"),
    "duos": ("state", "duo_state", "running"),
}
SORTS: Mapping[str, str] = {
    "newcomers": "first_name", "citizens": "first_name", "proposals": "proposed_on", "duos": "made_on",
    "follow_up": "date", "sessions": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What a tab is created in: the layout, the spreadsheet's locale, and where the words of each dropdown stand."""

    layout: Layout
    locale: str
    lists: Mapping[str, str]  # kind → range


def create_tab(tab: Tab, scene: Scene, title: str, index: int) -> Iterator[Request]:
    """A new tab under its own number, complete: nothing of it exists if anything is refused."""
    sheet = sheet_id(tab.file, tab.code)
    width = columns_for(len(tab.columns))
    height = GRID_ROWS.get(tab.kind, FIRST_ROWS)
    size = {"rowCount": height, "columnCount": width}
    properties = {
        "sheetId": sheet,
        "title": title,
        "index": index,
        "gridProperties": size,
        "hidden": tab.is_hidden,
    }
    yield {"addSheet": {"properties": {**properties, "tabColorStyle": _rgb(accent(tab.audience))}}}
    yield from furnish_tab(Grid(sheet, title, height, width), tab, scene)


def furnish_tab(grid: Grid, tab: Tab, scene: Scene) -> Iterator[Request]:
    """Headings, looks, dropdowns, warnings, views and the fence of an empty tab."""
    heading_row = tab.heading_row - 1
    if tab.introduction:
        yield from write_banner(grid, 0, tab.introduction, scene.layout.language)
    for position, column in enumerate(tab.columns):
        yield from dress_column(grid.id, heading_row, position, column, (tab, scene))
    yield _freeze(grid, tab)
    yield _height(grid.id, heading_row, HEADING_PIXELS)
    yield from protect(grid.id, heading_row, tab.columns, scene.layout)
    yield from _emphasise(grid.id, tab, scene)
    yield from _views(grid.id, tab, scene.layout)
    yield from build_fence(grid.id, heading_row, len(tab.columns) + ROOM, grid.column_count)


def dress_column(
    sheet: int, heading_row: int, position: int, column: Column, where: tuple[Tab, Scene]
) -> Iterator[Request]:
    """A column's heading, width, visibility and cells; the column is new or was empty."""
    tab, scene = where
    heading = Box(heading_row, heading_row + 1, position, position + 1)
    cell = {**data_of(column.heading), "userEnteredFormat": _heading_format(column, tab)}
    yield fill(sheet, heading, [[cell]], "userEnteredValue,userEnteredFormat")
    yield _column_properties(sheet, position, column)
    yield from dress_cells(sheet, Box(heading_row + 1, 0, position, position + 1), column, scene)


def dress_cells(sheet: int, box: Box, column: Column, scene: Scene) -> Iterator[Request]:
    """How the cells of a column look, and the words that their dropdown offers."""
    yield {
        "repeatCell": {
            "range": area(sheet, box),
            "cell": {"userEnteredFormat": cell_format(column)},
            "fields": "userEnteredFormat",
        }
    }
    if column.choices in scene.lists:
        yield {"setDataValidation": {"range": area(sheet, box), "rule": offer_words(column.choices, scene)}}


def lengthen(grid: Grid, tab: Tab, scene: Scene, columns: Mapping[str, int], count: int) -> Iterator[Request]:
    """More rows at the end of a tab, dressed like those above."""
    yield add_rows(grid.id, count)
    for name, position in columns.items():
        box = Box(grid.row_count, 0, position, position + 1)
        yield from dress_cells(grid.id, box, tab.column_by_field[name], scene)


def add_column(
    grid: Grid, heading_row: int, position: int, column: Column, where: tuple[Tab, Scene]
) -> Iterator[Request]:
    """A column of a newer version, at the right of all others: a new column of the grid, so that nothing stands in it."""
    yield insert(grid.id, "COLUMNS", position)
    yield from dress_column(grid.id, heading_row, position, column, where)
    yield from protect(grid.id, heading_row, (column,), where[1].layout, position)


def write_banner(grid: Grid, row: int, text: str, language: str) -> Iterator[Request]:
    """The line above the headings, in a row where nothing stands, with a warning that moves along with it."""
    look = {
        "backgroundColorStyle": _rgb(BANNER),
        "wrapStrategy": "OVERFLOW_CELL",
        "verticalAlignment": "MIDDLE",
        "textFormat": {"fontSize": 12, "foregroundColorStyle": _rgb(INK)},
    }
    cell = {**data_of(text), "userEnteredFormat": look}
    box = Box(row, row + 1, 0, 1)
    yield fill(grid.id, box, [[cell]], "userEnteredValue,userEnteredFormat")
    yield _height(grid.id, row, BANNER_PIXELS)
    if banner_id(grid.id) not in grid.protections:
        yield _warning(grid.id, box, language, {"protectedRangeId": banner_id(grid.id)})


def create_lists(layout: Layout, title: str) -> Request:
    """The hidden tab of the dropdowns' words."""
    properties = {"sheetId": sheet_id(layout.file, LISTS), "title": title, "hidden": True}
    return {"addSheet": {"properties": properties}}


def cell_format(column: Column) -> dict[str, Any]:
    """How a cell of a column looks before anything stands in it."""
    is_centred = column.is_date or column.is_number
    is_text = not (column.is_number or column.choices)
    return {
        "numberFormat": number_format(None, column.is_date, is_text),
        "horizontalAlignment": "CENTER" if is_centred else "LEFT",
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP" if column.is_wrapped else "CLIP",
        "backgroundColorStyle": _rgb(ground(column)),
        "textFormat": {"foregroundColorStyle": _rgb(INK), "fontSize": 10},
    }


def _heading_format(column: Column, tab: Tab) -> dict[str, Any]:
    back, ink = heading_colours(column, tab)
    return {
        "backgroundColorStyle": _rgb(back),
        "textFormat": {"bold": True, "fontSize": 10, "foregroundColorStyle": _rgb(ink)},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
        "horizontalAlignment": "LEFT",
    }


def _column_properties(sheet: int, position: int, column: Column) -> Request:
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": position, "endIndex": position + 1}
    properties = {
        "pixelSize": round(column.width * PIXELS_PER_DIGIT + PIXELS_BESIDE),
        "hiddenByUser": column.is_hidden,
    }
    return {
        "updateDimensionProperties": {
            "range": span,
            "properties": properties,
            "fields": "pixelSize,hiddenByUser",
        }
    }


def _freeze(grid: Grid, tab: Tab) -> Request:
    size = {
        "frozenRowCount": tab.heading_row,
        "frozenColumnCount": tab.frozen,
        "hideGridlines": tab.kind is Kind.MACHINE,
    }
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": grid.id, "gridProperties": size},
            "fields": ",".join(f"gridProperties.{name}" for name in size),
        }
    }


def _height(sheet: int, row: int, pixels: int) -> Request:
    span = {"sheetId": sheet, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {
        "updateDimensionProperties": {
            "range": span,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def offer_words(kind: str, scene: Scene) -> dict[str, Any]:
    """A list that helps: another word is met with a warning, not with a wall."""
    said = Speaker(scene.layout.language).say(sentence("file.list_warning"))
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={scene.lists[kind]}"}]}
    return {"condition": condition, "inputMessage": said, "strict": False, "showCustomUi": True}


def protect(
    sheet: int, heading_row: int, columns: Sequence[Column], layout: Layout, first: int = 0
) -> Iterator[Request]:
    """A warning, never a lock, over headings and grey columns: people can still sort and insert."""
    boxes = [Box(heading_row, heading_row + 1, first, first + len(columns))]
    is_grey = [column.ownership is Ownership.GREY for column in columns]
    for grey, run in groupby(range(len(is_grey)), key=is_grey.__getitem__):
        positions = [first + position for position in run]
        boxes += [Box(heading_row + 1, 0, positions[0], positions[-1] + 1)] if grey else []
    yield from (_warning(sheet, box, layout.language) for box in boxes)


def _warning(sheet: int, box: Box, language: str, more: Mapping[str, int] | None = None) -> Request:
    said = Speaker(language).say(sentence("google.protected"))
    guarded = {"range": area(sheet, box), "description": said, "warningOnly": True, **(more or {})}
    return {"addProtectedRange": {"protectedRange": guarded}}


def _emphasise(sheet: int, tab: Tab, scene: Scene) -> Iterator[Request]:
    letters = {column.field: letter(position) for position, column in enumerate(tab.columns)}
    positions = {column.field: position for position, column in enumerate(tab.columns)}
    for emphasis in emphases(tab, scene.layout, letters, tab.heading_row + 1):
        first = tab.heading_row
        boxes = [Box(first, 0, positions[name], positions[name] + 1) for name in emphasis.fields]
        ranges = [area(sheet, box) for box in boxes or [Box(first, 0, 0, len(tab.columns))]]
        condition = {
            "type": "CUSTOM_FORMULA",
            "values": [{"userEnteredValue": "=" + localised(emphasis.formula, scene.locale)}],
        }
        rule = {"ranges": ranges, "booleanRule": {"condition": condition, "format": _mood(emphasis, tab)}}
        yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def localised(formula: str, locale: str) -> str:
    """A formula as it is typed in a spreadsheet of this locale: commas between arguments, or semicolons."""
    if locale.partition("_")[0] in WITH_COMMAS:
        return formula
    parts = formula.split('"')  # every second part is a text in quotes
    return '"'.join(part if number % 2 else part.replace(",", ";") for number, part in enumerate(parts))


def _mood(emphasis: Emphasis, tab: Tab) -> dict[str, Any]:
    if emphasis.mood is Mood.OVER:
        return {"textFormat": {"italic": True, "foregroundColorStyle": _rgb(FADED)}}
    tint = TINTS[tab.audience] if emphasis.mood is Mood.READY and tab.audience else AMBER
    return {"backgroundColorStyle": _rgb(tint), "textFormat": {"bold": True}}


def _views(sheet: int, tab: Tab, layout: Layout) -> Iterator[Request]:
    """Ready-made ways of looking at a tab, so that nobody needs to sort the rows themselves."""
    positions = {column.field: position for position, column in enumerate(tab.columns)}
    box = Box(tab.heading_row - 1, 0, 0, len(tab.columns))
    if tab.code in VIEWS and VIEWS[tab.code][0] in positions:
        name, kind, code = VIEWS[tab.code]
        word = Speaker(layout.language).label(kind, code)
        condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": word}]}
        chosen = [{"columnIndex": positions[name], "filterCriteria": {"condition": condition}}]
        yield _view(sheet, 1, box, {"title": _capitalised(word), "filterSpecs": chosen})
    if tab.code in SORTS:
        column = tab.column_by_field[SORTS[tab.code]]
        title = Speaker(layout.language).say(sentence("google.view_sorted", heading=column.heading))
        order = "DESCENDING" if column.is_date else "ASCENDING"
        sorting = [{"dimensionIndex": positions[column.field], "sortOrder": order}]
        yield _view(sheet, 2, box, {"title": title, "sortSpecs": sorting})


def _view(sheet: int, number: int, box: Box, content: dict[str, Any]) -> Request:
    shown = {"filterViewId": view_id(sheet, number), "range": area(sheet, box), **content}
    return {"addFilterView": {"filter": shown}}


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rgb(code: str) -> dict[str, Any]:
    """A colour as Google writes it."""
    names = ("red", "green", "blue")
    parts = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"rgbColor": dict(zip(names, parts, strict=True))}
