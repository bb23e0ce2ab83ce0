from __future__ import annotations

import pytest

from pipeline.stages.cost import Cost, tell_cost
from pipeline.words import Speaker


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Nothing shows that others would lose by it."),
        (100_000, "Others would lose a little by it."),
        (300_000, "Others would clearly lose by it."),
        (900_000, "It would take from others about as much as a whole duo is worth."),
        (10**15, "It would take from others about as much as a whole duo is worth."),
    ],
)
def test_a_cost_is_said_in_words(amount: int, words: str) -> None:
    assert Speaker("en").say(tell_cost(Cost(amount))) == words


def test_the_pairs_undone_are_named() -> None:
    cost = Cost(100_000, (("N-0001", "V-0002"), ("N-0003", "V-0001")))
    assert Speaker("en").say(tell_cost(cost)) == (
        "Others would lose a little by it. Without it, Duos would propose: N-0001 + V-0002 and N-0003 + V-0001."
    )
