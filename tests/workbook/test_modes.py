"""Wherever a workbook is kept: a mode brings its tabs and columns, and takes nothing away that people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import Layout, Ownership, layout
from pipeline.workbook.headings import find_headings, tables
from tests.builders import a_programme, the_form
from tests.workbook.books import a_second_run, codes, the_layout
from tests.workbook.keepers import KEEPERS, Keeper, a_keeper, sheet_of

OTHERS = tuple(mode for mode in Mode if mode is not Mode.CRITERIA)


@pytest.mark.parametrize("kind", KEEPERS)
@pytest.mark.parametrize("mode", OTHERS)
def test_a_mode_comes_goes_and_comes_back(kind: str, mode: Mode, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=mode), the_form())
    with a_keeper(kind, tmp_path) as keeper:
        theirs = write_everywhere(keeper, the_layout())
        keeper.store().apply(Changes(), drawn)
        assert standing(keeper, drawn) >= theirs
        theirs |= write_everywhere(keeper, drawn)
        keeper.store().apply(a_second_run(), the_layout())
        assert standing(keeper, drawn) >= theirs
        keeper.store().apply(Changes(), drawn)
        before = keeper.mark()
        keeper.store().apply(Changes(), drawn)
        assert keeper.mark() == before
        assert standing(keeper, drawn) >= theirs
        read, _ = tables(keeper.store().read(), drawn)
        assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003", "N-0004"]
        assert codes(read["proposals"]) == ["P-0001", "P-0002", "P-0003"]


@pytest.mark.parametrize("kind", KEEPERS)
@pytest.mark.parametrize("mode", OTHERS)
def test_what_a_mode_adds_stands_at_the_right(kind: str, mode: Mode, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=mode), the_form())
    with a_keeper(kind, tmp_path) as keeper:
        former = {tab.code: sheet_of(keeper, tab.code).rows[tab.heading_row - 1] for tab in the_layout().tabs}
        keeper.store().apply(Changes(), drawn)
        for tab in drawn.tabs:
            row = sheet_of(keeper, tab.code).rows[tab.heading_row - 1]
            there = former.get(tab.code, ())
            assert row[: len(there)] == there
            assert set(row) >= {column.heading for column in tab.columns}
        _, problems = tables(keeper.store().read(), drawn)
        assert problems == ()


def write_everywhere(keeper: Keeper, drawn: Layout) -> set[tuple[str, str]]:
    """Something in a cell of each column that is not the machine's, in a row of each tab that has any."""
    written: set[tuple[str, str]] = set()
    for tab in drawn.tabs:
        found = find_headings(sheet_of(keeper, tab.code), tab)
        assert found is not None
        for column in tab.columns:
            if column.ownership is Ownership.WHITE:
                text = f"écrit dans {column.field}"
                keeper.type(tab.code, found.row + 2, found.columns[column.field] + 1, text)
                written.add((tab.code, text))
    return written


def standing(keeper: Keeper, drawn: Layout) -> set[tuple[str, str]]:
    """Every text that stands in a tab of the team's."""
    sheets = {sheet.tab: sheet for sheet in keeper.store().read()}
    return {(tab.code, str(cell)) for tab in drawn.tabs for row in sheets[tab.code].rows for cell in row}
