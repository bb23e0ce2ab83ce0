"""Houses for tests of what runs Duos: a few applications, in a clone as on a server or in spreadsheets of the stand-in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline.demo.applications import TAB, headings
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.responses import write_responses
from tests.builders import the_form

PEOPLE = 4  # on each side
COMMON: dict[str, Cell] = {
    "adult": "Oui",
    "last_name": "Exemple",
    "postcode": 1030,
    "languages_well": "français",
    "consent": "Je suis d’accord",
}
ANSWERS: dict[Role, dict[str, Cell]] = {
    Role.CITIZEN: {"first_name": "Paul", "availability[sat]": "Matin", "offers": "découvrir la ville"},
    Role.NEWCOMER: {"first_name": "Samira", "free_time": "Le samedi", "needs": "découvrir la ville"},
}


def write_answers(path: Path) -> None:
    """PEOPLE applications of each side, as a form leaves them."""
    write_responses(path, [_tab(role) for role in Role])


def _tab(role: Role) -> Sheet:
    columns = headings(the_form(), "fr", role)
    number = 1 + list(Role).index(role)
    top = ("Horodateur", *(heading for _, heading in columns))
    rows = (_row(role, columns, 10 * number + index) for index in range(PEOPLE))
    return Sheet(TAB["fr"].format(number), (top, *rows))


def _row(role: Role, columns: tuple[tuple[str, str], ...], number: int) -> tuple[Cell, ...]:
    answers = COMMON | ANSWERS[role] | {"phone": f"0470 00 00 {number}"}
    return (datetime(2026, 11, 2, 18, number), *(answers.get(key) for key, _ in columns))
