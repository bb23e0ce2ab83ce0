"""What a run decides, as one value: rows to append, states to swap, machine tabs to replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.vocabulary.tables import Row


@dataclass(frozen=True)
class Append:
    """A row to add at the end of a shared tab; offers: field → the kind of label whose words its cell offers."""

    tab: str
    cells: Row
    offers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Swap:
    """One state cell to change, found by its exact present text, unique in the tab."""

    tab: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Replace:
    """A machine tab's whole content."""

    tab: str
    rows: tuple[Row, ...]
    banner: str = ""  # a line above the headings, where the tab has one


@dataclass(frozen=True)
class Changes:
    """Everything a run wants to write into one file."""

    appends: tuple[Append, ...] = ()
    swaps: tuple[Swap, ...] = ()
    replaces: tuple[Replace, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appends or self.swaps or self.replaces)

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.appends + other.appends, self.swaps + other.swaps, self.replaces + other.replaces)
