"""Refusals: an error of Google's in, a sentence that says what to click out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from gspread.exceptions import APIError

from pipeline.vocabulary.sentences import Sentence, sentence

INVALID, UNKNOWN, REFUSED, ABSENT = 400, 401, 403, 404

# The first line whose words stand in Google's message tells what it means; a form has lines of its own.
MEANINGS: tuple[tuple[int, str, str], ...] = (
    (UNKNOWN, "", "key_refused"),
    (REFUSED, "insufficient authentication scopes", "scopes"),
    (REFUSED, "has not been used in project", "api_off"),
    (REFUSED, "it is disabled", "api_off"),
    (REFUSED, "", "not_shared"),
    (ABSENT, "", "not_found"),
    (INVALID, "not supported for this document", "not_a_sheet"),
    (INVALID, "protected cell", "locked"),
    (INVALID, "above the limit", "full"),
)
FOR_GOOD = frozenset({"not_a_sheet", "locked", "full"})  # deciding anew would not help
UNSHARED = {"read": "not_shared", "answers": "answers_not_shared", "write": "not_writable"}
PAGES = {
    "google": "https://docs.google.com/spreadsheets/d/{key}/edit",
    "forms": "https://docs.google.com/forms/d/{key}/edit",
}
SERVICES = {"google": ("Google Sheets API", "sheets"), "forms": ("Google Forms API", "forms")}
SWITCH = re.compile(r"https://console\.\S+")  # the page of the very project, where Google names it


class Purpose(StrEnum):
    """What was being done: ANSWERS are read, and never need more."""

    READ = "read"
    ANSWERS = "answers"
    WRITE = "write"


def explain(
    error: APIError, address: str, account: str, scopes: tuple[str, ...], purpose: Purpose
) -> Sentence:
    """What a refusal means, and what to do about it."""
    kind = address.partition(":")[0]
    service, name = SERVICES[kind]
    message = str(error.error.get("message", ""))
    switch = SWITCH.search(message)
    return sentence(
        f"google.{_for_whom(meaning_of(error), kind, purpose)}",
        address=address,
        page=page_of(address),
        account=account,
        scopes=scopes,
        service=service,
        switch=switch[0]
        if switch
        else f"https://console.cloud.google.com/apis/library/{name}.googleapis.com",
        message=message,
    )


def is_for_good(error: APIError) -> bool:
    """Whether a batch was refused for a reason that only a person can remove."""
    return error.response.status_code != INVALID or meaning_of(error) in FOR_GOOD


def meaning_of(error: APIError) -> str:
    """What a refusal means, by name."""
    status, message = error.response.status_code, str(error.error.get("message", ""))
    return next((name for code, words, name in MEANINGS if code == status and words in message), "refused")


def page_of(address: str) -> str:
    """Where somebody opens the spreadsheet, or the forms, that an address names."""
    kind, _, keys = address.partition(":")
    return " ".join(_pages(kind, keys))


def _pages(kind: str, keys: str) -> Iterator[str]:
    return (PAGES[kind].format(key=key.strip()) for key in keys.split(","))


def _for_whom(meaning: str, kind: str, purpose: Purpose) -> str:
    """Forms, answers, and what may be read but not written have sentences of their own."""
    if kind == "forms" and meaning in ("not_shared", "not_found"):
        return f"form_{meaning}"
    return UNSHARED[purpose] if meaning == "not_shared" else meaning
