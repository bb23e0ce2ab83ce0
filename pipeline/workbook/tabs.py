"""Tabs: what every store of tables offers, and what of a run's changes is still to be written.

A run reads everything, decides, applies once, and reads again. What is already there is never written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.tables import Cell, Row, Sheet
from pipeline.workbook.cells import canonical, clean, seal
from pipeline.workbook.columns import Layout, Tab
from pipeline.workbook.headings import Found, find_headings, sheets_by_tab


class Store(Protocol):
    """Where one file's tables live. Each method raises WorkbookError when it cannot; nothing is half written."""

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else's run, and where it can be known no person, works on the file meanwhile; else it is busy."""

    def read(self) -> tuple[Sheet, ...]:
        """Every tab as it stands; none where the file does not exist yet."""

    def apply(self, changes: Changes, layout: Layout) -> tuple[Problem, ...]:
        """Writes what is still to be written, all of it or nothing, and verifies it; says which states had moved."""


def pending(changes: Changes, sheets: tuple[Sheet, ...], layout: Layout) -> Changes:
    """What of the changes is not yet there: rows whose key is missing, states not yet swapped, tabs that differ."""
    by_tab = sheets_by_tab(sheets, layout)

    def of(code: str) -> TabContent:
        return TabContent(by_tab.get(code), layout[code])

    contents = {code: of(code) for code in layout.tab_by_code}
    return Changes(
        _new_rows(changes.appends, contents),
        tuple(swap for swap in changes.swaps if not contents[swap.tab].has(swap.field, swap.after)),
        tuple(replace for replace in changes.replaces if not contents[replace.tab].shows(replace)),
    )


def movable(
    changes: Changes, sheets: tuple[Sheet, ...], layout: Layout
) -> tuple[Changes, tuple[Problem, ...]]:
    """The changes without the swaps whose cell is gone or copied, and a problem for each of those."""
    by_tab = sheets_by_tab(sheets, layout)
    kept: list[Swap] = []
    problems: list[Problem] = []
    for swap in changes.swaps:
        content = TabContent(by_tab.get(swap.tab), layout[swap.tab])
        count = content.count(swap.field, swap.before)
        if count == 1:
            kept.append(swap)
        else:
            problems.append(_unmoved(swap, layout[swap.tab], content.title, count))
    return Changes(changes.appends, tuple(kept), changes.replaces), tuple(problems)


def row_to_append(cells: Row, tab: Tab) -> dict[str, Cell]:
    """A row as it is written: clean cells, with its checksum; a field that the tab does not have is a mistake."""
    strange = [
        name for name, cell in cells.items() if name not in tab.column_by_field and cell not in (None, "")
    ]
    if strange:
        raise ValueError(f"the tab {tab.code} has no columns {', '.join(strange)}")
    row = {name: clean(cell) for name, cell in cells.items() if name in tab.column_by_field}
    if "checksum" in tab.column_by_field:
        row["checksum"] = seal(row, tab.sealed)
    return row


class TabContent:
    """The cells of one tab by field, for asking what is already there."""

    def __init__(self, sheet: Sheet | None, tab: Tab) -> None:
        self.tab = tab
        self.sheet = sheet or Sheet(tab.title)
        self.found = find_headings(self.sheet, tab) or Found(-1, {})

    @property
    def title(self) -> str:
        """The tab's title as people see it."""
        return self.sheet.title

    def count(self, name: str, text: str) -> int:
        """In how many cells of a column this text stands."""
        return sum(1 for row in self.rows((name,)) if row == (canonical(text),))

    def has(self, name: str, text: str) -> bool:
        """Whether this text stands in a column."""
        return self.count(name, text) > 0

    def rows(self, fields: Iterable[str]) -> list[tuple[str, ...]]:
        """The rows below the headings, as comparable texts of these fields."""
        columns = [self.found.columns.get(name) for name in fields]
        below = self.sheet.rows[self.found.row + 1 :] if self.found.columns else ()
        return [tuple(_text(row, column) for column in columns) for row in below]

    def shows(self, replace: Replace) -> bool:
        """Whether a machine tab already shows exactly these rows under this line."""
        fields = [column.field for column in self.tab.columns]
        if any(name not in self.found.columns for name in fields):
            return False
        wanted = [tuple(canonical(clean(row.get(name))) for name in fields) for row in replace.rows]
        present = [row for row in self.rows(fields) if any(row)]
        return present == [row for row in wanted if any(row)] and self._says(replace.banner)

    def _says(self, banner: str) -> bool:
        above = [canonical(cell) for row in self.sheet.rows[: self.found.row] for cell in row]
        return not banner or canonical(clean(banner)) in above


def _new_rows(appends: tuple[Append, ...], contents: Mapping[str, TabContent]) -> tuple[Append, ...]:
    keys = {code: set(content.rows(content.tab.key)) for code, content in contents.items()}
    new: list[Append] = []
    for append in appends:
        key = tuple(canonical(clean(append.cells.get(name))) for name in contents[append.tab].tab.key)
        if key not in keys[append.tab]:
            new.append(append)
            keys[append.tab].add(key)
    return tuple(new)


def _text(row: tuple[Cell, ...], column: int | None) -> str:
    return canonical(row[column]) if column is not None and column < len(row) else ""


def _unmoved(swap: Swap, tab: Tab, title: str, count: int) -> Problem:
    details = {"tab": title, "before": swap.before, "after": swap.after}
    return Problem(
        "state_twice" if count else "state_moved", Where(tab.file, tab.code, field=swap.field), details
    )
