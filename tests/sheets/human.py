"""A person in front of the spreadsheet: edits, sorts, inserts, moves, deletes, renames — between any two requests.

What they write is remembered by the row's key and the column's heading, so that a test can ask what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.sheets.exchange import Call
from tests.sheets.kinds import Json, Refusal
from tests.sheets.log import NOT_COUNTED
from tests.sheets.notation import Bounds, Box
from tests.sheets.rendering import render
from tests.sheets.requests import apply_batch
from tests.sheets.sheet import Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.typing_in import read_typed
from tests.sheets.values import set_value
from tests.sheets.world import World

COORDINATOR = "coordinator@example.org"


@dataclass(frozen=True)
class Place:
    """A cell by what it is about: the key of its row, the heading of its column."""

    sheet: int
    key: str
    heading: str


@dataclass
class Human:
    """Somebody who may edit a spreadsheet. Rows and columns count from 0; a tab is named by title or identifier."""

    world: World
    key: str
    email: str = COORDINATOR
    headings_row: int = 0
    written: dict[Place, str] = field(default_factory=dict)

    @property
    def spreadsheet(self) -> Spreadsheet:
        return self.world.files[self.key].spreadsheet

    def tab(self, name: str | int) -> Sheet:
        """The tab with this title or identifier."""
        if isinstance(name, int):
            return self.spreadsheet.sheet(name)
        found = self.spreadsheet.sheet_titled(name)
        if found is None:
            raise LookupError(name)
        return found

    def see(self, name: str | int) -> list[list[str]]:
        """What the person sees: the rows of a tab as they are shown."""
        sheet = self.tab(name)
        last = max(sheet.rows, default=-1)
        width = max((max(cells) for cells in sheet.rows.values()), default=-1) + 1
        return [[str(render(sheet.cell(row, column))) for column in range(width)] for row in range(last + 1)]

    def type(self, name: str | int, row: int, column: int, text: str) -> None:
        """Type something in a cell; it is read as typed things are."""
        sheet = self.tab(name)
        self._check_cell(sheet, row, column)
        with self.world.lock, self.spreadsheet.atomic():
            typed = read_typed(text, self.spreadsheet.locale) if text else ""
            set_value(sheet, row, column, typed)

    def fill(self, name: str | int, key: str, heading: str, text: str) -> None:
        """Write in the row of a key, under a heading; what is written is remembered."""
        sheet = self.tab(name)
        self.type(sheet.id, self.row_of(sheet, key), self.column_of(sheet, heading), text)
        self.written[Place(sheet.id, key, heading)] = text

    def row_of(self, sheet: Sheet, key: str) -> int:
        """The first row that has a cell with this text."""
        for row, _, cell in sheet.cells_in(sheet.bounds(Box())):
            if render(cell) == key:
                return row
        raise LookupError(key)

    def column_of(self, sheet: Sheet, heading: str) -> int:
        """The column with this heading."""
        for column, cell in sheet.rows.get(self.headings_row, {}).items():
            if render(cell) == heading:
                return column
        raise LookupError(heading)

    def lost(self) -> list[tuple[Place, str, str]]:
        """What was written and is no longer there: where, what was written, what is there now."""
        return [(place, text, now) for place, text, now in self._found() if now != text]

    def _found(self) -> Iterator[tuple[Place, str, str]]:
        for place, text in self.written.items():
            try:
                sheet = self.tab(place.sheet)
                row, column = self.row_of(sheet, place.key), self.column_of(sheet, place.heading)
                yield place, text, str(render(sheet.cell(row, column)))
            except LookupError:
                yield place, text, "(the row or the column is gone)"

    def sort(self, name: str | int, column: int, *, descending: bool = False, first: int = 1) -> None:
        """Sort all rows below the headings by one column."""
        sheet = self.tab(name)
        rows = max(sheet.rows, default=0) + 1
        self._check_rows(sheet, range(first, rows))
        area = {"sheetId": sheet.id, "startRowIndex": first, "endRowIndex": rows}
        order = "DESCENDING" if descending else "ASCENDING"
        self._do("sortRange", {"range": area, "sortSpecs": [{"dimensionIndex": column, "sortOrder": order}]})

    def insert_rows(self, name: str | int, at: int, count: int = 1) -> None:
        """Empty rows before a row, looking like the one above."""
        sheet = self.tab(name)
        self._check_rows(sheet, range(at, at + 1))
        self._do(
            "insertDimension", {"range": span(sheet, "ROWS", at, at + count), "inheritFromBefore": at > 0}
        )

    def insert_columns(self, name: str | int, at: int, count: int = 1) -> None:
        """Empty columns before a column."""
        self._do("insertDimension", {"range": span(self.tab(name), "COLUMNS", at, at + count)})

    def delete_rows(self, name: str | int, at: int, count: int = 1) -> None:
        """Delete rows; what the person wrote in them is forgotten, for that was meant."""
        sheet = self.tab(name)
        self._check_rows(sheet, range(at, at + count))
        texts = {render(cell) for row in range(at, at + count) for cell in sheet.rows.get(row, {}).values()}
        gone = [place for place in self.written if place.sheet == sheet.id and place.key in texts]
        self._do("deleteDimension", {"range": span(sheet, "ROWS", at, at + count)})
        for place in gone:
            del self.written[place]

    def move_rows(self, name: str | int, at: int, to: int, count: int = 1) -> None:
        """Drag rows to before another row."""
        sheet = self.tab(name)
        self._do("moveDimension", {"source": span(sheet, "ROWS", at, at + count), "destinationIndex": to})

    def move_columns(self, name: str | int, at: int, to: int, count: int = 1) -> None:
        """Drag columns to before another column."""
        sheet = self.tab(name)
        self._do("moveDimension", {"source": span(sheet, "COLUMNS", at, at + count), "destinationIndex": to})

    def copy_row(self, name: str | int, at: int, to: int) -> None:
        """Insert a row and paste a copy of another one into it."""
        sheet = self.tab(name)
        self.insert_rows(name, to)
        source = at + 1 if at >= to else at
        cells = {"sheetId": sheet.id, "startRowIndex": source, "endRowIndex": source + 1}
        target = {"sheetId": sheet.id, "startRowIndex": to, "endRowIndex": to + 1}
        self._do("copyPaste", {"source": cells, "destination": target, "pasteType": "PASTE_NORMAL"})

    def rename_tab(self, name: str | int, title: str) -> None:
        """Give a tab another title."""
        properties = {"sheetId": self.tab(name).id, "title": title}
        self._do("updateSheetProperties", {"properties": properties, "fields": "title"})

    def move_tab(self, name: str | int, index: int) -> None:
        """Drag a tab to another place."""
        properties = {"sheetId": self.tab(name).id, "index": index}
        self._do("updateSheetProperties", {"properties": properties, "fields": "index"})

    def rename_heading(self, name: str | int, heading: str, text: str) -> None:
        """Write another heading over one."""
        sheet = self.tab(name)
        self.type(sheet.id, self.headings_row, self.column_of(sheet, heading), text)

    def annotate(self, name: str | int, row: int, column: int, note: str) -> None:
        """Hang a note on a cell."""
        start = {"sheetId": self.tab(name).id, "rowIndex": row, "columnIndex": column}
        self._do("updateCells", {"start": start, "rows": [{"values": [{"note": note}]}], "fields": "note"})

    def _do(self, kind: str, request: Json) -> None:
        with self.world.lock:
            apply_batch(self.spreadsheet, [{kind: request}])

    def _check_cell(self, sheet: Sheet, row: int, column: int) -> None:
        if any(bounds.holds(row, column) for bounds in self._closed_to(sheet)):
            raise Refusal("You are trying to edit a protected cell or object.", 403)

    def _check_rows(self, sheet: Sheet, rows: range) -> None:
        """Under one hypothesis whole rows may not be changed across a cell that is closed to the person."""
        is_closed = any(
            bounds.top < rows.stop and rows.start < bounds.bottom for bounds in self._closed_to(sheet)
        )
        if is_closed and self.world.hypotheses.protection_stops_rows:
            raise Refusal("You are trying to edit a protected cell or object.", 403)

    def _closed_to(self, sheet: Sheet) -> list[Bounds]:
        """What is protected in earnest, and not open to this person."""
        return [
            self.spreadsheet.area(item["range"]).bounds
            for item in sheet.protected
            if not item.get("warningOnly") and self.email not in item.get("editors", {}).get("users", [])
        ]


def span(sheet: Sheet, dimension: str, start: int, end: int) -> Json:
    """A DimensionRange."""
    return {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}


@dataclass
class Script:
    """What a person does before the first request, before the second, and so on."""

    acts: list[Callable[[], None] | None]

    def __call__(self, call: Call) -> None:
        """Do what comes next; None lets a request pass undisturbed, and so does a question for a token."""
        act = self.acts.pop(0) if self.acts and call.operation not in NOT_COUNTED else None
        if act:
            act()
