import os
import subprocess
import sys
from pathlib import Path

import google.auth
import google.auth.exceptions
import gspread
import pytest
import requests
from google.auth.credentials import Credentials

from tests.sheets.books import open_book
from tests.sheets.client import connect, pointed_at
from tests.sheets.server import Server
from tests.sheets.world import ROBOT

SPREADSHEETS = ("https://www.googleapis.com/auth/spreadsheets",)


def opened_with(server: Server, credentials: Credentials, key: str) -> gspread.Spreadsheet:
    return gspread.Client(auth=credentials, http_client=pointed_at(server.base_url)).open_by_key(key)


def test_a_signed_key_opens_a_spreadsheet() -> None:
    with Server() as server:
        key = server.world.create("Duos").id
        client = gspread.service_account_from_dict(
            server.service_account(), scopes=SPREADSHEETS, http_client=pointed_at(server.base_url)
        )
        assert client.open_by_key(key).title == "Duos"
        assert "token" in [each.call.operation for each in server.world.log.exchanges]


def test_an_unknown_key_is_refused() -> None:
    with Server() as server:
        key = server.world.create().id
        info = server.service_account()
        server.world.accounts.service_accounts.clear()
        client = gspread.service_account_from_dict(info, http_client=pointed_at(server.base_url))
        with pytest.raises(google.auth.exceptions.RefreshError, match="invalid_grant"):
            client.open_by_key(key)


@pytest.mark.parametrize("kind", ["workload_identity_file", "service_account_file"])
def test_default_credentials_come_from_a_file(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server() as server:
        key = server.world.create("Duos").id
        path = getattr(server, kind)(tmp_path / "credentials.json")
        assert path.stat().st_mode & 0o777 == 0o600
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "duos-example")
        credentials, _ = google.auth.default(scopes=SPREADSHEETS)
        assert opened_with(server, credentials, key).title == "Duos"


def test_no_token_is_unauthenticated() -> None:
    with open_book() as book:
        address = f"{book.server.base_url}/v4/spreadsheets/{book.state.id}"
        answer = requests.get(address, timeout=5)
        assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_a_machine_has_an_account_without_a_key() -> None:
    with Server() as server:
        environment = {**os.environ, **server.attached_account("machine@example.iam.gserviceaccount.com")}
        environment.pop("GOOGLE_APPLICATION_CREDENTIALS", None)
        program = (
            "import google.auth, google.auth.transport.requests as t; c, p = google.auth.default();"
            "c.refresh(t.Request()); print(c.service_account_email, p, c.token)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
    email, project, token = done.stdout.split()
    assert (email, project) == ("machine@example.iam.gserviceaccount.com", "duos-example")
    assert server.world.accounts.grants[token].account == email


def test_a_narrow_token_is_refused() -> None:
    narrow = ("https://www.googleapis.com/auth/forms.responses.readonly",)
    with Server() as server:
        key = server.world.create().id
        # gspread gives its error for 403 the type of the language.
        with pytest.raises(PermissionError):
            connect(server, scopes=narrow).open_by_key(key)
        assert b"ACCESS_TOKEN_SCOPE_INSUFFICIENT" in server.world.log.exchanges[-1].answer.content


def test_only_those_it_is_shared_with_may_read() -> None:
    with Server() as server:
        key = server.world.create(shared_with=()).id
        with pytest.raises(PermissionError):
            connect(server).open_by_key(key)
        server.world.share(key, ROBOT, "reader")
        tab = connect(server).open_by_key(key).sheet1
        assert tab.get_all_values() == [[]]
        with pytest.raises(gspread.exceptions.APIError, match="403"):
            tab.update([["a"]], "A1")
        server.world.share(key, ROBOT, "writer")
        tab.update([["a"]], "A1")
        server.world.share(key, ROBOT, None)
        with pytest.raises(gspread.exceptions.APIError, match="403"):
            tab.get("A1")


def test_an_unknown_file_is_not_found() -> None:
    with Server() as server, pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        connect(server).open_by_key("nothing")
