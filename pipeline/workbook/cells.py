"""Cells: any value in, what a spreadsheet can hold out; and what makes two cells the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from hashlib import sha256

from pipeline.vocabulary.tables import Cell

TEXT_LIMIT = 32_000  # a spreadsheet's cell holds 32,767 characters
# What XML cannot hold: control characters, half of a surrogate pair, two non-characters.
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # never mistaken for a number


def clean(cell: Cell) -> Cell:
    """What is written: text without impossible characters, cut at the limit; an empty text is an empty cell."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    if not isinstance(cell, str):
        return cell
    text = IMPOSSIBLE.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return shorten(text) or None


def shorten(text: str) -> str:
    """A text that a cell can hold; one that was cut ends in an ellipsis."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def canonical(cell: Cell) -> str:
    """A cell as we compare it: dates without midnight, whole numbers without a point, text without outer spaces."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str("" if cell is None else clean(cell) or "").split())


def is_same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same."""
    return canonical(one) == canonical(other)


def seal(cells: Mapping[str, Cell], fields: Iterable[str]) -> str:
    """The checksum of a row: a short text that changes when any of these cells does; empty cells do not count."""
    said = [f"{name}={text}" for name in sorted(fields) if (text := canonical(cells.get(name)))]
    return sha256("\n".join(said).encode()).hexdigest()[:8].translate(LETTERS)
