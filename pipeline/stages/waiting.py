"""Waiting: people, proposals and duos in; how long the last ones waited, and where the list grows too long, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median_high

from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import LEAST
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.todo import Task

LAST = 20  # how many of the last people say what waiting is like today
LONG_DAYS = (90, 60, 30)  # half of a list has waited that long: R067


def first_days(proposals: Iterable[Proposal], duos: Iterable[Duo]) -> dict[str, date]:
    """Code → the day on which somebody was first proposed to somebody, or had a duo."""
    days = [(code, one.proposed_on) for one in proposals if one.proposed_on for code in one.pair]
    days += [(code, one.made_on) for one in duos for code in one.pair]
    return dict(sorted(days, key=lambda one: one[1], reverse=True))


def tell_waiting_days(people: Sequence[Person], first: Mapping[str, date]) -> dict[Role, int]:
    """From signing up to the first proposal: half of the last people of a side waited no longer; LEAST of them at least."""
    waited = {role: _last_waits(people, first, role) for role in Role}
    return {role: median_high(days) for role, days in waited.items() if len(days) >= LEAST}


def _last_waits(people: Sequence[Person], first: Mapping[str, date], role: Role) -> list[int]:
    served = [person for person in people if person.role is role and person.code in first]
    served.sort(key=lambda person: (first[person.code], person.code))
    return [max(0, (first[person.code] - person.received).days) for person in served[-LAST:]]


def guard_lists(waiting: Iterable[Person], programme: Programme, today: date) -> Iterator[Task]:
    """One line for each side of which at least LEAST people wait without a proposal, half of them for a month or more."""
    everybody = tuple(waiting)
    for role in Role:
        days = sorted((today - person.received).days for person in everybody if person.role is role)
        half = median_high(days) if len(days) >= LEAST else 0
        passed = next((long for long in LONG_DAYS if half >= long), None)
        if passed and role not in programme.paused:
            words, sought = programme.roles[role], programme.roles[role.other]
            told = {"count": len(days), "days": passed, "one": words.one, "many": words.many}
            what = sentence(f"todo.long_list_{role}", many=sought.many)
            yield Task(what, because=sentence("because.long_list", **told))
