"""The same observations on the stand-in, always, and on a real spreadsheet, for a volunteer who has an account.

    DUOS_LIVE_SPREADSHEET=KEY GOOGLE_APPLICATION_CREDENTIALS=FILE .venv/bin/python -m pytest -m live tests/sheets

Each observation works on a scratch tab that it adds and deletes again; use a spreadsheet of your own that nobody needs.
What Google answers is recorded in var/cassettes: `make fidelity CASSETTES=var/cassettes` holds the stand-in against it.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import google.auth
import gspread
import pytest

from pipeline.words import Speaker
from pipeline.workbook.google import Access, Connection
from pipeline.workbook.google.canary import try_google
from pipeline.workbook.google.refusals import Purpose
from tests.sheets.accounts import ALL_SCOPES
from tests.sheets.books import open_book
from tests.sheets.cassettes import read_cassette
from tests.sheets.client import connect, pointed_at
from tests.sheets.contract import NEEDS_A_SECOND_PERSON, OBSERVATIONS, ROWS
from tests.sheets.hypotheses import LIKELY
from tests.sheets.recorder import Recorder
from tests.sheets.replay import replay

CASSETTES = Path("var/cassettes")


@contextmanager
def scratch_tab(spreadsheet: gspread.Spreadsheet) -> Iterator[gspread.Worksheet]:
    """A tab that is there for one observation."""
    tab = spreadsheet.add_worksheet(f"scratch {time.time_ns()}", 20, 5)
    try:
        yield tab
    finally:
        spreadsheet.del_worksheet(tab)


def save(client: gspread.Client, path: Path) -> None:
    """Write down what a recording client has seen."""
    assert isinstance(client.http_client, Recorder)
    client.http_client.save(path)


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_the_stand_in_does_as_believed(name: str) -> None:
    observation = OBSERVATIONS[name]
    with open_book() as book, scratch_tab(book.google) as tab:
        assert observation.look(tab) == observation.likely


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_each_hypothesis_can_be_switched(name: str) -> None:
    observation = OBSERVATIONS[name]
    with open_book(hypotheses=LIKELY.flipped(name)) as book, scratch_tab(book.google) as tab:
        assert observation.look(tab) == observation.otherwise


def test_every_hypothesis_is_observed() -> None:
    names = {name for name, _ in LIKELY.alternatives()}
    assert names == {*OBSERVATIONS, *NEEDS_A_SECOND_PERSON}


@pytest.mark.live
@pytest.mark.parametrize("name", OBSERVATIONS)
def test_google_does_as_believed(name: str) -> None:
    credentials, _ = google.auth.default(scopes=ALL_SCOPES[:1])
    client = gspread.Client(auth=credentials, http_client=Recorder)
    spreadsheet = client.open_by_key(os.environ["DUOS_LIVE_SPREADSHEET"])
    try:
        with scratch_tab(spreadsheet) as tab:
            assert OBSERVATIONS[name].look(tab) == OBSERVATIONS[name].likely, f"flip Hypotheses.{name}"
    finally:
        save(client, CASSETTES / f"{name}.json")


def try_as_a_run(access: Access, key: str) -> tuple[str, ...]:
    """What the trial before a first set-up finds, with the client and the credentials of a run."""
    connection = Connection(access, Speaker("en"))
    with connection.explained(f"google:{key}", Purpose.WRITE):
        return try_google(connection.client, key)


def test_the_stand_in_passes_the_trial(tmp_path: Path) -> None:
    with open_book() as book:
        access = Access(book.server.service_account_file(tmp_path / "key.json"), book.server.base_url)
        assert try_as_a_run(access, book.state.id) == ()


@pytest.mark.live
def test_google_passes_the_trial() -> None:
    assert try_as_a_run(Access(), os.environ["DUOS_LIVE_SPREADSHEET"]) == ()


def test_a_recording_can_be_replayed(tmp_path: Path) -> None:
    with open_book() as book:

        class Pointed(pointed_at(book.server.base_url), Recorder):  # type: ignore[misc]  # a class made here
            """Records the stand-in, as a volunteer records Google."""

        token = connect(book.server).http_client.auth
        client = gspread.Client(auth=token, http_client=Pointed)
        with scratch_tab(client.open_by_key(book.state.id)) as tab:
            tab.update(ROWS, "A1")
            tab.add_protected_range("A1", editor_users_emails=["somebody@example.org"])
        save(client, tmp_path / "one.json")
    cassette = read_cassette(tmp_path / "one.json")
    assert "somebody@example.org" not in (tmp_path / "one.json").read_text(encoding="utf-8")
    outcomes, _ = replay([cassette])
    assert len(outcomes) == 5
    assert [outcome.pair.target for outcome in outcomes if not outcome.is_same] == []
