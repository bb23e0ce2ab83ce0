"""Pages for the team: a template and what it shows in; one HTML page to print, in the workbook's language, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from pipeline.forms.paper import SHEETS, SYMBOL
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.words.directions import is_right_to_left, isolate_runs


@dataclass(frozen=True)
class Printer:
    """Prints pages of one programme: codes and first names, never how to reach anybody."""

    programme: Programme
    form: Form
    language: str = ""  # the team's where there is none

    @property
    def speaker(self) -> Speaker:
        """Who speaks on these pages."""
        return Speaker(self.language or self.programme.languages.workbook, self.form)

    def told(self, code: str, /, **parameters: object) -> str:
        """A sentence of ours; the template escapes it."""
        return self.speaker.say(sentence(f"document.{code}", **parameters))

    def said(self, code: str, /, **parameters: object) -> Markup:
        """A sentence of any subject; numbers and Latin words in it keep their own direction."""
        told = escape(self.speaker.say(sentence(code, **parameters)))
        return Markup(isolate_runs(str(told), self.speaker.language))  # noqa: S704  # escaped above

    def render(self, template: str, **context: Any) -> str:
        """A page, with what every page needs."""
        shared = {
            "language": self.speaker.language,
            "direction": "rtl" if is_right_to_left(self.speaker.language) else "ltr",
            "symbol": SYMBOL,
            "print": self.said("paper.print"),
            "programme": self.programme,
            "say": self.speaker.say,
            "label": self.speaker.label,
            "told": self.told,
            "said": self.said,
        }
        return _environment().get_template(template).render(**shared, **context)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader([Path(__file__).parent, SHEETS])
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
