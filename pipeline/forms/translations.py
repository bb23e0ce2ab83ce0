"""Which words each translation follows: a form in, a mark for each group of source words, and what is stale, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from pipeline.vocabulary.form import Form, Question, Questionnaire, Words
from pipeline.vocabulary.problems import Problem, Where

FILE = "form.yaml"
MARK_LENGTH = 6


class Stale(NamedTuple):
    """A translation to be read again: of which group, in which language, and the mark that says it was."""

    language: str
    group: str
    mark: str


def marks(form: Form) -> Mapping[str, str]:
    """Each group of words (a question, a form, a form's page) with a mark that changes when its source words do."""
    source = form.languages[0]
    return {group: _mark(words.get(source, "") for words in texts) for group, texts in _groups(form)}


def find_stale(form: Form) -> Iterator[Stale]:
    """Translations whose source words have changed, or that nobody has compared with them.

    A language without any mark is not followed at all.
    """
    current = marks(form)
    spoken = {group: set().union(*texts) for group, texts in _groups(form)}
    for language, translation in form.translations.items():
        for group, mark in current.items():
            if language in spoken[group] and translation.follows.get(group) != mark:
                yield Stale(language, group, mark)


def check_translations(form: Form) -> tuple[Problem, ...]:
    """Each translation that is to be read again, and what to write when it was."""
    place = Where(FILE, FILE, title=FILE)
    return tuple(Problem("translation_stale", place, stale._asdict()) for stale in find_stale(form))


def _groups(form: Form) -> Iterator[tuple[str, tuple[Words, ...]]]:
    for question in form.questions:
        yield question.code, tuple(_words_of_question(question))
    for questionnaire in form.forms:
        yield f"form.{questionnaire.code}", tuple(_words_of_form(questionnaire))
        for page in questionnaire.pages:
            yield f"form.{questionnaire.code}.{page.code}", tuple(filter(None, (page.title, page.help)))


def _words_of_question(question: Question) -> Iterator[Words]:
    yield from filter(None, (question.title, question.help, question.label))
    yield from (option.label for option in question.options)


def _words_of_form(questionnaire: Questionnaire) -> Iterable[Words]:
    said = (
        questionnaire.title,
        questionnaire.introduction,
        questionnaire.confirmation,
        questionnaire.too_young,
    )
    return filter(None, said)


def _mark(texts: Iterable[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:MARK_LENGTH]
