"""Selection: people in; those who are ready to be put in a duo, and what is missing for the others, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Programme


@dataclass(frozen=True)
class Unready:
    """Somebody at *Cherche un duo* for whom the team has not noted everything the programme asks."""

    person: Person
    missing: tuple[str, ...]  # fields of the person's row


@dataclass(frozen=True)
class Selection:
    """Who is matched in this run, and who would be if the team noted a date."""

    ready: tuple[Person, ...]
    unready: tuple[Unready, ...] = ()


def select_people(people: Iterable[Person], programme: Programme) -> Selection:
    """Only people at *Cherche un duo* with every date that the programme's selection asks for are matched."""
    seeking = [person for person in people if person.stage is Stage.SEEKING]
    missing = {person.code: _missing_fields(person, programme) for person in seeking}
    return Selection(
        ready=tuple(person for person in seeking if not missing[person.code]),
        unready=tuple(Unready(person, missing[person.code]) for person in seeking if missing[person.code]),
    )


def _missing_fields(person: Person, programme: Programme) -> tuple[str, ...]:
    asked = getattr(programme.selection, person.role.value)
    return tuple(field for field in asked if getattr(person, field) is None)
