"""A coordinator who does something at random before some requests, with dice that fall the same way each time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.sheets.exchange import Call
from tests.sheets.human import Human
from tests.sheets.log import NOT_COUNTED
from tests.sheets.rendering import render
from tests.sheets.sheet import Sheet


@dataclass
class Coordinator:
    """Acts on one tab before each request with some probability; `headings` are the columns that are theirs."""

    human: Human
    sheet: int
    headings: tuple[str, ...]
    dice: random.Random
    key_heading: str
    acts: tuple[str, ...] = ("edit", "insert", "sort", "move", "delete", "column", "rename")
    probability: float = 0.5
    done: list[str] = field(default_factory=list)

    def __call__(self, call: Call) -> None:
        """Perhaps act before this request."""
        if call.operation in NOT_COUNTED or self.dice.random() > self.probability:
            return
        act = self.dice.choice(self.acts)
        if act == "column" or self.codes():
            ACTS[act](self)
            self.done.append(act)

    @property
    def tab(self) -> Sheet:
        return self.human.tab(self.sheet)

    def codes(self) -> list[str]:
        """The keys of the rows there are now; a row without one is nobody's."""
        column = self.human.column_of(self.tab, self.key_heading)
        below = (row for row in self.tab.rows if row > self.human.headings_row)
        texts = (str(render(self.tab.cell(row, column))) for row in sorted(below))
        return [text for text in texts if text]

    def row(self) -> int:
        """The row of a key drawn by lot."""
        return self.human.row_of(self.tab, self.dice.choice(self.codes()))

    def edit(self) -> None:
        """Write something in a column of theirs."""
        key, heading = self.dice.choice(self.codes()), self.dice.choice(self.headings)
        self.human.fill(self.sheet, key, heading, f"written {self.dice.randrange(10**6)} by hand")

    def insert(self) -> None:
        """An empty row somewhere."""
        self.human.insert_rows(self.sheet, self.row())

    def sort(self) -> None:
        """Sort by any column."""
        width = max(max(cells) for cells in self.tab.rows.values()) + 1
        self.human.sort(self.sheet, self.dice.randrange(width), descending=self.dice.random() < 0.5)

    def move(self) -> None:
        """Drag a row elsewhere."""
        self.human.move_rows(self.sheet, self.row(), self.row())

    def delete(self) -> None:
        """Delete a row, which is meant."""
        self.human.delete_rows(self.sheet, self.row())

    def column(self) -> None:
        """A new column somewhere."""
        self.human.insert_columns(self.sheet, self.dice.randrange(1, 4))

    def rename(self) -> None:
        """Another title for the tab."""
        self.human.rename_tab(self.sheet, f"Renamed {self.dice.randrange(10**6)}")

    def copy(self) -> None:
        """The same row twice."""
        self.human.copy_row(self.sheet, self.row(), self.row())


ACTS: dict[str, Callable[[Coordinator], None]] = {
    "edit": Coordinator.edit,
    "insert": Coordinator.insert,
    "sort": Coordinator.sort,
    "move": Coordinator.move,
    "delete": Coordinator.delete,
    "column": Coordinator.column,
    "rename": Coordinator.rename,
    "copy": Coordinator.copy,
}
