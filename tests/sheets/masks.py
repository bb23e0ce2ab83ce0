"""Field masks, `a.b,c(d,e/f)`: what to keep of an answer, what to change in a thing."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from tests.sheets.kinds import Json, Refusal

Mask: TypeAlias = dict[str, Any]

PIECE = re.compile(r"[\w*]+|[./(),]")
EVERYTHING: Mask = {}


def parse_mask(text: str) -> Mask:
    """`a.b,c(d)` → {a: {b: {}}, c: {d: {}}}; an empty branch means everything below."""
    mask: Mask = {}
    stack, here = [mask], mask
    for piece in PIECE.findall(text.replace(" ", "")):
        here = _STEPS.get(piece, _go_into)(piece, stack, here)
    if len(stack) != 1 or not mask:
        raise Refusal(f"Invalid field mask: {text}")
    return mask


def _go_into(name: str, _stack: list[Mask], here: Mask) -> Mask:
    return here.setdefault(name, {})  # type: ignore[no-any-return]  # a mask holds masks


def _open(_mark: str, stack: list[Mask], here: Mask) -> Mask:
    stack.append(here)
    return here


def _close(_mark: str, stack: list[Mask], _here: Mask) -> Mask:
    return stack.pop() if len(stack) > 1 else {}


def _separate(_mark: str, stack: list[Mask], _here: Mask) -> Mask:
    return stack[-1]


def _descend(_mark: str, _stack: list[Mask], here: Mask) -> Mask:
    return here


_STEPS = {"(": _open, ")": _close, ",": _separate, ".": _descend, "/": _descend}


def is_everything(mask: Mask) -> bool:
    """An empty mask and a star both mean everything."""
    return not mask or "*" in mask


def pick(thing: Any, mask: Mask) -> Any:
    """What the mask keeps of a JSON value; lists are looked through."""
    if is_everything(mask):
        return thing
    if isinstance(thing, list):
        return [pick(item, mask) for item in thing]
    if not isinstance(thing, dict):
        return thing
    return {name: pick(value, mask[name]) for name, value in thing.items() if name in mask}


def put(old: Json, new: Json, mask: Mask) -> Json:
    """The old object with what the mask names taken from the new one; neither is changed."""
    if is_everything(mask):
        return dict(new)
    changed = dict(old)
    for name, below in mask.items():
        value = _merged(changed.get(name), new.get(name), below)
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return _in_order_of(old, changed)


def _merged(old: Any, new: Any, below: Mask) -> Any:
    if is_everything(below):
        return new
    return put(old or {}, new or {}, below) or None


def _in_order_of(old: Json, changed: Json) -> Json:
    first = {name: changed[name] for name in old if name in changed}
    return {**first, **changed}


def holds(mask: Mask, *path: str) -> bool:
    """Does the mask keep anything at this path?"""
    for name in path:
        if is_everything(mask):
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True
