"""The forms: questions, options with stable codes, and their words in every language.

One file holds every form of a programme: the applications of both sides, and *call me*. Questions stand in one list;
each form names those that it asks, page by page. What a side's form does not ask, the team asks in conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.vocabulary.people import Role
from pipeline.vocabulary.week import SLOTS

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
OptionCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
# Questions that the pipeline itself understands, whatever the programme; a form may leave them out.
FIRST_NAME, LAST_NAME, PHONE, EMAIL = "first_name", "last_name", "phone", "email"
LATIN_NAME = "first_name_latin"  # the first name in Latin letters, for whoever writes it in others
ADULT, CONSENT = "adult", "consent"
FILLED_BY = "filled_by"  # who filled in the form for somebody else; paper and our own form ask it, at the end
HEARD = "source"  # how somebody heard of us; the address of a form may fill it in
PLACES = "places"  # how many duos a citizen can take part in at the same time
DURATION = "duration"  # months, as option values
RHYTHM = "rhythm"
MISSION_DAY = "mission_on"  # the one day for which a newcomer asks help
# The form of whoever would rather be called than write: which side, when, and may we.
CALL_ME, SIDE, CALL_WHEN, CALL_CONSENT = "call_me", "side", "call_when", "call_consent"

Words = Annotated[dict[str, str], Field(min_length=1)]


class Noun(BaseModel):
    """A configuration value: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, ignored_types=(cached_property,)
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that works out anew whatever the original had worked out and kept."""
        copied = super().model_copy(update=update, deep=deep)
        for kept in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[kept]
        return copied


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
    formerly: tuple[str, ...] = ()  # earlier labels: answers that have them are still understood

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
    version: str = ""  # of a consent's words, which are its help; kept with the answer

    @cached_property
    def option_by_code(self) -> dict[str, Option]:
        """Option code → option."""
        return {option.code: option for option in self.options}

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Every option's code with its label, in every language; then with its earlier ones."""
        current = ((option.code, label) for option in self.options for label in option.label.values())
        return (*current, *((option.code, label) for option in self.options for label in option.formerly))

    def asks(self, role: Role) -> bool:
        """Whether this side is asked the question."""
        return self.role in (None, role)

    @property
    def short(self) -> Words:
        """The short name, or the title where there is none."""
        return self.label or self.title

    @property
    def is_grid(self) -> bool:
        """Whether it is asked as a grid: a week without options, one row a day."""
        return self.type is Type.WEEK and not self.options


class Page(Noun):
    """What is asked together: a title, and questions by their codes."""

    code: Code
    title: Words
    questions: tuple[Code, ...] = Field(min_length=1)
    help: Words | None = None


class Questionnaire(Noun):
    """One form: who fills it in, in which languages, its pages, and what is said before and after."""

    code: Code
    title: Words
    introduction: Words
    confirmation: Words  # what is read once it is sent
    pages: tuple[Page, ...] = Field(min_length=1)
    role: Role | None = None  # the side that applies with it; None where it is no application
    languages: tuple[str, ...] = ()  # none: all of the file's
    required: tuple[Code, ...] = ()  # questions on which this form insists although others do not
    optional: tuple[Code, ...] = ()  # questions on which this form does not insist although others do
    too_young: Words | None = None  # what is read by whoever says that they are under age


class Translation(Noun):
    """What is known of one language's words: who has read them, and which source words each follows, by mark."""

    reviewed_by: str | None = (
        None  # a native speaker; "" as long as one has yet to read them; None: not needed
    )
    follows: dict[str, str] = Field(default_factory=dict)


class Form(Noun):
    """Every form of a programme; all questions in the order in which the workbook shows them."""

    version: str
    languages: tuple[str, ...] = Field(
        min_length=1
    )  # the first is the one from which the others are translated
    questions: tuple[Question, ...] = Field(min_length=1)
    forms: tuple[Questionnaire, ...] = ()
    translations: dict[str, Translation] = Field(default_factory=dict)

    @cached_property
    def question_by_code(self) -> dict[str, Question]:
        """Question code → question."""
        return {question.code: question for question in self.questions}

    @cached_property
    def form_by_code(self) -> dict[str, Questionnaire]:
        """Form code → form."""
        return {form.code: form for form in self.forms}

    def of(self, role: Role) -> tuple[Question, ...]:
        """The questions about one side, in order: those that its form asks and those left to the team."""
        return tuple(
            question
            for question in self.questions
            if question.asks(role) and question.code not in self._asked_elsewhere
        )

    @cached_property
    def _asked_elsewhere(self) -> frozenset[str]:
        """Questions of forms that are no application, about which the workbook has nothing."""
        shown = {question.code for question in self.questions if question.column}
        applications = {code for form in self.forms if form.role for code in _codes(form)}
        others = {code for form in self.forms if not form.role for code in _codes(form)}
        return frozenset(others - applications - shown)

    @cached_property
    def asked_apart(self) -> frozenset[str]:
        """Questions that only forms ask with which nobody signs up: a pulse, an evaluation."""
        signing = {code for form in self.forms if form.role or form.code == CALL_ME for code in _codes(form)}
        return frozenset(code for form in self.forms for code in _codes(form)) - signing

    def application(self, role: Role) -> Questionnaire | None:
        """The form with which one side applies; None where a file has no forms but only questions."""
        return next((form for form in self.forms if form.role is role), None)

    def asked_of(self, role: Role) -> tuple[Question, ...]:
        """What one side's form asks, in its order; every question about that side where there are no forms."""
        form = self.application(role)
        return self.asked_in(form) if form else self.of(role)

    def asked_in(self, form: Questionnaire) -> tuple[Question, ...]:
        """What one form asks, in its order, each required as far as this form insists on it."""
        return tuple(question for _, questions in self.pages_of(form) for question in questions)

    def pages_of(self, form: Questionnaire) -> tuple[tuple[Page, tuple[Question, ...]], ...]:
        """The pages of one form with their questions, each required as far as this form insists on it."""
        return tuple(
            (page, tuple(self._asked(form, code) for code in page.questions if code in self.question_by_code))
            for page in form.pages
        )

    def _asked(self, form: Questionnaire, code: str) -> Question:
        question = self.question_by_code[code]
        required = (question.required or code in form.required) and code not in form.optional
        return question.model_copy(update={"required": required})

    def left_to_team(self, role: Role) -> tuple[Question, ...]:
        """What the team asks of one side in conversation, because its form does not."""
        asked = {question.code for question in self.asked_of(role)}
        return tuple(question for question in self.of(role) if question.code not in asked)

    def languages_of(self, form: Questionnaire) -> tuple[str, ...]:
        """The languages in which one form is offered, in the file's order."""
        return tuple(
            language for language in self.languages if language in (form.languages or self.languages)
        )

    def is_reviewed(self, language: str) -> bool:
        """Whether the words of a language await no native speaker any more."""
        return self.translations.get(language, Translation()).reviewed_by != ""

    def columns(self, role: Role) -> dict[str, tuple[Question, ...]]:
        """Workbook column → the questions that stand in it, in order; columns as their last questions are asked."""
        columns: dict[str, tuple[Question, ...]] = {}
        for question in self.of(role):
            if question.column:
                columns[question.column] = (*columns.pop(question.column, ()), question)
        return columns


def _codes(form: Questionnaire) -> frozenset[str]:
    return frozenset(code for page in form.pages for code in page.questions)
