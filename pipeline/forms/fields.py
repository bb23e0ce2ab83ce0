"""Form in; what a page needs to ask its questions in one language, group by group, out. The site and the server share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from babel.dates import get_day_names

from pipeline.vocabulary.form import (
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    PHONE,
    Form,
    Page,
    Question,
    Questionnaire,
    Type,
    Words,
)
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.week import DAYS, PARTS
from pipeline.words import Speaker
from pipeline.words.directions import is_right_to_left

OTHER = ".other"  # what is added to a question's code for the free text beside its options
EMPTY = "website"  # a field that people never see; robots fill it in
TOKEN, SOURCE, FRAMED = "token", "src", "framed"

LONGEST: Mapping[Type, int] = {
    Type.TEXT: 2000, Type.NAME: 100, Type.PHONE: 60, Type.EMAIL: 254, Type.PLACE: 100, Type.DATE: 30, Type.NUMBER: 15,
}  # fmt: skip
"""Characters that an answer may have, by type of question."""
LONGEST_OTHER = 200

INPUTS: Mapping[Type, str] = {
    Type.TEXT: "area", Type.NAME: "text", Type.PHONE: "tel", Type.EMAIL: "email", Type.PLACE: "text",
    Type.CHOICE: "radio", Type.CHOICES: "checkbox", Type.LANGUAGES: "checkbox", Type.WEEK: "checkbox",
    Type.DATE: "text", Type.NUMBER: "text", Type.CONSENT: "checkbox",
}  # fmt: skip
"""How a type of question is asked. Days are typed: every browser can, and no calendar to fight with."""
PURPOSES: Mapping[str, str] = {
    FIRST_NAME: "given-name",
    LAST_NAME: "family-name",
    PHONE: "tel",
    EMAIL: "email",
}
"""What a browser may fill in by itself, by question."""
KEYBOARDS: Mapping[Type, str] = {Type.PHONE: "tel", Type.EMAIL: "email", Type.NUMBER: "numeric"}
HELP: Mapping[Type, str] = {
    Type.PHONE: "form.phone_help",
    Type.PLACE: "form.place_help",
    Type.DATE: "form.date_help",
}
FILLED_BY = "filled_by"
"""The question who has filled in the form for somebody else: our own form asks it last, whatever its pages."""
SEVERAL = frozenset({Type.CHOICES, Type.LANGUAGES, Type.WEEK})


@dataclass(frozen=True)
class Said:
    """Words with the language that they are in, where they had to be borrowed."""

    text: str
    borrowed: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Choice:
    """One box or button: the code that is sent, and its label."""

    code: str
    label: Said


@dataclass(frozen=True)
class Line:
    """One row of a grid: a day, and the boxes of its parts."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """One question as a page asks it, with what was answered and what is to be changed."""

    code: str
    input: str
    title: Said
    is_needed: bool
    help: str = ""
    purpose: str = ""
    keyboard: str = ""
    direction: str = ""
    longest: int = 0
    choices: tuple[Choice, ...] = ()
    grid: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    other: str = ""  # the label of the free text, where there is one
    given: tuple[str, ...] = ()
    given_other: str = ""
    error: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it is asked with several boxes or buttons under one title."""
        return bool(self.choices or self.grid)

    @property
    def first(self) -> str:
        """The identifier to which a link from the summary of errors leads."""
        codes = [
            choice.code for choice in (*self.choices, *(one for line in self.grid for one in line.choices))
        ]
        return f"{self.code}-{codes[0]}" if codes else self.code

    @property
    def value(self) -> str:
        """What was written."""
        return self.given[0] if self.given else ""


@dataclass(frozen=True)
class Group:
    """Questions that are asked together: one step on a telephone."""

    title: Said
    fields: tuple[Field, ...]
    help: str = ""


@dataclass(frozen=True)
class View:
    """A form ready to be shown. `say` speaks to those who fill it in."""

    code: str
    look: str  # the side whose colour it has
    language: str
    address: str  # where it is sent
    title: Said
    introduction: Said
    groups: tuple[Group, ...]
    speaker: Speaker
    contact_phone: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)
    error: str = ""  # one that belongs to no question

    def say(self, code: str, **details: object) -> str:
        """An interface word in the form's language."""
        return self.speaker.say(sentence(f"form.{code}", **{"phone": self.contact_phone, **details}))

    @property
    def direction(self) -> str:
        """Rtl or ltr, as HTML wants it."""
        return direction_of(self.language)

    @cached_property
    def wrong(self) -> tuple[Field, ...]:
        """The questions whose answer is to be changed."""
        return tuple(one for group in self.groups for one in group.fields if one.error)


