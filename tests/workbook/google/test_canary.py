"""The trial on a scratch tab: it finds what differs, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from requests import Response

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.google import canary
from pipeline.workbook.google.canary import try_google
from pipeline.workbook.google.store import GoogleStore
from tests.sheets import faults as trouble
from tests.sheets import requests as carried_out
from tests.sheets.exchange import Call
from tests.sheets.hypotheses import LIKELY
from tests.sheets.kinds import Json
from tests.sheets.log import is_write
from tests.sheets.requests import apply_batch
from tests.sheets.spreadsheet import Spreadsheet
from tests.workbook.books import a_first_run, a_second_run, codes, read_tables, the_layout
from tests.workbook.google.houses import Desk, a_desk

NEEDED = {
    "string_values_are_parsed": ("literal", "number"), "duplicate_token_is_refused": ("token",),
    "partial_unmerge_is_refused": ("column",),
}  # fmt: skip
Handler = Callable[[Spreadsheet, Json], Json | None]


def test_google_as_documented_passes() -> None:
    with a_desk() as desk:
        before = [sheet.title for sheet in desk.state.sheets]
        assert try_google(desk.connection().client, desk.state.id) == ()
        assert [sheet.title for sheet in desk.state.sheets] == before


@pytest.mark.parametrize(("name", "hypotheses"), list(LIKELY.alternatives()))
def test_only_what_we_need_is_found(name: str, hypotheses: object) -> None:
    with a_desk(hypotheses) as desk:  # type: ignore[arg-type]  # pairs of a name and its world
        found = try_google(desk.connection().client, desk.state.id)
        assert found == NEEDED.get(name, ())
        assert scratch_tabs(desk) == []


def does_nothing(spreadsheet: Spreadsheet, request: Json) -> Json | None:
    return {} if "find" in request else None


def replaces_parts(spreadsheet: Spreadsheet, request: Json) -> Json | None:
    return carried_out.replacing.find_replace(spreadsheet, {**request, "matchEntireCell": False})


def sorts_one_column(spreadsheet: Spreadsheet, request: Json) -> None:
    span = {**request["range"], "endColumnIndex": 1}
    carried_out.ordering.sort_range(spreadsheet, {**request, "range": span})


def appends_at_the_top(spreadsheet: Spreadsheet, request: Json) -> None:
    start = {"sheetId": request["sheetId"], "rowIndex": 0, "columnIndex": 0}
    carried_out.cells.update_cells(
        spreadsheet, {"start": start, "rows": request["rows"], "fields": request["fields"]}
    )


@pytest.mark.parametrize(
    ("kind", "handler", "found"),
    [
        ("findReplace", does_nothing, "replace"),
        ("findReplace", replaces_parts, "replace"),
        ("sortRange", sorts_one_column, "sort"),
        ("sortRange", does_nothing, "move"),
        ("moveDimension", does_nothing, "move"),
        ("appendCells", appends_at_the_top, "append"),
        ("unmergeCells", does_nothing, "column"),
    ],
)
def test_every_difference_has_a_name(
    monkeypatch: pytest.MonkeyPatch, kind: str, handler: Handler, found: str
) -> None:
    with a_desk() as desk:
        monkeypatch.setitem(carried_out.REQUESTS, kind, handler)
        assert found in try_google(desk.connection().client, desk.state.id)


@pytest.mark.parametrize("name", NEEDED)
def test_nothing_is_set_up_where_google_differs(name: str) -> None:
    with a_desk(LIKELY.flipped(name), is_empty=True) as desk:
        with pytest.raises(WorkbookError, match=r"does not behave as Duos needs it: .*Nothing was written"):
            desk.store().apply(a_first_run(), the_layout())
        assert [sheet.title for sheet in desk.state.sheets] == ["Sheet1"]
        assert not desk.state.sheets[0].rows


def test_later_runs_trust_the_first_trial() -> None:
    with a_desk() as desk:
        store = desk.store()
        store.apply(a_second_run(), the_layout())
        assert not any(each.call.speaks_of(canary.TITLE) for each in desk.world.log.exchanges)


def test_a_trial_that_was_cut_is_cleared_away() -> None:
    with a_desk() as desk:
        client = desk.connection().client
        cut = canary.Trial(client, desk.state.id)
        client.batch_update(desk.state.id, {"requests": list(cut.preparation())})
        assert len(scratch_tabs(desk)) == 1
        assert try_google(client, desk.state.id) == ()
        assert scratch_tabs(desk) == []


def test_a_run_takes_a_left_over_trial_away() -> None:
    """Nothing is tried any more once a spreadsheet is set up: who else should clear up?"""
    with a_desk() as desk:
        client = desk.connection().client
        for _ in range(2):
            cut = canary.Trial(client, desk.state.id)
            client.batch_update(desk.state.id, {"requests": list(cut.preparation())})
        assert desk.store().apply(a_second_run(), the_layout()) == ()
        assert scratch_tabs(desk) == []
        assert desk.store().apply(a_second_run(), the_layout()) == ()


def test_a_tab_deleted_meanwhile_matters_not() -> None:
    with a_desk() as desk:
        client, store = desk.connection().client, desk.store()
        cut = canary.Trial(client, desk.state.id)
        client.batch_update(desk.state.id, {"requests": list(cut.preparation())})
        store.read()
        apply_batch(desk.state, [{"deleteSheet": {"sheetId": cut.number}}])
        assert store.apply(a_second_run(), the_layout()) == ()
        assert codes(read_tables(desk.store().read())["newcomers"])[-1] == "N-0004"


@pytest.mark.parametrize("skip", range(7))
def test_two_first_set_ups_at_once(tmp_path: Path, skip: int) -> None:
    """Before any request of the one, the other is carried out from its beginning to its end."""
    with a_desk(is_empty=True) as desk:
        one, other = desk.store(), desk.store()
        other.locks = tmp_path
        interrupt(one, skip, lambda: other.apply(a_first_run(), the_layout()))
        with suppress(WorkbookBusyError):
            one.apply(a_first_run(), the_layout())
        assert scratch_tabs(desk) == []
        assert codes(read_tables(desk.store().read())["newcomers"]) == ["N-0001", "N-0002", "N-0003"]
        assert desk.store().apply(a_first_run(), the_layout()) == ()


@pytest.mark.parametrize("skip", range(1, 9))
def test_two_trials_at_once_agree(skip: int) -> None:
    with a_desk() as desk:
        one, other = desk.store(), desk.store()
        interrupt(one, skip, other.try_out)
        with suppress(WorkbookBusyError):
            one.try_out()
        assert scratch_tabs(desk) == []


def test_a_trial_whose_tab_is_taken_away_is_put_off() -> None:
    with a_desk() as desk:

        def take_away(call: Call) -> None:
            if scratch_tabs(desk) and call.speaks_of("late"):
                apply_batch(desk.state, [{"deleteSheet": {"sheetId": scratch_tabs(desk)[0]}}])

        desk.world.before_each.append(take_away)
        with pytest.raises(WorkbookBusyError, match="Another run"):
            desk.store().try_out()


@pytest.mark.parametrize("skip", range(6))
@pytest.mark.parametrize("fault", [trouble.lost(503), trouble.refused(503), trouble.reset()])
def test_a_trial_in_a_breakdown_is_put_off(fault: trouble.Fault, skip: int) -> None:
    with a_desk(is_empty=True) as desk:
        desk.world.faults.add(fault, is_write, trouble.FOREVER, skip=skip)
        # Later than the trial, what was written all the same is found, and the run goes on.
        is_trial = skip < 4
        with (
            pytest.raises(WorkbookBusyError, match="broke down") if is_trial else suppress(WorkbookBusyError)
        ):
            desk.store().apply(a_first_run(), the_layout())
        desk.world.faults.held.clear()
        assert desk.store().apply(a_first_run(), the_layout()) == ()
        assert scratch_tabs(desk) == []


def scratch_tabs(desk: Desk) -> list[int]:
    return [sheet.id for sheet in desk.state.sheets if sheet.id in canary.NUMBERS]


def interrupt(store: GoogleStore, skip: int, act: Callable[[], object]) -> None:
    """Somebody does something, once, before the request after so many of a store."""
    client = store.connection.client
    left, send = [skip], client.request

    def request(*arguments: Any, **named: Any) -> Response:
        left[0] -= 1
        if left[0] == -1:
            act()
        return send(*arguments, **named)

    client.request = request  # type: ignore[method-assign]  # for this store alone


@pytest.mark.parametrize(
    "name", ["literal", "number", "append", "replace", "sort", "move", "column", "token"]
)
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_difference_is_said(name: str, language: str) -> None:
    assert len(Speaker(language).say(sentence(f"google.trial_{name}"))) > 15
