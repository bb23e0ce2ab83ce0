"""Fairness: people, when each was first proposed to somebody, and questions in; what each group got, and the gaps, out.

Nothing here enters a score. Groups of fewer than LEAST people are not told, nor what would give them away; what was
found is told, never why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from scipy.stats import CensoredData, ecdf

from pipeline.answers.places import localities
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Person, Place, Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import LEAST
from pipeline.vocabulary.sentences import Options, sentence

ROUNDING = 1e-9
NOTABLE = 1.25  # a gap that is worth a conversation
PROVINCES: tuple[tuple[int, str], ...] = (
    (1300, "brussels"),
    (1500, "walloon_brabant"),
    (2000, "flemish_brabant"),
    (3000, "antwerp"),
    (3500, "flemish_brabant"),
    (4000, "limburg"),
    (5000, "liege"),
    (6000, "namur"),
    (6600, "hainaut"),
    (7000, "luxembourg"),
    (8000, "hainaut"),
    (9000, "west_flanders"),
    (10000, "east_flanders"),
)
"""Below this postcode: the province, or Brussels."""


@dataclass(frozen=True)
class Case:
    """Somebody who was ready for a duo: how many days until the first proposal, or until today without one."""

    person: Person
    days: int
    is_served: bool


@dataclass(frozen=True)
class Cell:
    """One group: how many people, how many of them had a proposal, and how long half of them waited at most.

    None: too few people to tell, or not yet known.
    """

    name: object
    people: int | None
    served: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class Gap:
    """The groups that waited least and longest, in days; or of which most and fewest were served, in parts of one."""

    least: float
    most: float

    @property
    def times(self) -> float:
        """How many times as much."""
        return self.most / self.least if self.least else np.inf

    @property
    def is_notable(self) -> bool:
        """Whether it is worth a conversation."""
        return self.times >= NOTABLE


@dataclass(frozen=True)
class Table:
    """What one question's groups got, on one side; the last cell is everybody."""

    role: Role
    question: Question
    cells: tuple[Cell, ...]
    days: Gap | None
    rates: Gap | None


def find_cases(
    people: Sequence[Person], ready: frozenset[str], first: Mapping[str, date], today: date
) -> tuple[Case, ...]:
    """Whoever was ever proposed to somebody, and whoever is ready for it now."""
    return tuple(
        Case(
            person,
            max(0, (first.get(person.code, today) - person.received).days),
            is_served=person.code in first,
        )
        for person in people
        if person.code in first or person.code in ready
    )


def compare_groups(cases: Sequence[Case], programme: Programme, form: Form) -> tuple[Table, ...]:
    """A table for each question that the programme wants compared, on each side that is asked it."""
    questions = [form.question_by_code[code] for code in programme.fairness if code in form.question_by_code]
    return tuple(
        _compare([case for case in cases if case.person.role is role], role, question, programme, form)
        for question in questions
        for role in Role
        if question.asks(role)
    )


def _compare(
    cases: Sequence[Case], role: Role, question: Question, programme: Programme, form: Form
) -> Table:
    groups: dict[str, list[Case]] = {}
    for case, names in zip(cases, _groups(cases, question, programme), strict=True):
        for name in names:
            groups.setdefault(name, []).append(case)
    found = [_cell(_name(question, name, form), groups[name]) for name in _ordered(question, groups)]
    told = _suppress(found)
    everybody = _suppress([_cell(sentence("report.everybody"), cases)])
    return Table(role, question, (*told, *everybody), _gap_of_days(told), _gap_of_rates(told))


def median_wait(cases: Sequence[Case]) -> int | None:
    """Half of the people had a proposal within so many days, whoever still waits being counted (Kaplan and Meier, 1958)."""
    served = [case.days for case in cases if case.is_served]
    if not served:
        return None
    waiting = [case.days for case in cases if not case.is_served]
    survival = ecdf(CensoredData(uncensored=served, right=waiting)).sf
    reached = survival.quantiles[survival.probabilities <= 0.5 + ROUNDING]
    return int(reached[0]) if len(reached) else None


def _cell(name: object, cases: Sequence[Case]) -> Cell:
    return Cell(name, len(cases), sum(case.is_served for case in cases), median_wait(cases))


# --- what may be told --------------------------------------------------------------------------------------


