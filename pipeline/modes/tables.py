"""Tables: a situation with sessions in; who sits where, and who may introduce themselves to whom, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.matching import weigh_pairs
from pipeline.modes.situation import Situation
from pipeline.stages.exposure import Shown, show_evenly
from pipeline.stages.offers import find_supply
from pipeline.stages.proposals import pairs_not_to_repeat
from pipeline.stages.seating import Guest, Seating, Sizes, seat_guests
from pipeline.vocabulary.duos import Offer, Request
from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.programme import Comparison, Programme
from pipeline.vocabulary.sentences import Options
from pipeline.vocabulary.sessions import Attendance, Audience, Introduction, Seat, Session, SessionKind
from pipeline.vocabulary.week import DAYS

INTRODUCED = 3  # people to whom each guest may introduce themselves
SHARED = 3  # things in common that are told of a table
ENDS_OF_PARTS = (("12:00", "morning"), ("17:00", "afternoon"), ("24:00", "evening"))

Codes = tuple[str, str]


@dataclass(frozen=True)
class Party:
    """One session with its guests: noted by the team, or all who are free then."""

    session: Session
    attendance: Attendance
    guests: tuple[Person, ...]  # in the order of their codes


def plan_tables(situation: Situation) -> tuple[Seat, ...]:
    """The tables of every session to come that has guests, soonest first."""
    return tuple(seat for party in find_parties(situation) for seat in _seat(party, situation))


def find_parties(situation: Situation) -> Iterator[Party]:
    """Sessions with participants; and of the others, the next meeting that is on the site, for all who are free then."""
    people = {person.code: person for person in situation.people}
    coming = sorted(
        (one for one in situation.sessions if one.day >= situation.today),
        key=lambda one: (one.day, one.begins, one.title),
    )
    first_open = next((one for one in coming if _is_open(one)), None)
    for session in coming:
        known = [people[code] for code in session.participants if code in people]
        if known:
            yield Party(session, Attendance.COMING, _in_order(known))
        elif session is first_open:
            free = [person for person in situation.ready if is_free(person, session, situation.form)]
            yield Party(session, Attendance.INVITED, _in_order(free))


def _is_open(session: Session) -> bool:
    """Whether anybody may be invited: a meeting with an hour, which the site shows and nobody is noted for."""
    is_shown = session.is_visible and bool(session.begins)
    return session.kind is SessionKind.MEETING and is_shown and not session.participants


def is_free(person: Person, session: Session, form: Form) -> bool:
    """Whether somebody for whom a session is meant said that they are free in that part of that day."""
    part = next(part for end, part in ENDS_OF_PARTS if session.begins < end)
    weeks = (question.code for question in form.of(person.role) if question.type is Type.WEEK)
    slots = frozenset().union(*(_codes(person.answers.get(code)) for code in weeks))
    is_meant = session.audience in (Audience.EVERYONE, person.role.value)
    return is_meant and f"{DAYS[session.day.weekday()]}-{part}" in slots


def _in_order(people: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: person.code))


def _seat(party: Party, situation: Situation) -> Iterator[Seat]:
    """Everybody's seat, table by table; last, those whose language no table speaks."""
    worth = _weigh(party, situation)
    seating = _arrange(party, situation, worth)
    introductions = _introduce(party, situation, worth)
    guests = {person.code: person for person in party.guests}
    interest = _find_interest(situation.programme)
    for number, table in enumerate(seating.tables, start=1):
        shared = _shared_at(interest, [guests[code] for code in table.codes])
        for code in table.codes:
            yield Seat(
                party.session, code, party.attendance, number, table.languages, shared, introductions[code]
            )
    for code in seating.left:
        own = tuple(sorted(_languages(guests[code], situation)))
        nothing = Options(interest.citizen[0] if interest else "", ())
        yield Seat(party.session, code, party.attendance, 0, own, nothing, introductions[code])


