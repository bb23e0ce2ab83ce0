"""What the workbook tells the public site: a whitelist, written by `duos run`, read by the site alone."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pipeline.vocabulary.form import Code, Noun
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


class Published(Noun):
    """The public part of the programme's life. What is not known, or too small to tell, is left out."""

    generated_on: date
    mode: Mode | None = None  # as *Réglages* has it
    importances: dict[Code, Importance] = Field(default_factory=dict)  # by criterion, as *Réglages* has them
    paused: tuple[Role, ...] = ()
    figures: dict[Figure, Count] = Field(default_factory=dict)
    absences: tuple[Absence, ...] = ()  # of the programme's contact
