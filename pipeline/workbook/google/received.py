"""Answers received by our own form in; added to tabs of their own in the spreadsheet of answers, in one batch."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress

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
    number_format,
)
from pipeline.workbook.google.snapshot import Box, Grid, Snapshot, take_snapshot
from pipeline.workbook.received import missing_rows, rows_of


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
            requests = [request for sheet in missing for request in _requests(sheet, before)]
            with suppress(UncertainWrite):  # what stands there afterwards decides
                client.batch_update(self.key, {"requests": requests})
            after = take_snapshot(client, self.key).sheets({})
        if missing_rows(missing, after, self.heading):
            said = sentence("receive.not_written", path=f"{GOOGLE}{self.key}")
            raise WorkbookError(self.connection.speaker.say(said))
        return sum(len(sheet.rows) - 1 for sheet in missing)


def _requests(sheet: Sheet, before: Snapshot) -> Iterator[Request]:
    """Rows below the last one, each cell under its heading; a heading that is new stands at the right."""
    grid = next((one for one in before.grids if one.title == sheet.title), None)
    standing = before.values.get(grid.id, ()) if grid else ()
    headings = [normalised(str(cell or "")) for cell in standing[0]] if standing else []
    fresh = [str(heading) for heading in sheet.rows[0] if normalised(str(heading)) not in headings]
    width = len(headings) + len(fresh)
    number = grid.id if grid else secrets.randbelow(2**31 - 1) + 1
    yield from _room(grid, number, sheet.title, width)
    if fresh:
        yield fill(
            number, Box(0, 1, len(headings), width), [[_data(heading) for heading in fresh]], VALUE_AND_FORMAT
        )
    headings += map(normalised, fresh)
    placed = ({normalised(heading): cell for heading, cell in row.items()} for row in rows_of(sheet))
    rows = [[_data(row.get(heading)) for heading in headings] for row in placed]
    yield append_rows(number, rows, VALUE_AND_FORMAT)


def _room(grid: Grid | None, number: int, title: str, width: int) -> Iterator[Request]:
    """A tab that is wide enough."""
    if grid is None:
        size = {"rowCount": 100, "columnCount": width, "frozenRowCount": 1}
        yield {"addSheet": {"properties": {"sheetId": number, "title": title, "gridProperties": size}}}
    elif grid.column_count < width:
        span = {"sheetId": number, "dimension": "COLUMNS", "length": width - grid.column_count}
        yield {"appendDimension": span}


def _data(cell: Cell) -> Data:
    data = data_of(cell)
    return {**data, "userEnteredFormat": {"numberFormat": number_format(cell, False, True)}} if data else {}
