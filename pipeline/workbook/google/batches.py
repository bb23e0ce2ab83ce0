"""Batches: a run's changes and the tabs as they stand in, requests in groups of which each is valid alone out.

Rows are appended after the last one, states are swapped by their text, machine tabs are written over in their own
columns. Nothing else is ever written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TypeVar

from rapidfuzz import fuzz

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.tables import Cell, Row
from pipeline.workbook.columns import Column
from pipeline.workbook.google.bundles import bundle
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

Thing = TypeVar("Thing")
LIMIT = 2_000_000  # bytes that Google recommends as the most for one call
BESIDE = 4_000  # bytes for the mark, for trials that are cleared away, and for what names a tab
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
        """All in one; where a call cannot hold it, what belongs together in turn, and the lists at last."""
        if not changes:
            return ()
        coming = Counter(append.tab for append in changes.appends)
        whole = self._batch(changes, coming)
        if size_of(whole.requests) <= LIMIT - BESIDE:
            return (whole,)
        lists = (batch for replacement in changes.replaces for batch in self._stretches(replacement))
        return (*self._portions(changes, coming), *lists)

    def _portions(self, changes: Changes, coming: Counter[str]) -> Iterator[Batch]:
        """Bundles in order, as many at a time as a call may hold; the first of a tab makes room for all its rows."""
        beside = (*self._try_fences(coming), *self._lengthen(coming))
        weighed = ((one, self._weight(one)) for one in bundle(changes))
        for portion in _pack(weighed, LIMIT - BESIDE - size_of(beside)):
            together = Changes(
                tuple(append for one in portion for append in one.appends),
                tuple(swap for one in portion for swap in one.swaps),
            )
            tabs = {append.tab for append in together.appends} & coming.keys()
            yield self._batch(together, {code: coming.pop(code) for code in tabs})

    def _weight(self, bundled: Changes) -> int:
        """How many bytes a bundle adds to a batch."""
        rows = sum(size_of({"values": self._row(self.desks[one.tab], one)}) + 1 for one in bundled.appends)
        return rows + sum(size_of(self._swap(swap)) + 1 for swap in bundled.swaps)

    def _stretches(self, replacement: Replace) -> Iterator[Batch]:
        """A list in as many parts as it needs, from the top; the line above it is renewed with the last."""
        desk = self.desks[replacement.tab]
        beside = (*self._try_fences((desk.tab.code,)), *self._replace(replace(replacement, rows=()), 0, 0))
        taller = tuple(self._make_room(desk, len(replacement.rows)))
        weighed = ((row, _size_of_line(desk, row)) for row in replacement.rows)
        start = 0
        for portion in _pack(weighed, LIMIT - BESIDE - size_of((*beside, *taller))) or [()]:
            stop = start + len(portion)
            requests = self._try_fences((desk.tab.code,)), self._replace(replacement, start, stop)
            yield Batch(tuple(chain(*requests)), Changes(replaces=(replacement,)))
            start = stop

    def _batch(self, changes: Changes, coming: Mapping[str, int]) -> Batch:
        """`coming`: tab → how many rows it is to have room for."""
        written = (*(append.tab for append in changes.appends), *(one.tab for one in changes.replaces))
        requests = (
            *self._try_fences(dict.fromkeys(written)),
            *(request for one in changes.replaces for request in self._replace(one, 0, len(one.rows))),
            *map(self._swap, changes.swaps),
            *self._lengthen(coming),
            *self._appends(changes.appends),
        )
        return Batch(requests, changes)

    def _try_fences(self, tabs: Iterable[str]) -> Iterator[Request]:
        for code in tabs:
            desk = self.desks[code]
            if desk.fence:
                yield from try_fence(desk.grid, desk.fence)

    def _swap(self, swap: Swap) -> Request:
        return swap_text(self.desks[swap.tab].grid.id, swap.before, swap.after)

    def _lengthen(self, coming: Mapping[str, int]) -> Iterator[Request]:
        """Room for so many more rows below the last one of each tab."""
        for code, count in coming.items():
            desk = self.desks[code]
            yield from self._make_room(desk, len(desk.sheet.rows) + count)

    def _make_room(self, desk: Desk, count: int) -> Iterator[Request]:
        """So many rows in all, and some to spare."""
        missing = count - desk.grid.row_count
        if missing > 0:
            yield from lengthen(desk.grid, desk.tab, self.scene, desk.found.columns, missing + SPARE_ROWS)

    def _appends(self, appends: tuple[Append, ...]) -> Iterator[Request]:
        by_tab: dict[str, list[Append]] = {}
        for append in appends:
            by_tab.setdefault(append.tab, []).append(append)
        for code, mine in by_tab.items():
            desk = self.desks[code]
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

    def _replace(self, replacement: Replace, start: int, stop: int) -> Iterator[Request]:
        """The machine's own columns hold these rows and none below; columns of the team's are not touched."""
        desk = self.desks[replacement.tab]
        top = desk.found.row + 1
        if start == 0:
            yield from self._make_room(desk, top + len(replacement.rows))
        lines = [_line(desk, row) for row in replacement.rows[start:stop]]
        for number, (first, last) in enumerate(_runs(sorted(desk.found.columns.values()))):
            yield fill(desk.grid.id, Box(top + start, 0, first, last), [line[number] for line in lines])
        if replacement.banner and stop == len(replacement.rows):
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


def _pack(weighed: Iterable[tuple[Thing, int]], room: int) -> list[tuple[Thing, ...]]:
    """Things in order, as many at a time as there is room for; what is too heavy goes alone."""
    portions: list[list[Thing]] = []
    weight = room
    for thing, size in weighed:
        if weight + size > room:
            portions.append([])
            weight = 0
        portions[-1].append(thing)
        weight += size
    return [tuple(portion) for portion in portions]


def _line(desk: Desk, row: Row) -> list[list[Data]]:
    """A line of a list, by stretches of neighbouring columns."""
    cells = row_to_append(row, desk.tab)
    fields = {position: name for name, position in desk.found.columns.items()}
    return [
        [data_of(cells.get(fields[place])) for place in range(first, last)]
        for first, last in _runs(sorted(fields))
    ]


def _size_of_line(desk: Desk, row: Row) -> int:
    return sum(size_of({"values": values}) + 1 for values in _line(desk, row))


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
