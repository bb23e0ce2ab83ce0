"""The few settings that coordinators change in *Réglages*: rows out at set-up, an overridden programme in."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel

from pipeline.settings.approvals import misread_approvals, read_profile
from pipeline.vocabulary.changes import Append
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.programme import (
    Calendar,
    Consultation,
    Goal,
    Importance,
    LastWord,
    Matching,
    Mode,
    Programme,
    Team,
)
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.tables import Cell, Table, TableRow
from pipeline.words import LANGUAGES, Speaker, code_of, normalised

Path = tuple[str | int, ...]
CENTURY = 2000  # 24/12/26
MEMBER = re.compile(r"^(\w{1,4})\s*[:=]?\s+(\S.*)$")
ABSENCE = re.compile(r"^(\w{1,4})\b(.*)$")
WHOLE_NUMBERS: tuple[Path, ...] = (
    ("matching", "open_proposals"),
    ("matching", "recall_after_days"),
    ("matching", "release_after_days"),
    ("calendar", "silence_days"),
)
DAY = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>\d{4}|\d\d))\b"
)


@dataclass(frozen=True)
class Refusal:
    """A value that cannot be applied: the problem's code and what its sentence needs."""

    code: str
    details: Mapping[str, object]


Outcome = tuple[Programme, tuple[Refusal, ...]]


@dataclass(frozen=True)
class Setting(ABC):
    """One row of *Réglages*: its words, where its value stands in the programme, how it is said and read."""

    label: Sentence
    meaning: Sentence
    path: Path

    @property
    def offers(self) -> str:
        """The kind of label that its value is one of, where it is."""
        return ""

    @abstractmethod
    def said(self, programme: Programme) -> object:
        """The value in force, ready for words."""

    @abstractmethod
    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """The programme with the cell's value, or as it was and why."""

    def refused(self, programme: Programme, code: str, cell: Cell, **details: object) -> Outcome:
        """The programme as it was, and why."""
        kept = {"found": str(cell), "setting": self.label, "kept": self.said(programme)}
        return programme, (Refusal(code, kept | details),)


@dataclass(frozen=True)
class Choice(Setting):
    """One word out of several."""

    kind: str
    codes: Sequence[str]

    @property
    def offers(self) -> str:
        """Its words."""
        return self.kind

    def said(self, programme: Programme) -> object:
        """The word's label."""
        return Label(self.kind, str(_value(programme, self.path)))

    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """The word may stand in any language."""
        text = str(cell)
        found = code_of(self.kind, text) or text.strip().casefold()
        code = next((code for code in self.codes if code == found), None)
        if code is None:
            allowed = tuple(Label(self.kind, code) for code in self.codes)
            return self.refused(programme, "setting_choice", cell, allowed=allowed)
        return _replaced(programme, self.path, code), ()


@dataclass(frozen=True)
class Pause(Setting):
    """Whether one side's applications are closed for now."""

    role: Role

    @property
    def offers(self) -> str:
        """Yes or no."""
        return "yes_no"

    def said(self, programme: Programme) -> object:
        """Yes or no."""
        return Label("yes_no", "yes" if self.role in programme.paused else "no")

    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """Yes closes applications, no opens them."""
        answer = code_of("yes_no", str(cell))
        if answer is None:
            return self.refused(programme, "setting_choice", cell, allowed=_labels("yes_no", ("yes", "no")))
        others = tuple(role for role in programme.paused if role is not self.role)
        return _replaced(programme, self.path, (*others, self.role) if answer == "yes" else others), ()


@dataclass(frozen=True)
class Whole(Setting):
    """A whole number within the limits that programme.yaml knows too."""

    def said(self, programme: Programme) -> object:
        """The number."""
        return _value(programme, self.path)

    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """Digits, whether the cell holds a number or a text."""
        least, most = _bounds(self.path)
        number = _whole(cell)
        if number is None or not least <= number <= most:
            return self.refused(programme, "setting_number", cell, least=str(least), most=str(most))
        return _replaced(programme, self.path, number), ()


class Members(Setting):
    """Who is in the team."""

    def said(self, programme: Programme) -> object:
        """Initials and first names."""
        return "; ".join(f"{member.initials} {member.first_name}" for member in programme.team)

    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """Who was in the team before keeps their absences."""
        found = [MEMBER.match(part) for part in _parts(cell)]
        members = [match.groups() for match in found if match]
        initials = {initials.casefold() for initials, _ in members}
        if not members or len(members) != len(found) or len(initials) != len(found):
            return self.refused(programme, "setting_team", cell)
        absent = {member.initials: member.absent for member in programme.team}
        team = tuple(Team(initials=key, first_name=name, absent=absent.get(key, ())) for key, name in members)
        return _replaced(programme, self.path, team), ()


