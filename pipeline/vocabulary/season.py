"""A season: everything that a run reads, as one value, and everything that it decides, as another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.vocabulary.cards import Card, SideBySide
from pipeline.vocabulary.duos import Duo, Notice, Proposal, Unmatched
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Contact, Person, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.sessions import Seat, Session, Wish
from pipeline.vocabulary.tables import Sheet
from pipeline.vocabulary.todo import Task


@dataclass(frozen=True)
class Meaning:
    """What a question of Google's form asks: a question's code, the row of its grid, and the language it was known in."""

    code: str
    row: str = ""
    language: str = ""


@dataclass(frozen=True)
class Identifiers:
    """What Google's own identifiers stand for, whatever people change.

    people: the origin of a response, where no row holds it → the code of who sent it.
    """

    questions: Mapping[str, Meaning] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Season:
    """What the three files hold when a run begins, the team's settings already applied to the programme."""

    programme: Programme
    form: Form
    secret: bytes
    responses: tuple[Sheet, ...] = ()
    people: tuple[Person, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    duos: tuple[Duo, ...] = ()
    cards: tuple[Card, ...] = ()
    sessions: tuple[Session, ...] = ()
    wishes: tuple[Wish, ...] = ()  # after sessions
    last_news: Mapping[str, date] = field(default_factory=dict)
    approved: frozenset[str] = frozenset()  # profiles that the site may show, in words as we compare them
    problems: tuple[Problem, ...] = ()  # found while reading
    set_aside: frozenset[str] = (
        frozenset()
    )  # codes and origins in damaged rows: known, but not to be acted on
    used_codes: frozenset[str] = frozenset()  # every code that the files mention, whatever became of it
    identifiers: Identifiers = Identifiers()


@dataclass(frozen=True)
class NewPerson:
    """A person to add, and what the team should ask, because the response left it open."""

    person: Person
    check: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class NewContact:
    """A row that *Contacts* lacks."""

    code: str
    role: Role
    contact: Contact
    received: date


@dataclass(frozen=True)
class Event:
    """A line of the journal: codes only."""

    code: str
    subject: str
    detail: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """What a run did, in numbers, for people and for machines."""

    responses: int = 0
    candidates: int = 0
    known: int = 0
    registered: int = 0
    decisions: int = 0
    duos: int = 0
    proposed: int = 0
    open: int = 0
    newcomers_unmatched: int = 0
    citizens_unmatched: int = 0
    problems: int = 0
    # What the choice of pairs is worth, and by how much, at most, another would be better, in millionths of a perfect
    # pair; None where the mode weighs no pair against another.
    total: int | None = None
    gap: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What a run decides: new rows, new states, the two machine tabs, the journal."""

    today: date
    published: Published
    people: tuple[NewPerson, ...] = ()
    contacts: tuple[NewContact, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    proposal_changes: tuple[tuple[Proposal, Proposal], ...] = ()  # before, after
    duos: tuple[Duo, ...] = ()
    duo_changes: tuple[tuple[Duo, Duo], ...] = ()
    tasks: tuple[Task, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    side_by_side: tuple[SideBySide, ...] = ()
    seats: tuple[Seat, ...] = ()  # at the next sessions
    cards: tuple[Card, ...] = ()  # newly dealt
    overview: tuple[Notice, ...] = ()  # what is said before the unmatched are named
    sought: tuple[Sentence, ...] = ()  # profiles that the team may show on the site
    events: tuple[Event, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # first names by code
    waiting_since: Mapping[str, date] = field(default_factory=dict)
    identifiers: Identifiers = Identifiers()
    counts: Counts = Counts()
