"""What a cell answers: as shown, as a plain value, or as the formula behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.sheets.formulas import ERROR_TEXTS, evaluate
from tests.sheets.kinds import Json
from tests.sheets.locales import AMERICAN, Locale
from tests.sheets.typing_in import EPOCH

DATES = {"DATE", "TIME", "DATE_TIME"}
DATE_PARTS = {
    "yyyy": "%Y",
    "yy": "%y",
    "mm": "%m",
    "m": "%-m",
    "dd": "%d",
    "d": "%-d",
    "hh": "%H",
    "h": "%-H",
    "ss": "%S",
}
DATE_PART = re.compile("yyyy|yy|mm|m|dd|d|hh|h|ss")


@dataclass(frozen=True)
class Rendering:
    """How values are answered: `valueRenderOption`, `dateTimeRenderOption`, and the spreadsheet's locale."""

    values: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    locale: Locale = AMERICAN


SHOWN = Rendering()


def render(cell: Json | None, rendering: Rendering = SHOWN) -> Any:
    """The value of a cell under the options; an empty cell is an empty text."""
    entered = (cell or {}).get("userEnteredValue")
    if not cell or not entered:
        return ""
    if "formulaValue" in entered and rendering.values == "FORMULA":
        return entered["formulaValue"]
    ((kind, value),) = effective(entered).items()
    return RENDERERS[kind](value, cell, rendering)


def effective(entered: Json) -> Json:
    """What an entered value comes to once formulas are calculated."""
    return evaluate(entered["formulaValue"]) if "formulaValue" in entered else entered


def _render_text(value: str, _cell: Json, _rendering: Rendering) -> Any:
    return value


def _render_truth(value: bool, _cell: Json, rendering: Rendering) -> Any:
    if rendering.values != "FORMATTED_VALUE":
        return value
    return "TRUE" if value else "FALSE"


def _render_error(value: Json, _cell: Json, _rendering: Rendering) -> Any:
    return ERROR_TEXTS[value["type"]]


def _render_number(value: float, cell: Json, rendering: Rendering) -> Any:
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    if rendering.values == "FORMATTED_VALUE":
        return show_number(value, number_format, rendering.locale)
    is_date_text = rendering.values == "UNFORMATTED_VALUE" and rendering.dates == "FORMATTED_STRING"
    if is_date_text and number_format.get("type") in DATES:
        return show_date(value, number_format, rendering.locale)
    return int(value) if float(value).is_integer() else value


RENDERERS: dict[str, Callable[[Any, Json, Rendering], Any]] = {
    "stringValue": _render_text,
    "boolValue": _render_truth,
    "errorValue": _render_error,
    "numberValue": _render_number,
}


def show_number(value: float, number_format: Json, locale: Locale) -> str:
    """A number as its format and the locale show it."""
    if number_format.get("type") in DATES:
        return show_date(value, number_format, locale)
    pattern = number_format.get("pattern", "")
    show = PATTERNS.get(pattern)
    text = show(value) if show else show_plain(value)
    return text if number_format.get("type") == "TEXT" else in_locale(text, locale)


def show_plain(value: float) -> str:
    """A number without a format: no needless zeros, ten decimals at most."""
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


PATTERNS: dict[str, Callable[[float], str]] = {
    "#,##0": "{:,.0f}".format,
    "#,##0.00": "{:,.2f}".format,
    '"$"#,##0': "${:,.0f}".format,
    '"$"#,##0.00': "${:,.2f}".format,
    "0%": "{:.0%}".format,
    "0.00%": "{:.2%}".format,
    "0.00": "{:.2f}".format,
    "0": "{:.0f}".format,
    "0.00E+00": "{:.2E}".format,
}


def in_locale(text: str, locale: Locale) -> str:
    """American digits with the locale's marks."""
    return text.translate({ord(","): locale.thousands, ord("."): locale.decimal})


def show_date(value: float, number_format: Json, locale: Locale) -> str:
    """A serial number as a date; minutes are the `mm` that follow hours."""
    pattern = number_format.get("pattern") or locale.date_pattern
    moment = EPOCH + timedelta(days=value) + timedelta(microseconds=500)
    code = DATE_PART.sub(lambda found: DATE_PARTS[found[0]], pattern.replace("h:mm", "h:%M"))
    return moment.strftime(code)
