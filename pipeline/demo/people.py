"""A draw in; synthetic candidates and persons out, the same ones each time."""

from __future__ import annotations

from datetime import datetime

from pipeline.demo.lives import Draw, Life, draw_life, is_blank, moment, synthetic_phone
from pipeline.demo.replies import draw_replies
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Answers, Candidate, Contact, Person, Role

SEASON_DAYS = 150
GROWTH = 1.25  # 1: as many people every week; more: the season grows
NAMES = {"woman": "women", "man": "men"}
ENGLISH = {Role.CITIZEN: 0.05, Role.NEWCOMER: 0.2}
"""How many apply in English although another language is closer to them."""


def draw_candidates(draw: Draw) -> tuple[Candidate, ...]:
    """Citizens, then newcomers, each side in the order in which they applied; the last ones yesterday."""
    return tuple(
        draw_candidate(draw, role, number, moment(draw.today, _days_ago(number, draw.count), number))
        for role in Role
        for number in range(1, draw.count + 1)
    )


def draw_candidate(draw: Draw, role: Role, number: int, received: datetime) -> Candidate:
    """The candidate of that number on one side."""
    life = draw_life(role, number, draw.seed)
    answers = dict(draw_replies(draw, life))
    return Candidate(role, received, _contact(draw.form, life), answers, tab="", row=0)


def draw_people(draw: Draw) -> tuple[Person, ...]:
    """The same people as the workbook would hold them, each looking for a duo and ready for one."""
    return tuple(
        _person(draw.form, candidate, index % draw.count + 1)
        for index, candidate in enumerate(draw_candidates(draw))
    )


def _days_ago(number: int, count: int) -> int:
    """The season brings a few more people every week."""
    return 1 + int(SEASON_DAYS * ((count - number) / count) ** GROWTH)


def _contact(form: Form, life: Life) -> Contact:
    names = getattr(life.origin, NAMES.get(life.gender) or life.random.choice(("women", "men")))
    return Contact(
        first_name=life.random.choice(names),
        last_name="" if is_blank(life, "last_name") else f"{life.origin.family_name} {life.number}",
        phone=synthetic_phone(life.role, life.number),
        email="" if is_blank(life, "email") else f"{life.role.letter.lower()}{life.number:04}@example.org",
        language=_form_language(form, life),
    )


def _form_language(form: Form, life: Life) -> str:
    """The form's language in which somebody applies: English, theirs, or the one heard around them."""
    heard = (*life.origin.well, *life.region.languages)
    if life.random.random() < ENGLISH[life.role]:
        heard = ("en", *heard)
    own = form.application(life.role)
    offered = form.languages_of(own) if own else form.languages
    return next((language for language in heard if language in offered), form.languages[0])


def _person(form: Form, candidate: Candidate, number: int) -> Person:
    on = candidate.received.date()
    return Person(
        code=f"{candidate.role.letter}-{number:04}",
        role=candidate.role,
        first_name=candidate.contact.first_name,
        received=on,
        answers=_in_workbook(form, candidate.answers),
        stage=Stage.SEEKING,
        places=_places(form, candidate.answers),
        confirmed_on=on,
        trained_on=on,
        charter_on=on,
        agreement_on=on,
        row=number + 1,
    )


def _in_workbook(form: Form, answers: Answers) -> Answers:
    known = form.question_by_code
    return {code: answer for code, answer in answers.items() if known[code].column}


def _places(form: Form, answers: Answers) -> int:
    """The quantity of the option chosen under `places`; one where the form does not ask."""
    question = form.question_by_code.get("places")
    option = question.option_by_code.get(str(answers.get("places"))) if question else None
    return int(option.value) if option and option.value else 1