class Absences(Setting):
    """When members of the team are away."""

    def said(self, programme: Programme) -> object:
        """Initials, first day, last day."""
        away = ((member.initials, first, last) for member in programme.team for first, last in member.absent)
        return "; ".join(f"{initials} {_day(first)} - {_day(last)}" for initials, first, last in away)

    def applied(self, programme: Programme, cell: Cell) -> Outcome:
        """Each absence that can be read counts; each of the others is named."""
        read = [_absence(programme, part) for part in _parts(cell)]
        away: dict[str, tuple[tuple[date, date], ...]] = {}
        for initials, *days in (absence for absence in read if not isinstance(absence, Refusal)):
            away[initials] = (*away.get(initials, ()), (days[0], days[-1]))
        team = tuple(_away(member, away.get(member.initials, ())) for member in programme.team)
        return _replaced(programme, self.path, team), tuple(one for one in read if isinstance(one, Refusal))


def _cell(said: object, say: Callable[[object], str]) -> Cell:
    return said if isinstance(said, int) else say(said) or None


SettingRow = tuple[Setting, TableRow]


def settings_rows(programme: Programme, table: Table | None = None) -> tuple[Append, ...]:
    """The rows that *Réglages* should have and `table` has not, in the workbook's language."""
    present = {normalised(str(row.cells.get("setting"))) for row in table.rows} if table else set()
    say = Speaker(programme.languages.workbook).say
    return tuple(
        Append(
            "settings",
            {
                "setting": say(setting.label),
                "value": _cell(setting.said(programme), say),
                "meaning": say(setting.meaning),
            },
            {"value": setting.offers} if setting.offers else {},
        )
        for setting in _settings(programme)
        if present.isdisjoint(_names(setting))
    )


def override(programme: Programme, table: Table) -> tuple[Programme, tuple[Problem, ...]]:
    """The programme as *Réglages* changes it; what cannot be applied is a problem and changes nothing."""
    rows, problems = _rows_by_setting(_settings(programme), table)
    changed = programme
    for setting, row in rows:
        changed, refusals = setting.applied(changed, row.cells["value"])
        problems += [_problem(refusal, table, row, "value") for refusal in refusals]
    for keep_sound in (_ordered, _weighed):
        changed, late = keep_sound(programme, changed, rows, table)
        problems += late
    problems += misread_approvals(table)
    return changed, tuple(sorted(problems, key=lambda problem: problem.where.row or 0))


def _settings(programme: Programme) -> tuple[Setting, ...]:
    return (
        _choice("mode", ("matching", "mode"), Mode),
        _choice("goal", ("matching", "goal"), Goal),
        _choice("consultation", ("matching", "consultation"), Consultation),
        _choice("last_word", ("matching", "last_word"), LastWord),
        *_importances(programme),
        *(
            Whole(sentence(f"setting.{path[-1]}"), sentence(f"meaning.{path[-1]}"), path)
            for path in WHOLE_NUMBERS
        ),
        *(
            Pause(sentence("setting.paused", role=words.many), sentence("meaning.paused"), ("paused",), role)
            for role, words in programme.roles.items()
        ),
        Members(sentence("setting.team"), sentence("meaning.team"), ("team",)),
        Absences(sentence("setting.absences"), sentence("meaning.absences"), ("team",)),
        _choice("language", ("languages", "workbook"), LANGUAGES),
    )


def _choice(code: str, path: Path, codes: Any) -> Choice:
    return Choice(sentence(f"setting.{code}"), sentence(f"meaning.{code}"), path, code, tuple(codes))


def _importances(programme: Programme) -> Iterator[Choice]:
    for index, criterion in enumerate(programme.matching.criteria):
        path = ("matching", "criteria", index, "importance")
        label = sentence("setting.importance", name=criterion.name)
        yield Choice(label, sentence("meaning.importance"), path, "importance", tuple(Importance))


def _rows_by_setting(settings: Sequence[Setting], table: Table) -> tuple[list[SettingRow], list[Problem]]:
    """Which row holds which setting, in the settings' order; unknown and repeated rows are problems."""
    by_name = {name: index for index, setting in enumerate(settings) for name in _names(setting)}
    found: dict[int, TableRow] = {}
    problems = []
    for row in (row for row in table.rows if row.cells.get("value") not in (None, "")):
        name = str(row.cells.get("setting") or "")
        if read_profile(name) is not None:
            continue
        index = by_name.get(normalised(name))
        if index is None or index in found:
            code = "setting_unknown" if index is None else "setting_twice"
            problems.append(_problem(Refusal(code, {"found": name}), table, row, "setting"))
        else:
            found[index] = row
    return [(settings[index], found[index]) for index in sorted(found)], problems


