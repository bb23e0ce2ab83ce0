"""Google Sheets: requests, bytes and seconds of a run, and what two common scripts do to what people write meanwhile.

Run with `python -m benchmarks.sheets`; everything happens against the stand-in on this machine, over real HTTP. The
peers are the two loops people usually write with gspread: clear the tab and write it anew, and go row by row.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gspread

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.tabs import row_to_append
from tests.sheets.client import connect
from tests.sheets.exchange import Call
from tests.sheets.server import Server
from tests.sheets.world import World
from tests.workbook.books import a_line, a_person_row, a_proposal_row, the_layout
from tests.workbook.google.colleague import Colleague
from tests.workbook.google.houses import Desk, a_desk

SIZES = (100, 1_000, 10_000)
NEW = 20  # people of one more run
TAB, TITLE = "newcomers", "Nouveaux arrivants"
HISTORIES = 40


@dataclass(frozen=True)
class Measured:
    """One run."""

    name: str
    requests: int
    sent: int
    received: int
    seconds: float

    def __str__(self) -> str:
        megabytes = f"{self.sent / 1e6:8.3f} MB sent {self.received / 1e6:8.3f} MB received"
        return f"  {self.name:34} {self.requests:6} requests {megabytes} {self.seconds:8.2f} s"


def season(count: int) -> Changes:
    """So many newcomers, and the lists that go with them."""
    people = tuple(
        a_person_row(f"N-{number:05d}", needs="pratiquer la langue") for number in range(100, 100 + count)
    )
    waiting = tuple(
        {"who": f"N-{number:05d}", "why": "Aucun moment libre ensemble.", "unlock": "• Un autre soir"}
        for number in range(100, 100 + count // 2)
    )
    proposals = tuple(a_proposal_row(f"P-{number:04d}") for number in range(10, 20))
    lines = Replace(
        "todo", tuple(a_line(f"N-{number:05d}") for number in range(25)), "Dernier passage : aujourd’hui."
    )
    return Changes((*people, *proposals), (), (lines, Replace("unmatched", waiting)))


def one_more_run() -> Changes:
    """What a daily run writes: some people, a state, another list."""
    people = tuple(a_person_row(f"N-{number:05d}") for number in range(50_000, 50_000 + NEW))
    swap = Swap("proposals", "state", "ouverte · P-0010", "devenue un duo · P-0010")
    duo = Append("duos", {"code": "D-0009", "state": "en cours · D-0009"})
    lines = Replace(
        "todo", tuple(a_line(f"N-{number:05d}") for number in range(20)), "Dernier passage : demain."
    )
    return Changes((*people, duo), (swap,), (lines,))


def measure(desk: Desk, name: str, work: Callable[[], object]) -> Measured:
    """One run's requests, bytes and seconds."""
    log = desk.world.log
    log.clear()
    begun = time.perf_counter()
    work()
    return Measured(name, log.requests, log.bytes_sent, log.bytes_received, time.perf_counter() - begun)


def duos(desk: Desk, changes: Changes) -> None:
    """A run as `duos run` writes it."""
    store = desk.store()
    store.read()
    store.apply(changes, the_layout())


def clear_and_rewrite(tab: gspread.Worksheet, changes: Changes) -> None:
    """Read all, clear all, write all."""
    rows = tab.get_all_values()
    rows += [_row(append, rows[0]) for append in changes.appends if append.tab == TAB]
    tab.clear()
    tab.update(rows, "A1")


def row_by_row(tab: gspread.Worksheet, changes: Changes) -> None:
    """Look at each person's row, write a cell in it, append new ones one at a time."""
    rows = tab.get_all_values()
    for number, row in enumerate(rows[1 : 1 + NEW], 2):
        tab.update_cell(number, rows[0].index("Langues") + 1, row[rows[0].index("Langues")] or "à demander")
    for append in changes.appends:
        if append.tab == TAB:
            tab.append_row(_row(append, rows[0]))


def _row(append: Append, headings: list[str]) -> list[Any]:
    cells = row_to_append(append.cells, the_layout()[TAB])
    by_heading = {column.heading: cells.get(column.field) for column in the_layout()[TAB].columns}
    return [str(by_heading.get(heading) or "") for heading in headings]


Script = Callable[[gspread.Worksheet, Changes], None]
ACTS = {"edits": ("edit",), "edits, sorting, moved and new rows": ("edit", "edit", "sort", "move", "insert")}
PEERS: dict[str, Script] = {"clear and rewrite": clear_and_rewrite, "row by row": row_by_row}


def lost_edits(work: Callable[[Desk], None], acts: tuple[str, ...]) -> tuple[int, int, int]:
    """Texts that people wrote, texts that are gone, runs that ended in an error, over many histories."""
    written = lost = errors = 0
    with Server(World(validating=False)) as server:
        for seed in range(HISTORIES):
            with a_desk(server=server) as desk:
                desk.state.sheet(sheet_id("workbook", TAB)).grow(
                    1000, 40
                )  # room, so that no script fails for want of it
                colleague = Colleague(desk, random.Random(seed), 0.4, acts)
                server.world.before_each[:] = [_only(colleague)]
                try:
                    work(desk)
                except gspread.exceptions.GSpreadException:
                    errors += 1
                server.world.before_each.clear()
                written += len(colleague.written)
                lost += len(colleague.lost())
    return written, lost, errors


def _only(colleague: Colleague) -> Callable[[Call], None]:
    """Somebody who works in the newcomers' tab only, where all three scripts write."""
    colleague.dice.choice = _in_one_tab(colleague.dice.choice)  # type: ignore[method-assign, assignment]  # the same dice
    return colleague


def _in_one_tab(choose: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda things: TAB if TAB in things else choose(things)


def measure_size(count: int) -> None:
    """All runs with so many people."""
    print(f"{count:,} people")
    with a_desk() as desk:
        desk.world.validating = False
        print(measure(desk, "Duos: everybody at once", lambda: duos(desk, season(count))))
        print(measure(desk, f"Duos: {NEW} more people", lambda: duos(desk, one_more_run())))
        print(measure(desk, "Duos: nothing to do", lambda: duos(desk, Changes())))
        for name, script in PEERS.items():
            work = partial(script, tab_of(desk), one_more_run())
            print(measure(desk, f"gspread: {name}, {NEW} more", work))


def tab_of(desk: Desk) -> gspread.Worksheet:
    """The newcomers' tab as a script opens it."""
    return connect(desk.server).open_by_key(desk.state.id).worksheet(TITLE)


def as_peer(script: Script, desk: Desk) -> None:
    """A script as people run it."""
    script(tab_of(desk), one_more_run())


def main() -> None:
    """Print everything."""
    for count in SIZES:
        measure_size(count)
    print(f"\nwhat becomes of what people write in one tab meanwhile, {HISTORIES} histories each")
    works: dict[str, Callable[[Desk], None]] = {"Duos": lambda desk: duos(desk, one_more_run())}
    works |= {f"gspread: {name}": partial(as_peer, script) for name, script in PEERS.items()}
    for told, acts in ACTS.items():
        for name, work in works.items():
            written, lost, errors = lost_edits(work, acts)
            print(
                f"  {told:36} {name:28} {lost:4} of {written:4} texts lost, {errors} runs ended in an error"
            )


if __name__ == "__main__":
    main()
