import gspread
import pytest
import requests

from tests.sheets.books import append, cells, open_book
from tests.sheets.client import connect
from tests.sheets.discovery import faults_in, find_route, operations, quick_validator, validator
from tests.sheets.endpoints import ENDPOINTS
from tests.sheets.kinds import Json
from tests.sheets.server import Server


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/v4/spreadsheets/KEY", "sheets.spreadsheets.get"),
        ("GET", "/v4/spreadsheets/KEY/values/A%3AB", "sheets.spreadsheets.values.get"),
        ("GET", "/v4/spreadsheets/KEY/values/A1:B2", "sheets.spreadsheets.values.get"),
        ("POST", "/v4/spreadsheets/KEY/values/A1:B2:append", "sheets.spreadsheets.values.append"),
        ("POST", "/v4/spreadsheets/KEY/values:batchUpdate", "sheets.spreadsheets.values.batchUpdate"),
        ("POST", "/v4/spreadsheets/KEY:batchUpdate", "sheets.spreadsheets.batchUpdate"),
        ("GET", "/drive/v3/files/KEY/export", "drive.files.export"),
        ("GET", "/v1/forms/KEY/responses", "forms.forms.responses.list"),
    ],
)
def test_a_path_means_one_operation(method: str, path: str, operation: str) -> None:
    route = find_route(method, path)
    assert route is not None
    assert route.operation.id == operation


def test_every_endpoint_is_googles() -> None:
    assert set(ENDPOINTS) <= {operation.id for operation in operations()}


@pytest.mark.parametrize(
    "request_",
    [
        {"addSheets": {}},
        {"addSheet": {"properties": {"caption": "x"}}},
        {"addSheet": {"properties": {"sheetId": "one"}}},
        {"addSheet": {"properties": {"sheetId": 2**40}}},
        {"mergeCells": {"mergeType": "MERGE_SOME", "range": {}}},
        {"updateCells": {"rows": {"values": []}}},
    ],
)
def test_the_schema_is_strict(request_: Json) -> None:
    batch, name = {"requests": [request_]}, "BatchUpdateSpreadsheetRequest"
    assert list(validator("sheets", name).iter_errors(batch))
    assert not quick_validator("sheets", name).is_valid(batch)
    assert faults_in("sheets", name, batch)


def test_both_validators_accept_the_same() -> None:
    batch, name = {"requests": [append(cells("a", "=1+1"))]}, "BatchUpdateSpreadsheetRequest"
    assert quick_validator("sheets", name).is_valid(batch)
    assert validator("sheets", name).is_valid(batch)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"addSheets": {}}, r"Unknown name \"addSheets\" at 'requests\[0\]': Cannot find field"),
        ({"addSheet": {"properties": {"caption": "x"}}}, r"at 'requests\[0\].add_sheet.properties'"),
        ({"addSheet": {"properties": {"sheetId": "one"}}}, r"sheet_id' \(TYPE_INT32\), \"one\""),
    ],
)
def test_a_wrong_body_is_answered_like_google(request_: Json, message: str) -> None:
    with open_book() as book:
        with pytest.raises(gspread.exceptions.APIError) as caught:
            book.batch(request_)
        assert caught.value.code == 400
        assert caught.match(message)


@pytest.mark.parametrize(
    ("name", "value"), [("valueRenderOption", "PRETTY"), ("nonsense", "1"), ("majorDimension", "rows")]
)
def test_a_wrong_parameter_is_refused(name: str, value: str) -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match="400"):
        book.google.values_get("A1", {name: value})


def test_a_body_must_be_json() -> None:
    with open_book() as book:
        address = f"https://sheets.googleapis.com/v4/spreadsheets/{book.state.id}:batchUpdate"
        with pytest.raises(gspread.exceptions.APIError, match="Invalid JSON payload"):
            book.google.client.request("post", address, data=b"{")


def test_an_unknown_operation_says_so() -> None:
    with open_book() as book, pytest.raises(gspread.exceptions.APIError, match="does not know"):
        book.google.client.request("get", "https://www.googleapis.com/drive/v3/about", params={"fields": "*"})


def test_a_bad_answer_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"sheets\.spreadsheets\.get .*colour"):
        open_with_a_foreign_property()


def open_with_a_foreign_property() -> None:
    with Server() as server:
        spreadsheet = server.world.create()
        spreadsheet.properties["colour"] = "green"
        connect(server).open_by_key(spreadsheet.id)


def test_a_broken_stand_in_fails_the_test() -> None:
    with pytest.raises(KeyError, match="gridProperties"):
        read_without_a_grid()


def read_without_a_grid() -> None:
    with Server() as server:
        spreadsheet = server.world.create()
        google = connect(server).open_by_key(spreadsheet.id)
        del spreadsheet.sheets[0].properties["gridProperties"]
        with pytest.raises(requests.exceptions.ConnectionError):
            google.values_get("A1")
