"""The programme and the team's absences in; by when, and from whom, somebody who signs up hears, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.vocabulary.programme import Programme, Step, Team
from pipeline.vocabulary.published import Published

FARTHEST_DAYS = 60  # an absence that lasts longer is somebody's leave, not a reason to promise nothing
APPLICATION, FIRST_CALL = 0, 1


@dataclass(frozen=True)
class Promise:
    """By when an answer comes, from whom (empty: from the team), and what comes next."""

    by: date
    contact: str
    next_step: Step | None


def promise(programme: Programme, published: Published | None, today: date) -> Promise:
    """An answer within the calendar's days, later only if the whole team is away; from the contact, unless away."""
    by = today + timedelta(days=programme.calendar.answer_days)
    someone_there = (day for day in _days(by) if any(_is_there(member, day) for member in programme.team))
    by = next(someone_there, by) if programme.team else by
    steps = programme.steps
    return Promise(
        by, _contact(programme, published, today, by), steps[FIRST_CALL] if len(steps) > 1 else None
    )


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(FARTHEST_DAYS))


def _contact(programme: Programme, published: Published | None, today: date, by: date) -> str:
    """The programme's contact; if they are away all the time until then, the first of the team who is not."""
    contact = programme.organisation.contact
    told = [(absence.since, absence.until) for absence in (published.absences if published else ())]
    own = [member for member in programme.team if member.first_name == contact]
    absences = [*told, *(absence for member in own for absence in member.absent)]
    days = [today + timedelta(days=number) for number in range((by - today).days + 1)]
    if not all(_is_within(absences, day) for day in days):
        return contact
    others = (member for member in programme.team if member.first_name != contact)
    return next((one.first_name for one in others if any(_is_there(one, day) for day in days)), "")


def _is_there(member: Team, day: date) -> bool:
    return not _is_within(member.absent, day)


def _is_within(absences: Iterable[tuple[date, date]], day: date) -> bool:
    return any(first <= day <= last for first, last in absences)
