"""Bundles: a run's changes in; what of them belongs together, in the order in which it is written, out.

A run may be cut between any two bundles, and the next one decides anew from what it finds there. So each is valid alone:
nobody is referred to before they have a row, a proposal's new state comes with the duo that it became, all choices of a
newcomer come together, and each line of the journal comes with what it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, auto

from pipeline.vocabulary.changes import Append, Changes, Swap
from pipeline.workbook.rows import CODE


class Turn(IntEnum):
    """What is written first."""

    PEOPLE = auto()  # others refer to them
    DUOS = auto()  # before the proposals that end because of them
    STATES = auto()
    TOLD = auto()  # a draw is told before its proposals: the next run draws others
    ROWS = auto()


Home = tuple[Turn, str]

# Where a row belongs: the fields that may hold the code, and in which turn.
TURNS: Mapping[str, tuple[Turn, tuple[str, ...]]] = {
    "contacts": (Turn.PEOPLE, ("code",)),
    "newcomers": (Turn.PEOPLE, ("code",)),
    "citizens": (Turn.PEOPLE, ("code",)),
    "duos": (Turn.DUOS, ("proposal", "code")),
    "proposals": (Turn.ROWS, ("newcomer",)),
    "cards": (Turn.ROWS, ("newcomer",)),
}
JOURNAL = "journal"


def bundle(changes: Changes) -> list[Changes]:
    """The rows and states of a run, those that belong together in one, in the order in which they are written."""
    homes: dict[str, Home] = {}
    held: dict[Home, list[Append | Swap]] = {}
    for append in sorted(changes.appends, key=_turn):
        if append.tab != JOURNAL:
            held.setdefault(_settle(append, homes), []).append(append)
    for swap in changes.swaps:
        code = _codes(swap.after)[-1]
        held.setdefault(homes.setdefault(code, (Turn.STATES, code)), []).append(swap)
    for number, append in enumerate(changes.appends):
        if append.tab == JOURNAL:
            held.setdefault(_home_of(append, homes) or (Turn.TOLD, str(number)), []).append(append)
    return [_changes_of(held[home]) for home in sorted(held, key=lambda home: home[0])]


def _turn(append: Append) -> Turn:
    return TURNS.get(append.tab, (Turn.ROWS, ()))[0]


def _settle(append: Append, homes: dict[str, Home]) -> Home:
    """The home of a row; from now on that of all the codes by which others may speak of it."""
    turn, fields = TURNS.get(append.tab, (Turn.ROWS, ()))
    known = [code for name in fields for code in _codes(append.cells.get(name))[:1] if code]
    home = turn, known[0] if known else f"{append.tab} {id(append)}"
    for code in filter(None, (*known, *_codes(append.cells.get("code")))):
        homes.setdefault(code, home)
    return home


def _home_of(line: Append, homes: Mapping[str, Home]) -> Home | None:
    """The home of what a line of the journal tells: its subject comes first."""
    return next((homes[code] for code in _codes(line.cells.get("event")) if code in homes), None)


def _codes(text: object) -> list[str]:
    """All codes in a text; where there are none, the text itself stands for one."""
    return [found[0] for found in CODE.finditer(str(text or ""))] or [str(text or "")]


def _changes_of(together: Iterable[Append | Swap]) -> Changes:
    appends: list[Append] = []
    swaps: list[Swap] = []
    for one in together:
        if isinstance(one, Append):
            appends.append(one)
        else:
            swaps.append(one)
    return Changes(tuple(appends), tuple(swaps))
