"""Lists saved as text: a .csv file in, a sheet of texts out. Encoding and separator are found, not asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker
from pipeline.workbook.local import read_file

SEPARATORS = ";,\t|"
SAMPLE_LINES = 50
LIMIT = 50  # MB
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
GUARDS = ("=", "+", "-", "@", "\t", "\r")


def read_list(path: Path, speaker: Speaker) -> tuple[Sheet, ...]:
    """The sheets of an organisation's own .xlsx or .csv file; raises WorkbookError if it is neither."""
    if not path.is_file():
        raise _refusal("file_missing", path, speaker)
    if path.stat().st_size > LIMIT * 1_000_000:
        raise _refusal("file_large", path, speaker, limit=LIMIT)
    readers = {".xlsx": read_file, ".csv": read_csv, ".tsv": read_csv, ".txt": read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _refusal("file_kind", path, speaker)
    sheets = reader(path, speaker)
    if not any(cell for sheet in sheets for row in sheet.rows for cell in row):
        raise _refusal("file_empty", path, speaker)
    return sheets


def read_csv(path: Path, speaker: Speaker) -> tuple[Sheet, ...]:
    """One sheet, named like the file; every cell is the text that stands there, an empty one is None."""
    text = _decoded(path.read_bytes())
    if text is None:
        raise _refusal("file_unreadable", path, speaker)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text))
    return (Sheet(path.stem, tuple(tuple(map(_cell, row)) for row in _within_limits(rows))),)


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns, every line alike."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]
    return max(SEPARATORS, key=lambda separator: _columns(lines, separator))


def _columns(lines: list[str], separator: str) -> float:
    """How many columns a separator makes in most lines, weighted by how often it makes as many."""
    widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return (usual - 1) * widths.count(usual) / max(len(widths), 1)


def _decoded(data: bytes) -> str | None:
    """Text as UTF-8, UTF-16 with its mark, else as older Windows programs write it."""
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _within_limits(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    csv.field_size_limit(1_000_000)
    yield from rows


def _cell(text: str) -> str | None:
    """The text itself; an apostrophe that only guarded a formula-like text goes."""
    if text.startswith("'") and text[1:].startswith(GUARDS):
        text = text[1:]
    return text if text.strip() else None


def _refusal(code: str, path: Path, speaker: Speaker, **details: object) -> WorkbookError:
    return WorkbookError(speaker.say(sentence(f"importing.{code}", path=str(path), **details)))
