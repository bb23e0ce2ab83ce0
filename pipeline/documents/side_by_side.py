"""Side by side: who is free in the mode *feel* in; for each newcomer, a sheet beside those of volunteers, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.answers import write_column
from pipeline.documents.page import Printer
from pipeline.modes.feel import propose
from pipeline.modes.situation import see
from pipeline.vocabulary.cards import SideBySide
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.season import Season

ABREAST = 4  # volunteers beside a newcomer on a sheet of paper
BOTH = (
    "place",
    "languages",
    "free",
    "asks",
    "tastes",
    "wishes",
)  # in reading order; what a programme adds follows
SAME = {"needs": "asks", "offers": "asks"}  # what one asks stands beside what the others offer


@dataclass(frozen=True)
class Strip:
    """One subject, and what each person answers: the newcomer first."""

    about: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A newcomer and as many volunteers as fit beside them."""

    people: tuple[Person, ...]
    strips: tuple[Strip, ...]


def print_side_by_side(season: Season, today: date) -> dict[str, str]:
    """One page for each newcomer, by file name: volunteers in the order of their codes, on as many sheets as it takes."""
    printer = Printer(season.programme, season.form)
    pages = propose(see(season, today)).side_by_side
    return {f"{one.newcomer.code}.html": _print_page(printer, one) for one in pages}


def _print_page(printer: Printer, one: SideBySide) -> str:
    title = printer.told("side_by_side", name=one.newcomer.first_name, code=one.newcomer.code)
    return printer.render(
        "side_by_side.html", title=title, sheets=list(_sheets(printer, one)), others=one.others
    )


def _sheets(printer: Printer, one: SideBySide) -> Iterator[Sheet]:
    for start in range(0, len(one.citizens), ABREAST):
        people = (one.newcomer, *one.citizens[start : start + ABREAST])
        yield Sheet(people, tuple(_strips(printer, people)))


def _strips(printer: Printer, people: Sequence[Person]) -> Iterator[Strip]:
    told = [_answers(printer, person) for person in people]
    subjects = dict.fromkeys((*BOTH, *(subject for answers in told for subject in answers)))
    for subject in subjects:
        answers = tuple(one.get(subject, "") for one in told)
        if any(answers):
            yield Strip(_name(printer, subject), answers)


def _answers(printer: Printer, person: Person) -> dict[str, str]:
    columns = printer.form.columns(person.role).items()
    return {
        SAME.get(name, name): write_column(questions, person.answers, printer.speaker)
        for name, questions in columns
        if name != "places"
    }


def _name(printer: Printer, subject: str) -> str:
    if subject == "asks":
        return printer.speaker.label("heading", "needs_or_offers")
    if subject in BOTH:
        return printer.speaker.label("heading", subject)
    column = next(one for one in printer.form.questions if one.column == subject)
    return printer.speaker.say(column.short).capitalize()
