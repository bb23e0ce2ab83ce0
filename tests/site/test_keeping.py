"""What is made once and found again."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.site.keeping import A_MONTH, is_kept, keep, recall, remember, sweep, write


def test_same_things_are_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"bytes"

    assert [keep(tmp_path / "kept", ("a", 1), make) for _ in range(3)] == [b"bytes"] * 3
    assert made == ["once"]


def test_what_is_kept_is_known(tmp_path: Path) -> None:
    assert not is_kept(tmp_path, ("a",))
    keep(tmp_path, ("a",), lambda: b"bytes")
    assert is_kept(tmp_path, ("a",))
    assert not is_kept(tmp_path, ("b",))


def test_other_things_are_made_anew(tmp_path: Path) -> None:
    made = [keep(tmp_path, (colour,), colour.encode) for colour in ("teal", "brick", "teal")]
    assert made == [b"teal", b"brick", b"teal"]


def test_nothing_but_whole_files_remains(tmp_path: Path) -> None:
    keep(tmp_path, ("a",), lambda: b"bytes")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"bytes"]


def test_only_the_last_is_remembered(tmp_path: Path) -> None:
    page = tmp_path / "fr" / "index.html"
    assert recall(page, ("a",)) is None
    remember(page, ("a",), b"one\ntwo")
    assert recall(page, ("a",)) == b"one\ntwo"
    remember(page, ("b",), b"three")
    assert [recall(page, (name,)) for name in "ab"] == [None, b"three"]
    assert list(page.parent.iterdir()) == [page]


def test_half_a_memory_is_none(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(b"\xff\x00")
    assert recall(page, ("a",)) is None


def test_what_nobody_needs_is_forgotten(tmp_path: Path) -> None:
    keep(tmp_path / "cards", ("a",), lambda: b"bytes")
    (file,) = (tmp_path / "cards").iterdir()
    sweep(tmp_path, file.stat().st_mtime + A_MONTH - 1)
    assert file.exists()
    sweep(tmp_path, file.stat().st_mtime + A_MONTH + 1)
    assert not file.exists()


def test_what_is_needed_stays(tmp_path: Path) -> None:
    keep(tmp_path, ("a",), lambda: b"bytes")
    (file,) = tmp_path.iterdir()
    os.utime(file, (0, 0))
    keep(tmp_path, ("a",), lambda: b"other")
    sweep(tmp_path, A_MONTH + 1)
    assert file.exists()


def test_folders_are_made_where_missing(tmp_path: Path) -> None:
    for said in (b"one", b"two"):
        write(tmp_path / "fr" / "files" / "card.png", said)
    assert (tmp_path / "fr" / "files" / "card.png").read_bytes() == b"two"
