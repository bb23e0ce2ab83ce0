"""Response tabs: a raw tab in; which column answers which question out, and what is odd about its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from pipeline.answers.cells import clean, excerpt
from pipeline.answers.week import is_axis
from pipeline.vocabulary.form import (
    ADULT,
    CALL_CONSENT,
    CALL_ME,
    CONSENT,
    EMAIL,
    FIRST_NAME,
    PHONE,
    SIDE,
    Form,
    Question,
    Type,
)
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import LANGUAGES, Speaker, normalised

FILE = "answers"
SEARCHED = 10  # rows at the top in which the headings may stand
ALIKE = 92  # how alike, of 100, a changed heading must be to be taken for a question
TIMESTAMPS = frozenset({
    "horodateur", "horodatage", "tijdstempel", "timestamp", "zeitstempel", "marca temporal", "informazioni cronologiche",
    "carimbo de data/hora", "zaman damgası", "مهر زمانی", "طابع زمني", "позначка часу", "отметка времени", "sygnatura czasowa",
})  # fmt: skip
COLLECTED_EMAIL = frozenset(
    {"adresse e-mail", "e-mailadres", "email address", "adresse mail", "nom d'utilisateur"}
)
OWN = ("receive.column_receipt", "receive.column_version", "receive.column_source")
MARKS = frozenset({"score", "punten"} | {normalised(Speaker(language).say(sentence(code)))
                                         for language in LANGUAGES for code in OWN})  # fmt: skip
"""Columns that forms add, ours and others', and that say nothing about a person."""
HOLDING = (ADULT, CONSENT, FIRST_NAME)
"""Questions without whose answer a response cannot become a person."""
CALL_HOLDING = (SIDE, CALL_CONSENT, FIRST_NAME)
"""The same for whoever only asks to be called: the rest is asked by telephone."""
WAYS = (PHONE, EMAIL)
"""One of these is enough to reach somebody."""

