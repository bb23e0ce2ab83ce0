"""How one side can apply today: the form behind a click, on paper and by telephone, or not for now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

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
    pattern: str = (
        ""  # of the form's address, perhaps with a place for the source; empty: telephone and paper
    )
    call_back: str = ""  # where one asks to be called
    is_own: bool = False  # the form is ours, and the site shows its questions too

    @property
    def address(self) -> str:
        """The form's address."""
        return self.pattern.replace(SOURCE, "")

    @property
    def host(self) -> str:
        """Whose server the form comes from, as people are told before they click."""
        return urlsplit(self.address).netloc

    @property
    def embedded(self) -> str:
        """The form's address inside a frame, with the place for the source."""
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
    """A paused side has no form. An address of a provider comes first, else our own form, if there is one.

    A language without its own form gets the one of the site's first language.
    """
    if is_paused(role, programme, published):
        return Entrance(role, is_paused=True)
    addresses: dict[str, str] = getattr(programme.site.forms, role.value)
    chosen = addresses.get(language) or addresses.get(programme.languages.site[0], "")
    sheet = form.application(role) if form else None
    own = address_of(programme, form, sheet.code, language) if form and sheet else ""
    call_back = address_of(programme, form, CALL_ME, language) if form else ""
    return Entrance(role, pattern=chosen or own, call_back=call_back, is_own=bool(own) and not chosen)


def address_of(programme: Programme, form: Form, code: str, language: str) -> str:
    """Where one of our own forms is filled in; nothing where we receive none, or there is no such form."""
    sheet = form.form_by_code.get(code)
    if sheet is None or not programme.receive.address:
        return ""
    return f"{programme.receive.address.rstrip('/')}/{spoken_language(form, sheet, language)}/{code}"


def origin_of(address: str) -> str:
    """The server of an address, for a content security policy."""
    url = urlsplit(address)
    return f"{url.scheme}://{url.netloc}" if url.netloc else "'none'"
