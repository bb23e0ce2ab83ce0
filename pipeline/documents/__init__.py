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

PRINTERS: Mapping[Mode, Callable[[Season, date], dict[str, str]]] = MappingProxyType(
    {
        Mode.FEEL: side_by_side.print_side_by_side,
        Mode.DISCUSSED: discussion.print_discussions,
        Mode.DOSSIERS: cards.print_cards,
        Mode.ACTIVITIES: places.print_places,
    }
)
"""Mode → what the team prints in it; the others print nothing."""


def print_documents(season: Season, today: date) -> dict[str, str]:
    """What the mode in force has to print today."""
    printer = PRINTERS.get(season.programme.matching.mode)
    return printer(season, today) if printer else {}
