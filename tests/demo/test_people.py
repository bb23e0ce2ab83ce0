"""Synthetic people are the same each time, and live as people do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.demo.answers import draw_applications
from pipeline.demo.applications import response_sheets
from pipeline.demo.cast import CAST, play
from pipeline.demo.lives import Draw, draw_life, synthetic_phone
from pipeline.demo.people import draw_candidates, draw_people
from pipeline.settings import load_form
from pipeline.stages.validation import validate_responses
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Candidate, Place, Role

FORM = load_form(Path("form.yaml"))
DRAW = Draw(FORM, seed=1, today=date(2026, 11, 24), count=300)
CANDIDATES = draw_candidates(DRAW)
NEWCOMERS = [candidate for candidate in CANDIDATES if candidate.role is Role.NEWCOMER]
CITIZENS = [candidate for candidate in CANDIDATES if candidate.role is Role.CITIZEN]


def share(people: list[Candidate], question: str, option: str) -> float:
    """How many of those who answered chose an option."""
    answers = [person.answers[question] for person in people if question in person.answers]
    return sum(
        answer == option or (isinstance(answer, frozenset) and option in answer) for answer in answers
    ) / len(answers)


def test_same_draw_gives_same_people() -> None:
    assert draw_candidates(DRAW) == CANDIDATES


def test_larger_draw_changes_nobody() -> None:
    few = draw_candidates(replace(DRAW, count=10))
    many = [one for one in CANDIDATES if one.contact.phone in {other.contact.phone for other in few}]
    assert [one.answers for one in few] == [one.answers for one in many]


def test_people_are_ready_to_be_matched() -> None:
    people = draw_people(replace(DRAW, count=20))
    assert len(people) == 40
    assert all(person.trained_on and person.charter_on and person.confirmed_on for person in people)
    assert len({person.code for person in people}) == 40


def test_workbook_answers_hold_no_contact() -> None:
    people = draw_people(replace(DRAW, count=20))
    assert not any({"first_name", "phone", "email", "consent"} & set(person.answers) for person in people)


def test_some_citizens_have_two_places() -> None:
    places = Counter(person.places for person in draw_people(DRAW) if person.role is Role.CITIZEN)
    assert places[1] > places[2] > places[3] > 0


def test_housing_is_asked_more_than_offered() -> None:
    assert share(NEWCOMERS, "needs", "housing") > 2 * share(CITIZENS, "offers", "housing") > 0


def test_most_people_live_in_brussels() -> None:
    places = [person.answers["postcode"] for person in CANDIDATES]
    inside = sum(isinstance(place, Place) and place.postcode < "1300" for place in places)
    assert 0.5 < inside / len(places) < 0.7


def test_tastes_and_dislikes_do_not_clash() -> None:
    for person in CANDIDATES:
        likes, dislikes = (person.answers.get(code, frozenset()) for code in ("likes", "dislikes"))
        assert isinstance(likes, frozenset)
        assert isinstance(dislikes, frozenset)
        assert not likes & dislikes


def test_nobody_repeats_a_language() -> None:
    for person in CANDIDATES:
        well, some = (person.answers.get(code, frozenset()) for code in ("languages_well", "languages_some"))
        assert isinstance(well, frozenset)
        assert isinstance(some, frozenset)
        assert not well & some


@pytest.mark.parametrize(("role", "number", "phone"), [
    (Role.CITIZEN, 1, "+32470000001"),
    (Role.NEWCOMER, 1, "+32470005001"),
    (Role.CITIZEN, 4023, "+32470004023"),
])  # fmt: skip
def test_telephones_are_in_their_range(role: Role, number: int, phone: str) -> None:
    assert synthetic_phone(role, number) == phone


def test_life_depends_on_seed_and_number() -> None:
    lives = {draw_life(Role.CITIZEN, number, seed).random.random() for number in (1, 2) for seed in (1, 2)}
    assert len(lives) == 4


def test_cast_changes_their_answers() -> None:
    candidate = play(DRAW, NEWCOMERS[4], 5)
    assert candidate.answers["mission_on"] > DRAW.today  # type: ignore[operator]  # a date
    assert CAST[Role.NEWCOMER][5]["needs"] == candidate.answers["needs"]


def test_people_outside_the_cast_stay() -> None:
    assert play(DRAW, NEWCOMERS[3], 4) == NEWCOMERS[3]


def test_unknown_questions_are_answered_by_type() -> None:
    options = FORM.question_by_code["rhythm"].options
    extra = Question(code="diet", type=Type.CHOICE, required=True, title={"en": "Diet?"}, options=options)
    form = Form(version="x", languages=("en",), questions=(*FORM.questions, extra))
    diets = {person.answers["diet"] for person in draw_candidates(replace(DRAW, form=form, count=20))}
    assert diets == {option.code for option in options}


def test_sound_applications_become_the_same_people() -> None:
    draw = replace(DRAW, count=60)
    drawn = {
        person.contact.phone: play(draw, person, index % 60 + 1)
        for index, person in enumerate(draw_candidates(draw))
    }
    validated = validate_responses(response_sheets(FORM, draw_applications(draw)), FORM)
    read = {person.contact.phone: person for person in validated.candidates if person.contact.phone in drawn}
    assert read.keys() == drawn.keys()
    edited = "+32470005012"
    changed = [phone for phone, person in read.items() if _needed(person) != _needed(drawn[phone])]
    assert changed == [edited]


def _needed(person: Candidate) -> dict[str, object]:
    """What the form asks; the rest is said on the telephone."""
    asked = {question.code for question in FORM.asked_of(person.role)} - {
        "adult",
        "consent",
        "first_name_latin",
    }
    return {code: answer for code, answer in person.answers.items() if code in asked}
