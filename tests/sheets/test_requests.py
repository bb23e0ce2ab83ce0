from typing import Any

import gspread
import pytest
from gspread.utils import ValueInputOption

from tests.sheets.books import append, cells, open_book, swap
from tests.sheets.discovery import document
from tests.sheets.kinds import Json
from tests.sheets.requests import REQUESTS

WHOLE: Json = {"sheetId": 0}
LIST_RULE: Json = {
    "condition": {
        "type": "ONE_OF_LIST",
        "values": [{"userEnteredValue": "Oui"}, {"userEnteredValue": "Non"}],
    },
    "showCustomUi": True,
    "strict": True,
}


def a_range(top: int, bottom: int, left: int, right: int) -> Json:
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {"sheetId": 0, **rows, "startColumnIndex": left, "endColumnIndex": right}


def test_a_refused_batch_changes_nothing() -> None:
    with open_book([["a"]]) as book:
        with pytest.raises(gspread.exceptions.APIError, match=r"Invalid requests\[1\]\.deleteSheet"):
            book.batch(append(cells("b")), {"deleteSheet": {"sheetId": 99}})
        assert book.tab.get_all_values() == [["a"]]
        assert book.state.version == 2


def test_tabs_are_added_renamed_and_deleted() -> None:
    with open_book() as book:
        added = book.google.add_worksheet("À faire", 10, 5, index=0)
        assert [sheet.title for sheet in book.google.worksheets()] == ["À faire", "Sheet1"]
        added.update_title("To do")
        added.hide()
        copied = book.google.duplicate_sheet(added.id, new_sheet_name="Copy", insert_sheet_index=2)
        assert [sheet.title for sheet in book.google.worksheets()] == ["To do", "Sheet1", "Copy"]
        book.google.del_worksheet(copied)
        assert [sheet.title for sheet in book.google.worksheets(exclude_hidden=True)] == ["Sheet1"]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"addSheet": {"properties": {"title": "Sheet1"}}}, "already exists"),
        ({"addSheet": {"properties": {"sheetId": 0}}}, "already exists"),
        ({"deleteSheet": {"sheetId": 0}}, "remove all the sheets"),
        (
            {"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}},
            "hide all the sheets",
        ),
        ({"deleteNamedRange": {"namedRangeId": "1"}}, "No named range"),
        ({"deleteProtectedRange": {"protectedRangeId": 1}}, "No protected range"),
        ({"deleteFilterView": {"filterId": 1}}, "No filter view"),
        ({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}}, "No conditional format"),
        ({"findReplace": {"find": "a", "replacement": "b"}}, "Must specify a scope"),
        ({"findReplace": {"find": "(", "searchByRegex": True, "sheetId": 0}}, "Invalid regular expression"),
        ({"setDataValidation": {"range": WHOLE, "rule": {"strict": True}}}, "condition"),
        ({"addNamedRange": {"namedRange": {"range": WHOLE}}}, "name must be set"),
        ({"addChart": {}}, "does not know addChart"),
        ({}, "exactly one kind"),
    ],
)
def test_a_wrong_request_is_refused(request_: Json, message: str) -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match=message):
        book.batch(request_)


def test_a_token_is_accepted_once() -> None:
    token = {
        "addNamedRange": {
            "namedRange": {"namedRangeId": "run-1", "name": "run_1", "range": a_range(0, 1, 0, 1)}
        }
    }
    with open_book() as book:
        book.batch(token, append(cells("once")))
        with pytest.raises(gspread.exceptions.APIError, match="already exists"):
            book.batch(token, append(cells("twice")))
        assert book.tab.get_all_values() == [["once"]]


def test_a_text_is_swapped_wherever_it_stands() -> None:
    with open_book([["h"], ["proposed #P-0042"], ["proposed #P-0043"]]) as book:
        book.human.insert_columns("Sheet1", 0)
        book.human.rename_tab("Sheet1", "Elsewhere")
        replies = book.batch(swap("proposed #P-0042", "superseded #P-0042"), swap("Proposed #P-0043", "x"))
        assert replies[0]["findReplace"]["occurrencesChanged"] == 1
        assert replies[1] == {"findReplace": {}}
        assert book.human.see("Elsewhere")[1] == ["", "superseded #P-0042"]


