"""Saving: a loaded book in, the bytes of its file out, all in memory: no personal data in a temporary folder."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def to_bytes(book: Workbook) -> bytes:
    """The content of the book's file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive).write_data()
    return buffer.getvalue()


class _Writer(ExcelWriter):
    """The library's writer, which would put every tab into a temporary file first."""

    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self.into = archive

    def write_worksheet(self, ws: Any) -> None:
        """One tab into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        part = BytesIO()
        writer: Any = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        self.into.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)
