"""A snapshot: one spreadsheet read in two calls; its tabs with values, and what keeps a write from going astray, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gspread.exceptions import APIError

from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.google.client import PatientClient
from pipeline.workbook.google.identifiers import FIRST_TOKEN
from pipeline.workbook.google.numbers import day_from
from pipeline.workbook.google.refusals import INVALID

SPREADSHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
FIELDS = (
    "properties(locale,timeZone),"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount)),"
    "merges,protectedRanges(protectedRangeId,description,range))"
)

Rows = tuple[tuple[Cell, ...], ...]
Read = Callable[[Any], Cell]


@dataclass(frozen=True)
class Box:
    """A rectangle of cells; the ends are outside."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A tab as Google knows it."""

    id: int
    title: str
    row_count: int
    column_count: int
    is_hidden: bool = False
    merges: tuple[Box, ...] = ()
    protections: Mapping[int, Box] = field(default_factory=dict)  # number → place


@dataclass(frozen=True)
class Token:
    """The mark of the last write: its number, and who wrote."""

    number: int = FIRST_TOKEN
    author: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A spreadsheet at one moment."""

    grids: tuple[Grid, ...] = ()
    values: Mapping[int, Rows] = field(default_factory=dict)
    token: Token | None = None
    locale: str = "fr_FR"

    def sheets(self, codes: Mapping[int, str]) -> tuple[Sheet, ...]:
        """The tabs as every store gives them."""
        return tuple(
            Sheet(grid.title, self.values.get(grid.id, ()), grid.is_hidden, codes.get(grid.id, ""))
            for grid in self.grids
        )

    def grid_titled(self, title: str) -> Grid:
        """The tab with this title; two never have the same."""
        return next(grid for grid in self.grids if grid.title == title)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands anywhere."""
        return not any(self.values.values())


def take_snapshot(client: PatientClient, key: str, read: Read | None = None) -> Snapshot:
    """A spreadsheet with everything that stands in it; `read` makes cells of Google's values, else as tables know them."""
    seen = outline(client.fetch_sheet_metadata(key, {"fields": FIELDS}))
    return renew_values(client, key, seen, read)


def outline(document: Mapping[str, Any]) -> Snapshot:
    """A spreadsheet as Google describes it, without its values."""
    sheets = [
        sheet
        for sheet in document.get("sheets", ())
        if sheet["properties"].get("sheetType", "GRID") == "GRID"
    ]
    return Snapshot(
        tuple(_grid(sheet) for sheet in sheets),
        token=_token(sheets),
        locale=document.get("properties", {}).get("locale", "fr_FR"),
    )


def renew_values(client: PatientClient, key: str, snapshot: Snapshot, read: Read | None = None) -> Snapshot:
    """The same with the values as they stand now; everything anew where somebody has deleted one of its tabs."""
    try:
        return _with_values(client, key, snapshot, read)
    except APIError as error:
        if error.response.status_code != INVALID:
            raise
    seen = outline(client.fetch_sheet_metadata(key, {"fields": FIELDS}))
    return _with_values(client, key, seen, read)


def _with_values(client: PatientClient, key: str, snapshot: Snapshot, read: Read | None) -> Snapshot:
    ids = [grid.id for grid in snapshot.grids]
    body = {
        "dataFilters": [{"gridRange": {"sheetId": number}} for number in ids],
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    answer = client.request("post", f"{SPREADSHEETS}/{key}/values:batchGetByDataFilter", json=body).json()
    values = {
        found["dataFilters"][0]["gridRange"].get("sheetId", 0): _rows(
            found["valueRange"].get("values", ()), read
        )
        for found in answer.get("valueRanges", ())
    }
    return replace(snapshot, values=values)


def with_days(rows: Rows, columns: frozenset[int], first: int) -> Rows:
    """The same rows, numbers in columns of dates as days."""
    return (*rows[:first], *(tuple(_dated(row, columns)) for row in rows[first:]))


def _dated(row: Sequence[Cell], columns: frozenset[int]) -> list[Cell]:
    return [
        day_from(cell) or cell if position in columns and isinstance(cell, int | float) else cell
        for position, cell in enumerate(row)
    ]


def _rows(values: Sequence[Sequence[Any]], read: Read | None) -> Rows:
    rows = [_trimmed([(read or _cell)(value) for value in row]) for row in values]
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _trimmed(row: list[Cell]) -> tuple[Cell, ...]:
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def answer_cell(value: Any) -> Cell:
    """A value as somebody answered it: only the question says whether TRUE is a yes or a name."""
    return value if isinstance(value, bool) else _cell(value)


def _cell(value: Any) -> Cell:
    """A value as our tables know it: yes and no for truth values, nothing for an empty text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    return str(value).replace("\r\n", "\n") if value not in (None, "") else None


def _grid(sheet: Mapping[str, Any]) -> Grid:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    return Grid(
        properties.get("sheetId", 0),
        properties.get("title", ""),
        size.get("rowCount", 0),
        size.get("columnCount", 0),
        properties.get("hidden", False),
        tuple(_box(merge) for merge in sheet.get("merges", ())),
        {_number(mark): _box(mark.get("range", {})) for mark in sheet.get("protectedRanges", ())},
    )


def _box(span: Mapping[str, int]) -> Box:
    return Box(
        span.get("startRowIndex", 0), span.get("endRowIndex", 0),
        span.get("startColumnIndex", 0), span.get("endColumnIndex", 0),
    )  # fmt: skip


def _token(sheets: Sequence[Mapping[str, Any]]) -> Token | None:
    """Our mark, the latest where there are several."""
    marks = [mark for sheet in sheets for mark in sheet.get("protectedRanges", ()) if _is_mark(mark)]
    latest = max(marks, key=_number, default=None)
    return Token(_number(latest), latest["description"].rpartition(" ")[2]) if latest else None


def _number(mark: Mapping[str, Any]) -> int:
    return int(mark["protectedRangeId"])


def _is_mark(mark: Mapping[str, Any]) -> bool:
    return mark.get("protectedRangeId", 0) >= FIRST_TOKEN and str(mark.get("description", "")).startswith(
        MARK
    )


MARK = "duos "
