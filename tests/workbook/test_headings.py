"""Tables are understood however people rename, move, sort and insert."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.headings import find_headings, letter, sheets_by_tab, table, tables
from pipeline.workbook.lists import created_fields
from pipeline.workbook.tabs import row_to_append
from tests.workbook.books import a_person_row, a_proposal_row, a_store, a_workbook, codes, the_layout

TAB = the_layout()["proposals"]


def a_sheet(*rows: tuple[Cell, ...], title: str = "Propositions", tab: str = "") -> Sheet:
    return Sheet(title, rows, tab=tab)


def headings(*changes: tuple[str, str]) -> tuple[str, ...]:
    """The headings of the proposals, some of them changed."""
    changed = dict(changes)
    return tuple(changed.get(column.field, column.heading) for column in TAB.columns)


def a_row(code: str = "P-0001", **cells: Cell) -> tuple[Cell, ...]:
    row = row_to_append(a_proposal_row(code, **cells).cells, TAB)
    return tuple(row.get(column.field) for column in TAB.columns)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_headings_need_not_stand_first(count: int) -> None:
    above = ((None,), ("Une note de Camille",)) * count
    read, problems = table(a_sheet(*above, headings(), a_row()), TAB)
    assert problems == ()
    assert [row.number for row in read.rows] == [2 * count + 2]
    assert read.letters["decision"] == "J"


def test_headings_are_read_in_every_language() -> None:
    english = headings(("decision", "DECISION "), ("reason", "Reden:"), ("why", "Why"))
    read, problems = table(a_sheet(english, a_row()), TAB)
    assert problems == ()
    assert codes(read) == ["P-0001"]


def test_columns_may_stand_anywhere() -> None:
    turned = [tuple(reversed(row)) for row in (headings(), a_row())]
    read, _ = table(a_sheet(*((*row[:3], "à nous", *row[3:]) for row in turned)), TAB)
    assert read.rows[0].cells["state"] == "ouverte · P-0001"


def test_a_misspelt_heading_is_understood() -> None:
    read, problems = table(a_sheet(headings(("why", "Pourqoi"), ("decision", "Décisions")), a_row()), TAB)
    assert problems == ()
    assert read.letters["decision"] == "J"


def test_a_missing_white_column_is_told() -> None:
    read, problems = table(a_sheet(headings(("reason", "Choix de l’équipe")), a_row()), TAB)
    assert [(problem.code, problem.where.field) for problem in problems] == [("heading_missing", "reason")]
    assert "reason" not in read.rows[0].cells


@pytest.mark.parametrize("field", ["code", "state", "newcomer", "why", "decision"])
def test_a_missing_essential_column_stops_everything(field: str) -> None:
    with pytest.raises(WorkbookError, match=TAB.column_by_field[field].heading):
        table(a_sheet(headings((field, "")), a_row()), TAB)


def test_a_doubled_heading_counts_once() -> None:
    sheet = a_sheet((*headings(), "Décision"), (*a_row(), "Non"))
    read, problems = table(sheet, TAB)
    assert [(problem.code, problem.where.cell) for problem in problems] == [("column_twice", "R1")]
    assert read.rows[0].cells["decision"] is None


def test_lost_headings_stop_everything() -> None:
    with pytest.raises(WorkbookError, match="headings"):
        table(a_sheet(a_row()), TAB)


def test_an_empty_tab_is_an_empty_table() -> None:
    assert table(a_sheet(), TAB)[0].rows == ()


def test_rows_without_content_are_passed_over() -> None:
    read, _ = table(a_sheet(headings(), (), (None, "  "), a_row(), (None,) * 30), TAB)
    assert [row.number for row in read.rows] == [4]


def test_content_in_own_columns_makes_no_row() -> None:
    read, _ = table(a_sheet((*headings(), "à nous"), (*((None,) * len(TAB.columns)), "total : 4")), TAB)
    assert read.rows == ()


def test_a_row_by_hand_is_a_row() -> None:
    row = (None, None, "N-0009", "V-0008")
    read, problems = table(a_sheet(headings(), a_row(), row), TAB)
    assert problems == ()
    assert read.rows[1].cells["newcomer"] == "N-0009"


def test_a_partial_sort_sets_rows_aside() -> None:
    first, second, third = a_row(), a_row("P-0002", why="Autre chose."), a_row("P-0003")
    torn = ((*second[:4], *first[4:]), (*first[:4], *second[4:]))
    read, problems = table(a_sheet(headings(), *torn, third), TAB)
    assert codes(read) == ["P-0003"]
    assert [row.number for row in read.damaged] == [2, 3]
    assert [(problem.code, problem.where.cell) for problem in problems] == [
        ("row_torn", "A2"),
        ("row_torn", "A3"),
    ]


def test_a_foreign_state_sets_a_row_aside() -> None:
    read, problems = table(a_sheet(headings(), a_row(state="ouverte · P-0009")), TAB)
    assert (read.rows, [problem.code for problem in problems]) == ((), ["row_torn"])


def test_a_lost_checksum_sets_a_row_aside() -> None:
    read, _ = table(a_sheet(headings(), (*a_row()[:-1], None)), TAB)
    assert (len(read.rows), len(read.damaged)) == (0, 1)


def test_copied_rows_are_set_aside() -> None:
    read, problems = table(a_sheet(headings(), a_row(), a_row(), a_row("P-0002")), TAB)
    assert codes(read) == ["P-0002"]
    assert [(problem.code, problem.details["rows"]) for problem in problems] == [("code_twice", ("2", "3"))]


def test_white_cells_do_not_break_seals() -> None:
    row = a_row(decision="Oui", notes="Appelé deux fois.")
    assert len(table(a_sheet(headings(), row), TAB)[0].rows) == 1


def test_tabs_are_found_by_identifier_first() -> None:
    renamed = a_sheet(headings(), title="Nos duos possibles", tab="proposals")
    impostor = a_sheet(headings(), title="Propositions")
    assert sheets_by_tab((impostor, renamed), the_layout())["proposals"] is renamed


@pytest.mark.parametrize("title", ["Propositions", "PROPOSALS", "Voorstellen", " propositions "])
def test_tabs_are_found_by_title_in_any_language(title: str) -> None:
    assert "proposals" in sheets_by_tab((a_sheet(title=title),), the_layout())


def test_a_deleted_tab_stops_everything(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    sheets = a_store(tmp_path).read()
    with pytest.raises(WorkbookError, match="Propositions"):
        tables(tuple(sheet for sheet in sheets if sheet.tab != "proposals"), the_layout())


def test_an_emptied_tab_stops_everything(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    sheets = a_store(tmp_path).read()
    emptied = tuple(replace(sheet, rows=()) if sheet.tab == "citizens" else sheet for sheet in sheets)
    with pytest.raises(WorkbookError, match="Volontaires"):
        tables(emptied, the_layout())


def test_a_deleted_machine_tab_is_no_matter(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    sheets = a_store(tmp_path).read()
    read, problems = tables(tuple(sheet for sheet in sheets if sheet.tab != "todo"), the_layout())
    assert (read["todo"].rows, problems) == ((), ())


def test_a_column_of_a_newer_version_is_not_missing(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    newer = the_layout()["citizens"]
    added = replace(newer.columns[0], field="badge", heading="Badge", known=frozenset({"badge"}))
    tab = replace(newer, columns=(*newer.columns, added))
    drawn = replace(
        the_layout(), tabs=tuple(tab if one.code == "citizens" else one for one in the_layout().tabs)
    )
    read, problems = tables(a_store(tmp_path).read(), drawn)
    assert (problems, codes(read["citizens"])) == ((), ["V-0001", "V-0002"])


def test_created_columns_are_remembered(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    created = created_fields(a_store(tmp_path).read())
    assert created is not None
    assert created["todo"] == {"assignee", "what", "who", "because", "by_when", "where"}
    assert created_fields((a_sheet(headings()),)) is None


def test_junk_rows_do_no_harm() -> None:
    junk = tuple(("?", number, None, "x" * 30) for number in range(10_000))
    read, _ = table(a_sheet(headings(), a_row(), *junk), TAB)
    assert "P-0001" in codes(read)
    assert len(read.rows) + len(read.damaged) == 10_001


def test_a_single_heading_is_not_a_heading_row() -> None:
    assert find_headings(a_sheet(("Code", "autre")), TAB) is None


@pytest.mark.parametrize(("column", "named"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, named: str) -> None:
    assert letter(column) == named


def test_people_rows_are_sealed_too() -> None:
    tab = the_layout()["newcomers"]
    row = row_to_append(a_person_row("N-0001").cells, tab)
    cells = tuple(row.get(column.field) for column in tab.columns)
    other = tuple(
        "autre origine" if column.field == "origin" else cell
        for column, cell in zip(tab.columns, cells, strict=True)
    )
    names = tuple(column.heading for column in tab.columns)
    read, _ = table(a_sheet(names, cells, title=tab.title), tab)
    torn, _ = table(a_sheet(names, other, title=tab.title), tab)
    assert (len(read.rows), len(torn.damaged)) == (1, 1)
