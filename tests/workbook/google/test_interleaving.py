"""Whatever people do between two requests of a run, nothing they wrote is lost and every row of the run is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.workbook.columns import Ownership
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.server import Server
from tests.sheets.world import World
from tests.workbook.books import the_layout
from tests.workbook.google.colleague import ACTS, SHARED
from tests.workbook.google.histories import History, Told, live

WORLDS: dict[str, Hypotheses] = {"likely": LIKELY, **dict(LIKELY.alternatives())}
PROOF = 10_000
HISTORIES = st.builds(
    History,
    seed=st.integers(0, 2**32),
    probability=st.sampled_from((0.2, 0.4, 0.6)),
    acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=6, unique=True).map(tuple),
    troubles=st.integers(0, 2),
    hypotheses=st.sampled_from(sorted(WORLDS)).map(WORLDS.__getitem__),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(World()) as running:
        yield running


@settings(
    max_examples=100, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # a history is too long to shorten
@given(HISTORIES)
def test_nothing_is_lost_between_requests(server: Server, history: History) -> None:
    assert live(history, server).faults == []


@pytest.mark.parametrize("name", WORLDS)
def test_nothing_is_lost_whatever_google_does(server: Server, name: str) -> None:
    for seed in range(6):
        assert live(History(seed, 0.6, troubles=seed % 3, hypotheses=WORLDS[name]), server).faults == []


def test_edits_alone_are_never_lost(server: Server) -> None:
    told = [live(History(seed, 0.7, ("edit",)), server) for seed in range(40)]
    assert [each.faults for each in told] == [[]] * 40
    assert {act for each in told for act in each.done} == {"edit"}


def test_every_column_is_written_in(server: Server) -> None:
    """The proof is worth something: people write in all grey, pre-filled and white columns."""
    missing = {
        (code, column.heading)
        for code in SHARED
        for column in the_layout()[code].columns
        if column.field != "code" and column.ownership in Ownership
    }
    for seed in range(1000, 1200):
        missing -= live(History(seed, 0.85, ("edit",)), server).written
        if not missing:
            return
    pytest.fail(f"nobody wrote in {missing}")


@pytest.mark.proof
def test_ten_thousand_histories_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told = list(_ten_thousand())
    with capsys.disabled():
        print(_report(told))  # noqa: T201  # these counts are what the proof is for
    assert [each.faults for each in told if each.faults] == []


def _ten_thousand() -> Iterator[Told]:
    with Server(World(validating=False)) as server:
        names = sorted(WORLDS)
        for seed in range(PROOF):
            world = WORLDS[names[seed % len(names)]]
            yield live(
                History(seed, (0.2, 0.4, 0.6)[seed % 3], troubles=seed % 4 % 3, hypotheses=world), server
            )


def _report(told: list[Told]) -> str:
    acts: Counter[str] = sum((each.done for each in told), Counter())
    return (
        f"\n{len(told):,} histories: {sum(acts.values()):,} acts of people {dict(acts)}, "
        f"{sum(each.edits for each in told):,} texts of theirs kept, "
        f"{sum(bool(each.faults) for each in told)} histories with anything lost, doubled, missing or misplaced, "
        f"{sum(each.busy for each in told)} runs put off to the next, {sum(each.requests for each in told):,} requests"
    )
