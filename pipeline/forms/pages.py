"""The theme's templates and files, as the receiving end shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from pipeline.forms.fields import Said, borrow, direction_of
from pipeline.forms.promises import Promise, promise
from pipeline.vocabulary.form import Words
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published
from pipeline.words.directions import isolate_runs

KINDS = {"site.css": "text/css", "form.css": "text/css", "form.js": "text/javascript"}
ACCENTS = {Role.CITIZEN: "#0b5563", Role.NEWCOMER: "#b8391f"}
SYMBOL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 31"><path fill="#0b5563" d="M31 0v31H0A31 31 0 0 1 31 0z"/>'
    '<path fill="#b8391f" d="M33 0h21a10 10 0 0 1 10 10v11a10 10 0 0 1-10 10H33z"/></svg>'
)


class Pages:
    """What is shown, from the theme that the site uses too."""

    def __init__(self, theme: Path, programme: Programme, shades: Mapping[str, Any] | None = None) -> None:
        self.theme = theme
        self.programme = programme
        self.shades = shades or {}  # the organisation's own accents, by side
        loader = FileSystemLoader(theme / "templates")
        self.environment = Environment(
            loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
        )
        self.environment.filters.update(
            isolated=isolate,
            words=borrow,
            direction=direction_of,
            language_name=name_language,
            digits=digits,
            numbered=link_number,
        )

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A page."""
        return self.environment.get_template(template).render(context)

    @cached_property
    def files(self) -> Mapping[str, tuple[bytes, str]]:
        """The files that pages need, with what they are; nothing else of the disk can be asked for."""
        read = {name: ((self.theme / "static" / name).read_bytes(), kind) for name, kind in KINDS.items()}
        accents = self.render("files/accents.css", {"shades": self.shades})
        return {
            **read,
            "symbol.svg": (self._symbol().encode(), "image/svg+xml"),
            "accents.css": (accents.encode(), "text/css"),
        }

    def _symbol(self) -> str:
        """The symbol in the organisation's own accents."""
        drawn = SYMBOL
        for role, ours in ACCENTS.items():
            drawn = drawn.replace(ours, self.programme.site.accents.get(role, ours))
        return drawn

    def promise(self, published: Published | None, today: date) -> Promise:
        """What is promised to somebody who signed up on a day."""
        return promise(self.programme, published, today)

    def words(self, words: Words, language: str) -> Said:
        """Words in a language, or in the first that there is."""
        return borrow(words, language)


@pass_context
def isolate(context: Context, text: object) -> Markup:
    """A text in the page's direction: what is written the other way round never turns it."""
    return Markup(isolate_runs(str(escape(str(text))), context["language"]))  # noqa: S704  # escaped here


def name_language(language: str) -> str:
    """A language by its own name."""
    return str(Locale.parse(language).get_display_name(language)).capitalize()


def digits(number: str) -> str:
    """A telephone number as it is dialled."""
    return re.sub(r"[^\d+]", "", number)


def link_number(text: object, number: str) -> Markup:
    """A text in which the telephone number can be tapped and never turns round."""
    link = f'<a href="tel:{digits(number)}"><bdi dir="ltr">{escape(number)}</bdi></a>'
    said = str(text) if isinstance(text, Markup) else str(escape(str(text)))
    return Markup(said.replace(str(escape(number)), link))  # noqa: S704  # escaped above
