"""Agenda: what is due for people, in what order, and how much of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.stages.agenda import LINES, find_due, put_in_order
from pipeline.vocabulary.journey import Formality, SelectionReason, Stage
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.todo import Task
from pipeline.words import Speaker
from tests.builders import TODAY, a_citizen, a_newcomer, the_form, the_programme


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stage": Stage.SEEKING}, []),
        ({"stage": Stage.RECEIVED}, ["first_call"]),
        ({"stage": Stage.RECEIVED, "call_on": TODAY + timedelta(days=2)}, []),
        ({"stage": Stage.TO_CALL, "call_on": TODAY}, ["call_back"]),
        ({"stage": Stage.NOT_NOW}, ["selection_reason"]),
        ({"stage": Stage.NOT_NOW, "reason": SelectionReason.NO_TIME}, ["referral"]),
        ({"stage": Stage.NOT_NOW, "reason": SelectionReason.NO_TIME, "referred_to": "atelier"}, []),
        ({"opinions": ("CA oui", "ca : esprit ouvert")}, ["same_opinion"]),
        ({"opinions": ("CA oui", "DO oui")}, []),
        ({"formality": Formality.NOT_YET}, ["formality"]),
    ],
)
def test_each_stage_has_what_is_due(changes: dict[str, object], expected: list[str]) -> None:
    tasks = find_due([a_citizen(**changes)], the_programme().calendar, TODAY)
    assert [task.what.code.removeprefix("todo.") for task in tasks] == expected


def test_first_call_is_due_within_days() -> None:
    task = find_due([a_newcomer(stage=Stage.RECEIVED, received=TODAY)], the_programme().calendar, TODAY)[0]
    assert (task.by_when, task.where, task.who) == (date(2026, 11, 28), "newcomers", "N-0001 · Samira")


def test_whoever_asked_for_a_call_is_called_then() -> None:
    person = a_newcomer(stage=Stage.RECEIVED, answers={"call_when": frozenset({"noon", "morning"})})
    (task,) = find_due([person], the_programme().calendar, TODAY)
    said = Speaker("fr", the_form()).say(task.what)
    assert said == "Appeler comme demandé\u00a0: le matin et à midi"


def test_questions_then_overdue_lines_come_first() -> None:
    days = (TODAY, None, TODAY - timedelta(days=3), TODAY + timedelta(days=9))
    tasks = [Task(sentence("todo.nothing"), by_when=day) for day in days]
    assert [task.by_when for task in put_in_order(tasks)] == [None, days[2], days[0], days[3]]


def test_never_more_than_a_page() -> None:
    tasks = [Task(sentence("todo.nothing"), who=f"{n:03d}") for n in range(40)]
    lines = put_in_order(tasks)
    assert len(lines) == LINES
    assert lines[-1].what == sentence("todo.more", count=16)
