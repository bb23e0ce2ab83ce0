"""The report: a season in; one HTML page for the team and the board, and the same numbers for machines, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal

from pipeline.documents.page import Printer
from pipeline.stages.evidence import Side, Split, Weighed, split_decisions, split_outcomes, weigh_criteria
from pipeline.stages.fairness import Cell, Gap, Table, compare_groups, find_cases
from pipeline.stages.selection import select_people
from pipeline.stages.waiting import first_days, tell_waiting_days
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import LEAST
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sentences import Text, sentence
from pipeline.words import Speaker


@dataclass(frozen=True)
class Criteria:
    """What each criterion had to do with one thing, and of how many pairs we know too little."""

    rows: tuple[Weighed, ...]
    unknown: int


@dataclass(frozen=True)
class Findings:
    """Everything that a report says; no number of people in it is under LEAST."""

    on: date
    waiting: Mapping[Role, int]
    tables: tuple[Table, ...]
    decisions: Criteria
    outcomes: Criteria


def draw_findings(season: Season, today: date, seed: int) -> Findings:
    """What the season has to say, the rows left out that nobody may act on."""
    people = tuple(person for person in season.people if person.code not in season.set_aside)
    ready = frozenset(person.code for person in select_people(people, season.programme).ready)
    first = first_days(season.proposals, season.duos)
    cases = find_cases(people, ready, first, today)
    decisions = split_decisions(season.proposals, people, today)
    outcomes = split_outcomes(season.duos, people, today)

    def weigh(split: Split) -> Criteria:
        return Criteria(weigh_criteria(split, people, season.programme, season.form, seed), split.unknown)

    return Findings(
        on=today,
        waiting=tell_waiting_days(people, first),
        tables=compare_groups(cases, season.programme, season.form),
        decisions=weigh(decisions),
        outcomes=weigh(outcomes),
    )


def print_report(report: Findings, season: Season) -> str:
    """The report as one page, in the workbook's language."""
    printer = Printer(season.programme, season.form)
    pen = _Pen(printer.speaker, season.programme)
    return printer.render(
        "report.html",
        title=pen.tell("title", on=report.on),
        waiting=report.waiting,
        tables=report.tables,
        decisions=report.decisions,
        outcomes=report.outcomes,
        least=LEAST,
        tell=pen.tell,
        side=pen.side,
        interval=pen.interval,
        verdict=pen.verdict,
        remarks=pen.remarks,
        hidden=_hidden,
    )


def _hidden(table: Table) -> tuple[object, ...]:
    """The names of the groups of which nothing is told."""
    return tuple(cell.name for cell in table.cells[:-1] if cell.people is None)


@dataclass(frozen=True)
class _Pen:
    """Says the numbers of a report."""

    speaker: Speaker
    programme: Programme

    def tell(self, code: str, /, **parameters: object) -> str:
        return self.speaker.say(sentence(f"report.{code}", **parameters))

    def side(self, side: Side) -> str:
        return self.tell("side", mean=self._number(side.mean), count=side.count)

    def interval(self, row: Weighed) -> str:
        low, high = row.bounds or (0.0, 0.0)
        told = {"difference": row.difference or 0.0, "low": low, "high": high}
        return self.tell("interval", **{name: self._number(one, "+0.00;-0.00") for name, one in told.items()})

    def verdict(self, row: Weighed) -> str:
        nearer = "nearer" if (row.difference or 0.0) > 0 else "further"
        return self.tell(nearer if row.is_clear else "unclear")

    def remarks(self, table: Table) -> Iterator[str]:
        """The gaps of one table, and what the answer counts for."""
        if table.days is None and table.rates is None:
            yield self.tell("no_gap")
        if table.days and table.days.least:
            most = {"least": int(table.days.least), "most": int(table.days.most)}
            yield self.tell("gap_days", **most, times=self._number(table.days.times, "0.0"))
            yield self._weight(table.days)
        if table.rates and not table.rates.least:
            yield self.tell("gap_nobody")
        elif table.rates:
            yield self.tell("gap_rates", times=self._number(table.rates.times, "0.0"))
            yield self._weight(table.rates)
        names = tuple(used_by(self.programme, table.question.code))
        yield self.tell("used_by", names=names) if names else self.tell("used_by_none")

    def _weight(self, gap: Gap) -> str:
        return self.tell("gap_notable" if gap.is_notable else "gap_small")

    def _number(self, number: float, pattern: str = "0.00") -> str:
        return format_decimal(number, pattern, self.speaker.locale)


def used_by(programme: Programme, code: str) -> Iterator[Text]:
    """The rules and criteria that compare a question, by name; a criterion that weighs nothing does not."""
    matching = programme.matching
    for comparison in (*matching.rules, *(one for one in matching.criteria if one.importance.weight)):
        if code in (*comparison.citizen, *comparison.newcomer, comparison.limit):
            yield comparison.name


def count_findings(report: Findings, speaker: Speaker) -> dict[str, Any]:
    """The numbers of a report, for machines."""
    return {
        "on": report.on.isoformat(),
        "waiting_days": {role.value: days for role, days in report.waiting.items()},
        "fairness": [_count_table(table, speaker) for table in report.tables],
        "decisions": [_count_row(row) for row in report.decisions.rows],
        "outcomes": [_count_row(row) for row in report.outcomes.rows],
    }


def _count_table(table: Table, speaker: Speaker) -> dict[str, Any]:
    return {
        "role": table.role.value,
        "question": table.question.code,
        "groups": [_count_cell(cell, speaker) for cell in table.cells],
        "days_gap": table.days and round(min(table.days.times, 99), 2),
        "rates_gap": table.rates and round(min(table.rates.times, 99), 2),
    }


def _count_cell(cell: Cell, speaker: Speaker) -> dict[str, Any]:
    return {"name": speaker.say(cell.name), "people": cell.people, "served": cell.served, "days": cell.days}


def _count_row(row: Weighed) -> dict[str, Any]:
    sides = {
        name: side and {"count": side.count, "mean": round(side.mean, 4)}
        for name, side in (("yes", row.yes), ("no", row.no))
    }
    return {
        "criterion": row.criterion.code,
        **sides,
        "bounds": row.bounds and [round(one, 4) for one in row.bounds],
    }
