"""What of the content is shown on a given day, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from pipeline.site.content import KINDS, SHOWN_ON, Clause, Happening, Redirect, Session, Testimonial
from pipeline.site.languages import Piece, Shelf
from pipeline.site.reading import Content
from pipeline.site.wording import Notice
from pipeline.vocabulary.programme import Criterion, Importance, Programme
from pipeline.vocabulary.published import Absence, Published

NOTICE_DAYS = 30
INDISPENSABLE = frozenset({"need", "roles", "ending", "confidence", "team"})
SAMPLE_NUMBER = "0000.000.000"


def choose_testimonials(testimonials: Iterable[Testimonial], today: date) -> tuple[Testimonial, ...]:
    """A testimonial is shown until its consent ends, that day included."""
    return tuple(one for one in testimonials if today <= one.expires_on)


def announce_consents(testimonials: Iterable[Testimonial], today: date) -> Iterator[Notice]:
    """An ended consent is told, and one that ends within thirty days."""
    for one in testimonials:
        if one.expires_on < today:
            yield Notice("expired", {"code": one.code, "on": one.expires_on})
        elif one.expires_on <= today + timedelta(days=NOTICE_DAYS):
            yield Notice("expires_soon", {"code": one.code, "on": one.expires_on})


def choose_dates(dates: Iterable[Happening], today: date) -> tuple[Happening, ...]:
    """What is still to come, soonest first."""
    return tuple(
        sorted((one for one in dates if one.day >= today), key=lambda one: (one.day, one.begins, one.code))
    )


def gather_dates(dates: Iterable[Happening], published: Published | None) -> tuple[Happening, ...]:
    """The dates of content/ and those that the workbook published; what content/ says of one wins."""
    written = tuple(dates)
    taken = {one.code for one in written}
    events = published.events if published else ()
    return (*written, *(Session(**event.model_dump()) for event in events if event.code not in taken))


def choose_past(dates: Iterable[Happening], today: date) -> tuple[Happening, ...]:
    """What has been in the last twelve months, latest first."""
    past = [one for one in dates if today - timedelta(days=365) <= one.day < today]
    return tuple(sorted(past, key=lambda one: (one.day, one.begins, one.code), reverse=True))


def choose_absences(published: Published | None, today: date) -> tuple[Absence, ...]:
    """The contact's absences that have not ended, soonest first."""
    absences = published.absences if published else ()
    return tuple(sorted((one for one in absences if one.until >= today), key=lambda one: one.since))


def place_redirects(redirects: Iterable[Redirect], pages: Shelf) -> dict[str, Piece]:
    """Former address → the page it leads to, where that page exists and the address is free."""
    taken = {piece.url for pieces in pages.values() for piece in pieces.values()}
    return {
        one.former: pages[one.language][one.page]
        for one in redirects
        if one.page in pages.get(one.language, {}) and one.former not in taken
    }


def group_criteria(
    programme: Programme, published: Published | None
) -> dict[Importance, tuple[Criterion, ...]]:
    """The criteria by importance, heaviest first; the workbook's importances win, and unimportant ones are not told."""
    changed = published.importances if published else {}
    groups: dict[Importance, tuple[Criterion, ...]] = {}
    for importance in (Importance.MAJOR, Importance.IMPORTANT, Importance.SLIGHT):
        chosen = tuple(
            one for one in programme.matching.criteria if changed.get(one.code, one.importance) == importance
        )
        if chosen:
            groups[importance] = chosen
    return groups


def find_unspoken(content: Content, language: str, pages: Collection[str]) -> tuple[str, ...]:
    """What of the YAML files has no words in a language, and is absent from the pages that it has."""
    return tuple(
        f"{name}/{item.code}"
        for name in KINDS
        if SHOWN_ON[name] in pages
        for item in getattr(content, name)
        if not item.is_told_in(language)
    )


def find_unnamed(programme: Programme, language: str) -> tuple[str, ...]:
    """What of programme.yaml has no words in a language, and is shown in another one, marked as such."""
    organisation, matching = programme.organisation, programme.matching
    words = {"name": programme.name, "tagline": programme.tagline, "organisation.hours": organisation.hours}
    for role, named in programme.roles.items():
        words |= {f"roles.{role.value}.one": named.one, f"roles.{role.value}.many": named.many}
    for step in programme.steps:
        words |= {f"steps.{step.code}.title": step.title, f"steps.{step.code}.text": step.text}
    words |= {f"rules.{rule.code}.name": rule.name for rule in matching.rules}
    words |= {f"criteria.{one.code}.name": one.name for one in matching.criteria}
    return tuple(f"programme/{name}" for name, said in words.items() if not said.get(language))


def check_charter(charter: tuple[Clause, ...]) -> Iterator[Notice]:
    """No charter leaves out the need, the roles, the end, or confidentiality and the professionals around a duo."""
    if charter:
        for code in sorted(INDISPENSABLE - {clause.code for clause in charter}):
            yield Notice("missing_clause", {"code": code}, is_fault=True)


def find_sample_addresses(programme: Programme) -> Iterator[Notice]:
    """A published site has its own address, telephone-book number and mailbox, not those of the example."""
    organisation = programme.organisation
    samples = {
        "receive.address": (programme.receive.address, _is_local(programme.receive.address)),
        "site.url": (programme.site.url, not programme.site.url or _is_example(programme.site.url)),
        "organisation.email": (organisation.email, _is_example(organisation.email)),
        "organisation.number": (organisation.number, organisation.number == SAMPLE_NUMBER),
    }
    for field, (found, is_sample) in samples.items():
        if is_sample:
            yield Notice("sample_address", {"field": field, "found": found}, is_fault=True)


def _is_local(address: str) -> bool:
    """Whether an address leads to the machine on which it is read."""
    return address.startswith("http://")


def _is_example(address: str) -> bool:
    host = address.rstrip("/").rpartition("@")[2].rpartition("/")[2]
    return host.endswith((".example", "example.org", "example.com", "example.net"))
