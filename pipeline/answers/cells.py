"""Cells as they come: any cell in, clean text out, with a fault where something was taken away."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from pipeline.answers.readings import Fault
from pipeline.vocabulary.tables import Cell

LIMIT = 5_000  # characters read of one cell
EXCERPT = 60  # characters quoted in a sentence

# Marks without a width or a meaning of their own: they come along when text is pasted from a telephone.
_SILENT = "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_DROPPED = {ord(char): None for char in _SILENT} | {ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\t"): " "}
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")  # most cells: nothing in them to clean
_BLANKS = re.compile(r"[^\S\n]+")
_CONTACT = re.compile(r"\S+@\S+|\+?\d(?:[\s./()-]*\d){6,}")


def text_of(cell: Cell) -> str:
    """What a cell says, as text: whole numbers without ".0", days as 2026-03-12, yes and no as words."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def clean(cell: Cell) -> tuple[str, tuple[Fault, ...]]:
    """A cell's text without control characters, with plain spaces, cut at LIMIT; faults say what was cut."""
    raw = text_of(cell)
    if len(raw) <= LIMIT and (not raw or _PLAIN.fullmatch(raw)):
        return raw, ()
    text = _CONTROLS.sub("", raw[:LIMIT].replace("\r\n", "\n").replace("\r", "\n"))
    faults = []
    if len(raw) > LIMIT:
        faults.append(Fault("too_long", {"length": len(raw), "limit": LIMIT}))
    if _CONTROLS.search(raw):
        faults.append(Fault("hidden_characters"))
    spaced = _BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(_DROPPED)))
    lines = (line.strip() for line in spaced.split("\n"))
    return "\n".join(lines).strip(), tuple(faults)


def western_digits(text: str) -> str:
    """The same text with the digits of any script written 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def excerpt(text: str) -> str:
    """A text short enough to quote, on one line, without anybody's telephone or e-mail address."""
    line = _CONTACT.sub("…", western_digits(" ".join(text.split())))
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"