def _suppress(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """No group of fewer than LEAST, no count of fewer; and never a dash that a total would fill."""
    people = [cell.people or 0 for cell in cells]
    served = [cell.served or 0 for cell in cells]
    others = [all_of_them - some for all_of_them, some in zip(people, served, strict=True)]
    few = _with_company([0 < count < LEAST for count in people], people, [people])
    shown = [replace(cell, people=None) if hidden else cell for cell, hidden in zip(cells, few, strict=True)]
    rare = _with_company([_is_rare(cell) for cell in shown], people, [served, others])
    return tuple(_blurred(cell, hidden) for cell, hidden in zip(shown, rare, strict=True))


def _is_rare(cell: Cell) -> bool:
    """Whether so few of a group had a proposal, or so few had none, that the count would speak of somebody."""
    if cell.people is None or cell.served is None:
        return True
    return any(0 < count < LEAST for count in (cell.served, cell.people - cell.served))


def _with_company(hidden: list[bool], sizes: Sequence[int], counts: Sequence[Sequence[int]]) -> list[bool]:
    """The smallest others are hidden too, until what a total gives away is of two groups, and no count under LEAST."""
    others = [place for place, one in enumerate(hidden) if not one]
    given_away = [sum(np.compress(hidden, each).tolist()) for each in counts]
    is_enough = sum(hidden) > 1 and not any(0 < count < LEAST for count in given_away)
    if not any(hidden) or not others or is_enough:
        return hidden
    smallest = min(others, key=lambda place: (sizes[place], place))
    return _with_company([one or place == smallest for place, one in enumerate(hidden)], sizes, counts)


def _blurred(cell: Cell, is_rare: bool) -> Cell:
    if cell.people is None:
        return Cell(cell.name, None)
    days = cell.days if (cell.served or 0) >= LEAST else None
    return Cell(cell.name, cell.people, None if is_rare else cell.served, days)


def _gap_of_days(cells: Sequence[Cell]) -> Gap | None:
    days = [cell.days for cell in cells if cell.days is not None]
    return Gap(min(days), max(days)) if len(days) > 1 else None


def _gap_of_rates(cells: Sequence[Cell]) -> Gap | None:
    rates = [cell.served / cell.people for cell in cells if cell.people and cell.served is not None]
    return Gap(min(rates), max(rates)) if len(rates) > 1 else None


# --- groups ------------------------------------------------------------------------------------------------

UNANSWERED = ""
NOT_YET = "#~"
COUNTRY = frozenset({"fr", "nl", "de"})


def _groups(cases: Sequence[Case], question: Question, programme: Programme) -> Iterator[tuple[str, ...]]:
    """The groups that each person is in."""
    if question.type is Type.LANGUAGES:
        levels = _levels(question.code, programme)
        yield from ((_level(case.person, levels, programme),) for case in cases)
        return
    answers = [case.person.answers.get(question.code) for case in cases]
    provinces = {_province(answer) for answer in answers if isinstance(answer, Place)}
    for answer in answers:
        match answer:
            case Place():
                yield (_province(answer) if len(provinces) > 1 else f"={_municipality(answer)}",)
            case frozenset() if answer:
                yield tuple(sorted(answer))
            case str() if answer:
                yield (answer,)
            case _:
                yield (UNANSWERED,)


def _province(place: Place) -> str:
    return next((name for below, name in PROVINCES if int(place.postcode) < below), "")


@cache
def _municipality(place: Place) -> str:
    """The first postcode of somebody's municipality."""
    known = localities().get(place.postcode)
    same = (one.place.postcode for one in localities().values() if known and one.names == known.names)
    return min(same, default=place.postcode)


def _levels(code: str, programme: Programme) -> tuple[str, ...]:
    """The questions with which a rule asks for less than this one: a language spoken a little."""
    chains = (rule.newcomer for rule in programme.matching.rules if code in rule.newcomer)
    chain = next(chains, (code,))
    return chain[chain.index(code) :]


def _level(person: Person, levels: Sequence[str], programme: Programme) -> str:
    """The first question of which an answer is a language of the country that the programme speaks."""
    working = COUNTRY & set(programme.languages.site) or {programme.languages.workbook}
    for place, code in enumerate(levels):
        answer = person.answers.get(code)
        if isinstance(answer, frozenset) and answer & working:
            return f"#{place}{code}"
    return NOT_YET


def _ordered(question: Question, groups: Mapping[str, Sequence[Case]]) -> list[str]:
    """As the form lists them, else the largest first; no answer last."""
    places = {code: place for place, code in enumerate(question.option_by_code)}
    sizes = {name: 0 if name.startswith("#") else len(cases) for name, cases in groups.items()}
    return sorted(
        groups, key=lambda name: (name == UNANSWERED, places.get(name, len(places)), -sizes[name], name)
    )


def _name(question: Question, group: str, form: Form) -> object:
    if group == UNANSWERED:
        return sentence("report.unanswered")
    if group == NOT_YET:
        return sentence("report.not_yet")
    if group.startswith("#"):
        return sentence("report.level", level=form.question_by_code[group[2:]].short)
    if group.startswith("="):
        known = localities().get(group[1:])
        return dict(known.names) if known else group[1:]
    if question.type is Type.PLACE:
        return sentence(f"report.area.{group}")
    return Options(question.code, (group,))
