"""Whatever stands in the two files, a run ends with a programme or with an explanation."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.settings import find_faults
from pipeline.settings.source import Source
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.programme import Programme
from pipeline.words import Speaker
from tests.builders import ROOT

FILES = {name: yaml.safe_load((ROOT / name).read_text("utf-8")) for name in ("programme.yaml", "form.yaml")}
FRENCH = Speaker("fr")
ODD: list[Any] = [
    None,
    True,
    7,
    -0.5,
    "",
    "odd",
    "a, b",
    [],
    ["odd"],
    [[]],
    [{}],
    {},
    {"odd": "odd"},
    {"fr": ["odd"]},
]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where every value of a file stands."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from places(item, (*path, key))


PLACES = [(name, path) for name, data in FILES.items() for path in places(data)]


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=4))
def test_odd_values_are_explained(changes: list[tuple[tuple[str, Any], Any]]) -> None:
    changed = deepcopy(FILES)
    for (name, path), odd in changes:
        put(changed[name], path, odd)
    sources = [Source(name, data) for name, data in changed.items()]

    told = [fault.said(FRENCH) for fault in find_faults(*sources)]

    assert all(" · " in fault for fault in told)
    assert told or (Programme.model_validate(sources[0].data) and Form.model_validate(sources[1].data))


def put(data: Any, path: tuple[Any, ...], odd: Any) -> None:
    """Put something odd at a place, where an earlier oddity has left it standing."""
    for key in path[:-1]:
        inside = (isinstance(data, dict) and key in data) or (
            isinstance(data, list) and key in range(len(data))
        )
        data = data[key] if inside else {}
    if isinstance(data, dict) or (isinstance(data, list) and path[-1] in range(len(data))):
        data[path[-1]] = odd
