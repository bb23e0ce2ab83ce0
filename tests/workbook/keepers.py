"""Where a workbook is kept, for tests that hold wherever it is: a file of this machine, or a spreadsheet of Google's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook

from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.columns import Layout
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.headings import find_headings
from pipeline.workbook.tabs import Store
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.requests import apply_batch
from tests.workbook.books import a_store, a_workbook, edit, rename, the_layout
from tests.workbook.google.houses import Desk, a_desk


class Keeper(Protocol):
    """A workbook, a store as a run opens it, and somebody who works in it. Rows and columns count from 1."""

    def store(self) -> Store:
        """A store that has read nothing yet."""

    def type(self, tab: str, row: int, column: int, text: str) -> None:
        """Write something in a cell."""

    def insert_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Empty rows before a row."""

    def insert_columns(self, tab: str, at: int, count: int = 1) -> None:
        """Empty columns before a column."""

    def rename(self, tab: str, title: str) -> None:
        """Another title for a tab."""

    def add_tab(self, title: str) -> None:
        """A tab of their own, before all others."""

    def mark(self) -> object:
        """Something that changes when anything is written."""


class LocalKeeper:
    """A file of this machine."""

    def __init__(self, folder: Path, layout: Layout, *, is_empty: bool) -> None:
        self.folder = folder
        self.layout = layout
        if not is_empty:
            a_workbook(folder)

    @property
    def path(self) -> Path:
        return self.folder / "duos.xlsx"

    def store(self) -> Store:
        return a_store(self.folder)

    def type(self, tab: str, row: int, column: int, text: str) -> None:
        self._edit(lambda book: book[self._title(book, tab)].cell(row, column, text))

    def insert_rows(self, tab: str, at: int, count: int = 1) -> None:
        self._edit(lambda book: book[self._title(book, tab)].insert_rows(at, count))

    def insert_columns(self, tab: str, at: int, count: int = 1) -> None:
        self._edit(lambda book: book[self._title(book, tab)].insert_cols(at, count))

    def rename(self, tab: str, title: str) -> None:
        self._edit(lambda book: rename(book, self._title(book, tab), title))

    def add_tab(self, title: str) -> None:
        self._edit(lambda book: book.create_sheet(title, 0))

    def mark(self) -> object:
        return self.path.read_bytes() if self.path.exists() else None

    def _edit(self, change: Callable[[Workbook], object]) -> None:
        edit(self.path, lambda book: change(book) and None)

    def _title(self, book: Workbook, tab: str) -> str:
        named = book.defined_names[f"duos_tab_{tab}"].attr_text or ""
        return named.rpartition("!")[0].strip("'").replace("''", "'")


class GoogleKeeper:
    """A spreadsheet of Google's."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def store(self) -> Store:
        return self.desk.store()

    def type(self, tab: str, row: int, column: int, text: str) -> None:
        self.desk.human.type(sheet_id("workbook", tab), row - 1, column - 1, text)

    def insert_rows(self, tab: str, at: int, count: int = 1) -> None:
        self.desk.human.insert_rows(sheet_id("workbook", tab), at - 1, count)

    def insert_columns(self, tab: str, at: int, count: int = 1) -> None:
        self.desk.human.insert_columns(sheet_id("workbook", tab), at - 1, count)

    def rename(self, tab: str, title: str) -> None:
        self.desk.human.rename_tab(sheet_id("workbook", tab), title)

    def add_tab(self, title: str) -> None:
        apply_batch(self.desk.state, [{"addSheet": {"properties": {"title": title, "index": 0}}}])

    def mark(self) -> object:
        return self.desk.state.version


KEEPERS = ("local", "google")


@contextmanager
def a_keeper(
    kind: str, folder: Path, *, is_empty: bool = False, hypotheses: Hypotheses = LIKELY
) -> Iterator[Keeper]:
    """A workbook after a first run, or none yet."""
    if kind == "local":
        yield LocalKeeper(folder, the_layout(), is_empty=is_empty)
        return
    with a_desk(hypotheses, is_empty=is_empty) as desk:
        yield GoogleKeeper(desk)


def sheet_of(keeper: Keeper, tab: str) -> Sheet:
    """A tab as it stands now."""
    return next(sheet for sheet in keeper.store().read() if sheet.tab == tab)


def cell_at(keeper: Keeper, tab: str, row: int, column: int) -> Cell:
    """What stands in a cell."""
    rows = sheet_of(keeper, tab).rows
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def column_of(keeper: Keeper, tab: str, field: str) -> int:
    """The column of a field, from 1."""
    found = find_headings(sheet_of(keeper, tab), the_layout()[tab])
    assert found is not None
    return found.columns[field] + 1
