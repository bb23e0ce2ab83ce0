"""Tables before and after their headings are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | date | datetime | None
"""What a cell holds. Text is always text, never a formula; an empty cell is None."""

Row = Mapping[str, Cell]
"""Field code → cell."""


@dataclass(frozen=True)
class Sheet:
    """A tab as the store holds it: all rows from the first, headings included, cells by position."""

    title: str
    rows: tuple[tuple[Cell, ...], ...] = ()
    hidden: bool = False
    tab: str = ""  # the tab's code, where the store remembers it whatever its title has become
    row_ids: tuple[str, ...] = ()  # where the source names each row, whatever it has come to hold
    column_ids: tuple[str, ...] = ()  # likewise each column


@dataclass(frozen=True)
class TableRow:
    """A row as it was read: its number as the spreadsheet counts (1 is the top), and its cells by field."""

    number: int
    cells: Row


@dataclass(frozen=True)
class Table:
    """A tab whose headings are understood: rows with content, in the order in which they stand."""

    tab: str  # code
    title: str  # as people see it
    rows: tuple[TableRow, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)  # field → column letter
    damaged: tuple[TableRow, ...] = ()  # a checksum says that a partial sort tore these apart
