"""Colours as Google keeps them: 32-bit floats, zeros left out, each colour also as a style."""

from __future__ import annotations

from typing import Any

import numpy

from tests.sheets.kinds import Json
from tests.sheets.masks import Mask

COLOURS = ("backgroundColor", "tabColor", "foregroundColor")
PARTS = ("red", "green", "blue", "alpha")


def single(value: float) -> float:
    """The shortest number that is the same 32-bit float."""
    return float(str(numpy.float32(value)))


def colour_from_hex(code: str) -> Json:
    """`4285F4` → red, green, blue from 0 to 1; a zero is left out."""
    shares = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return clean(dict(zip(PARTS, shares, strict=False)))


def clean(colour: Json) -> Json:
    """A colour without its zeros, in 32-bit floats."""
    return {part: single(colour[part]) for part in PARTS if colour.get(part)}


def mirror(thing: Any) -> Any:
    """A copy in which each colour has its style, and each plain style its colour."""
    if isinstance(thing, list):
        return [mirror(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    copied = {name: mirror(value) for name, value in thing.items()}
    for name in COLOURS:
        _pair(copied, name)
    return copied


def _pair(thing: Json, name: str) -> None:
    style = thing.get(name + "Style")
    if thing.get(name) is not None:
        thing[name] = clean(thing[name])
        thing[name + "Style"] = {"rgbColor": dict(thing[name])}
    elif style and style.get("rgbColor") is not None:
        thing[name] = clean(style["rgbColor"])
        thing[name + "Style"] = {"rgbColor": dict(thing[name])}


def widen(mask: Mask) -> Mask:
    """A mask that names a colour names its style too, and the other way round."""
    wide = {name: widen(below) for name, below in mask.items()}
    for name in COLOURS:
        if name in wide or name + "Style" in wide:
            wide[name] = wide[name + "Style"] = {}
    return wide
