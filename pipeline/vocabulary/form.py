"""The form: questions, options with stable codes, and their words in every language."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.vocabulary.people import Role
from pipeline.vocabulary.week import SLOTS

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
OptionCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
# Questions that the pipeline itself understands, whatever the programme; a form may leave them out.
FIRST_NAME, LAST_NAME, PHONE, EMAIL = "first_name", "last_name", "phone", "email"
ADULT, CONSENT = "adult", "consent"
PLACES = "places"  # how many duos a citizen can take part in at the same time
DURATION = "duration"  # months, as option values
RHYTHM = "rhythm"
MISSION_DAY = "mission_on"  # the one day for which a newcomer asks help

Words = Annotated[dict[str, str], Field(min_length=1)]


class Noun(BaseModel):
    """A configuration value: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, ignored_types=(cached_property,)
    )


class Type(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"  # a Belgian postcode, or a commune's name
    CHOICE = "choice"  # one option
    CHOICES = "choices"  # several options
    LANGUAGES = "languages"  # several languages, any language of the world
    WEEK = "week"  # slots: a grid of days, or options that stand for slots
    DATE = "date"
    NUMBER = "number"
    CONSENT = "consent"


class Option(Noun):
    """One possible answer. `value` is its quantity (kilometres, months, years); `slots` the slots it stands for."""

    code: OptionCode
    label: Words
    value: float | None = None
    slots: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _slots_exist(self) -> Self:
        unknown = set(self.slots) - set(SLOTS)
        if unknown:
            raise ValueError(f"unknown slots {', '.join(sorted(unknown))}; write them like mon-evening")
        return self


class Question(Noun):
    """One question. Its title is the response tab's heading; `column` is where the team sees and corrects it."""

    code: Code
    type: Type
    title: Words
    role: Role | None = None  # None: both sides are asked
    required: bool = False
    other: bool = False  # the form offers "other" with free text
    help: Words | None = None
    label: Words | None = None  # the short name used in the workbook
    column: Code | None = None
    options: tuple[Option, ...] = ()
    formerly: tuple[str, ...] = ()  # earlier titles: columns that they left are still understood

    @cached_property
    def option_by_code(self) -> dict[str, Option]:
        """Option code → option."""
        return {option.code: option for option in self.options}

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Every option's code with its label, in every language."""
        return tuple((option.code, label) for option in self.options for label in option.label.values())

    def asks(self, role: Role) -> bool:
        """Whether this side is asked the question."""
        return self.role in (None, role)

    @property
    def short(self) -> Words:
        """The short name, or the title where there is none."""
        return self.label or self.title


class Form(Noun):
    """The application form of a programme, in the order in which it asks."""

    version: str
    languages: tuple[str, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def question_by_code(self) -> dict[str, Question]:
        """Question code → question."""
        return {question.code: question for question in self.questions}

    def of(self, role: Role) -> tuple[Question, ...]:
        """The questions asked of one side, in order."""
        return tuple(question for question in self.questions if question.asks(role))

    def columns(self, role: Role) -> dict[str, tuple[Question, ...]]:
        """Workbook column → the questions that stand in it, in order; columns as their last questions are asked."""
        columns: dict[str, tuple[Question, ...]] = {}
        for question in self.of(role):
            if question.column:
                columns[question.column] = (*columns.pop(question.column, ()), question)
        return columns
