"""Somebody who fills in the form: what then happens in the linked tab, and in the Forms interface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.sheets.endpoints.forms import Form
from tests.sheets.kinds import Json
from tests.sheets.requests import apply_batch
from tests.sheets.sheet import Sheet
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.typing_in import read_typed, serial_from
from tests.sheets.values import set_value
from tests.sheets.world import ROBOT, World


@dataclass
class LinkedTab:
    """The tab that a form fills: a timestamp, then one column for each question."""

    world: World
    spreadsheet: Spreadsheet
    sheet: int

    def submit(self, moment: datetime, answers: list[str]) -> int:
        """A new response: a row is inserted after the last one that came from the form. The answer is its number."""
        sheet = self.spreadsheet.sheet(self.sheet)
        row = last_response(sheet) + 1
        span = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        with self.world.lock:
            apply_batch(self.spreadsheet, [{"insertDimension": {"range": span}}])
            self.correct(row, moment, answers)
        return row

    def correct(self, row: int, moment: datetime, answers: list[str]) -> None:
        """An answer that is sent again overwrites its row where it stands."""
        sheet = self.spreadsheet.sheet(self.sheet)
        look = {"type": "DATE_TIME", "pattern": f"{self.spreadsheet.locale.date_pattern} hh:mm:ss"}
        with self.world.lock, self.spreadsheet.atomic():
            set_value(sheet, row, 0, ({"numberValue": serial_from(moment)}, look))
            for column, answer in enumerate(answers, 1):
                typed: Any = read_typed(answer, self.spreadsheet.locale) if answer else ""
                set_value(sheet, row, column, typed)


def last_response(sheet: Sheet) -> int:
    """The last row with a timestamp; the headings when there is none yet."""
    stamped = (row for row in sheet.rows if "numberValue" in sheet.cell(row, 0).get("userEnteredValue", {}))
    return max(stamped, default=0)


def make_form(world: World, key: str, questions: dict[str, str], reader: str = ROBOT) -> Form:
    """A form whose questions are given by identifier and title, readable by an account."""
    items = [
        {"itemId": question, "title": title, "questionItem": {"question": {"questionId": question}}}
        for question, title in questions.items()
    ]
    description: Json = {"formId": key, "info": {"title": "Form", "documentTitle": "Form"}, "items": items}
    form = Form(description, readers={reader})
    world.forms[key] = form
    return form


def respond(form: Form, response: str, moment: str, answers: dict[str, list[str]], created: str = "") -> None:
    """A response as the Forms interface gives it: one value for each ticked box; the same identifier replaces it."""
    given = {
        question: {"questionId": question, "textAnswers": {"answers": [{"value": value} for value in values]}}
        for question, values in answers.items()
    }
    form.responses[:] = [each for each in form.responses if each["responseId"] != response]
    form.responses.append(
        {
            "responseId": response,
            "createTime": created or moment,
            "lastSubmittedTime": moment,
            "answers": given,
        }
    )
