"""Past one machine: chunks of the search on real workers of Dask, one of them killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import joblib
import pytest
from distributed import Client, LocalCluster

from pipeline.matching import search_pairs
from pipeline.matching.meeting import encode_terms
from pipeline.stages.neighbours import compiled
from tests.builders import a_programme, the_programme
from tests.stages.test_compiled import equal, gathering


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


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a killed worker closes nothing
def test_a_killed_worker_changes_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "CHUNKS", 150)
    meeting = gathering(a_programme(rules=the_programme().matching.rules[2:]), people=150)
    expected = search_pairs(meeting, 0, compiled=False)
    before = set(client.run(os.getpid).values())
    with joblib.parallel_config(backend="dask", n_jobs=2):
        tiles = compiled.hunt_tiles(meeting.reachable, encode_terms(meeting), 0)
        found = [next(tiles)]
        os.kill(min(before), signal.SIGKILL)
        found += list(tiles)
    assert equal(compiled.joined(found), expected)
    assert set(client.run(os.getpid).values()) != before
