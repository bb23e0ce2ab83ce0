"""Google Sheets: requests, bytes and seconds of a run, and what two common scripts do to what people write meanwhile.

`python -m benchmarks.sheets [PEOPLE…]` prints one table; everything happens against the stand-in on this machine, over
real HTTP. The peers are the two loops people usually write with gspread: clear the tab and write it anew, and go row by
row. Seconds are those of the processor, as multiples of what Duos needs for its run at that size.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import gspread

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.tabs import row_to_append
from tests.sheets.client import connect
from tests.sheets.exchange import Call
from tests.sheets.server import Server
from tests.sheets.sheet import Sheet, duplicate
from tests.sheets.world import World
from tests.workbook.books import a_line, a_person_row, a_proposal_row, the_layout
from tests.workbook.google.colleague import Colleague
from tests.workbook.google.houses import Desk, a_desk

SIZES = (100, 1_000, 10_000)
NEW = 20  # people of one more run
TAB, TITLE = "newcomers", "Nouveaux arrivants"
HISTORIES = 40
STANDING = 12  # people whose rows others sort and move meanwhile
MARKED = ("languages", "place", "needs", "origin")  # cells that say whose they are, and in which column


@dataclass(frozen=True)
class Measured:
    """One run."""

    requests: int
    sent: int
    received: int
    seconds: float


@dataclass
class Harm:
    """What became of what people wrote, and of the cells of each row, over many histories."""

    written: int = 0
    lost: int = 0
    misplaced: int = 0
    broken_off: int = 0


def a_person(number: int) -> Append:
    """A newcomer whose cells say whose they are."""
    code = f"N-{number:05d}"
    return a_person_row(code, **{name: _mark(name, code) for name in MARKED})


def _mark(name: str, code: str) -> str:
    return f"{name} of {code}"


def season(count: int) -> Changes:
    """So many newcomers, and the lists that go with them."""
    people = tuple(a_person(number) for number in range(100, 100 + count))
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
    people = tuple(a_person(number) for number in range(50_000, 50_000 + NEW))
    swap = Swap("proposals", "state", "ouverte · P-0010", "devenue un duo · P-0010")
    duo = Append("duos", {"code": "D-0009", "state": "en cours · D-0009"})
    lines = Replace(
        "todo", tuple(a_line(f"N-{number:05d}") for number in range(20)), "Dernier passage : demain."
    )
    return Changes((*people, duo), (swap,), (lines,))


def measure(desk: Desk, work: Callable[[], object]) -> Measured:
    """One run's requests, bytes and seconds."""
    log = desk.world.log
    log.clear()
    begun = time.process_time()
    work()
    return Measured(log.requests, log.bytes_sent, log.bytes_received, time.process_time() - begun)


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
EDITS, EVERYTHING = ("edit",), ("edit", "edit", "sort", "move", "insert")
PEERS: dict[str, Script] = {"clear and rewrite": clear_and_rewrite, "row by row": row_by_row}


def harm_of(work: Callable[[Desk], None], acts: tuple[str, ...]) -> Harm:
    """What a script does while somebody works in the same tab."""
    harm = Harm()
    with Server(World(validating=False)) as server:
        for seed in range(HISTORIES):
            with a_desk(server=server) as desk:
                desk.state.sheets = [duplicate(sheet) for sheet in _standing()]
                colleague = Colleague(desk, random.Random(seed), 0.4, acts)
                server.world.before_each[:] = [_only(colleague)]
                try:
                    work(desk)
                except gspread.exceptions.GSpreadException:
                    harm.broken_off += 1
                server.world.before_each.clear()
                _count(colleague, harm)
    return harm


@cache
def _standing() -> tuple[Sheet, ...]:
    """People's rows as they stand before the run; with room, so that no script fails for want of it."""
    with a_desk() as desk:
        duos(desk, season(STANDING))
        desk.state.sheet(sheet_id("workbook", TAB)).grow(1000, 40)
        return tuple(desk.state.sheets)


