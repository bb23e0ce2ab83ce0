"""Documents: a season comes in; what the team prints in its mode leaves, as HTML pages by file name.

Each mode that has something to print names its module here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from pipeline.documents import cards, discussion, places, side_by_side
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sentences import Label, Sentence, sentence

PRINTERS: Mapping[Mode, Callable[[Season, date], dict[str, str]]] = MappingProxyType(
    {
        Mode.FEEL: side_by_side.print_side_by_side,
        Mode.DISCUSSED: discussion.print_discussions,
        Mode.DOSSIERS: cards.print_cards,
        Mode.ACTIVITIES: places.print_places,
    }
)
"""Mode → what the team prints in it; in the others, the tabs themselves."""


def print_documents(season: Season, today: date) -> dict[str, str]:
    """What the mode in force has to print today."""
    printer = PRINTERS.get(season.programme.matching.mode)
    return printer(season, today) if printer else {}


def tell_documents(season: Season, count: int, folder: str) -> Sentence:
    """How many pages there are and where; where there are none, why, and what can be printed instead."""
    mode = season.programme.matching.mode
    if count:
        return sentence("document.written", count=count, folder=folder)
    code = "document.none_today" if mode in PRINTERS else "document.none"
    return sentence(code, mode=Label("mode", mode.value), proposals=Label("tab", "proposals"))
