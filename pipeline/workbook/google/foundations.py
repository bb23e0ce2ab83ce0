"""Foundations: a spreadsheet as it was read in; the requests that create what the layout has and it has not, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker
from pipeline.workbook.columns import Column, Kind, Layout, Tab
from pipeline.workbook.google.desks import Desk, find_desks
from pipeline.workbook.google.dressing import Scene, add_column, create_lists, create_tab, furnish_tab
from pipeline.workbook.google.fences import MARGIN, ROOM, WIDTH, build_fence
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.google.refusals import page_of
from pipeline.workbook.google.requests import Request, data_of, fill, insert
from pipeline.workbook.google.snapshot import Box, Snapshot
from pipeline.workbook.headings import is_to_create, letter, sheets_by_tab
from pipeline.workbook.lists import LISTS, MEMORY, are_written, created_fields, kept_words

MONTH_FIRST = frozenset({"en_US"})  # locales in which 3/4 is a day of March; new spreadsheets often have it
LISTS_REACH = 200  # the last row in which a dropdown's words may stand
LISTS_ROWS, LISTS_COLUMNS = 1000, 26


@dataclass(frozen=True)
class Foundation:
    """What a spreadsheet lacks: whole tabs, columns of a newer version, fences, words of dropdowns."""

    snapshot: Snapshot
    sheets: tuple[Sheet, ...]
    layout: Layout
    desks: Mapping[str, Desk] = field(default_factory=dict)

    @property
    def missing_tabs(self) -> tuple[Tab, ...]:
        """Tabs that are not there, or in which nothing stands."""
        found = sheets_by_tab(self.sheets, self.layout)
        return tuple(tab for tab in self.layout.tabs if is_to_create(found.get(tab.code), tab))

    @property
    def missing_columns(self) -> Mapping[str, tuple[Column, ...]]:
        """Tab code → columns to add at the right: those of a newer version, and any of a machine's tab."""
        created = created_fields(self.sheets) or {}
        missing = {code: tuple(_missing(desk, created.get(code))) for code, desk in self.desks.items()}
        return {code: columns for code, columns in missing.items() if columns}

    @property
    def lists(self) -> Sheet | None:
        """The hidden tab of the dropdowns' words."""
        return next((sheet for sheet in self.sheets if sheet.tab == LISTS), None)

    @property
    def lists_id(self) -> int:
        """Its number."""
        return sheet_id(self.layout.file, LISTS)

    @property
    def is_laid(self) -> bool:
        """Whether nothing is missing."""
        is_fenced = all(desk.fence for desk in self.desks.values())
        complete = not self.missing_tabs and not self.missing_columns and self.lists is not None
        return complete and is_fenced and are_written(self.sheets, self.layout)

    def scene(self) -> Scene:
        """What new tabs and columns are created in."""
        title = (self.lists.title if self.lists else self._lists_title()).replace("'", "''")
        ranges = {
            kind: f"'{title}'!${letter(place)}$2:${letter(place)}${LISTS_REACH}"
            for place, kind in enumerate(self._kinds())
            if kind != MEMORY
        }
        return Scene(self.layout, self.snapshot.locale, ranges)

    def requests(self) -> Iterator[Request]:
        """Everything that is missing, in one batch."""
        if self.lists is None:
            yield create_lists(self.layout, self._lists_title())
        yield self._write_lists()
        for tab in self.missing_tabs:
            yield from self._create(tab)
        for code, columns in self.missing_columns.items():
            yield from self._widen(self.desks[code], columns)
        for code, desk in self.desks.items():
            if desk.fence is None and code not in self.missing_columns:
                yield from _fence(desk)
        yield from self._hide_first_tab()

    def _create(self, tab: Tab) -> Iterator[Request]:
        found = sheets_by_tab(self.sheets, self.layout).get(tab.code)
        if found is None:
            index = self.layout.tabs.index(tab)
            yield from create_tab(tab, self.scene(), self._free_title(tab.title), index)
            return
        # Somebody made an empty tab of this name: new rows and columns of its grid, so that nothing stands in them.
        grid = self.snapshot.grid_titled(found.title)
        yield insert(grid.id, "ROWS", 0, tab.heading_row)
        yield insert(grid.id, "COLUMNS", 0, len(tab.columns) + ROOM + WIDTH + MARGIN)
        yield from furnish_tab(grid, tab, self.scene())

    def _widen(self, desk: Desk, columns: tuple[Column, ...]) -> Iterator[Request]:
        for place, column in enumerate(columns, start=desk.end):
            yield from add_column(desk.grid, desk.found.row, place, column, (desk.tab, self.scene()))

    def _lists_title(self) -> str:
        return self._free_title(Speaker(self.layout.language).label("tab", LISTS))

    def _free_title(self, title: str) -> str:
        """A title that no other tab bears."""
        taken = {grid.title.casefold() for grid in self.snapshot.grids}
        choices = (title, *(f"{title[:28]} {number}" for number in range(2, len(taken) + 3)))
        return next(choice for choice in choices if choice.casefold() not in taken)

    def _kinds(self) -> tuple[str, ...]:
        """The headings of the hidden tab: those that stand there keep their place, for dropdowns refer to it."""
        present = (
            tuple(str(cell or "") for cell in self.lists.rows[0]) if self.lists and self.lists.rows else ()
        )
        return (*present, *(kind for kind in (*self.layout.lists, MEMORY) if kind not in present))

    def _write_lists(self) -> Request:
        words = {**kept_words(self.sheets, self.layout), MEMORY: self._memory()}
        columns = [(kind, *words.get(kind, ())) for kind in self._kinds()]
        height = max(map(len, columns))
        rows = [
            [data_of(column[row] if row < len(column) else None) for column in columns]
            for row in range(height)
        ]
        return fill(self.lists_id, Box(0, LISTS_ROWS, 0, LISTS_COLUMNS), rows)

    def _memory(self) -> tuple[str, ...]:
        """Every column that was ever created, or is from now on, as tab.field."""
        earlier = created_fields(self.sheets) or {}
        fields = {f"{tab}.{name}" for tab, names in earlier.items() for name in names}
        return tuple(
            sorted(
                fields | {f"{tab.code}.{column.field}" for tab in self.layout.tabs for column in tab.columns}
            )
        )

    def _hide_first_tab(self) -> Iterator[Request]:
        """The empty tab of a new spreadsheet steps aside; it is hidden, not deleted."""
        if self.lists is not None or not self.snapshot.is_blank:
            return
        for grid in self.snapshot.grids:
            properties = {"sheetId": grid.id, "hidden": True}
            yield {"updateSheetProperties": {"properties": properties, "fields": "hidden"}}


