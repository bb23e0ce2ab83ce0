"""Pages and news sorted by language, with the addresses of their translations: pure functions over Pelican's contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pipeline.site.forms import KEY as FORM_KEY
from pipeline.site.wording import Notice


class Piece(Protocol):
    """What we need to know of a page or a piece of news."""

    @property
    def key(self) -> str:
        """What it is called in every language."""

    @property
    def lang(self) -> str:
        """Its language."""

    @property
    def slug(self) -> str:
        """The last part of its address."""

    @property
    def url(self) -> str:
        """Its address from the site's root."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def date(self) -> datetime:
        """Its day, where it has one."""


Shelf = Mapping[str, Mapping[str, Piece]]
"""Language → key → piece."""


def shelve(pieces: Iterable[Piece], languages: Sequence[str]) -> dict[str, dict[str, Piece]]:
    """The pieces by language, in the site's order, and by key."""
    ordered = sorted(pieces, key=lambda piece: piece.key)
    return {language: {one.key: one for one in ordered if one.lang == language} for language in languages}


def find_translations(key: str, shelf: Shelf) -> dict[str, Piece]:
    """A page in every language that has it, in the site's order."""
    return {language: pieces[key] for language, pieces in shelf.items() if key in pieces}


def newest_first(pieces: Mapping[str, Piece]) -> list[Piece]:
    """News as people read it; on one day, by key."""
    return sorted(pieces.values(), key=lambda piece: (-piece.date.timestamp(), piece.key))


def announce_untranslated(
    shelves: Mapping[str, Shelf], unspoken: Mapping[str, Sequence[str]]
) -> Iterator[Notice]:
    """For each language, the pieces that another one has, and what else has no words in it."""
    for language, others in unspoken.items():
        absent = [f"{folder}/{key}" for folder, shelf in shelves.items() for key in _absent(shelf, language)]
        absent += others
        if absent:
            yield Notice("untranslated", {"language": language, "pages": ", ".join(absent)})


def _absent(shelf: Shelf, language: str) -> list[str]:
    """What another language has; a form says itself which languages it speaks."""
    every = {key for pieces in shelf.values() for key in pieces if not key.startswith(FORM_KEY)}
    return sorted(every - set(shelf[language]))
