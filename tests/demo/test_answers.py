"""The synthetic answers have the shape that a form leaves, and nobody in them exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import phonenumbers
import pytest

from pipeline.demo.answers import EDITED, draw_applications
from pipeline.demo.applications import headings, response_sheets
from pipeline.demo.callers import CALLERS
from pipeline.demo.latin import LATIN
from pipeline.demo.lives import Draw
from pipeline.demo.oddities import ODDITIES
from pipeline.settings import load_form
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.tables import Cell, Sheet

FORM = load_form(Path("form.yaml"))
TODAY = date(2026, 11, 24)
CALL_COLUMNS = 7  # the moment, and six questions
DRAW = Draw(FORM, seed=1, today=TODAY)
APPLICATIONS = draw_applications(DRAW)
SHEETS = response_sheets(FORM, APPLICATIONS)
FAMILY_NAMES = (
    r"(Exemple-Voorbeeld|Exemple|Voorbeeld|Sample|Örnek|مثال|نمونه|Приклад|ኣብነት|Ejemplo|Tusaale|ნიმუში) \d+"
)


def cells_of(code: str) -> Iterator[Cell]:
    return (application.cells.get(code) for application in APPLICATIONS)


def columns(sheet: Sheet, heading: str) -> list[Cell]:
    at = sheet.rows[0].index(heading)
    return [row[at] for row in sheet.rows[1:]]


def test_each_form_has_its_tab() -> None:
    """Both sides and *call me* in three languages, without the citizens in the others."""
    assert [sheet.title for sheet in SHEETS] == [
        *(f"Réponses au formulaire {number}" for number in (1, 2, 3)),
        *(f"Formulierreacties {number}" for number in (4, 5, 6)),
        *(f"Form Responses {number}" for number in (7, 8, 9)),
        *(f"ردود النموذج {number}" for number in (10, 11)),
        *(f"Відповіді форми {number}" for number in (12, 13)),
        *(f"پاسخ‌های فرم {number}" for number in (14, 15)),
        *(f"Form Yanıtları {number}" for number in (16, 17)),
        *(f"Respuestas de formulario {number}" for number in (18, 19)),
        *(f"Form Responses {number}" for number in (20, 21)),  # Google speaks no Pashto
    ]


def test_first_heading_is_the_timestamp() -> None:
    assert list(dict.fromkeys(sheet.rows[0][0] for sheet in SHEETS)) == [
        "Horodateur", "Tijdstempel", "Timestamp", "طابع زمني", "Позначка часу",
        "مهر زمانی", "Zaman damgası", "Marca temporal",
    ]  # fmt: skip


def test_headings_are_titles_in_form_order() -> None:
    titles = [question.title["fr"] for question in FORM.asked_of(Role.NEWCOMER)]
    assert list(SHEETS[1].rows[0][1:]) == titles


def test_grid_has_one_column_a_day() -> None:
    days = [heading for key, heading in headings(FORM, "fr", Role.CITIZEN) if key.startswith("availability")]
    assert days[0] == "Quand êtes-vous libre en général ? [lundi]"
    assert len(days) == 7


def test_grid_cells_name_parts_of_day() -> None:
    said = {cell for cell in columns(SHEETS[0], "Quand êtes-vous libre en général ? [samedi]") if cell}
    assert {part for cell in said for part in str(cell).split(", ")} == {"Matin", "Après-midi", "Soir"}


def test_every_row_has_a_moment() -> None:
    assert all(isinstance(row[0], datetime) for sheet in SHEETS for row in sheet.rows[1:])


def test_every_tab_but_the_newest_has_rows() -> None:
    applications = [sheet for sheet in SHEETS if len(sheet.rows[0]) != CALL_COLUMNS]
    assert len(applications) == 12
    *spoken, pashto = applications
    assert all(len(sheet.rows) > 2 for sheet in spoken)
    assert len(pashto.rows) == 1  # nobody has used it yet: its headings only


def test_some_would_rather_be_called() -> None:
    calls = [row for sheet in SHEETS if len(sheet.rows[0]) == CALL_COLUMNS for row in sheet.rows[1:]]
    assert len(calls) == len(CALLERS)
    assert {row[1] for row in calls} >= {
        "ik wil graag mijn tijd aanbieden",
        "أنا جديد هنا وأحب التعرّف على شخص",
    }


def test_other_letters_are_written_in_latin_too() -> None:
    names = {application.cells.get("first_name"): application.cells.get("first_name_latin")
             for application in APPLICATIONS}  # fmt: skip
    assert all(latin == LATIN.get(name) for name, latin in names.items() if name)
    assert all(latin or str(name).isascii() for name, latin in names.items() if str(name)[:1] > "\u02ff")
    assert "Fatima" in names.values()


def test_both_sides_are_all_there() -> None:
    keys = {application.key for application in APPLICATIONS}
    assert len(keys) == 2 * DRAW.count + len(ODDITIES) + len(CALLERS)
    assert sum(len(sheet.rows) - 1 for sheet in SHEETS) == len(keys)


def test_ticked_boxes_are_joined() -> None:
    assert any(cell == "français, néerlandais" for cell in cells_of("languages_well"))


def test_other_text_follows_ticked_boxes() -> None:
    assert any(str(cell).endswith(", échecs") for cell in cells_of("likes"))


def test_some_telephones_lost_their_zero() -> None:
    numbers = [cell for cell in cells_of("phone") if isinstance(cell, int)]
    assert any(470_000_000 <= number < 470_010_000 for number in numbers)


def test_most_postcodes_are_numbers() -> None:
    postcodes = list(cells_of("postcode"))
    assert 0.6 < sum(isinstance(cell, int) for cell in postcodes) / len(postcodes) < 0.95


@pytest.mark.parametrize("script", [r"[\u0600-\u06ff]", r"[\u0400-\u04ff]", r"[\u1200-\u137f]"])
def test_names_come_in_several_scripts(script: str) -> None:
    assert any(re.search(script, str(cell)) for cell in cells_of("first_name"))


def test_optional_questions_are_left_blank() -> None:
    assert None in set(cells_of("dislikes"))
    assert None in set(cells_of("email"))


def test_edit_stands_in_its_old_row() -> None:
    key = f"N{EDITED}"
    first, second = [application for application in APPLICATIONS if application.key == key]
    sheet = next(sheet for sheet in SHEETS if second.received in [row[0] for row in sheet.rows])
    moments = [row[0] for row in sheet.rows[1:]]
    assert first.received not in moments
    assert moments != sorted(moments, key=str)


def test_earlier_moment_holds_fewer_rows() -> None:
    early = response_sheets(FORM, APPLICATIONS, datetime(2026, 9, 1))
    assert 0 < sum(len(sheet.rows) for sheet in early) < sum(len(sheet.rows) for sheet in SHEETS)


def test_edit_is_unknown_before_it() -> None:
    key = f"N{EDITED}"
    first, second = [application for application in APPLICATIONS if application.key == key]
    early = response_sheets(FORM, APPLICATIONS, second.received - timedelta(hours=1))
    assert any(row[0] == first.received for sheet in early for row in sheet.rows)


def test_same_seed_gives_same_sheets() -> None:
    assert response_sheets(FORM, draw_applications(DRAW)) == SHEETS


def test_other_seed_gives_other_sheets() -> None:
    assert response_sheets(FORM, draw_applications(replace(DRAW, seed=2))) != SHEETS


def test_all_mailboxes_are_at_example_org() -> None:
    mailboxes = {cell for cell in cells_of("email") if cell} - {"voorbeeld(at)example"}
    assert all(re.fullmatch(r"[vn]\d{4}@example\.org|accueil@example\.org", str(cell)) for cell in mailboxes)


def test_all_telephones_are_in_the_synthetic_range() -> None:
    written = {str(cell) for cell in cells_of("phone") if cell} - {"appelez ma sœur"}
    digits = {
        re.sub(r"\D", "", phone).removeprefix("0032").removeprefix("32").removeprefix("0")
        for phone in written
    }
    assert all(re.fullmatch(r"47000\d{4}", number) for number in digits)


def test_synthetic_telephones_are_valid_numbers() -> None:
    assert phonenumbers.is_valid_number(phonenumbers.parse("+32470000001"))


def test_family_names_say_they_are_samples() -> None:
    assert all(re.fullmatch(FAMILY_NAMES, str(cell)) for cell in cells_of("last_name") if cell)
