"""Rows of *Rencontres* → sessions. People alone write there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import Label
from pipeline.vocabulary.sessions import Audience, Session, SessionKind, YesNo
from pipeline.vocabulary.tables import Cell, Table
from pipeline.workbook.rows.reading import CODE, Reader, read_rows

HOUR = re.compile(r"^(\d{1,2})\s*(?:[:h.u]|heures?|uur)?\s*(\d\d)?(?::\d\d)?\s*(?:h|u|uur)?$", re.IGNORECASE)
SPLIT = re.compile(r"[,;\n]")
DAY_MINUTES = 24 * 60
SHOWN = ("begins", "ends", "title", "venue")  # what the site cannot do without


def read_sessions(table: Table) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    """The sessions of the workbook; a row without a day is none."""
    return read_rows(table, _session_from, lambda session: "")


def _session_from(reader: Reader) -> Session | None:
    day = reader.day("date")
    if day is None:
        if not reader.text("date"):
            reader.report("session_day", "date")
        return None
    kind = reader.choice("session_kind", "session_kind", SessionKind)
    audience = reader.choice("audience", "audience", Audience)
    session = Session(
        day=day,
        begins=_hour(reader, "begins"),
        ends=_hour(reader, "ends"),
        kind=kind or SessionKind.MEETING,
        title=_line(reader, "title"),
        venue=_line(reader, "venue"),
        audience=audience or Audience.EVERYONE,
        is_visible=reader.choice("visible", "yes_no", YesNo) is YesNo.YES,
        participants=tuple(dict.fromkeys(_codes(reader, "participants"))),
        row=reader.row.number,
    )
    return _checked(session, reader)


def _checked(session: Session, reader: Reader) -> Session:
    """A session that ends before it begins has no end; one to be shown lacks nothing."""
    if session.begins and session.ends and session.ends <= session.begins:
        reader.report("session_hours", "ends", begins=session.begins, ends=session.ends)
        return replace(session, ends="")
    told = {problem.where.field for problem in reader.problems}
    for name in SHOWN if session.is_visible else ():
        if not getattr(session, name) and name not in told:
            reader.report("session_missing", name, field=Label("heading", name))
    return session


def _line(reader: Reader, name: str) -> str:
    return " ".join(reader.text(name).split())


def _hour(reader: Reader, name: str) -> str:
    """An hour as people and spreadsheets write it: 18:30, 18h30, 18 h, 9.30, a time, a part of a day."""
    text, minutes = reader.text(name), _minutes(reader.row.cells.get(name))
    if minutes is None:
        if text:
            reader.report("row_hour", name, found=text)
        return ""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(cell: Cell) -> int | None:
    if isinstance(cell, datetime):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, float) and 0 < cell < 1:
        return round(cell * DAY_MINUTES) % DAY_MINUTES
    found = HOUR.match(str(cell).strip())
    if cell is None or not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def _codes(reader: Reader, name: str) -> Iterator[str]:
    """Every code of a cell; what is no code is told."""
    for part in SPLIT.split(reader.text(name)):
        found = CODE.findall(part)
        yield from (f"{letter.upper()}-{int(number):04d}" for letter, number in found)
        if part.strip() and not found:
            reader.report("row_code", name, found=part.strip())
