"""Codes with their names, and sentences one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.words import Speaker


def with_name(code: str, names: Mapping[str, str]) -> str:
    """A code with the first name that goes with it."""
    return f"{code} · {names[code]}" if names.get(code) else code


def bullets(sentences: Iterable[object], speaker: Speaker) -> str:
    """Sentences one below the other, each with its mark."""
    return "\n".join(f"• {speaker.say(sentence)}" for sentence in sentences)
