"""Paper: a tab's columns in; the pages on which they can be read, side by side where one is too narrow, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.columns import Column, Layout, Tab

A4 = 9
MARGIN = 0.4  # inches, at both sides
ROOM = (297 / 25.4 - 2 * MARGIN) * 96 * 0.98  # pixels across a page on its side, a little left over
PIXELS_PER_DIGIT, PIXELS_BESIDE = 8, 5  # as wide as where the font of the workbook is missing
SMALLEST, ENOUGH = 64, 72  # per cent: a text of 11 points is then printed in 7 or 8, and more rows fit a page


@dataclass(frozen=True)
class Pages:
    """How much smaller a tab is printed, in per cent; after which columns, from 1, a new page begins.

    repeated: how many of the first columns stand on every page.
    """

    scale: int
    breaks: tuple[int, ...] = ()
    repeated: int = 0


def lay_pages(columns: Sequence[Column], frozen: int) -> Pages:
    """As few pages side by side as let people read, and on each of them what stays in sight, or at least the code."""
    ways = {repeated: _break_up(columns, repeated, SMALLEST) for repeated in (frozen, min(frozen, 1))}
    repeated = min(ways, key=lambda one: len(ways[one]))
    scales = range(100, SMALLEST, -1)
    fits = (one for one in scales if len(_break_up(columns, repeated, one)) == len(ways[repeated]))
    largest = next(fits, SMALLEST)
    return Pages(min(largest, ENOUGH), _break_up(columns, repeated, largest), repeated)


def _break_up(columns: Sequence[Column], repeated: int, scale: int) -> tuple[int, ...]:
    """After which columns a new page begins."""
    widths = [0 if one.is_hidden else one.width * PIXELS_PER_DIGIT + PIXELS_BESIDE for one in columns]
    room = ROOM * 100 / scale
    breaks: list[int] = []
    filled = 0.0
    for place, width in enumerate(widths):
        if filled + width > room and place > repeated:
            breaks.append(place)
            filled = sum(widths[:repeated])
        filled += width
    return tuple(breaks)


def prepare_paper(sheet: Worksheet, tab: Tab, layout: Layout) -> None:
    """A4 on its side, headings on every page, page n of m; one page wide, or several that can be read."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.print_title_rows = f"{tab.heading_row}:{tab.heading_row}"
    pages = lay_pages(tab.columns, tab.frozen)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not pages.breaks)
    if pages.breaks:
        sheet.page_setup.scale = pages.scale
        sheet.print_title_cols = f"A:{get_column_letter(pages.repeated)}" if pages.repeated else None
        sheet.page_setup.pageOrder = "overThenDown"  # the pages of one row follow each other
        sheet.col_breaks = ColBreak(brk=tuple(Break(id=place) for place in pages.breaks))
    else:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    _print_line(sheet.oddHeader, layout.name.replace("&", "&&"), "&A")
    _print_line(sheet.oddFooter, "&D", Speaker(layout.language).say(sentence("file.page")))


def _print_line(line: HeaderFooterItem | None, left: str, right: str) -> None:
    if line is not None:
        line.left.text, line.right.text = left, right
