"""Letters in; rows for response tabs of their own, one tab for each form and language, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.forms.delivery import PLACE, Letter
from pipeline.forms.fields import asked_questions
from pipeline.forms.submission import write_cells
from pipeline.vocabulary.form import Form, Questionnaire
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import Speaker

LONGEST_TITLE = 31  # of a tab, in a spreadsheet
MOMENT = {
    "fr": "Horodateur", "nl": "Tijdstempel", "ar": "طابع زمني", "uk": "Позначка часу",
    "fa": "مهر زمانی", "tr": "Zaman damgası", "es": "Marca temporal",
}  # fmt: skip
"""How forms head the column of the moment, by language; elsewhere as in English."""


def title_of(code: str, language: str) -> str:
    """A tab's title; it never changes, whatever language the team speaks."""
    return f"Duos {code[: LONGEST_TITLE - 6 - len(language)]} {language}"


def number_heading(speaker: Speaker) -> str:
    """The heading of the receipts' numbers, by which rows are known."""
    return speaker.say(sentence("receive.column_receipt"))


def known_letters(form: Form, letters: Iterable[Letter]) -> tuple[tuple[Letter, ...], tuple[Problem, ...]]:
    """The letters of forms that exist; the others wait in the inbox until their form is back."""
    known: list[Letter] = []
    gone: Counter[str] = Counter()
    for letter in letters:
        if letter.application.form in form.form_by_code:
            known.append(letter)
        else:
            gone[letter.application.form] += 1
    problems = (
        Problem("sealed_formless", PLACE, {"form": code, "count": count}) for code, count in gone.items()
    )
    return tuple(known), tuple(problems)


def response_tabs(form: Form, letters: Iterable[Letter], speaker: Speaker) -> tuple[Sheet, ...]:
    """The rows to be added, below the headings to which they belong."""
    by_tab: dict[tuple[str, str], list[Letter]] = {}
    for letter in letters:
        by_tab.setdefault((letter.application.form, letter.application.language), []).append(letter)
    return tuple(
        Sheet(title_of(code, language), tuple(_rows(form, form.form_by_code[code], language, found, speaker)))
        for (code, language), found in by_tab.items()
    )


def empty_tabs(form: Form, speaker: Speaker) -> tuple[Sheet, ...]:
    """The tabs of each form in its first language, headings only."""
    return tuple(
        Sheet(title_of(sheet.code, language), tuple(_rows(form, sheet, language, (), speaker)))
        for sheet in form.forms
        for language in form.languages_of(sheet)[:1]
    )


def _rows(
    form: Form, sheet: Questionnaire, language: str, letters: Iterable[Letter], speaker: Speaker
) -> Iterator[tuple[Cell, ...]]:
    questions = asked_questions(form, sheet)
    titles = (Speaker(language).say(question.title) for question in questions)
    own = (
        number_heading(speaker),
        *(speaker.say(sentence(f"receive.column_{name}")) for name in ("version", "source")),
    )
    yield (MOMENT.get(language, "Timestamp"), *titles, *own)
    for letter in letters:
        cells = write_cells(form, letter.application)
        answers = (cells.get(question.code) for question in questions)
        application = letter.application
        yield (
            letter.received,
            *answers,
            letter.number,
            application.version or None,
            application.source or None,
        )
