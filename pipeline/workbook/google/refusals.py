"""Refusals: an error of Google's in, a sentence that says what to click out."""

from __future__ import annotations

from gspread.exceptions import APIError

from pipeline.vocabulary.sentences import Sentence, sentence

REFUSED, ABSENT = 403, 404

# The first line whose words stand in Google's message tells what it means; a form has lines of its own.
MEANINGS: tuple[tuple[int, str, str], ...] = (
    (REFUSED, "insufficient authentication scopes", "scopes"),
    (REFUSED, "has not been used in project", "api_off"),
    (REFUSED, "it is disabled", "api_off"),
    (REFUSED, "", "not_shared"),
    (ABSENT, "", "not_found"),
    (400, "not supported for this document", "not_a_sheet"),
)


def explain(
    error: APIError, address: str, account: str, scopes: tuple[str, ...], *, is_write: bool = False
) -> Sentence:
    """What a refusal means, and what to do about it."""
    message = str(error.error.get("message", ""))
    meaning = next(
        (name for code, words, name in MEANINGS if code == error.response.status_code and words in message),
        "refused",
    )
    if meaning == "not_shared" and is_write:
        meaning = "not_writable"
    is_form = address.startswith("forms:")
    if is_form and meaning in ("not_shared", "not_found"):
        meaning = f"form_{meaning}"
    service = "Google Forms API" if is_form else "Google Sheets API"
    return sentence(
        f"google.{meaning}", address=address, account=account, scopes=scopes, service=service, message=message
    )
