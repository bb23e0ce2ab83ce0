"""Moments: people who wait for a session come in; that one is to be planned, and when most of them are free, goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.kinds.week import said_slot
from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode, Programme
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.sessions import Audience, Session, SessionKind
from pipeline.vocabulary.todo import Task
from pipeline.vocabulary.week import SLOTS

TOLD = 3  # moments that are named
WAITED_FOR = {
    Stage.TRAINING: ("plan_training", frozenset({SessionKind.TRAINING, SessionKind.INFORMATION})),
    Stage.SEEKING: ("plan_meeting", frozenset({SessionKind.MEETING})),
}
"""Stage → what the team is asked to plan, and the kinds of session that people there wait for."""


def plan_sessions(
    people: Sequence[Person], sessions: Sequence[Session], programme: Programme, form: Form, today: date
) -> Iterator[Task]:
    """For people who wait for a session that nobody has planned: how many, and when most of them are free."""
    if not programme.sessions:
        return
    gathers = programme.matching.mode is Mode.ACTIVITIES
    for stage in WAITED_FOR if gathers else (Stage.TRAINING,):
        code, kinds = WAITED_FOR[stage]
        coming = [one for one in sessions if one.day >= today and one.kind in kinds]
        waiting = [one for one in people if one.stage is stage and not _has_session(one, coming)]
        if waiting:
            yield Task(
                sentence(f"todo.{code}", count=len(waiting)),
                because=_say_moments(find_moments(waiting, form)),
                by_when=today + timedelta(days=programme.calendar.answer_days),
                where="sessions",
            )


def _has_session(person: Person, coming: Sequence[Session]) -> bool:
    return any(one.audience in (Audience.EVERYONE, person.role.value) for one in coming)


def find_moments(people: Sequence[Person], form: Form) -> tuple[tuple[str, int], ...]:
    """The parts of the week in which most people are free, and how many are; equals in the order of the week."""
    free = Counter(slot for person in people for slot in _free(person, form))
    return tuple(sorted(free.items(), key=lambda found: (-found[1], SLOTS.index(found[0]))))


def _free(person: Person, form: Form) -> frozenset[str]:
    answers = (person.answers.get(one.code) for one in form.of(person.role) if one.type is Type.WEEK)
    return frozenset().union(*(answer for answer in answers if isinstance(answer, frozenset)))


def _say_moments(found: Sequence[tuple[str, int]]) -> Sentence:
    if not found:
        return sentence("because.no_session")
    moments = tuple(
        sentence("because.moment", moment=said_slot(slot), count=count) for slot, count in found[:TOLD]
    )
    return sentence("because.moments", moments=moments)
