"""Identifiers: a tab of Google's form in; the form's own words over each question, and what its questions are, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.answers.cells import clean
from pipeline.stages.validation.tabs import Headings, ResponseTab
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.season import Meaning
from pipeline.vocabulary.tables import Cell, Sheet


def restore_headings(sheet: Sheet, known: Mapping[str, Meaning], headings: Headings) -> Sheet:
    """A question whose title says nothing to us bears the words in which it was known by its identifier.

    A title that form.yaml knows always wins: over what is remembered of its own question, and of one with the same words.
    """
    if not sheet.column_ids:
        return sheet
    first, *rest = sheet.rows
    said = [headings.find(clean(cell)[0]) for cell in first]
    restored: list[Cell] = []
    for identifier, cell, (questions, _) in zip(sheet.column_ids, first, said, strict=True):
        words = _words(known.get(identifier), headings.form)
        restored.append(words if words and not questions and headings.find(words) not in said else cell)
    return replace(sheet, rows=(tuple(restored), *rest))


def learn_questions(sheet: Sheet, tab: ResponseTab, headings: Headings) -> Iterator[tuple[str, Meaning]]:
    """What each identifier stands for, as far as the headings say it without a doubt."""
    for identifier, cell in zip(sheet.column_ids, sheet.rows[0], strict=False):
        questions, row = headings.find(clean(cell)[0])
        if identifier and questions:
            yield identifier, Meaning(questions[0].code, row, tab.language)


def _words(meaning: Meaning | None, form: Form) -> str:
    question = form.question_by_code.get(meaning.code) if meaning else None
    if not (meaning and question):
        return ""
    title = question.title.get(meaning.language) or next(iter(question.title.values()))
    return f"{title} [{meaning.row}]" if meaning.row else title
