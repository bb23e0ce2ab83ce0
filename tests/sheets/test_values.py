from typing import Any

import gspread
import pytest
from gspread.utils import ValueInputOption

from tests.sheets.books import append, by_key, cells, open_book, tie

TABLE = [["code", "prénom", "notes"], ["N-0001", "Amal", ""], ["N-0002", "Béa", "appeler"]]


def test_what_is_written_is_read() -> None:
    with open_book(TABLE) as book:
        assert book.tab.get_all_values() == TABLE
        assert book.tab.get_all_records()[1]["notes"] == "appeler"


def test_empty_ends_are_left_out() -> None:
    with open_book([["a", "", ""], ["", "", ""], ["", "b", ""], ["", "", ""]]) as book:
        assert book.google.values_get("Sheet1")["values"] == [["a"], [], ["", "b"]]


def test_columns_can_be_asked_for() -> None:
    with open_book([["a", "b"], ["c", ""]]) as book:
        assert book.google.values_get("Sheet1", {"majorDimension": "COLUMNS"})["values"] == [
            ["a", "c"],
            ["b"],
        ]


def test_a_null_leaves_its_cell_alone() -> None:
    with open_book([["a", "b"]]) as book:
        book.tab.update([[None, "x"], ["", None]], "A1")
        assert book.tab.get_all_values() == [["a", "x"]]


@pytest.mark.parametrize(
    ("option", "shown"), [(ValueInputOption.raw, "=1+1"), (ValueInputOption.user_entered, "2")]
)
def test_a_formula_depends_on_the_option(option: ValueInputOption, shown: str) -> None:
    with open_book() as book:
        book.tab.update([["=1+1"]], "A1", value_input_option=option)
        assert book.tab.acell("A1").value == shown


def test_single_cells_are_read_as_typed() -> None:
    with open_book() as book:
        book.tab.update_cell(1, 1, "0612345678")
        assert book.tab.acell("A1").value == "612345678"


def test_a_batch_of_ranges_is_written() -> None:
    with open_book(TABLE) as book:
        answer = book.tab.batch_update(
            [{"range": "A5", "values": [["x"]]}, {"range": "B5:C5", "values": [["y", 1]]}]
        )
        assert answer["totalUpdatedCells"] == 3
        assert answer["totalUpdatedRows"] == 1
        assert book.tab.batch_get(["A5", "B5:C5"]) == [[["x"]], [["y", "1"]]]


def test_rows_are_appended_below_a_table() -> None:
    with open_book(TABLE) as book:
        answer = book.tab.append_rows([["N-0003", "Carl"]], include_values_in_response=True)
        assert answer["tableRange"] == "Sheet1!A1:C3"
        assert answer["updates"]["updatedData"]["values"] == [["N-0003", "Carl"]]


def test_an_indented_table_shifts_appended_rows() -> None:
    with open_book([["", "", "a"], ["", "", "b"]]) as book:
        book.tab.append_row(["x"])
        assert book.tab.get_all_values()[2] == ["", "", "x"]


def test_inserted_rows_push_others_down() -> None:
    with open_book(TABLE) as book:
        book.tab.insert_row(["N-0000", "Zoé"], 2)
        assert [row[0] for row in book.tab.get_all_values()] == ["code", "N-0000", "N-0001", "N-0002"]


def test_clearing_keeps_the_look() -> None:
    with open_book([["a"]]) as book:
        book.tab.format("A1", {"textFormat": {"bold": True}})
        book.tab.clear()
        assert book.state.sheets[0].cell(0, 0) == {"userEnteredFormat": {"textFormat": {"bold": True}}}
        book.tab.batch_clear(["A1:B2"])
        assert book.tab.get_all_values() == [[]]


def test_a_range_outside_the_grid_is_refused() -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match="exceeds grid limits"):
        book.tab.get("A1001")


def test_values_must_fit_their_range() -> None:
    with (
        open_book() as book,
        pytest.raises(gspread.exceptions.APIError, match="tried writing to row \\[2\\]"),
    ):
        book.tab.update([["a"], ["b"]], "A1:B1")


def test_an_unknown_tab_cannot_be_parsed() -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match="Unable to parse range"):
        book.google.values_get("Nowhere!A1")


def test_a_named_range_is_an_address() -> None:
    with open_book(TABLE) as book:
        book.tab.define_named_range("A2:B2", "first")
        assert book.tab.get("first") == [["N-0001", "Amal"]]


def test_a_whole_tab_is_read_by_identifier() -> None:
    with open_book(TABLE) as book:
        book.human.rename_tab("Sheet1", "Something else")
        body = {
            "dataFilters": [{"gridRange": {"sheetId": 0}}],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        found = book.post("/values:batchGetByDataFilter", body)["valueRanges"][0]
        assert found["valueRange"]["range"] == "'Something else'!A1:Z1000"
        assert found["valueRange"]["values"][2] == TABLE[2]


def test_a_tied_row_is_written_where_it_stands() -> None:
    with open_book(TABLE) as book:
        book.batch(tie(1, "N-0001"))
        book.human.insert_rows("Sheet1", 1, 3)
        item = {"dataFilter": by_key("N-0001"), "values": [[None, None, "seen"]], "majorDimension": "ROWS"}
        answer = book.post("/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": [item]})
        assert answer["responses"][0]["updatedRange"] == "Sheet1!A5:C5"
        assert book.tab.row_values(5) == ["N-0001", "Amal", "seen"]
        book.post("/values:batchClearByDataFilter", {"dataFilters": [by_key("N-0001")]})
        assert book.tab.row_values(5) == []


def test_appended_cells_are_literal_and_grow_the_grid() -> None:
    with open_book() as book:
        book.tab.resize(2, 2)
        book.batch(append(cells("=1+1", "0612"), cells("a"), cells("b")))
        assert book.tab.get_all_values() == [["=1+1", "0612"], ["a", ""], ["b", ""]]
        assert book.state.sheets[0].grid["rowCount"] == 3


@pytest.mark.parametrize(
    ("values", "message"),
    [([[["list"]]], "list_value"), ([[{"a": 1}]], "struct_value")],
)
def test_a_cell_holds_no_structure(values: Any, message: str) -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match=message):
        book.tab.update(values, "A1")
