"""Whatever people do in the workbook between two runs, nothing that they wrote is lost and no row is confused."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.workbook.backups import backups
from pipeline.workbook.columns import Ownership
from pipeline.workbook.headings import find_headings
from pipeline.workbook.local import read_file
from tests.workbook.books import (
    a_second_run,
    a_store,
    a_workbook,
    codes,
    edit,
    read_tables,
    rename,
    the_layout,
)

SHARED = ("newcomers", "citizens", "proposals", "duos")
Grid = list[list[object]]


class Human:
    """Somebody who works in one tab of the open workbook; `dice` chooses where."""

    def __init__(self, book: Workbook, tab: str, dice: Random) -> None:
        self.book = book
        self.tab = the_layout()[tab]
        self.dice = dice

    @property
    def sheet(self) -> Worksheet:
        names = self.book.defined_names[f"duos_tab_{self.tab.code}"].attr_text or ""
        return self.book[names.split("!")[0].strip("'")]

    @property
    def heading_row(self) -> int:
        return next(row[0].row for row in self.sheet.iter_rows() if any(cell.value == "Code" for cell in row))

    def write_white_cells(self) -> None:
        white = [column.heading for column in self.tab.columns if column.ownership is Ownership.WHITE]
        for cell in self.sheet[self.heading_row]:
            if cell.value in white:
                row = self.dice.randint(self.heading_row + 1, self.sheet.max_row)
                self.sheet.cell(row, cell.column, f"écrit {self.dice.random()}")

    def insert_a_row_above(self) -> None:
        self.sheet.insert_rows(1)
        self.sheet["A1"] = "Réunion du mercredi"

    def leave_a_gap(self) -> None:
        self.sheet.insert_rows(self.dice.randint(self.heading_row + 1, self.sheet.max_row + 1))

    def insert_a_column(self) -> None:
        position = self.dice.randint(1, self.sheet.max_column)
        heading_row = self.heading_row
        self.sheet.insert_cols(position)
        self.sheet.cell(heading_row, position, "À nous")
        for row in range(heading_row + 1, self.sheet.max_row + 1):
            self.sheet.cell(row, position, f"note {row}")

    def shuffle_columns(self) -> None:
        grid = self._grid()
        order = self.dice.sample(range(len(grid[0])), len(grid[0]))
        self._fill([[row[place] for place in order] for row in grid])

    def sort_rows(self) -> None:
        grid = self._grid()
        head, body = grid[: self.heading_row], grid[self.heading_row :]
        self.dice.shuffle(body)
        self._fill([*head, *body])

    def rename_the_tab(self) -> None:
        rename(self.book, self.sheet.title, f"Onglet {self.dice.randint(1, 10**9)}")

    def translate_a_heading(self) -> None:
        column = self.dice.choice(self.tab.columns)
        for cell in self.sheet[self.heading_row]:
            if cell.value == column.heading and column.field != "code":
                cell.value = self.dice.choice(sorted(column.known)).upper()

    def add_a_row_by_hand(self) -> None:
        position = next(
            cell.column for cell in self.sheet[self.heading_row] if cell.value not in (None, "Code", "À nous")
        )
        heading = next(
            (cell.column for cell in self.sheet[self.heading_row] if str(cell.value).casefold() == "notes"),
            position,
        )
        self.sheet.cell(self.sheet.max_row + 1, heading, "à la main")

    def add_a_tab(self) -> None:
        self.book.create_sheet(f"Vacances {self.dice.randint(1, 10**9)}", 0)["A1"] = "du 24 au 31"

    def move_a_tab(self) -> None:
        self.book.move_sheet(self.sheet, self.dice.randint(-3, 3))

    def _grid(self) -> Grid:
        return [[cell.value for cell in row] for row in self.sheet.iter_rows()]

    def _fill(self, grid: Grid) -> None:
        for number, row in enumerate(grid, start=1):
            for position, value in enumerate(row, start=1):
                self.sheet.cell(number, position).value = value  # type: ignore[assignment]  # what stood there


ACTIONS: tuple[Callable[[Human], None], ...] = (
    Human.write_white_cells, Human.insert_a_row_above, Human.leave_a_gap, Human.insert_a_column,
    Human.shuffle_columns, Human.sort_rows, Human.rename_the_tab, Human.translate_a_heading,
    Human.add_a_row_by_hand, Human.add_a_tab, Human.move_a_tab,
)  # fmt: skip
DEEDS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.sampled_from(SHARED), st.integers(0, 10**6)), max_size=8
)
Deeds = list[tuple[Callable[[Human], None], str, int]]


def work(path: Path, deeds: Deeds) -> None:
    """People do all of this in the file."""

    def change(book: Workbook) -> None:
        for action, tab, seed in deeds:
            action(Human(book, tab, Random(seed)))

    edit(path, change)


def human_cells(path: Path) -> dict[tuple[str, str], dict[str, object]]:
    """Tab and code → heading → what stands in every cell that is not grey; texts of rows without a code by place."""
    kept: dict[tuple[str, str], dict[str, object]] = {}
    layout = the_layout()
    for sheet in read_file(path):
        tab = layout.tab_by_code.get(sheet.tab)
        found = find_headings(sheet, tab) if tab else None
        if tab is None or found is None or sheet.tab not in SHARED:
            continue
        grey = {found.columns[name] for name in (*tab.sealed, "state", "checksum") if name in found.columns}
        for row in sheet.rows[found.row + 1 :]:
            own = {
                str(place): cell for place, cell in enumerate(row) if place not in grey and cell is not None
            }
            code = str(row[found.columns["code"]]) if found.columns["code"] < len(row) else "None"
            kept.setdefault((sheet.tab, code), {}).update(own)
    return kept


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_nothing_that_people_wrote_is_lost(deeds: Deeds) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = a_workbook(Path(folder))
        work(path, deeds)
        before, others = human_cells(path), load_workbook(path).sheetnames
        store = a_store(Path(folder))
        read_tables(store.read())
        assert store.apply(a_second_run(), the_layout()) == ()
        after = human_cells(path)
        assert {key: after[key] for key in before} == before
        assert load_workbook(path).sheetnames == others
        check_second_run(path)
        written = path.read_bytes()
        store.apply(a_second_run(), the_layout())
        assert path.read_bytes() == written


def check_second_run(path: Path) -> None:
    """Each row of both runs stands there once, whole, with its state."""
    read = read_tables(read_file(path))
    found = {tab: sorted(code for code in codes(read[tab]) if code != "None") for tab in SHARED}
    assert found == {
        "newcomers": ["N-0001", "N-0002", "N-0003", "N-0004"],
        "citizens": ["V-0001", "V-0002"],
        "proposals": ["P-0001", "P-0002", "P-0003"],
        "duos": ["D-0001"],
    }
    states = {row.cells["code"]: row.cells["state"] for row in read["proposals"].rows if row.cells["code"]}
    assert states == {
        "P-0001": "devenue un duo · P-0001", "P-0002": "ouverte · P-0002", "P-0003": "ouverte · P-0003",
    }  # fmt: skip
    newest = next(row for row in read["newcomers"].rows if row.cells["code"] == "N-0004")
    assert (newest.cells["first_name"], newest.cells["received"]) == ("Samira", date(2026, 11, 2))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS.filter(bool))
def test_what_people_save_during_a_run_wins(deeds: Deeds) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = a_workbook(Path(folder))
        store = a_store(Path(folder))
        store.read()
        before = path.read_bytes()
        work(path, deeds)
        theirs = path.read_bytes()
        assert theirs != before
        with pytest.raises(WorkbookBusyError):
            store.apply(a_second_run(), the_layout())
        assert path.read_bytes() == theirs
        assert not backups(path)
        store.read()
        store.apply(a_second_run(), the_layout())
        check_second_run(path)
