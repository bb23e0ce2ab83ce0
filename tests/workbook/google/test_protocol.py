"""The write protocol: what is sent, that it happens once, and what becomes of a run that is cut or comes too late."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.vocabulary.changes import Changes, Swap
from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.workbook.columns import Ownership
from pipeline.workbook.google import batches
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.google.requests import renew_token
from pipeline.workbook.google.snapshot import Token
from pipeline.workbook.google.store import GoogleStore
from pipeline.workbook.lists import LISTS
from pipeline.workbook.tabs import pending
from tests.sheets import faults as trouble
from tests.sheets.exchange import Call
from tests.sheets.faults import FOREVER, Fault
from tests.sheets.human import Script
from tests.sheets.log import is_write
from tests.sheets.requests import apply_batch
from tests.sheets.values import has_value
from tests.workbook.books import a_person_row, a_second_run, codes, read_tables, the_layout
from tests.workbook.google.colleague import a_busy_run
from tests.workbook.google.houses import Desk, a_desk

ALLOWED = frozenset({
    "findReplace", "appendCells", "updateCells", "unmergeCells", "deleteProtectedRange", "addProtectedRange",
})  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as made:
        yield made


def run(store: GoogleStore, changes: Changes) -> tuple[object, ...]:
    store.read()
    return store.apply(changes, the_layout())


def sent(desk: Desk) -> list[dict[str, Any]]:
    """Every request of every batch, in order."""
    bodies = [json.loads(each.call.content) for each in desk.world.log.exchanges if is_write(each.call)]
    return [request for body in bodies for request in body["requests"]]


def rows_of(desk: Desk, tab: str) -> list[str]:
    return codes(read_tables(desk.store().read())[tab])


# --- what is sent ----------------------------------------------------------------------------------------


def test_a_run_asks_five_times(desk: Desk) -> None:
    run(desk.store(), a_busy_run())
    assert desk.world.log.operations == [
        "sheets.spreadsheets.get",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.batchUpdate",
        "sheets.spreadsheets.values.batchGetByDataFilter",
    ]


def test_a_run_with_nothing_to_write_asks_twice(desk: Desk) -> None:
    store = desk.store()
    run(store, Changes())
    assert (store.requests, desk.world.log.writes) == (2, 0)


@pytest.mark.parametrize("count", [10, 1000])
def test_the_number_of_people_does_not_matter(desk: Desk, count: int) -> None:
    store = desk.store()
    run(store, Changes(tuple(a_person_row(f"N-{number:04d}") for number in range(100, 100 + count))))
    assert store.requests <= 6


def test_only_a_few_kinds_of_requests_are_sent(desk: Desk) -> None:
    run(desk.store(), a_busy_run())
    assert {kind for request in sent(desk) for kind in request} == ALLOWED


def test_white_cells_are_never_named(desk: Desk) -> None:
    run(desk.store(), a_busy_run())
    for request in sent(desk):
        append = request.get("appendCells")
        if not append:
            continue
        tab = next(tab for tab in the_layout().tabs if sheet_id("workbook", tab.code) == append["sheetId"])
        white = [place for place, column in enumerate(tab.columns) if column.ownership is Ownership.WHITE]
        assert all(
            "userEnteredValue" not in row["values"][place] for row in append["rows"] for place in white
        )
        assert append["fields"].startswith("userEnteredValue")


def test_only_machine_tabs_are_written_over(desk: Desk) -> None:
    run(desk.store(), a_busy_run())
    over = [request["updateCells"]["range"]["sheetId"] for request in sent(desk) if "updateCells" in request]
    assert set(over) == {sheet_id("workbook", "todo"), sheet_id("workbook", "unmatched")}


def test_every_value_is_a_literal(desk: Desk) -> None:
    run(desk.store(), a_busy_run())
    text = json.dumps(sent(desk))
    assert "formulaValue" not in text
    assert '"stringValue": "=1+1"' in text


def test_states_are_swapped_by_their_text(desk: Desk) -> None:
    run(desk.store(), a_second_run())
    (swap,) = [request["findReplace"] for request in sent(desk) if "findReplace" in request][:1]
    assert swap == {
        "find": "Dernier passage : 24 novembre.",
        "replacement": "Dernier passage : 25 novembre.",
        "matchEntireCell": True,
        "matchCase": True,
        "sheetId": sheet_id("workbook", "todo"),
    }
    assert any(request.get("findReplace", {}).get("find") == "ouverte · P-0001" for request in sent(desk))


def test_each_batch_takes_the_last_mark_away(desk: Desk) -> None:
    run(desk.store(), a_second_run())
    run(desk.store(), a_busy_run())
    marks = [
        mark["protectedRangeId"]
        for sheet in desk.state.sheets
        for mark in sheet.protected
        if mark["description"].startswith("duos ")
    ]
    assert len(marks) == 1


# --- exactly once ----------------------------------------------------------------------------------------

DOUBTS = [
    trouble.lost(500), trouble.lost(503), trouble.lost_connection(), trouble.malformed(), trouble.reset(),
    trouble.refused(503), trouble.refused(429),
]  # fmt: skip


@pytest.mark.parametrize("fault", DOUBTS)
@pytest.mark.parametrize("times", [1, 3])
def test_every_row_is_written_once(desk: Desk, fault: Fault, times: int) -> None:
    desk.world.faults.add(fault, is_write, times)
    assert run(desk.store(), a_busy_run()) == ()
    desk.world.faults.held.clear()
    assert rows_of(desk, "newcomers") == ["N-0001", "N-0002", "N-0003", "N-0004", "N-0005"]
    assert rows_of(desk, "proposals") == ["P-0001", "P-0002", "P-0003", "P-0004"]
    assert not pending(a_busy_run(), desk.store().read(), the_layout())


def test_a_batch_that_arrives_late_is_refused(desk: Desk) -> None:
    late: list[Call] = []

    def delay(call: Call) -> None:
        if is_write(call) and not late:
            late.append(call)

    desk.world.before_each.append(delay)
    desk.world.faults.add(
        trouble.reset(), is_write
    )  # we hear nothing, and Google carries it out a minute later
    assert run(desk.store(), a_busy_run()) == ()
    before = desk.state.version
    client = desk.connection().client
    with pytest.raises(Exception, match="protected range"):
        client.batch_update(desk.state.id, json.loads(late[0].content))
    assert desk.state.version == before
    assert rows_of(desk, "newcomers")[-2:] == ["N-0004", "N-0005"]


def test_two_hosts_never_write_the_same(desk: Desk, tmp_path: Path) -> None:
    one, other = desk.store(), desk.store()
    other.locks = tmp_path
    one.read()
    other.read()
    assert one.apply(a_busy_run(), the_layout()) == ()
    changed = Changes((a_person_row("N-0004", first_name="Paul"),))
    with pytest.raises(WorkbookBusyError, match="Another run has written") as told:
        other.apply(changed + a_busy_run(), the_layout())
    assert told.value.status == 75
    assert rows_of(desk, "newcomers")[-2:] == ["N-0004", "N-0005"]


def test_two_hosts_that_write_at_once_are_told_apart(desk: Desk) -> None:
    """The other one writes between our last reading and our batch: our batch is refused as a whole."""
    lists = sheet_id("workbook", LISTS)
    (mark,) = desk.state.sheet(lists).protected
    before = Token(mark["protectedRangeId"], "")
    theirs = renew_token(lists, before, Token(before.number + 1, "other"))
    desk.world.before_each.append(Script([None, None, None, lambda: apply_batch(desk.state, theirs)]))
    with pytest.raises(WorkbookBusyError, match="Another run has written"):
        run(desk.store(), Changes((a_person_row("N-0004", first_name="Paul"), a_person_row("N-0008"))))
    desk.world.before_each.clear()
    assert rows_of(desk, "newcomers") == ["N-0001", "N-0002", "N-0003"]


def test_a_copied_state_is_told(desk: Desk) -> None:
    """Somebody copies a row between our last reading and our batch."""
    sheet = sheet_id("workbook", "proposals")
    desk.world.before_each.append(Script([None, None, None, lambda: desk.human.copy_row(sheet, 1, 2)]))
    problems = run(desk.store(), a_second_run())
    assert [getattr(problem, "code", "") for problem in problems] == ["state_twice"]


def test_a_row_deleted_at_once_is_told_not_repeated(desk: Desk) -> None:
    def delete() -> None:
        desk.human.delete_rows(sheet_id("workbook", "newcomers"), 4)

    desk.world.before_each.append(Script([None, None, None, None, delete]))
    problems = run(desk.store(), a_busy_run())
    assert [getattr(problem, "code", "") for problem in problems] == ["row_vanished"]
    assert rows_of(desk, "newcomers") == ["N-0001", "N-0002", "N-0003", "N-0005"]


def test_a_lie_is_noticed(desk: Desk) -> None:
    """Google says that all was done, and nothing was."""

    def answer(given: Any) -> Any:
        return trouble.replace(given, content=b'{"replies": []}')

    desk.world.faults.add(Fault(answer, is_applied=False), is_write, FOREVER)
    with pytest.raises(WorkbookError):
        run(desk.store(), a_busy_run())


def test_people_who_never_stop_are_left_in_peace(desk: Desk) -> None:
    sheet = sheet_id("workbook", "newcomers")

    def insert(call: Call) -> None:
        if is_write(call):
            desk.human.insert_columns(sheet, 2)

    desk.world.before_each.append(insert)
    before = rows_of(desk, "newcomers")
    with pytest.raises(WorkbookBusyError, match="moving columns") as told:
        run(desk.store(), a_busy_run())
    assert told.value.status == 75
    assert rows_of(desk, "newcomers") == before


# --- up to two megabytes -----------------------------------------------------------------------------------


def test_two_megabytes_are_one_batch(desk: Desk) -> None:
    people = tuple(a_person_row(f"N-{number:04d}", wishes="é" * 400) for number in range(100, 1100))
    store = desk.store()
    run(store, Changes(people))
    assert store.requests <= 6
    assert desk.world.log.writes == 1
    assert 900_000 < desk.world.log.bytes_sent < 2_000_000


# --- at the very moment --------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", range(6))
@pytest.mark.parametrize("column", [0, 3, 12])
def test_an_inserted_column_misplaces_nothing(desk: Desk, before: int, column: int) -> None:
    def insert() -> None:
        desk.human.insert_columns(sheet_id("workbook", "newcomers"), column)
        desk.human.type(sheet_id("workbook", "newcomers"), 1, column, "à nous")

    desk.world.before_each.append(Script([*[None] * before, insert]))
    assert run(desk.store(), a_busy_run()) == ()
    rows = read_tables(desk.store().read())["newcomers"].rows
    assert [row.cells["code"] for row in rows] == ["N-0001", "N-0002", "N-0003", "N-0004", "N-0005"]
    assert rows[4].cells["first_name"] == "=1+1"
    own = desk.state.sheet(sheet_id("workbook", "newcomers"))
    assert [has_value(own.cell(row, column)) for row in range(6)] == [False, True, False, False, False, False]


ACTIONS: list[Callable[[Desk], None]] = [
    lambda desk: desk.human.insert_rows(sheet_id("workbook", "todo"), 0),
    lambda desk: desk.human.insert_columns(sheet_id("workbook", "todo"), 2),
    lambda desk: desk.human.insert_rows(sheet_id("workbook", "todo"), 1, 3),
    lambda desk: desk.human.insert_columns(sheet_id("workbook", "todo"), 0, 2),
]


@pytest.mark.parametrize("act", ACTIONS)
@pytest.mark.parametrize("before", [2, 3, 4])
def test_a_list_is_never_written_beside_its_place(
    desk: Desk, act: Callable[[Desk], None], before: int
) -> None:
    desk.world.before_each.append(Script([*[None] * before, lambda: act(desk)]))
    run(desk.store(), a_second_run())
    read = read_tables(desk.store().read())["todo"]
    assert [row.cells["who"] for row in read.rows] == ["N-0004 · Samira"]


def test_a_removed_fence_is_built_again(desk: Desk) -> None:
    for sheet in desk.state.sheets:
        sheet.merges.clear()
    run(desk.store(), a_second_run())
    fenced = [sheet.title for sheet in desk.state.sheets if sheet.merges]
    assert len(fenced) == len(the_layout().tabs)
    assert rows_of(desk, "newcomers")[-1] == "N-0004"


def test_a_deleted_mark_is_made_again(desk: Desk) -> None:
    for sheet in desk.state.sheets:
        sheet.protected.clear()
    run(desk.store(), a_second_run())
    assert rows_of(desk, "newcomers")[-1] == "N-0004"


def test_swaps_know_their_replies() -> None:
    swap = Swap("duos", "state", "a", "b")
    requests = ({"deleteProtectedRange": {}}, {"findReplace": {"find": "a", "replacement": "b"}})
    batch = batches.Batch(requests, Changes(swaps=(swap,)))
    assert batches.swaps_done(batch, [{}, {"findReplace": {"occurrencesChanged": 2}}]) == {swap: 2}
    assert batches.swaps_done(batch, [{}, {}]) == {swap: 0}
