"""Publication: a season and what a run decided in; the little that the public site may know out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.vocabulary.duos import Duo
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import LEAST, Absence, Event, Figure, Published
from pipeline.vocabulary.sessions import Session

ARCHIVE = timedelta(days=365)  # how long the site remembers a session


def publish(
    programme: Programme,
    people: Sequence[Person],
    duos: Sequence[Duo],
    today: date,
    sessions: Sequence[Session] = (),
) -> Published:
    """Settings and visible sessions as the team has them, and counts of at least LEAST; nothing about anybody."""
    return Published(
        generated_on=today,
        mode=programme.matching.mode,
        importances={criterion.code: criterion.importance for criterion in programme.matching.criteria},
        paused=programme.paused,
        figures={name: count for name, count in _figures(people, duos).items() if count >= LEAST},
        events=tuple(_events(sessions, programme.languages.workbook, today - ARCHIVE)),
        absences=_contact_absences(programme, today),
    )


def _figures(people: Sequence[Person], duos: Sequence[Duo]) -> dict[Figure, int]:
    seeking = [person.role for person in people if person.stage is Stage.SEEKING]
    return {
        "duos_running": sum(duo.state is DuoState.RUNNING for duo in duos),
        "duos_formed": len(duos),
        "citizens_seeking": seeking.count(Role.CITIZEN),
        "newcomers_seeking": seeking.count(Role.NEWCOMER),
    }


def _events(sessions: Sequence[Session], language: str, since: date) -> Iterator[Event]:
    """Visible sessions, soonest first. A kind and a day name a session, whatever becomes of its hour and its title."""
    numbers: Counter[tuple[str, date]] = Counter()
    for session in sorted(sessions, key=lambda one: (one.day, one.begins, one.title, one.venue)):
        numbers[session.kind, session.day] += 1
        number = numbers[session.kind, session.day]
        if session.is_visible and session.is_complete and session.day >= since:
            yield Event(
                code=f"{session.kind}-{session.day}" + (f"-{number}" if number > 1 else ""),
                kind=session.kind.value,
                day=session.day,
                begins=session.begins,
                ends=session.ends,
                title={language: session.title},
                place={language: session.venue},
                audience=session.audience.value,
            )


def _contact_absences(programme: Programme, today: date) -> tuple[Absence, ...]:
    """When the person whom the site names as contact is away, today or later."""
    contact = programme.organisation.contact.casefold()
    return tuple(
        Absence(since=since, until=until)
        for member in programme.team
        if member.first_name.casefold() == contact
        for since, until in member.absent
        if until >= today
    )
