"""Publication: what leaves the team, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.stages.publication import publish
from pipeline.vocabulary.people import Person
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
