"""Questions ⇄ cells: which module reads and writes each type of answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline.answers import choices, contacts, languages, places, texts, week
from pipeline.answers.cells import clean
from pipeline.answers.readings import Reading
from pipeline.vocabulary.form import Question, Type
from pipeline.vocabulary.people import Answer
from pipeline.vocabulary.tables import Cell
from pipeline.words import Speaker

Read = Callable[[Question, str], Reading]
Write = Callable[[Question, Answer, Speaker], str]

READ: Mapping[Type, Read] = {
    Type.TEXT: texts.read_text,
    Type.NAME: contacts.read_name,
    Type.PHONE: contacts.read_phone,
    Type.EMAIL: contacts.read_email,
    Type.PLACE: places.read_place,
    Type.CHOICE: choices.read_choice,
    Type.CHOICES: choices.read_choices,
    Type.LANGUAGES: languages.read_languages,
    Type.WEEK: week.read_week,
    Type.DATE: texts.read_date,
    Type.NUMBER: texts.read_number,
    Type.CONSENT: choices.read_consent,
}
WRITE: Mapping[Type, Write] = {
    Type.TEXT: texts.write_text,
    Type.NAME: texts.write_text,
    Type.PHONE: texts.write_text,
    Type.EMAIL: texts.write_text,
    Type.PLACE: places.write_place,
    Type.CHOICE: choices.write_choices,
    Type.CHOICES: choices.write_choices,
    Type.LANGUAGES: languages.write_languages,
    Type.WEEK: week.write_week,
    Type.DATE: texts.write_date,
    Type.NUMBER: texts.write_number,
    Type.CONSENT: choices.write_choices,
}


WORDS = frozenset({Type.TEXT, Type.NAME})
"""Types of question that any word answers."""


def read_answer(question: Question, cell: Cell) -> Reading:
    """What a cell answers to a question, in any of the form's languages, and what could not be understood."""
    text, faults = clean(_typed(question, cell))
    if not text:
        return Reading(None, faults).about(question=question.short)
    reading = read_text_of(question, text)
    return replace(
        reading, faults=(*Reading(None, faults).about(question=question.short).faults, *reading.faults)
    )


def _typed(question: Question, cell: Cell) -> Cell:
    """What somebody typed: a spreadsheet makes a truth value of the word TRUE, which may be a name."""
    is_word = isinstance(cell, bool) and question.type in WORDS
    return str(cell).upper() if is_word else cell


def read_text_of(question: Question, text: str) -> Reading:
    """The same for a text that is clean already."""
    return READ[question.type](question, text).about(question=question.short)


def write_answer(question: Question, answer: Answer, speaker: Speaker) -> str:
    """An answer as people read it; reading it again gives the same answer."""
    return WRITE[question.type](question, answer, speaker)
