"""More than one call holds: ordered batches below Google's two megabytes, each valid alone, each cut completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.tables import Row
from pipeline.workbook.google.bundles import bundle
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.google.store import PATIENCE
from pipeline.workbook.tabs import pending
from tests.sheets import faults as trouble
from tests.sheets.exchange import Call
from tests.sheets.faults import FOREVER
from tests.sheets.log import is_write
from tests.sheets.spreadsheet import Sheet, duplicate
from tests.workbook.books import a_line, a_person_row, a_proposal_row, codes, read_tables, the_layout
from tests.workbook.google.houses import Desk, a_desk

MEGABYTES = 2_000_000
LONG = "Libres ensemble : mercredi soir. " * 450  # some 15 kB, so that few rows are much
COUNT = 110
BATCHES = 6
NUMBERS = range(1000, 1000 + COUNT)
TODAY = date(2026, 11, 24)


def earlier() -> Changes:
    """What stands there: people, and an open proposal for each newcomer."""
    people = (a_person_row(f"N-{number}") for number in NUMBERS)
    proposals = (
        a_proposal_row(f"P-{number}", newcomer=f"N-{number} · Samira", citizen="V-0001 · Paul")
        for number in NUMBERS
    )
    return Changes((*people, *proposals))


def an_event(text: str) -> Append:
    return Append("journal", {"date": TODAY, "event": text})


def a_duo(number: int, **cells: str) -> Append:
    row: Row = {
        "code": f"D-{number}", "state": f"en cours · D-{number}", "newcomer": f"N-{number} · Samira",
        "citizen": "V-0001 · Paul", "proposal": f"P-{number}", "made_on": TODAY,
    }  # fmt: skip
    return Append("duos", row | cells)


@cache
def much() -> Changes:
    """A great deal of everything: people, proposals that become duos, new choices of two each, lists, a journal."""
    new = [number + 1000 for number in NUMBERS]
    people = (a_person_row(f"N-{number}", wishes=LONG) for number in new)
    duos = (a_duo(number, rhythm=LONG) for number in NUMBERS)
    choices = (
        a_proposal_row(
            f"P-{number + again}", newcomer=f"N-{number} · Samira", why=LONG[: 5000 * (again or 1)]
        )
        for number in new
        for again in (0, 1000)
    )
    events = (
        an_event(f"{code}-{number} : {said}")
        for number, code, said in (
            *((number, "N", "inscription") for number in new),
            *((number, "P", "devenue un duo") for number in NUMBERS),
            *((number, "D", f"formé (N-{number} + V-0001)") for number in NUMBERS),
            *((number, "P", f"proposée (N-{number} + V-0001)") for number in new),
        )
    )
    unmatched = tuple({"who": f"N-{number}", "why": LONG, "unlock": LONG} for number in new)
    return Changes(
        (*duos, *choices, *people, *events, an_event("Tirage au sort.")),
        tuple(
            Swap("proposals", "state", f"ouverte · P-{number}", f"devenue un duo · P-{number}")
            for number in NUMBERS
        ),
        (
            Replace("todo", (a_line(because=LONG),), "Dernier passage : 25 novembre."),
            Replace("unmatched", unmatched),
        ),
    )


@cache
def earlier_sheets() -> tuple[Sheet, ...]:
    with a_desk() as desk:
        desk.world.validating = False
        desk.store().apply(earlier(), the_layout())
        return tuple(desk.state.sheets)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as made:
        made.world.validating = False
        made.state.sheets = [duplicate(sheet) for sheet in earlier_sheets()]
        made.world.log.clear()
        yield made


def run(desk: Desk, changes: Changes) -> tuple[object, ...]:
    store = desk.store()
    store.read()
    return store.apply(changes, the_layout())


def sizes(desk: Desk) -> list[int]:
    return [len(each.call.content) for each in desk.world.log.exchanges if is_write(each.call)]


def test_no_batch_is_above_two_megabytes(desk: Desk) -> None:
    desk.world.validating = True
    assert run(desk, much()) == ()
    assert len(sizes(desk)) == BATCHES
    assert max(sizes(desk)) <= MEGABYTES
    assert sum(sizes(desk)) > 4 * MEGABYTES
    assert_whole(desk)


@pytest.mark.parametrize("cut", range(BATCHES))
def test_a_cut_between_two_batches_is_completed(desk: Desk, cut: int) -> None:
    desk.world.faults.add(trouble.refused(403), is_write, FOREVER, skip=cut)
    with pytest.raises(WorkbookError):
        run(desk, much())
    desk.world.faults.held.clear()
    assert_valid(desk)
    assert run(desk, much()) == ()
    assert_whole(desk)


def test_a_lost_answer_writes_nothing_twice(desk: Desk) -> None:
    for skip in range(0, BATCHES, 3):
        desk.world.faults.add(trouble.lost(503), is_write, skip=skip)
    assert run(desk, much()) == ()
    assert_whole(desk)


def test_room_is_made_for_all_rows_at_once(desk: Desk) -> None:
    run(desk, much())
    for tab in ("newcomers", "proposals", "duos", "unmatched"):
        own = desk.state.sheet(sheet_id("workbook", tab))
        empty = own.grid["rowCount"] - 1 - max(own.rows)
        assert 0 <= empty <= 200, tab


def test_a_list_that_others_write_in_is_written_again(desk: Desk) -> None:
    """Somebody types in a list between two of its parts, more than once: it is written as often as it needs."""
    typed: list[int] = []

    def type_in(call: Call) -> None:
        if is_write(call) and call.content.count(b"updateCells") == 1 and len(typed) < 2 * PATIENCE:
            typed.append(len(call.content))
            desk.human.type(sheet_id("workbook", "unmatched"), 1, 0, "N-0000")

    desk.world.before_each.append(type_in)
    assert run(desk, much()) == ()
    assert len(typed) == 2 * PATIENCE
    assert_whole(desk)


def assert_valid(desk: Desk) -> None:
    """Nobody is spoken of who is not there; a proposal is a duo where there is one; the journal tells what is."""
    read = read_tables(desk.store().read())
    people = {*codes(read["newcomers"]), *codes(read["citizens"])}
    proposals = {str(row.cells["code"]): row.cells for row in read["proposals"].rows}
    duos = {str(row.cells["code"]) for row in read["duos"].rows}
    named = {str(row.cells["newcomer"] or "")[:6] for tab in ("proposals", "duos") for row in read[tab].rows}
    assert people >= named - {""}
    became = {code for code, cells in proposals.items() if str(cells["state"]).startswith("devenue")}
    assert became == {code.replace("D", "P") for code in duos - {"D-0001"}}
    choices = Counter(str(cells["newcomer"]) for code, cells in proposals.items() if code >= "P-2000")
    assert set(choices.values()) <= {2}
    told = {str(row.cells["event"])[:6] for row in read["journal"].rows if "-" in str(row.cells["event"])}
    assert told == {
        *(code for code in people if code >= "N-2000" and code.startswith("N")),
        *became, *(duos - {"D-0001"}), *(code for code in proposals if "P-2000" <= code < "P-3000"),
    }  # fmt: skip


def assert_whole(desk: Desk) -> None:
    """Everything stands there, once."""
    read = read_tables(desk.store().read())
    for tab, count in {"newcomers": 3 + 2 * COUNT, "proposals": 2 + 3 * COUNT, "duos": 1 + COUNT}.items():
        assert len(codes(read[tab])) == len(set(codes(read[tab]))) == count
    events = [str(row.cells["event"]) for row in read["journal"].rows]
    assert len(events) == len(set(events)) == 2 + 4 * COUNT
    assert not pending(much(), desk.store().read(), the_layout())
    assert_valid(desk)


# --- what belongs together -----------------------------------------------------------------------------------


def test_a_duo_comes_with_its_proposal_and_lines() -> None:
    swap = Swap("proposals", "state", "ouverte · P-0001", "devenue un duo · P-0001")
    lines = an_event("P-0001 : devenue un duo"), an_event("D-0001 : formé (N-0001 + V-0001)")
    (together,) = bundle(Changes((a_duo(1, code="D-0001", proposal="P-0001"), *lines), (swap,)))
    assert (len(together.appends), together.swaps) == (3, (swap,))


def test_a_duo_by_hand_stands_alone() -> None:
    assert len(bundle(Changes((a_duo(1001, proposal=""), a_duo(1002, proposal=""))))) == 2


def test_duos_come_before_what_ends_because_of_them() -> None:
    ended = Swap("proposals", "state", "ouverte · P-0003", "retirée · P-0003")
    made = Swap("proposals", "state", "ouverte · P-1001", "devenue un duo · P-1001")
    first, second = bundle(Changes((a_duo(1001),), (ended, made)))
    assert first.swaps == (made,)
    assert second.swaps == (ended,)


def test_people_come_before_whoever_names_them() -> None:
    rows = a_proposal_row("P-0009", newcomer="N-0009 · Samira"), a_person_row("N-0009")
    assert [one.appends[0].tab for one in bundle(Changes(rows))] == ["newcomers", "proposals"]


def test_all_choices_of_a_newcomer_come_together() -> None:
    rows = [a_proposal_row(f"P-{number:04d}", newcomer=f"N-000{number % 2}") for number in range(6)]
    assert [len(one.appends) for one in bundle(Changes(tuple(rows)))] == [3, 3]


def test_a_draw_is_told_before_its_proposals() -> None:
    rows = a_proposal_row("P-0009"), an_event("Tirage au sort avec 7.")
    assert [one.appends[0].tab for one in bundle(Changes(rows))] == ["journal", "proposals"]


def test_settings_may_be_written_one_by_one() -> None:
    rows = tuple(Append("settings", {"setting": name}) for name in ("mode", "wish", "mode"))
    assert [one.appends for one in bundle(Changes(rows))] == [(row,) for row in rows]
