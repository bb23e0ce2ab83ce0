"""Answers read from the forms themselves: for each form a tab like the one that Google would fill in a spreadsheet.

Better than that tab: questions and responses bear Google's own identifiers, so that neither a new title nor a new telephone
number makes a stranger of them; each ticked box is a value of its own, text stays text, and the time is known with its zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.workbook.google.access import FORM, Connection
from pipeline.workbook.google.client import PatientClient

FORMS = "https://forms.googleapis.com/v1/forms"
STRUCTURE = "info(title,documentTitle),items(title,questionItem(question(questionId)),questionGroupItem(questions(questionId,rowQuestion(title))))"
TIMESTAMP = "Timestamp"
BETWEEN_BOXES = "\n"  # labels may hold commas, never a line's end

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question of a form: its identifier, and the heading that Google's own tab would give it."""

    id: str
    heading: str


def read_forms(keys: Sequence[str], connection: Connection, zone: str) -> tuple[Sheet, ...]:
    """One tab for each form, each response a row, in the order in which they came in."""
    return tuple(_read_form(key, connection, ZoneInfo(zone)) for key in keys)


def _read_form(key: str, connection: Connection, zone: ZoneInfo) -> Sheet:
    with connection.explained(f"{FORM}{key}"):
        client = connection.client
        form = client.request("get", f"{FORMS}/{key}", params={"fields": STRUCTURE}).json()
        responses = list(_responses(client, key))
    asked = list(_questions(form))
    heading: tuple[Cell, ...] = (TIMESTAMP, *(question.heading for question in asked))
    responses.sort(key=_submitted)
    return Sheet(
        _title(form, key),
        (heading, *(_row(response, asked, zone) for response in responses)),
        row_ids=("", *(str(response["responseId"]) for response in responses)),
        column_ids=("", *(question.id for question in asked)),
    )


def _responses(client: PatientClient, key: str) -> Iterator[Json]:
    page = ""
    while True:
        params = {"pageToken": page} if page else {}
        answer = client.request("get", f"{FORMS}/{key}/responses", params=params).json()
        yield from answer.get("responses", ())
        page = answer.get("nextPageToken", "")
        if not page:
            return


def _questions(form: Json) -> Iterator[Asked]:
    for item in form.get("items", ()):
        title = item.get("title", "")
        single = item.get("questionItem", {}).get("question", {})
        if single:
            yield Asked(single["questionId"], title)
        for row in item.get("questionGroupItem", {}).get("questions", ()):
            yield Asked(row["questionId"], f"{title} [{row['rowQuestion']['title']}]")


def _row(response: Json, asked: Sequence[Asked], zone: ZoneInfo) -> tuple[Cell, ...]:
    moment = datetime.fromisoformat(_submitted(response)).astimezone(zone).replace(tzinfo=None, microsecond=0)
    answers = response.get("answers", {})
    return (moment, *(_cell(answers.get(question.id, {})) for question in asked))


def _cell(answer: Json) -> Cell:
    values = [str(given.get("value", "")) for given in answer.get("textAnswers", {}).get("answers", ())]
    if len(values) > 1:
        values = [" ".join(value.split()) for value in values]
    return BETWEEN_BOXES.join(value for value in values if value) or None


def _submitted(response: Json) -> str:
    """When the response was sent, or sent again, as Google writes it."""
    return str(response.get("lastSubmittedTime") or response["createTime"])


def _title(form: Json, key: str) -> str:
    info = form.get("info", {})
    return str(info.get("title") or info.get("documentTitle") or key)
