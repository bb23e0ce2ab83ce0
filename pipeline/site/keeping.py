"""What takes long to make is made once: what it is made of in, its bytes out, from the last time where there was one."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

A_MONTH = 30 * 24 * 60 * 60


def keep(folder: Path, made_of: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """The same things make the same bytes: they are made once, and found in the folder from then on.

    The folder holds nothing else, and may be emptied at any time.
    """
    file = _place(folder, made_of)
    if file.exists():
        os.utime(file)  # still needed: see below
        return file.read_bytes()
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")  # two builds at once never read half a file
    draft.write_bytes(made)
    os.replace(draft, file)
    return made


def is_kept(folder: Path, made_of: tuple[object, ...]) -> bool:
    """Whether something need not be made again."""
    return _place(folder, made_of).exists()


def _place(folder: Path, made_of: tuple[object, ...]) -> Path:
    return folder / sha256(repr(made_of).encode()).hexdigest()


def sweep(folder: Path, now: float) -> None:
    """What no build has needed for a month is forgotten; `now` in seconds, as files count them."""
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_mtime < now - A_MONTH:
            file.unlink(missing_ok=True)
