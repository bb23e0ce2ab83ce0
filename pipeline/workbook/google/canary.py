"""The canary: a hidden scratch tab on which everything that Duos relies on is tried, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gspread.exceptions import APIError

from pipeline.workbook.google.client import PatientClient
from pipeline.workbook.google.requests import (
    VALUE,
    Request,
    append_rows,
    data_of,
    insert,
    merge,
    swap_text,
    unmerge,
)
from pipeline.workbook.google.snapshot import SPREADSHEETS, Box

SCRATCH, TITLE = 1_600_000_001, "Duos · essai"
MARK = 1_600_000_002
INVALID = 400

LITERALS = ("=1+1", "0470000001")
FIRST = (("b", "open · P-2", "=1+1"), ("c", "open · P-12", "0470000001"), ("a", "open · P-1", "x"))
# After P-1 has been replaced, the rows sorted by their first cell, and the last one moved to the top.
EXPECTED = (("c", "open · P-12", "0470000001"), ("a", "made · P-1", "x"), ("b", "open · P-2", "=1+1"))


def try_google(client: PatientClient, key: str) -> tuple[str, ...]:
    """What Google does otherwise than we need it, by name; nothing is left behind."""
    client.batch_update(key, {"requests": list(_preparation(client, key))})
    try:
        rows = _read(client, key)
        found = (*_differences(rows), *_unguarded(client, key))
    finally:
        client.batch_update(key, {"requests": [{"deleteSheet": {"sheetId": SCRATCH}}]})
    return tuple(dict.fromkeys(found))


def _preparation(client: PatientClient, key: str) -> Iterator[Request]:
    document = client.fetch_sheet_metadata(key, {"fields": "sheets.properties(sheetId,title)"})
    if any(sheet["properties"].get("sheetId", 0) == SCRATCH for sheet in document.get("sheets", ())):
        yield {"deleteSheet": {"sheetId": SCRATCH}}  # a trial that was cut
    size = {"rowCount": 20, "columnCount": 10}
    yield {
        "addSheet": {
            "properties": {"sheetId": SCRATCH, "title": TITLE, "hidden": True, "gridProperties": size}
        }
    }
    yield append_rows(SCRATCH, [[data_of("heading")]], VALUE)
    yield append_rows(SCRATCH, [[data_of(text) for text in row] for row in FIRST], VALUE)
    yield swap_text(SCRATCH, "open · P-1", "made · P-1")
    below = {
        "sheetId": SCRATCH,
        "startRowIndex": 1,
        "endRowIndex": 4,
        "startColumnIndex": 0,
        "endColumnIndex": 3,
    }
    yield {"sortRange": {"range": below, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}}
    last = {"sheetId": SCRATCH, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    yield {"moveDimension": {"source": last, "destinationIndex": 1}}
    yield _mark()
    yield merge(SCRATCH, Box(0, 1, 6, 8))


def _read(client: PatientClient, key: str) -> list[list[Any]]:
    body = {"dataFilters": [{"gridRange": {"sheetId": SCRATCH}}], "valueRenderOption": "UNFORMATTED_VALUE"}
    answer = client.request("post", f"{SPREADSHEETS}/{key}/values:batchGetByDataFilter", json=body).json()
    values = answer["valueRanges"][0]["valueRange"].get("values", [])
    rows = [[cell for cell in row if cell != ""] for row in values]
    return [row for row in rows if row]


def _differences(rows: list[list[Any]]) -> Iterator[str]:
    """What the rows show that we did not expect."""
    below = [tuple(row) for row in rows[1:] if row]
    texts = {str(cell) for row in below for cell in row if isinstance(cell, str)}
    is_whole = rows[:1] == [["heading"]] and sorted(row[0] for row in below) == ["a", "b", "c"]
    # Rows are known by their first two cells: the third holds the literals.
    shown, expected = [row[:2] for row in below], [row[:2] for row in EXPECTED]
    judged = {
        "literal": LITERALS[0] in texts,
        "number": LITERALS[1] in texts,
        "append": is_whole,
        "replace": {text for text in texts if "·" in text} == {row[1] for row in EXPECTED},
        "sort": sorted(shown) == sorted(expected),
        "move": sorted(shown) != sorted(expected) or shown == expected,
    }
    yield from (name for name, is_fine in judged.items() if not is_fine)


def _unguarded(client: PatientClient, key: str) -> Iterator[str]:
    """Whether a batch is refused, whole, when its mark exists already, and when a column has moved."""
    late = append_rows(SCRATCH, [[data_of("late")]], VALUE)
    if not _is_refused(client, key, [late, _mark()]):
        yield "token"
    moved = [insert(SCRATCH, "COLUMNS", 1), unmerge(SCRATCH, Box(0, 1, 8, 9))]
    if not _is_refused(client, key, [late, *moved]):
        yield "column"
    if not _is_accepted(client, key, [unmerge(SCRATCH, Box(0, 1, 8, 9))]):
        yield "column"
    if any("late" in row for row in _read(client, key)):
        yield "token"


def _mark() -> Request:
    mark = {"protectedRangeId": MARK, "range": {"sheetId": SCRATCH}, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": mark}}


def _is_refused(client: PatientClient, key: str, requests: list[Request]) -> bool:
    return not _is_accepted(client, key, requests)


def _is_accepted(client: PatientClient, key: str, requests: list[Request]) -> bool:
    try:
        client.batch_update(key, {"requests": requests})
    except APIError as error:
        if error.response.status_code != INVALID:
            raise
        return False
    return True
