"""The same person comes out the same, whichever way the answers came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.answers import write_answer
from pipeline.demo.applications import ask_for_call, fill_form, response_sheets
from pipeline.demo.lives import Draw
from pipeline.demo.people import draw_candidate
from pipeline.forms.delivery import Letter
from pipeline.forms.fields import OTHER
from pipeline.forms.submission import check_posted
from pipeline.forms.tabs import response_tabs
from pipeline.stages.validation import validate_responses
from pipeline.vocabulary.form import CALL_CONSENT, CALL_ME, CALL_WHEN, SIDE, Question, Questionnaire, Type
from pipeline.vocabulary.people import Answer, Candidate, Place, Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import LANGUAGES, Speaker
from tests.builders import TODAY, the_form

FORM = the_form()
MOMENT = datetime(2026, 11, 20, 18, 30)
DRAW = Draw(FORM, seed=7, today=TODAY)
HEADING = {"fr": "Horodateur", "nl": "Tijdstempel", "en": "Timestamp"}
PERSONAL = {"first_name": "first_name", "last_name": "last_name", "phone": "phone", "email": "email"}


@st.composite
def people(draw: st.DrawFn) -> Candidate:
    """Somebody who answers what the form of their side asks, in a language in which it is offered."""
    role = draw(st.sampled_from(Role))
    drawn = draw_candidate(DRAW, role, draw(st.integers(1, 3000)), MOMENT)
    language = draw(st.sampled_from(FORM.languages_of(FORM.form_by_code[role])))
    asked = {question.code for question in FORM.asked_of(role)}
    answers = {code: answer for code, answer in drawn.answers.items() if code in asked}
    contact = replace(
        drawn.contact, language=language, last_name=drawn.contact.last_name if "last_name" in asked else ""
    )
    return replace(drawn, answers=answers, contact=contact)


def only(sheets: Iterator[Sheet] | tuple[Sheet, ...]) -> Candidate:
    """The one candidate that response tabs hold."""
    found = validate_responses(tuple(sheets), FORM, today=TODAY)
    (candidate,) = found.candidates
    return candidate


def through_google(person: Candidate) -> Candidate:
    return only(response_sheets(FORM, [fill_form(DRAW, person, 1)]))


def through_our_form(person: Candidate, form: Questionnaire) -> Candidate:
    posted = {
        field: values for question in FORM.asked_in(form) for field, values in sent(question, person).items()
    }
    checked = check_posted(FORM, form, person.contact.language, posted)
    assert checked.errors == {}
    letter = Letter("A1", MOMENT, checked.application)
    return only(response_tabs(FORM, [letter], Speaker("fr", FORM)))


def sent(question: Question, person: Candidate) -> dict[str, tuple[str, ...]]:
    """What a browser sends for one question."""
    if question.code in PERSONAL:
        said = getattr(person.contact, PERSONAL[question.code])
        return {question.code: (said,)} if said else {}
    answer = person.answers.get(question.code)
    if isinstance(answer, Place):
        return {question.code: (answer.postcode,)}
    if isinstance(answer, frozenset):
        return dict(several(question, answer))
    return {question.code: (str(answer),)} if answer is not None else {}


def several(question: Question, answer: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if question.type is Type.WEEK and question.options:
        chosen = tuple(option.code for option in question.options if set(option.slots) <= answer)
    elif question.is_grid:
        chosen = tuple(sorted(answer))
    else:
        chosen = tuple(option.code for option in question.options if option.code in answer)
        rest = sorted(answer - set(chosen))
        yield (
            question.code + OTHER,
            (", ".join(Speaker("fr", FORM).option(question.code, one) for one in rest),),
        )
    yield question.code, chosen


def typed_in(person: Candidate, asked: tuple[Question, ...], language: str) -> Candidate:
    """A coordinator copies a sheet of paper into a tab, in the language of the team."""
    speaker = Speaker(language, FORM)
    told: dict[str, Cell] = {
        question.title[language]: written(question, person, speaker) for question in asked
    }
    rows = ((HEADING[language], *told), (MOMENT, *told.values()))
    return only((Sheet("à la main", rows),))


def written(question: Question, person: Candidate, speaker: Speaker) -> str:
    if question.code in PERSONAL:
        return str(getattr(person.contact, PERSONAL[question.code]))
    answer: Answer | None = person.answers.get(question.code)
    return write_answer(question, answer, speaker) if answer is not None else ""


def essence(candidate: Candidate) -> tuple[object, ...]:
    """Who somebody is, whatever hand wrote it: the spelling of a telephone number is not part of it."""
    contact = candidate.contact
    answers = {code: answer for code, answer in candidate.answers.items() if code != "first_name_latin"}
    return (candidate.role, contact.first_name, contact.last_name, contact.phone, contact.email, answers)


@settings(max_examples=120, deadline=None)
@given(person=people(), language=st.sampled_from(LANGUAGES))
def test_one_person_comes_in_three_ways(person: Candidate, language: str) -> None:
    expected = essence(person)
    google, ours = through_google(person), through_our_form(person, FORM.form_by_code[person.role])
    typed = typed_in(person, FORM.asked_of(person.role), language)
    assert essence(google) == essence(ours) == essence(typed) == expected
    assert google.contact.language == ours.contact.language == person.contact.language


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", FORM.languages_of(FORM.form_by_code[CALL_ME]))
def test_one_caller_comes_in_three_ways(role: Role, language: str) -> None:
    drawn = draw_candidate(DRAW, role, 4600, MOMENT)
    contact = replace(drawn.contact, language=language, last_name="", email="")
    answers = {"languages_well": drawn.answers["languages_well"], SIDE: role.value,
               CALL_WHEN: frozenset({"noon"}), CALL_CONSENT: "yes"}  # fmt: skip
    caller = replace(drawn, contact=contact, answers=answers)
    form = FORM.form_by_code[CALL_ME]
    google = only(response_sheets(FORM, [ask_for_call(DRAW, caller, 4600, "noon")]))
    ours = through_our_form(caller, form)
    typed = typed_in(caller, FORM.asked_in(form), "fr")
    assert essence(google) == essence(ours) == essence(typed) == essence(caller)
    assert google.role is role


def test_what_the_team_asked_is_understood_too() -> None:
    """A coordinator may type in everything at once: also what the newcomers' form does not ask."""
    drawn = draw_candidate(DRAW, Role.NEWCOMER, 12, MOMENT)
    asked = (*FORM.asked_of(Role.NEWCOMER), *FORM.left_to_team(Role.NEWCOMER))
    typed = typed_in(drawn, asked, "nl")
    assert {code: typed.answers[code] for code in drawn.answers} == dict(drawn.answers)
    assert len(drawn.answers) > len(FORM.asked_of(Role.NEWCOMER))
