from time import perf_counter

import gspread
import pytest
import requests

from tests.sheets.books import Book, append, cells, open_book
from tests.sheets.faults import (
    Fault,
    Quota,
    lost,
    lost_connection,
    malformed,
    refused,
    reset,
    slow,
    to,
)

BROKEN = (
    gspread.exceptions.APIError,
    requests.exceptions.ConnectionError,
    requests.exceptions.JSONDecodeError,
)


def rows(book: Book) -> list[list[str]]:
    return book.human.see("Sheet1")


@pytest.mark.parametrize(
    ("fault", "applied"),
    [
        (refused(429, retry_after=7), []),
        (refused(500), []),
        (refused(503), []),
        (lost(503), [["a"]]),
        (lost(500), [["a"]]),
        (reset(), []),
        (lost_connection(), [["a"]]),
        (malformed(), [["a"]]),
    ],
)
def test_a_fault_strikes_before_or_after(fault: Fault, applied: list[list[str]]) -> None:
    with open_book() as book:
        book.world.faults.add(fault, to("batchUpdate"))
        with pytest.raises(BROKEN):
            book.batch(append(cells("a")))
        assert rows(book) == applied
        book.batch(append(cells("b")))
        assert rows(book) == [*applied, ["b"]]


def test_an_error_says_when_to_return() -> None:
    with open_book() as book:
        book.world.faults.add(refused(429, retry_after=7))
        with pytest.raises(gspread.exceptions.APIError) as caught:
            book.tab.get_all_values()
        assert caught.value.response.headers["Retry-After"] == "7"
        assert caught.value.error["status"] == "RESOURCE_EXHAUSTED"


def test_a_slow_answer_outlasts_patience() -> None:
    with open_book([["a"]]) as book:
        book.world.faults.add(slow(0.5))
        book.google.client.set_timeout(0.1)
        begun = perf_counter()
        with pytest.raises(requests.exceptions.ReadTimeout):
            book.tab.get("A1")
        assert perf_counter() - begun < 0.4


def test_a_fault_counts_its_calls() -> None:
    with open_book([["a"]]) as book:
        book.world.faults.add(refused(500), to("values.get"), times=2, skip=1)
        answered = []
        for _ in range(4):
            try:
                book.google.values_get("A1")
                answered.append(True)
            except gspread.exceptions.APIError:
                answered.append(False)
        assert answered == [True, False, False, True]


def test_other_calls_are_spared() -> None:
    with open_book([["a"]]) as book:
        book.world.faults.add(refused(500), to("batchUpdate"))
        assert book.tab.get("A1") == [["a"]]


def test_a_spent_quota_is_refused() -> None:
    clock = [0.0]
    with open_book([["a"]]) as book:
        tab = book.tab
        book.world.quota = Quota(2, lambda: clock[0])
        book.google.values_get("A1")
        book.google.values_get("A1")
        tab.update([["writes are counted apart"]], "A1")
        with pytest.raises(gspread.exceptions.APIError, match="Quota exceeded"):
            book.google.values_get("A1")
        clock[0] = 61
        assert book.google.values_get("A1")["values"] == [["writes are counted apart"]]
