"""Offers and requests: people who are ready, and what already holds them, in; free places and open wishes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary.duos import Duo, Mission, Offer, Open, Proposal, Request, Term
from pipeline.vocabulary.form import MISSION_DAY
from pipeline.vocabulary.journey import DuoState, ProposalState
from pipeline.vocabulary.people import Person, Role


@dataclass(frozen=True)
class Supply:
    """Who may be put forward in this run."""

    offers: tuple[Offer, ...]
    requests: tuple[Request, ...]


def find_supply(
    people: Sequence[Person],
    duos: Iterable[Duo],
    proposals: Iterable[Proposal],
    today: date,
    everybody: Iterable[Person] = (),
) -> Supply:
    """A running duo or an open proposal holds one place of its citizen, and its newcomer altogether.

    everybody: those who are not ready too, for whoever takes room with a citizen.
    """
    pairs = _held_pairs(duos, proposals)
    held = Counter(code for pair in pairs for code in pair)
    guests = _guests(pairs, (*people, *everybody))
    return Supply(
        offers=tuple(
            Offer(person, person.places - held[person.code], guests.get(person.code, ()))
            for person in people
            if person.role is Role.CITIZEN and person.places > held[person.code]
        ),
        requests=tuple(
            Request(person, term_of(person), (today - person.received).days)
            for person in people
            if person.role is Role.NEWCOMER and not held[person.code] and not is_past(term_of(person), today)
        ),
    )


def guests_of(citizen: Person, duos: Iterable[Duo], people: Iterable[Person]) -> tuple[Person, ...]:
    """The newcomers with whom a citizen is in a duo."""
    return _guests(_held_pairs(duos, ()), people).get(citizen.code, ())


def term_of(newcomer: Person) -> Term:
    """A newcomer who names a day has a mission on that day; everybody else looks for an open duo."""
    day = newcomer.answers.get(MISSION_DAY)
    return Mission(day) if isinstance(day, date) else Open()


def is_past(term: Term, today: date) -> bool:
    """Whether the one day of a mission is over."""
    return isinstance(term, Mission) and term.on < today


def _held_pairs(duos: Iterable[Duo], proposals: Iterable[Proposal]) -> set[tuple[str, str]]:
    pairs = {duo.pair for duo in duos if duo.state is DuoState.RUNNING}
    return pairs | {proposal.pair for proposal in proposals if proposal.state is ProposalState.OPEN}


def _guests(pairs: Iterable[tuple[str, str]], people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    """Citizen → the newcomers who are with them."""
    newcomers = {person.code: person for person in people if person.role is Role.NEWCOMER}
    guests: dict[str, tuple[Person, ...]] = {}
    for newcomer, citizen in sorted(pairs):
        if newcomer in newcomers:
            guests[citizen] = (*guests.get(citizen, ()), newcomers[newcomer])
    return guests
