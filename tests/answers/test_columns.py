"""Workbook cells with one question or several are read back as they were written, and as the team corrects them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.answers import read_answer, read_column, write_answer, write_column
from pipeline.answers.languages import known_codes
from pipeline.answers.places import localities
from pipeline.vocabulary.form import Question, Type
from pipeline.vocabulary.people import Answers, Role
from pipeline.vocabulary.week import SLOTS
from pipeline.words import LANGUAGES, Speaker
from tests.builders import the_form

NEWCOMER = the_form().columns(Role.NEWCOMER)
WISHES, TASTES, LANGUAGE_CELL = NEWCOMER["wishes"], NEWCOMER["tastes"], NEWCOMER["languages"]
COLUMNS = [(role, column) for role in Role for column in the_form().columns(role)]


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    codes = st.sampled_from(sorted(question.option_by_code) or ["none"])
    return {
        Type.CHOICE: codes,
        Type.CHOICES: st.frozensets(codes, min_size=1),
        Type.LANGUAGES: st.frozensets(st.sampled_from(sorted(known_codes())), min_size=1, max_size=4),
        Type.WEEK: st.frozensets(st.sampled_from(SLOTS), min_size=1),
        Type.PLACE: st.sampled_from([locality.place for locality in localities().values()]),
        Type.DATE: st.dates(),
    }[question.type]


def cells_of(questions: tuple[Question, ...]) -> st.SearchStrategy[Answers]:
    return st.fixed_dictionaries({}, optional={question.code: answers_to(question) for question in questions})


@pytest.mark.parametrize(("role", "column"), COLUMNS)
@settings(max_examples=30)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_every_cell_is_read_back(role: Role, column: str, data: st.DataObject, language: str) -> None:
    questions = the_form().columns(role)[column]
    answers = data.draw(cells_of(questions))
    assert read_column(questions, write_column(questions, answers, Speaker(language, the_form()))) == (
        answers,
        (),
    )


@pytest.mark.parametrize(
    "code", [q.code for q in the_form().questions if q.type in {Type.CHOICE, Type.CHOICES}]
)
@settings(max_examples=30)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_every_answer_is_read_back(code: str, data: st.DataObject, language: str) -> None:
    question = the_form().question_by_code[code]
    answer = data.draw(answers_to(question))
    assert (
        read_answer(question, write_answer(question, answer, Speaker(language, the_form()))).answer == answer
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "aime\u00a0: cuisine, marche\nn’aime pas\u00a0: jeux vidéo"),
        ("nl", "houdt van: koken, wandelen\nhoudt niet van: videogames"),
        ("en", "likes: cooking, walking\ndislikes: video games"),
    ],
)
def test_several_questions_stand_one_a_line(language: str, text: str) -> None:
    answers = {"likes": frozenset({"cooking", "walking"}), "dislikes": frozenset({"video_games"})}
    assert write_column(TASTES, answers, Speaker(language, the_form())) == text


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("n’aime pas:jeux video;aime :Koken", {"likes": {"cooking"}, "dislikes": {"video_games"}}),
        ("Likes: cooking; marche", {"likes": {"cooking", "walking"}}),
        ("aime cuisine", {"likes": {"cooking"}}),
        ("aime : cuisine\naime : marche", {"likes": {"cooking", "walking"}}),
        ("  aime :  \n-", {}),
        (None, {}),
    ],
)
def test_what_the_team_types_is_understood(text: str | None, answers: dict[str, set[str]]) -> None:
    expected = {code: frozenset(options) for code, options in answers.items()}
    assert read_column(TASTES, text) == (expected, ())


def test_lines_without_a_name_are_guessed_only_when_clear() -> None:
    answers, faults = read_column(WISHES, "18 à 29 ans\nune femme\nfoo : bar\njusqu’à 5 km")
    assert answers == {"age": "18-29", "travel": "km5"}
    assert [(fault.code, fault.details["text"]) for fault in faults] == [
        ("unknown_line", "une femme"),
        ("unknown_line", "foo : bar"),
    ]


def test_languages_without_a_level_are_asked_about() -> None:
    answers, faults = read_column(LANGUAGE_CELL, "français, arabe")
    assert answers == {}
    assert [fault.code for fault in faults] == ["unknown_line"]


def test_two_different_answers_are_told() -> None:
    answers, faults = read_column(WISHES, "âge : 18 à 29 ans\nâge : 30 à 44 ans")
    assert answers == {"age": "18-29"}
    assert [fault.code for fault in faults] == ["said_twice"]


@given(st.text())
def test_any_text_in_a_cell_is_survived(text: str) -> None:
    for questions in NEWCOMER.values():
        read_column(questions, text)
