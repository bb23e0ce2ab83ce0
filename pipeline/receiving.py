"""Our own form: the programme and its keys in; a desk that receives, and what it received brought to the answers, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import time
from typing import Protocol
from zoneinfo import ZoneInfo

from pipeline.forms.delivery import DeliveryError, LocalInbox, Mailbox, RemoteInbox, open_envelopes
from pipeline.forms.doors import Gate, Watch
from pipeline.forms.inbox import Inbox
from pipeline.forms.pages import Pages
from pipeline.forms.reception import Desk, make_app
from pipeline.forms.seals import KeyFileError, Ring, Seal, make_key, read_ring, read_seal
from pipeline.forms.server import Server, open_server
from pipeline.forms.tabs import empty_tabs, known_letters, response_tabs
from pipeline.site.colours import choose_shades
from pipeline.site.reading import read_published
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker

SERVER = Where("inbox", "inbox")


@dataclass(frozen=True)
class Premises:
    """Where our own form is at home: the programme, its form, and the folder from which paths start."""

    programme: Programme
    form: Form
    folder: Path
    speaker: Speaker

    def path(self, name: str) -> Path:
        """Where one of the files of `receive` lies."""
        return self.folder / str(getattr(self.programme.receive, name))

    @property
    def has_key(self) -> bool:
        """Whether we can open what was sealed for us."""
        return self.path("key").exists()

    @property
    def expects_answers(self) -> bool:
        """Whether anything may ever have been sealed for us: otherwise there is nothing to collect."""
        own = (self.path(name).exists() for name in ("key", "public_key"))
        return self.programme.receive.is_fetched or any(own)

    @property
    def keyless(self) -> tuple[Problem, ...]:
        """What is told where answers wait for a key that is no longer here."""
        if self.has_key or not self.expects_answers:
            return ()
        return (Problem("receive_keyless", SERVER, {"path": str(self.path("key"))}),)

    @property
    def token(self) -> str:
        """The password with which answers are fetched; empty where there is none."""
        path = self.path("token")
        return path.read_text("utf-8").strip() if path.exists() else ""


@dataclass(frozen=True)
class Collection:
    """How many answers were waiting, and which of them could not be opened."""

    count: int = 0
    problems: tuple[Problem, ...] = ()
    unwritten: tuple[Sheet, ...] = ()  # tabs that a dry run leaves where they are

    def __add__(self, other: Collection) -> Collection:
        return Collection(
            self.count + other.count,
            (*self.problems, *other.problems),
            (*self.unwritten, *other.unwritten),
        )


def open_desk(premises: Premises, theme: Path, *, per_hour: int | None = None) -> Desk:
    """The desk that receives: with the public key alone."""
    programme = premises.programme
    inbox = Inbox(premises.path("inbox"), premises.speaker)
    zone = ZoneInfo(programme.timezone)
    return Desk(
        programme=programme,
        form=premises.form,
        inbox=inbox,
        seal=read_seal(premises.path("public_key"), premises.speaker),
        watch=Watch(inbox.secret("signature"), time),
        gate=Gate(per_hour or programme.receive.per_hour, time),
        pages=Pages(theme, programme, choose_shades(programme)),
        now=lambda: datetime.now(zone).replace(tzinfo=None),
        published=_published_reader(premises.folder / programme.files.published),
        token=premises.token,
    )


def _published_reader(path: Path) -> Callable[[], Published | None]:
    """Reads what the last run published, again only when it has changed."""
    seen: dict[int, Published | None] = {}

    def read() -> Published | None:
        changed = path.stat().st_mtime_ns if path.exists() else 0
        if changed not in seen:
            seen.clear()
            seen[changed] = read_published(path)[0]
        return seen.get(changed)

    return read


def open_reception(premises: Premises, *, host: str, port: int | None = None) -> Server:
    """A server that receives applications; it listens already, and works once it is run."""
    app = make_app(open_desk(premises, premises.folder / "theme"))
    return open_server(app, host, premises.programme.receive.port if port is None else port)


def new_key(premises: Premises, today: date) -> Sentence:
    """A new pair of keys; whatever the old ones sealed can still be opened. Says where it lies and what to do with it."""
    private, public = premises.path("key"), premises.path("public_key")
    seal = make_key(private, public, today, premises.speaker)
    return sentence("receive.key_made", key=seal.name, path=str(private), public=str(public))


class Keeper(Protocol):
    """Where what was received is added to the other answers."""

    def prepare(self, sheets: Sequence[Sheet]) -> None:
        """There is something to be read, be it only headings."""
        ...

    def add(self, sheets: Sequence[Sheet]) -> int:
        """Rows that are not there yet are added, and read again."""
        ...


def collect(premises: Premises, keeper: Keeper, today: date, *, dry_run: bool = False) -> Collection:
    """Waiting answers are opened and added to the others; only once they stand there is the inbox wiped.

    A dry run opens them and writes nothing.
    """
    if not premises.has_key:
        return Collection(problems=premises.keyless)
    if not dry_run:
        keeper.prepare(empty_tabs(premises.form, premises.speaker))
    collected = Collection()
    try:
        for part in _parts(premises, None if dry_run else keeper, today):
            collected += part
    except DeliveryError as error:  # the rest of a run does not depend on somebody's web server
        collected += Collection(problems=(Problem("receive_silent", SERVER, {"reason": str(error)}),))
    return collected


def _parts(premises: Premises, keeper: Keeper | None, today: date) -> Iterator[Collection]:
    """What waits, as many envelopes at a time as are handed out; without a keeper nothing is written or wiped."""
    ring = read_ring(premises.path("key"), premises.speaker)
    mailbox, after = _mailbox(premises), 0
    while envelopes := mailbox.read(after):
        after = envelopes[-1].id
        opened = open_envelopes(envelopes, ring, premises.path("key"))
        letters, problems = known_letters(premises.form, opened.letters)
        rows = response_tabs(premises.form, letters, premises.speaker)
        if keeper and letters:
            keeper.add(rows)
            mailbox.wipe([letter.number for letter in letters], today)
        yield Collection(len(letters), (*opened.problems, *problems), () if keeper else rows)


def _mailbox(premises: Premises) -> Mailbox:
    settings = premises.programme.receive
    if settings.is_fetched:
        return _remote(premises, settings.inbox)
    return LocalInbox(Inbox(premises.path("inbox"), premises.speaker))


def _remote(premises: Premises, address: str) -> RemoteInbox:
    if not premises.token:
        raise KeyFileError(
            premises.speaker.say(sentence("receive.no_token", path=str(premises.path("token"))))
        )
    return RemoteInbox(address, premises.token, premises.path("token"), premises.speaker)


def check_receiving(premises: Premises) -> tuple[Problem, ...]:
    """Whether whoever receives seals with our newest key, and whether everything that waits can be opened."""
    if not premises.has_key:
        return premises.keyless
    ring = read_ring(premises.path("key"), premises.speaker)
    try:
        return (*_check_key(premises, ring), *_check_envelopes(premises, ring))
    except DeliveryError as error:
        return (Problem("receive_silent", SERVER, {"reason": str(error)}),)


def _check_key(premises: Premises, ring: Ring) -> tuple[Problem, ...]:
    settings = premises.programme.receive
    if settings.is_fetched:
        found = Seal(bytes.fromhex(_remote(premises, settings.inbox).key()))
    else:
        found = read_seal(premises.path("public_key"), premises.speaker)
    if found == ring.newest:
        return ()
    details = {"found": found.name, "ours": ring.newest.name, "path": str(premises.path("public_key"))}
    return (Problem("receive_key", SERVER, details),)


def _check_envelopes(premises: Premises, ring: Ring) -> tuple[Problem, ...]:
    mailbox, after = _mailbox(premises), 0
    problems: list[Problem] = []
    while envelopes := mailbox.read(after):
        after = envelopes[-1].id
        problems += open_envelopes(envelopes, ring, premises.path("key")).problems
    return tuple(problems)