@pytest.mark.parametrize(
    ("request_", "after"),
    [
        ({"find": "a", "replacement": "X", "sheetId": 0}, [["Xb", "Xb", "2"], ["bXX", "", ""]]),
        (
            {"find": "a", "replacement": "X", "matchCase": True, "sheetId": 0},
            [["Xb", "Ab", "2"], ["bXX", "", ""]],
        ),
        ({"find": "ab", "matchEntireCell": True, "allSheets": True}, [["", "", "2"], ["baa", "", ""]]),
        (
            {"find": "(a)(b)", "replacement": "$2$1", "searchByRegex": True, "sheetId": 0},
            [["ba", "bA", "2"], ["baa", "", ""]],
        ),
        (
            {"find": "a", "replacement": "X", "range": a_range(1, 2, 0, 1)},
            [["ab", "Ab", "2"], ["bXX", "", ""]],
        ),
        (
            {"find": "1", "replacement": "3", "includeFormulas": True, "sheetId": 0},
            [["ab", "Ab", "6"], ["baa", "", ""]],
        ),
    ],
)
def test_find_and_replace_follow_their_options(request_: Json, after: list[list[str]]) -> None:
    with open_book() as book:
        book.tab.update(
            [["ab", "Ab", "=1+1"], ["baa"]], "A1", value_input_option=ValueInputOption.user_entered
        )
        book.batch({"findReplace": request_})
        assert book.human.see("Sheet1") == after


def test_rows_are_sorted_below_the_headings() -> None:
    with open_book([["name", "n"], ["b", 2], ["", 9], ["a", 2], ["c", 10]]) as book:
        specs = [
            {"dimensionIndex": 1, "sortOrder": "DESCENDING"},
            {"dimensionIndex": 0, "sortOrder": "ASCENDING"},
        ]
        book.batch({"sortRange": {"range": {"sheetId": 0, "startRowIndex": 1}, "sortSpecs": specs}})
        assert [row[0] for row in book.tab.get_all_values()] == ["name", "c", "", "a", "b"]
        book.tab.sort((1, "asc"), range="A2:B5")
        assert [row[0] for row in book.tab.get_all_values()] == ["name", "a", "b", "c", ""]


def test_a_partial_sort_tears_rows_apart() -> None:
    with open_book([["b", 1], ["a", 2]]) as book:
        specs = [{"dimensionIndex": 0}]
        book.batch({"sortRange": {"range": a_range(0, 2, 0, 1), "sortSpecs": specs}})
        assert book.tab.get_all_values() == [["a", "1"], ["b", "2"]]


def test_dropdowns_stand_in_their_cells() -> None:
    with open_book([["a"]]) as book:
        book.batch({"setDataValidation": {"range": a_range(1, 3, 0, 1), "rule": LIST_RULE}})
        rows = book.show("sheets.data.rowData.values.dataValidation")["sheets"][0]["data"][0]["rowData"]
        assert [row.get("values", [{}])[0].get("dataValidation") for row in rows] == [
            None,
            LIST_RULE,
            LIST_RULE,
        ]
        book.batch({"setDataValidation": {"range": a_range(1, 3, 0, 1)}})
        assert book.show("sheets.data.rowData.values.dataValidation") == {"sheets": [{"data": [{}]}]}


def test_a_look_is_repeated_over_a_range() -> None:
    with open_book([["a", "b"]]) as book:
        book.tab.format("A1:B1", {"backgroundColor": {"red": 0.3}, "textFormat": {"bold": True}})
        look = book.state.sheets[0].cell(0, 1)["userEnteredFormat"]
        assert look["backgroundColorStyle"] == {"rgbColor": {"red": 0.3}}
        assert book.tab.get_all_values() == [["a", "b"]]


def test_cells_beyond_given_rows_are_emptied() -> None:
    with open_book([["a", "b"], ["c", "d"]]) as book:
        request = {"range": a_range(0, 2, 0, 2), "rows": [cells("x")], "fields": "userEnteredValue"}
        book.batch({"updateCells": request})
        assert book.tab.get_all_values() == [["x"]]


def test_protections_are_kept_and_changed() -> None:
    with open_book() as book:
        book.tab.add_protected_range("A1:B2", warning_only=True, description="grey")
        (protection,) = book.google.list_protected_ranges(0)
        assert protection["warningOnly"] is True
        number = protection["protectedRangeId"]
        changed = {"protectedRangeId": number, "description": "white"}
        book.batch({"updateProtectedRange": {"protectedRange": changed, "fields": "description"}})
        assert book.google.list_protected_ranges(0)[0]["description"] == "white"
        book.tab.delete_protected_range(number)
        assert book.google.list_protected_ranges(0) == []


