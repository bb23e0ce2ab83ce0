import gspread
import pytest

from tests.sheets.books import by_key, open_book, tie
from tests.sheets.kinds import Json


def where(book_answer: Json) -> list[int]:
    found = book_answer.get("matchedDeveloperMetadata", [])
    return [each["developerMetadata"]["location"]["dimensionRange"]["startIndex"] for each in found]


def test_metadata_moves_with_its_row() -> None:
    with open_book([["h"], ["a"], ["b"]]) as book:
        book.batch(tie(1, "a"))
        book.human.insert_rows("Sheet1", 1)
        assert where(book.post("/developerMetadata:search", {"dataFilters": [by_key("a")]})) == [2]
        book.human.move_rows("Sheet1", 2, 0)
        assert where(book.post("/developerMetadata:search", {"dataFilters": [by_key("a")]})) == [0]
        book.human.delete_rows("Sheet1", 0)
        assert book.post("/developerMetadata:search", {"dataFilters": [by_key("a")]}) == {}


def test_metadata_is_updated_and_deleted() -> None:
    with open_book() as book:
        book.batch(tie(1, "a", 7))
        change = {
            "dataFilters": [by_key("a")],
            "developerMetadata": {"metadataValue": "v"},
            "fields": "metadataValue",
        }
        (reply,) = book.batch({"updateDeveloperMetadata": change})
        assert reply["updateDeveloperMetadata"]["developerMetadata"][0]["metadataValue"] == "v"
        (reply,) = book.batch({"deleteDeveloperMetadata": {"dataFilter": by_key("a")}})
        assert reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0]["metadataId"] == 7
        assert book.state.metadata == []


def test_metadata_shows_where_it_stands() -> None:
    with open_book() as book:
        tab = {"metadataKey": "tab", "visibility": "DOCUMENT", "location": {"sheetId": 0}}
        all_ = {"metadataKey": "all", "visibility": "PROJECT", "location": {"spreadsheet": True}}
        made = [{"createDeveloperMetadata": {"developerMetadata": each}} for each in (tab, all_)]
        book.batch(tie(1, "row"), *made)
        shown = book.show(
            "developerMetadata.metadataKey,sheets(developerMetadata.metadataKey,data.rowMetadata)"
        )
        assert shown["developerMetadata"] == [{"metadataKey": "all"}]
        assert shown["sheets"][0]["developerMetadata"] == [{"metadataKey": "tab"}]
        assert shown["sheets"][0]["data"][0]["rowMetadata"][1]["developerMetadata"][0]["metadataKey"] == "row"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"visibility": "DOCUMENT", "location": {"spreadsheet": True}}, "metadata_key"),
        ({"metadataKey": "k", "location": {"spreadsheet": True}}, "visibility"),
        ({"metadataKey": "k", "visibility": "DOCUMENT"}, "location"),
        (
            {
                "metadataKey": "k",
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}},
            },
            "exactly one",
        ),
    ],
)
def test_incomplete_metadata_is_refused(item: Json, message: str) -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match=message):
        book.batch({"createDeveloperMetadata": {"developerMetadata": item}})


def test_conditions_narrow_a_lookup() -> None:
    with open_book() as book:
        book.batch(tie(1, "a", 1), tie(2, "a", 2), tie(1, "b", 3))
        line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        lookups: list[tuple[Json, list[int]]] = [
            ({"metadataKey": "a"}, [1, 2]),
            ({"metadataKey": "a", "metadataId": 2}, [2]),
            ({"metadataLocation": {"dimensionRange": line}}, [1, 3]),
            ({"metadataLocation": {"sheetId": 0}, "locationType": "ROW"}, [1, 2, 3]),
            ({"locationType": "COLUMN"}, []),
        ]
        for lookup, numbers in lookups:
            answer = book.post(
                "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": lookup}]}
            )
            found = [
                each["developerMetadata"]["metadataId"] for each in answer.get("matchedDeveloperMetadata", [])
            ]
            assert found == numbers
