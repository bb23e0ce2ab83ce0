"""The local store: one .xlsx file, read whole, replaced whole, and never while somebody has it open."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import Problem, WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker
from pipeline.workbook.backups import forget_old, keep_backup
from pipeline.workbook.book import Book
from pipeline.workbook.columns import Layout
from pipeline.workbook.contents import read_contents
from pipeline.workbook.disk import (
    check_unchanged,
    check_writable,
    digest,
    hold,
    not_written,
    read_bytes,
    read_if_there,
    replace_file,
)
from pipeline.workbook.headings import sheets_by_tab
from pipeline.workbook.lists import are_written
from pipeline.workbook.parts import losses
from pipeline.workbook.tabs import movable, pending

SIZE_LIMIT = 300  # MB, unpacked
# Whatever the library meets in a file that is cut, forged or half written.
DAMAGE = (
    BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError,
    NotImplementedError, RuntimeError, zlib.error, struct.error,
)  # fmt: skip


class LocalStore:
    """The tables of one .xlsx file. `now` is the moment of the run: it names the backups."""

    def __init__(self, path: Path | str, now: datetime, speaker: Speaker | None = None) -> None:
        self.path = Path(path).resolve()
        self.now = now
        self.speaker = speaker or Speaker("en")
        self._seen: str | None = None
        self._sheets: tuple[Sheet, ...] | None = None
        self._is_held = False

    @contextmanager
    def lock(self) -> Iterator[None]:
        """No other run and no office program works on the file meanwhile; raises WorkbookBusyError if one does."""
        if self._is_held:
            yield
            return
        with hold(self.path, self.speaker):
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = False

    def read(self) -> tuple[Sheet, ...]:
        """Every tab as it stands; none where the file does not exist yet."""
        data = read_if_there(self.path, self.speaker)
        self._seen = digest(data) if data else None
        self._sheets = read_data(data, self.path, self.speaker) if data else ()
        return self._sheets

    def apply(self, changes: Changes, layout: Layout) -> tuple[Problem, ...]:
        """Writes what is still to be written, whole or not at all, and reads it again; says which states had moved.

        Raises WorkbookBusyError if the file is open or was changed since it was read; WorkbookError if something
        that stands in it would be lost, or if it cannot be written. Then the file is as it was.
        """
        with self.lock():
            sheets = self.read() if self._sheets is None else self._sheets
            check_unchanged(self.path, self._seen, self.speaker)
            forget_old(self.path, self.now)
            todo, problems = movable(pending(changes, sheets, layout), sheets, layout)
            if todo or not _is_set_up(sheets, layout):
                self._replace(todo, layout)
            return problems

    def _replace(self, changes: Changes, layout: Layout) -> None:
        check_writable(self.path, self.speaker)
        before = read_if_there(self.path, self.speaker)
        after = self._changed(before, changes, layout)
        if before:
            self._check_losses(before, after)
            keep_backup(self.path, before, self.now, self.speaker)
        replace_file(self.path, after, self._seen, self.speaker)
        self._verify(changes, layout)

    def _changed(self, before: bytes | None, changes: Changes, layout: Layout) -> bytes:
        try:
            book = Book(before)
            book.write(changes, layout)
            return book.to_bytes()
        except OSError as error:
            raise not_written(self.path, error, self.speaker) from error

    def _check_losses(self, before: bytes, after: bytes) -> None:
        lost = losses(before, after)
        if lost:
            things = sorted({self.speaker.say(item.sentence) for item in lost})
            said = sentence("file.would_lose", path=str(self.path), what=tuple(things))
            raise WorkbookError(self.speaker.say(said))

    def _verify(self, changes: Changes, layout: Layout) -> None:
        """What stands on the disk holds all that was to be written."""
        if pending(changes, self.read(), layout):
            raise WorkbookError(self.speaker.say(sentence("file.not_written", path=str(self.path))))


def read_file(
    path: Path | str, speaker: Speaker | None = None, *, are_answers: bool = False
) -> tuple[Sheet, ...]:
    """Every tab of a file that is only read; it must exist."""
    voice = speaker or Speaker("en")
    return read_data(read_bytes(Path(path), voice), Path(path), voice, are_answers=are_answers)


def read_data(data: bytes, path: Path, speaker: Speaker, *, are_answers: bool = False) -> tuple[Sheet, ...]:
    """The tabs in a file's content, or a WorkbookError that says what the file is instead."""
    _check_kind(data, path, speaker)
    try:
        return read_contents(data, are_answers=are_answers)
    except DAMAGE as error:
        raise WorkbookError(speaker.say(sentence("file.damaged", path=str(path)))) from error


def _check_kind(data: bytes, path: Path, speaker: Speaker) -> None:
    fault = _fault(data, path)
    if fault:
        said = sentence(f"file.{fault}", path=str(path), limit=SIZE_LIMIT)
        raise WorkbookError(speaker.say(said))


def _fault(data: bytes, path: Path) -> str | None:
    """What keeps a content from being a workbook of ours."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the old container of Microsoft: .xls, or an encrypted .xlsx
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_format"
    if not data.startswith(b"PK"):
        return "extension" if path.suffix.lower() != ".xlsx" else "not_workbook"
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _archive_fault(archive)
    except DAMAGE:
        return "damaged"


def _archive_fault(archive: ZipFile) -> str | None:
    names = archive.namelist()
    if sum(part.file_size for part in archive.infolist()) > SIZE_LIMIT * 1_000_000:
        return "too_large"
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        return "open_document"
    return None if "xl/workbook.xml" in names else "not_workbook"


def _is_set_up(sheets: tuple[Sheet, ...], layout: Layout) -> bool:
    """Whether every tab and column of the layout was created, and the dropdowns hold their words."""
    found = sheets_by_tab(sheets, layout)
    return all(tab.code in found for tab in layout.tabs) and are_written(sheets, layout)
