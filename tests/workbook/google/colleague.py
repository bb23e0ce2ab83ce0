"""A colleague who works in the spreadsheet while a run goes on, and what must be true of it afterwards."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.tables import Cell, Row
from pipeline.workbook.cells import canonical
from pipeline.workbook.columns import Layout, Tab
from pipeline.workbook.google.numbers import number_from
from pipeline.workbook.tabs import row_to_append
from tests.sheets.exchange import Call
from tests.sheets.log import NOT_COUNTED
from tests.workbook.books import a_line, a_person_row, a_proposal_row
from tests.workbook.google.houses import a_card_row, first_rows

SHARED = ("newcomers", "citizens", "proposals", "duos")
OWN = "À nous "  # what headings of columns of the team's own begin with
Place = tuple[str, str, str]  # tab, code, heading


def a_busy_run() -> Changes:
    """What a later run writes: rows in every shared tab, two states, both lists."""
    return Changes(
        appends=(
            a_person_row("N-0004"),
            a_person_row("N-0005", first_name="=1+1", place="0612"),
            a_person_row("V-0003", first_name="Olena", needs=None),
            a_proposal_row("P-0003", newcomer="N-0004 · Samira"),
            a_proposal_row("P-0004", newcomer="N-0005 · Samira"),
            Append(
                "duos",
                {
                    "code": "D-0002",
                    "state": "en cours · D-0002",
                    "newcomer": "N-0001 · Samira",
                    "citizen": "V-0001 · Paul",
                    "proposal": "P-0001",
                    "made_on": date(2026, 11, 24),
                    "term": date(2027, 5, 24),
                },
            ),
            Append("journal", {"date": date(2026, 11, 24), "event": "2 inscriptions lues."}),
        ),
        swaps=(
            Swap("proposals", "state", "ouverte · P-0001", "devenue un duo · P-0001"),
            Swap("duos", "state", "en cours · D-0001", "terminé · D-0001"),
        ),
        replaces=(
            Replace("todo", (a_line("N-0004 · Samira"),), "Dernier passage : 25 novembre."),
            Replace(
                "unmatched", ({"who": "N-0002", "since": date(2026, 11, 2), "why": "=1+1", "unlock": "0612"},)
            ),
        ),
    )


def a_busy_run_in(drawn: Layout) -> Changes:
    """The same in any mode: cards are dealt, people lie side by side."""
    cards = (a_card_row("C"), a_card_row("D")) if "cards" in drawn.tab_by_code else ()
    line: Row = {"newcomer": "N-0001 · Samira", "who": "V-0001 · Paul", "others": "=1+1"}
    side_by_side = (Replace("side_by_side", (line,), "Côte à côte."),)
    return a_busy_run() + Changes(
        appends=cards, replaces=side_by_side if "side_by_side" in drawn.tab_by_code else ()
    )


class Hands(Protocol):
    """What people can do in a tab, which is named as whoever keeps it names it. Rows and columns count from 0."""

    def type(self, name: str | int, row: int, column: int, text: str) -> None: ...

    def insert_rows(self, name: str | int, at: int, count: int = 1) -> None: ...

    def insert_columns(self, name: str | int, at: int, count: int = 1) -> None: ...

    def sort(self, name: str | int, column: int, *, descending: bool = False, first: int = 1) -> None: ...

    def move_rows(self, name: str | int, at: int, to: int) -> None: ...

    def delete_rows(self, name: str | int, at: int) -> None: ...

    def copy_row(self, name: str | int, at: int, to: int) -> None: ...

    def rename_tab(self, name: str | int, title: str) -> None: ...

    def move_tab(self, name: str | int, index: int) -> None: ...


class Workplace(Protocol):
    """Where people and runs write in the same tabs: a spreadsheet of Google's, or a file of this machine."""

    @property
    def layout(self) -> Layout: ...

    @property
    def human(self) -> Hands: ...

    def name_of(self, tab: str) -> str | int:
        """By what hands know a tab, whatever it is called by now."""

    def grid(self, tab: str) -> list[list[Cell]]:
        """What stands in a tab."""


