"""How one side can apply today: the form behind a click, on paper and by telephone, or not for now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published

EMBEDDED = {"docs.google.com": "embedded=true"}
"""Provider → what it wants in the address to show a form inside another page."""

LANDS_AT = {"forms.gle": "https://docs.google.com"}
"""A short address → where it leads, which a frame must be allowed to show."""


@dataclass(frozen=True)
class Entrance:
    """The way in for one side, in one language."""

    role: Role
    is_paused: bool = False
    address: str = ""  # of the form; empty: telephone and paper

    @property
    def host(self) -> str:
        """Whose server the form comes from, as people are told before they click."""
        return urlsplit(self.address).netloc

    @property
    def embedded(self) -> str:
        """The form's address inside a frame."""
        wanted = EMBEDDED.get(self.host)
        if not wanted or wanted in self.address:
            return self.address
        return f"{self.address}{'&' if '?' in self.address else '?'}{wanted}"

    @property
    def frame_sources(self) -> str:
        """What the page may frame, for its content security policy."""
        if self.is_paused or not self.address:
            return "'none'"
        origin = f"{urlsplit(self.address).scheme}://{self.host}"
        return " ".join(dict.fromkeys([origin, LANDS_AT.get(self.host, origin)]))


def is_paused(role: Role, programme: Programme, published: Published | None) -> bool:
    """A side is paused when programme.yaml or the workbook says so."""
    return role in programme.paused or bool(published and role in published.paused)


def open_entrance(role: Role, language: str, programme: Programme, published: Published | None) -> Entrance:
    """A paused side has no form; a language without its own form gets the one of the site's first language."""
    if is_paused(role, programme, published):
        return Entrance(role, is_paused=True)
    addresses: dict[str, str] = getattr(programme.site.forms, role.value)
    default = addresses.get(programme.languages.site[0], "")
    return Entrance(role, address=addresses.get(language) or default)
