"""What a spreadsheet's locale changes: the decimal mark, and the order of day and month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Locale:
    """How numbers and dates are typed and shown."""

    decimal: str
    thousands: str
    date_order: str  # the order in which day, month and year are typed: "dmy" or "mdy"
    date_pattern: str


AMERICAN = Locale(".", ",", "mdy", "m/d/yyyy")
BRITISH = Locale(".", ",", "dmy", "dd/mm/yyyy")
CONTINENTAL = Locale(",", ".", "dmy", "dd/mm/yyyy")
FRENCH = Locale(",", "\u202f", "dmy", "dd/mm/yyyy")

LOCALES = {"en_US": AMERICAN, "en": BRITISH, "fr": FRENCH}


def locale_of(code: str) -> Locale:
    """The locale's own rules, else its language's, else those of the continent."""
    return LOCALES.get(code) or LOCALES.get(code.partition("_")[0]) or CONTINENTAL
