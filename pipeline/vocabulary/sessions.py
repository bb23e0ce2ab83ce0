"""Sessions: what people can come to, as the team writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SessionKind(StrEnum):
    """What a session is for; at a meeting people sit at tables and get to know each other."""

    INFORMATION = "information"
    TRAINING = "training"
    MEETING = "meeting"


class Audience(StrEnum):
    """Whom a session is for: one side, or everyone."""

    EVERYONE = "everyone"
    CITIZEN = "citizen"
    NEWCOMER = "newcomer"


class YesNo(StrEnum):
    """A yes or a no in a cell."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Session:
    """One row of *Rencontres*, all of it written by the team; hours are texts like 18:30."""

    day: date
    begins: str = ""
    ends: str = ""
    kind: SessionKind = SessionKind.MEETING
    title: str = ""
    venue: str = ""
    audience: Audience = Audience.EVERYONE
    is_visible: bool = False  # on the site
    participants: tuple[str, ...] = ()  # codes; none: nobody has been noted yet
    row: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything is there that the site shows."""
        return bool(self.begins and self.ends and self.title and self.venue)
