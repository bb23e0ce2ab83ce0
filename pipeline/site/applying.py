"""How one side can apply today: the form behind a click, on paper and by telephone, or not for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from pipeline.forms.fields import spoken_language
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published

CALL_ME = "call_me"
"""The form with which somebody asks to be called, where there is one."""

SOURCE = "{src}"
"""Stands in a provider's address where the code of a poster or a partner belongs."""

EMBEDDED = {"docs.google.com": "embedded=true"}
"""Provider → what it wants in the address to show a form inside another page."""

LANDS_AT = {"forms.gle": "https://docs.google.com"}
"""A short address → where it leads, which a frame must be allowed to show."""


@dataclass(frozen=True)
class Entrance:
    """The way in for one side, in one language."""

    role: Role
    is_paused: bool = False
    pattern: str = ""  # of the form's address, perhaps with a place for the source; empty: telephone, paper
    others: Mapping[str, str] = field(default_factory=dict)  # language → pattern, where ours has no form
    call_back: str = ""  # where one asks to be called
    is_own: bool = False  # the form is ours, and the site shows its questions too

    @property
    def address(self) -> str:
        """The form's address."""
        return without_source(self.pattern)

    @property
    def other_ways(self) -> tuple[tuple[str, str, str], ...]:
        """Where the page's language has no form: language, address, and the address's pattern, of each that there is."""
        return tuple((language, without_source(one), one) for language, one in self.others.items())

    @property
    def host(self) -> str:
        """Whose server the form comes from, as people are told before they click."""
        return urlsplit(self.address).netloc

    @property
    def embedded(self) -> str:
        """The form's address inside a frame."""
        return without_source(self.embedded_pattern)

    @property
    def embedded_pattern(self) -> str:
        """The same, with the place for the source."""
        wanted = EMBEDDED.get(self.host)
        if not wanted or wanted in self.pattern:
            return self.pattern
        return f"{self.pattern}{'&' if '?' in self.pattern else '?'}{wanted}"

    @property
    def frame_sources(self) -> str:
        """What the page may frame, for its content security policy."""
        if self.is_paused or not self.address:
            return "'none'"
        origin = origin_of(self.address)
        return " ".join(dict.fromkeys([origin, LANDS_AT.get(self.host, origin)]))


def is_paused(role: Role, programme: Programme, published: Published | None) -> bool:
    """A side is paused when programme.yaml or the workbook says so."""
    return role in programme.paused or bool(published and role in published.paused)


def open_entrance(
    role: Role, language: str, programme: Programme, published: Published | None, form: Form | None = None
) -> Entrance:
    """A paused side has no form. Addresses of a provider come first, else our own form, if there is one.

    In a language without its own form, people choose among those that there are.
    """
    if is_paused(role, programme, published):
        return Entrance(role, is_paused=True)
    given: dict[str, str] = getattr(programme.site.forms, role.value)
    chosen = {spoken: address for spoken, address in given.items() if address}
    ways = chosen or _own_ways(role, programme, form)
    return Entrance(
        role,
        pattern=ways.get(language) or next(iter(ways.values()), ""),
        others={} if language in ways else ways,
        call_back=address_of(programme, form, CALL_ME, language) if form else "",
        is_own=bool(ways) and not chosen,
    )


def _own_ways(role: Role, programme: Programme, form: Form | None) -> dict[str, str]:
    """Where one side's own form is filled in, in each language of the site that it speaks."""
    sheet = form.application(role) if form else None
    if form is None or sheet is None or not programme.receive.address:
        return {}
    return {
        language: address_of(programme, form, sheet.code, language)
        for language in form.languages_of(sheet)
        if language in programme.languages.site
    }


def address_of(programme: Programme, form: Form, code: str, language: str) -> str:
    """Where one of our own forms is filled in; nothing where we receive none, or there is no such form."""
    sheet = form.form_by_code.get(code)
    if sheet is None or not programme.receive.address:
        return ""
    return f"{programme.receive.address.rstrip('/')}/{spoken_language(form, sheet, language)}/{code}"


def without_source(pattern: str) -> str:
    """An address as it is when nothing brought somebody here: what the source would have filled in stays out."""
    url = urlsplit(pattern)
    pairs = url.query.split("&")
    filled = [pair.partition("=")[0] for pair in pairs if SOURCE in pair]
    kept = [pair for pair in pairs if not _is_filled(pair.partition("=")[0], filled)]
    return urlunsplit(url._replace(query="&".join(kept))).replace(SOURCE, "")


def _is_filled(name: str, filled: list[str]) -> bool:
    """Google says in two fields that something else was answered: entry.1 and entry.1.other_option_response."""
    return any(one == name or one.startswith(f"{name}.") for one in filled)


def origin_of(address: str) -> str:
    """The server of an address, for a content security policy."""
    url = urlsplit(address)
    return f"{url.scheme}://{url.netloc}" if url.netloc else "'none'"
