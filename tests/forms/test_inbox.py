"""The inbox: what it has confirmed survives anything, and what is wiped is gone."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.forms.inbox import ALPHABET, Inbox, InboxError, mark_of, new_number
from tests.builders import ROOT, TODAY
from tests.forms.places import ENGLISH

KILLED = """\
import os, signal, sys
from datetime import date
from pathlib import Path
from pipeline.forms.inbox import Inbox
from pipeline.words import Speaker
inbox = Inbox(Path(sys.argv[1]), Speaker("en"))
for number in range(int(sys.argv[2])):
    print(inbox.put(bytes([number]), f"N{number}", "key", b"sealed" * 50, date(2026, 11, 24)), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """An empty inbox."""
    return Inbox(tmp_path / "inbox.sqlite", ENGLISH)


def put(inbox: Inbox, number: str, body: bytes = b"sealed") -> str:
    """One more envelope."""
    return inbox.put(number.encode(), number, "key", body, TODAY)


def test_killed_process_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), "20"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert killed.returncode == -signal.SIGKILL
    assert [one.number for one in Inbox(path, ENGLISH).read()] == killed.stdout.split()
    assert len(killed.stdout.split()) == 20


def test_each_write_reaches_the_disk(inbox: Inbox) -> None:
    [(synchronous,)] = inbox._database.execute("PRAGMA synchronous").fetchall()
    [(journal,)] = inbox._database.execute("PRAGMA journal_mode").fetchall()

    assert (synchronous, journal) == (2, "wal")


def test_inbox_is_for_its_owner_only(inbox: Inbox) -> None:
    assert stat.S_IMODE(inbox.path.stat().st_mode) == 0o600


def test_same_sending_keeps_its_number(inbox: Inbox) -> None:
    mark = mark_of("nonce", b"content")

    numbers = [inbox.put(mark, number, "key", b"sealed", TODAY) for number in ("A", "B")]

    assert numbers == ["A", "A"]
    assert [one.number for one in inbox.read()] == ["A"]


@pytest.mark.parametrize(("nonce", "content"), [("other", b"content"), ("nonce", b"other")])
def test_other_sending_has_another_mark(nonce: str, content: bytes) -> None:
    assert mark_of(nonce, content) != mark_of("nonce", b"content")


def test_envelopes_are_never_changed(inbox: Inbox) -> None:
    put(inbox, "A")

    with pytest.raises(sqlite3.IntegrityError):
        inbox._database.execute("UPDATE envelopes SET body = x'00'")


def test_wiped_envelopes_are_gone_from_the_disk(inbox: Inbox) -> None:
    secret = b"this-was-once-in-the-inbox" * 40
    put(inbox, "A", secret)
    put(inbox, "B")

    assert inbox.wipe(["A", "unknown"], TODAY) == 1

    assert [one.number for one in inbox.read()] == ["B"]
    files = b"".join(path.read_bytes() for path in inbox.path.parent.iterdir())
    assert b"this-was-once-in-the-inbox" not in files


def test_receipt_outlives_its_envelope(inbox: Inbox) -> None:
    put(inbox, "A")
    inbox.wipe(["A"], TODAY)

    assert inbox.receipt_day("A") == TODAY
    inbox.wipe([], TODAY + timedelta(days=61))
    assert inbox.receipt_day("A") is None


def test_numbers_are_not_used_again(inbox: Inbox) -> None:
    put(inbox, "A")
    inbox.wipe(["A"], TODAY)
    put(inbox, "B")

    assert [one.id for one in inbox.read()] == [2]


def test_inbox_is_read_in_parts(inbox: Inbox) -> None:
    for number in "ABC":
        put(inbox, number)

    assert [one.number for one in inbox.read(1, 1)] == ["B"]


def test_secret_stays_the_same(inbox: Inbox) -> None:
    assert inbox.secret("signature") == Inbox(inbox.path, ENGLISH).secret("signature")
    assert inbox.secret("signature") != inbox.secret("other")


def test_damaged_inbox_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    path.write_bytes(os.urandom(4096))

    with pytest.raises(InboxError, match="Do not delete it"):
        Inbox(path, ENGLISH)


def test_numbers_can_be_read_aloud() -> None:
    number = new_number()

    assert len(number) == 9
    assert set(number) <= {*ALPHABET, "-"}
    assert not set("01OIL") & set(ALPHABET) - {"L"}
