"""Builders: a thing with sensible defaults, of which a test names only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.vocabulary.duos import Duo, Explanation, Offer, Pairing, Proposal, Request
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.journey import Opinion, Stage
from pipeline.vocabulary.people import Candidate, Contact, Person, Place, Role
from pipeline.vocabulary.programme import Programme, Rule
from pipeline.vocabulary.sentences import sentence

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)
SECRET = bytes(range(32))
SCHAERBEEK = Place("1030", 50.86935, 4.37737)
LIEGE = Place("4000", 50.6337, 5.5675)


@cache
def the_programme() -> Programme:
    """The programme of this repository."""
    return Programme(**yaml.safe_load((ROOT / "programme.yaml").read_text(encoding="utf-8")))


@cache
def the_form() -> Form:
    """The form of this repository."""
    return Form(**yaml.safe_load((ROOT / "form.yaml").read_text(encoding="utf-8")))


def a_programme(**matching: Any) -> Programme:
    """The programme with other matching settings."""
    programme = the_programme()
    return programme.model_copy(update={"matching": programme.matching.model_copy(update=matching)})


def a_newcomer(code: str = "N-0001", *, answers: dict[str, Any] | None = None, **changes: Any) -> Person:
    """A newcomer who is ready, speaks French and is free on Wednesday evenings; an answer of None is missing."""
    given = {
        "postcode": SCHAERBEEK,
        "languages_well": frozenset({"ar"}),
        "languages_some": frozenset({"fr"}),
        "free_time": frozenset({"wed-evening", "sat-morning"}),
        "needs": frozenset({"speak", "city"}),
        "likes": frozenset({"cooking"}),
        "adult": "yes",
        "gender_wish": "any",
        "gender": "woman",
        "age": "30-44",
        "travel": "km10",
        **(answers or {}),
    }
    person = Person(
        code=code,
        role=Role.NEWCOMER,
        first_name="Samira",
        received=date(2026, 10, 1),
        answers={name: answer for name, answer in given.items() if answer is not None},
        stage=Stage.SEEKING,
        confirmed_on=date(2026, 10, 8),
    )
    return replace(person, **changes)


def a_citizen(code: str = "V-0001", *, answers: dict[str, Any] | None = None, **changes: Any) -> Person:
    """A citizen who is ready and suits a_newcomer; an answer of None is missing."""
    given = {
        "postcode": SCHAERBEEK,
        "languages_well": frozenset({"fr", "en"}),
        "availability": frozenset({"wed-evening", "thu-evening"}),
        "offers": frozenset({"speak", "work"}),
        "likes": frozenset({"cooking", "walking"}),
        "adult": "yes",
        "gender": "man",
        "age": "45-59",
        "travel": "km10",
        **(answers or {}),
    }
    person = Person(
        code=code,
        role=Role.CITIZEN,
        first_name="Paul",
        received=date(2026, 9, 1),
        answers={name: answer for name, answer in given.items() if answer is not None},
        stage=Stage.SEEKING,
        trained_on=date(2026, 9, 20),
        charter_on=date(2026, 9, 21),
    )
    return replace(person, **changes)


def an_offer(person: Person | None = None, places: int = 1) -> Offer:
    """A citizen's offer."""
    return Offer(person or a_citizen(), places)


def a_request(person: Person | None = None, **changes: Any) -> Request:
    """A newcomer's request."""
    return replace(Request(person or a_newcomer()), **changes)


def a_proposal(**changes: Any) -> Proposal:
    """A proposal made a week ago, undecided."""
    proposal = Proposal(
        newcomer="N-0001", citizen="V-0001", code="P-0001", proposed_on=date(2026, 11, 17), row=2
    )
    return replace(proposal, **changes)


def a_duo(**changes: Any) -> Duo:
    """A duo that has just been formed."""
    return replace(
        Duo(code="D-0001", newcomer="N-0001", citizen="V-0001", made_on=date(2026, 11, 1)), **changes
    )


def a_contact(**changes: Any) -> Contact:
    """How to reach Samira Exemple."""
    contact = Contact(
        first_name="Samira",
        last_name="Exemple",
        phone="+32470000001",
        phone_as_written="0470 00 00 01",
        email="samira@example.org",
        language="fr",
    )
    return replace(contact, **changes)


def a_candidate(**changes: Any) -> Candidate:
    """A newcomer's valid response."""
    candidate = Candidate(
        role=Role.NEWCOMER,
        received=datetime(2026, 11, 20, 18, 30),
        contact=a_contact(),
        answers=a_newcomer().answers,
        tab="Réponses au formulaire 1",
        row=2,
    )
    return replace(candidate, **changes)


def a_pairing(**changes: Any) -> Pairing:
    """A pairing with a short explanation."""
    explanation = Explanation(Opinion.POSSIBLE, (sentence("todo.nothing"),))
    return replace(Pairing("N-0001", "V-0001", 700_000, explanation), **changes)


def the_homes() -> tuple[Form, Rule]:
    """A form that also asks how many beds there are and how many people come, and the rule that counts them."""
    asked = [
        Question(code=code, type=Type.NUMBER, title={"en": code}, role=role)
        for code, role in (("beds", Role.CITIZEN), ("guests", Role.NEWCOMER))
    ]
    form = Form(version="1", languages=("en",), questions=(*the_form().questions, *asked))
    room = Rule(code="beds", kind="room", name={"en": "beds"}, citizen=("beds",), newcomer=("guests",))
    return form, room
