"""Under load and then killed: everybody who has a receipt is in the inbox, and nobody else."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.forms.delivery import open_envelopes
from pipeline.forms.inbox import Inbox
from pipeline.forms.seals import read_ring
from pipeline.receiving import new_key
from pipeline.run import House
from tests.builders import TODAY
from tests.forms.places import ENGLISH
from tests.forms.storm import Storm
from tests.test_journey import free_port, make_house, receiving


def a_busy_house(folder: Path, port: int) -> House:
    """A house that takes as many applications as come."""
    house = make_house(folder, port)
    path = folder / "programme.yaml"
    path.write_text(path.read_text("utf-8").replace("receive:\n", "receive:\n  per_hour: 100000000\n", 1))
    new_key(house.premises, TODAY)
    return house


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: the tests' browser has a loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, work).result()


@pytest.mark.parametrize(("clients", "seconds"), [(30, 3), pytest.param(200, 60, marks=pytest.mark.proof)])
def test_receipts_and_answers_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], clients: int, seconds: float
) -> None:
    port = free_port()
    house = a_busy_house(tmp_path, port)
    storm = Storm(port)
    with receiving(house, port) as server:
        run_apart(storm.rage(clients, seconds, server))
    cut = len(storm.cut)
    with receiving(house, port):
        run_apart(storm.send_again())

    assert (storm.refused, storm.cut) == ([], [])
    envelopes = Inbox(house.premises.path("inbox"), ENGLISH).read()
    stored = Counter(envelope.number for envelope in envelopes)
    assert stored == Counter(storm.receipts)
    ring = read_ring(house.premises.path("key"), ENGLISH)
    opened = open_envelopes(envelopes, ring, house.premises.path("key"))
    assert opened.problems == ()
    assert len({str(letter.application.answers) for letter in opened.letters}) == len(storm.receipts)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{clients} clients for {seconds} s, then killed: {len(storm.receipts)} receipts = "
            f"{len(envelopes)} answers ({cut} were cut off and sent again); p50 {storm.percentile(0.5):.0f} ms, "
            f"p99 {storm.percentile(0.99):.0f} ms; at most {storm.memory} MB\n"
        )
