"""What makes a form good: plain, short, asking nothing that is not needed; and pages that name real questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.settings.faults import Fault, Path, hint
from pipeline.settings.forbidden import forbidden_subject
from pipeline.settings.source import Source
from pipeline.vocabulary.form import ADULT, EMAIL, FIRST_NAME, LAST_NAME, LATIN_NAME, PHONE, Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Sentence, sentence

Faults = Iterator[Fault]

MOST_QUESTIONS = 10  # that a newcomer is asked
LONGEST_TITLE = 80  # characters
LONGEST_OPTION = 70
LONGEST_SENTENCE = 20  # words
SHORT = {"questions.*.title.*": LONGEST_TITLE, "questions.*.options.*.label.*": LONGEST_OPTION,
         "forms.*.title.*": LONGEST_TITLE, "forms.*.pages.*.title.*": LONGEST_TITLE}  # fmt: skip
SENTENCES = ("questions.*.help.*", "forms.*.introduction.*", "forms.*.confirmation.*", "forms.*.too_young.*",
             "forms.*.pages.*.help.*")  # fmt: skip
ASKING = ("questions.*.code", "questions.*.title.*", "questions.*.help.*", "questions.*.label.*",
          "questions.*.options.*.label.*", "questions.*.formerly.*")  # fmt: skip
TYPED = (Type.TEXT, Type.NAME, Type.PHONE, Type.EMAIL, Type.PLACE, Type.DATE, Type.NUMBER)
MAY_BE_DEMANDED = (FIRST_NAME, LAST_NAME, PHONE)  # typing that a newcomer may have to do
_SENTENCE = re.compile(r"[^.!?؟…]+")


def page_questions(form: Source) -> Faults:
    """Pages name questions that exist, each once in a form; what a form insists on stands in its pages."""
    known = [code for _, code in form.texts("questions.*.code")]
    for at, questionnaire in form.groups("forms.*"):
        seen: set[str] = set()
        for path, code in form.texts(f"forms.{at[-1]}.pages.*.questions.*"):
            if code not in known:
                yield form.fault(path, sentence("fault.question", found=code, hint=hint(code, known)))
            elif code in seen:
                yield form.fault(path, sentence("fault.asked_twice", found=code))
            seen.add(code)
        yield from _insisted(form, at, questionnaire, seen)


def _insisted(form: Source, at: Path, questionnaire: dict[str, Any], asked: set[str]) -> Faults:
    for key in ("required", "optional"):
        for path, code in Source("", questionnaire).texts(f"{key}.*"):
            if code not in asked:
                said = sentence("fault.not_asked", found=code, hint=hint(code, sorted(asked)))
                yield form.fault((*at, *path), said)


def offered_languages(form: Source) -> Faults:
    """A form is offered in languages of the file."""
    known = [language for _, language in form.texts("languages.*")]
    for path, language in form.texts("forms.*.languages.*"):
        if language not in known:
            yield form.fault(path, sentence("fault.language", found=language, hint=hint(language, known)))


def one_application(form: Source) -> Faults:
    """Each side applies with one form."""
    seen: set[str] = set()
    for path, role in form.texts("forms.*.role"):
        if role in seen:
            yield form.fault(path, sentence("fault.role_twice", found=role))
        seen.add(role)


def subjects(form: Source) -> Faults:
    """Nothing is asked that a duo does not need and that may harm whoever answers."""
    for pattern in ASKING:
        for path, text in form.texts(pattern):
            subject = forbidden_subject(text)
            if subject:
                told = sentence(f"subject.{subject}")
                yield form.fault(path, sentence("fault.subject", found=text, subject=told))


def lengths(form: Source) -> Faults:
    """Questions and options are short."""
    for pattern, limit in SHORT.items():
        for path, text in form.texts(pattern):
            if len(text) > limit:
                numbers = {"count": str(len(text)), "limit": str(limit)}
                yield form.fault(path, sentence("fault.long", found=text, **numbers))


def sentences(form: Source) -> Faults:
    """What is explained is explained in short sentences."""
    for pattern in SENTENCES:
        for path, text in form.texts(pattern):
            for said in _SENTENCE.findall(text):
                if len(said.split()) > LONGEST_SENTENCE:
                    numbers = {"count": str(len(said.split())), "limit": str(LONGEST_SENTENCE)}
                    yield form.fault(path, sentence("fault.long_sentence", found=said.strip(), **numbers))


def consents(form: Source) -> Faults:
    """What somebody agrees to is written out, and its words have a version."""
    for path, question in form.groups("questions.*"):
        if question.get("type") == Type.CONSENT:
            for key in ("help", "version"):
                if not question.get(key):
                    yield form.fault(path, sentence("fault.missing", key=key))


@dataclass(frozen=True)
class Asked:
    """What one form asks, in its order."""

    questionnaire: dict[str, Any]
    questions: tuple[dict[str, Any], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The questions' codes, those of unknown questions too."""
        return tuple(code for _, code in Source("", self.questionnaire).texts("pages.*.questions.*"))

    def is_demanded(self, question: dict[str, Any]) -> bool:
        """Whether the form insists on an answer."""
        code = question["code"]
        insists = question.get("required") is True or code in self._named("required")
        return insists and code not in self._named("optional")

    def _named(self, key: str) -> list[str]:
        return [code for _, code in Source("", self.questionnaire).texts(f"{key}.*")]


def newcomers(form: Source) -> Faults:
    """A newcomer is asked little, types little, and is asked first whether they are of age."""
    by_code = {str(question.get("code")): question for _, question in form.groups("questions.*")}
    for at, questionnaire in form.groups("forms.*"):
        if questionnaire.get("role") == Role.NEWCOMER:
            codes = Asked(questionnaire, ()).codes
            asked = Asked(questionnaire, tuple(by_code[code] for code in codes if code in by_code))
            yield from (form.fault(at, said) for rule in NEWCOMER_RULES for said in rule(asked))


def _few(asked: Asked) -> Iterator[Sentence]:
    if len(asked.codes) > MOST_QUESTIONS:
        yield sentence("fault.too_many", count=str(len(asked.codes)), limit=str(MOST_QUESTIONS))


def _no_grid(asked: Asked) -> Iterator[Sentence]:
    for question in asked.questions:
        if question.get("type") == Type.WEEK and not question.get("options"):
            yield sentence("fault.grid", question=str(question["code"]))


def _little_typing(asked: Asked) -> Iterator[Sentence]:
    for question in asked.questions:
        code = question["code"]
        if question.get("type") in TYPED and code not in MAY_BE_DEMANDED and asked.is_demanded(question):
            yield sentence("fault.email_demanded" if code == EMAIL else "fault.typing", question=str(code))


def _age_first(asked: Asked) -> Iterator[Sentence]:
    first = [code for _, code in Source("", asked.questionnaire).texts("pages.0.questions.*")]
    if ADULT in asked.codes and first != [ADULT]:
        yield sentence("fault.age_first")


def _latin_name(asked: Asked) -> Iterator[Sentence]:
    if FIRST_NAME in asked.codes and LATIN_NAME not in asked.codes:
        yield sentence("fault.latin_name", question=LATIN_NAME)


NEWCOMER_RULES: tuple[Callable[[Asked], Iterator[Sentence]], ...] = (
    _few, _no_grid, _little_typing, _age_first, _latin_name,
)  # fmt: skip
QUESTIONNAIRE_CHECKS: tuple[Callable[[Source], Faults], ...] = (
    page_questions, offered_languages, one_application, subjects, lengths, sentences, consents, newcomers,
)  # fmt: skip
