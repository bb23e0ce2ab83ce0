"""Dates that people can come to: pages of their own, calendar files in UTC, and what search engines read of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from pipeline.site.content import Happening, find_spoken
from pipeline.vocabulary.form import Words
from pipeline.vocabulary.programme import Organisation, Programme
from pipeline.words.speaker import Speaker

MAKER = "-//Duos//Calendar//EN"


@dataclass(frozen=True)
class EventPage:
    """The page of one date in one language; templates treat it as any other page."""

    happening: Happening
    lang: str
    title: str
    url: str
    summary: str
    shelf: str = "dates"
    template: str = "event"
    role: str = ""
    reviewed_by: str = ""
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the page is called in every language."""
        return self.happening.code

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.happening.code

    @property
    def date(self) -> datetime:
        """The day of the event."""
        return datetime.combine(self.happening.day, time())


def make_page(happening: Happening, language: str, address: str) -> EventPage:
    """The page of a date whose language has words for it."""
    speaker = Speaker(language)
    summary = (
        f"{speaker.say(happening.day)}, {happening.begins}–{happening.ends}, {speaker.say(happening.place)}"
    )
    title = speaker.say(happening.title)
    url = f"{address}{happening.code}/"
    return EventPage(happening, language, title, url, summary, metadata={"summary": summary})


def moment(day: date, hour: str, timezone: str) -> datetime:
    """An hour of ours in UTC."""
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(timezone)).astimezone(UTC)


def identify(happening: Happening, programme: Programme) -> str:
    """A calendar's own name of an event: the same in every language, today and tomorrow."""
    return f"{happening.code}@{urlsplit(programme.site.url).netloc or 'duos'}"


def write_calendar(pages: Iterable[EventPage], programme: Programme, built_on: date) -> str:
    """Events as a calendar file, in the language of their pages."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for page in pages:
        calendar.add_component(_event(page, programme, built_on))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(page: EventPage, programme: Programme, built_on: date) -> Event:
    happening = page.happening
    event = Event()
    event.add("uid", identify(happening, programme))
    event.add("dtstamp", datetime.combine(built_on, time(), UTC))
    event.add("dtstart", moment(happening.day, happening.begins, programme.timezone))
    event.add("dtend", moment(happening.day, happening.ends, programme.timezone))
    event.add("summary", _text(happening.title, page.lang))
    if happening.is_at_home:
        home = f"{programme.organisation.name}, {', '.join(programme.organisation.address)}"
        event.add("location", vText(home))
        event.add("description", _text(happening.place, page.lang))
    else:
        event.add("location", _text(happening.place, page.lang))
    if programme.site.url:
        event.add("url", f"{programme.site.url.rstrip('/')}/{page.url}")
    return event


def _text(words: Words, language: str) -> vText:
    """Words that say which language they are in, where they are not the page's."""
    spoken_in = find_spoken(words, language)
    return vText(words[spoken_in], params={"LANGUAGE": spoken_in})


def describe_event(page: EventPage, programme: Programme) -> dict[str, Any]:
    """What schema.org calls an Event."""
    happening, organisation = page.happening, programme.organisation
    site = programme.site.url.rstrip("/")
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "inLanguage": find_spoken(happening.title, page.lang),
        "startDate": moment(happening.day, happening.begins, programme.timezone).isoformat(),
        "endDate": moment(happening.day, happening.ends, programme.timezone).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "url": f"{site}/{page.url}",
        "location": _locate(happening, organisation, page.lang),
        "organizer": {"@type": "Organization", "name": organisation.name, "url": f"{site}/"},
    }


def _locate(happening: Happening, organisation: Organisation, language: str) -> dict[str, Any]:
    """Our own address, or what the team wrote of another place, which is all the address that we know."""
    if happening.is_at_home:
        return {"@type": "Place", "name": organisation.name, "address": ", ".join(organisation.address)}
    place = Speaker(language).say(happening.place)
    return {"@type": "Place", "name": place, "address": place}
