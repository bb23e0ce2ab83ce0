"""Backups: each version of a local file that is about to be replaced, kept for thirty days beside it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.disk import (
    check_writable,
    digest,
    hold,
    read_bytes,
    remove_leftovers,
    replace_file,
    write_new,
)

KEPT_DAYS = 30
FOLDER = "backups"
STAMP = "%Y-%m-%dT%H%M"
NAME = re.compile(r"-(\d{4}-\d{2}-\d{2}T\d{4})(?:-(\d+))?$")

Moment = tuple[datetime, int]
"""When a backup was made, and its number among those of the same minute."""


def keep_backup(path: Path, data: bytes, now: datetime, speaker: Speaker) -> Path:
    """The content that is about to be replaced stays readable under the moment's name."""
    earlier = backups(path)
    same_minute = [number for moment, number in earlier if moment == now.replace(second=0, microsecond=0)]
    number = max(same_minute) + 1 if same_minute else 1
    suffix = f"-{number}" if number > 1 else ""
    backup = path.parent / FOLDER / f"{path.stem}-{now.strftime(STAMP)}{suffix}{path.suffix}"
    remove_leftovers(backup.with_name(f"{path.stem}-*"))
    write_new(backup, data, path, speaker)
    return backup


def forget_old(path: Path, now: datetime) -> None:
    """Backups of more than thirty days go: whoever was erased since then must not live on in them."""
    for (moment, _), backup in backups(path).items():
        if moment < now - timedelta(days=KEPT_DAYS):
            backup.unlink(missing_ok=True)


def backups(path: Path) -> dict[Moment, Path]:
    """A file's backups, the oldest first."""
    found: dict[Moment, Path] = {}
    for backup in (path.parent / FOLDER).glob(f"{path.stem}-*{path.suffix}"):
        stamp = NAME.search(backup.stem)
        if stamp and backup.stem == path.stem + stamp.group(0):
            moment = datetime.strptime(stamp.group(1), STAMP)
            found[(moment, int(stamp.group(2) or 1))] = backup
    return dict(sorted(found.items()))


def restore(paths: tuple[Path, ...], day: date, now: datetime, speaker: Speaker) -> tuple[Path, ...]:
    """Brings the files back to before the last run of that day, or of the last day before it with one.

    All files go back to the same moment: one that did not change since then stays. The present files become backups
    themselves. Returns the files that changed; raises WorkbookError, naming the days there are, where there is none.
    """
    files = {path: path.resolve() for path in paths}
    moment = _moment(tuple(files.values()), day, speaker)
    contents = {path: _state_at(file, moment, speaker) for path, file in files.items()}
    return tuple(
        path for path, data in contents.items() if data and _bring_back(files[path], data, now, speaker)
    )


def _moment(paths: tuple[Path, ...], day: date, speaker: Speaker) -> Moment:
    """The last moment of that day, or before, at which any of the files was backed up."""
    moments = sorted({moment for path in paths for moment in backups(path)})
    reachable = [moment for moment in moments if moment[0].date() <= day]
    if reachable:
        return reachable[-1]
    names = tuple(str(path) for path in paths)
    if not moments:
        raise WorkbookError(speaker.say(sentence("file.no_backups", path=names)))
    days = tuple(sorted({moment.date() for moment, _ in moments}))
    raise WorkbookError(speaker.say(sentence("file.no_backup", path=names, day=day, days=days)))


def _state_at(path: Path, moment: Moment, speaker: Speaker) -> bytes | None:
    """What a file held then: the first backup made from then on; None where it has not changed since."""
    later = [backup for made, backup in backups(path).items() if made >= moment]
    return read_bytes(later[0], speaker) if later else None


def _bring_back(path: Path, data: bytes, now: datetime, speaker: Speaker) -> bool:
    with hold(path, speaker):
        check_writable(path, speaker)
        present = path.read_bytes() if path.exists() else None  # whatever it is, even empty
        if present == data:
            return False
        if present is not None:
            keep_backup(path, present, now, speaker)
        replace_file(path, data, digest(present) if present is not None else None, speaker)
    return True
