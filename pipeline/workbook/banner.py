"""The line above *À faire*: the day of a run in, the line out; what stands in the tab in, the day of that run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.words import LANGUAGES, Speaker
from pipeline.workbook.cells import canonical
from pipeline.workbook.columns import Layout
from pipeline.workbook.headings import HEADING_SEARCH, sheets_by_tab

LONGEST = 366  # days that are looked back


def say_banner(today: date, programme: Programme, speaker: Speaker) -> str:
    """When Duos has run, when it will run next, and whom to call if it does not."""
    next_run = today + timedelta(days=programme.calendar.run_every_days)
    contact = programme.organisation.contact
    return speaker.say(sentence("todo.banner", last=today, next=next_run, contact=contact))


def read_last_run(sheets: tuple[Sheet, ...], layout: Layout, today: date) -> date | None:
    """The day that the line names, in whatever language it was written; None where there is no such line."""
    sheet = sheets_by_tab(sheets, layout).get("todo")
    rows = sheet.rows[:HEADING_SEARCH] if sheet else ()
    written = [canonical(cell) for row in rows for cell in row]
    for past in range(LONGEST):
        day = today - timedelta(days=past)
        if any(cell.startswith(beginning) for beginning in _beginnings(day) for cell in written):
            return day
    return None


def _beginnings(day: date) -> Iterator[str]:
    """How the line begins after a run on this day: up to what it says of the next one."""
    for language in LANGUAGES:
        line = Speaker(language).say(sentence("todo.banner", last=day, next="\0", contact=""))
        yield canonical(line.partition("\0")[0])
