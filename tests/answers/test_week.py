"""A week is read as people say it, and written as short as people would."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers import read_answer, write_answer
from pipeline.answers.week import read_grid
from pipeline.vocabulary.week import DAYS, PARTS, SLOTS, WEEKEND, WORKDAYS
from pipeline.words import LANGUAGES, Speaker
from tests.builders import the_form

QUESTION = the_form().question_by_code["availability"]
OPTIONS = the_form().question_by_code["free_time"]


def slots(days: tuple[str, ...] | str, parts: tuple[str, ...] | str = PARTS) -> frozenset[str]:
    named = days.split() if isinstance(days, str) else days
    return frozenset(
        f"{day}-{part}" for day, part in product(named, parts.split() if isinstance(parts, str) else parts)
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("lundi soir, samedi matin", slots("mon", "evening") | slots("sat", "morning")),
        ("en semaine le soir", slots(WORKDAYS, "evening")),
        ("le soir en semaine et le week-end", slots(WORKDAYS, "evening") | slots(WEEKEND)),
        ("week-end", slots(WEEKEND)),
        ("WE", slots(WEEKEND)),
        ("soirs", slots(DAYS, "evening")),
        ("tous les jours", slots(DAYS)),
        ("n’importe quand", slots(DAYS)),
        ("lundi, mardi et jeudi soir", slots("mon tue thu", "evening")),
        ("du lundi au vendredi", slots(WORKDAYS)),
        ("lu-ve matin", slots(WORKDAYS, "morning")),
        ("lundi matin, soir", slots("mon", "morning evening")),
        ("mercredi après midi", slots("wed", "afternoon")),
        ("lundi soir, mardi", slots("mon", "evening") | slots("tue")),
        ("samedi toute la journée", slots("sat")),
        ("maandagavond en dinsdagnamiddag", slots("mon", "evening") | slots("tue", "afternoon")),
        ("ma di wo avond", slots("mon tue wed", "evening")),
        ("ma, je soir", slots("tue thu", "evening")),
        ("weekavonden", slots(WORKDAYS, "evening")),
        ("’s avonds", slots(DAYS, "evening")),
        ("vrijdag namiddag; zo", slots("fri", "afternoon") | slots("sun")),
        ("Monday evenings, weekends", slots("mon", "evening") | slots(WEEKEND)),
        ("Monday to Friday mornings", slots(WORKDAYS, "morning")),
        ("mon-evening, sat-morning", slots("mon", "evening") | slots("sat", "morning")),
    ],
)
def test_a_week_is_read_as_people_say_it(written: str, expected: frozenset[str]) -> None:
    reading = read_answer(QUESTION, written)
    assert (reading.answer, reading.faults) == (expected, ())


@pytest.mark.parametrize(
    "written", ["blabla", "tous les jours sauf lundi", "lundi après 18h", "ma, di", "pas le soir"]
)
def test_what_is_not_clear_is_left_to_people(written: str) -> None:
    reading = read_answer(QUESTION, written)
    assert reading.answer is None
    assert {fault.code for fault in reading.faults} == {"unclear_week"}


@given(st.frozensets(st.sampled_from(SLOTS), min_size=1), st.sampled_from(LANGUAGES))
def test_every_week_is_read_back(chosen: frozenset[str], language: str) -> None:
    written = write_answer(QUESTION, chosen, Speaker(language, the_form()))
    reading = read_answer(QUESTION, written)
    assert (reading.answer, reading.faults) == (chosen, ())


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "week-end, en semaine le soir, lundi matin"),
        ("nl", "weekend, weekdagen in de avond, maandagvoormiddag"),
        ("en", "weekend, weekday evenings, Monday morning"),
    ],
)
def test_a_week_is_written_short(language: str, written: str) -> None:
    chosen = slots(WEEKEND) | slots(WORKDAYS, "evening") | slots("mon", "morning")
    assert write_answer(QUESTION, chosen, Speaker(language, the_form())) == written


def test_ticked_options_stand_for_slots() -> None:
    reading = read_answer(OPTIONS, "En semaine le soir, Op zaterdag, dimanche matin")
    assert reading.answer == slots(WORKDAYS, "evening") | slots("sat") | slots("sun", "morning")
    assert reading.faults == ()


@pytest.mark.parametrize(
    "grid",
    [
        {"lundi": "Matin, Soir", "Dinsdag": "voormiddag", "Sunday": ""},
        {"Matin": "lundi, mardi", "evening": "Monday", "namiddag": ""},
    ],
)
def test_a_grid_is_read_either_way_round(grid: dict[str, str]) -> None:
    assert read_grid(grid).answer == slots("mon", "morning evening") | slots("tue", "morning")


def test_a_strange_tick_is_told() -> None:
    reading = read_grid({"lundi": "parfois", "mardi": "Soir"})
    assert reading.answer == slots("tue", "evening")
    assert [fault.code for fault in reading.faults] == ["unclear_week"]
