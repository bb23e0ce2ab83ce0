"""The full count for local files: people who work during and between runs. The one for Google is beside its interleavings."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.programme import Mode
from tests.workbook.google.histories import report
from tests.workbook.histories import LocalHistory, columns_of_both, live_locally

HISTORIES = 10_000
MODES = tuple(Mode)


@pytest.mark.proof
def test_ten_thousand_local_histories_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told = [live_locally(a_history(seed)) for seed in range(HISTORIES)]
    with capsys.disabled():
        print(f"\nLocal files: {report(told)}")  # noqa: T201  # these counts are what the proof is for
    assert [each.faults for each in told if each.faults] == []
    written = {place for each in told for place in each.written}
    assert {place for mode in MODES for place in columns_of_both(mode)} - written == set()


def a_history(seed: int) -> LocalHistory:
    """Each mode, and people more or less busy in each."""
    return LocalHistory(seed, (0.2, 0.4, 0.6)[seed % 3], mode=MODES[seed // 3 % len(MODES)])
