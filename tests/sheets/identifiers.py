"""New identifiers as Google makes them, the same ones at each run of a test."""

from __future__ import annotations

import random
import string

LETTERS = string.ascii_letters + string.digits + "-_"


class Identifiers:
    """A source of identifiers that repeats itself for the same seed."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)

    def number(self) -> int:
        """For tabs, protections, filters, metadata."""
        return self._random.randint(1, 2**31 - 1)

    def key(self) -> str:
        """For files."""
        return "1" + "".join(self._random.choices(LETTERS, k=43))
