"""Appearance: how a tab looks, prints and helps whoever writes in it. Colour never speaks alone: a word says the same."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date

from openpyxl.cell import Cell as BookCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell
from pipeline.words import Speaker
from pipeline.workbook.columns import Column, Kind, Layout, Ownership, Tab
from pipeline.workbook.looks import (
    AMBER,
    BANNER,
    FADED,
    INK,
    LINE,
    PAPER,
    TINTS,
    Mood,
    accent,
    count_lines,
    emphases,
    ground,
    heading_colours,
)
from pipeline.workbook.paper import prepare_paper

LAST_ROW = 10_000  # dropdowns and formats reach far below the last row
LINE_HEIGHT, BANNER_HEIGHT = 15.0, 36.0
TALLEST = 400.0  # a spreadsheet's row is at most 409 points high
DATE_FORMAT, TEXT_FORMAT = "dd/mm/yyyy", "@"
SPOKEN = frozenset({"what"})  # what is to be done reads first


@dataclass(frozen=True)
class Place:
    """Where a column stands: its sheet, the row of its heading, its position from 1."""

    sheet: Worksheet
    heading_row: int
    position: int

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it."""
        return get_column_letter(self.position)


class EstimatedRow(RowDimension):
    """A row whose height is our estimate: programs may fit it again when its text changes."""

    @property
    def customHeight(self) -> bool:  # noqa: N802  # the library's name
        """Never fixed by hand."""
        return False


def dress_tab(sheet: Worksheet, tab: Tab, layout: Layout) -> None:
    """A new tab: colour, headings in sight, widths, filter, dropdowns, formats, paper."""
    sheet.sheet_properties.tabColor = accent(tab.audience)
    sheet.sheet_state = "hidden" if tab.is_hidden else "visible"
    sheet.sheet_view.showGridLines = tab.kind is not Kind.MACHINE
    corner = f"{get_column_letter(tab.frozen + 1)}{tab.heading_row + 1}"
    sheet.freeze_panes = corner
    for position, column in enumerate(tab.columns, start=1):
        dress_column(Place(sheet, tab.heading_row, position), column, tab, layout)
    if tab.kind in (Kind.SHARED, Kind.HUMAN):
        last = get_column_letter(len(tab.columns))
        sheet.auto_filter.ref = f"A{tab.heading_row}:{last}{tab.heading_row + 1}"
    prepare_paper(sheet, tab, layout)
    _emphasise(sheet, tab, layout)


def dress_column(place: Place, column: Column, tab: Tab, layout: Layout) -> None:
    """A column's heading, width, visibility and dropdown."""
    sheet, letter, row = place.sheet, place.letter, place.heading_row
    _dress_heading(sheet.cell(row, place.position, column.heading), column, tab)
    _heighten(sheet, row, (count_lines(column.heading, column.width * 0.9) + 1) * LINE_HEIGHT)
    dimension = sheet.column_dimensions[letter]
    dimension.width, dimension.hidden = column.width, column.is_hidden
    dimension.number_format = _format(column, None)
    dimension.alignment = _alignment(column)
    if column.ownership is Ownership.GREY and tab.kind is not Kind.MACHINE:
        dimension.fill = _fill(ground(column))
    if column.choices in layout.lists:
        offer_words(sheet, f"{letter}{row + 1}:{letter}{LAST_ROW}", column.choices, layout)


def dress_cell(cell: BookCell, column: Column) -> None:
    """One cell below a heading: its ground says whose it is; text stays text."""
    cell.font = Font(name="Calibri", size=11, color=INK, bold=column.field in SPOKEN)
    cell.alignment = _alignment(column)
    cell.border = Border(bottom=Side("thin", color=LINE))
    cell.number_format = _format(column, cell.value if isinstance(cell.value, date) else None)
    if column.ownership is Ownership.GREY:
        cell.fill = _fill(ground(column))


def copy_look(source: BookCell, target: BookCell) -> None:
    """One cell looks like another of the same file."""
    target._style = copy(source._style)  # type: ignore[attr-defined]  # noqa: SLF001  # the library's own copying does so


