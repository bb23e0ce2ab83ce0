"""Dates, numbers and free text are read with the day first and in the digits of any script."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers import read_answer, write_answer
from pipeline.answers.cells import clean
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.people import Answer
from pipeline.vocabulary.tables import Cell
from pipeline.words import LANGUAGES, Speaker

DATE = Question(code="q", type="date", title={"fr": "Jour"})
NUMBER = Question(code="q", type="number", title={"fr": "Nombre"})
TEXT = Question(code="q", type="text", title={"fr": "Texte"})


@pytest.mark.parametrize(
    "cell",
    ["12/3/2026", "12-03-2026", "12.03.26", "2026-03-12", "٢٠٢٦-٠٣-١٢", 46093, 46093.0, date(2026, 3, 12),
     datetime(2026, 3, 12, 18)],
)  # fmt: skip
def test_one_day_has_many_spellings(cell: Cell) -> None:
    assert read_answer(DATE, cell).answer == date(2026, 3, 12)


@pytest.mark.parametrize("cell", ["31/02/2026", "bientôt", "12/13/2026", 12, "0/0/0", "1" * 5000])
def test_what_is_no_day_is_told(cell: Cell) -> None:
    reading = read_answer(DATE, cell)
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == ["unreadable_date"]


@pytest.mark.parametrize(("cell", "number"), [(3, 3), (3.0, 3), ("3", 3), ("٣", 3), ("-2", -2), ("3,0", 3)])
def test_numbers_are_read_in_any_script(cell: Cell, number: int) -> None:
    assert read_answer(NUMBER, cell).answer == number


@pytest.mark.parametrize("cell", ["trois", "3.5", float("nan"), float("inf"), "9" * 40])
def test_what_is_no_number_is_told(cell: Cell) -> None:
    reading = read_answer(NUMBER, cell)
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == ["unreadable_number"]


def texts() -> st.SearchStrategy[str]:
    return st.text(max_size=200).map(lambda text: clean(text)[0]).filter(bool)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (DATE, st.dates(date(2000, 1, 1), date(2099, 12, 31))),
        (NUMBER, st.integers(-(10**9), 10**9)),
        (TEXT, texts()),
    ],
)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_back(
    question: Question, answers: st.SearchStrategy[Answer], data: st.DataObject, language: str
) -> None:
    answer = data.draw(answers)
    reading = read_answer(question, write_answer(question, answer, Speaker(language)))
    assert (reading.answer, reading.faults) == (answer, ())
