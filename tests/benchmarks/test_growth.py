"""All engines of the benchmark match the same people with the same total."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from benchmarks.crowds import Crowd, draw_country, draw_crowd
from benchmarks.growth import ENGINES, exponent, run_default
from pipeline.matching import choice, meeting

CROWDS: list[Callable[[int], Crowd]] = [draw_crowd, draw_country, partial(draw_country, even=True)]


@pytest.mark.parametrize("draw", CROWDS)
def test_engines_reach_the_same_total(draw: Callable[[int], Crowd], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "WIDE", meeting.WIDE)
    crowd = draw(60)
    found = [run(crowd) for run in ENGINES.values()]
    assert len({(one["total"], one["pairs"], one["plausible"]) for one in found}) == 1
    assert all(one["gap"] == 0 for one in found)
    assert found[0]["pairs"] > 10


def test_a_large_crowd_is_auctioned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "WIDE", meeting.WIDE)
    crowd = draw_crowd(150)
    exact = run_default(crowd)
    monkeypatch.setattr(choice, "LARGE", 10)
    near = run_default(crowd)
    assert near["plausible"] == exact["plausible"]
    assert exact["total"] - near["gap"] <= near["total"] <= exact["total"]
    assert near["gap"] <= 300


def test_an_exponent_is_a_slope() -> None:
    curve = {1_000: {"seconds": 1.0}, 100_000: {"seconds": 1_000.0}}
    assert exponent(curve, float) == pytest.approx(1.5)
