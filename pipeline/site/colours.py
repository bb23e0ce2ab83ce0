"""An organisation's own accents: readable in light and in dark, or refused with the nearest colour that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.site.wording import Notice
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme

PAPER, NIGHT, WHITE, BLACK = "#fbf8f2", "#12191c", "#ffffff", "#000000"
ACCENTS: Mapping[Role, str] = {Role.CITIZEN: "#0b5563", Role.NEWCOMER: "#b8391f"}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
READABLE = 4.5  # WCAG 2.2, 1.4.3
CLEAR = 7.0


@dataclass(frozen=True)
class Shades:
    """One accent as the style sheet needs it."""

    accent: str
    tint: str
    at_night: str
    tint_at_night: str


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """A colour with a share, from 0 to 1, of another."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (one + (two - one) * share)):02x}" for one, two in parts)


def is_readable(accent: str) -> bool:
    """An accent is text on paper, and paper under white text."""
    return min(contrast(accent, PAPER), contrast(accent, WHITE)) >= READABLE


def derive_shades(accent: str) -> Shades:
    """The tint a text in the accent can be read on, and both of them at night."""
    steps = [step / 100 for step in range(101)]
    return Shades(
        accent=accent,
        tint=next(
            tint
            for tint in (mix(accent, PAPER, 0.88 + step) for step in steps)
            if contrast(accent, tint) >= READABLE
        ),
        at_night=next(
            shade for shade in (mix(accent, WHITE, step) for step in steps) if contrast(shade, NIGHT) >= CLEAR
        ),
        tint_at_night=mix(accent, NIGHT, 0.88),
    )


def find_pale_accents(programme: Programme) -> Iterator[Notice]:
    """An accent that cannot be read is refused, with the nearest darker one that can."""
    for role, accent in programme.site.accents.items():
        if not COLOUR.match(accent):
            yield Notice("no_colour", {"field": f"site.accents.{role.value}", "found": accent}, is_fault=True)
        elif not is_readable(accent):
            darker = (mix(accent, BLACK, step / 100) for step in range(101))
            nearest = next(shade for shade in darker if is_readable(shade))
            details = {"field": f"site.accents.{role.value}", "found": accent, "nearest": nearest}
            yield Notice("pale_accent", details, is_fault=True)


def choose_shades(programme: Programme) -> dict[str, Shades]:
    """Each side's shades: the organisation's, or ours."""
    return {
        role.value: derive_shades(programme.site.accents.get(role, ours)) for role, ours in ACCENTS.items()
    }


def _channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
