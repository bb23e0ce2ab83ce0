from tests.sheets.books import append, cells, open_book


def test_the_log_counts_and_weighs() -> None:
    with open_book([["a"]]) as book:
        book.google.values_get("A1")
        book.batch(append(cells("b")))
        book.post("/values:batchGetByDataFilter", {"dataFilters": [{"gridRange": {"sheetId": 0}}]})
        log = book.world.log
        assert log.operations == [
            "sheets.spreadsheets.values.get",
            "sheets.spreadsheets.batchUpdate",
            "sheets.spreadsheets.values.batchGetByDataFilter",
        ]
        assert (log.requests, log.writes) == (3, 1)
        assert log.bytes_sent > 100
        assert log.bytes_received > 100
        assert log.seconds > 0
        log.clear()
        assert not log.counts()
