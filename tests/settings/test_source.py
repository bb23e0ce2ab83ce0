"""What a YAML file says, where, and what it cannot say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.settings.faults import written
from pipeline.settings.source import parse, read
from pipeline.words import Speaker

ENGLISH = Speaker("en")


def told(text: str) -> list[str]:
    """The faults of a text, in English."""
    return [fault.said(ENGLISH) for fault in parse(text, "some.yaml").faults]


def test_values_know_their_lines() -> None:
    source = parse("rules:\n  - code: need\n    at_least: 1\nshared: &one [a]\nagain: *one\n", "some.yaml")

    assert source.data == {"rules": [{"code": "need", "at_least": 1}], "shared": ["a"], "again": ["a"]}
    assert source.line(("rules", 0, "at_least")) == 3
    assert source.line(("rules", 0, "missing", "deeper")) == 2
    assert source.line(("again",)) == 5


def test_plain_values_keep_their_types() -> None:
    source = parse("a: 1\nb: 0.5\nc: true\nd: 2026-12-24\ne: ~\nf: text\ng: '7'\n", "some.yaml")

    assert source.data == {
        "a": 1,
        "b": 0.5,
        "c": True,
        "d": date(2026, 12, 24),
        "e": None,
        "f": "text",
        "g": "7",
    }


def test_patterns_find_paths_and_values() -> None:
    source = parse("steps: [{code: a}, {code: b}, plain, {other: c}]\n", "some.yaml")

    assert list(source.find("steps.*.code")) == [(("steps", 0, "code"), "a"), (("steps", 1, "code"), "b")]
    assert list(source.find("steps.code.*")) == []


def test_paths_are_written_as_people_write_them() -> None:
    assert written(("matching", "rules", 2, "at_least")) == "matching.rules[2].at_least"


TRAPS = {
    "18:30": 'some.yaml:1 · a · 18:30 without quotes is read as a number; write "18:30" between double quotes.',
    "0470": 'some.yaml:1 · a · 0470 without quotes is read as a number; write "0470" between double quotes.',
    "0x1F": 'some.yaml:1 · a · 0x1F without quotes is read as a number; write "0x1F" between double quotes.',
}


@pytest.mark.parametrize(("value", "expected"), TRAPS.items())
def test_disguised_numbers_are_faults(value: str, expected: str) -> None:
    assert told(f"a: {value}\n") == [expected]


@pytest.mark.parametrize("value", ["0", "-3", "0.5", "18.30", "1000", "'0470'"])
def test_honest_numbers_are_none(value: str) -> None:
    assert told(f"a: {value}\n") == []


BROKEN = {
    "a: 1\na: 2\n": "some.yaml:2 · a · “a” is already given on line 1; keep one of the two.",
    "a: {no: x}\n": (
        'some.yaml:1 · a.no · no without quotes is read as a yes or a no; write "no" between double quotes.'
    ),
    "a:\n\tb: 1\n": "some.yaml:2 · there is a tab here; indent with spaces only.",
    "a: b: c\n": (
        "some.yaml:1 · there is a second “: ” on the line, or the line is indented too far; "
        "put a text that contains “: ” in double quotes."
    ),
    'a: "b\n': "some.yaml:2 · a quotation mark or a bracket is opened and never closed; close it.",
    "a: [b, c\n": "some.yaml:2 · a quotation mark or a bracket is opened and never closed; close it.",
    "a: *b\n": (
        "some.yaml:1 · a *reference is used here that no &anchor defines; "
        "correct its name or write the values out."
    ),
    "a: 1\n  b: 2\n": (
        "some.yaml:2 · there is a second “: ” on the line, or the line is indented too far; "
        "put a text that contains “: ” in double quotes."
    ),
    "  a: 1\n b: 2\n": (
        "some.yaml:2 · the line does not line up with those above it; "
        "give it the same number of spaces as its neighbours."
    ),
    "a: 1\nb\n": "some.yaml:3 · a “: ” is missing on this line or the one above; write “key: value”.",
    "a: @b\n": (
        "some.yaml:1 · there is a character here that YAML does not allow; "
        "remove it, or put the text in double quotes."
    ),
    "a: 1\nb: \0\n": (
        "some.yaml:2 · there is a character here that YAML does not allow; "
        "remove it, or put the text in double quotes."
    ),
    "": "some.yaml:1 · the file holds no settings; start from the example that comes with Duos.",
    "- a\n": "some.yaml:1 · the file holds no settings; start from the example that comes with Duos.",
    "a: &a [*a]\n": (
        "some.yaml:1 · a *reference leads back to itself, or the file is far too large; write the values out."
    ),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.items())
def test_broken_files_are_explained(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_other_syntax_keeps_its_reason() -> None:
    (fault,) = told("a: 1\n---\nb: 2\n")

    assert fault.startswith(
        "some.yaml:2 · the file cannot be understood from here on (but found another document)"
    )


def test_repeated_references_cannot_grow_endlessly() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 8)]
    (fault,) = told("\n".join(["l0: &l0 [x]", *levels]))

    assert "far too large" in fault


def test_missing_files_are_explained(tmp_path: Path) -> None:
    (fault,) = read(tmp_path / "nowhere.yaml").faults

    assert fault.said(ENGLISH) == (
        f"{tmp_path / 'nowhere.yaml'} · there is no such file; check its name and its folder."
    )


def test_folders_are_not_files(tmp_path: Path) -> None:
    (fault,) = read(tmp_path).faults

    assert "the file cannot be opened (Is a directory)" in fault.said(ENGLISH)


def test_other_encodings_are_explained(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_bytes("a: été".encode("latin-1"))
    (fault,) = read(tmp_path / "old.yaml").faults

    assert "not written in UTF-8" in fault.said(ENGLISH)


def test_byte_order_marks_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "marked.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")

    assert read(tmp_path / "marked.yaml").data == {"a": 1}
