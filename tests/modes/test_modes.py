"""Every way of finding duos has a module that does it, or is refused."""

from __future__ import annotations

from pipeline.modes import PROPOSERS
from pipeline.vocabulary.programme import UNBUILT, Mode


def test_every_mode_that_may_be_chosen_has_a_proposer() -> None:
    assert set(PROPOSERS) == set(Mode) - UNBUILT
