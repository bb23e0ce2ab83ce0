"""Publication: a season and what a run decided in; the little that the public site may know out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.vocabulary.duos import Duo
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import LEAST, Absence, Figure, Published


def publish(programme: Programme, people: Sequence[Person], duos: Sequence[Duo], today: date) -> Published:
    """Settings as the team has them, and counts of at least LEAST people; nothing about anybody."""
    return Published(
        generated_on=today,
        mode=programme.matching.mode,
        importances={criterion.code: criterion.importance for criterion in programme.matching.criteria},
        paused=programme.paused,
        figures={name: count for name, count in _figures(people, duos).items() if count >= LEAST},
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
