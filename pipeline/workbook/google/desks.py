"""Desks: tabs as they were read in, each with its place, its headings and its fence out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.columns import Layout, Tab
from pipeline.workbook.google.fences import find_fence
from pipeline.workbook.google.identifiers import codes_by_id
from pipeline.workbook.google.snapshot import Box, Grid, Snapshot, with_days
from pipeline.workbook.headings import Found, find_headings, sheets_by_tab
from pipeline.workbook.lists import LISTS

SOMETIMES_DATES = frozenset({"term"})  # columns of texts in which a day may stand


@dataclass(frozen=True)
class Desk:
    """One tab at work."""

    grid: Grid
    sheet: Sheet
    tab: Tab
    found: Found
    fence: Box | None

    @property
    def end(self) -> int:
        """The first column right of everything that stands in the heading row."""
        row = self.sheet.rows[self.found.row] if self.found.row < len(self.sheet.rows) else ()
        return max(len(row), max(self.found.columns.values(), default=-1) + 1)


def read_tabs(snapshot: Snapshot, layout: Layout) -> tuple[Sheet, ...]:
    """Every tab, days as days: in columns of dates, whatever they are called in the sheet."""
    sheets = snapshot.sheets(codes_by_id(layout))
    by_tab = sheets_by_tab(sheets, layout)
    code_of = {id(sheet): code for code, sheet in by_tab.items()}
    return tuple(
        _with_days(sheet, layout[code_of[id(sheet)]]) if code_of.get(id(sheet), LISTS) != LISTS else sheet
        for sheet in sheets
    )


def find_desks(snapshot: Snapshot, sheets: tuple[Sheet, ...], layout: Layout) -> Mapping[str, Desk]:
    """Tab code → desk, for every tab that exists and has its headings."""
    by_tab = sheets_by_tab(sheets, layout)
    desks: dict[str, Desk] = {}
    for tab in layout.tabs:
        sheet = by_tab.get(tab.code)
        found = find_headings(sheet, tab) if sheet else None
        if sheet and found:
            grid = snapshot.grid_titled(sheet.title)
            last = max(found.columns.values())
            desks[tab.code] = Desk(grid, sheet, tab, found, find_fence(grid, found.row, last))
    return desks


def _with_days(sheet: Sheet, tab: Tab) -> Sheet:
    found = find_headings(sheet, tab)
    if not found:
        return sheet
    dated = {column.field for column in tab.columns if column.is_date or column.field in SOMETIMES_DATES}
    columns = frozenset(place for name, place in found.columns.items() if name in dated)
    return replace(sheet, rows=with_days(sheet.rows, columns, found.row + 1))