def _count(colleague: Colleague, harm: Harm) -> None:
    """A text that stands nowhere is lost; a cell that stands with another person, or in another column, is misplaced."""
    cells = [str(cell) for row in colleague.grid(TAB) for cell in row]
    astray = [text for _, text in colleague.lost()]
    harm.written += len(colleague.written)
    harm.lost += sum(text not in cells for text in astray)
    harm.misplaced += sum(text in cells for text in astray) + sum(_misplaced(colleague))


def _misplaced(colleague: Colleague) -> Iterator[bool]:
    """For each cell that says whose it is, whether it stands elsewhere."""
    row, columns = colleague.headings(TAB)
    fields = {columns.get(the_layout()[TAB].column_by_field[name].heading): name for name in MARKED}
    code = columns.get(colleague.key(TAB))
    for cells in colleague.grid(TAB)[row + 1 :]:
        whose = str(cells[code]) if code is not None else ""
        for place, cell in enumerate(cells):
            if " of N-" in str(cell):
                yield str(cell) != _mark(fields.get(place, ""), whose)


def _only(colleague: Colleague) -> Callable[[Call], None]:
    """Somebody who works in the newcomers' tab only, where all three scripts write."""
    colleague.dice.choice = _in_one_tab(colleague.dice.choice)  # type: ignore[method-assign, assignment]  # the same dice
    return colleague


def _in_one_tab(choose: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda things: TAB if TAB in things else choose(things)


def measure_size(count: int) -> dict[str, Measured]:
    """All runs with so many people."""
    with a_desk() as desk:
        desk.world.validating = False
        return {
            "Duos: everybody at once": measure(desk, lambda: duos(desk, season(count))),
            "Duos": measure(desk, lambda: duos(desk, one_more_run())),
            "Duos: nothing to do": measure(desk, lambda: duos(desk, Changes())),
            **{name: measure(desk, partial(as_peer, script, desk)) for name, script in PEERS.items()},
        }


def as_peer(script: Script, desk: Desk) -> None:
    """A script as people run it."""
    script(connect(desk.server).open_by_key(desk.state.id).worksheet(TITLE), one_more_run())


def main() -> None:
    """Print everything as one table."""
    sizes = [int(size.replace(",", "")) for size in sys.argv[1:]] or list(SIZES)
    runs = [measure_size(size) for size in sizes]
    works: dict[str, Callable[[Desk], None]] = {"Duos": lambda desk: duos(desk, one_more_run())}
    works |= {name: partial(as_peer, script) for name, script in PEERS.items()}
    people = " / ".join(f"{size:,}" for size in sizes)
    print(
        f"One run with {NEW} people more, {people} people; {HISTORIES} histories each of edits, and of all acts\n"
    )
    print("| | requests | MB sent | MB received | time | edits lost | lost | misplaced | broken off |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in runs[0]:
        print(f"| {name} | {' | '.join((*_costs(runs, name), *_harm(works.get(name))))} |")


def _costs(runs: list[dict[str, Measured]], name: str) -> Iterator[str]:
    own = [run[name] for run in runs]
    yield " / ".join(f"{one.requests}" for one in own)
    yield " / ".join(f"{one.sent / 1e6:.2f}" for one in own)
    yield " / ".join(f"{one.received / 1e6:.2f}" for one in own)
    yield " / ".join(f"{one.seconds / run['Duos'].seconds:.1f}" for one, run in zip(own, runs, strict=True))


def _harm(work: Callable[[Desk], None] | None) -> Iterator[str]:
    """Edits alone; then with rows sorted, moved and inserted, too."""
    if work is None:
        yield from ("", "", "", "")
        return
    edits, everything = harm_of(work, EDITS), harm_of(work, EVERYTHING)
    yield f"{edits.lost} of {edits.written}"
    yield f"{everything.lost} of {everything.written}"
    yield f"{edits.misplaced + everything.misplaced}"
    yield f"{edits.broken_off + everything.broken_off}"


if __name__ == "__main__":
    main()
