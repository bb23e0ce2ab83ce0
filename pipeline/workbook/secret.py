"""The secret under which origins are made: a file beside the workbook that only its owner may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pipeline.vocabulary.problems import WorkbookError

BYTES = 32


def read_secret(path: Path) -> bytes | None:
    """The secret, or None where there is none yet."""
    try:
        text = path.read_text(encoding="ascii").strip()
        return bytes.fromhex(text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise WorkbookError(f"{path}: the key cannot be read. Bring it back from your safe copy.") from error


def make_secret(path: Path) -> bytes:
    """A new secret, readable by its owner only; never replaces one that is there."""
    secret = secrets.token_bytes(BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise WorkbookError(f"{path}: the key cannot be written. Check the folder’s permissions.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return secret
