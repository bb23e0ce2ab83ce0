"""Validation: raw response tabs in; candidates, and problems that say what is wrong and what to do, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from pipeline.stages.validation.identifiers import learn_questions, restore_headings
from pipeline.stages.validation.repeats import merge_repeats, place_of
from pipeline.stages.validation.rows import Outcome, RowReader, moment_from
from pipeline.stages.validation.tabs import FILE, Headings, ResponseTab, has_content, understand_tab
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Candidate, Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.season import Meaning
from pipeline.vocabulary.sentences import Label
from pipeline.vocabulary.tables import Sheet

__all__ = ["Validated", "is_note", "moment_from", "validate_responses"]

TOLD_OF_EACH = 20  # rows told of one by one, per tab and problem, before the rest is summed up
NOTES = frozenset({
    "other_answer", "hidden_characters", "name_is_formula", "several_phones", "heading_guessed", "heading_unknown",
    "repeated_application", "time_unreadable",
})  # fmt: skip
"""Problems that only tell: nobody has to do anything."""


@dataclass(frozen=True)
class Validated:
    """Everybody who may be registered, earliest first; every problem; how many responses were read; and which questions."""

    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    responses: int = 0
    questions: Mapping[str, Meaning] = field(default_factory=dict)  # by Google's identifiers


def is_note(problem: Problem) -> bool:
    """Whether a problem only tells the team something."""
    return problem.code in NOTES


def validate_responses(
    sheets: Sequence[Sheet],
    form: Form,
    *,
    today: date | None = None,
    known: Mapping[str, Meaning] | None = None,
) -> Validated:
    """Each response becomes a candidate, or one or more problems that name its place; times are the sheet's own.

    `today` stands in for a time that no response of any tab has, and makes later times unreadable; `known` says what
    the questions of Google's forms are, where their titles no longer do.
    """
    tabs, problems, questions = _understood(sheets, form, known or {})
    newest = max((moment for tab in tabs for moment in _moments(tab, today, form)), default=None)
    outcomes = [(tab, outcome) for tab in tabs for outcome in _outcomes(tab, form, today, newest)]
    candidates, repeats = merge_repeats(outcome.candidate for _, outcome in outcomes if outcome.candidate)
    held = [problem for tab in tabs for problem in _summed(_held(tab, outcomes))]
    checks = (problem for _, outcome in outcomes if outcome.candidate for problem in outcome.problems)
    current = _current(checks, repeats, outcomes)
    count = sum(len(tab.rows) for tab in tabs)
    return Validated(candidates, (*problems, *held, *current, *repeats), count, questions)


def _understood(
    sheets: Sequence[Sheet], form: Form, known: Mapping[str, Meaning]
) -> tuple[list[ResponseTab], list[Problem], dict[str, Meaning]]:
    headings = Headings(form)
    restored = [restore_headings(sheet, known, headings) for sheet in sheets]
    understood = [understand_tab(sheet, headings) for sheet in restored]
    tabs = [tab for tab, _ in understood if tab]
    problems = [problem for _, found in understood for problem in found]
    learnt = (learn_questions(sheet, tab, headings)
              for sheet, (tab, _) in zip(restored, understood, strict=True) if tab)  # fmt: skip
    return tabs, [*_absent(sheets, tabs, form), *problems], dict(chain.from_iterable(learnt))


def _absent(sheets: Sequence[Sheet], tabs: Sequence[ResponseTab], form: Form) -> Iterator[Problem]:
    """The whole file, or one side of it, has no response tab."""
    nowhere = Where(FILE, "")
    if sheets and not tabs:
        empty = not any(has_content(row) for sheet in sheets for row in sheet.rows)
        yield Problem("file_empty" if empty else "no_response_tab", nowhere)
        return
    for role in Role if sheets else ():
        own = any(question.role is role for question in form.questions)
        if own and not any(role in tab.roles for tab in tabs):
            yield Problem("no_tab_for_side", nowhere, {"side": Label("role", role.value)})


def _moments(tab: ResponseTab, today: date | None, form: Form) -> Iterator[datetime]:
    reader = RowReader(tab, form, today)
    return (moment for _, row in tab.rows if (moment := reader.received(row)))


def _outcomes(tab: ResponseTab, form: Form, today: date | None, newest: datetime | None) -> list[Outcome]:
    """What each row becomes; a row without a time is as recent as the newest of its tab, or of all."""
    reader = RowReader(tab, form, today, max(_moments(tab, today, form), default=newest))
    return [] if not tab.roles else [reader.read(number, row) for number, row in tab.rows]


def _held(tab: ResponseTab, outcomes: Iterable[tuple[ResponseTab, Outcome]]) -> Iterator[Problem]:
    for owner, outcome in outcomes:
        if owner is tab and outcome.candidate is None:
            yield from outcome.problems


def _summed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first rows with each problem one by one, the others in one line that names their range."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    for found in by_code.values():
        yield from found[:TOLD_OF_EACH]
        rest = found[TOLD_OF_EACH:]
        if rest:
            yield _more(rest)


def _more(rest: Sequence[Problem]) -> Problem:
    first, last = rest[0], rest[-1]
    details = {**_newest(rest), "count": len(rest), "problem": first.sentence,
               "first": str(first.where.row), "last": str(last.where.row)}  # fmt: skip
    return Problem("more_rows", replace(first.where, row=None, cell=None), details)


def _newest(problems: Iterable[Problem]) -> dict[str, object]:
    dates = [day for problem in problems if isinstance(day := problem.details.get("received"), date)]
    return {"received": max(dates)} if dates else {}


def _current(
    checks: Iterable[Problem], repeats: Iterable[Problem], outcomes: Iterable[tuple[ResponseTab, Outcome]]
) -> Iterator[Problem]:
    """What to check, without what a later application of the same person has answered since."""
    answered = {place_of(outcome.candidate): outcome.candidate.answers
                for _, outcome in outcomes if outcome.candidate}  # fmt: skip
    later = {(problem.where.tab, problem.where.row): (str(problem.details["tab"]), int(str(problem.details["row"])))
             for problem in repeats if problem.code == "repeated_application"}  # fmt: skip
    for problem in checks:
        since = answered.get(later.get((problem.where.tab, problem.where.row), ("", 0)), {})
        if problem.where.field not in since:
            yield problem
