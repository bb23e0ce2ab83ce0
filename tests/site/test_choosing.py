"""What is shown on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.site import content
from pipeline.site.choosing import (
    announce_consents,
    choose_absences,
    choose_dates,
    choose_testimonials,
    find_sample_addresses,
    group_criteria,
)
from pipeline.vocabulary.programme import Importance
from pipeline.vocabulary.published import Absence, Published
from tests.site.building import TODAY, a_programme


def a_testimonial(expires_on: date) -> content.Testimonial:
    return content.Testimonial.model_validate(
        {
            "code": "a-and-b",
            "consent": "C-001",
            "consented_on": date(2026, 1, 1),
            "expires_on": expires_on,
            "citizen": "Exemple",
            "newcomer": "Voorbeeld",
            "turns": [
                {"voice": "citizen", "words": {"fr": "Oui"}},
                {"voice": "newcomer", "words": {"fr": "Oui"}},
            ],
        }
    )


def a_date(day: date, code: str = "soup") -> content.Happening:
    return content.Happening(
        code=code, day=day, begins="12:00", ends="13:00", title={"fr": "Soupe"}, place={"fr": "ici"}
    )


@pytest.mark.parametrize(
    ("days", "is_shown", "told"),
    [(-1, False, ["expired"]), (0, True, ["expires_soon"]), (30, True, ["expires_soon"]), (31, True, [])],
)
def test_consent_decides_what_is_shown(days: int, is_shown: bool, told: list[str]) -> None:
    one = a_testimonial(TODAY + timedelta(days=days))
    assert (choose_testimonials([one], TODAY) == (one,)) is is_shown
    assert [notice.code for notice in announce_consents([one], TODAY)] == told


def test_past_dates_leave_by_themselves() -> None:
    past, today, later = (a_date(TODAY + timedelta(days=days)) for days in (-1, 0, 9))
    assert choose_dates([later, past, today], TODAY) == (today, later)


def test_ended_absences_are_not_told() -> None:
    ended = Absence(since=TODAY - timedelta(days=9), until=TODAY - timedelta(days=1))
    coming = Absence(since=TODAY + timedelta(days=9), until=TODAY + timedelta(days=10))
    assert choose_absences(Published(generated_on=TODAY, absences=(coming, ended)), TODAY) == (coming,)
    assert choose_absences(None, TODAY) == ()


def test_workbook_importances_win() -> None:
    published = Published(
        generated_on=TODAY, importances={"needs": Importance.NONE, "style": Importance.MAJOR}
    )
    groups = group_criteria(a_programme(), published)
    assert [one.code for one in groups[Importance.MAJOR]] == ["style"]
    assert "needs" not in {one.code for group in groups.values() for one in group}


def test_groups_run_from_heaviest() -> None:
    assert list(group_criteria(a_programme(), None)) == [
        Importance.MAJOR,
        Importance.IMPORTANT,
        Importance.SLIGHT,
    ]


def test_sample_addresses_are_found() -> None:
    found = [notice.details["field"] for notice in find_sample_addresses(a_programme())]
    assert found == ["receive.address", "site.url", "organisation.email", "organisation.number"]
