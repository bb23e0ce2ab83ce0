"""What every mode starts from, and what every mode ends with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.stages.assignment import Proof
from pipeline.stages.selection import select_people
from pipeline.vocabulary.cards import Card, SideBySide
from pipeline.vocabulary.duos import Duo, Proposal, Relaxation, Unmatched
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Matching, Programme
from pipeline.vocabulary.season import Event, Season
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.sessions import Seat, Session, Wish
from pipeline.vocabulary.todo import Task


@dataclass(frozen=True)
class Situation:
    """Who is ready, what is on the table and what runs, once this run has acted on the team's decisions."""

    programme: Programme
    form: Form
    ready: tuple[Person, ...]
    proposals: tuple[Proposal, ...]  # all of the workbook's, with the states they have after this run
    duos: tuple[Duo, ...]
    number: int  # the next proposal's
    today: date
    people: tuple[Person, ...] = ()  # everybody, ready or not: who is in a duo takes room
    sessions: tuple[Session, ...] = ()
    wishes: tuple[Wish, ...] = ()
    cards: tuple[Card, ...] = ()  # all that were ever dealt
    languages: Mapping[str, str] = field(default_factory=dict)  # person → the language in which they applied


def see(season: Season, today: date) -> Situation:
    """The situation as the files have it, nothing being decided in this run."""
    people = (person for person in season.people if person.code not in season.set_aside)
    return Situation(
        programme=season.programme,
        form=season.form,
        ready=select_people(people, season.programme).ready,
        proposals=season.proposals,
        duos=season.duos,
        number=1,
        today=today,
        people=season.people,
        sessions=season.sessions,
        wishes=season.wishes,
        cards=season.cards,
        languages={code: contact.language for code, contact in season.contacts.items()},
    )


@dataclass(frozen=True)
class Found:
    """New proposals, who is left without one and why, and what the mode asks of the team or notes in the journal."""

    proposals: tuple[Proposal, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    proof: Proof | None = None  # how good the choice of pairs is; None where none is weighed against another
    relaxed: tuple[Relaxation, ...] = ()  # what setting one rule aside would bring to whoever is left
    tasks: tuple[Task, ...] = ()
    events: tuple[Event, ...] = ()
    side_by_side: tuple[SideBySide, ...] = ()
    seats: tuple[Seat, ...] = ()
    cards: tuple[Card, ...] = ()  # newly dealt


def tell_waiting(pairs: Iterable[tuple[str, str]], said: Sentence) -> tuple[Unmatched, ...]:
    """The same of everybody in pairs that are possible and not put forward, each once."""
    waiting = dict.fromkeys(code for pair in pairs for code in pair)
    return tuple(Unmatched(code, (said,)) for code in waiting)


def say_limit(matching: Matching) -> Sentence:
    """That somebody suits, and only the limit of open proposals stands in the way."""
    return sentence("unmatched.limit", count=matching.open_proposals)
