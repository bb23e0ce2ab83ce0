"""The canary: a hidden scratch tab on which everything that Duos relies on is tried, before anything is written.

Each trial has a tab of its own, so that two of them, on two machines, do not disturb each other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from gspread.exceptions import APIError

from pipeline.workbook.google.client import PatientClient, UncertainWrite
from pipeline.workbook.google.refusals import INVALID
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
from pipeline.workbook.google.snapshot import FIELDS, SPREADSHEETS, Box, Snapshot, outline

TITLE = "Duos · essai"
NUMBERS = range(
    1_600_000_002, 1_700_000_000, 2
)  # of scratch tabs; the next number is that of the trial's mark

LITERALS = ("=1+1", "0470000001")
FIRST = (("b", "open · P-2", "=1+1"), ("c", "open · P-12", "0470000001"), ("a", "open · P-1", "x"))
# After P-1 has been replaced, the rows sorted by their first cell, and the last one moved to the top.
EXPECTED = (("c", "open · P-12", "0470000001"), ("a", "made · P-1", "x"), ("b", "open · P-2", "=1+1"))


class Disturbed(Exception):  # noqa: N818  # it says what happened to the trial, not what is wrong
    """Somebody took the scratch tab away during the trial: nothing is known of Google's ways."""


def try_google(client: PatientClient, key: str) -> tuple[str, ...]:
    """What Google does otherwise than we need it, by name; nothing is left behind, not by a trial that was cut either."""
    left_over = scratch_tabs(outline(client.fetch_sheet_metadata(key, {"fields": FIELDS})))
    trial = Trial(client, key)
    try:
        found = trial.carry_out()
    finally:
        for number in (trial.number, *left_over):
            _clear_away(client, key, number)
    return tuple(dict.fromkeys(found))


def scratch_tabs(snapshot: Snapshot) -> tuple[int, ...]:
    """The tabs of trials, those included that were cut before they could take theirs away."""
    return tuple(grid.id for grid in snapshot.grids if grid.id in NUMBERS and grid.title.startswith(TITLE))


def clear_away(number: int) -> Request:
    """A trial's tab goes."""
    return {"deleteSheet": {"sheetId": number}}


def _clear_away(client: PatientClient, key: str, number: int) -> None:
    """A tab that is gone already, or that stays because Google is in trouble, is no matter: the next write takes it."""
    with suppress(UncertainWrite):
        _is_accepted(client, key, [clear_away(number)])


@dataclass(frozen=True)
class Trial:
    """One trial, on its own tab."""

    client: PatientClient
    key: str
    number: int = field(default_factory=lambda: secrets.choice(NUMBERS))

    def carry_out(self) -> tuple[str, ...]:
        """What Google does otherwise, by name; raises Disturbed where the tab did not stand to the end."""
        self.client.batch_update(self.key, {"requests": list(self.preparation())})
        try:
            return (*_differences(self._read()), *self._unguarded())
        except APIError as error:
            if error.response.status_code != INVALID:
                raise
            raise Disturbed from error

    def preparation(self) -> Iterator[Request]:
        """The tab, with everything done on it that a run does."""
        size = {"rowCount": 20, "columnCount": 10}
        title = f"{TITLE} {self.number}"
        properties = {"sheetId": self.number, "title": title, "hidden": True, "gridProperties": size}
        yield {"addSheet": {"properties": properties}}
        yield append_rows(self.number, [[data_of("heading")]], VALUE)
        yield append_rows(self.number, [[data_of(text) for text in row] for row in FIRST], VALUE)
        yield swap_text(self.number, "open · P-1", "made · P-1")
        below = {
            "sheetId": self.number,
            "startRowIndex": 1,
            "endRowIndex": 4,
            "startColumnIndex": 0,
            "endColumnIndex": 3,
        }
        yield {"sortRange": {"range": below, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}}
        last = {"sheetId": self.number, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
        yield {"moveDimension": {"source": last, "destinationIndex": 1}}
        yield self._mark()
        yield merge(self.number, Box(0, 1, 6, 8))

    def _read(self) -> list[list[Any]]:
        filters = [{"gridRange": {"sheetId": self.number}}]
        body = {"dataFilters": filters, "valueRenderOption": "UNFORMATTED_VALUE"}
        address = f"{SPREADSHEETS}/{self.key}/values:batchGetByDataFilter"
        answer = self.client.request("post", address, json=body).json()
        values = answer["valueRanges"][0]["valueRange"].get("values", [])
        rows = [[cell for cell in row if cell != ""] for row in values]
        return [row for row in rows if row]

    def _unguarded(self) -> Iterator[str]:
        """Whether a batch is refused, whole, when its mark exists already, and when a column has moved."""
        late, moved = (append_rows(self.number, [[data_of(text)]], VALUE) for text in ("late", "moved"))
        if self._accepts(late, self._mark()):
            yield "token"
        part = unmerge(self.number, Box(0, 1, 8, 9))
        if self._accepts(moved, insert(self.number, "COLUMNS", 1), part):
            yield "column"
        if not self._accepts(part):
            yield "column"
        written = {cell for row in self._read() for cell in row}
        yield from (name for name, text in (("token", "late"), ("column", "moved")) if text in written)

    def _mark(self) -> Request:
        mark = {"protectedRangeId": self.number + 1, "range": {"sheetId": self.number}, "warningOnly": True}
        return {"addProtectedRange": {"protectedRange": mark}}

    def _accepts(self, *requests: Request) -> bool:
        return _is_accepted(self.client, self.key, list(requests))


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


def _is_accepted(client: PatientClient, key: str, requests: list[Request]) -> bool:
    try:
        client.batch_update(key, {"requests": requests})
    except APIError as error:
        if error.response.status_code != INVALID:
            raise
        return False
    return True