def dress_banner(sheet: Worksheet, row: int, tab: Tab, text: str) -> None:
    """A line above the headings: large enough to be read first, across the whole table."""
    cell = sheet.cell(row, 1, text)
    cell.data_type = "s"
    cell.font = Font(name="Calibri", size=12, color=INK)
    cell.alignment = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="center")
    cell.fill = _fill(BANNER)
    lines = count_lines(text, sum(column.width for column in tab.columns) / 1.1)
    set_height(sheet, row, max(BANNER_HEIGHT, (lines + 1) * LINE_HEIGHT))
    if not any(area.min_row <= row <= area.max_row for area in sheet.merged_cells.ranges):
        sheet.merge_cells(f"A{row}:{get_column_letter(len(tab.columns))}{row}")


def is_banner(cell: object) -> bool:
    """Whether this is the cell of a line above the headings, wherever it has moved."""
    return isinstance(cell, BookCell) and str(cell.fill.start_color.rgb).endswith(BANNER)


def fit_row(sheet: Worksheet, number: int, cells: dict[Column, Cell]) -> None:
    """A row as high as its longest text needs."""
    lines = max(
        (count_lines(str(cell), column.width) for column, cell in cells.items() if _wraps(column, cell)),
        default=1,
    )
    set_height(sheet, number, min(TALLEST, lines * LINE_HEIGHT + 3))


def set_height(sheet: Worksheet, number: int, height: float) -> None:
    """An estimated height, which programs may still fit."""
    row = EstimatedRow(sheet, index=number, ht=height, hidden=sheet.row_dimensions[number].hidden)
    sheet.row_dimensions[number] = row


def _heighten(sheet: Worksheet, number: int, height: float) -> None:
    set_height(sheet, number, max(height, sheet.row_dimensions[number].height or 0))


def stretch_filter(sheet: Worksheet) -> None:
    """A filter reaches down to the last row."""
    if not sheet.auto_filter.ref:
        return
    first, last = sheet.auto_filter.ref.split(":")
    letters = "".join(filter(str.isalpha, last))
    bottom = max(sheet.max_row, int("".join(filter(str.isdigit, last))))
    sheet.auto_filter.ref = f"{first}:{letters}{bottom}"


def _dress_heading(cell: BookCell, column: Column, tab: Tab) -> None:
    under, ink = heading_colours(column, tab)
    cell.data_type = "s"
    cell.font = Font(name="Calibri", size=11, bold=True, color=ink)
    cell.fill = _fill(under)
    cell.alignment = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="center")
    cell.border = Border(right=Side("thin", color=PAPER))


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour, bgColor=colour)


def _alignment(column: Column) -> Alignment:
    if column.is_date or column.is_number:
        return Alignment(horizontal="center", vertical="top")
    return Alignment(horizontal="left", indent=1, wrap_text=column.is_wrapped, vertical="top")


def _format(column: Column, day: date | None) -> str:
    if day is not None or column.is_date:
        return DATE_FORMAT
    return "General" if column.is_number or column.choices else TEXT_FORMAT


def offer_words(sheet: Worksheet, area: str, kind: str, layout: Layout) -> None:
    """A list that helps: another word is met with a question, not with a wall."""
    speaker = Speaker(layout.language)
    sheet.add_data_validation(
        DataValidation(
            type="list",
            formula1=list_name(kind),
            sqref=area,
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            errorTitle=speaker.say(sentence("file.list_title"))[:32],
            error=speaker.say(sentence("file.list_warning"))[:225],
        )
    )


def list_name(kind: str) -> str:
    """The name of the range that holds a dropdown's words."""
    return f"duos_list_{kind}"


def _emphasise(sheet: Worksheet, tab: Tab, layout: Layout) -> None:
    letters = {column.field: get_column_letter(place) for place, column in enumerate(tab.columns, start=1)}
    row = tab.heading_row + 1
    for emphasis in emphases(tab, layout, letters, row):
        spots = [letters[name] for name in emphasis.fields]
        areas = [f"{spot}{row}:{spot}{LAST_ROW}" for spot in spots]
        whole = f"A{row}:{get_column_letter(len(tab.columns))}{LAST_ROW}"
        rule = Rule(type="expression", formula=[emphasis.formula], dxf=_style(emphasis.mood, tab))
        sheet.conditional_formatting.add(" ".join(areas) or whole, rule)


def _style(mood: Mood, tab: Tab) -> DifferentialStyle:
    if mood is Mood.OVER:
        return DifferentialStyle(font=Font(color=FADED, italic=True))
    tint = TINTS[tab.audience] if mood is Mood.READY and tab.audience else AMBER
    return DifferentialStyle(font=Font(bold=True), fill=_fill(tint))


def _wraps(column: Column, cell: Cell) -> bool:
    return column.is_wrapped and isinstance(cell, str)
