"""What protocol buffers do to JSON on the way in and out: nulls and defaults disappear."""

from __future__ import annotations

from typing import Any

from tests.sheets.kinds import Json

RANGES = {"range", "ranges", "merges", "dimensionRange", "unprotectedRanges"}


def without_nulls(thing: Any) -> Any:
    """A null field is an absent field; a null in a list of values stays, for it means "skip this cell"."""
    if isinstance(thing, list):
        return [without_nulls(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    return {name: without_nulls(value) for name, value in thing.items() if value is not None}


def shown(thing: Any, name: str = "") -> Any:
    """The thing as it is sent: in a range, the sheet 0 is the default and is left out."""
    if isinstance(thing, list):
        return [shown(item, name) for item in thing]
    if not isinstance(thing, dict):
        return thing
    return {
        key: shown(value, key)
        for key, value in thing.items()
        if not (key == "sheetId" and value == 0 and name in RANGES)
    }


def without_defaults(thing: Json, *names: str) -> Json:
    """The object without those of the named fields that are zero, false or empty."""
    return {name: value for name, value in thing.items() if name not in names or value}
