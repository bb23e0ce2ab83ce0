"""The trial on a scratch tab: it finds what differs, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.google import canary
from pipeline.workbook.google.canary import try_google
from tests.sheets import requests as carried_out
from tests.sheets.hypotheses import LIKELY
from tests.sheets.kinds import Json
from tests.sheets.spreadsheet import Spreadsheet
from tests.workbook.books import a_first_run, a_second_run, the_layout
from tests.workbook.google.houses import a_desk

NEEDED = {"string_values_are_parsed": ("literal", "number"), "duplicate_token_is_refused": ("token",)}
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
        assert not [sheet for sheet in desk.state.sheets if sheet.id == canary.SCRATCH]


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
        client.batch_update(desk.state.id, {"requests": list(canary._preparation(client, desk.state.id))})
        assert try_google(client, desk.state.id) == ()
        assert not [sheet for sheet in desk.state.sheets if sheet.id == canary.SCRATCH]


@pytest.mark.parametrize(
    "name", ["literal", "number", "append", "replace", "sort", "move", "column", "token"]
)
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_difference_is_said(name: str, language: str) -> None:
    assert len(Speaker(language).say(sentence(f"google.trial_{name}"))) > 15
