"""What the workbook tells the public site: a whitelist, written by `duos run`, read by the site alone."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pipeline.vocabulary.form import Code, Noun, Words
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Importance, Mode

LEAST = 5
"""Fewer people than this are never counted in public."""

Figure = Literal["duos_running", "duos_formed", "citizens_seeking", "newcomers_seeking"]
Count = Annotated[int, Field(ge=LEAST)]


class Absence(Noun):
    """The person one gets on the telephone is away, both days included."""

    since: date
    until: date


class Profile(Noun):
    """Somebody we are looking for at the moment, in words that point at nobody."""

    code: Code
    role: Role
    words: Words
    waiting: Count  # how many people would be glad of such a person


class Event(Noun):
    """A session of the workbook that the team has marked visible."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    kind: Literal["information", "training", "meeting"]
    day: date
    begins: Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]
    ends: Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]
    title: Words
    place: Words
    audience: Role | Literal["everyone"] = "everyone"


class Published(Noun):
    """The public part of the programme's life. What is not known, or too small to tell, is left out."""

    generated_on: date
    mode: Mode | None = None  # as *Réglages* has it
    importances: dict[Code, Importance] = Field(default_factory=dict)  # by criterion, as *Réglages* has them
    paused: tuple[Role, ...] = ()
    figures: dict[Figure, Count] = Field(default_factory=dict)
    waiting_days: dict[Role, int] = Field(default_factory=dict)  # half of the last people waited no longer
    profiles: tuple[Profile, ...] = ()  # approved by the team
    events: tuple[Event, ...] = ()
    absences: tuple[Absence, ...] = ()  # of the programme's contact
