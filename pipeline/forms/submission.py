"""What was sent in; an application that the form allows, or what to change in it, out. The rules are the pipeline's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.answers import read_answer, write_answer
from pipeline.forms.fields import LONGEST, LONGEST_OTHER, OTHER, SEVERAL, allowed_codes, asked_questions
from pipeline.vocabulary.form import ADULT, EMAIL, PHONE, Form, Question, Questionnaire, Type
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.words import Speaker

Posted = Mapping[str, Sequence[str]]
"""Field name → the values that were sent under it."""

# What a spreadsheet's cell cannot hold: control characters, half of a surrogate pair, two non-characters.
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SOURCE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
BLANK = {
    Type.TEXT: "text", Type.NAME: "text", Type.PHONE: "phone", Type.EMAIL: "email", Type.PLACE: "place",
    Type.CHOICE: "choice", Type.CHOICES: "choices", Type.LANGUAGES: "languages", Type.WEEK: "week",
    Type.DATE: "date", Type.NUMBER: "number", Type.CONSENT: "consent",
}  # fmt: skip
"""What is said of a needed answer that is missing, by type of question."""


@dataclass(frozen=True)
class Application:
    """What somebody sent, every part of it allowed by the form. `answers` is exactly what was chosen or written."""

    form: str  # its code
    language: str
    version: str  # of the words that were agreed to
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""  # what the link said that brought somebody here

    def to_json(self) -> dict[str, object]:
        """All of it, for the envelope."""
        return {
            "form": self.form, "language": self.language, "version": self.version, "source": self.source,
            "answers": {code: list(values) for code, values in self.answers.items()},
        }  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """An application, and what to change before it can be taken, by question."""

    application: Application
    errors: Mapping[str, Sentence]
    shown: Mapping[str, tuple[str, ...]]  # what was sent, to be shown again
    is_under_age: bool = False


def check_posted(form: Form, sheet: Questionnaire, language: str, posted: Posted) -> Checked:
    """Only what the form asks is read; somebody under age is asked nothing else, and nothing of theirs is kept."""
    answers: dict[str, tuple[str, ...]] = {}
    errors: dict[str, Sentence] = {}
    questions = asked_questions(form, sheet)
    for question in questions:
        given = _given(question, posted)
        error = _error(question, given)
        answers |= {code: values for code, values in given.items() if values}
        if error:
            errors[question.code] = error
    ways = [question.code for question in questions if question.code in {PHONE, EMAIL}]
    if ways and not any(way in answers for way in ways):
        errors.setdefault(ways[0], sentence("form.error_contact"))
    source = source_of(posted.get("src", ()))
    application = Application(sheet.code, language, agreed_version(form, questions), answers, source)
    return Checked(application, errors, answers, is_under_age=answers.get(ADULT) == ("no",))


def tidy(text: str) -> str:
    """A text as it is kept: line ends as one character, nothing that no file can hold, no blanks around it."""
    return IMPOSSIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _given(question: Question, posted: Posted) -> dict[str, tuple[str, ...]]:
    """What was sent for one question: its own values, and the free text beside its options."""
    codes = (question.code, question.code + OTHER) if question.other else (question.code,)
    given = {}
    for code in codes:
        tidied = (tidy(value) for value in posted.get(code, ()))
        given[code] = tuple(dict.fromkeys(value for value in tidied if value))
    return given


def _error(question: Question, given: Mapping[str, tuple[str, ...]]) -> Sentence | None:
    values, other = given[question.code], given.get(question.code + OTHER, ())
    if not values and not other:
        return sentence(f"form.error_{BLANK[question.type]}") if question.required else None
    if question.type in LONGEST:
        return _error_in_text(question, values)
    return _error_in_choice(question, values, other)


def _error_in_text(question: Question, values: tuple[str, ...]) -> Sentence | None:
    limit = LONGEST[question.type]
    if len(values[0]) > limit:
        return sentence("form.error_long", limit=limit)
    if len(values) > 1 or ("\n" in values[0] and question.type is not Type.TEXT):
        return sentence(f"form.error_{BLANK[question.type]}")
    reading = read_answer(question, values[0])
    if reading.answer is not None:
        return None
    places = [fault.details["places"] for fault in reading.faults if fault.code == "ambiguous_place"]
    if places:
        return sentence("form.error_place_several", places=places[0])
    is_name = question.type is Type.NAME and reading.faults
    return sentence("form.error_name" if is_name else f"form.error_{BLANK[question.type]}")


def _error_in_choice(question: Question, values: tuple[str, ...], other: tuple[str, ...]) -> Sentence | None:
    is_one = question.type not in SEVERAL
    if set(values) - set(allowed_codes(question)) or (is_one and len(values) > 1) or len(other) > 1:
        return sentence(f"form.error_{BLANK[question.type]}")
    if other and len(other[0]) > LONGEST_OTHER:
        return sentence("form.error_long", limit=LONGEST_OTHER)
    if question.required and not values and not _says_something(question, other):
        return sentence(f"form.error_{BLANK[question.type]}")
    return None


def _says_something(question: Question, other: tuple[str, ...]) -> bool:
    """Whether a free text alone answers a question: a language by its name, or any words where any will do."""
    reading = read_answer(question, other[0])
    return bool(reading.answer) or (question.type is Type.CHOICES and bool(reading.faults))


def agreed_version(form: Form, questions: Iterable[Question]) -> str:
    """The version of the words that somebody agrees to; the whole form's where the agreement has none."""
    versions = (question.version for question in questions if question.type is Type.CONSENT)
    return next((version for version in versions if version), form.version)


def source_of(sent: Sequence[str]) -> str:
    """The code of a poster or a partner, if it looks like one."""
    said = next(iter(sent), "")
    return said if SOURCE_CODE.fullmatch(said) else ""


def write_cells(form: Form, application: Application) -> dict[str, str]:
    """Question code → the text of its cell in the response tab, in the language in which somebody answered."""
    speaker = Speaker(application.language, form)
    return {
        question.code: cell
        for question in asked_questions(form, form.form_by_code[application.form])
        if (cell := ", ".join(_parts(question, application.answers, speaker)))
    }


def _parts(question: Question, answers: Mapping[str, tuple[str, ...]], speaker: Speaker) -> Iterator[str]:
    values = answers.get(question.code, ())
    if question.type in LONGEST:
        yield from values
        return
    if question.type is Type.WEEK:
        yield from _week(question, values, speaker)
    elif values:
        yield write_answer(question, frozenset(values), speaker)
    yield from answers.get(question.code + OTHER, ())


def _week(question: Question, values: tuple[str, ...], speaker: Speaker) -> Iterator[str]:
    """Moments as labels of options, or, where a grid was shown, in the usual words."""
    if question.options:
        yield from (speaker.say(option.label) for option in question.options if option.code in values)
    elif values:
        yield write_answer(question, frozenset(values), speaker)
