"""Google Sheets and Forms: tables read from them, and a run's changes written without losing what people wrote."""

from pipeline.workbook.google.access import Access, Connection, access_to, key_of
from pipeline.workbook.google.answers import read_spreadsheet
from pipeline.workbook.google.foundations import tell_foundation
from pipeline.workbook.google.received import ReceivedInSpreadsheet
from pipeline.workbook.google.store import GoogleStore

__all__ = [
    "Access",
    "Connection",
    "GoogleStore",
    "ReceivedInSpreadsheet",
    "access_to",
    "key_of",
    "read_spreadsheet",
    "tell_foundation",
]
