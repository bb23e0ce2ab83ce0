"""A history of a local file: a run, people who save between its steps; what is wrong afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import Problem, WorkbookError
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.tables import Sheet
from pipeline.words import normalised
from pipeline.workbook.columns import Kind, Layout, Ownership
from pipeline.workbook.local import LocalStore
from tests.workbook.books import NOW, a_store
from tests.workbook.google.colleague import ACTS, Colleague, Place, a_busy_run_in, faults, shared_tabs
from tests.workbook.google.histories import Told
from tests.workbook.google.houses import first_rows, layout_in
from tests.workbook.hands import Hands

MOST_ACTS = 6  # before they save
IDLE = ("settings", "tables")


class WatchedStore(LocalStore):
    """A store that lets people work before and after each of its steps."""

    before_each: Callable[[], None]

    def read(self) -> tuple[Sheet, ...]:
        """Before a run, and between the writing and the reading that verifies it."""
        self.before_each()
        return super().read()

    def apply(self, changes: Changes, layout: Layout) -> tuple[Problem, ...]:
        """Between reading and writing."""
        self.before_each()
        return super().apply(changes, layout)

    def _changed(self, before: bytes | None, changes: Changes, layout: Layout) -> bytes:
        """While the next file is made, and when it is ready to take the place of the other."""
        self.before_each()
        after = super()._changed(before, changes, layout)
        self.before_each()
        return after


@dataclass
class LocalDesk:
    """A folder with one file, and whoever works in it."""

    folder: Path
    layout: Layout
    human: Hands

    @property
    def path(self) -> Path:
        return self.human.path

    def name_of(self, tab: str) -> str:
        """Hands know tabs by their codes."""
        return tab

    def grid(self, tab: str) -> list[list[Any]]:
        """What stands in a tab."""
        return self.human.grid(tab)


@dataclass
class Coworker(Colleague):
    """A colleague at a file of this machine, who does more than one at Google's."""

    desk: LocalDesk
    tabs: dict[str, str] = field(default_factory=dict)  # of their own: title → text

    @property
    def known_acts(self) -> Mapping[str, Callable[[Any, str], None]]:
        """Everything that somebody can do here, by name."""
        return EVERYTHING

    def perhaps_act(self) -> None:
        """Do nothing, or several things; then save."""
        if self.dice.random() < self.probability:
            for _ in range(self.dice.randint(1, MOST_ACTS)):
                self.act()
            self.desk.human.save()

    def headings(self, tab: str) -> tuple[int, dict[str, int]]:
        """The heading row, and each heading's column; whatever the language, in the layout's words."""
        row, columns = super().headings(tab)
        own = {text: column.heading for column in self.desk.layout[tab].columns for text in column.known}
        return row, {own.get(normalised(text), text): place for text, place in columns.items()}

    def write_down(self, tab: str, heading: str) -> None:
        """Write something of their own in every row under a heading."""
        _, columns = self.headings(tab)
        for code, row in self.codes(tab).items():
            self.number += 1
            text = f"écrit {self.number}"
            self.desk.human.type(tab, row, columns[heading], text)
            self.written[tab, code, heading] = text

    def drag(self, tab: str) -> None:
        """Drag a column elsewhere."""
        places = sorted(self.headings(tab)[1].values())
        self.desk.human.move_columns(tab, self.dice.choice(places), self.dice.choice(places))

    def translate(self, tab: str) -> None:
        """Write a heading in another language, or in capitals."""
        row, columns = self.headings(tab)
        by_these = {
            self.key(tab),
            self.desk.layout[tab].columns[0].heading,
        }  # by which this test finds its way
        column = self.dice.choice(
            [one for one in self.desk.layout[tab].columns if one.heading not in by_these]
        )
        text = self.dice.choice(sorted(column.known)).upper()
        self.desk.human.type(tab, row, columns[column.heading], text)

    def by_hand(self, tab: str) -> None:
        """A row without a code below all others."""
        _, columns = self.headings(tab)
        place = self.dice.choice(sorted(place for name, place in columns.items() if name != self.key(tab)))
        self.number += 1
        text = f"note {self.number}"
        self.desk.human.type(tab, len(self.grid(tab)), place, text)
        self.written[tab, "", text] = text

    def add_tab(self, _: str) -> None:
        """A tab of their own."""
        self.number += 1
        title, text = f"Vacances {self.number}", f"du 24 au {self.number}"
        self.desk.human.add_tab(title, text)
        self.tabs[title] = text

    def lost(self) -> list[tuple[Place, str]]:
        """What was written and stands there no longer."""
        book = self.desk.human.book
        gone: list[tuple[Place, str]] = [
            ((title, "", ""), text)
            for title, text in self.tabs.items()
            if title not in book.sheetnames or book[title]["A1"].value != text
        ]
        return [*super().lost(), *gone]