@dataclass
class Colleague:
    """Does something at random before some requests; remembers every text that must still be there."""

    desk: Workplace
    dice: random.Random
    probability: float
    acts: tuple[str, ...]
    written: dict[Place, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    number: int = 0

    @property
    def known_acts(self) -> Mapping[str, Callable[[Any, str], None]]:
        """Everything that somebody can do here, by name."""
        return ACTS

    def __call__(self, call: Call) -> None:
        """Perhaps act before this request."""
        if call.operation not in NOT_COUNTED:
            self.perhaps_act()

    def perhaps_act(self) -> None:
        """Do nothing, or something, or more."""
        while self.dice.random() < self.probability:
            self.act()

    def act(self) -> None:
        """One thing in one tab."""
        act = self.dice.choice(self.acts)
        tab = self.dice.choice(self.shared if act in ROW_ACTS else (*self.shared, "todo", "unmatched"))
        if self.codes(tab) if act in ROW_ACTS else self.headings(tab)[1]:
            self.known_acts[act](self, tab)
            self.done[act] += 1

    @property
    def shared(self) -> tuple[str, ...]:
        """The tabs in which both write."""
        return shared_tabs(self.desk.layout)

    def key(self, tab: str) -> str:
        """The heading of the column by whose text a row is known."""
        return self.desk.layout[tab].column_by_field["code"].heading

    @property
    def hands(self) -> Hands:
        """With what they work."""
        return self.desk.human

    def named(self, tab: str) -> str | int:
        """What hands call a tab."""
        return self.desk.name_of(tab)

    def grid(self, tab: str) -> list[list[Cell]]:
        """What stands in a tab."""
        return self.desk.grid(tab)

    def headings(self, tab: str) -> tuple[int, dict[str, int]]:
        """The heading row, and each heading's column."""
        first = self.desk.layout[tab].columns[0].heading
        grid = self.grid(tab)
        row = next((number for number, cells in enumerate(grid) if first in cells), None)
        if row is None:
            return 0, {}  # only where a script has cleared the tab
        return row, {str(cell): column for column, cell in enumerate(grid[row]) if cell not in ("", None)}

    def codes(self, tab: str) -> dict[str, int]:
        """Code → row."""
        row, columns = self.headings(tab)
        place = columns.get(self.key(tab))
        below = enumerate(self.grid(tab)[row + 1 :] if place is not None else (), row + 1)
        return {str(cells[place]): number for number, cells in below if cells[place] not in ("", None)}

    # --- what somebody does -------------------------------------------------------------------------------

    def edit(self, tab: str) -> None:
        """Write in a cell of any column but the code's: white, pre-filled or grey, or one of their own."""
        code, row = self.dice.choice(sorted(self.codes(tab).items()))
        if code in self.copied:
            return
        _, columns = self.headings(tab)
        heading = self.dice.choice(sorted(set(columns) - {self.key(tab)}))
        self._give_up(self.grid(tab)[row][columns[heading]])
        self.number += 1
        text = f"écrit {self.number}"
        self.hands.type(self.named(tab), row, columns[heading], text)
        self.written[tab, code, heading] = text

    def _give_up(self, text: Cell) -> None:
        """What people write over themselves need not stand there any more."""
        self.written = {place: said for place, said in self.written.items() if said != text}

    def insert(self, tab: str) -> None:
        """An empty row anywhere below the headings."""
        row, _ = self.headings(tab)
        self.hands.insert_rows(self.named(tab), self.dice.randint(row + 1, len(self.grid(tab))))

    def insert_above(self, tab: str) -> None:
        """A line of their own above everything."""
        self.number += 1
        text = f"réunion {self.number}"
        self.hands.insert_rows(self.named(tab), 0)
        self.hands.type(self.named(tab), 0, 1, text)
        self.written[tab, "", text] = text

    def sort(self, tab: str) -> None:
        """Sort all rows by any column."""
        row, columns = self.headings(tab)
        chosen = self.dice.choice(sorted(columns.values()))
        self.hands.sort(self.named(tab), chosen, descending=self.dice.random() < 0.5, first=row + 1)

    def move(self, tab: str) -> None:
        """Drag a row elsewhere."""
        rows = sorted(self.codes(tab).values())
        self.hands.move_rows(self.named(tab), self.dice.choice(rows), self.dice.choice(rows))

    def delete(self, tab: str) -> None:
        """Delete a row, which is meant."""
        code, row = self.dice.choice(sorted(self.codes(tab).items()))
        self.hands.delete_rows(self.named(tab), row)
        if code not in self.codes(tab):
            self.deleted.add(code)
            self.written = {place: text for place, text in self.written.items() if place[1] != code}

    def copy(self, tab: str) -> None:
        """Copy a row to below itself; from then on nobody knows which of them is meant."""
        code, row = self.dice.choice(sorted(self.codes(tab).items()))
        self.hands.copy_row(self.named(tab), row, row + 1)
        self.copied.add(code)

    def column(self, tab: str) -> None:
        """A column of their own, with a heading and something in the first line, perhaps two at once."""
        row, columns = self.headings(tab)
        place = self.dice.randint(0, max(columns.values()) + 1)
        self.hands.insert_columns(self.named(tab), place, self.dice.randint(1, 2))
        self.number += 1
        heading, text = f"{OWN}{self.number}", f"note {self.number}"
        self.hands.type(self.named(tab), row, place, heading)
        self.hands.type(self.named(tab), row + 1, place, text)
        self.written[tab, "", heading] = heading
        self.written[tab, "", text] = text

    def rename(self, tab: str) -> None:
        """Another title for the tab."""
        self.number += 1
        self.hands.rename_tab(self.named(tab), f"Onglet {self.number}")

    def move_tab(self, tab: str) -> None:
        """Drag the tab elsewhere."""
        self.hands.move_tab(self.named(tab), self.dice.randint(0, 5))

    # --- what must be true --------------------------------------------------------------------------------

    def lost(self) -> list[tuple[Place, str]]:
        """What was written and stands there no longer."""
        return [(place, text) for place, text in self.written.items() if not self._stands(place, text)]

    def _stands(self, place: Place, text: str) -> bool:
        tab, code, heading = place
        if not code:
            return any(text in row for row in self.grid(tab)) or self._row_deleted(text)
        row = self.codes(tab).get(code)
        _, columns = self.headings(tab)
        return row is not None and heading in columns and self.grid(tab)[row][columns[heading]] == text

    def _row_deleted(self, text: str) -> bool:
        """A note of their own in a row that they deleted themselves."""
        return bool(self.deleted) and text.startswith("note ")


ROW_ACTS = frozenset({"edit", "move", "delete", "copy", "drag", "translate", "by_hand"})
ACTS: dict[str, Callable[[Colleague, str], None]] = {
    "edit": Colleague.edit,
    "insert": Colleague.insert,
    "insert_above": Colleague.insert_above,
    "sort": Colleague.sort,
    "move": Colleague.move,
    "delete": Colleague.delete,
    "copy": Colleague.copy,
    "column": Colleague.column,
    "rename": Colleague.rename,
    "move_tab": Colleague.move_tab,
}


def shared_tabs(drawn: Layout) -> tuple[str, ...]:
    """The tabs of a layout in which people and the machine write the same rows."""
    return tuple(tab for tab in (*SHARED, "cards") if tab in drawn.tab_by_code)


def faults(colleague: Colleague, changes: Changes) -> Iterator[str]:
    """Everything that is wrong in the spreadsheet after a run has written these changes."""
    yield from (f"lost: {place} {text}" for place, text in colleague.lost())
    drawn = colleague.desk.layout
    everything = first_rows(Mode.DOSSIERS if "cards" in drawn.tab_by_code else Mode.CRITERIA) + changes
    swaps = {swap.before: swap.after for swap in changes.swaps}
    for tab in colleague.shared:
        rows = {
            str(append.cells["code"]): row_to_append(append.cells, drawn[tab])
            for append in everything.appends
            if append.tab == tab
        }
        yield from _row_faults(colleague, drawn[tab], rows, swaps)
    for replacement in changes.replaces:
        yield from _list_faults(colleague, replacement)


def _row_faults(colleague: Colleague, tab: Tab, rows: dict[str, Row], swaps: dict[str, str]) -> Iterator[str]:
    """Each row of the run stands there once and whole, and no cell of the machine's stands anywhere else."""
    heading_row, columns = colleague.headings(tab.code)
    below = colleague.grid(tab.code)[heading_row + 1 :]
    by_code: dict[str, list[list[Cell]]] = {}
    for row in below:
        by_code.setdefault(str(row[columns[colleague.key(tab.code)]]), []).append(row)
    for code in rows.keys() - colleague.deleted - colleague.copied:
        standing = by_code.get(code, [])
        if len(standing) == 1:
            yield from _cell_faults(colleague, tab, (standing[0], columns), _swapped(rows[code], swaps))
        else:
            yield f"{code} stands {len(standing)} times"
    strangers = [row for code, found in by_code.items() if code not in rows for row in found]
    yield from (f"nobody's row: {row}" for row in strangers if any(map(_is_machines, row)))


def _swapped(cells: Row, swaps: dict[str, str]) -> Row:
    return {name: swaps.get(str(cell), cell) for name, cell in cells.items()}


def _cell_faults(
    colleague: Colleague, tab: Tab, shown: tuple[list[Cell], dict[str, int]], wanted: Row
) -> Iterator[str]:
    row, columns = shown
    code = str(row[columns[colleague.key(tab.code)]])
    for column in tab.columns:
        cell, expected = row[columns[column.heading]], wanted.get(column.field)
        is_theirs = (tab.code, code, column.heading) in colleague.written
        if not is_theirs and _said(cell) != _said(expected):
            yield f"{code} {column.field}: {cell!r}, not {expected!r}"
    beside = [cell for place, cell in enumerate(row) if place not in columns.values()]
    yield from (f"{code}: {cell!r} under no heading" for cell in beside if cell not in ("", None))


def _list_faults(colleague: Colleague, replacement: Replace) -> Iterator[str]:
    tab = colleague.desk.layout[replacement.tab]
    heading_row, columns = colleague.headings(tab.code)
    shown = [
        [_said(row[columns[column.heading]]) for column in tab.columns]
        for row in colleague.grid(tab.code)[heading_row + 1 :]
    ]
    wanted = [[_said(row.get(column.field)) for column in tab.columns] for row in replacement.rows]
    if [row for row in shown if any(row)] != wanted:
        yield f"{tab.code}: {shown}, not {wanted}"


def _is_machines(cell: Cell) -> bool:
    """Not a text that the colleague writes."""
    return cell not in ("", None) and not str(cell).startswith(("note ", "réunion ", OWN))


def _said(cell: Cell) -> str:
    """A cell as it is compared: Google keeps a day as a number."""
    return canonical(number_from(cell) if isinstance(cell, date) else cell)
