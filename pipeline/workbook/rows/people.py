"""Rows of people ⇄ Person."""

from __future__ import annotations

from datetime import date

from pipeline.answers import Fault, read_column, write_column
from pipeline.vocabulary.form import PLACES, Form, Question
from pipeline.vocabulary.journey import (
    Formality,
    SelectionReason,
    Stage,
)
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import Options
from pipeline.vocabulary.tables import Cell, Row, Table
from pipeline.words import Speaker
from pipeline.workbook.rows.reading import Reader, read_rows


def read_people(table: Table, role: Role, form: Form) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The people of one tab, each code once."""
    return read_rows(table, lambda reader: _person_from(reader, role, form), lambda person: person.code)


def row_from_person(person: Person, check: str, form: Form, speaker: Speaker) -> Row:
    """The grey and pre-filled cells of a new person's row; the white ones stay empty."""
    columns = form.columns(person.role).items()
    cells: dict[str, Cell] = {
        "code": person.code,
        "received": person.received,
        "check": check,
        "first_name": person.first_name,
        "origin": " ".join(person.origins),
    }
    cells |= {column: write_column(questions, person.answers, speaker) for column, questions in columns}
    if person.role is Role.CITIZEN:
        cells["places"] = str(_places_asked(person, form))
    return cells


def _places_asked(person: Person, form: Form) -> int:
    question = form.question_by_code.get(PLACES)
    option = question.option_by_code.get(str(person.answers.get(PLACES))) if question else None
    return int(option.value) if option and option.value else person.places


def _person_from(reader: Reader, role: Role, form: Form) -> Person | None:
    code = reader.code("code")
    if not code:
        return None
    answers: dict[str, Answer] = {}
    for column, questions in form.columns(role).items():
        read, faults = read_column(questions, reader.row.cells.get(column))
        answers |= read
        for fault in faults:
            told = _told_to_team(fault, questions)
            reader.report(told.code, column, **told.details)
    return Person(
        code=code,
        role=role,
        first_name=reader.text("first_name"),
        received=reader.day("received") or date.min,
        answers=answers,
        stage=reader.choice("stage", "stage", Stage) or Stage.RECEIVED,
        origins=tuple(reader.text("origin").split()),
        places=reader.number("places", 1),
        followed_by=reader.text("followed_by"),
        call_on=reader.day("call_on"),
        confirmed_on=reader.day("confirmed_on"),
        opinions=(reader.text("opinion_1"), reader.text("opinion_2")),
        reason=reader.choice("reason", "selection_reason", SelectionReason) or "",
        referred_to=reader.text("referred_to"),
        trained_on=reader.day("trained_on"),
        charter_on=reader.day("charter_on"),
        agreement_on=reader.day("agreement_on"),
        formality=reader.choice("formality", "formality", Formality) or "",
        row=reader.row.number,
    )


def _told_to_team(fault: Fault, questions: tuple[Question, ...]) -> Fault:
    """In a row that the team corrects, words that are no option are not somebody's wish: the options are named."""
    if fault.code not in ("other_answer", "unknown_option"):
        return fault
    question = next(one for one in questions if one.short == fault.details["question"])
    options = Options(question.code, tuple(question.option_by_code))
    return Fault("row_option", {**fault.details, "options": options})


def cells_of_team(person: Person, speaker: Speaker) -> Row:
    """What a list brought along that the team would otherwise fill in: only cells with something in them."""
    stage = speaker.label("stage", person.stage.value) if person.stage is not Stage.RECEIVED else None
    cells: dict[str, Cell] = {"stage": stage, "followed_by": person.followed_by or None}
    cells |= {
        name: getattr(person, name) for name in ("confirmed_on", "trained_on", "charter_on", "agreement_on")
    }
    return {name: cell for name, cell in cells.items() if cell is not None}
