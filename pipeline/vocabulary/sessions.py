"""Sessions: what people can come to, who sits with whom there, and who would like to see whom again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.vocabulary.sentences import Options


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
    """One row of *Agenda*, all of it written by the team; hours are texts like 18:30."""

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


@dataclass(frozen=True)
class Wish:
    """One row of *Souhaits*: whom somebody would like to see again after a session."""

    who: str
    wanted: tuple[str, ...]
    row: int | None = None


class Attendance(StrEnum):
    """Whether a guest is noted among a session's participants, or free then and yet to be asked."""

    COMING = "coming"
    INVITED = "invited"


@dataclass(frozen=True)
class Introduction:
    """Somebody to whom a guest may introduce themselves, and what both like."""

    code: str
    shared: Options


@dataclass(frozen=True)
class Seat:
    """One row of *Tables*: where a guest of a session sits, and to whom they may introduce themselves.

    table: its number; 0 where no table speaks a language of theirs. languages: the table's; there, the guest's own.
    """

    session: Session
    who: str
    attendance: Attendance
    table: int
    languages: tuple[str, ...]
    shared: Options
    introductions: tuple[Introduction, ...] = ()
