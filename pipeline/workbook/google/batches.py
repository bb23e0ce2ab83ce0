"""Batches: a run's changes and the tabs as they stand in, requests in groups of which each is valid alone out.

Rows are appended after the last one, states are swapped by their text, machine tabs are written over in their own
columns. Nothing else is ever written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.tables import Cell
from pipeline.workbook.columns import Column
from pipeline.workbook.google.desks import SOMETIMES_DATES, Desk
from pipeline.workbook.google.dressing import Scene, lengthen, offer_words, write_banner
from pipeline.workbook.google.fences import try_fence
from pipeline.workbook.google.identifiers import banner_id
from pipeline.workbook.google.requests import (
    VALUE,
    VALUE_AND_FORMAT,
    Data,
    Request,
    append_rows,
    data_of,
    fill,
    insert,
    number_format,
    swap_text,
)
from pipeline.workbook.google.snapshot import Box
from pipeline.workbook.tabs import row_to_append

LIMIT = 2_000_000  # bytes that Google recommends as the most for one call
FIRST_TABS = ("contacts", "newcomers", "citizens")  # what others refer to is written before them
LAST_TABS = ("journal",)
SPARE_ROWS = 200  # added at once where the grid is full
OFFER = "dataValidation"  # the words that a cell offers
ALIKE = 55  # how alike, of 100, last time's line above the headings is to today's


@dataclass(frozen=True)
class Batch:
    """Requests that are carried out together or not at all, and what they write."""

    requests: tuple[Request, ...]
    changes: Changes


@dataclass(frozen=True)
class Planner:
    """Plans the batches of one spreadsheet."""

    desks: Mapping[str, Desk]
    scene: Scene

    def plan(self, changes: Changes) -> tuple[Batch, ...]:
        """People first; then everything that belongs together, in one; at last what only tells."""
        whole = self._batch(changes)
        if not changes or size_of(whole.requests) <= LIMIT:
            return (whole,) if changes else ()
        first = [append for append in changes.appends if append.tab in FIRST_TABS]
        last = [append for append in changes.appends if append.tab in LAST_TABS]
        core = tuple(append for append in changes.appends if append.tab not in (*FIRST_TABS, *LAST_TABS))
        parts = (
            *(Changes(part) for part in self._portions(first)),
            Changes(core, changes.swaps),
            *(Changes(replaces=(replacement,)) for replacement in changes.replaces),
            *(Changes(part) for part in self._portions(last)),
        )
        return tuple(self._batch(part) for part in parts if part)

    def _portions(self, appends: Iterable[Append]) -> Iterator[tuple[Append, ...]]:
        """Rows in order, as many at a time as a call may hold."""
        portion: list[Append] = []
        weight = 0
        for append in appends:
            size = size_of(self._row(self.desks[append.tab], append))
            if portion and weight + size > LIMIT * 0.9:
                yield tuple(portion)
                portion, weight = [], 0
            portion.append(append)
            weight += size
        if portion:
            yield tuple(portion)

    def _batch(self, changes: Changes) -> Batch:
        requests = (
            *self._try_fences(changes),
            *(request for replacement in changes.replaces for request in self._replace(replacement)),
            *(swap_text(self.desks[swap.tab].grid.id, swap.before, swap.after) for swap in changes.swaps),
            *self._appends(changes.appends),
        )
        return Batch(requests, changes)

    def _try_fences(self, changes: Changes) -> Iterator[Request]:
        written = (*(append.tab for append in changes.appends), *(one.tab for one in changes.replaces))
        for code in dict.fromkeys(written):
            desk = self.desks[code]
            if desk.fence:
                yield from try_fence(desk.grid, desk.fence)

    def _appends(self, appends: tuple[Append, ...]) -> Iterator[Request]:
        by_tab: dict[str, list[Append]] = {}
        for append in appends:
            by_tab.setdefault(append.tab, []).append(append)
        for code, mine in by_tab.items():
            desk = self.desks[code]
            free = desk.grid.row_count - len(desk.sheet.rows)
            if free < len(mine):
                yield from lengthen(
                    desk.grid, desk.tab, self.scene, desk.found.columns, len(mine) - free + SPARE_ROWS
                )
            rows = [self._row(desk, append) for append in mine]
            offers = f",{OFFER}" if any(append.offers for append in mine) else ""
            yield append_rows(desk.grid.id, rows, _fields(desk) + offers)

    def _row(self, desk: Desk, append: Append) -> list[Data]:
        """A row of cells in the order of the columns; what is white stays empty."""
        cells = row_to_append(append.cells, desk.tab)
        row: list[Data] = [{} for _ in range(max(desk.found.columns.values()) + 1)]
        for name, position in desk.found.columns.items():
            row[position] = _data(desk, desk.tab.column_by_field[name], cells.get(name))
            if append.offers.get(name) in self.scene.lists:
                row[position] |= {OFFER: offer_words(append.offers[name], self.scene)}
        return row

    def _replace(self, replacement: Replace) -> Iterator[Request]:
        """The machine's own columns hold these rows and nothing else; columns of the team's are not touched."""
        desk = self.desks[replacement.tab]
        top = desk.found.row + 1
        missing = top + len(replacement.rows) - desk.grid.row_count
        if missing > 0:
            yield from lengthen(desk.grid, desk.tab, self.scene, desk.found.columns, missing + SPARE_ROWS)
        fields = {position: name for name, position in desk.found.columns.items()}
        lines = [row_to_append(row, desk.tab) for row in replacement.rows]
        for first, last in _runs(sorted(fields)):
            rows = [[data_of(row.get(fields[place])) for place in range(first, last)] for row in lines]
            yield fill(desk.grid.id, Box(top, 0, first, last), rows)
        if replacement.banner:
            yield from _renew_banner(desk, replacement.banner, self.scene.layout.language)


def swaps_done(batch: Batch, replies: list[Request]) -> Mapping[Swap, int]:
    """Each state that was to change → in how many cells it did."""
    by_text = {(swap.before, swap.after): swap for swap in batch.changes.swaps}
    done: dict[Swap, int] = {}
    for request, reply in zip(batch.requests, replies[-len(batch.requests) :], strict=True):
        asked = request.get("findReplace", {})
        swap = by_text.get((asked.get("find", ""), asked.get("replacement", "")))
        if swap:
            done[swap] = reply.get("findReplace", {}).get("occurrencesChanged", 0)
    return done


def size_of(requests: object) -> int:
    """How many bytes are sent."""
    return len(json.dumps(requests, ensure_ascii=False, separators=(",", ":")).encode())


def _fields(desk: Desk) -> str:
    """What an appended cell brings along: in small tabs with days in columns of text, how it shows its number too."""
    return VALUE_AND_FORMAT if SOMETIMES_DATES & desk.found.columns.keys() else VALUE


def _data(desk: Desk, column: Column, cell: Cell) -> Data:
    data = data_of(cell)
    if _fields(desk) == VALUE:
        return data
    is_text = not (column.is_number or column.choices)
    is_date = column.is_date or isinstance(cell, date)
    return {**data, "userEnteredFormat": {"numberFormat": number_format(cell, is_date, is_text)}}


def _renew_banner(desk: Desk, text: str, language: str) -> Iterator[Request]:
    """The line above the headings, swapped by its text where it stands; else in an empty row, or a new one."""
    above = [str(row[0]) if row and row[0] is not None else "" for row in desk.sheet.rows[: desk.found.row]]
    if text in above:
        return
    place = desk.grid.protections.get(banner_id(desk.grid.id))
    standing = above[place.top] if place and place.top < len(above) else _most_alike(above, text)
    if standing:
        yield swap_text(desk.grid.id, standing, text)
        return
    empty = [row for row in range(len(above)) if not desk.sheet.rows[row]]
    if not empty:
        yield insert(desk.grid.id, "ROWS", desk.found.row)
    yield from write_banner(desk.grid, empty[0] if empty else desk.found.row, text, language)


def _most_alike(lines: list[str], text: str) -> str:
    """Last time's line, where the warning on it is gone."""
    standing = max(lines, key=lambda line: fuzz.ratio(line, text), default="")
    return standing if fuzz.ratio(standing, text) >= ALIKE else ""


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns as stretches: first, and behind the last."""
    first = positions[0]
    for place, following in zip(positions, [*positions[1:], None], strict=True):
        if following != place + 1:
            yield first, place + 1
            first = following if following is not None else first
