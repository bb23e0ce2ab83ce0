"""The full count for local files: people who work between two runs. The one for Google is beside its interleavings."""

from __future__ import annotations

from random import Random

import pytest

from tests.workbook.test_humans import ACTIONS, SHARED, Deeds
from tests.workbook.test_humans import test_nothing_that_people_wrote_is_lost as one_history

HISTORIES = 600


@pytest.mark.proof
def test_hundreds_of_local_histories_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    live = one_history.hypothesis.inner_test
    deeds = 0
    for seed in range(HISTORIES):
        dice = Random(seed)
        history: Deeds = [
            (dice.choice(ACTIONS), dice.choice(SHARED), dice.randrange(10**6))
            for _ in range(dice.randint(1, 9))
        ]
        live(history)
        deeds += len(history)
    with capsys.disabled():
        print(f"\n{HISTORIES} local histories: {deeds:,} acts of people, nothing lost")  # noqa: T201  # the counts
