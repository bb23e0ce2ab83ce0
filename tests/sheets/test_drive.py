import gspread
import pytest

from tests.sheets.books import open_book
from tests.sheets.client import connect
from tests.sheets.server import Server


def test_files_are_created_found_and_deleted() -> None:
    with Server() as server:
        client = connect(server)
        made = client.create("Duos 2026")
        client.create("Other")
        assert [each["name"] for each in client.list_spreadsheet_files("Duos 2026")] == ["Duos 2026"]
        assert {each["name"] for each in client.list_spreadsheet_files()} == {"Duos 2026", "Other"}
        assert client.open("Duos 2026").id == made.id
        client.del_spreadsheet(made.id)
        with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
            client.open("Duos 2026")


def test_long_lists_come_in_pages() -> None:
    with Server() as server:
        for number in range(5):
            server.world.create(f"File {number}")
        address = "https://www.googleapis.com/drive/v3/files"
        client, names, token = connect(server).http_client, [], None
        for _ in range(3):
            page = client.request("get", address, params={"pageSize": 2, "pageToken": token}).json()
            names += [each["name"] for each in page["files"]]
            token = page.get("nextPageToken")
        assert sorted(names) == [f"File {number}" for number in range(5)]
        assert token is None


def test_a_copy_is_a_file_of_its_own() -> None:
    with open_book([["a"]]) as book:
        copied = book.google.client
        copy = connect(book.server).copy(book.state.id, title="Copy")
        copy.sheet1.update([["b"]], "A1")
        assert copied is not None
        assert book.tab.get_all_values() == [["a"]]
        assert copy.sheet1.get_all_values() == [["b"]]


def test_sharing_is_listed_and_taken_back() -> None:
    with open_book() as book:
        book.google.share("coordinator@example.org", perm_type="user", role="writer")
        listed = book.google.list_permissions()
        assert "coordinator@example.org" in {each.get("emailAddress") for each in listed}
        book.google.remove_permissions("coordinator@example.org")
        assert "coordinator@example.org" not in book.world.files[book.state.id].roles


def test_the_first_tab_is_exported_as_text() -> None:
    with open_book([["a", "b,c"], ["=1", 2]]) as book:
        text = book.google.export(gspread.utils.ExportFormat.CSV)
        assert text.decode() == 'a,"b,c"\r\n=1,2'


def test_a_file_has_a_version_that_grows() -> None:
    with open_book() as book:
        before = book.state.version
        book.tab.update([["a"]], "A1")
        book.tab.get("A1")
        assert book.state.version == before + 1


def test_a_tab_is_copied_to_another_spreadsheet() -> None:
    with open_book([["a"]]) as book:
        other = connect(book.server).create("Other")
        book.tab.copy_to(other.id)
        assert [sheet.title for sheet in other.worksheets()] == ["Sheet1", "Copy of Sheet1"]
        assert other.worksheet("Copy of Sheet1").get_all_values() == [["a"]]
