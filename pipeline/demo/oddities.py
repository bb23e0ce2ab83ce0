"""Applications as real people send them: sent twice, mistyped, incomplete, or not for this programme.

Each oddity says what is to become of it, so that tests can hold validation to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.demo.applications import Application, fill_form
from pipeline.demo.latin import LATIN
from pipeline.demo.lives import Draw, moment, synthetic_phone
from pipeline.demo.people import draw_candidate
from pipeline.vocabulary.form import FIRST_NAME, LATIN_NAME
from pipeline.vocabulary.people import Candidate, Role
from pipeline.vocabulary.tables import Cell
from pipeline.vocabulary.week import DAYS

FIRST_ODD = 4001
"""Odd people are numbered, and telephoned, from here on: apart from the others."""


class Expectation(StrEnum):
    """What is to become of a row."""

    PERSON = "person"  # understood, nothing to say
    FLAGGED = "flagged"  # a person, and a line for the team
    PROBLEM = "problem"  # no person, and a line saying why
    MERGED = "merged"  # a later row of the same person says more


@dataclass(frozen=True)
class Oddity:
    """Somebody drawn by chance, then changed. `phone_of` names the oddity whose telephone they give."""

    name: str
    role: Role
    expectation: Expectation
    days_ago: int
    changes: Mapping[str, Cell] = field(default_factory=dict)
    language: str = "fr"
    phone_of: str = ""


LONG_TEXT = "Nous aimons découvrir et marcher et cuisiner et parler avec tout le monde. " * 90
ISOLATED = "\u2066Zoé\u2069 🌻"  # invisible signs that change the direction of writing
SHARED_MAILBOX = {"email": "accueil@example.org", "source": "par un service social ou une école"}

CITIZEN, NEWCOMER = Role.CITIZEN, Role.NEWCOMER
PERSON, FLAGGED, PROBLEM = Expectation.PERSON, Expectation.FLAGGED, Expectation.PROBLEM
ODDITIES = (
    Oddity("unknown_postcode", CITIZEN, FLAGGED, 20, {"postcode": 99991}),
    Oddity("misspelt_languages", CITIZEN, PERSON, 31, {"languages_well": "franssais, arabbe"}),
    Oddity("mixed_languages", NEWCOMER, PERSON, 27, {"languages_well": "Farsi / Pashto"}, "nl"),
    Oddity("unknown_language", NEWCOMER, FLAGGED, 3, {"languages_well": "français, klingonais"}),
    Oddity("under_age", NEWCOMER, PROBLEM, 12, {"adult": "Non"}),
    Oddity("no_consent", NEWCOMER, PROBLEM, 9, {"consent": None}),
    Oddity("no_contact", CITIZEN, PROBLEM, 15, {"phone": None, "email": None}, "nl"),
    Oddity("no_name", NEWCOMER, PROBLEM, 44, {"first_name": None}),
    Oddity("couple_first", CITIZEN, PERSON, 17, {"first_name": "Els"}, "nl"),
    Oddity("couple_second", CITIZEN, FLAGGED, 16, {"first_name": "Wim"}, "nl", "couple_first"),
    Oddity("registered_first", NEWCOMER, PERSON, 9, {"first_name": "Samira", **SHARED_MAILBOX}),
    Oddity(
        "registered_second",
        NEWCOMER,
        PERSON,
        8,
        {"first_name": "هند", **SHARED_MAILBOX},
        "fr",
        "registered_first",
    ),
    Oddity(
        "registered_third",
        NEWCOMER,
        FLAGGED,
        7,
        {"first_name": "Yonas", **SHARED_MAILBOX},
        "fr",
        "registered_first",
    ),
    Oddity("formula", CITIZEN, PERSON, 22, {"first_name": '=HYPERLINK("https://example.org","Click")'}, "en"),
    Oddity("long_text", CITIZEN, FLAGGED, 36, {"offers": f"découvrir la ville, {LONG_TEXT}"}),
    Oddity(
        "unreadable_phone", NEWCOMER, FLAGGED, 24, {"phone": "appelez ma sœur", "email": "n4016@example.org"}
    ),
    Oddity("unreadable_email", CITIZEN, FLAGGED, 40, {"email": "voorbeeld(at)example"}, "nl"),
    Oddity("no_free_time", CITIZEN, FLAGGED, 8, {f"availability[{day}]": None for day in DAYS}),
    Oddity(
        "spaces_and_signs", CITIZEN, PERSON, 48, {"first_name": f"\u00a0 {ISOLATED} ", "postcode": " 1050 "}
    ),
    Oddity("commune_in_words", NEWCOMER, PERSON, 52, {"postcode": "Gent"}, "nl"),
    Oddity("sent_first", CITIZEN, Expectation.MERGED, 33, {"first_name": "Noémie"}),
    Oddity("sent_again", CITIZEN, PERSON, 32, {"first_name": "noémie "}, "fr", "sent_first"),
)


def draw_oddities(draw: Draw) -> Iterator[Application]:
    """One application for each oddity, in their order."""
    for number, oddity in enumerate(ODDITIES, start=FIRST_ODD):
        application = fill_form(draw, _person(draw, oddity, number), number)
        yield replace(application, cells={**application.cells, **_in_latin(oddity), **oddity.changes})


def _in_latin(oddity: Oddity) -> Mapping[str, Cell]:
    """Whoever has another name writes that one in Latin letters."""
    name = oddity.changes.get(FIRST_NAME)
    return {LATIN_NAME: LATIN.get(str(name))} if name else {}


def draw_odd_people(draw: Draw) -> Iterator[Candidate]:
    """Who is behind the oddities, as far as they have a telephone of their own."""
    for number, oddity in enumerate(ODDITIES, start=FIRST_ODD):
        if not oddity.phone_of:
            yield _person(draw, oddity, number)


def _person(draw: Draw, oddity: Oddity, number: int) -> Candidate:
    numbers = {odd.name: odd_number for odd_number, odd in enumerate(ODDITIES, start=FIRST_ODD)}
    drawn = draw_candidate(draw, oddity.role, number, moment(draw.today, oddity.days_ago, number))
    phone = synthetic_phone(oddity.role, numbers.get(oddity.phone_of, number))
    return replace(drawn, contact=replace(drawn.contact, phone=phone, language=oddity.language))
