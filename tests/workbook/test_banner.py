"""The line above *À faire*: it tells people when, and is read back whatever has become of its tab."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.tables import Sheet
from pipeline.words import LANGUAGES, Speaker
from pipeline.workbook.banner import LONGEST, read_last_run, say_banner
from tests.builders import TODAY, the_programme
from tests.workbook.books import the_layout

HEADINGS = ("Pour", "Quoi", "Qui", "Pourquoi", "Avant le", "Où")


def run_every(days: int) -> Programme:
    calendar = the_programme().calendar.model_copy(update={"run_every_days": days})
    return the_programme().model_copy(update={"calendar": calendar})


def a_sheet(*above: str | None, tab: str = "todo") -> Sheet:
    return Sheet("À faire", (*((cell,) for cell in above), HEADINGS), tab=tab)


WEEKLY = {
    "fr": (
        "Dernier passage : 24 novembre 2026 · Prochain passage : 1er décembre 2026 · "
        "Si ce prochain passage a plus de 3 jours de retard, appelez Camille."
    ),
    "nl": (
        "Laatste keer bijgewerkt: 24 november 2026 · Volgende keer: 1 december 2026 · "
        "Is die volgende keer meer dan 3 dagen te laat? Bel Camille."
    ),
    "en": (
        "Last run: 24 November 2026 · Next run: 1 December 2026 · "
        "If the next run is more than 3 days late, call Camille."
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weekly_run_is_late_after_its_week(language: str) -> None:
    assert say_banner(TODAY, run_every(7), Speaker(language)).replace("\u00a0", " ") == WEEKLY[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), date(2026, 11, 1), date(2025, 11, 24)])
def test_what_is_said_can_be_read(language: str, day: date) -> None:
    said = say_banner(day, the_programme(), Speaker(language))
    assert read_last_run((a_sheet(said),), the_layout(), TODAY) == day


@pytest.mark.parametrize(
    "sheet",
    [
        a_sheet(None, "À nous : voir Camille", say_banner(TODAY, the_programme(), Speaker("fr"))),
        a_sheet(say_banner(TODAY, the_programme(), Speaker("fr")).replace("\u00a0", " "), tab=""),
        a_sheet("Dernier passage : 24 novembre 2026 · Prochain passage : demain · autrement qu’aujourd’hui"),
    ],
    ids=["moved down", "no identifier", "older words"],
)
def test_the_line_is_found_wherever_it_stands(sheet: Sheet) -> None:
    assert read_last_run((sheet,), the_layout(), TODAY) == TODAY


@pytest.mark.parametrize(
    "sheets",
    [
        (),
        (a_sheet(),),
        (a_sheet("Dernier passage : demain · Prochain passage : après-demain"),),
        (a_sheet(say_banner(TODAY - timedelta(days=LONGEST), the_programme(), Speaker("fr"))),),
        (a_sheet(say_banner(date(2026, 11, 12), the_programme(), Speaker("fr")).replace("12 n", "112 n")),),
    ],
    ids=["no workbook", "no line", "no day", "more than a year ago", "no such day"],
)
def test_no_run_is_made_up(sheets: tuple[Sheet, ...]) -> None:
    assert read_last_run(sheets, the_layout(), TODAY) is None
