"""Machine code: a function over arrays and numbers comes in; the same function, compiled, leaves.

The optional extra `scale`. None of the shortcuts that compilers may take with fractions: the same numbers everywhere.
"""

from __future__ import annotations

from typing import Any

from numba import njit

SETTINGS: dict[str, Any] = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",  # whoever divides has seen to it that it can be done
    "forceinline": True,
    # Nobody counts who holds an array: what is compiled makes none and keeps none, its callers do. Counting took longer
    # than comparing.
    "_nrt": False,
}

compiled = njit(**SETTINGS)
