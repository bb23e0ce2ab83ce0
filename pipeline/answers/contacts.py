"""Names, telephone numbers and e-mail addresses ⇄ text. No fault ever quotes a contact detail."""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumber, PhoneNumberFormat

from pipeline.answers.cells import western_digits
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question

REGION = "BE"
LONGEST_NAME = 100
LONGEST_PHONE = 60
SHORTEST_PHONE = 5  # digits

_FORMULA = re.compile(r"[=+@＝]|-\s*\d")
_CONTACT = re.compile(r"\S@\S|(?:\d[\s./-]*){6,}")
_BETWEEN = re.compile(r"\s*(?:\n|;|,|/(?=\s*[+0])|\bou\b|\bof\b|\bor\b|\bet\b|\ben\b)\s*")
_ANGLES = re.compile(r".*<([^<>]+)>\s*")


def read_name(_question: Question, text: str) -> Reading:
    """A name on one line, exactly as written; a telephone number or an e-mail address is no name."""
    name = " ".join(text.split())
    if _CONTACT.search(western_digits(name)) and not _FORMULA.match(name):
        return Reading(None, (Fault("name_is_contact"),))
    faults = []
    if _FORMULA.match(name):
        faults.append(Fault("name_is_formula"))
    if len(name) > LONGEST_NAME:
        faults.append(Fault("name_too_long", {"length": len(name)}))
    return Reading(name[:LONGEST_NAME].rstrip(), tuple(faults))


def read_phone(_question: Question, text: str) -> Reading:
    """A telephone number as E.164, Belgian unless it says otherwise; a lost leading zero is found again."""
    numbers, others = _numbers_in(western_digits(text))
    if not numbers:
        return Reading(None, (Fault("unreadable_phone"),))
    faults = []
    if others:
        faults.append(Fault("several_phones"))
    if not phonenumbers.is_valid_number(numbers[0]):
        faults.append(Fault("doubtful_phone"))
    return Reading(phonenumbers.format_number(numbers[0], PhoneNumberFormat.E164), tuple(faults))


def _numbers_in(text: str) -> tuple[list[PhoneNumber], bool]:
    """The number that a whole text is, else those of its parts; and whether there is more than one part."""
    whole = _number(text)
    if whole and phonenumbers.is_valid_number(whole):
        return [whole], False
    parts = [part for part in _BETWEEN.split(text) if part]
    found = [whole] if len(parts) == 1 else map(_number, parts)
    return [number for number in found if number], len(parts) > 1


def _number(text: str) -> PhoneNumber | None:
    """The first way of reading a number that is a real one, else the first that has a possible length."""
    if len(text) > LONGEST_PHONE or sum(char.isdecimal() for char in text) < SHORTEST_PHONE:
        return None
    possible = []
    for spelling in _spellings(text):
        number = _parsed(spelling)
        if number and phonenumbers.is_valid_number(number):
            return number
        if number and phonenumbers.is_possible_number(number) and not number.italian_leading_zero:
            possible.append(number)
    return next(iter(possible), None)


def _spellings(text: str) -> tuple[str, ...]:
    """As written; with the plus that a spreadsheet takes for a sign and drops; with the zero that it drops."""
    digits = re.sub(r"\D", "", text)
    return text, f"+{digits}", f"0{digits}"


def _parsed(text: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None


def read_email(_question: Question, text: str) -> Reading:
    """An e-mail address as it would be used; no network is asked whether it exists."""
    address = _ANGLES.sub(r"\1", text.removeprefix("mailto:")).replace(" ", "").strip(".,;<>")
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return Reading(None, (Fault("unreadable_email"),))
    return Reading(found.normalized)
