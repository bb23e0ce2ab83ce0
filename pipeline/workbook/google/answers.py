"""Answers in a spreadsheet that a form fills: every tab as it stands, read only."""

from __future__ import annotations

from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.google.access import GOOGLE, Connection
from pipeline.workbook.google.refusals import Purpose
from pipeline.workbook.google.snapshot import answer_cell, take_snapshot


def read_spreadsheet(key: str, connection: Connection) -> tuple[Sheet, ...]:
    """Every tab of a spreadsheet that is only read. Times are numbers of days: the time zone is the spreadsheet's.

    Of the hour that comes twice in autumn nobody can know which it was: of two answers then, the lower row is the later.
    """
    with connection.explained(f"{GOOGLE}{key}", Purpose.ANSWERS):
        return take_snapshot(connection.client, key, answer_cell).sheets({})
