"""Whatever people do between two requests of a run, nothing they wrote is lost and every row of the run is whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import Column
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.server import Server
from tests.sheets.world import World
from tests.workbook.google.colleague import ACTS, shared_tabs
from tests.workbook.google.histories import History, Told, live, report
from tests.workbook.google.houses import layout_in

WORLDS: dict[str, Hypotheses] = {"likely": LIKELY, **dict(LIKELY.alternatives())}
WORLDS.pop("partial_unmerge_is_refused", None)  # the first trial finds it, and nothing is ever written there
PROOF = 10_000
HISTORIES = st.builds(
    History,
    seed=st.integers(0, 2**32),
    probability=st.sampled_from((0.2, 0.4, 0.6)),
    acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=6, unique=True).map(tuple),
    troubles=st.integers(0, 2),
    hypotheses=st.sampled_from(sorted(WORLDS)).map(WORLDS.__getitem__),
    mode=st.sampled_from(Mode),
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


@pytest.mark.parametrize("mode", [Mode.CRITERIA, Mode.FEEL, Mode.DISCUSSED, Mode.DOSSIERS])
def test_every_column_is_written_in(server: Server, mode: Mode) -> None:
    """The proof is worth something: people write in all grey, pre-filled and white columns, those of a mode too."""
    drawn = layout_in(mode)
    missing = {
        (code, column.heading)
        for code in shared_tabs(drawn)
        for column in drawn[code].columns
        if column.field != "code" and (mode is Mode.CRITERIA or is_new(code, column))
    }
    for seed in range(1000, 1200):
        missing -= live(History(seed, 0.85, ("edit",), mode=mode), server).written
        if not missing:
            return
    pytest.fail(f"nobody wrote in {missing}")


def is_new(code: str, column: Column) -> bool:
    former = layout_in(Mode.CRITERIA).tab_by_code.get(code)
    return former is None or column.field not in former.column_by_field


@pytest.mark.parametrize("mode", Mode)
def test_nothing_is_lost_in_any_mode(server: Server, mode: Mode) -> None:
    for seed in range(5):
        assert live(History(seed, 0.6, troubles=seed % 3, mode=mode), server).faults == []


@pytest.mark.proof
def test_ten_thousand_histories_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told = list(_ten_thousand())
    with capsys.disabled():
        print(f"\nGoogle Sheets: {report(told)}")  # noqa: T201  # these counts are what the proof is for
    assert [each.faults for each in told if each.faults] == []


def _ten_thousand() -> Iterator[Told]:
    with Server(World(validating=False)) as server:
        names, modes = sorted(WORLDS), tuple(Mode)
        for seed in range(PROOF):
            yield live(
                History(
                    seed,
                    (0.2, 0.4, 0.6)[seed % 3],
                    troubles=seed % 4 % 3,
                    hypotheses=WORLDS[names[seed % len(names)]],
                    mode=modes[seed // len(names) % len(modes)],
                ),
                server,
            )
