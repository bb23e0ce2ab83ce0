"""Workbook cells ⇄ answers: one question is its text alone; several stand one a line, each after its short name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.answers.cells import clean, excerpt
from pipeline.answers.choices import NOTHING, SEVERAL
from pipeline.answers.questions import read_answer, read_text_of, write_answer
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question, Type
from pipeline.vocabulary.people import Answer, Answers
from pipeline.vocabulary.tables import Cell
from pipeline.words import Speaker, normalised

FREE = frozenset({Type.TEXT, Type.NAME})
"""Types that take any words: an unlabelled line is never guessed to be one of these."""
LONGEST_LABEL = 4  # words of a short name that may stand without a colon
COLON = {"fr": "\u00a0: "}

_LINE = re.compile(r"[\n;]+")
_LABELLED = re.compile(r"([^:：]{1,120}?)\s*[:：]\s*(.*)", re.DOTALL)


def write_column(questions: Sequence[Question], answers: Answers, speaker: Speaker) -> str:
    """The text of a cell that holds these questions' answers; unanswered ones leave no line."""
    told = [(question, write_answer(question, answers[question.code], speaker))
            for question in questions if question.code in answers]  # fmt: skip
    if len(questions) == 1:
        return told[0][1] if told else ""
    colon = COLON.get(speaker.language, ": ")
    return "\n".join(
        f"{speaker.say(question.short)}{colon}{_one_line(text)}" for question, text in told if text
    )


def _one_line(text: str) -> str:
    """Line ends and semicolons separate answers in such a cell, so free text does without them."""
    return ", ".join(part.strip() for part in _LINE.split(text) if part.strip())


def read_column(questions: Sequence[Question], cell: Cell) -> tuple[Answers, tuple[Fault, ...]]:
    """The answers of a cell: labels in any language and any order; a line that fits no question is a fault."""
    if len(questions) == 1:
        return _gathered([(questions[0], read_answer(questions[0], cell))], ())
    text, found = clean(cell)
    faults = Reading(None, found).about(question=questions[0].short).faults
    lines = [
        line.strip() for line in _LINE.split(text) if normalised(line) and normalised(line) not in NOTHING
    ]
    return _gathered(*_read_lines(questions, lines), faults)


Told = list[tuple[Question, Reading]]


def _read_lines(questions: Sequence[Question], lines: Sequence[str]) -> tuple[Told, tuple[Fault, ...]]:
    told: Told = []
    unknown: list[Fault] = []
    for line in lines:
        question, text = _labelled(questions, line)
        reading = _read(question, text) if question else None
        if question is None:
            question, reading = _guessed(questions, told, line)
        if question and reading:
            told.append((question, reading))
        else:
            labels = tuple(one.short for one in questions)
            unknown.append(Fault("unknown_line", {"text": excerpt(line), "labels": labels}))
    return told, tuple(unknown)


def _read(question: Question, text: str) -> Reading:
    return read_text_of(question, text) if text else Reading()


def _labelled(questions: Sequence[Question], line: str) -> tuple[Question | None, str]:
    """The question whose name a line begins with, with a colon or without, and what comes after."""
    index = _label_index(tuple((question.code, labels_of(question)) for question in questions))
    match = _LABELLED.fullmatch(line)
    if match:
        code, rest = index.get(normalised(match.group(1))), match.group(2)
    else:
        code, rest = _without_colon(index, line)
    return next((question for question in questions if question.code == code), None), rest


def _without_colon(index: Mapping[str, str], line: str) -> tuple[str | None, str]:
    words = line.split()
    for count in range(min(len(words) - 1, LONGEST_LABEL), 0, -1):
        code = index.get(normalised(" ".join(words[:count])))
        if code:
            return code, " ".join(words[count:])
    return None, line


def labels_of(question: Question) -> tuple[str, ...]:
    """Everything a line about this question may begin with."""
    return (*question.short.values(), question.code, *question.title.values())


@lru_cache(maxsize=256)
def _label_index(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    index: dict[str, str] = {}
    for code, words in labels:
        for word in words:
            index.setdefault(normalised(word), code)
    return index


def _guessed(questions: Sequence[Question], told: Told, line: str) -> tuple[Question | None, Reading | None]:
    """An unlabelled line goes on with the list before it, or is the one question that it answers without a fault."""
    guesses = [
        (question, read_text_of(question, line)) for question in questions if question.type not in FREE
    ]
    clear = [(question, reading) for question, reading in guesses if reading.answer and not reading.faults]
    last = told[-1][0] if told else None
    for question, reading in clear:
        if question is last and question.type in SEVERAL:
            return question, reading
    return clear[0] if len(clear) == 1 else (None, None)


def _gathered(
    told: Told, unknown: tuple[Fault, ...], first: tuple[Fault, ...] = ()
) -> tuple[Answers, tuple[Fault, ...]]:
    answers: dict[str, Answer] = {}
    faults = list(first)
    for question, reading in told:
        faults += reading.faults
        if reading.answer is None:
            continue
        before = answers.get(question.code)
        if before is None or question.type in SEVERAL:
            answers[question.code] = _together(before, reading.answer)
        elif before != reading.answer:
            faults.append(Fault("said_twice", {"question": question.short}))
    return answers, (*faults, *unknown)


def _together(before: Answer | None, now: Answer) -> Answer:
    return before | now if isinstance(before, frozenset) and isinstance(now, frozenset) else now
