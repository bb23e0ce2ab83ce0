"""Answers received by our own form in; added to tabs of their own in the spreadsheet of answers, in one batch."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import normalised
from pipeline.workbook.google.access import GOOGLE, Connection
from pipeline.workbook.google.client import UncertainWrite
from pipeline.workbook.google.refusals import Purpose
from pipeline.workbook.google.requests import (
    VALUE_AND_FORMAT,
    Data,
    Request,
    append_rows,
    data_of,
    fill,
    insert,
    number_format,
)
from pipeline.workbook.google.snapshot import Box, Grid, Snapshot, renew_values, take_snapshot
from pipeline.workbook.received import missing_rows, rows_of

NEW_ROWS = 100


class ReceivedInSpreadsheet:
    """The tabs of our own form in one spreadsheet. `heading` is that of the numbers by which rows are known."""

    def __init__(self, key: str, heading: str, connection: Connection) -> None:
        self.key = key
        self.heading = heading
        self.connection = connection

    def prepare(self, sheets: Sequence[Sheet]) -> None:
        """Nothing: a spreadsheet that is read is there already."""

    def add(self, sheets: Sequence[Sheet]) -> int:
        """Adds the rows that are not there yet, and reads them again; how many there were."""
        client = self.connection.client
        with self.connection.explained(f"{GOOGLE}{self.key}", Purpose.WRITE):
            before = take_snapshot(client, self.key)
            missing = missing_rows(sheets, before.sheets({}), self.heading)
            if not missing:
                return 0
            seen = replace(before, grids=(*before.grids, *_new_tabs(missing, before)))
            requests = [request for sheet in missing for request in _requests(sheet, before, seen)]
            with suppress(UncertainWrite):  # what stands there afterwards decides
                client.batch_update(self.key, {"requests": requests})
            after = renew_values(client, self.key, seen).sheets({})
        if missing_rows(missing, after, self.heading):
            said = sentence("receive.not_written", path=f"{GOOGLE}{self.key}")
            raise WorkbookError(self.connection.speaker.say(said))
        return sum(len(sheet.rows) - 1 for sheet in missing)


def _new_tabs(sheets: Sequence[Sheet], before: Snapshot) -> list[Grid]:
    """Tabs that are not there yet."""
    there = {grid.title for grid in before.grids}
    return [
        Grid(secrets.randbelow(2**31 - 1) + 1, sheet.title, NEW_ROWS, len(sheet.rows[0]))
        for sheet in sheets
        if sheet.title not in there
    ]


def _requests(sheet: Sheet, before: Snapshot, seen: Snapshot) -> Iterator[Request]:
    """Rows below the last one, each cell under its heading; a heading that is new stands at the right."""
    grid = seen.grid_titled(sheet.title)
    standing = before.values.get(grid.id, ())
    headings = [normalised(str(cell or "")) for cell in standing[0]] if standing else []
    fresh = [str(heading) for heading in sheet.rows[0] if normalised(str(heading)) not in headings]
    if grid not in before.grids:
        yield _add_tab(grid)
    elif fresh:
        yield from _make_room(grid.id, len(headings), len(fresh))
    if fresh:
        box = Box(0, 1, len(headings), len(headings) + len(fresh))
        yield fill(grid.id, box, [[_data(heading) for heading in fresh]], VALUE_AND_FORMAT)
    headings += map(normalised, fresh)
    placed = ({normalised(heading): cell for heading, cell in row.items()} for row in rows_of(sheet))
    rows = [[_data(row.get(heading)) for heading in headings] for row in placed]
    yield append_rows(grid.id, rows, VALUE_AND_FORMAT)


def _add_tab(grid: Grid) -> Request:
    size = {"rowCount": grid.row_count, "columnCount": grid.column_count, "frozenRowCount": 1}
    return {"addSheet": {"properties": {"sheetId": grid.id, "title": grid.title, "gridProperties": size}}}


def _make_room(sheet: int, at: int, count: int) -> Iterator[Request]:
    """Columns of our own: what somebody wrote there in the meantime moves to the right, and so do its rows."""
    yield {
        "appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}
    }  # a last one to go before
    yield insert(sheet, "COLUMNS", at, count)


def _data(cell: Cell) -> Data:
    data = data_of(cell)
    return {**data, "userEnteredFormat": {"numberFormat": number_format(cell, False, True)}} if data else {}