_GRID = re.compile(r"(.+?)\s*\[(.+)\]\s*", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A column that answers a question; `row` is the grid row that it stands for."""

    index: int
    question: Question
    row: str = ""


@dataclass(frozen=True)
class ResponseTab:
    """A tab whose headings are understood."""

    title: str
    language: str
    roles: tuple[Role, ...]
    columns: Mapping[str, tuple[Column, ...]]
    timestamp: int | None
    rows: tuple[tuple[int, Sequence[Cell]], ...]  # number, cells; rows without content are left out
    ids: Sequence[str] = ()  # what Google's form calls each row

    def where(self, row: int | None = None, question: str | None = None) -> Where:
        """A place in this tab, as people find it."""
        columns = self.columns.get(question or "", ())
        cell = f"{letter_of(columns[0].index if columns else 0)}{row}" if row else None
        return Where(FILE, self.title, row, question, cell, self.title)

    def responses(self, row: int) -> tuple[str, ...]:
        """What Google's form calls the response in a row, if it says so."""
        return tuple(filter(None, self.ids[row - 1 : row]))

    @property
    def asks_for_call(self) -> bool:
        """Whether these are people who want to be called; each of them says which side is theirs."""
        return SIDE in self.columns

    @property
    def holding(self) -> tuple[str, ...]:
        """Questions without whose answer a response of this tab cannot become a person."""
        return CALL_HOLDING if self.asks_for_call else HOLDING

    @cached_property
    def held_by(self) -> frozenset[str]:
        """Questions without whose column no response of this tab can become a person."""
        return frozenset(code for code in self.holding if code not in self.columns)

    def questions_of(self, form: Form, role: Role) -> tuple[Question, ...]:
        """What this tab may answer about one side, whoever filled it in."""
        return form.asked_in(form.form_by_code[CALL_ME]) if self.asks_for_call else form.of(role)

    def asked_of(self, form: Form, role: Role) -> tuple[Question, ...]:
        """What was asked of whoever filled in this tab's form."""
        return form.asked_in(form.form_by_code[CALL_ME]) if self.asks_for_call else form.asked_of(role)


def letter_of(index: int) -> str:
    """The letter of a column, counted from 0: A, Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Headings:
    """Every heading that the form may have left in a tab, now or earlier."""

    form: Form
    known: Mapping[str, tuple[tuple[Question, str | None], ...]] = field(init=False)

    def __post_init__(self) -> None:
        known: dict[str, tuple[tuple[Question, str | None], ...]] = {}
        for question in self.form.questions:
            titles = [*((title, language) for language, title in question.title.items()),
                      *((title, None) for title in question.formerly)]  # fmt: skip
            for title, language in titles:
                known[normalised(title)] = (*known.get(normalised(title), ()), (question, language))
        object.__setattr__(self, "known", known)

    def find(self, heading: str) -> tuple[tuple[Question, ...], str]:
        """The questions that a heading may stand for (both sides may ask in the same words), and its grid row."""
        name = normalised(heading)
        if name in self.known:
            return tuple(question for question, _ in self.known[name]), ""
        grid = _GRID.fullmatch(heading)
        if grid and normalised(grid.group(1)) in self.known and is_axis(grid.group(2)):
            found = tuple(question for question, _ in self.known[normalised(grid.group(1))])
            return tuple(question for question in found if question.type is Type.WEEK), grid.group(2)
        if name in COLLECTED_EMAIL and EMAIL in self.form.question_by_code:
            return (self.form.question_by_code[EMAIL],), ""
        return (), ""

    def is_of_form(self, heading: str) -> bool:
        """Whether a heading can only come from this form."""
        return bool(self.find(heading)[0]) and normalised(heading) not in COLLECTED_EMAIL

    def is_apart(self, heading: str) -> bool:
        """Whether a heading can only come from a form with which nobody signs up."""
        found = self.find(heading)[0]
        return bool(found) and all(question.code in self.form.asked_apart for question in found)

    def nearest(self, heading: str) -> tuple[Question, ...]:
        """The questions whose title is nearly this heading, after a small change of wording."""
        base = _GRID.fullmatch(heading)
        name = normalised(base.group(1) if base else heading)
        found = process.extractOne(name, list(self.known), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return tuple(question for question, _ in self.known[found[0]]) if found else ()

    def languages(self, heading: str) -> tuple[str, ...]:
        """The languages in which the form asks in these words."""
        grid = _GRID.fullmatch(heading)
        name = normalised(grid.group(1) if grid and normalised(heading) not in self.known else heading)
        return tuple(language for _, language in self.known.get(name, ()) if language)


def understand_tab(sheet: Sheet, headings: Headings) -> tuple[ResponseTab | None, tuple[Problem, ...]]:
    """The response tab that a raw tab is, or None; a tab of something else, or of another form, is left alone silently."""
    top, found = _heading_row(sheet, headings)
    told = [title for title in found if headings.is_of_form(title)]
    if not told or any(map(headings.is_apart, told)):
        return None, ()
    if len(told) + any(normalised(title) in TIMESTAMPS for title in found) < 2:
        where = Where(FILE, sheet.title, title=sheet.title)
        return None, (Problem("tab_unclear", where, {"heading": excerpt(told[0])}),)
    rows = tuple(
        (number, row) for number, row in enumerate(sheet.rows, start=1) if number > top and has_content(row)
    )
    columns, guessed = _columns(found, headings)
    tab = ResponseTab(
        title=sheet.title,
        language=_language(found, headings),
        roles=_roles(columns),
        columns=columns,
        timestamp=next((index for index, title in enumerate(found) if normalised(title) in TIMESTAMPS), None),
        rows=rows,
        ids=sheet.row_ids,
    )
    return tab, (*_problems(tab, found, headings, guessed), *_missing(tab, headings.form))


def has_content(row: Sequence[Cell]) -> bool:
    """Whether anything stands in a row."""
    return any(
        cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in row
    )


def _heading_row(sheet: Sheet, headings: Headings) -> tuple[int, list[str]]:
    """The row near the top that has the most headings of the form, and its texts."""
    best: tuple[int, int, list[str]] = (0, 0, [])
    for number, row in enumerate(sheet.rows[:SEARCHED], start=1):
        titles = [clean(cell)[0] for cell in row]
        count = sum(headings.is_of_form(title) for title in titles if title)
        if count > best[0]:
            best = (count, number, titles)
    return best[1], best[2]


def _columns(
    found: Sequence[str], headings: Headings
) -> tuple[dict[str, tuple[Column, ...]], tuple[tuple[int, Question], ...]]:
    """The columns of each question by code, and those that only resemble a question that has none."""
    certain = [(index, *headings.find(title)) for index, title in enumerate(found)]
    columns = [Column(index, question, row) for index, questions, row in certain for question in questions]
    strange = [index for index, questions, _ in certain if found[index] and not questions]
    taken = {column.question.code for column in columns}
    guessed = [
        Column(index, question, _grid_row(found[index]))
        for index in strange
        for question in headings.nearest(found[index])
        if question.code not in taken
    ]
    by_code: dict[str, tuple[Column, ...]] = {}
    for column in (*columns, *guessed):
        by_code[column.question.code] = (*by_code.get(column.question.code, ()), column)
    return by_code, tuple((column.index, column.question) for column in guessed)


def _grid_row(title: str) -> str:
    grid = _GRID.fullmatch(title)
    return grid.group(2) if grid else ""


def _roles(columns: Mapping[str, tuple[Column, ...]]) -> tuple[Role, ...]:
    """The sides that a tab's questions are asked of; a heading that both sides share says nothing."""
    owners: dict[int, set[Role | None]] = {}
    for found in columns.values():
        for column in found:
            owners.setdefault(column.index, set()).add(column.question.role)
    if SIDE in columns:
        return tuple(Role)
    roles = {next(iter(asked)) for asked in owners.values() if len(asked) == 1}
    return tuple(role for role in Role if role in roles)


def _language(found: Sequence[str], headings: Headings) -> str:
    counted = Counter(language for title in found for language in headings.languages(title))
    order = headings.form.languages
    return max(order, key=lambda language: (counted[language], -order.index(language)))


def _problems(
    tab: ResponseTab, found: Sequence[str], headings: Headings, guessed: Sequence[tuple[int, Question]]
) -> Iterator[Problem]:
    if not tab.roles:
        yield Problem("tab_without_side", tab.where(), {"count": len(tab.rows)})
    for index, question in guessed:
        yield _about_column(tab, "heading_guessed", index, found[index], question=question.title)
    for title, places in _repeated(found).items():
        if headings.find(title)[0]:
            letters = tuple(letter_of(index) for index in places)
            yield _about_column(tab, "heading_twice", places[1], title, columns=letters)
    for index in _unread(tab, found):
        title = found[index] if index < len(found) else ""
        yield _about_column(tab, "heading_unknown" if title else "heading_empty", index, title)


def _unread(tab: ResponseTab, found: Sequence[str]) -> Iterator[int]:
    """The columns with something in them that no question explains."""
    known = {column.index for columns in tab.columns.values() for column in columns}
    known |= {index for index, title in enumerate(found) if normalised(title) in MARKS | TIMESTAMPS}
    width = max((len(row) for _, row in tab.rows), default=0)
    for index in range(width):
        if index not in known and any(has_content(row[index : index + 1]) for _, row in tab.rows):
            yield index


def _about_column(tab: ResponseTab, code: str, index: int, title: str, **details: object) -> Problem:
    where = Where(FILE, tab.title, None, None, f"{letter_of(index)}1", tab.title)
    return Problem(code, where, {"heading": excerpt(title), "column": letter_of(index), **details})


def _repeated(found: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, title in enumerate(found):
        if title:
            places.setdefault(normalised(title), []).append(index)
    return {found[indices[0]]: indices for indices in places.values() if len(indices) > 1}


def _missing(tab: ResponseTab, form: Form) -> Iterator[Problem]:
    """One problem for each required column that a tab lacks, whatever the number of its rows."""
    asked = [question for role in tab.roles for question in tab.asked_of(form, role) if question.required]
    for question in dict.fromkeys(question.code for question in asked):
        if question not in (*tab.columns, *WAYS):
            code = "column_missing_holds" if question in tab.holding else "column_missing"
            details = {"question": form.question_by_code[question].title, "count": len(tab.rows)}
            yield Problem(code, tab.where(question=question), details)
    ways = [code for code in WAYS if code in form.question_by_code]
    if tab.roles and ways and not any(code in tab.columns for code in ways):
        yield Problem("columns_missing_contact", tab.where(), {"count": len(tab.rows)})
