"""A run that is cut after any bundle is completed by the next, which decides anew from what it finds."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline import run as corridor
from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.run import House
from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.tables import Row
from pipeline.workbook.google.bundles import bundle
from tests.builders import TODAY, the_form, the_programme
from tests.workbook.books import column_of, edit, read_tables, the_layout

NOW = datetime(2026, 11, 24, 9, 0)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A season whose last proposals have all been said yes to, and with people who have applied since."""
    house = House(the_programme(), the_form(), tmp_path_factory.mktemp("season"), NOW)
    paths = Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))
    draw = Draw(house.form, 2026, TODAY)
    write_season(house.programme, draw, paths, lambda day: corridor.run(house.at(day), day))
    edit(house.path("workbook"), say_yes)
    return house


def say_yes(book: Workbook) -> None:
    tab = the_layout()["proposals"]
    columns = {
        name: column_of(book, tab.title, tab.column_by_field[name].heading)
        for name in ("state", "decision", "citizen_reply", "newcomer_reply")
    }
    sheet = book[tab.title]
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, columns["state"]).value).startswith("ouverte"):
            for name in ("decision", "citizen_reply", "newcomer_reply"):
                sheet.cell(row, columns[name]).value = "Oui"


def a_copy(season: House, folder: Path) -> House:
    shutil.copytree(season.folder / "var", folder / "var")
    return House(season.programme, season.form, folder, NOW)


def rows_of(house: House, tab: str) -> list[Row]:
    return [row.cells for row in read_tables(house.store("workbook").read())[tab].rows]


def texts(house: House, tab: str, field: str) -> list[str]:
    return sorted(str(row[field]) for row in rows_of(house, tab))


def pairs(house: House, tab: str) -> Counter[tuple[str, str]]:
    return Counter((str(row["newcomer"]), str(row["citizen"])) for row in rows_of(house, tab))


@pytest.fixture(scope="module")
def bundles(season: House) -> list[Changes]:
    """What the run is about to write, in turn."""
    changes = corridor.run(season, TODAY, dry_run=True).changes["workbook"]
    written = Counter(append.tab for append in changes.appends)
    assert min(written[tab] for tab in ("duos", "journal")) > 1
    assert changes.swaps
    return bundle(changes)


@pytest.fixture(scope="module")
def whole(season: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """After a run that was not cut."""
    made = a_copy(season, tmp_path_factory.mktemp("whole"))
    corridor.run(made, TODAY)
    return made


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_next_run_completes_what_was_cut(
    season: House, bundles: list[Changes], whole: House, tmp_path: Path, share: float
) -> None:
    cut = a_copy(season, tmp_path)
    first = sum(bundles[: round(len(bundles) * share)], Changes())
    cut.store("workbook").apply(first, the_layout())
    corridor.run(cut, TODAY)
    assert pairs(cut, "duos") == pairs(whole, "duos")
    assert max(pairs(cut, "duos").values()) == 1
    for tab, field in {"newcomers": "code", "citizens": "code", "journal": "event"}.items():
        assert texts(cut, tab, field) == texts(whole, tab, field)
    assert len(rows_of(cut, "proposals")) == len(rows_of(whole, "proposals"))
    assert max(pairs(cut, "proposals").values()) == max(pairs(whole, "proposals").values())
    assert not corridor.run(cut, TODAY).is_written
