"""Rows of *Agenda*, where people alone write, → sessions; seats → rows of *Tables*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import Label, sentence
from pipeline.vocabulary.sessions import Audience, Introduction, Seat, Session, SessionKind, YesNo
from pipeline.vocabulary.tables import Cell, Row, Table
from pipeline.words import Speaker
from pipeline.words.speaker import language_name
from pipeline.workbook.rows.reading import Reader, codes_of, read_rows
from pipeline.workbook.rows.saying import with_name

HOUR = re.compile(r"^(\d{1,2})\s*(?:[:h.u]|heures?|uur)?\s*(\d\d)?(?::\d\d)?\s*(?:h|u|uur)?$", re.IGNORECASE)
DAY_MINUTES = 24 * 60
SHOWN = ("begins", "ends", "title", "venue")  # what the site cannot do without


def read_sessions(table: Table) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    """The sessions of the workbook; a row without a day is none."""
    return read_rows(table, _session_from, lambda session: "")


def row_from_seat(seat: Seat, names: Mapping[str, str], speaker: Speaker) -> Row:
    """One guest's line, which can be cut out and given to them."""
    session, languages = seat.session, tuple(language_name(code, speaker.language) for code in seat.languages)
    has_table = seat.table > 0
    table = sentence("tables.table", number=str(seat.table), languages=languages)
    return {
        "session": speaker.say(sentence("tables.session", on=session.day, title=session.title)),
        "table": speaker.say(table if has_table else sentence("tables.none")),
        "who": with_name(seat.who, names),
        "attendance": speaker.label("attendance", seat.attendance),
        "shared": speaker.say(seat.shared if has_table else sentence("tables.interpreter")),
        "introduce": "\n".join(_introduce(one, names, speaker) for one in seat.introductions),
    }


def _introduce(one: Introduction, names: Mapping[str, str], speaker: Speaker) -> str:
    who = with_name(one.code, names)
    return (
        speaker.say(sentence("tables.introduction", who=who, shared=one.shared)) if one.shared.codes else who
    )


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
        participants=codes_of(reader, "participants"),
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
