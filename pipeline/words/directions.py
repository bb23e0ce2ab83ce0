"""Words of one direction inside those of another: a language or a text in, its direction or a text that never turns round out."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

TAG = re.compile(r"(<bdi[^>]*>.*?</bdi>|<[^>]+>|&\w+;)", re.DOTALL)
LATIN_WORD = r"[+A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9.@+\-/’:]*[A-Za-zÀ-ɏ0-9])?"
LATIN_RUN = re.compile(rf"{LATIN_WORD}(?:[ \u00a0]{LATIN_WORD})*")


@cache
def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return Locale.parse(language).text_direction == "rtl"


def isolate_runs(html: str, language: str) -> str:
    """In a right-to-left page, Latin words and numbers stand in `<bdi>`, so that they never turn round."""
    if not is_right_to_left(language):
        return html
    parts = TAG.split(html)
    return "".join(part if place % 2 else LATIN_RUN.sub(_isolate, part) for place, part in enumerate(parts))


def _isolate(found: re.Match[str]) -> str:
    return f"<bdi>{found[0]}</bdi>"
