"""A tab that helps whoever opens it: headings in sight, dropdowns, paper, and words beside colours."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.settings import settings_rows
from pipeline.vocabulary.changes import Changes, Replace
from pipeline.workbook.appearance import LAST_ROW
from tests.builders import the_programme
from tests.workbook.books import (
    a_line,
    a_proposal_row,
    a_second_run,
    a_store,
    a_workbook,
    column_of,
    the_layout,
    with_parts,
)
from tests.workbook.contrast import contrast


def the_tab(path: Path, title: str) -> Worksheet:
    return load_workbook(path)[title]


def test_to_do_comes_first(tmp_path: Path) -> None:
    book = load_workbook(a_workbook(tmp_path))
    assert book.sheetnames[:3] == ["À faire", "Nouveaux arrivants", "Volontaires"]
    assert book.active is not None
    assert book.active.title == "À faire"
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Journal", "Listes"]


@pytest.mark.parametrize(
    ("title", "colour"),
    [("Nouveaux arrivants", "B8391F"), ("Volontaires", "0B5563"), ("Propositions", "1D2327")],
)
def test_each_side_wears_its_accent(tmp_path: Path, title: str, colour: str) -> None:
    sheet = the_tab(a_workbook(tmp_path), title)
    assert str(sheet.sheet_properties.tabColor.rgb).endswith(colour)


@pytest.mark.parametrize(
    "title", ["À faire", "Nouveaux arrivants", "Volontaires", "Propositions", "Duos", "Réglages"]
)
def test_every_text_can_be_read(tmp_path: Path, title: str) -> None:
    for row in the_tab(a_workbook(tmp_path), title).iter_rows():
        for cell in row:
            ground = str(cell.fill.start_color.rgb) if cell.fill.fill_type else "FFFFFF"
            ink = str(cell.font.color.rgb) if cell.font.color else "000000"
            assert cell.value is None or contrast(ink, ground) >= 4.5, cell.coordinate


@pytest.mark.parametrize(
    ("title", "corner"),
    [
        ("À faire", "A3"),
        ("Nouveaux arrivants", "E2"),
        ("Propositions", "E2"),
        ("Duos", "E2"),
        ("Réglages", "B3"),
    ],
)
def test_headings_stay_in_sight(tmp_path: Path, title: str, corner: str) -> None:
    assert the_tab(a_workbook(tmp_path), title).freeze_panes == corner


def test_the_decision_stands_beside_the_reason() -> None:
    widths = {column.field: column.width for column in the_layout()["proposals"].columns}
    upto = list(widths)[: list(widths).index("decision") + 1]
    assert sum(widths[field] for field in upto) <= 190  # what a laptop's screen shows


def test_dropdowns_reach_far_below(tmp_path: Path) -> None:
    sheet = the_tab(a_workbook(tmp_path), "Propositions")
    lists = {str(one.sqref): (one.formula1, one.errorStyle) for one in sheet.data_validations.dataValidation}
    assert lists[f"J2:J{LAST_ROW}"] == ("duos_list_decision", "warning")


def test_dropdowns_offer_the_words(tmp_path: Path) -> None:
    book = load_workbook(a_workbook(tmp_path))
    title, area = next(book.defined_names["duos_list_decision"].destinations)
    assert [cell[0].value for cell in book[title][area]] == ["Oui", "À en parler", "Plus tard", "Non"]


def test_settings_offer_the_words_of_their_row(tmp_path: Path) -> None:
    rows = settings_rows(the_programme())
    a_store(tmp_path).apply(Changes(rows), the_layout())
    sheet = the_tab(tmp_path / "duos.xlsx", "Réglages")
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    first = the_layout()["settings"].heading_row + 1
    assert offered == {
        f"B{number}": f"duos_list_{row.offers['value']}"
        for number, row in enumerate(rows, start=first)
        if row.offers
    }
    assert offered[f"B{first}"] == "duos_list_mode"


@pytest.mark.parametrize("title", ["À faire", "Sans proposition", "Réglages", "Suivi"])
def test_pages_are_as_wide_as_paper(tmp_path: Path, title: str) -> None:
    sheet = the_tab(a_workbook(tmp_path), title)
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize or 0), setup.fitToWidth, setup.fitToHeight) == (
        "landscape",
        9,
        1,
        0,
    )
    assert sheet.print_title_rows
    assert sheet.oddFooter.right.text == "Page &P sur &N"


@pytest.mark.parametrize(
    ("title", "pages", "repeated"),
    [("Volontaires", 3, "$A:$A"), ("Propositions", 2, "$A:$D"), ("Duos", 2, "$A:$D")],
)
def test_wide_tabs_take_pages_that_can_be_read(tmp_path: Path, title: str, pages: int, repeated: str) -> None:
    """Seven points at least, the code on each page, and the pages of one row behind each other."""
    sheet = the_tab(a_workbook(tmp_path), title)
    assert len(sheet.col_breaks.brk) == pages - 1
    assert int(sheet.page_setup.scale or 0) * 11 / 100 >= 7
    assert (sheet.print_title_cols, sheet.page_setup.pageOrder) == (repeated, "overThenDown")
    assert sheet.page_setup.orientation == "landscape"


def test_origins_and_checksums_are_hidden(tmp_path: Path) -> None:
    sheet = the_tab(a_workbook(tmp_path), "Nouveaux arrivants")
    hidden = [
        sheet[f"{letter}1"].value for letter, column in sheet.column_dimensions.items() if column.hidden
    ]
    assert hidden == ["Origine", "Contrôle"]


def test_reasons_read_as_paragraphs(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    long = "\n".join(["Une phrase assez longue pour prendre deux lignes dans sa colonne."] * 4)
    a_store(tmp_path).apply(Changes((a_proposal_row("P-0009", why=long),)), the_layout())
    sheet = the_tab(path, "Propositions")
    assert sheet["F4"].alignment.wrap_text
    assert 8 * 15 <= (sheet.row_dimensions[4].height or 0) <= 10 * 15
    assert (sheet.row_dimensions[2].height or 0) <= 4 * 15


def test_heights_that_people_fixed_stay_fixed(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    part = "xl/worksheets/sheet4.xml"
    fixed = {part: (b'<row r="2" ht="', b'<row customHeight="1" r="2" ht="9')}
    path.write_bytes(with_parts(path.read_bytes(), {}, fixed))
    a_store(tmp_path).apply(a_second_run(), the_layout())
    with ZipFile(path) as archive:
        rows = re.findall(r'<row [^>]*customHeight="1"[^>]*>', archive.read(part).decode())
    assert [re.findall(r' r="(\d+)"| ht="(9)', row) for row in rows] == [[("2", ""), ("", "9")]]


def test_appended_rows_look_like_the_others(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    sheet = the_tab(path, "Propositions")
    looks = [
        [(repr(cell.fill), repr(cell.font), cell.number_format) for cell in sheet[row]] for row in (3, 4)
    ]
    assert looks[0] == looks[1]
    assert sheet.auto_filter.ref == "A1:Q4"


def test_fewer_lines_leave_no_trace(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    a_store(tmp_path).apply(Changes(replaces=(Replace("todo", (a_line(),)),)), the_layout())
    sheet = the_tab(path, "À faire")
    assert [cell.value for cell in sheet[4]] == [None] * len(list(sheet[4]))
    assert not any(cell.fill.fill_type for cell in sheet[4])


def test_emphases_name_words(tmp_path: Path) -> None:
    sheet = the_tab(a_workbook(tmp_path), "Volontaires")
    formulas = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert any("Cherche un duo" in formula for formula in formulas)
    assert any("Clôture" in formula for formula in formulas)


def test_dates_are_dates(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    sheet = the_tab(path, "Nouveaux arrivants")
    cell = sheet.cell(2, column_of(load_workbook(path), sheet.title, "Reçu le"))
    assert (cell.is_date, cell.number_format) == (True, "dd/mm/yyyy")
