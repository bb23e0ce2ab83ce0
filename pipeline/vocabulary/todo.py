"""One thing to do: a line of *À faire*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary.sentences import Sentence


@dataclass(frozen=True)
class Task:
    """What to do, about whom, why, by when and where; `assignee` is a set of initials, or empty for the team."""

    what: Sentence
    who: str = ""
    because: Sentence | None = None
    by_when: date | None = None
    where: str = ""  # a tab's code
    row: int | None = None
    assignee: str = ""
