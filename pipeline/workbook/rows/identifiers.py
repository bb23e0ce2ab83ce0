"""Rows of the hidden tab *Identifiants* ⇄ what Google's identifiers stand for. Whatever somebody spoils there, a run goes on."""

from __future__ import annotations

import re

from pipeline.vocabulary.form import Form
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.season import Identifiers, Meaning
from pipeline.vocabulary.tables import Row, Table
from pipeline.workbook.rows.reading import CODE, Reader, read_rows

MEANING = re.compile(r"(?P<code>[a-z][a-z0-9_]*)(?: \[(?P<row>.+)\])? \((?P<language>[a-z]{2,3})\)")


def read_identifiers(table: Table, form: Form) -> tuple[Identifiers, tuple[Problem, ...]]:
    """What each row says; a row that says nothing any more is told, and done without."""
    known, problems = read_rows(table, lambda reader: _known_from(reader, form), lambda one: "")
    questions = {name: meaning for name, meaning in known if isinstance(meaning, Meaning)}
    people = {name: code for name, code in known if isinstance(code, str)}
    return Identifiers(questions, people), problems


def rows_from_identifiers(identifiers: Identifiers) -> tuple[Row, ...]:
    """One row for each identifier, in the order in which they became known."""
    questions = {name: _said(meaning) for name, meaning in identifiers.questions.items()}
    said = {**questions, **identifiers.people}
    return tuple({"identifier": name, "stands_for": text} for name, text in said.items())


def _known_from(reader: Reader, form: Form) -> tuple[str, Meaning | str] | None:
    name, text = reader.text("identifier"), reader.text("stands_for")
    asked = MEANING.fullmatch(text)
    if name and CODE.fullmatch(text):
        return name, text
    if name and asked and asked["code"] in form.question_by_code:
        return name, Meaning(asked["code"], asked["row"] or "", asked["language"])
    reader.report("memory_damaged", "stands_for")
    return None


def _said(meaning: Meaning) -> str:
    row = f" [{meaning.row}]" if meaning.row else ""
    return f"{meaning.code}{row} ({meaning.language})"
