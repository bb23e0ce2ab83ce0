"""What takes long to make is made once: what it is made of in, its bytes out, from the last time where there was one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

A_MONTH = 30 * 24 * 60 * 60


def keep(folder: Path, made_of: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """The same things make the same bytes: they are made once, and found in the folder from then on.

    The folder holds nothing else, and may be emptied at any time.
    """
    file = _place(folder, made_of)
    kept = _read(file)
    if kept is not None:
        return kept
    made = make()
    _replace(file, made)
    return made


def recall(file: Path, made_of: tuple[object, ...]) -> bytes | None:
    """What was last remembered there, where it was made of the same things."""
    known, _, made = (_read(file) or b"").partition(b"\n")
    return made if known == _digest(made_of).encode() else None


def remember(file: Path, made_of: tuple[object, ...], made: bytes) -> None:
    """What will be made again and again in another form: only the last one is remembered."""
    _replace(file, f"{_digest(made_of)}\n".encode() + made)


def write(file: Path, made: bytes) -> None:
    """A file, in a folder that may have to be made: most often it is there."""
    try:
        file.write_bytes(made)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made)


def _read(file: Path) -> bytes | None:
    try:
        os.utime(file)  # still needed: see below
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _replace(file: Path, made: bytes) -> None:
    draft = file.with_suffix(f".{os.getpid()}")  # two builds at once never read half a file
    write(draft, made)
    os.replace(draft, file)


def _digest(made_of: tuple[object, ...]) -> str:
    return sha256(repr(made_of).encode()).hexdigest()


def is_kept(folder: Path, made_of: tuple[object, ...]) -> bool:
    """Whether something need not be made again."""
    return _place(folder, made_of).exists()


def _place(folder: Path, made_of: tuple[object, ...]) -> Path:
    return folder / _digest(made_of)


def sweep(folder: Path, now: float) -> None:
    """What no build has needed for a month is forgotten; `now` in seconds, as files count them."""
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):  # another build has put its draft in place, or forgotten the same
            if file.is_file() and file.stat().st_mtime < now - A_MONTH:
                file.unlink()
