"""Silence: a form that nobody can fill in any more is noticed, and nothing else is taken for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pipeline.demo.applications import headings
from pipeline.river import decide
from pipeline.stages.silence import find_silence
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Candidate, Contact, Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.tables import Sheet
from pipeline.words import LANGUAGES, Speaker
from tests.builders import SECRET, TODAY, a_newcomer, the_form, the_programme


def a_programme(days: int = 14, paused: tuple[Role, ...] = ()) -> Programme:
    calendar = the_programme().calendar.model_copy(update={"silence_days": days})
    return the_programme().model_copy(update={"calendar": calendar, "paused": paused})


def applied(days_ago: int, **changes: object) -> Candidate:
    """Somebody who applied some days ago, at noon."""
    moment = datetime.combine(TODAY, datetime.min.time()) - timedelta(days=days_ago, hours=-12)
    return replace(Candidate(Role.NEWCOMER, moment, Contact("Samira"), {}, "Réponses", 2), **changes)


@pytest.mark.parametrize(("days_ago", "is_said"), [(0, False), (13, False), (14, True), (90, True)])
def test_silence_is_said_after_its_days(days_ago: int, is_said: bool) -> None:
    last = find_silence([applied(days_ago), applied(200)], (), a_programme(), TODAY)
    assert last == (TODAY - timedelta(days=days_ago) if is_said else None)


@pytest.mark.parametrize(
    ("programme", "is_said"),
    [
        (a_programme(), True),
        (a_programme(days=0), False),
        (a_programme(days=100), False),
        (a_programme(paused=(Role.CITIZEN,)), True),
        (a_programme(paused=(Role.CITIZEN, Role.NEWCOMER)), False),
    ],
    ids=["default", "never", "patient", "one side paused", "both sides paused"],
)
def test_the_team_decides_what_is_silence(programme: Programme, is_said: bool) -> None:
    assert (find_silence([applied(30)], (), programme, TODAY) is not None) is is_said


def test_a_new_programme_is_not_silent() -> None:
    assert find_silence((), (), a_programme(), TODAY) is None


def test_later_answers_of_the_same_person_count() -> None:
    again = applied(40, updated=datetime(2026, 11, 20, 9, 0))
    assert find_silence([again], (), a_programme(), TODAY) is None


def test_applications_that_cannot_be_used_count() -> None:
    refused = Problem("no_consent", Where("answers", "Réponses", 9), {"received": date(2026, 11, 22)})
    assert find_silence([applied(40)], [refused], a_programme(), TODAY) is None


TOLD = {
    "fr": (
        "Ouvrez chaque formulaire depuis le site, comme une personne qui s’inscrit : accepte-t-il encore les réponses ? "
        "Aucune inscription depuis le 3 novembre 2026. "
        "Si cela peut arriver, changez « Jours sans inscription avant de vérifier les formulaires »"
    ),
    "nl": (
        "Open elk formulier vanaf de site, zoals wie zich inschrijft: neemt het nog antwoorden aan? "
        "Geen inschrijving sinds 3 november 2026. "
        "Kan dat gebeuren? Pas dan “Na hoeveel dagen zonder inschrijving we de formulieren nakijken” aan"
    ),
    "en": (
        "Open each form from the site, as whoever applies would: does it still take answers? "
        "No application since 3 November 2026. "
        "If that can happen, change “Days without an application before Duos asks you to look”"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_team_is_asked_to_try_the_forms(language: str) -> None:
    season = Season(a_programme(), the_form(), SECRET, responses=(an_old_response(),))
    (task,) = [task for task in decide(season, TODAY).tasks if task.what.code == "todo.silence"]
    speaker = Speaker(language)
    assert f"{speaker.say(task.what)} {speaker.say(task.because)}".replace("\u00a0", " ") == TOLD[language]
    assert task.by_when is None


def test_silence_stands_above_what_is_overdue() -> None:
    late = (a_newcomer(f"N-{number:04d}", stage=Stage.RECEIVED) for number in range(1, 40))
    season = Season(a_programme(), the_form(), SECRET, responses=(an_old_response(),), people=tuple(late))
    assert "todo.silence" in [task.what.code for task in decide(season, TODAY).tasks[:7]]


def an_old_response() -> Sheet:
    """A tab as a form leaves it, with one answer of 3 November."""
    columns = headings(the_form(), "fr", Role.NEWCOMER)
    cells = ("Samira" if key == "first_name" else None for key, _ in columns)
    top = ("Horodateur", *(heading for _, heading in columns))
    return Sheet("Réponses au formulaire 1", (top, (datetime(2026, 11, 3, 18, 30), *cells)))
