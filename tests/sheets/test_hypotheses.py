from collections.abc import Callable

import gspread
import pytest
from gspread.utils import ValueInputOption

from tests.sheets.books import Book, append, by_key, cells, open_book, swap, tie
from tests.sheets.hypotheses import LIKELY
from tests.sheets.kinds import Refusal

ROWS = [["h"], ["b"], ["a"]]


def refuses(act: Callable[[], object]) -> bool:
    """Is the act refused, by Google or in front of the screen?"""
    try:
        act()
    except (gspread.exceptions.APIError, Refusal):
        return True
    return False


def sorted_metadata(book: Book) -> object:
    book.batch(tie(1, "b"))
    book.human.sort("Sheet1", 0)
    return book.state.metadata[0]["location"]["dimensionRange"]["startIndex"]


def replaced_formula(book: Book) -> object:
    book.batch(swap("a", "=1+1"))
    return book.tab.col_values(1)[2]


def found_shown(book: Book) -> object:
    book.tab.update([["1,234"]], "A2", value_input_option=ValueInputOption.user_entered)
    return "occurrencesChanged" in book.batch(swap("1,234", "x"))[0]["findReplace"]


def appended_after_dropdowns(book: Book) -> object:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 9, "startColumnIndex": 1, "endColumnIndex": 2}
    book.batch({"setDataValidation": {"range": area, "rule": {"condition": {"type": "NOT_BLANK"}}}})
    book.batch(append(cells("new")))
    return book.tab.col_values(1).index("new")


def appended_formula(book: Book) -> object:
    book.batch(append(cells("=1+1")))
    return book.tab.col_values(1)[3]


def inserted_across_protection(book: Book) -> object:
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    book.batch({"addProtectedRange": {"protectedRange": {"range": area}}})
    return refuses(lambda: book.human.insert_rows("Sheet1", 1))


def doubled_metadata(book: Book) -> object:
    book.batch(tie(1, "a", 7))
    return refuses(lambda: book.batch(tie(2, "b", 7)))


def doubled_token(book: Book) -> object:
    token = {"addSheet": {"properties": {"sheetId": 77, "title": "lock"}}}
    book.batch(token)
    again = {"addSheet": {"properties": {"sheetId": 77, "title": "lock again"}}}
    return refuses(lambda: book.batch(again))


def doubled_name(book: Book) -> object:
    name = {"addNamedRange": {"namedRange": {"name": "n", "range": {"sheetId": 0}}}}
    book.batch(name)
    return refuses(lambda: book.batch(name))


def moved_metadata(book: Book) -> object:
    book.batch(tie(2, "a"))
    book.human.move_rows("Sheet1", 2, 1)
    answer = book.post("/values:batchGetByDataFilter", {"dataFilters": [by_key("a")]})
    return answer["valueRanges"][0]["valueRange"]["range"]


def empty_ends(book: Book) -> object:
    book.tab.update([["x", "", "y"], ["z", "", ""]], "A1")
    return book.google.values_get("A1:C2")["values"][1]


def inherited_dropdown(book: Book) -> object:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    book.batch({"setDataValidation": {"range": area, "rule": {"condition": {"type": "NOT_BLANK"}}}})
    book.human.insert_rows("Sheet1", 2)
    return "dataValidation" in book.state.sheets[0].cell(2, 0)


CASES: dict[str, tuple[Callable[[Book], object], object, object]] = {
    "sort_carries_metadata": (sorted_metadata, 1, 2),
    "replacement_is_parsed": (replaced_formula, "2", "=1+1"),
    "search_sees_shown_text": (found_shown, True, False),
    "append_counts_formats": (appended_after_dropdowns, 3, 9),
    "string_values_are_parsed": (appended_formula, "=1+1", "2"),
    "protection_stops_rows": (inserted_across_protection, True, False),
    "duplicate_metadata_is_refused": (doubled_metadata, True, False),
    "duplicate_token_is_refused": (doubled_token, True, False),
    "duplicate_name_is_refused": (doubled_name, True, False),
    "move_carries_metadata": (moved_metadata, "Sheet1!A2:Z2", "Sheet1!A3:Z3"),
    "trailing_empties_are_omitted": (empty_ends, ["z"], ["z", "", ""]),
    "inserted_rows_inherit": (inherited_dropdown, True, False),
}


@pytest.mark.parametrize("name", CASES)
def test_each_hypothesis_can_be_switched(name: str) -> None:
    look, likely, otherwise = CASES[name]
    with open_book(ROWS) as book:
        assert look(book) == likely
    with open_book(ROWS, LIKELY.flipped(name)) as book:
        assert look(book) == otherwise


def test_every_hypothesis_has_its_case() -> None:
    assert [name for name, _ in LIKELY.alternatives()] == list(CASES)