def _names(setting: Setting) -> set[str]:
    """What a setting is called, in every language."""
    return {normalised(Speaker(language).say(setting.label)) for language in LANGUAGES}


def _ordered(
    before: Programme, after: Programme, rows: Sequence[SettingRow], table: Table
) -> tuple[Programme, list[Problem]]:
    """Recalls come before releases: where they would not, both stay as they were."""
    if after.matching.recall_after_days < after.matching.release_after_days:
        return after, []
    names = ("recall_after_days", "release_after_days")
    problems = []
    for setting, row in rows:
        if setting.path[-1] in names:
            _, refusals = setting.refused(before, "setting_order", row.cells["value"])
            problems += [_problem(refusal, table, row, "value") for refusal in refusals]
    kept = {name: getattr(before.matching, name) for name in names}
    return after.model_copy(update={"matching": after.matching.model_copy(update=kept)}), problems


def _weighed(
    before: Programme, after: Programme, rows: Sequence[SettingRow], table: Table
) -> tuple[Programme, list[Problem]]:
    """At least one criterion matters: where none would, all stay as they were."""
    if any(one.importance.weight for one in after.matching.criteria) or not after.matching.criteria:
        return after, []
    asked = [(setting, row) for setting, row in rows if setting.path[:2] == ("matching", "criteria")]
    problems = []
    for setting, row in asked[:1]:
        _, refusals = setting.refused(before, "setting_nothing_matters", row.cells["value"])
        problems += [_problem(refusal, table, row, "value") for refusal in refusals]
    kept = {"criteria": before.matching.criteria}
    return after.model_copy(update={"matching": after.matching.model_copy(update=kept)}), problems


def _problem(refusal: Refusal, table: Table, row: TableRow, field: str) -> Problem:
    letter = table.letters.get(field)
    cell = f"{letter}{row.number}" if letter else None
    return Problem(
        refusal.code, Where("workbook", table.tab, row.number, field, cell, table.title), refusal.details
    )


def _value(noun: Any, path: Path) -> Any:
    for key in path:
        noun = noun[key] if isinstance(key, int) else getattr(noun, key)
    return noun


def _replaced(noun: Any, path: Path, value: Any) -> Any:
    """The noun with another value at a path; a code becomes the word of the vocabulary that stood there."""
    if not path:
        return type(noun)(value) if isinstance(noun, StrEnum) else value
    key, rest = path[0], path[1:]
    if isinstance(noun, BaseModel):
        return noun.model_copy(update={str(key): _replaced(getattr(noun, str(key)), rest, value)})
    return tuple(_replaced(item, rest, value) if index == key else item for index, item in enumerate(noun))


def _bounds(path: Path) -> tuple[int, int]:
    group: dict[str | int, type[BaseModel]] = {"matching": Matching, "calendar": Calendar}
    limits = group[path[0]].model_fields[str(path[-1])].metadata
    least = next(limit.ge for limit in limits if isinstance(limit, Ge))
    most = next(limit.le for limit in limits if isinstance(limit, Le))
    return int(str(least)), int(str(most))


def _whole(cell: Cell) -> int | None:
    text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
    return int(text) if text.isascii() and text.isdigit() else None


def _labels(kind: str, codes: Sequence[str]) -> tuple[Label, ...]:
    return tuple(Label(kind, code) for code in codes)


def _parts(cell: Cell) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", str(cell)) if part.strip()]


def _away(member: Team, absent: tuple[tuple[date, date], ...]) -> Team:
    return member.model_copy(update={"absent": absent})


def _absence(programme: Programme, part: str) -> tuple[str, date, date] | Refusal:
    """Initials and one or two days: `CA 24/12/2026 - 2/1/2027`."""
    initials, rest = match.groups() if (match := ABSENCE.match(part)) else ("", "")
    days = _days(rest)
    if len(days) not in {1, 2} or days[0] > days[-1]:
        return Refusal("setting_absence", {"found": part})
    known = {member.initials.casefold(): member.initials for member in programme.team}
    if initials.casefold() not in known:
        return Refusal("setting_initials", {"found": initials, "allowed": tuple(known.values())})
    return known[initials.casefold()], days[0], days[-1]


def _days(text: str) -> list[date]:
    """The days named in a text, in their order; none at all if one of them cannot be read."""
    try:
        days = [_date(match) for match in DAY.finditer(text)]
    except ValueError:
        return []
    return [] if re.search(r"\d", DAY.sub("", text)) else days


def _date(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    year = int(match["year"])
    return date(
        year + CENTURY if len(match["year"]) < len("2026") else year, int(match["month"]), int(match["day"])
    )


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
