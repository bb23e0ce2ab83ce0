"""What of the content is shown on a given day, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.site.content import KINDS, Clause, Happening, Testimonial
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


def choose_absences(published: Published | None, today: date) -> tuple[Absence, ...]:
    """The contact's absences that have not ended, soonest first."""
    absences = published.absences if published else ()
    return tuple(sorted((one for one in absences if one.until >= today), key=lambda one: one.since))


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


def find_unspoken(content: Content, language: str) -> tuple[str, ...]:
    """What of the YAML files has no words in a language, and is absent from its pages."""
    return tuple(
        f"{name}/{item.code}"
        for name in KINDS
        for item in getattr(content, name)
        if not item.is_told_in(language)
    )


def check_charter(charter: tuple[Clause, ...]) -> Iterator[Notice]:
    """No charter leaves out the need, the roles, the end, or confidentiality and the professionals around a duo."""
    if charter:
        for code in sorted(INDISPENSABLE - {clause.code for clause in charter}):
            yield Notice("missing_clause", {"code": code}, is_fault=True)


def find_sample_addresses(programme: Programme) -> Iterator[Notice]:
    """A published site has its own address, telephone-book number and mailbox, not those of the example."""
    organisation = programme.organisation
    samples = {
        "site.url": (programme.site.url, not programme.site.url or _is_example(programme.site.url)),
        "organisation.email": (organisation.email, _is_example(organisation.email)),
        "organisation.number": (organisation.number, organisation.number == SAMPLE_NUMBER),
    }
    for field, (found, is_sample) in samples.items():
        if is_sample:
            yield Notice("sample_address", {"field": field, "found": found}, is_fault=True)


def _is_example(address: str) -> bool:
    host = address.rstrip("/").rpartition("@")[2].rpartition("/")[2]
    return host.endswith((".example", "example.org", "example.com", "example.net"))