def test_conditional_formats_have_an_order() -> None:
    def rule(formula: str) -> Json:
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        look = {"backgroundColor": {"red": 1, "green": 0.5}}
        return {"ranges": [a_range(1, 9, 0, 3)], "booleanRule": {"condition": condition, "format": look}}

    with open_book() as book:
        for formula in ("=1", "=2"):
            book.batch({"addConditionalFormatRule": {"rule": rule(formula), "index": 0}})
        found = book.show("sheets.conditionalFormats")["sheets"][0]["conditionalFormats"]
        assert [conditional_formula(each) for each in found] == ["=2", "=1"]
        moved = {"sheetId": 0, "index": 0, "newIndex": 1}
        assert (
            book.batch({"updateConditionalFormatRule": moved})[0]["updateConditionalFormatRule"]["newIndex"]
            == 1
        )
        gone = book.batch({"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})[0]
        assert conditional_formula(gone["deleteConditionalFormatRule"]["rule"]) == "=2"


def conditional_formula(rule: Json) -> Any:
    return rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]


def test_filter_views_change_no_row() -> None:
    with open_book([["h"], ["b"], ["a"]]) as book:
        view = {"title": "Mine", "range": a_range(0, 3, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}
        added = book.batch({"addFilterView": {"filter": view}})[0]["addFilterView"]["filter"]
        assert book.tab.col_values(1) == ["h", "b", "a"]
        renamed = {"filterViewId": added["filterViewId"], "title": "Ours"}
        book.batch({"updateFilterView": {"filter": renamed, "fields": "title"}})
        assert book.show("sheets.filterViews.title") == {"sheets": [{"filterViews": [{"title": "Ours"}]}]}
        book.batch({"deleteFilterView": {"filterId": added["filterViewId"]}})
        assert book.show("sheets.filterViews") == {"sheets": [{}]}


def test_the_basic_filter_sorts_for_everybody() -> None:
    with open_book([["h"], ["b"], ["a"]]) as book:
        book.batch(
            {
                "setBasicFilter": {
                    "filter": {"range": a_range(0, 3, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}
                }
            }
        )
        assert book.tab.col_values(1) == ["h", "a", "b"]
        book.tab.clear_basic_filter()
        assert book.state.sheets[0].basic_filter is None


def test_headings_freeze_and_columns_get_widths() -> None:
    with open_book([["a"]]) as book:
        book.tab.freeze(rows=1)
        columns = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
        width = {"range": columns, "properties": {"pixelSize": 240}, "fields": "pixelSize"}
        book.batch({"updateDimensionProperties": width})
        book.tab.hide_columns(1, 2)
        shown = book.show("sheets(properties.gridProperties.frozenRowCount,data.columnMetadata)")["sheets"][0]
        assert shown["properties"] == {"gridProperties": {"frozenRowCount": 1}}
        assert shown["data"][0]["columnMetadata"][:3] == [
            {"pixelSize": 240},
            {"pixelSize": 100, "hiddenByUser": True},
            {"pixelSize": 100},
        ]


def test_rows_are_copied_cut_and_pasted() -> None:
    with open_book([["a", "b"]]) as book:
        book.tab.copy_range("A1:B1", "A2:B2")
        book.tab.cut_range("A1", "C1")
        assert book.tab.get_all_values() == [["", "b", "a"], ["a", "b", ""]]


def test_pasted_values_bring_no_look() -> None:
    with open_book([["a"]]) as book:
        book.tab.format("A1", {"textFormat": {"bold": True}})
        paste = {
            "source": a_range(0, 1, 0, 1),
            "destination": a_range(1, 2, 0, 1),
            "pasteType": "PASTE_VALUES",
        }
        book.batch({"copyPaste": paste})
        assert "userEnteredFormat" not in book.state.sheets[0].cell(1, 0)


def test_merging_keeps_the_first_cell() -> None:
    with open_book([["a", "b"], ["c", "d"]]) as book:
        book.tab.merge_cells("A1:B2")
        assert book.tab.get_all_values() == [["a"]]
        assert book.show("sheets.merges") == {"sheets": [{"merges": [without_sheet(a_range(0, 2, 0, 2))]}]}
        book.tab.unmerge_cells("A1:B2")
        assert book.show("sheets.merges") == {"sheets": [{}]}


def without_sheet(grid: Json) -> Json:
    return {name: value for name, value in grid.items() if name != "sheetId"}


def test_groups_fold_and_unfold() -> None:
    with open_book() as book:
        book.tab.add_dimension_group_rows(1, 4)
        assert [each["depth"] for each in book.tab.list_dimension_group_rows()] == [1]
        book.tab.delete_dimension_group_rows(1, 4)
        assert book.tab.list_dimension_group_rows() == []


def test_every_known_request_is_googles() -> None:
    assert set(REQUESTS) <= set(document("sheets")["schemas"]["Request"]["properties"])
