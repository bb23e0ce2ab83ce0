from hypothesis import given
from hypothesis import strategies as st

from tests.sheets.books import open_book
from tests.sheets.geometry import deletion, insertion, relocation

LINES = st.integers(0, 30)


@given(LINES, st.integers(1, 5), LINES)
def test_what_is_inserted_can_be_deleted(at: int, count: int, line: int) -> None:
    moved = insertion("ROWS", at, count).place(line)
    assert moved is not None
    assert deletion("ROWS", at, count).place(moved) == line


@given(LINES, st.integers(1, 5), LINES)
def test_a_move_loses_no_line(start: int, count: int, destination: int) -> None:
    if start <= destination <= start + count:
        destination = start + count + 1
    shift = relocation("ROWS", start, start + count, destination)
    assert sorted(str(shift.place(line)) for line in range(60)) == sorted(map(str, range(60)))


def test_a_moved_block_stands_before_its_destination() -> None:
    shift = relocation("ROWS", 1, 3, 5)
    assert [shift.place(line) for line in range(6)] == [0, 3, 4, 1, 2, 5]


def test_everything_moves_with_its_rows() -> None:
    with open_book([["h"], ["a"], ["b"]]) as book:
        grid = {
            "sheetId": 0,
            "startRowIndex": 1,
            "endRowIndex": 3,
            "startColumnIndex": 0,
            "endColumnIndex": 1,
        }
        rule = {"ranges": [grid], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}
        book.batch(
            {"addNamedRange": {"namedRange": {"name": "people", "range": grid}}},
            {"addProtectedRange": {"protectedRange": {"range": grid, "warningOnly": True}}},
            {"addConditionalFormatRule": {"rule": rule, "index": 0}},
            {"addFilterView": {"filter": {"title": "Mine", "range": grid}}},
        )
        book.human.insert_rows("Sheet1", 1)
        ranges = [
            book.state.names[0]["range"],
            book.state.sheets[0].protected[0]["range"],
            book.state.sheets[0].conditional[0]["ranges"][0],
            book.state.sheets[0].filter_views[0]["range"],
        ]
        assert {(each["startRowIndex"], each["endRowIndex"]) for each in ranges} == {(2, 4)}
        book.human.delete_rows("Sheet1", 2, 2)
        assert not book.state.names
        assert not book.state.sheets[0].conditional


def test_an_open_range_stays_open() -> None:
    with open_book() as book:
        grid = {"sheetId": 0, "startRowIndex": 1}
        book.batch({"addProtectedRange": {"protectedRange": {"range": grid, "warningOnly": True}}})
        book.human.insert_rows("Sheet1", 0, 2)
        assert book.state.sheets[0].protected[0]["range"] == {"sheetId": 0, "startRowIndex": 3}
