"""The disk: one file read, held against others, and replaced whole or not at all."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import time
from typing import NoReturn

from filelock import FileLock, Timeout

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

OWN_MARK = "Duos"
ABANDONED_SECONDS = 60


def digest(data: bytes) -> str:
    """What tells two contents of a file apart."""
    return sha256(data).hexdigest()


def read_bytes(path: Path, speaker: Speaker) -> bytes:
    """A file's content, or a WorkbookError that says why there is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorkbookError(speaker.say(sentence(_read_fault(error), path=str(path)))) from error
    if not data:
        _refuse(speaker, "empty", path)
    return data


def read_if_there(path: Path, speaker: Speaker) -> bytes | None:
    """A file's content; None where there is no file yet."""
    try:
        path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorkbookError(speaker.say(sentence(_read_fault(error), path=str(path)))) from error
    return read_bytes(path, speaker)


def _read_fault(error: OSError) -> str:
    faults: dict[type[OSError], str] = {
        FileNotFoundError: "file.missing",
        IsADirectoryError: "file.folder",
        PermissionError: "file.unreadable",
    }
    return faults.get(type(error), "file.damaged")


def replace_file(path: Path, data: bytes, before: str | None, speaker: Speaker) -> None:
    """The file holds all of `data` afterwards, or is untouched; `before` is the digest it must still have."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write_synced(temporary, data, _mode(path))
        check_unchanged(path, before, speaker)
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise not_written(path, error, speaker) from error
    finally:
        _remove(temporary)


def not_written(path: Path, error: OSError, speaker: Speaker) -> WorkbookError:
    """What is said when a file could not be written; it is as it was."""
    if isinstance(error, PermissionError):
        return WorkbookError(speaker.say(sentence("file.folder_refused", folder=str(path.parent))))
    reason = error.strerror or type(error).__name__
    return WorkbookError(speaker.say(sentence("file.disk", path=str(path), reason=reason)))


def write_new(path: Path, data: bytes, like: Path, speaker: Speaker) -> None:
    """A new file with the rights of another; a half-written one does not stay."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(temporary, data, _mode(like))
        os.replace(temporary, path)
    except OSError as error:
        raise not_written(like, error, speaker) from error
    finally:
        _remove(temporary)


def check_unchanged(path: Path, before: str | None, speaker: Speaker) -> None:
    """Nobody has changed, made or deleted the file since it was read."""
    now = digest(path.read_bytes()) if path.exists() else None
    if now != before:
        raise WorkbookBusyError(speaker.say(sentence("file.changed", path=str(path))))


def check_writable(path: Path, speaker: Speaker) -> None:
    """A file that somebody made read-only is not replaced behind their back."""
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        _refuse(speaker, "read_only", path)


@contextmanager
def hold(path: Path, speaker: Speaker) -> Iterator[None]:
    """No other run and no office program works on the file meanwhile; whoever was first keeps it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
        lock.acquire()
    except Timeout as error:
        raise WorkbookBusyError(speaker.say(sentence("file.running", path=str(path)))) from error
    except OSError as error:
        said = sentence("file.folder_refused", folder=str(path.parent))
        raise WorkbookError(speaker.say(said)) from error
    try:
        remove_leftovers(path)
        with _sign(path, speaker):
            yield
    finally:
        lock.release()


@contextmanager
def _sign(path: Path, speaker: Speaker) -> Iterator[None]:
    """While our lock file stands beside the file, LibreOffice says who works on it."""
    office, excel = path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}")
    if _is_ours(office) or _is_abandoned(office):
        _remove(office)  # left by a run that was cut: only one run at a time gets here
    if excel.exists():
        _say_open(path, excel, "Excel", speaker)
    try:
        _create(office, f"{OWN_MARK},duos,{socket.gethostname()},,{os.getpid()};".encode())
    except FileExistsError:
        _say_open(path, office, _owner(office), speaker)
    except OSError as error:
        raise not_written(path, error, speaker) from error
    try:
        yield
    finally:
        _remove(office)


def _create(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    try:
        os.write(descriptor, content)
    except OSError:
        _remove(path)
        raise
    finally:
        os.close(descriptor)


def _is_abandoned(lock: Path) -> bool:
    """Whether a lock file says nothing and has for a while: its maker was cut before it could."""
    return lock.exists() and not any(_lock_fields(lock)) and time() - lock.stat().st_mtime > ABANDONED_SECONDS


def _is_ours(lock: Path) -> bool:
    fields = _lock_fields(lock)
    return fields[:1] == [OWN_MARK] and fields[2:3] == [socket.gethostname()]


def _owner(lock: Path) -> str:
    fields = _lock_fields(lock)
    return next((name for name in fields[:2] if name), "LibreOffice")


def _lock_fields(lock: Path) -> list[str]:
    try:
        return lock.read_text("utf-8", "replace").strip().rstrip(";").split(",")
    except OSError:
        return [""]


def _say_open(path: Path, lock: Path, who: str, speaker: Speaker) -> NoReturn:
    said = sentence("file.open", path=str(path), who=who, lock=lock.name)
    raise WorkbookBusyError(speaker.say(said))


def _refuse(speaker: Speaker, why: str, path: Path) -> NoReturn:
    raise WorkbookError(speaker.say(sentence(f"file.{why}", path=str(path))))


def _write_synced(path: Path, data: bytes, mode: int | None) -> None:
    with path.open("wb") as file:
        if mode is not None:
            os.chmod(path, mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _mode(path: Path) -> int | None:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(path: Path) -> None:
    """What a run that was cut had begun to write goes."""
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        _remove(leftover)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # it could not be made either: what matters has been said
