"""People of an organisation's list: its rows in; response tabs for validation, and what else it says of them, out.

The tabs keep each cell where it stood, so that a problem names the cell of the organisation's own file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from pipeline.answers.texts import date_from
from pipeline.stages.importation.fields import (
    CODE,
    DATES,
    FULL_NAME,
    RECEIVED,
    ROLE,
    SIDES,
    STAGE,
    grid_heading,
)
from pipeline.stages.importation.mapping import Content, SheetMapping
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import Label
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import code_of, normalised

TIMESTAMP = "Timestamp"
ASSUMED = ("adult", "consent")
"""Questions that an organisation answers for its people by importing them, where its list does not."""

Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Said:
    """What a row says beyond the form: its own code, and what the team knows of the person already."""

    own_code: str = ""
    stage: Stage | None = None
    followed_by: str = ""
    dates: Mapping[str, date] = ()  # type: ignore[assignment]  # placeholder
