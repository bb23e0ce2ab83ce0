"""The inbox: sealed envelopes in, receipt numbers out; once the pipeline has them, they are wiped."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from pipeline.vocabulary.problems import DuosError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

ALPHABET = (
    "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for something else when it is read aloud
)
LENGTH = 8
WAIT_SECONDS = 30
REMEMBERED_DAYS = 60  # how long a receipt can be shown again, and a second sending is recognised
TABLES = """
CREATE TABLE IF NOT EXISTS envelopes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, key TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS receipts (
    number TEXT PRIMARY KEY, mark BLOB NOT NULL UNIQUE, day TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS appended_only BEFORE UPDATE ON envelopes
BEGIN SELECT RAISE(ABORT, 'the inbox is only appended to'); END;
"""


class InboxError(DuosError):
    """The inbox cannot be read or written."""


@dataclass(frozen=True)
class Envelope:
    """One sealed application as it lies in the inbox."""

    id: int
    number: str
    key: str
    body: bytes


class Inbox:
    """One SQLite file. What it has said it holds, it holds: each write reaches the disk before it is confirmed."""

    def __init__(self, path: Path, speaker: Speaker) -> None:
        self.path = path
        self.speaker = speaker
        self._lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._explained():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = sqlite3.connect(
                path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA secure_delete = ON")
            self._database.executescript(TABLES)

    def close(self) -> None:
        """Nothing more is read or written."""
        self._database.close()

    def put(self, mark: bytes, number: str, key: str, body: bytes, today: date) -> str:
        """The number under which an application lies on the disk: this one, or the one of its first sending."""
        with self._change() as database:
            known = database.execute("SELECT number FROM receipts WHERE mark = ?", (mark,)).fetchone()
            if known:
                return str(known[0])
            receipt = (number, mark, today.isoformat())
            database.execute("INSERT INTO receipts (number, mark, day) VALUES (?, ?, ?)", receipt)
            database.execute(
                "INSERT INTO envelopes (number, key, body) VALUES (?, ?, ?)", (number, key, body)
            )
        return number

    def receipt_day(self, number: str) -> date | None:
        """The day on which this number was given to somebody; None if it never was."""
        with self._lock, self._explained():
            found = self._database.execute("SELECT day FROM receipts WHERE number = ?", (number,)).fetchone()
        return date.fromisoformat(found[0]) if found else None

    def read(self, after: int = 0, most: int = -1) -> tuple[Envelope, ...]:
        """The envelopes that wait, the earliest first; those after one of them, so many at most."""
        question = "SELECT id, number, key, body FROM envelopes WHERE id > ? ORDER BY id LIMIT ?"
        with self._lock, self._explained():
            return tuple(Envelope(*row) for row in self._database.execute(question, (after, most)))

    def wipe(self, numbers: Iterable[str], today: date) -> int:
        """Envelopes that the pipeline has are overwritten, in the log of writes too; returns how many there were."""
        wiped = 0
        with self._change() as database:
            for number in numbers:
                wiped += database.execute("DELETE FROM envelopes WHERE number = ?", (number,)).rowcount
            forgotten = (today - timedelta(days=REMEMBERED_DAYS)).isoformat()
            database.execute("DELETE FROM receipts WHERE day < ?", (forgotten,))
        with self._lock, self._explained():
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return wiped

    def secret(self, name: str) -> bytes:
        """A secret of the server itself, made the first time it is asked for."""
        with self._change() as database:
            made = (name, secrets.token_bytes(32))
            database.execute("INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)", made)
            found = database.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
        return bytes(found[0])

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            said = sentence("receive.inbox_damaged", path=str(self.path), reason=str(error))
            raise InboxError(self.speaker.say(said)) from error


def new_number() -> str:
    """A receipt number that can be read over the telephone: K7MR-4QXT."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def mark_of(nonce: str, content: bytes) -> bytes:
    """What tells a second sending from another application; nobody can find the content from it."""
    return blake2b(content, key=nonce.encode()[:64], digest_size=32).digest()
