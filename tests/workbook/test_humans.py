"""Whatever people do in a file before, during and after a run, nothing that they wrote is lost and no row is confused."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.vocabulary.programme import Mode
from pipeline.workbook.backups import backups
from pipeline.workbook.columns import Ownership
from tests.workbook.books import NOW, a_store
from tests.workbook.google.colleague import a_busy_run_in, faults
from tests.workbook.histories import (
    EVERYTHING,
    Coworker,
    LocalHistory,
    a_local_desk,
    columns_of_both,
    live_locally,
)

HISTORIES = st.builds(
    LocalHistory,
    seed=st.integers(0, 2**32),
    probability=st.sampled_from((0.2, 0.4, 0.6)),
    acts=st.lists(st.sampled_from(sorted(EVERYTHING)), min_size=1, max_size=8, unique=True).map(tuple),
    mode=st.sampled_from(Mode),
)


@settings(
    max_examples=150, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # a history is too long to shorten
@given(HISTORIES)
def test_nothing_that_people_wrote_is_lost(history: LocalHistory) -> None:
    assert live_locally(history).faults == []


@pytest.mark.parametrize("mode", Mode)
def test_nothing_is_lost_in_any_mode(mode: Mode) -> None:
    for seed in range(4):
        assert live_locally(LocalHistory(seed, 0.4, mode=mode)).faults == []


def test_edits_alone_are_never_lost() -> None:
    told = [live_locally(LocalHistory(seed, 0.7, ("edit",))) for seed in range(30)]
    assert [each.faults for each in told] == [[]] * 30
    assert {act for each in told for act in each.done} == {"edit"}


@pytest.mark.parametrize("ownership", Ownership)
def test_a_column_written_over_stays_so(ownership: Ownership) -> None:
    """In every row, all cells that are grey, pre-filled or white, but the codes: none is written again."""
    with a_local_desk(Mode.CRITERIA) as desk:
        colleague = Coworker(desk, Random(0), 0, ("edit",))
        places = columns_of_both(Mode.CRITERIA, ownership)
        for tab, heading in sorted(places):
            colleague.write_down(tab, heading)
        desk.human.save()
        store = a_store(desk.folder)
        store.read()
        store.apply(a_busy_run_in(desk.layout), desk.layout)
        assert list(faults(colleague, a_busy_run_in(desk.layout))) == []
        assert {(tab, heading) for tab, _, heading in colleague.written} == places


@pytest.mark.parametrize("seed", range(8))
def test_what_people_save_during_a_run_wins(seed: int) -> None:
    with a_local_desk(Mode.CRITERIA) as desk:
        store = a_store(desk.folder, now=NOW)
        store.read()
        colleague = Coworker(desk, Random(seed), 1, tuple(EVERYTHING))
        colleague.perhaps_act()
        theirs = desk.path.read_bytes()
        with pytest.raises(WorkbookBusyError):
            store.apply(a_busy_run_in(desk.layout), desk.layout)
        assert desk.path.read_bytes() == theirs
        assert not backups(desk.path)
        store.read()
        store.apply(a_busy_run_in(desk.layout), desk.layout)
        assert list(faults(colleague, a_busy_run_in(desk.layout))) == []
