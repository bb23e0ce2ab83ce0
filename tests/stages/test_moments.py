"""Sessions that people wait for: that one is missing, and when most are free."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.stages.moments import find_moments, plan_sessions
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode, Programme
from pipeline.vocabulary.sessions import Audience, Session, SessionKind
from pipeline.vocabulary.todo import Task
from pipeline.words import Speaker
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form

WAITING = a_citizen(stage=Stage.TRAINING)
A_TRAINING = Session(TODAY + timedelta(days=9), kind=SessionKind.TRAINING)


def planned(
    *people: Person, sessions: tuple[Session, ...] = (), programme: Programme | None = None
) -> list[Task]:
    programme = programme or a_programme()
    return list(plan_sessions(people, sessions, programme, the_form(), TODAY))


def test_best_moments_are_told_with_their_number() -> None:
    people = (WAITING, a_newcomer("N-0001", stage=Stage.TRAINING))
    (task,) = planned(*people)
    say = Speaker("fr", the_form()).say
    assert say(task.what).startswith("2 personnes attendent une formation")
    assert say(task.because) == (
        "Quand la plupart sont libres\N{NO-BREAK SPACE}: mercredi soir (2 personnes), "
        "jeudi soir (1 personne) et samedi matin (1 personne)"
    )


@pytest.mark.parametrize(
    ("session", "is_asked"),
    [
        (A_TRAINING, False),
        (replace(A_TRAINING, kind=SessionKind.INFORMATION), False),
        (replace(A_TRAINING, audience=Audience.CITIZEN), False),
        (replace(A_TRAINING, audience=Audience.NEWCOMER), True),
        (replace(A_TRAINING, kind=SessionKind.MEETING), True),
        (replace(A_TRAINING, day=TODAY - timedelta(days=1)), True),
    ],
)
def test_session_to_come_is_enough(session: Session, is_asked: bool) -> None:
    assert bool(planned(WAITING, sessions=(session,))) is is_asked


def test_meeting_is_asked_for_where_people_meet_first() -> None:
    ready = a_newcomer()
    assert planned(ready) == []
    (task,) = planned(ready, programme=a_programme(mode=Mode.ACTIVITIES))
    assert task.what.code == "todo.plan_meeting"


def test_programme_without_sessions_is_left_alone() -> None:
    assert planned(WAITING, programme=a_programme().model_copy(update={"sessions": False})) == []


def test_nobody_said_when_they_are_free() -> None:
    silent = a_citizen(stage=Stage.TRAINING, answers={"availability": None})
    (task,) = planned(silent)
    assert task.because is not None
    assert task.because.code == "because.no_session"


def test_order_of_people_changes_nothing() -> None:
    people = [a_newcomer("N-0001"), a_citizen("V-0001"), a_citizen("V-0002")]
    found = find_moments(people, the_form())
    assert found == find_moments(people[::-1], the_form())
    assert found[0] == ("wed-evening", 3)
