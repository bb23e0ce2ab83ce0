from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import ONLY, a_criterion, a_rule, compare_two, is_broken, is_unknown, nearness, said

SIDES: dict[str, Any] = {"citizen": ("story",), "newcomer": ("story",)}


def told(text: str | None) -> dict[str, Any]:
    return {} if text is None else {"story": text}


@pytest.mark.parametrize(
    ("citizen", "newcomer", "near"),
    [
        ("J’aime cuisiner et jardiner.", "La cuisine, le jardin, la mer", 2 / 3),
        ("cuisine jardin musique théâtre", "cuisine jardin musique theatre", 1.0),
        (
            "J’aime beaucoup les autres",
            "J’aime les autres aussi",
            0.5,
        ),  # nothing that counts: as good as no answer
        ("la mer", "la cuisine", 0.5),
        ("la musique", "la cuisine", 0.0),
        (None, "la cuisine", 0.5),
        ("fietsen en koken", "veel fietsen", 1 / 3),
        ("الطبخ والموسيقى", "أحب الطبخ", 1 / 3),
    ],
)
def test_words_count_as_they_begin(citizen: str | None, newcomer: str, near: float) -> None:
    assert nearness(compare_two(a_criterion("text", **SIDES), told(citizen), told(newcomer))) == near


def test_so_many_words_are_enough() -> None:
    criterion = a_criterion("text", at_most=1, **SIDES)
    assert nearness(compare_two(criterion, told("la cuisine"), told("cuisine, musique"))) == 1.0


@pytest.mark.parametrize(
    ("newcomer", "broken"), [("cuisine musique", False), ("cuisine", True), (None, True)]
)
def test_a_rule_asks_for_words(newcomer: str | None, broken: bool) -> None:
    compared = compare_two(a_rule("text", at_least=2, **SIDES), told("cuisine musique"), told(newcomer))
    assert is_broken(compared) is broken
    assert is_unknown(compared) is (newcomer is None)


def test_the_words_that_count_are_said() -> None:
    compared = compare_two(
        a_criterion("text", **SIDES), told("Cuisiner, l’histoire !"), told("HISTOIRE, cuisine")
    )
    assert said(compared.reasons(ONLY)) == ["The text: both wrote about histoire and cuisine."]
    assert said(compared.doubts(ONLY)) == []
    changes = [opening.change for opening in compared.openings(Role.CITIZEN, 0, np.array([0]))]
    assert said(changes) == ["The text: talk about an exception"]
