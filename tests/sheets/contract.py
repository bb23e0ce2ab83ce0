"""What we believe of Google Sheets, each belief as an observation that the stand-in and a real spreadsheet can answer.

An observation gets an empty tab of its own and speaks only through the interface. The answers are those of the likely
hypothesis, and of the other one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gspread
from gspread.utils import ValueInputOption

from tests.sheets.books import append, by_key, cells, swap, tie
from tests.sheets.kinds import Json

ROWS = [["h"], ["b"], ["a"]]
NOT_BLANK: Json = {"condition": {"type": "NOT_BLANK"}}


@dataclass(frozen=True)
class Observation:
    """A question to Google, and the two answers between which a hypothesis decides."""

    look: Callable[[gspread.Worksheet], object]
    likely: object
    otherwise: object


def batch(tab: gspread.Worksheet, *requests: Json) -> list[Json]:
    """Send requests in one batch; the replies."""
    replies: list[Json] = tab.spreadsheet.batch_update({"requests": list(requests)})["replies"]
    return replies


def is_refused(tab: gspread.Worksheet, *requests: Json) -> bool:
    """Does Google refuse the batch?"""
    try:
        batch(tab, *requests)
    except gspread.exceptions.APIError:
        return True
    return False


def column(tab: gspread.Worksheet) -> list[Any]:
    """What the first column shows."""
    return tab.col_values(1)


def rows_of(tab: gspread.Worksheet, top: int, bottom: int, width: int = 1) -> Json:
    """A range over the first columns of some rows."""
    span = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": 0, "endColumnIndex": width}
    return {"sheetId": tab.id, **span}


def place_of(tab: gspread.Worksheet, key: str) -> object:
    """The row that developer metadata is tied to, found by what it answers."""
    address = (
        f"https://sheets.googleapis.com/v4/spreadsheets/{tab.spreadsheet_id}/values:batchGetByDataFilter"
    )
    answer = tab.client.request("post", address, json={"dataFilters": [by_key(key)]}).json()
    return answer["valueRanges"][0]["valueRange"].get("values")


def sorted_metadata(tab: gspread.Worksheet) -> object:
    """What the metadata of `b` points at once `a` and `b` are sorted."""
    tab.update(ROWS, "A1")
    batch(tab, tie(1, "sorted", sheet=tab.id))
    batch(tab, {"sortRange": {"range": rows_of(tab, 1, 3), "sortSpecs": [{"dimensionIndex": 0}]}})
    return place_of(tab, "sorted")


def replaced_formula(tab: gspread.Worksheet) -> object:
    """What a cell shows whose text was replaced by a formula."""
    tab.update(ROWS, "A1")
    batch(tab, swap("a", "=1+1", tab.id))
    return column(tab)[2]


def found_shown(tab: gspread.Worksheet) -> object:
    """Is a number found by the text it shows?"""
    tab.update([["1,234"]], "A1", value_input_option=ValueInputOption.user_entered)
    return "occurrencesChanged" in batch(tab, swap("1,234", "x", tab.id))[0]["findReplace"]


def appended_after_dropdowns(tab: gspread.Worksheet) -> object:
    """Where a row is appended when empty rows below have a dropdown."""
    tab.update(ROWS, "A1")
    batch(tab, {"setDataValidation": {"range": rows_of(tab, 1, 9, 2), "rule": NOT_BLANK}})
    batch(tab, append(cells("new"), sheet=tab.id))
    return column(tab).index("new")


def appended_formula(tab: gspread.Worksheet) -> object:
    """What a cell shows that was appended with the text of a formula."""
    batch(tab, append(cells("=1+1"), sheet=tab.id))
    return column(tab)


def doubled_metadata(tab: gspread.Worksheet) -> object:
    """Is an identifier of developer metadata refused the second time?"""
    number = tab.id % 1_000_000 + 1
    batch(tab, tie(1, "doubled", number, tab.id))
    return is_refused(tab, tie(2, "doubled", number, tab.id))


def doubled_token(tab: gspread.Worksheet) -> object:
    """Is the identifier of a protection refused the second time?"""
    token = {"protectedRangeId": tab.id % 1_000_000 + 2, "range": rows_of(tab, 0, 1), "warningOnly": True}
    batch(tab, {"addProtectedRange": {"protectedRange": token}})
    return is_refused(tab, {"addProtectedRange": {"protectedRange": token}})


def doubled_name(tab: gspread.Worksheet) -> object:
    """Is the name of a range refused the second time?"""
    name = {"addNamedRange": {"namedRange": {"name": f"doubled_{tab.id}", "range": rows_of(tab, 0, 1)}}}
    batch(tab, name)
    return is_refused(tab, name)


def partly_unmerged(tab: gspread.Worksheet) -> object:
    """Is unmerging a part of merged cells refused, and the whole batch with it?"""
    merged = {**rows_of(tab, 0, 1), "startColumnIndex": 2, "endColumnIndex": 4}
    batch(tab, {"mergeCells": {"range": merged, "mergeType": "MERGE_ALL"}})
    part = {"unmergeCells": {"range": {**rows_of(tab, 0, 1), "startColumnIndex": 3, "endColumnIndex": 4}}}
    return is_refused(tab, append(cells("late"), sheet=tab.id), part), column(tab)


def moved_metadata(tab: gspread.Worksheet) -> object:
    """What the metadata of `a` points at once its row was moved up."""
    tab.update(ROWS, "A1")
    batch(tab, tie(2, "moved", sheet=tab.id))
    source = {"sheetId": tab.id, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    batch(tab, {"moveDimension": {"source": source, "destinationIndex": 1}})
    return place_of(tab, "moved")


def empty_ends(tab: gspread.Worksheet) -> object:
    """The last row of a range whose end is empty."""
    tab.update([["x", "", "y"], ["z", "", ""]], "A1")
    return tab.spreadsheet.values_get(f"'{tab.title}'!A1:C2")["values"][1]


def inherited_dropdown(tab: gspread.Worksheet) -> object:
    """Does a row that is inserted below a dropdown get one?"""
    tab.update(ROWS, "A1")
    batch(tab, {"setDataValidation": {"range": rows_of(tab, 1, 3), "rule": NOT_BLANK}})
    span = {"sheetId": tab.id, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    batch(tab, {"insertDimension": {"range": span, "inheritFromBefore": True}})
    options: Json = {"ranges": f"'{tab.title}'!A3", "fields": "sheets.data.rowData.values.dataValidation"}
    return "rowData" in tab.spreadsheet.fetch_sheet_metadata(options)["sheets"][0]["data"][0]


OBSERVATIONS: dict[str, Observation] = {
    "sort_carries_metadata": Observation(sorted_metadata, [["a"]], [["b"]]),
    "replacement_is_parsed": Observation(replaced_formula, "2", "=1+1"),
    "search_sees_shown_text": Observation(found_shown, likely=True, otherwise=False),
    "append_counts_formats": Observation(appended_after_dropdowns, 3, 9),
    "string_values_are_parsed": Observation(appended_formula, ["=1+1"], ["2"]),
    "duplicate_metadata_is_refused": Observation(doubled_metadata, likely=True, otherwise=False),
    "duplicate_token_is_refused": Observation(doubled_token, likely=True, otherwise=False),
    "duplicate_name_is_refused": Observation(doubled_name, likely=True, otherwise=False),
    "partial_unmerge_is_refused": Observation(partly_unmerged, (True, []), (False, ["late"])),
    "move_carries_metadata": Observation(moved_metadata, [["a"]], [["b"]]),
    "trailing_empties_are_omitted": Observation(empty_ends, ["z"], ["z", "", ""]),
    "inserted_rows_inherit": Observation(inherited_dropdown, likely=True, otherwise=False),
}

# Seen only with a second account in front of the screen.
NEEDS_A_SECOND_PERSON = ("protection_stops_rows",)