def survey(snapshot: Snapshot, sheets: tuple[Sheet, ...], layout: Layout) -> Foundation:
    """What a spreadsheet lacks of a layout."""
    return Foundation(snapshot, sheets, layout, find_desks(snapshot, sheets, layout))


def tell_foundation(foundation: Foundation, address: str) -> Iterator[Sentence]:
    """What the next run would create, and how the spreadsheet would misread people’s days, to know beforehand."""
    if foundation.snapshot.locale in MONTH_FIRST:
        yield sentence("google.month_first", address=address, page=page_of(address))
    if foundation.missing_tabs:
        titles = tuple(tab.title for tab in foundation.missing_tabs)
        yield sentence("google.will_create", address=address, tabs=titles)
    for code, columns in foundation.missing_columns.items():
        headings = tuple(column.heading for column in columns)
        title = foundation.desks[code].sheet.title
        yield sentence("google.will_add", address=address, tab=title, headings=headings)


def _missing(desk: Desk, created: frozenset[str] | None) -> Iterator[Column]:
    for column in desk.tab.columns:
        is_new = created is not None and column.field not in created
        if column.field not in desk.found.columns and (is_new or desk.tab.kind is Kind.MACHINE):
            yield column


def _fence(desk: Desk) -> Iterator[Request]:
    """A fence where there is none, in new columns of the grid."""
    first = max(desk.end, desk.grid.column_count)
    yield {
        "appendDimension": {"sheetId": desk.grid.id, "dimension": "COLUMNS", "length": ROOM + WIDTH + MARGIN}
    }
    yield from build_fence(desk.grid.id, desk.found.row, first + ROOM, first + ROOM + WIDTH + MARGIN)
