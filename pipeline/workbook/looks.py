"""Looks: what every store's tabs look like, whatever writes them: colours, what stands out and when, how high a text is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from textwrap import wrap

from pipeline.vocabulary.people import Role
from pipeline.words import Speaker
from pipeline.workbook.columns import Column, Kind, Layout, Ownership, Tab

INK, PAPER, FADED, LINE = "1D2327", "FFFFFF", "596268", "D5DADB"
GREY, GREY_HEADING, AMBER = "F1F1EE", "DADFDF", "FCEBC4"
ACCENTS = {Role.CITIZEN: "0B5563", Role.NEWCOMER: "B8391F"}
TINTS = {Role.CITIZEN: "E3EEEF", Role.NEWCOMER: "FBE6DF"}
BANNER = "E3EEEE"  # a hair from the citizens' tint, so that the line is known again
LETTERS_PER_DIGIT = 1.08


class Mood(StrEnum):
    """What an emphasis says: OVER is pale, READY wears its side's tint, DUE is amber and waits for somebody."""

    OVER = "over"
    READY = "ready"
    DUE = "due"


@dataclass(frozen=True)
class Emphasis:
    """When some cells stand out: a formula for the first row below the headings, and which fields; none: all."""

    formula: str
    mood: Mood
    fields: tuple[str, ...] = ()


def accent(audience: Role | None) -> str:
    """The colour of a tab: its side's, or ink."""
    return ACCENTS[audience] if audience else INK


def heading_colours(column: Column, tab: Tab) -> tuple[str, str]:
    """Ground and ink of a heading: strong where people write or a side is meant, light over the machine's columns."""
    if column.ownership is Ownership.GREY and column.audience is None and tab.kind is not Kind.MACHINE:
        return GREY_HEADING, INK
    return accent(column.audience or tab.audience), PAPER


def ground(column: Column) -> str:
    """The ground of a column's cells: white where people write, grey or a side's tint where the machine does."""
    if column.ownership is not Ownership.GREY:
        return PAPER
    return TINTS[column.audience] if column.audience else GREY


def emphases(tab: Tab, layout: Layout, letters: Mapping[str, str], row: int) -> tuple[Emphasis, ...]:
    """What stands out in a tab whose columns have these letters; a word in the cells always says the same."""
    rules: dict[str, Callable[[_Formulas], tuple[Emphasis, ...]]] = {
        "todo": _late_things,
        "newcomers": _stages,
        "citizens": _stages,
        "proposals": _undecided_proposals,
        "duos": _closed_duos,
        "side_by_side": _newcomers_own_rows,
    }
    return rules[tab.code](_Formulas(layout, letters, row)) if tab.code in rules else ()


@dataclass(frozen=True)
class _Formulas:
    """Conditions on a row's cells, in the words of the workbook's language."""

    layout: Layout
    letters: Mapping[str, str]
    row: int

    def cell(self, name: str) -> str:
        return f"${self.letters[name]}{self.row}"

    def says(self, kind: str, code: str) -> str:
        return Speaker(self.layout.language).label(kind, code)

    def equals(self, name: str, kind: str, code: str) -> str:
        return f'{self.cell(name)}="{self.says(kind, code)}"'

    def begins(self, name: str, kind: str, code: str) -> str:
        return f'ISNUMBER(SEARCH("{self.says(kind, code)} ·",{self.cell(name)}))'


def _stages(formulas: _Formulas) -> tuple[Emphasis, ...]:
    over = ",".join(formulas.equals("stage", "stage", code) for code in ("not_now", "closed"))
    seeking = formulas.equals("stage", "stage", "seeking")
    return Emphasis(f"OR({over})", Mood.OVER), Emphasis(seeking, Mood.READY, ("stage", "first_name"))


def _undecided_proposals(formulas: _Formulas) -> tuple[Emphasis, ...]:
    is_open = formulas.begins("state", "proposal_state", "open")
    over = f'AND({formulas.cell("state")}<>"",NOT({is_open}))'
    undecided = f'AND({is_open},{formulas.cell("decision")}="")'
    return Emphasis(over, Mood.OVER), Emphasis(undecided, Mood.DUE, ("decision",))


def _closed_duos(formulas: _Formulas) -> tuple[Emphasis, ...]:
    return (Emphasis(formulas.begins("state", "duo_state", "closed"), Mood.OVER),)


def _newcomers_own_rows(formulas: _Formulas) -> tuple[Emphasis, ...]:
    is_own = f'AND({formulas.cell("newcomer")}<>"",{formulas.cell("newcomer")}={formulas.cell("who")})'
    return (Emphasis(is_own, Mood.READY),)


def _late_things(formulas: _Formulas) -> tuple[Emphasis, ...]:
    due = formulas.cell("by_when")
    return (Emphasis(f"AND(ISNUMBER({due}),{due}<TODAY())", Mood.DUE, ("by_when",)),)


def count_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so many digits wide; a letter is a little narrower than a digit."""
    room = max(4, int(width * LETTERS_PER_DIGIT) - 1)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: int) -> int:
    """Lines of one paragraph, words kept whole; letters of the far east are twice as broad."""
    wide = sum("\u2e80" <= letter <= "\ua4cf" or "\uac00" <= letter <= "\ud7a3" for letter in paragraph)
    return max(1, len(wrap(paragraph, room)), ceil((len(paragraph) + wide) / room))
