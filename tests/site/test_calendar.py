"""Dates in calendar files, in their archive, and as search engines read them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from pipeline.site.calendar import describe_event, make_page, moment, write_calendar
from pipeline.site.choosing import choose_past, gather_dates
from pipeline.site.content import Happening
from pipeline.vocabulary.published import Published
from tests.site.building import TODAY, Site, a_programme, build


def a_happening(**changes: object) -> Happening:
    """An evening in the summer, with changes."""
    told: dict[str, object] = {
        "code": "an-evening",
        "day": date(2027, 7, 1),
        "begins": "18:30",
        "ends": "20:00",
        "title": {"fr": "Soirée", "ar": "أمسية"},
        "place": {"fr": "ici", "ar": "هنا"},
    }
    return Happening(**{**told, **changes})


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2027, 1, 16), "09:30", "2027-01-16T08:30:00+00:00"),
        (date(2027, 7, 1), "18:30", "2027-07-01T16:30:00+00:00"),
        (date(2027, 7, 1), "00:30", "2027-06-30T22:30:00+00:00"),
    ],
)
def test_hours_become_universal_time(day: date, hour: str, expected: str) -> None:
    assert moment(day, hour, "Europe/Brussels").isoformat() == expected


def test_calendar_file_can_be_read_back() -> None:
    page = make_page(a_happening(), "ar", "ar/dates/")
    (event,) = Calendar.from_ical(write_calendar([page], a_programme(), TODAY)).walk("VEVENT")
    assert event["SUMMARY"] == "أمسية"
    assert event["SUMMARY"].params["LANGUAGE"] == "ar"
    assert event.decoded("DTSTART").isoformat() == "2027-07-01T16:30:00+00:00"
    assert event["UID"] == "an-evening@duos.example"


def test_name_of_an_event_is_stable() -> None:
    names = set()
    for language, today in (("fr", TODAY), ("ar", date(2027, 3, 1))):
        text = write_calendar([make_page(a_happening(), language, "x/")], a_programme(), today)
        names |= set(re.findall(r"UID:(.*)", text))
    assert len(names) == 1


def test_search_engines_read_an_event() -> None:
    described = describe_event(make_page(a_happening(), "fr", "fr/agenda/"), a_programme())
    assert described["@type"] == "Event"
    assert described["startDate"] == "2027-07-01T16:30:00+00:00"
    assert described["url"] == "https://duos.example/fr/agenda/an-evening/"


def test_past_is_kept_a_year() -> None:
    past = [
        a_happening(code=f"p{number}", day=day)
        for number, day in enumerate((date(2025, 11, 1), date(2026, 11, 23), TODAY))
    ]
    assert [one.code for one in choose_past(past, TODAY)] == ["p1"]


def test_content_wins_over_the_workbook() -> None:
    event = {
        **a_happening().model_dump(exclude={"sample", "text"}),
        "kind": "training",
        "title": {"fr": "Autre"},
    }
    published = Published.model_validate({"generated_on": TODAY, "events": [event]})
    assert gather_dates([a_happening()], published) == (a_happening(),)
    (gathered,) = gather_dates([], published)
    assert (gathered.title, gathered.sample) == ({"fr": "Autre"}, False)


@pytest.mark.parametrize(("language", "word"), [("fr", "agenda"), ("nl", "agenda"), ("en", "calendar")])
def test_every_date_has_a_page(language: str, word: str, site: Site) -> None:
    page = site.read(f"{language}/{word}/training-january/index.html")
    (described,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(described)["startDate"] == "2027-01-16T08:30:00+00:00"
    assert "DTSTART:20270116T083000Z" in site.read(f"{language}/{word}/training-january/training-january.ics")
    assert len(Calendar.from_ical(site.read(f"{language}/calendar.ics")).walk("VEVENT")) == 4
    assert "from-the-workbook" in site.read(f"{language}/{word}/index.html")


def test_days_go_by_with_the_build(output: Path) -> None:
    agenda = build(output, today=date(2027, 1, 1)).read("fr/agenda/index.html")
    coming, past = agenda.split('id="past"')
    assert "training-january" in coming
    assert "information-december" in past
    assert "information-december" not in coming.split("<main", 1)[1]
    assert "Cette date est passée" in (output / "fr/agenda/information-december/index.html").read_text(
        "utf-8"
    )


A_SESSION = """\
generated_on: 2026-11-23
events:
  - code: meeting-2027-01-30
    kind: meeting
    day: 2027-01-30
    begins: "12:00"
    ends: "15:00"
    title: {nl: Samen aan tafel}
    place: {nl: in de bibliotheek}
"""


def test_teams_words_are_shown_in_every_language(output: Path, tmp_path: Path) -> None:
    published = tmp_path / "published.yaml"
    published.write_text(A_SESSION, "utf-8")
    built = build(output, PUBLISHED=str(published))
    page = built.read("fr/agenda/meeting-2027-01-30/index.html")
    assert '<h1><span lang="nl" dir="ltr">Samen aan tafel</span></h1>' in page
    assert "Rencontre" in page.split("<dl>")[1]
    assert '<span lang="nl" dir="ltr">in de bibliotheek</span></dd>' in page  # and no address of ours
    assert 'Rencontre · <bdi dir="ltr" class="whole">12:00–15:00</bdi>' in built.read(
        "fr/agenda/index.html"
    ).replace("\n", "")
    (event,) = Calendar.from_ical(built.read("fr/agenda/meeting-2027-01-30/meeting-2027-01-30.ics")).walk(
        "VEVENT"
    )
    assert event["SUMMARY"].params["LANGUAGE"] == event["LOCATION"].params["LANGUAGE"] == "nl"
    assert (event["LOCATION"], event["UID"]) == ("in de bibliotheek", "meeting-2027-01-30@duos.example")
    (described,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(described)["inLanguage"] == "nl"
    assert json.loads(described)["location"]["name"] == "in de bibliotheek"