def _weigh(party: Party, situation: Situation) -> dict[Codes, int]:
    """How well two guests suit, where the rules allow them and they are not and were not a duo."""
    limits = situation.programme.matching
    return weigh_pairs(
        [Offer(person, max(1, person.places)) for person in party.guests if person.role is Role.CITIZEN],
        [Request(person) for person in party.guests if person.role is Role.NEWCOMER],
        situation.programme,
        situation.form,
        forbidden=pairs_not_to_repeat((), situation.duos, limits, situation.today),
    )


def _arrange(party: Party, situation: Situation, worth: Mapping[Codes, int]) -> Seating:
    sizes = situation.programme.matching.tables
    return seat_guests(
        (Guest(person.code, person.role, _languages(person, situation)) for person in party.guests),
        worth,
        Sizes(sizes.least, sizes.most),
    )


def _languages(person: Person, situation: Situation) -> frozenset[str]:
    """What somebody speaks, as far as a rule of the programme asks for it; without such a rule, all they named."""
    form, rules = situation.form, situation.programme.matching.rules
    named = {code for rule in rules if rule.kind == "overlap" for code in getattr(rule, person.role.value)}
    asked = [one.code for one in form.of(person.role) if one.type is Type.LANGUAGES]
    chosen = [code for code in asked if code in named] or asked
    return frozenset().union(*(_codes(person.answers.get(code)) for code in chosen))


def _introduce(
    party: Party, situation: Situation, worth: Mapping[Codes, int]
) -> dict[str, tuple[Introduction, ...]]:
    """Up to three people of the other side whom the rules allow and who are free; everybody is named equally often."""
    allowed = sorted(worth.keys() & _free_pairs(situation, worth))
    guests = {person.code: person for person in party.guests}
    introduced: dict[str, tuple[str, ...]] = dict.fromkeys(guests, ())
    for side in (0, 1):
        possible: dict[str, list[str]] = {}
        for pair in allowed:
            possible.setdefault(pair[side], []).append(pair[1 - side])
        introduced |= show_evenly(possible, dict.fromkeys(possible, INTRODUCED), Shown())
    interest = _find_interest(situation.programme)
    return {
        code: tuple(Introduction(one, _shared_by(interest, guests[code], guests[one])) for one in others)
        for code, others in introduced.items()
    }


def _free_pairs(situation: Situation, pairs: Mapping[Codes, int]) -> frozenset[Codes]:
    """Pairs of people who look for a duo and have room for one, and whom the team has not turned down."""
    limits, today = situation.programme.matching, situation.today
    supply = find_supply(situation.ready, situation.duos, situation.proposals, today, situation.people)
    free = {offer.person.code for offer in supply.offers} | {one.person.code for one in supply.requests}
    known = pairs_not_to_repeat(situation.proposals, situation.duos, limits, today)
    return frozenset(pair for pair in pairs if free.issuperset(pair) and pair not in known)


def _find_interest(programme: Programme) -> Comparison | None:
    """The heaviest criterion about what both like: the first of its importance."""
    alike = [one for one in programme.matching.criteria if one.kind == "similarity" and one.importance.weight]
    return max(alike, key=lambda one: one.importance.weight, default=None)


def _shared_by(interest: Comparison | None, *people: Person) -> Options:
    """What all of these people like."""
    likes = [_likes(interest, person) for person in people]
    return Options(interest.citizen[0] if interest else "", tuple(sorted(frozenset.intersection(*likes))))


def _shared_at(interest: Comparison | None, people: Sequence[Person]) -> Options:
    """What most at a table like, two at least."""
    count = Counter(code for person in people for code in _likes(interest, person))
    shared = sorted((code for code in count if count[code] > 1), key=lambda code: (-count[code], code))
    return Options(interest.citizen[0] if interest else "", tuple(shared[:SHARED]))


def _likes(interest: Comparison | None, person: Person) -> frozenset[str]:
    asked = getattr(interest, person.role.value) if interest else ()
    return frozenset().union(*(_codes(person.answers.get(code)) for code in asked))


def _codes(answer: Answer | None) -> frozenset[str]:
    if isinstance(answer, frozenset):
        return answer
    return frozenset({answer}) if isinstance(answer, str) else frozenset()
