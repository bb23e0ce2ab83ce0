"""The host that Lighthouse visits: what `_headers` says, and for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.lighthouse import LIMITS, headers_of, is_met, read_headers

SAID = """\
/*
  X-Content-Type-Options: nosniff

/fr/*
  Content-Security-Policy: frame-ancestors 'none'
"""


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/embed/fr.html", {"X-Content-Type-Options"}),
        ("/fr/je-cherche/", {"X-Content-Type-Options", "Content-Security-Policy"}),
    ],
)
def test_headers_are_those_of_the_file(path: str, names: set[str], tmp_path: Path) -> None:
    file = tmp_path / "_headers"
    file.write_text(SAID)
    assert set(headers_of(path, read_headers(file))) == names


@pytest.mark.parametrize(("name", "fallen"), [(name, limit - 1) for name, limit in LIMITS.items()])
def test_every_limit_counts(name: str, fallen: int) -> None:
    assert is_met(dict(LIMITS))
    assert not is_met({**LIMITS, name: fallen})
