"""What becomes of a value that is put in a cell: kept as it is (RAW), or read as if typed (USER_ENTERED)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from tests.sheets.kinds import Json, Refusal
from tests.sheets.locales import Locale

EPOCH = datetime(1899, 12, 30)
Typed: TypeAlias = tuple[Json, Json | None]  # the extended value, and the number format that typing it brings

DATE_TIME = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
PERCENT = re.compile(r"[+-]?\d+(\.\d+)?%")
MONEY = re.compile(r"([+-]?)\$(\d+(?:,\d{3})*(?:\.\d+)?)")
WHOLE = re.compile(r"[+-]?\d+")
DECIMAL = re.compile(r"[+-]?(\d+\.\d*|\.\d+)")
SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def keep_raw(value: Any, _locale: Locale) -> Typed:
    """A value as it is: text stays text, even when it begins with an equals sign."""
    if isinstance(value, bool):
        return {"boolValue": value}, None
    return ({"numberValue": value} if isinstance(value, int | float) else {"stringValue": value}), None


def read_typed(value: Any, locale: Locale) -> Typed:
    """A value as if a person had typed it in the cell."""
    if not isinstance(value, str):
        return keep_raw(value, locale)
    if value.startswith("'"):
        return {"stringValue": value[1:]}, None
    if value.startswith("=") and len(value) > 1:
        return {"formulaValue": value}, None
    if value.upper() in ("TRUE", "FALSE"):
        return {"boolValue": value.upper() == "TRUE"}, None
    return read_number(value, locale) or ({"stringValue": value}, None)


def read_number(text: str, locale: Locale) -> Typed | None:
    """A number, a share, an amount or a date; None when the text is only text."""
    american = in_american(text.strip(), locale)
    for pattern, convert in NUMBERS:
        found = pattern.fullmatch(american)
        if found:
            return convert(found)
    return read_date(text.strip(), locale)


def in_american(text: str, locale: Locale) -> str:
    """The same number with American marks; a date with points becomes no number at all."""
    return text.translate({ord(locale.thousands): ",", ord(locale.decimal): "."})


def _grouped(found: re.Match[str]) -> Typed:
    pattern = "#,##0.00" if found[2] else "#,##0"
    return {"numberValue": float(found[0].replace(",", ""))}, {"type": "NUMBER", "pattern": pattern}


def _percent(found: re.Match[str]) -> Typed:
    pattern = "0.00%" if found[1] else "0%"
    return {"numberValue": float(found[0][:-1]) / 100}, {"type": "PERCENT", "pattern": pattern}


def _money(found: re.Match[str]) -> Typed:
    pattern = '"$"#,##0.00' if "." in found[2] else '"$"#,##0'
    value = float(found[1] + found[2].replace(",", ""))
    return {"numberValue": value}, {"type": "CURRENCY", "pattern": pattern}


def _scientific(found: re.Match[str]) -> Typed:
    return {"numberValue": float(found[0])}, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}


NUMBERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Typed]], ...] = (
    (WHOLE, lambda found: ({"numberValue": int(found[0])}, None)),
    (DECIMAL, lambda found: ({"numberValue": float(found[0])}, None)),
    (SCIENTIFIC, _scientific),
    (GROUPED, _grouped),
    (PERCENT, _percent),
    (MONEY, _money),
)


def read_date(text: str, locale: Locale) -> Typed | None:
    """A date, with or without a time, in the locale's order or beginning with the year."""
    found = DATE_TIME.fullmatch(text)
    if not found:
        return None
    order = "ymd" if len(found[1]) == 4 else locale.date_order
    parts = dict(zip(order, (int(found[at]) for at in (1, 2, 3)), strict=True))
    moment = moment_from(parts, [int(found[at] or 0) for at in (4, 5, 6)])
    if moment is None:
        return None
    pattern = "yyyy-mm-dd" if order == "ymd" else locale.date_pattern
    if found[4]:
        return {"numberValue": serial_from(moment)}, {"type": "DATE_TIME", "pattern": f"{pattern} hh:mm:ss"}
    return {"numberValue": int(serial_from(moment))}, {"type": "DATE", "pattern": pattern}


def moment_from(parts: dict[str, int], clock: list[int]) -> datetime | None:
    """The moment, or None when there is no such day; a year of two digits is of this century."""
    year = parts["y"] + (2000 if parts["y"] < 100 else 0)
    try:
        return datetime(year, parts["m"], parts["d"], clock[0], clock[1], clock[2])
    except ValueError:
        return None


def serial_from(moment: datetime) -> float:
    """Days since 30 December 1899, the time of day as a fraction."""
    return (moment - EPOCH) / timedelta(days=1)


INPUT_OPTIONS: dict[str, Callable[[Any, Locale], Typed]] = {"RAW": keep_raw, "USER_ENTERED": read_typed}


def reader_of(option: str | None) -> Callable[[Any, Locale], Typed]:
    """The way of reading that `valueInputOption` names."""
    if option not in INPUT_OPTIONS:
        raise Refusal("'valueInputOption' is required but not specified")
    return INPUT_OPTIONS[option]
