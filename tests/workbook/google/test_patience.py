"""How often, how long, and when not again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.workbook.google.client import Unavailable, UncertainWrite
from pipeline.workbook.google.patience import PER_MINUTE, Pace, is_worth_retrying, seconds_wished
from tests.sheets import faults as trouble
from tests.sheets.faults import FOREVER, Fault, Quota
from tests.sheets.log import is_write
from tests.workbook.books import a_second_run, codes, read_tables, the_layout
from tests.workbook.google.houses import Desk, FastClock, a_desk

NOTHING = {
    "requests": [{"updateSpreadsheetProperties": {"properties": {"title": "Duos"}, "fields": "title"}}]
}


@pytest.mark.parametrize(
    ("status", "is_read", "again"),
    [
        (429, True, True), (429, False, True), (500, True, True), (500, False, False), (503, True, True),
        (503, False, False), (502, True, True), (504, False, False), (400, True, False), (403, True, False),
        (404, False, False),
    ],
)  # fmt: skip
def test_only_what_was_not_done_is_repeated(status: int, is_read: bool, again: bool) -> None:
    assert is_worth_retrying(status, is_read) is again


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("-1", None),
    ],
)
def test_retry_after_is_read_as_seconds(header: str | None, seconds: float | None) -> None:
    assert seconds_wished(header) == seconds


def test_pauses_grow_and_differ() -> None:
    clock = FastClock().as_clock()
    pauses = [clock.pause(attempt) for attempt in range(8)]
    assert all(2.0**n <= pause <= 2 * 2.0**n for n, pause in enumerate(pauses[:6]))
    assert pauses[7] <= 128
    assert clock.pause(0, 30) >= 30
    assert len({clock.pause(3) for _ in range(5)}) == 5


def test_a_minute_never_holds_more_than_allowed() -> None:
    clock = FastClock()
    pace = Pace(clock.as_clock())
    moments = []
    for _ in range(200):
        pace.take_turn(is_read=True)
        moments.append(clock.time)
    assert all(later - earlier >= 60 for earlier, later in zip(moments, moments[PER_MINUTE:], strict=False))
    assert clock.time < 1000 + 60 * 4


def test_reads_and_writes_are_counted_apart() -> None:
    clock = FastClock()
    pace = Pace(clock.as_clock(), limit=3)
    for _ in range(3):
        pace.take_turn(is_read=True)
        pace.take_turn(is_read=False)
    assert clock.slept == []


def test_a_busy_server_is_waited_for() -> None:
    with a_desk() as desk:
        desk.world.faults.add(trouble.refused(429, retry_after=20), times=3)
        desk.store().read()
        assert len(desk.clock.slept) == 3
        assert all(seconds >= 20 for seconds in desk.clock.slept)


@pytest.mark.parametrize(
    "fault", [trouble.refused(500), trouble.refused(503), trouble.reset(), trouble.malformed()]
)
def test_reads_are_asked_again(fault: Fault) -> None:
    with a_desk() as desk:
        desk.world.faults.add(fault, times=2)
        assert codes(read_tables(desk.store().read())["newcomers"]) == ["N-0001", "N-0002", "N-0003"]


def test_slow_answers_are_given_up() -> None:
    with a_desk() as desk:
        store = desk.store()
        store.connection.habits.timeout = (1.0, 0.05)
        desk.world.faults.add(trouble.slow(0.3))
        assert store.read()
        assert desk.world.log.requests == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_patience_ends_at_the_deadline(status: int) -> None:
    with a_desk() as desk:
        desk.world.faults.add(trouble.refused(status), times=FOREVER)
        with pytest.raises(
            WorkbookBusyError, match="asked too often" if status == 429 else "does not answer"
        ):
            desk.store().read()
        assert sum(desk.clock.slept) <= 300
        assert desk.world.log.requests < 15


@pytest.mark.parametrize(
    "fault",
    [trouble.lost(500), trouble.lost(503), trouble.lost_connection(), trouble.malformed(), trouble.reset()],
)
def test_a_doubtful_write_is_not_sent_again(fault: Fault) -> None:
    with a_desk() as desk:
        client = desk.connection().client
        desk.world.faults.add(fault)
        with pytest.raises(UncertainWrite):
            client.batch_update(desk.state.id, NOTHING)
        assert desk.world.log.requests == 1


@pytest.mark.parametrize(
    ("deadline", "timeout"), [(300.0, (10.0, 90.0)), (50.0, (10.0, 50.0)), (4.0, (4.0, 4.0))]
)
def test_every_call_has_a_time_out(
    monkeypatch: pytest.MonkeyPatch, deadline: float, timeout: tuple[float, float]
) -> None:
    """Never longer than what is left until the deadline."""
    with a_desk() as desk:
        client = desk.connection().client
        client.habits.deadline = deadline
        seen: list[object] = []
        send: Callable[..., object] = client.session.request

        def watch(**options: object) -> object:
            seen.append(options["timeout"])
            return send(**options)

        monkeypatch.setattr(client.session, "request", watch)
        client.fetch_sheet_metadata(desk.state.id)
        client.batch_update(desk.state.id, NOTHING)
        assert seen == [timeout] * 2


def test_whose_turn_comes_too_late_does_not_ask() -> None:
    with a_desk() as desk:
        client = desk.connection().client
        client.habits.deadline = 30.0
        for _ in range(PER_MINUTE):
            client.fetch_sheet_metadata(desk.state.id)
        with pytest.raises(Unavailable):
            client.fetch_sheet_metadata(desk.state.id)
        assert desk.world.log.requests == PER_MINUTE


def test_the_quota_of_the_account_is_kept() -> None:
    with a_desk() as desk:
        desk.world.quota = Quota(60, desk.clock.now)
        client = desk.connection().client
        for _ in range(150):
            client.fetch_sheet_metadata(desk.state.id, {"fields": "spreadsheetId"})
        assert {each.answer.status for each in desk.world.log.exchanges} == {200}


def test_a_run_survives_everything_at_once() -> None:
    with a_desk() as desk:
        _trouble_everywhere(desk)
        store = desk.store()
        store.read()
        assert store.apply(a_second_run(), the_layout()) == ()
        desk.world.faults.held.clear()
        assert codes(read_tables(desk.store().read())["newcomers"])[-1] == "N-0004"


def _trouble_everywhere(desk: Desk) -> None:
    for number in range(3):
        desk.world.faults.add(trouble.refused(503), lambda call: not is_write(call), skip=number)
        desk.world.faults.add(trouble.refused(429, retry_after=5), skip=number)
    desk.world.faults.add(trouble.lost(503), is_write)
