"""Data and the noun it should become in; a fault for each place where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.settings.faults import Fault, Path, hint
from pipeline.settings.source import Source
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.week import SLOTS

# What pydantic calls an error → our sentence. {limit} comes from the bound that was passed.
SENTENCES = {
    "string_type": "fault.text",
    "int_type": "fault.whole_number",
    "int_parsing": "fault.whole_number",
    "int_from_float": "fault.whole_number",
    "float_type": "fault.number",
    "float_parsing": "fault.number",
    "finite_number": "fault.number",
    "greater_than_equal": "fault.too_small",
    "less_than_equal": "fault.too_large",
    "bool_type": "fault.yes_no",
    "bool_parsing": "fault.yes_no",
    "dict_type": "fault.group",
    "model_type": "fault.group",
    "tuple_type": "fault.list",
    "too_short": "fault.empty",
    "date_type": "fault.date",
    "date_parsing": "fault.date",
    "date_from_datetime_parsing": "fault.date",
    "date_from_datetime_inexact": "fault.date",
    "missing_argument": "fault.pair",
    "unexpected_positional_argument": "fault.pair",
    "too_long": "fault.pair",
}
CHOICES = {"enum", "literal_error"}
PATTERNS = {r"^\w{1,4}$": "fault.initials"}  # every other pattern is that of a code


def faults_of(source: Source, noun: type[BaseModel]) -> tuple[Fault, ...]:
    """What the file could not be read as, and everything in it that does not fit the noun."""
    if not source.is_readable:
        return source.faults
    told = {(fault.path, fault.line) for fault in source.faults}
    found = (*_misfits(source, noun), *_truths(source, noun))
    return (*source.faults, *(fault for fault in found if (fault.path, fault.line) not in told))


def _misfits(source: Source, noun: type[BaseModel]) -> Iterator[Fault]:
    try:
        noun.model_validate(source.data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield from _told(source, noun, detail)


def _truths(source: Source, noun: type[BaseModel]) -> Iterator[Fault]:
    """A yes or a no is not a number, although Python counts it as one."""
    expected = {int: "fault.whole_number", float: "fault.number"}
    for path, text in source.misread.items():
        if isinstance(source.at(path), bool) and _expected(noun, path) in expected:
            yield source.fault(path, sentence(expected[_expected(noun, path)], found=text))


def _told(source: Source, noun: type[BaseModel], detail: ErrorDetails) -> Iterator[Fault]:
    path: Path = tuple(key for key in detail["loc"] if key != "[key]")
    if detail["type"] == "value_error":
        yield from _slots(source, path, detail["input"])
        return
    yield source.fault(path, _sentence(source, noun, path, detail))


def _slots(source: Source, path: Path, option: Any) -> Iterator[Fault]:
    """An option stands for slots of the week that exist."""
    for index, slot in enumerate(option["slots"]):
        if slot not in SLOTS:
            yield source.fault(
                (*path, "slots", index), sentence("fault.slot", found=slot, hint=hint(slot, SLOTS))
            )


def _sentence(source: Source, noun: type[BaseModel], path: Path, detail: ErrorDetails) -> Sentence:
    kind, key = detail["type"], str(path[-1]) if path else ""
    if kind == "missing":
        return sentence("fault.missing" if isinstance(path[-1], str) else "fault.pair", key=key)
    if kind == "extra_forbidden":
        return sentence("fault.unknown_key", found=key, hint=hint(key, _keys(noun, path[:-1])))
    if detail["input"] is None:
        return sentence("fault.nothing", key=key)
    return _misfit(source, path, detail)


def _misfit(source: Source, path: Path, detail: ErrorDetails) -> Sentence:
    kind, found = detail["type"], _shown(source, path, detail["input"])
    if kind in CHOICES:
        allowed = re.findall(r"'([^']*)'", str(detail["ctx"]["expected"]))
        return sentence("fault.choice", found=found, hint=hint(str(detail["input"]), allowed))
    if kind == "string_type" and path in source.misread:
        return sentence("fault.quote", found=found, kind=_kind(detail["input"]))
    if kind == "string_pattern_mismatch":
        return sentence(PATTERNS.get(detail["ctx"]["pattern"], "fault.code"), found=found)
    return sentence(SENTENCES.get(kind, "fault.other"), found=found, limit=_limit(detail.get("ctx")))


def _shown(source: Source, path: Path, found: object) -> str | Sentence:
    """What was found, as it is written in the file; only named where it is long."""
    if isinstance(found, Mapping):
        return sentence("kind.group")
    if isinstance(found, list):
        return sentence("kind.list")
    return source.misread.get(path, str(found))


def _kind(value: object) -> Sentence:
    kinds = {"bool": "yes_no", "int": "number", "float": "number"}
    return sentence(f"kind.{kinds.get(type(value).__name__, 'date')}")


def _limit(context: Mapping[str, Any] | None) -> str:
    bounds = context or {}
    return f"{bounds.get('ge', bounds.get('le', '')):g}" if {"ge", "le"} & set(bounds) else ""


def _keys(noun: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The settings that exist at a path."""
    expected = _expected(noun, path)
    return tuple(expected.model_fields) if _is_noun(expected) else ()


def _expected(noun: type[BaseModel], path: Path) -> Any:
    """What the noun expects at a path; None where it expects nothing."""
    expected: Any = noun
    for key in path:
        expected = _unwrapped(_inside(expected, key))
    return expected


def _inside(expected: Any, key: str | int) -> Any:
    if _is_noun(expected):
        inside = expected.model_fields.get(str(key))
        return inside.annotation if inside else None
    arguments = [argument for argument in get_args(expected) if argument is not Ellipsis]
    return arguments[-1] if arguments else None


def _unwrapped(expected: Any) -> Any:
    if get_origin(expected) in {Union, UnionType}:
        return next(argument for argument in get_args(expected) if argument is not type(None))
    return expected


def _is_noun(expected: Any) -> bool:
    return isinstance(expected, type) and issubclass(expected, BaseModel)
