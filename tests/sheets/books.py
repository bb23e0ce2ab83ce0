"""A spreadsheet behind a running stand-in, with a gspread client, a person, and short ways to ask for things."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import gspread

from tests.sheets.client import connect
from tests.sheets.human import Human
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.kinds import Json
from tests.sheets.server import Server
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.world import World


@dataclass
class Book:
    """Everything a test needs around one spreadsheet."""

    server: Server
    state: Spreadsheet
    google: gspread.Spreadsheet
    human: Human

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def tab(self) -> gspread.Worksheet:
        """The first tab, as gspread sees it."""
        return self.google.sheet1

    def batch(self, *requests: Json) -> list[Json]:
        """Send requests in one batch; the replies."""
        replies: list[Json] = self.google.batch_update({"requests": list(requests)})["replies"]
        return replies

    def post(self, operation: str, body: Json) -> Json:
        """An operation that gspread has no method for: `values:batchGetByDataFilter`."""
        address = f"https://sheets.googleapis.com/v4/spreadsheets/{self.state.id}{operation}"
        answer: Json = self.google.client.request("post", address, json=body).json()
        return answer

    def show(self, fields: str) -> Json:
        """spreadsheets.get with a field mask."""
        return dict(self.google.fetch_sheet_metadata({"fields": fields}))


@contextmanager
def open_book(
    rows: list[list[Any]] | None = None, hypotheses: Hypotheses = LIKELY, locale: str = "en_US"
) -> Iterator[Book]:
    """A running stand-in with one spreadsheet that holds these rows."""
    with Server(World(hypotheses)) as server:
        state = server.world.create()
        state.properties["locale"] = locale
        google = connect(server).open_by_key(state.id)
        if rows:
            google.sheet1.update(rows, "A1")
        server.world.log.clear()
        yield Book(server, state, google, Human(server.world, state.id))


def cells(*texts: str) -> Json:
    """A row of literal texts for appendCells and updateCells."""
    return {"values": [{"userEnteredValue": {"stringValue": text}} for text in texts]}


def append(*rows: Json, sheet: int = 0) -> Json:
    """An appendCells request."""
    return {"appendCells": {"sheetId": sheet, "rows": list(rows), "fields": "userEnteredValue"}}


def swap(old: str, new: str, sheet: int = 0) -> Json:
    """A findReplace request on whole cells, capitals counting."""
    return {
        "findReplace": {
            "find": old,
            "replacement": new,
            "matchEntireCell": True,
            "matchCase": True,
            "sheetId": sheet,
        }
    }


def tie(row: int, key: str, number: int | None = None, sheet: int = 0) -> Json:
    """A createDeveloperMetadata request for one row."""
    line = {"sheetId": sheet, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    item: Json = {"metadataKey": key, "visibility": "DOCUMENT", "location": {"dimensionRange": line}}
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {**item, **({} if number is None else {"metadataId": number})}
        }
    }


def by_key(key: str) -> Json:
    """A data filter for developer metadata."""
    return {"developerMetadataLookup": {"metadataKey": key}}
