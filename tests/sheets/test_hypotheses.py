import pytest

from tests.sheets.books import Book, open_book
from tests.sheets.hypotheses import LIKELY
from tests.sheets.kinds import Refusal

COLUMN = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}


def protect(book: Book) -> None:
    """Close the first column to everybody but the robot."""
    book.batch({"addProtectedRange": {"protectedRange": {"range": COLUMN}}})


def test_a_protected_column_stops_rows() -> None:
    with open_book([["h"], ["b"], ["a"]]) as book:
        protect(book)
        with pytest.raises(Refusal):
            book.human.insert_rows("Sheet1", 1)
        with pytest.raises(Refusal):
            book.human.sort("Sheet1", 0)


def test_a_protected_column_may_let_rows_pass() -> None:
    with open_book([["h"], ["b"], ["a"]], LIKELY.flipped("protection_stops_rows")) as book:
        protect(book)
        book.human.insert_rows("Sheet1", 1)
        book.human.sort("Sheet1", 0)
        assert book.tab.col_values(1) == ["h", "a", "b"]
        with pytest.raises(Refusal):
            book.human.type("Sheet1", 1, 0, "mine")


def test_alternatives_differ_by_one_switch() -> None:
    for name, other in LIKELY.alternatives():
        assert other != LIKELY
        assert other.flipped(name) == LIKELY
