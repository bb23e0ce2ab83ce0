"""Publication: what leaves the team, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.stages.publication import publish
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.sessions import Session, SessionKind
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, the_programme


def people(citizens: int, newcomers: int) -> list[Person]:
    return [
        *(a_citizen(f"V-{n:04d}") for n in range(citizens)),
        *(a_newcomer(f"N-{n:04d}") for n in range(newcomers)),
    ]


@pytest.mark.parametrize(("newcomers", "told"), [(0, {}), (4, {}), (5, {"newcomers_seeking": 5})])
def test_small_numbers_are_never_told(newcomers: int, told: dict[str, int]) -> None:
    assert publish(the_programme(), people(0, newcomers), [], TODAY).figures == told


def test_duos_are_counted() -> None:
    duos = [a_duo(code=f"D-{n:04d}") for n in range(6)]
    assert publish(the_programme(), [], duos, TODAY).figures == {"duos_running": 6, "duos_formed": 6}


def test_nobody_is_named() -> None:
    said = publish(the_programme(), people(9, 9), [a_duo()], TODAY).model_dump_json()
    assert not any(word in said for word in ("Samira", "Paul", "N-0", "V-0", "D-0"))


def test_absence_of_the_contact_is_told() -> None:
    camille, *others = the_programme().team
    away = camille.model_copy(update={"absent": ((date(2026, 12, 24), date(2027, 1, 3)),)})
    programme = the_programme().model_copy(update={"team": (away, *others)})
    assert [absence.until for absence in publish(programme, [], [], TODAY).absences] == [date(2027, 1, 3)]
    assert publish(programme, [], [], date(2027, 1, 4)).absences == ()


def a_session(**changes: Any) -> Session:
    """An information evening that the team shows."""
    session = Session(
        date(2026, 12, 3), "18:30", "20:00", SessionKind.INFORMATION, "Soirée", "ici", is_visible=True
    )
    return replace(session, **changes)


def test_visible_session_is_told_in_the_workbooks_language() -> None:
    told = publish(the_programme(), [], [], TODAY, [a_session(), a_session(is_visible=False)]).events
    assert [(event.code, event.title, event.kind) for event in told] == [
        ("information-2026-12-03", {"fr": "Soirée"}, "information")
    ]


@pytest.mark.parametrize(
    "changes", [{"title": ""}, {"begins": ""}, {"ends": ""}, {"venue": ""}, {"day": date(2025, 11, 1)}]
)
def test_session_is_told_when_it_is_complete_and_recent(changes: dict[str, Any]) -> None:
    assert publish(the_programme(), [], [], TODAY, [a_session(**changes)]).events == ()


def test_name_of_a_session_survives_corrections() -> None:
    other = a_session(begins="20:30", ends="22:00")
    before = publish(the_programme(), [], [], TODAY, [other, a_session()]).events
    corrected = a_session(title="Grande soirée", begins="18:45", participants=("N-0001",))
    after = publish(the_programme(), [], [], TODAY, [corrected, other]).events
    assert [event.code for event in before] == ["information-2026-12-03", "information-2026-12-03-2"]
    assert [event.code for event in after] == [event.code for event in before]
    assert "N-0001" not in str(after)
