"""People who leave a first name and a number and wait for a call: a draw in, candidates and their hours out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.demo.lives import Draw, moment, synthetic_phone
from pipeline.demo.people import draw_candidate
from pipeline.vocabulary.people import Candidate, Role

FIRST_CALLER = 4501
"""Callers are numbered, and telephoned, from here on."""


class Caller(NamedTuple):
    """Which side, in which language they asked, how long ago, and when they can be called."""

    role: Role
    language: str
    days_ago: int
    when: str


CALLERS = (
    Caller(Role.NEWCOMER, "ar", 46, "morning"),
    Caller(Role.NEWCOMER, "fr", 33, "evening"),
    Caller(Role.CITIZEN, "nl", 27, "noon"),
    Caller(Role.NEWCOMER, "uk", 8, "afternoon"),
    Caller(Role.NEWCOMER, "ar", 2, "evening"),
)


def draw_callers(draw: Draw) -> Iterator[tuple[int, Candidate, str]]:
    """Number, candidate (with all that they will say on the telephone) and hour of each caller."""
    for number, caller in enumerate(CALLERS, start=FIRST_CALLER):
        received = moment(draw.today, caller.days_ago, number)
        drawn = draw_candidate(draw, caller.role, number, received)
        phone = synthetic_phone(caller.role, number)
        yield (
            number,
            replace(drawn, contact=replace(drawn.contact, phone=phone, language=caller.language)),
            caller.when,
        )
