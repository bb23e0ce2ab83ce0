"""What is made once and found again."""

from __future__ import annotations

from pathlib import Path

from pipeline.site.keeping import keep


def test_same_things_are_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"bytes"

    assert [keep(tmp_path / "kept", ("a", 1), make) for _ in range(3)] == [b"bytes"] * 3
    assert made == ["once"]


def test_other_things_are_made_anew(tmp_path: Path) -> None:
    made = [keep(tmp_path, (colour,), colour.encode) for colour in ("teal", "brick", "teal")]
    assert made == [b"teal", b"brick", b"teal"]


def test_nothing_but_whole_files_remains(tmp_path: Path) -> None:
    keep(tmp_path, ("a",), lambda: b"bytes")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"bytes"]
