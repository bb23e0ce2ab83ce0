"""A place where our own form is at home, with keys, and somebody who fills it in: for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from flask.testing import FlaskClient

from pipeline.forms.delivery import Letter, open_envelopes
from pipeline.forms.doors import Gate, Watch
from pipeline.forms.inbox import Inbox
from pipeline.forms.pages import Pages
from pipeline.forms.reception import Desk, make_app
from pipeline.forms.seals import make_key, read_ring, read_seal
from pipeline.forms.server import Server, open_server
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published
from pipeline.words import Speaker
from tests.builders import ROOT, TODAY, the_form, the_programme

NOW = datetime(2026, 11, 24, 9, 30, 15)
ENGLISH = Speaker("en")
TOKEN = "a-password-of-the-pipeline-that-is-long"  # noqa: S105  # it exists only in tests
NEWCOMER: Mapping[str, Any] = {
    "adult": "yes",
    "first_name": "سميرة",
    "first_name_latin": "Samira",
    "phone": "0470 00 00 01",
    "postcode": "1030",
    "languages_well": ["ar"],
    "needs": ["speak", "city"],
    "free_time": ["saturdays"],
    "consent": "yes",
}
CITIZEN: Mapping[str, Any] = {
    "adult": "yes",
    "first_name": "Camille",
    "last_name": "Exemple",
    "phone": "0470 00 00 02",
    "postcode": "1030",
    "languages_well": ["fr"],
    "availability": ["wed-evening", "sat-morning"],
    "offers": ["speak"],
    "consent": "yes",
}


@dataclass
class Clock:
    """Time that passes when a test says so."""

    seconds: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Place:
    """The receiving end in a folder, and the keys that open what it receives."""

    folder: Path
    desk: Desk
    clock: Clock
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = make_app(self.desk).test_client()

    def token(self) -> str:
        """A token of a page that was shown a minute ago."""
        signed = self.desk.watch.sign()
        self.clock.seconds += 60
        return signed

    def send(self, form: str = "newcomer", language: str = "fr", **changes: Any) -> Any:
        """Somebody fills in a form and sends it; an answer of None is left out."""
        answers = {**(CITIZEN if form == "citizen" else NEWCOMER), **changes}
        given = {name: value for name, value in answers.items() if value is not None}
        return self.client.post(f"/{language}/{form}", data={"token": self.token(), **given})

    def letters(self) -> tuple[Letter, ...]:
        """What lies in the inbox, opened."""
        path = self.folder / "inbox.key"
        return open_envelopes(self.desk.inbox.read(), read_ring(path, ENGLISH), path).letters


def open_place(
    folder: Path,
    *,
    programme: Programme | None = None,
    published: Published | None = None,
    per_hour: int = 1_000_000,
    token: str = TOKEN,
) -> Place:
    """The receiving end with a clock that stands still."""
    make_key(folder / "inbox.key", folder / "inbox.pub", TODAY, ENGLISH)
    clock = Clock()
    inbox = Inbox(folder / "inbox.sqlite", ENGLISH)
    chosen = programme or the_programme()
    desk = Desk(
        programme=chosen,
        form=the_form(),
        inbox=inbox,
        seal=read_seal(folder / "inbox.pub", ENGLISH),
        watch=Watch(inbox.secret("signature"), clock),
        gate=Gate(per_hour, clock),
        pages=Pages(ROOT / "theme", chosen),
        now=lambda: NOW,
        published=lambda: published,
        token=token,
    )
    return Place(folder, desk, clock)


@contextmanager
def serve(place: Place) -> Iterator[str]:
    """The address at which a place really listens."""
    server = open_server(make_app(place.desk), "127.0.0.1", 0)
    thread = Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.close()
        thread.join(5)


def _run(server: Server) -> None:
    with suppress(OSError):  # it is closed while it waits
        server.run()


def number_in(response: Any) -> str:
    """The receipt's number in the address to which somebody is led."""
    return str(response.headers["Location"]).rpartition("/")[2]


def a_day(number: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, number)
