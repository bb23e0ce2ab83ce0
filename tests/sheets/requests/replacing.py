"""findReplace: texts found by what they are, not by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.sheets.kinds import Json, Refusal
from tests.sheets.notation import Box
from tests.sheets.rendering import Rendering, render
from tests.sheets.sheet import Area, Cell
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.typing_in import keep_raw, read_typed
from tests.sheets.values import set_value

BACK_REFERENCE = re.compile(r"\$(\d)")


@dataclass
class Tally:
    """What a replacement changed."""

    values: int = 0
    formulas: int = 0
    occurrences: int = 0
    rows: set[tuple[int, int]] = field(default_factory=set)
    sheets: set[int] = field(default_factory=set)

    def answer(self) -> Json:
        """The counts of a FindReplaceResponse, without the zeros."""
        counts = {
            "valuesChanged": self.values,
            "formulasChanged": self.formulas,
            "rowsChanged": len(self.rows),
            "sheetsChanged": len(self.sheets),
            "occurrencesChanged": self.occurrences,
        }
        return {name: count for name, count in counts.items() if count}


def find_replace(spreadsheet: Spreadsheet, request: Json) -> Json:
    """Replace a text in the cells of a range, a tab or all tabs."""
    if not request.get("find"):
        raise Refusal("find must be set.")
    tally, pattern = Tally(), pattern_of(request)
    for area in areas_of(spreadsheet, request):
        for row, column, cell in candidates_in(area, request):
            replaced, times = replaced_in(spreadsheet, cell, pattern, request)
            if times:
                write_back(spreadsheet, area, (row, column), replaced)
                count(tally, area, row, cell, times)
    return tally.answer()


def pattern_of(request: Json) -> re.Pattern[str]:
    """The text as a pattern; with matchEntireCell it must be the whole of the cell."""
    source = request["find"] if request.get("searchByRegex") else re.escape(request["find"])
    whole = rf"\A(?:{source})\Z" if request.get("matchEntireCell") else source
    try:
        return re.compile(whole, re.NOFLAG if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise Refusal(f"Invalid regular expression: {request['find']}") from error


def areas_of(spreadsheet: Spreadsheet, request: Json) -> list[Area]:
    """Where to look."""
    if "range" in request:
        return [spreadsheet.area(request["range"])]
    if "sheetId" in request:
        return [Area(spreadsheet.sheet(request["sheetId"]), Box())]
    if request.get("allSheets"):
        return [Area(sheet, Box()) for sheet in spreadsheet.sheets]
    raise Refusal("Must specify a scope: range, sheetId or allSheets.")


def candidates_in(area: Area, request: Json) -> list[tuple[int, int, Cell]]:
    """The cells to look at; for a whole cell with its capitals only those that may hold the text."""
    sheet, bounds = area.sheet, area.bounds
    is_exact = (
        request.get("matchEntireCell") and request.get("matchCase") and not request.get("searchByRegex")
    )
    if not is_exact:
        return list(sheet.cells_in(bounds))
    places = sheet.cells_saying(request["find"])
    return [(row, column, sheet.cell(row, column)) for row, column in places if bounds.holds(row, column)]


def searched_text(spreadsheet: Spreadsheet, cell: Cell, request: Json) -> str | None:
    """The text that is looked through; formulas only on demand."""
    entered = cell.get("userEnteredValue", {})
    if "formulaValue" in entered:
        return entered["formulaValue"] if request.get("includeFormulas") else None
    kind = "FORMATTED_VALUE" if spreadsheet.hypotheses.search_sees_shown_text else "UNFORMATTED_VALUE"
    return str(render(cell, Rendering(kind, "SERIAL_NUMBER", spreadsheet.locale)))


def replaced_in(
    spreadsheet: Spreadsheet, cell: Cell, pattern: re.Pattern[str], request: Json
) -> tuple[str, int]:
    """The new text of a cell and how often the old one was found in it."""
    text = searched_text(spreadsheet, cell, request)
    if text is None or text == "":
        return "", 0
    replacement: str = request.get("replacement", "")
    if request.get("searchByRegex"):
        return pattern.subn(BACK_REFERENCE.sub(r"\\\1", replacement), text)
    return pattern.subn(lambda _: replacement, text)


def write_back(spreadsheet: Spreadsheet, area: Area, place: tuple[int, int], text: str) -> None:
    """Put the new text in the cell, read as if typed or kept as it is."""
    is_parsed = spreadsheet.hypotheses.replacement_is_parsed
    typed: Any = (read_typed if is_parsed else keep_raw)(text, spreadsheet.locale)
    set_value(area.sheet, *place, typed if text else "")


def count(tally: Tally, area: Area, row: int, cell: Cell, times: int) -> None:
    """Add one changed cell to the tally."""
    is_formula = "formulaValue" in cell["userEnteredValue"]
    tally.formulas += is_formula
    tally.values += not is_formula
    tally.occurrences += times
    tally.rows.add((area.sheet.id, row))
    tally.sheets.add(area.sheet.id)
