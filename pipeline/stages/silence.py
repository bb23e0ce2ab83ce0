"""Silence: when people applied in; the day of the last application, if it is too long ago, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.vocabulary.people import Candidate, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.programme import Programme


def find_silence(
    candidates: Iterable[Candidate], problems: Iterable[Problem], programme: Programme, today: date
) -> date | None:
    """A form that takes no more answers is silent: the day of the last application, once it is too long ago.

    A new programme has not spoken yet, one that is paused on both sides is not expected to, and 0 days mean never.
    """
    patience = programme.calendar.silence_days
    if not patience or set(programme.paused) == set(Role):
        return None
    last = max(_days(candidates, problems), default=today)
    return last if today - last >= timedelta(days=patience) else None


def _days(candidates: Iterable[Candidate], problems: Iterable[Problem]) -> Iterator[date]:
    """When somebody applied; an application that cannot be used was sent with a form that works, too."""
    yield from ((one.updated or one.received).date() for one in candidates)
    received = (problem.details.get("received") for problem in problems)
    yield from (day for day in received if isinstance(day, date))
