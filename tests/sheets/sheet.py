"""One tab: its cells, and all that stands on them.

Cells are CellData objects of the interface. A cell and a row are never changed in place but replaced, so that a copy of
the state is a copy of the row table only.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import TypeAlias

from tests.sheets.kinds import Json
from tests.sheets.notation import Bounds, Box, quote_title, text_from

Cell: TypeAlias = Json
Rows: TypeAlias = dict[int, dict[int, Cell]]


class TextIndex:
    """Where each text was put. Places are never struck out: whoever asks looks whether the text is still there."""

    def __init__(self) -> None:
        self._places: dict[str | None, set[tuple[int, int]]] = defaultdict(set)

    def add(self, row: int, cells: dict[int, Cell]) -> None:
        """Take note of the texts of a row."""
        for column, cell in cells.items():
            value = cell.get("userEnteredValue")
            if value:
                self._places[value.get("stringValue")].add((row, column))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Row and column of each cell that has or had this text, or a value that is no text."""
        return sorted(self._places.get(text, set()) | self._places.get(None, set()))


@dataclass
class Sheet:
    """One tab."""

    properties: Json
    rows: Rows = field(default_factory=dict)
    dimensions: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    groups: dict[str, list[Json]] = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})
    merges: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    conditional: list[Json] = field(default_factory=list)
    filter_views: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    texts: TextIndex | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> int:
        return self.properties["sheetId"]  # type: ignore[no-any-return]  # JSON

    @property
    def title(self) -> str:
        return self.properties["title"]  # type: ignore[no-any-return]  # JSON

    @property
    def grid(self) -> Json:
        return self.properties["gridProperties"]  # type: ignore[no-any-return]  # JSON

    def bounds(self, box: Box) -> Bounds:
        """The part of a box that lies on this sheet."""
        return box.within(self.grid["rowCount"], self.grid["columnCount"])

    def cell(self, row: int, column: int) -> Cell:
        """What a cell holds; an empty object when it holds nothing."""
        return self.rows.get(row, {}).get(column, {})

    def set_cell(self, row: int, column: int, cell: Cell) -> None:
        """Put a cell in its place; a cell that holds nothing is taken away."""
        self.set_cells(row, {column: cell})

    def set_cells(self, row: int, cells: dict[int, Cell]) -> None:
        """Put several cells of one row in their places."""
        kept = {column: cell for column, cell in {**self.rows.get(row, {}), **cells}.items() if cell}
        if kept:
            self.rows[row] = kept
        else:
            self.rows.pop(row, None)
        if self.texts is not None:
            self.texts.add(row, cells)

    def cells_saying(self, text: str) -> list[tuple[int, int]]:
        """Cells that may show this text: those it was put in, and all that hold something else than text."""
        if self.texts is None:
            self.texts = TextIndex()
            for row, cells in self.rows.items():
                self.texts.add(row, cells)
        return self.texts.places(text)

    def rows_in(self, bounds: Bounds) -> list[int]:
        """The rows between the bounds that hold something, in order."""
        if bounds.bottom - bounds.top < len(self.rows):
            return [row for row in bounds.rows() if row in self.rows]
        return sorted(row for row in self.rows if bounds.top <= row < bounds.bottom)

    def cells_in(self, bounds: Bounds) -> Iterator[tuple[int, int, Cell]]:
        """The cells between the bounds that hold something, row by row."""
        for row in self.rows_in(bounds):
            for column, cell in sorted(self.rows[row].items()):
                if bounds.left <= column < bounds.right:
                    yield row, column, cell

    def range_text(self, bounds: Bounds) -> str:
        """`'My tab'!A1:B2`."""
        return f"{quote_title(self.title)}!{text_from(bounds)}"

    def grow(self, rows: int, columns: int) -> None:
        """Make the grid at least this large."""
        self.grid["rowCount"] = max(self.grid["rowCount"], rows)
        self.grid["columnCount"] = max(self.grid["columnCount"], columns)


@dataclass(frozen=True)
class Area:
    """A box on a sheet."""

    sheet: Sheet
    box: Box

    @property
    def bounds(self) -> Bounds:
        return self.sheet.bounds(self.box)

    @property
    def text(self) -> str:
        return self.sheet.range_text(self.bounds)


def first_sheet() -> Sheet:
    """The tab of a new spreadsheet."""
    grid = {"rowCount": 1000, "columnCount": 26}
    return Sheet({"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid})


def duplicate(sheet: Sheet) -> Sheet:
    """A copy that shares the cells, which are never changed in place."""
    names = {each.name for each in fields(sheet)} - {"rows", "texts"}
    rest = {name: copy.deepcopy(getattr(sheet, name)) for name in names}
    return Sheet(rows=dict(sheet.rows), **rest)
