"""Place cards: the seats of sessions to come in; a page of cards to cut out for each session, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipeline.documents.page import Printer
from pipeline.modes.situation import see
from pipeline.modes.tables import plan_tables
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sessions import Seat
from pipeline.words.speaker import language_name


@dataclass(frozen=True)
class PlaceCard:
    """What one guest holds in their hand: their own table and names, and room for their wishes."""

    name: str
    code: str
    table: int
    languages: tuple[str, ...]
    introductions: tuple[tuple[str, str], ...]  # name and code; what both like


def print_places(season: Season, today: date) -> dict[str, str]:
    """One page for each session, by file name."""
    printer = Printer(season.programme, season.form)
    names = {person.code: person.first_name for person in season.people}
    sessions = groupby(plan_tables(see(season, today)), key=lambda seat: seat.session)
    pages: dict[str, str] = {}
    for number, (session, seats) in enumerate(sessions, start=1):
        title = printer.told("places", title=session.title, on=session.day)
        cards = list(_cards(seats, names, printer))
        page = printer.render("places.html", title=title, session=session, cards=cards)
        pages[f"tables-{session.day}-{number}.html"] = page
    return pages


def _cards(seats: Iterator[Seat], names: Mapping[str, str], printer: Printer) -> Iterator[PlaceCard]:
    language, say = printer.speaker.language, printer.speaker.say
    for seat in seats:
        yield PlaceCard(
            names.get(seat.who, ""),
            seat.who,
            seat.table,
            tuple(language_name(code, language) for code in seat.languages),
            tuple((f"{names.get(one.code, '')} · {one.code}", say(one.shared)) for one in seat.introductions),
        )
