"""Addresses: what programme.yaml names in; the store that keeps the tables there, or the answers that stand there, out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.columns import Layout
from pipeline.workbook.forms_answers import read_forms
from pipeline.workbook.google import Connection, GoogleStore, ReceivedInSpreadsheet, key_of, read_spreadsheet
from pipeline.workbook.google.access import FORM, GOOGLE
from pipeline.workbook.google.refusals import page_of
from pipeline.workbook.local import read_file
from pipeline.workbook.received import ReceivedAnswers


def is_remote(address: str) -> bool:
    """Whether an address names something at Google."""
    return address.startswith((GOOGLE, FORM))


def open_google(address: str, connection: Connection, layout: Layout, folder: Path) -> GoogleStore | None:
    """The store of a spreadsheet, where the address names one."""
    key = key_of(address)
    return GoogleStore(key, connection, layout, folder / "var") if key else None


def read_answers(address: str, folder: Path, connection: Connection, zone: str) -> tuple[Sheet, ...]:
    """The responses: of a form, of the spreadsheet that a form fills, or of a file."""
    if address.startswith(FORM):
        keys = [key.strip() for key in key_of(address, FORM).split(",") if key.strip()]
        return read_forms(keys, connection, zone)
    if address.startswith(GOOGLE):
        return read_spreadsheet(key_of(address), connection)
    return read_file(folder / address, connection.speaker, are_answers=True)


def open_received(
    address: str, path: Path, heading: str, connection: Connection, now: datetime
) -> ReceivedAnswers | ReceivedInSpreadsheet:
    """Where the answers of our own form are added: to the spreadsheet of answers, or else to a file."""
    if address.startswith(GOOGLE):
        return ReceivedInSpreadsheet(key_of(address), heading, connection)
    return ReceivedAnswers(path, heading, now, connection.speaker)


def link_to(address: str, folder: Path) -> str:
    """What somebody opens: a path, or a link."""
    return page_of(address) if address.startswith(GOOGLE) else str(folder / address)
