"""Who Duos is at Google, and what is said when it may not come in. Nothing secret is ever shown."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.programme import Files, Google
from pipeline.words import Speaker
from pipeline.workbook.google.access import Access, Connection, access_to, key_of
from pipeline.workbook.google.answers import read_spreadsheet
from pipeline.workbook.google.credentials import FORMS, SHEETS, find_credentials
from pipeline.workbook.google.store import GoogleStore
from tests.sheets import faults as trouble
from tests.sheets.log import is_write
from tests.sheets.server import Server
from tests.sheets.world import ROBOT
from tests.workbook.books import a_second_run, the_layout
from tests.workbook.google.houses import FastClock, a_desk

ENGLISH = Speaker("en")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(autouse=True)
def no_account_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "DUOS_GOOGLE_CREDENTIALS", "DUOS_GOOGLE_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("CLOUDSDK_CONFIG", "/nowhere")


def connection(server: Server, key: Path | None, scopes: tuple[str, ...] = (SHEETS,)) -> Connection:
    return Connection(Access(key, server.base_url, scopes), ENGLISH, FastClock().as_clock())


# --- credentials -------------------------------------------------------------------------------------------


def test_a_key_file_opens_a_spreadsheet(server: Server, tmp_path: Path) -> None:
    made = server.world.create()
    way = connection(server, server.service_account_file(tmp_path / "key.json"))
    assert [sheet.title for sheet in read_spreadsheet(made.id, way)] == ["Sheet1"]
    assert way.account == ROBOT


def test_workload_identity_opens_a_spreadsheet(server: Server, tmp_path: Path) -> None:
    made = server.world.create()
    way = connection(server, server.workload_identity_file(tmp_path / "wif.json"))
    assert read_spreadsheet(made.id, way)
    assert way.account == "the account of the machine that runs Duos"


def test_application_default_credentials_are_found(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = server.world.create()
    monkeypatch.setenv(
        "GOOGLE_APPLICATION_CREDENTIALS", str(server.service_account_file(tmp_path / "adc.json"))
    )
    assert read_spreadsheet(made.id, connection(server, None))


def test_no_credentials_at_all_are_explained(server: Server) -> None:
    with pytest.raises(WorkbookError, match="DUOS_GOOGLE_CREDENTIALS"):
        read_spreadsheet("x" * 44, connection(server, None))


@pytest.mark.parametrize(
    ("addresses", "scopes"),
    [
        (("google:a", "google:b", "google:c"), (SHEETS,)),
        (("forms:a", "google:b", "google:c"), (SHEETS, *FORMS)),
        (("forms:a", "var/duos.xlsx", "var/c.xlsx"), FORMS),
        (("a.xlsx", "b.xlsx", "c.xlsx"), ()),
    ],
)
def test_only_the_scopes_needed_are_asked(addresses: tuple[str, ...], scopes: tuple[str, ...]) -> None:
    files = Files(**dict(zip(("answers", "workbook", "confidential"), addresses, strict=True)))
    assert access_to(files, Path()).scopes == scopes


def test_a_token_has_no_scope_but_the_one_needed(server: Server, tmp_path: Path) -> None:
    made = server.world.create()
    read_spreadsheet(made.id, connection(server, server.service_account_file(tmp_path / "key.json")))
    (grant,) = server.world.accounts.grants.values()
    assert grant.scopes == (SHEETS,)


def test_the_environment_wins_over_the_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(google=Google(credentials="key.json", base_url="https://proxy.example/"))
    assert access_to(files, Path("/house")) == Access(Path("/house/key.json"), "https://proxy.example", ())
    monkeypatch.setenv("DUOS_GOOGLE_CREDENTIALS", "/run/credentials/key.json")
    monkeypatch.setenv("DUOS_GOOGLE_BASE_URL", "http://127.0.0.1:8080")
    assert access_to(files, Path("/house")).credentials == Path("/run/credentials/key.json")
    assert access_to(files, Path("/house")).base_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o620])
def test_a_key_that_others_can_open_is_refused(server: Server, tmp_path: Path, mode: int) -> None:
    path = server.service_account_file(tmp_path / "key.json")
    path.chmod(mode)
    with pytest.raises(WorkbookError, match="chmod 600"):
        find_credentials(path, [SHEETS], ENGLISH)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_of_its_owner_is_accepted(server: Server, tmp_path: Path, mode: int) -> None:
    path = server.service_account_file(tmp_path / "key.json")
    path.chmod(mode)
    assert find_credentials(path, [SHEETS], ENGLISH)


GCLOUD = "application_default_credentials.json"
LOGGED_IN = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_an_open_file_of_gcloud_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """Nobody has named it: it holds a secret all the same."""
    path = tmp_path / GCLOUD
    path.write_text(json.dumps(LOGGED_IN), "utf-8")
    path.chmod(mode)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    with pytest.raises(WorkbookError) as told:
        find_credentials(None, [SHEETS], ENGLISH)
    assert f"{path} can be read by other people" in str(told.value)
    assert f"chmod 600 {path}" in str(told.value)


@pytest.mark.parametrize("is_usual", [True, False])
def test_a_closed_file_of_gcloud_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_usual: bool
) -> None:
    path = tmp_path / ".config" / "gcloud" / GCLOUD
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(LOGGED_IN), "utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    if is_usual:
        monkeypatch.delenv("CLOUDSDK_CONFIG")
    else:
        monkeypatch.setenv("CLOUDSDK_CONFIG", str(path.parent))
    assert find_credentials(None, [SHEETS], ENGLISH).client_id == "c"


def test_a_named_file_comes_before_gclouds(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / GCLOUD).write_text(json.dumps(LOGGED_IN), "utf-8")
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    named = server.service_account_file(tmp_path / "adc.json")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(named))
    assert find_credentials(None, [SHEETS], ENGLISH).service_account_email


def test_a_configuration_without_secret_may_be_read(server: Server, tmp_path: Path) -> None:
    path = server.workload_identity_file(tmp_path / "wif.json")
    path.chmod(0o644)
    assert find_credentials(path, [SHEETS], ENGLISH)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not the key"), ("{", "not the key"), ("[]", "not the key"), ("{}", "not the key"), ('{"type": "x"}', "not the key"),
        ('{"type": "service_account", "private_key": "s3cret-of-ours"}', "not the key"),
        ('{"private_key": "s3cret-of-ours', "not the key"),
        (None, "does not exist"),
    ],
)  # fmt: skip
def test_a_broken_key_is_explained(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content)
        path.chmod(0o600)
    with pytest.raises(WorkbookError, match=said) as told:
        find_credentials(path, [SHEETS], ENGLISH)
    assert "s3cret-of-ours" not in str(told.value)


def test_a_withdrawn_key_is_explained(server: Server, tmp_path: Path) -> None:
    made = server.world.create()
    path = server.service_account_file(tmp_path / "key.json")
    server.world.accounts.service_accounts.clear()
    with pytest.raises(WorkbookError, match="does not accept the key"):
        read_spreadsheet(made.id, connection(server, path))


def test_nothing_secret_is_ever_shown(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    path = server.service_account_file(tmp_path / "key.json")
    way = connection(server, path)
    made = server.world.create(shared_with=())
    told = [repr(way), str(way), repr(way.access)]
    try:
        read_spreadsheet(made.id, way)
    except WorkbookError:
        told.append(traceback.format_exc())
    server.world.accounts.service_accounts.clear()
    try:
        read_spreadsheet(made.id, connection(server, path))
    except WorkbookError:
        told.append(traceback.format_exc())
    told += [
        repr(way),
        repr(GoogleStore(made.id, way, the_layout(), tmp_path)),
        caplog.text,
        *capsys.readouterr(),
    ]
    key = json.loads(path.read_text())["private_key"].splitlines()[1]
    tokens = list(server.world.accounts.grants)
    assert tokens
    assert not [text for text in told for secret in (key, *tokens) if secret in text]


@pytest.mark.parametrize("address", ["http://proxy.example", "ftp://127.0.0.1", "proxy.example"])
def test_a_token_never_travels_in_the_open(server: Server, tmp_path: Path, address: str) -> None:
    access = Access(server.service_account_file(tmp_path / "key.json"), address)
    with pytest.raises(WorkbookError, match="cannot stand in for Google"):
        read_spreadsheet("x" * 44, Connection(access, ENGLISH))


# --- what to click -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_spreadsheet_that_is_not_shared_is_explained(language: str) -> None:
    with a_desk() as desk:
        desk.world.share(desk.state.id, ROBOT, None)
        store = desk.store()
        store.connection.speaker = Speaker(language)
        with pytest.raises(WorkbookError) as told:
            store.read()
        share = {"fr": "Partager", "nl": "Delen", "en": "Share"}[language]
        assert all(word in str(told.value) for word in (desk.state.id, ROBOT, share))


def test_a_spreadsheet_that_may_only_be_read_is_explained() -> None:
    with a_desk() as desk:
        desk.world.share(desk.state.id, ROBOT, "reader")
        store = desk.store()
        store.read()
        with pytest.raises(WorkbookError, match=f"make {ROBOT} “Editor” instead of “Viewer”"):
            store.check_writable()
        with pytest.raises(WorkbookError, match="but not write in it"):
            store.apply(a_second_run(), the_layout())


def test_a_check_for_writing_writes_nothing() -> None:
    with a_desk() as desk:
        before = desk.state.version
        desk.store().check_writable()
        assert desk.state.version == before


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (403, "Request had insufficient authentication scopes.", "does not allow this: .*auth/spreadsheets"),
        (
            403,
            "Google Sheets API has not been used in project 12 before or it is disabled.",
            "click “Enable”",
        ),
        (403, "The caller does not have permission", "click “Share”"),
        (404, "Requested entity was not found.", "There is no spreadsheet"),
        (400, "This operation is not supported for this document", "Excel file in Drive"),
        (400, "Something new", "Google refused .* “Something new”"),
        (401, "Request had invalid authentication credentials.", "does not accept the key"),
        (
            403,
            "… or it is disabled. Enable it by visiting https://console.developers.google.com/x?project=12 then",
            "Open https://console.developers.google.com/x.project=12, click “Enable”",
        ),
        (400, "You are trying to edit a protected cell or object.", "locked cells"),
        (400, "This action would increase the number of cells above the limit of 10000000", "as many cells"),
    ],
)
def test_every_refusal_says_what_to_do(status: int, message: str, said: str) -> None:
    with a_desk() as desk:
        desk.world.faults.add(
            trouble.refused(status, message), lambda call: not is_write(call), trouble.FOREVER
        )
        with pytest.raises(WorkbookError, match=said):
            desk.store().read()


def test_a_locked_range_is_told_not_waited_for() -> None:
    """Deciding anew would not help: only a person can unlock it."""
    with a_desk() as desk:
        said = "You are trying to edit a protected cell or object."
        desk.world.faults.add(trouble.refused(400, said), is_write, trouble.FOREVER)
        with pytest.raises(WorkbookError, match=f"Protect sheets and ranges.*{ROBOT}") as told:
            desk.store().apply(a_second_run(), the_layout())
        assert told.value.status == 1
        assert desk.world.log.writes == 1


def test_a_google_that_never_confirms_is_told_as_such() -> None:
    with a_desk() as desk:
        desk.world.faults.add(trouble.refused(503), is_write, trouble.FOREVER)
        for attempt in (
            lambda: desk.store().apply(a_second_run(), the_layout()),
            desk.store().check_writable,
        ):
            with pytest.raises(WorkbookBusyError, match="Google broke down") as told:
                attempt()
            assert told.value.status == 75


def test_a_breakdown_where_keys_are_shown_is_no_fault_of_the_key(server: Server, tmp_path: Path) -> None:
    made = server.world.create()
    way = connection(server, server.service_account_file(tmp_path / "key.json"))
    server.world.faults.add(trouble.refused(503), trouble.to("/token"), trouble.FOREVER)
    with pytest.raises(WorkbookBusyError, match="does not answer"):
        read_spreadsheet(made.id, way)


def test_a_key_of_somebody_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(WorkbookError, match="chown ACCOUNT"):
        find_credentials(tmp_path / "key.json", [SHEETS], ENGLISH)


@pytest.mark.parametrize(
    ("address", "key"),
    [("google:abc", "abc"), ("google: abc ", "abc"), ("var/duos.xlsx", ""), ("forms:abc", "")],
)
def test_addresses_name_spreadsheets(address: str, key: str) -> None:
    assert key_of(address) == key