EVERYTHING: Mapping[str, Callable[[Any, str], None]] = {
    **ACTS,
    "drag": Coworker.drag,
    "translate": Coworker.translate,
    "by_hand": Coworker.by_hand,
    "add_tab": Coworker.add_tab,
}


@dataclass(frozen=True)
class LocalHistory:
    """Which dice, how busy people are, what they do, and how the programme makes duos."""

    seed: int
    probability: float = 0.5
    acts: tuple[str, ...] = (*EVERYTHING, *("edit",) * 6)  # mostly they write
    mode: Mode = Mode.CRITERIA


def live_locally(history: LocalHistory) -> Told:
    """A run among people; the run that follows where it was put off; and one more, which has nothing to do."""
    with a_local_desk(history.mode) as desk:
        colleague = Coworker(desk, random.Random(history.seed), history.probability, history.acts)
        busy = _run(desk, colleague.perhaps_act)
        if busy:
            assert not _run(desk)
        written = desk.path.read_bytes()
        found = list(faults(colleague, a_busy_run_in(desk.layout)))
        assert not _run(desk)
        if desk.path.read_bytes() != written:
            found.append("written again")
        if busy and not desk.human.saves:
            found.append("put off, and nobody had saved")
        seen = {(tab, heading) for tab, code, heading in colleague.written if code}
        edits = len(colleague.written) + len(colleague.tabs)
        return Told(found, colleague.done, edits, busy, written=seen)


def columns_of_both(mode: Mode, *ownerships: Ownership) -> set[tuple[str, str]]:
    """Tab and heading of the columns of the tabs in which both write, but the codes; all, or those of some kinds."""
    drawn = small_layout(mode)
    return {
        (tab, column.heading)
        for tab in shared_tabs(drawn)
        for column in drawn[tab].columns
        if column.field != "code" and column.ownership in (ownerships or Ownership)
    }


@contextmanager
def a_local_desk(mode: Mode) -> Iterator[LocalDesk]:
    """A desk with a file after a first run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "duos.xlsx"
        path.write_bytes(_first_file(mode))
        yield LocalDesk(Path(folder), small_layout(mode), Hands(path))


@cache
def small_layout(mode: Mode) -> Layout:
    """The tabs in which runs write, with all their columns: thousands of histories read them again and again."""
    drawn = layout_in(mode)
    tabs = tuple(tab for tab in drawn.tabs if tab.kind is not Kind.HUMAN and tab.code not in IDLE)
    offered = {column.choices for tab in tabs for column in tab.columns}
    return replace(
        drawn, tabs=tabs, lists={kind: drawn.lists[kind] for kind in drawn.lists if kind in offered}
    )


@cache
def _first_file(mode: Mode) -> bytes:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        assert store.apply(first_rows(mode), small_layout(mode)) == ()
        return store.path.read_bytes()


def _run(desk: LocalDesk, before_each: Callable[[], None] = lambda: None) -> int:
    """A run as `duos run` writes it; 1 when it was put off because people were saving."""
    store = WatchedStore(desk.path, NOW)
    store.before_each = before_each
    try:
        with store.lock():
            store.read()
            store.apply(a_busy_run_in(desk.layout), desk.layout)
    except WorkbookError:
        return 1
    return 0
