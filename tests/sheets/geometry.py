"""Rows and columns that are inserted, deleted or moved, and everything that stands on them and goes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tests.sheets.kinds import Json
from tests.sheets.sheet import Sheet
from tests.sheets.spreadsheet import Spreadsheet

T = TypeVar("T")

EDGES = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}
FAR = 10**8  # stands for an open end: behind all rows
COUNTS = {"ROWS": "rowCount", "COLUMNS": "columnCount"}


@dataclass(frozen=True)
class Shift:
    """Where each row (or column) goes: `place` for one index, None when it is deleted; `span` for a stretch of them."""

    dimension: str
    place: Callable[[int], int | None]
    span: Callable[[int, int], tuple[int, int]]
    growth: int = 0


def insertion(dimension: str, at: int, count: int) -> Shift:
    """What stands at or below the place moves on; a stretch across it grows."""
    return Shift(
        dimension,
        lambda index: index + count if index >= at else index,
        lambda start, end: (start + count if start >= at else start, end + count if end > at else end),
        count,
    )


def deletion(dimension: str, at: int, count: int) -> Shift:
    """What stood there goes; what stood below moves up; a stretch across it shrinks."""

    def place(index: int) -> int | None:
        if index < at:
            return index
        return index - count if index >= at + count else None

    def edge(index: int) -> int:
        return index if index <= at else max(at, index - count)

    return Shift(dimension, place, lambda start, end: (edge(start), edge(end)), -count)


def relocation(dimension: str, start: int, end: int, destination: int) -> Shift:
    """The block goes before the destination, counted as things stand before the move."""
    count = end - start
    if destination > start:
        order = rotation(start, destination, count)
    else:
        order = rotation(destination, end, start - destination)
    return Shift(dimension, lambda index: order.get(index, index), span_along(order))


def rotation(first: int, last: int, count: int) -> dict[int, int]:
    """The first `count` of a stretch go behind the others."""
    indexes = list(range(first, last))
    turned = indexes[count:] + indexes[:count]
    return {old: new for new, old in zip(indexes, turned, strict=True)}


def span_along(order: dict[int, int]) -> Callable[[int, int], tuple[int, int]]:
    """A stretch goes along when it stays in one piece of the same length, and otherwise stays where it was."""

    def span(start: int, end: int) -> tuple[int, int]:
        if end >= FAR:
            return start, end
        places = [order.get(index, index) for index in range(start, end)]
        is_one_piece = bool(places) and max(places) - min(places) + 1 == len(places)
        return (min(places), max(places) + 1) if is_one_piece else (start, end)

    return span


def reshape(spreadsheet: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    """Carry a shift through all that has a place on the sheet."""
    sheet.grid[COUNTS[shift.dimension]] += shift.growth
    sheet.texts = None
    sheet.rows = move_rows(sheet, shift) if shift.dimension == "ROWS" else move_columns(sheet, shift)
    sheet.dimensions[shift.dimension] = rekeyed(sheet.dimensions[shift.dimension], shift)
    for kept in lists_with_ranges(spreadsheet, sheet):
        kept[:] = [thing for thing in kept if stretch_all(thing, sheet, shift)]
    for group in sheet.groups[shift.dimension]:
        span = group["range"]
        span["startIndex"], span["endIndex"] = shift.span(span["startIndex"], span["endIndex"])
    spreadsheet.metadata[:] = [item for item in spreadsheet.metadata if move_metadata(item, sheet, shift)]


def move_rows(sheet: Sheet, shift: Shift) -> dict[int, dict[int, Json]]:
    """The row table with its rows in their new places."""
    return rekeyed(sheet.rows, shift)


def move_columns(sheet: Sheet, shift: Shift) -> dict[int, dict[int, Json]]:
    """The row table with the cells of each row in their new places."""
    moved = {row: rekeyed(cells, shift) for row, cells in sheet.rows.items()}
    return {row: cells for row, cells in moved.items() if cells}


def rekeyed(table: dict[int, T], shift: Shift) -> dict[int, T]:
    """A table with new keys, without what was deleted."""
    places = ((shift.place(index), value) for index, value in table.items())
    return {place: value for place, value in places if place is not None}


def lists_with_ranges(spreadsheet: Spreadsheet, sheet: Sheet) -> Iterator[list[Json]]:
    """Everything that stands on a range of the sheet, list by list."""
    yield from (sheet.merges, sheet.protected, sheet.conditional, sheet.filter_views, spreadsheet.names)
    if sheet.basic_filter:
        kept = [sheet.basic_filter]
        yield kept
        sheet.basic_filter = kept[0] if kept else None


def ranges_of(thing: Json) -> list[Json]:
    """The ranges a thing stands on; a merge is a range itself."""
    if "startRowIndex" in thing or "startColumnIndex" in thing:
        return [thing]
    return [*thing.get("ranges", []), *([thing["range"]] if "range" in thing else [])]


def stretch_all(thing: Json, sheet: Sheet, shift: Shift) -> bool:
    """Move a thing's ranges, drop those that are gone; False when nothing is left of it."""
    here = [each for each in ranges_of(thing) if each.get("sheetId", 0) == sheet.id]
    gone = [each for each in here if not stretch(each, shift)]
    if "ranges" in thing:
        thing["ranges"] = [each for each in thing["ranges"] if each not in gone]
    return len(gone) < len(here) or not here


def stretch(grid_range: Json, shift: Shift) -> bool:
    """Move one range; an open side stays open; False when nothing is left of it."""
    first, last = EDGES[shift.dimension]
    if first not in grid_range and last not in grid_range:
        return True
    start, end = shift.span(grid_range.get(first, 0), grid_range.get(last, FAR))
    if first in grid_range:
        grid_range[first] = start
    if last in grid_range:
        grid_range[last] = end
    return end > start


def move_metadata(item: Json, sheet: Sheet, shift: Shift) -> bool:
    """Move developer metadata with its row or column; False when that was deleted."""
    span = item["location"].get("dimensionRange")
    if not span or span.get("sheetId", 0) != sheet.id or span["dimension"] != shift.dimension:
        return True
    place = shift.place(span["startIndex"])
    if place is not None:
        span["startIndex"], span["endIndex"] = place, place + 1
    return place is not None
