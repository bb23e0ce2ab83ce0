"""Agenda: people and everything found in a run in; the lines of *À faire*, most urgent first, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.vocabulary.form import CALL_WHEN
from pipeline.vocabulary.journey import Formality, Stage
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Calendar
from pipeline.vocabulary.sentences import Options, Sentence, sentence
from pipeline.vocabulary.todo import Task

LINES = 25  # what a team reads on a Monday
TAB = {Role.CITIZEN: "citizens", Role.NEWCOMER: "newcomers"}
NEW = (Stage.RECEIVED, Stage.TO_CALL)
TURNED_DOWN = (Stage.NOT_NOW,)


@dataclass(frozen=True)
class Due:
    """What one rule finds due for one person."""

    code: str
    by_when: date
    details: tuple[tuple[str, object], ...] = ()


def find_due(people: Iterable[Person], calendar: Calendar, today: date) -> tuple[Task, ...]:
    """What people wait for from the team: a first call, a call back, a reason, a confirmation."""
    return tuple(
        _task(person, due) for person in people for rule in RULES for due in rule(person, calendar, today)
    )


def put_in_order(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The undated first (questions about what was just written), then by date; at most LINES lines in all.

    The last line says how many are left.
    """
    ordered = sorted(tasks, key=_turn)
    if len(ordered) <= LINES:
        return tuple(ordered)
    hidden = len(ordered) - LINES + 1
    return (*ordered[: LINES - 1], Task(what=sentence("todo.more", count=hidden)))


def _turn(task: Task) -> tuple[date, str, str]:
    """By date, then by person; what is about nobody stays in the order in which it was found."""
    return task.by_when or date.min, task.who, task.what.code if task.who else ""


def _due_first_call(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    """Silence is what candidates complain of first: everybody hears from us within a few days."""
    if person.stage in NEW and not person.call_on:
        by_when, told = person.received + timedelta(days=calendar.answer_days), (("on", person.received),)
        when = person.answers.get(CALL_WHEN)
        if isinstance(when, frozenset):
            asked = Options(CALL_WHEN, tuple(sorted(when)))
            yield Due("asked_call", by_when, (*told, ("when", asked)))
        else:
            yield Due("first_call", by_when, told)


def _due_call_back(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    if (
        person.call_on
        and person.call_on <= today
        and person.stage in (*NEW, Stage.CONVERSATION, Stage.REFLECTION)
    ):
        yield Due("call_back", person.call_on)


def _due_reason(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    """A negative decision needs a reason that can be told to the person."""
    if person.stage in TURNED_DOWN and not person.reason:
        yield Due("selection_reason", today)


def _due_referral(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    if person.stage in TURNED_DOWN and person.reason and not person.referred_to:
        yield Due("referral", today + timedelta(days=calendar.answer_days))


def _due_second_opinion(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    """Two opinions are two people's: the same initials twice are pointed out."""
    first, second = (_initials(opinion) for opinion in person.opinions)
    if first and first == second:
        yield Due("same_opinion", today)


def _initials(opinion: str) -> str:
    """Who gave an opinion: the word it begins with, as in "CA : oui"."""
    found = re.search(r"\w+", opinion)
    return found[0].casefold() if found else ""


def _due_formality(person: Person, calendar: Calendar, today: date) -> Iterator[Due]:
    if person.stage is Stage.SEEKING and person.formality == Formality.NOT_YET:
        yield Due("formality", today + timedelta(days=calendar.answer_days))


RULES: tuple[Callable[[Person, Calendar, date], Iterator[Due]], ...] = (
    _due_first_call,
    _due_call_back,
    _due_reason,
    _due_referral,
    _due_second_opinion,
    _due_formality,
)


def about(person: Person, code: str, /, *, by_when: date | None = None, **details: object) -> Task:
    """A line about one person, in the tab where that person stands."""
    return _task(person, Due(code, by_when or date.max, tuple(details.items())), dated=by_when is not None)


def _task(person: Person, due: Due, *, dated: bool = True) -> Task:
    return Task(
        what=Sentence(f"todo.{due.code}", dict(due.details)),
        because=Sentence(f"because.{due.code}", dict(due.details)),
        who=f"{person.code} · {person.first_name}",
        by_when=due.by_when if dated else None,
        where=TAB[person.role],
        row=person.row,
        assignee=person.followed_by,
    )
