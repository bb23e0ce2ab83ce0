"""The schemas held against Google itself: recorded answers, and recorded requests that Google accepted, must all fit."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sheets.cassettes import Cassette, Pair, read_json
from tests.sheets.discovery import faults_in, find_route
from tests.sheets.proto import without_nulls


def check_recordings(cassettes: list[Cassette]) -> tuple[int, list[str]]:
    """How many recorded bodies there are, and which of them our schemas would refuse."""
    checked = [fault for cassette in cassettes for pair in cassette.pairs for fault in check_pair(pair)]
    return len(checked), [fault for fault in checked if fault]


def check_pair(pair: Pair) -> Iterator[str]:
    """For each body of an accepted call: what is wrong with it, or an empty text."""
    route = find_route(pair.method, pair.target.partition("?")[0])
    if route is None or pair.status != 200:
        return
    operation = route.operation
    for name, text in ((operation.asks, pair.content), (operation.answers, pair.text)):
        body = without_nulls(read_json(text))
        if name and isinstance(body, dict):
            faults = faults_in(operation.api, name, body)
            yield f"{operation.id} {faults[0].json_path}: {faults[0].message}" if faults else ""
