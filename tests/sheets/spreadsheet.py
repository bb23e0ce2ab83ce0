"""A spreadsheet: its tabs, what belongs to none of them, and changes that happen wholly or not at all."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.identifiers import Identifiers
from tests.sheets.kinds import Json, Refusal
from tests.sheets.locales import Locale, locale_of
from tests.sheets.notation import Box, box_from, box_from_range, split_title
from tests.sheets.sheet import Area, Sheet, duplicate, first_sheet

CELL_LIMIT = 10_000_000


@dataclass
class Spreadsheet:
    """One spreadsheet, with what belongs to no tab."""

    id: str
    properties: Json
    identifiers: Identifiers
    hypotheses: Hypotheses = LIKELY
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sheets: list[Sheet] = field(default_factory=lambda: [first_sheet()])
    names: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    version: int = 1
    created: datetime = field(init=False)
    modified: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.created = self.modified = self.clock()

    @property
    def title(self) -> str:
        return self.properties["title"]  # type: ignore[no-any-return]  # JSON

    @property
    def locale(self) -> Locale:
        return locale_of(self.properties["locale"])

    def sheet(self, number: int | None) -> Sheet:
        """The tab with this identifier; an absent one is 0."""
        for sheet in self.sheets:
            if sheet.id == (number or 0):
                return sheet
        raise Refusal(f"No grid with id: {number or 0}")

    def sheet_titled(self, title: str) -> Sheet | None:
        """The tab with this title, if there is one; capitals count only between two that differ by them."""
        same = [sheet for sheet in self.sheets if sheet.title.lower() == title.lower()]
        return next((sheet for sheet in same if sheet.title == title), same[0] if same else None)

    def area(self, grid_range: Json) -> Area:
        """The area of a GridRange."""
        return Area(self.sheet(grid_range.get("sheetId")), box_from_range(grid_range))

    def area_from(self, text: str) -> Area:
        """The area of a range in A1 notation, a tab's title or a name."""
        title, rest = split_title(text)
        if title is None and self.sheet_titled(text):
            title, rest = text, None
        sheet = self.sheets[0] if title is None else self.sheet_titled(title)
        if sheet is None:
            raise Refusal(f"Unable to parse range: {text}")
        return Area(sheet, Box()) if rest is None else self._part_of(sheet, rest, text)

    def _part_of(self, sheet: Sheet, rest: str, text: str) -> Area:
        for name in self.names:
            if name["name"].lower() == rest.lower():
                return self.area(name["range"])
        box = box_from(rest)
        if box is None:
            raise Refusal(f"Unable to parse range: {text}")
        return Area(sheet, box)

    def number_sheets(self) -> None:
        """Each tab's index is its place."""
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Whatever happens inside happens wholly, or the state is as before."""
        before = self._state()
        try:
            yield
            self._check_size()
        except BaseException:
            self.sheets, self.names, self.metadata, self.properties = before
            raise
        self.version += 1
        self.modified = self.clock()

    def _state(self) -> tuple[list[Sheet], list[Json], list[Json], Json]:
        sheets = [duplicate(sheet) for sheet in self.sheets]
        return sheets, copy.deepcopy(self.names), copy.deepcopy(self.metadata), copy.deepcopy(self.properties)

    def _check_size(self) -> None:
        cells = sum(sheet.grid["rowCount"] * sheet.grid["columnCount"] for sheet in self.sheets)
        if cells > CELL_LIMIT:
            raise Refusal(
                f"This action would increase the number of cells in the workbook above the limit of {CELL_LIMIT} cells."
            )
