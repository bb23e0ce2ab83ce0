"""The real LibreOffice opens our file, saves it, and everything that we read is the same."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from openpyxl import load_workbook

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.local import read_file
from pipeline.workbook.parts import losses
from tests.workbook.books import (
    TRICKY,
    a_first_run,
    a_person_row,
    a_second_run,
    a_store,
    a_workbook,
    codes,
    convert,
    read_tables,
    the_layout,
)

DRAWN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="Notre tableau">
<table:table-row><table:table-cell office:value-type="string"><text:p>bonjour</text:p>
<draw:custom-shape svg:width="4cm" svg:height="2cm" svg:x="3cm" svg:y="1cm">
<text:p>Ne pas oublier la fête</text:p></draw:custom-shape></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workbook with every kind of text, and the same saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    tricky = tuple(a_person_row(f"N-{100 + place:04d}", first_name=text) for place, text in enumerate(TRICKY))
    store = a_store(folder)
    store.apply(a_first_run() + Changes(tricky), the_layout())
    (folder / "saved").mkdir()
    return store.path, convert(store.path, "xlsx", folder / "saved")


def by_tab(sheets: tuple[Sheet, ...]) -> dict[str, Sheet]:
    return {sheet.tab: sheet for sheet in sheets}


def test_libreoffice_keeps_what_we_read(saved: tuple[Path, Path]) -> None:
    ours, theirs = map(read_file, saved)
    assert by_tab(theirs) == by_tab(ours)
    assert read_tables(theirs) == read_tables(ours)


def test_libreoffice_keeps_dropdowns_and_formats(saved: tuple[Path, Path]) -> None:
    ours, theirs = map(load_workbook, saved)
    for title in ("Volontaires", "Propositions", "Duos"):
        lists = [
            {
                (str(one.sqref).split(":")[0], one.formula1, one.errorStyle)
                for one in book[title].data_validations.dataValidation
            }
            for book in (ours, theirs)
        ]
        assert lists[0] == lists[1]
        emphases = [
            {rule.formula[0] for area in book[title].conditional_formatting for rule in area.rules}
            for book in (ours, theirs)
        ]
        assert emphases[0] == emphases[1]
    assert [sheet.sheet_state for sheet in theirs] == [sheet.sheet_state for sheet in ours]
    assert theirs["Propositions"].column_dimensions["Q"].hidden
    assert theirs["Propositions"].auto_filter.ref == "A1:Q3"


def test_a_run_goes_on_after_libreoffice(saved: tuple[Path, Path], tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.path.write_bytes(saved[1].read_bytes())
    assert store.apply(a_second_run(), the_layout()) == ()
    assert losses(saved[1].read_bytes(), store.path.read_bytes()) == ()
    read = read_tables(store.read())
    assert codes(read["newcomers"]) == [*codes(read_tables(read_file(saved[0]))["newcomers"]), "N-0004"]
    assert read["proposals"].rows[0].cells["state"] == "devenue un duo · P-0001"
    assert [row.cells["first_name"] for row in read["newcomers"].rows[3:-1]] == list(TRICKY)


def test_rows_still_grow_after_libreoffice(saved: tuple[Path, Path], tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.path.write_bytes(saved[1].read_bytes())
    store.apply(a_second_run(), the_layout())
    again = convert(store.path, "xlsx", tmp_path / "again")
    assert replace(by_tab(read_file(again))["proposals"]) == by_tab(store.read())["proposals"]


def test_the_workbook_prints(saved: tuple[Path, Path], tmp_path: Path) -> None:
    printed = convert(saved[0], "pdf", tmp_path).read_bytes()
    assert printed.startswith(b"%PDF")
    # À faire; three pages side by side for each side's people, two for Propositions and Duos; a page for each other tab.
    assert 7 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 15


def test_a_file_open_in_libreoffice_is_not_touched(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", profile, str(path)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(tmp_path / ".~lock.duos.xlsx#")
        with pytest.raises(WorkbookBusyError, match="open in another program"):
            a_store(tmp_path).apply(a_second_run(), the_layout())
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    assert path.read_bytes() == before


def wait_for(path: Path) -> None:
    """Until the file is there, for a minute at most."""
    for _ in range(600):
        if path.exists() and path.read_bytes():
            return
        sleep(0.1)
    pytest.fail(f"{path.name} never came")


def test_a_shape_drawn_in_libreoffice_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "duos.fods").write_text(DRAWN)
    convert(tmp_path / "duos.fods", "xlsx", tmp_path)
    before = (tmp_path / "duos.xlsx").read_bytes()
    with pytest.raises(WorkbookError, match="text box or a drawn shape in the tab “Notre tableau”"):
        a_store(tmp_path).apply(a_first_run(), the_layout())
    assert (tmp_path / "duos.xlsx").read_bytes() == before


def test_a_file_made_elsewhere_gets_our_tabs(tmp_path: Path) -> None:
    (tmp_path / "duos.fods").write_text(DRAWN.replace("<draw:custom", "<!--").replace("custom-shape>", "-->"))
    convert(tmp_path / "duos.fods", "xlsx", tmp_path)
    store = a_store(tmp_path)
    assert store.apply(a_first_run(), the_layout()) == ()
    assert load_workbook(store.path)["Notre tableau"]["A1"].value == "bonjour"
    assert codes(read_tables(store.read())["proposals"]) == ["P-0001", "P-0002"]


def test_a_workbook_is_kept_as_it_is(saved: tuple[Path, Path], tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    assert a_store(tmp_path).apply(a_first_run(), the_layout()) == ()
    assert path.read_bytes() == before
