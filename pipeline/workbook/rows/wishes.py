"""Rows of *Souhaits* → wishes. People alone write there."""

from __future__ import annotations

from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sessions import Wish
from pipeline.vocabulary.tables import Table
from pipeline.workbook.rows.reading import Reader, codes_of, read_rows

MOST = 3  # people whom somebody may name after a session


def read_wishes(table: Table) -> tuple[tuple[Wish, ...], tuple[Problem, ...]]:
    """Who would like to see whom of the other side again."""
    return read_rows(table, _wish_from, lambda wish: "")


def _wish_from(reader: Reader) -> Wish | None:
    who = next(iter(codes_of(reader, "wisher")), "")
    named = codes_of(reader, "wanted")
    if not (who and named):
        _report_half(reader, who)
        return None
    for code in named:
        if code[0] == who[0]:
            reader.report("wish_side", "wanted", code=code, who=who)
    wanted = tuple(code for code in named if code[0] != who[0])
    if len(wanted) > MOST:
        reader.report("wish_many", "wanted", most=MOST)
    return Wish(who, wanted[:MOST], reader.row.number)


def _report_half(reader: Reader, who: str) -> None:
    """A wish of nobody's, or of nobody; what is no code has been told already."""
    if reader.problems:
        return
    if who:
        reader.report("wish_empty", "wanted", code=who)
    elif reader.text("wanted"):
        reader.report("wish_whose", "wisher")
