"""Free text, dates and numbers ⇄ cells."""

from __future__ import annotations

import re
from datetime import date, timedelta

from babel.dates import format_date

from pipeline.answers.cells import excerpt, western_digits
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.people import Answer
from pipeline.words import Speaker, normalised

EPOCH = date(1899, 12, 30)  # day 0 of every spreadsheet
SERIALS = range(20_000, 80_000)  # numbers that can be a day: 1954 to 2119
CENTURY = 2000  # of years written with two figures

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_NUMBER = re.compile(r"-?\d{1,10}(?:[.,]0+)?")


def read_text(_question: Question, text: str) -> Reading:
    """Free text is its own answer."""
    return Reading(text)


def write_text(_question: Question, answer: Answer, _speaker: Speaker) -> str:
    """Free text as it was given."""
    return str(answer)


def read_date(_question: Question, text: str) -> Reading:
    """A day: 12/3/2026 (the day first), 2026-03-12, a spreadsheet's number, or nothing with a fault."""
    day = date_from(text)
    return Reading(day) if day else Reading(None, (Fault("unreadable_date", {"text": excerpt(text)}),))


def date_from(text: str) -> date | None:
    """The day that a text says, the day before the month as people here write it."""
    digits = western_digits(normalised(text))
    if digits.isdecimal() and len(digits) == 5 and int(digits) in SERIALS:
        return EPOCH + timedelta(days=int(digits))
    return _from_numbers(digits)


def _from_numbers(text: str) -> date | None:
    iso, usual = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if iso:
        return _day(*(int(part) for part in iso.groups()))
    if usual:
        day, month, year = usual.groups()
        return _day(int(year) + (CENTURY if len(year) == 2 else 0), int(month), int(day))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def write_date(_question: Question, answer: Answer, speaker: Speaker) -> str:
    """A day as dd/mm/yyyy, which every one of our languages reads alike."""
    return (
        format_date(answer, "dd/MM/yyyy", locale=speaker.locale) if isinstance(answer, date) else str(answer)
    )


def read_number(_question: Question, text: str) -> Reading:
    """A whole number, in the digits of any script."""
    digits = western_digits(text.replace(" ", ""))
    if not _NUMBER.fullmatch(digits):
        return Reading(None, (Fault("unreadable_number", {"text": excerpt(text)}),))
    return Reading(int(re.split(r"[.,]", digits)[0]))


def write_number(_question: Question, answer: Answer, _speaker: Speaker) -> str:
    """A whole number in plain digits."""
    return str(answer)
