"""Past one machine: the search of a whole matching on real workers of Dask, one of them killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from distributed import Client, LocalCluster

from pipeline.matching import Matched, choice, find_pairs, meeting, search_pairs
from pipeline.matching.meeting import encode_terms
from pipeline.stages.neighbours import compiled
from pipeline.vocabulary.duos import Offer, Request
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form, the_programme
from tests.stages.test_compiled import answers, equal, gathering

PEOPLE = 150
PROGRAMME = a_programme(rules=the_programme().matching.rules[2:])


@pytest.fixture
def client() -> Iterator[Client]:
    """Two workers, each a process of its own."""
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def match() -> Matched:
    """Everything that is decided and said of a crowd that never changes."""
    random = np.random.default_rng(11)
    offers = [Offer(a_citizen(f"V-{n:04}", answers=answers(random)), 1) for n in range(PEOPLE)]
    requests = [Request(a_newcomer(f"N-{n:04}", answers=answers(random))) for n in range(PEOPLE)]
    return find_pairs(offers, requests, PROGRAMME, the_form(), today=TODAY)


def die_once(grave: Path, work: Callable[..., Any], hunt: Any, rows: Any, *more: Any) -> Any:
    """Work on a chunk; but whoever first has somebody of the middle in hand is killed with it."""
    if PEOPLE // 2 in rows and not grave.exists():
        grave.write_text(str(os.getpid()), encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)
    return work(hunt, rows, *more)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a killed worker closes nothing
def test_a_killed_worker_changes_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "CHUNKS", 150)
    people = gathering(PROGRAMME, people=PEOPLE)
    expected = search_pairs(people, 0, compiled=False)
    before = set(client.run(os.getpid).values())
    with joblib.parallel_config(backend="dask", n_jobs=2):
        tiles = compiled.hunt_tiles(people.reachable, encode_terms(people), 0)
        found = [next(tiles)]
        os.kill(min(before), signal.SIGKILL)
        found += list(tiles)
    assert equal(compiled.joined(found), expected)
    assert set(client.run(os.getpid).values()) != before


@pytest.mark.proof  # workers that have never met this code spend a minute on translating it
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(("large", "work"), [(choice.LARGE, "hunt_rows"), (0, "hunt_best_rows")])
def test_a_killed_worker_changes_no_proposal(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, large: int, work: str
) -> None:
    """All plausible pairs at once, and the nearest in rounds as for a whole country: proposals, reasons and proof."""
    monkeypatch.setattr(meeting, "WIDE", 0)
    monkeypatch.setattr(choice, "LARGE", large)
    expected, grave = match(), tmp_path / "grave"
    monkeypatch.setattr(compiled, work, partial(die_once, grave, getattr(compiled, work)))
    before = set(client.run(os.getpid).values())
    with joblib.parallel_config(backend="dask", n_jobs=2):
        found = match()
    assert found == expected
    assert len(found.pairings) > 50
    assert int(grave.read_text(encoding="ascii")) in before - set(client.run(os.getpid).values())
