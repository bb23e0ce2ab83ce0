"""People: a candidate is a valid response, a person is a row of the workbook as the team corrected it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pipeline.vocabulary.journey import Stage


class Role(StrEnum):
    """Which side of a duo somebody is on."""

    CITIZEN = "citizen"
    NEWCOMER = "newcomer"

    @property
    def letter(self) -> str:
        """The first letter of this side's codes: V-0042, N-0017."""
        return {"citizen": "V", "newcomer": "N"}[self.value]

    @property
    def other(self) -> Role:
        """The other side."""
        return Role.NEWCOMER if self is Role.CITIZEN else Role.CITIZEN


@dataclass(frozen=True)
class Place:
    """The centre of a Belgian postcode, in degrees."""

    postcode: str
    latitude: float
    longitude: float


Answer = str | int | date | Place | frozenset[str]
"""What a question's answer becomes: an option's code, a text, a number, a date, a place, or a set of codes
(options, languages as BCP 47 codes, or slots of the week). A missing answer is absent from the mapping."""

Answers = Mapping[str, Answer]
"""Question code → answer."""


@dataclass(frozen=True)
class Contact:
    """How to reach somebody. Lives in the confidential file only."""

    first_name: str
    last_name: str = ""
    phone: str = ""  # E.164, or "" if it could not be read
    phone_as_written: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class Candidate:
    """A valid response: who applied, when, how to reach them, and what they answered."""

    role: Role
    received: datetime
    contact: Contact
    answers: Answers
    tab: str  # the response tab's title
    row: int
    updated: datetime | None = None  # when it was last answered again, if it was
    responses: tuple[str, ...] = ()  # what Google's form calls the responses that this is made of


@dataclass(frozen=True)
class Person:
    """One row of *Nouveaux arrivants* or *Volontaires*: a unit (a person, a household or a group)."""

    code: str
    role: Role
    first_name: str
    received: date
    answers: Answers = field(default_factory=dict)
    stage: Stage = Stage.RECEIVED
    origins: tuple[str, ...] = ()  # the surest first
    places: int = 1
    followed_by: str = ""
    call_on: date | None = None
    confirmed_on: date | None = None
    opinions: tuple[str, str] = ("", "")
    reason: str = ""
    referred_to: str = ""
    trained_on: date | None = None
    charter_on: date | None = None
    agreement_on: date | None = None  # citizens: agreement and information note
    formality: str = ""  # citizens: the step with an office, done or not
    row: int | None = None