@dataclass(frozen=True)
class Filled:
    """What was sent, as it was sent, and what is to be changed, by question."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Sending:
    """Where a form is sent, and whom one can call instead."""

    address: str
    phone: str = ""


def direction_of(language: str) -> str:
    """Rtl or ltr, as HTML wants it."""
    return "rtl" if is_right_to_left(language) else "ltr"


def spoken_language(form: Form, sheet: Questionnaire, language: str) -> str:
    """The language in which a form is shown: the wanted one, or else its first."""
    languages = form.languages_of(sheet)
    return language if language in languages else languages[0]


def asked_pages(form: Form, sheet: Questionnaire) -> tuple[tuple[Page, tuple[Question, ...]], ...]:
    """A form's pages with their questions; on the last one, also who has filled it in for somebody else."""
    pages = form.pages_of(sheet)
    asked = {question.code for _, questions in pages for question in questions}
    helper = form.question_by_code.get(FILLED_BY)
    if helper is None or FILLED_BY in asked:
        return pages
    page, questions = pages[-1]
    return (*pages[:-1], (page, (*_without_consent(questions), helper, *_consents(questions))))


def _without_consent(questions: Iterable[Question]) -> Iterator[Question]:
    return (question for question in questions if question.type is not Type.CONSENT)


def _consents(questions: Iterable[Question]) -> Iterator[Question]:
    return (question for question in questions if question.type is Type.CONSENT)


def asked_questions(form: Form, sheet: Questionnaire) -> tuple[Question, ...]:
    """Everything that a form asks, in its order."""
    return tuple(question for _, questions in asked_pages(form, sheet) for question in questions)


def show_form(
    form: Form, sheet: Questionnaire, language: str, sending: Sending, filled: Filled | None = None
) -> View:
    """A form page by page, in one of its languages."""
    answered = filled or Filled()
    speaker = Speaker(spoken_language(form, sheet, language), form)
    return View(
        code=sheet.code,
        look=(sheet.role or Role.NEWCOMER).value,
        language=speaker.language,
        address=sending.address,
        title=borrow(sheet.title, speaker.language),
        introduction=borrow(sheet.introduction, speaker.language),
        groups=tuple(_group(page, asked, speaker, answered) for page, asked in asked_pages(form, sheet)),
        speaker=speaker,
        contact_phone=sending.phone,
        hidden=answered.hidden,
        error=answered.error,
    )


def _group(page: Page, questions: Iterable[Question], speaker: Speaker, filled: Filled) -> Group:
    return Group(
        borrow(page.title, speaker.language),
        tuple(_field(question, speaker, filled) for question in questions),
        speaker.say(page.help) if page.help else "",
    )


def _field(question: Question, speaker: Speaker, filled: Filled) -> Field:
    kind, is_grid = question.type, question.is_grid
    return Field(
        code=question.code,
        input="text" if question.code == FILLED_BY else INPUTS[kind],
        title=borrow(question.title, speaker.language),
        is_needed=question.required,
        help=_help(question, speaker),
        purpose=PURPOSES.get(question.code, ""),
        keyboard=KEYBOARDS.get(kind, ""),
        direction="ltr" if kind in {Type.PHONE, Type.EMAIL} else "auto" if kind in LONGEST else "",
        longest=LONGEST.get(kind, 0),
        choices=tuple(
            Choice(option.code, borrow(option.label, speaker.language)) for option in question.options
        ),
        grid=_grid(speaker) if is_grid else (),
        columns=tuple(speaker.say(sentence(f"form.{part}")) for part in PARTS) if is_grid else (),
        other=speaker.say(sentence("form.other")) if question.other else "",
        given=tuple(filled.given.get(question.code, ())),
        given_other=next(iter(filled.given.get(question.code + OTHER, ())), ""),
        error=filled.errors.get(question.code, ""),
    )


def _help(question: Question, speaker: Speaker) -> str:
    """The form's own help, or ours; and that several boxes may be ticked."""
    if question.help:
        return speaker.say(question.help)
    code = "form.several" if question.type in SEVERAL else HELP.get(question.type)
    return speaker.say(sentence(code)) if code else ""


def _grid(speaker: Speaker) -> tuple[Line, ...]:
    names = get_day_names("wide", context="stand-alone", locale=speaker.locale)
    parts = [speaker.say(sentence(f"form.{part}")) for part in PARTS]
    return tuple(
        Line(
            str(names[number]),
            tuple(
                Choice(f"{day}-{part}", Said(f"{names[number]} {said}"))
                for part, said in zip(PARTS, parts, strict=True)
            ),
        )
        for number, day in enumerate(DAYS)
    )


def borrow(words: Words, language: str) -> Said:
    """Words in a language, or in the first that there is, which is then named."""
    if words.get(language):
        return Said(words[language])
    other = next(iter(words))
    return Said(words[other], other)


def allowed_codes(question: Question) -> tuple[str, ...]:
    """The codes that may be sent as an answer to a question that is asked with boxes or buttons."""
    if question.is_grid:
        return tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
    return tuple(question.option_by_code)
