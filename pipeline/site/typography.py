"""Text as a page shows it: no-break spaces in French, programme words filled in, mixed directions isolated."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape

from markdown import Markdown

from pipeline.vocabulary.programme import Programme
from pipeline.words.directions import TAG, is_right_to_left, isolate_runs
from pipeline.words.speaker import Speaker

BEFORE_MARK = re.compile(r"[ \u202f](?=[:;?!»])(?![^<]*>)")
AFTER_QUOTE = re.compile(r"(?<=«)[ \u202f]")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}(?!\w)")


def set_type(text: str, language: str) -> str:
    """In French, a no-break space stands before : ; ? ! » and after «, so that no line begins with a mark."""
    if language != "fr":
        return text
    return AFTER_QUOTE.sub("\u00a0", BEFORE_MARK.sub("\u00a0", text))


def link_phone(number: str) -> str:
    """A telephone number that can be tapped and never turns round in right-to-left text."""
    digits = re.sub(r"[^\d+]", "", number)
    return f'<a href="tel:{digits}"><bdi dir="ltr">{escape(number)}</bdi></a>'


def link_email(address: str) -> str:
    """An e-mail address that can be tapped and never turns round in right-to-left text."""
    return f'<a href="mailto:{escape(address)}"><bdi dir="ltr">{escape(address)}</bdi></a>'


__all__ = ["is_right_to_left", "isolate_runs"]

WORDS: dict[str, Callable[[Programme, Speaker], str]] = {
    "programme": lambda programme, speaker: escape(speaker.say(programme.name)),
    "organisation": lambda programme, _: f"<bdi>{escape(programme.organisation.name)}</bdi>",
    "phone": lambda programme, _: link_phone(programme.organisation.phone),
    "email": lambda programme, _: link_email(programme.organisation.email),
    "data_protection": lambda programme, _: link_email(
        programme.organisation.data_protection or programme.organisation.email
    ),
    "hours": lambda programme, speaker: escape(speaker.say(programme.organisation.hours)),
    "contact": lambda programme, _: f"<bdi>{escape(programme.organisation.contact)}</bdi>",
    "second_contact": lambda programme, _: f"<bdi>{escape(programme.organisation.second_contact)}</bdi>",
    "answer_days": lambda programme, _: str(programme.calendar.answer_days),
    "duo_months": lambda programme, _: str(programme.calendar.duo_months),
    "not_selected_months": lambda programme, _: str(programme.retention.not_selected_months),
    "inactive_months": lambda programme, _: str(programme.retention.inactive_months),
    "closed_months": lambda programme, _: str(programme.retention.closed_months),
}
"""Placeholder in a text → what programme.yaml says, as HTML."""


def fill_words(html: str, programme: Programme, language: str) -> str:
    """`{phone}` and the like become what programme.yaml says; an unknown one stays as it was written."""
    speaker = Speaker(language)

    def fill(found: re.Match[str]) -> str:
        say = WORDS.get(found[1])
        return say(programme, speaker) if say else found[0]

    return PLACEHOLDER.sub(fill, html)


@cache
def _markdown() -> Markdown:
    return Markdown(output_format="html")


def render_prose(text: str, programme: Programme, language: str) -> str:
    """A Markdown text of a YAML file as the HTML of a page."""
    return finish_html(_markdown().reset().convert(text), programme, language)


def finish_line(text: str, programme: Programme, language: str) -> str:
    """A title or a summary: plain text, for it also stands in the page's head."""
    return TAG.sub(_keep_entity, fill_words(set_type(text, language), programme, language))


def _keep_entity(found: re.Match[str]) -> str:
    if found[0].startswith("&"):
        return unescape(found[0])
    return re.sub(r"<[^>]+>", "", found[0])


def finish_html(html: str, programme: Programme, language: str) -> str:
    """The HTML of a text with everything this module does to it."""
    return isolate_runs(fill_words(set_type(html, language), programme, language), language)
