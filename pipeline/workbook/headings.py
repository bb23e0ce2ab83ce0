"""Headings: tabs as the store holds them in, tables whose columns are known by field out.

People rename, move, sort and insert: a tab is found by its identifier, else by its title in any language; its heading
row wherever it stands; a column by its heading in any language, small slips included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.vocabulary.problems import Problem, Where, WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Row, Sheet, Table, TableRow
from pipeline.words import Speaker, normalised
from pipeline.workbook.cells import canonical, seal
from pipeline.workbook.columns import Column, Kind, Layout, Tab
from pipeline.workbook.lists import created_fields

HEADING_SEARCH = 40  # rows among which the headings are looked for
SLIP = 86  # how alike, of 100, a misspelt heading must be
SHOWN_ROWS = 5  # of those that are copies of each other


@dataclass(frozen=True)
class Found:
    """Where the headings of a tab stand: their row and each field's column, both counted from 0."""

    row: int
    columns: Mapping[str, int]
    twice: tuple[tuple[str, int, int], ...] = ()  # field, the column that counts, the other


def sheets_by_tab(sheets: tuple[Sheet, ...], layout: Layout) -> dict[str, Sheet]:
    """Tab code → sheet: by identifier, else by title in any language, else by all its headings."""
    by_tab = {sheet.tab: sheet for sheet in sheets if sheet.tab}
    for is_the in (_is_titled, _is_headed):
        for tab in layout.tabs:
            unknown = [sheet for sheet in sheets if not sheet.tab and sheet not in by_tab.values()]
            found = next((sheet for sheet in unknown if tab.code not in by_tab and is_the(sheet, tab)), None)
            by_tab |= {tab.code: found} if found else {}
    return by_tab


def with_idle(drawn: Layout, whole: Layout, sheets: tuple[Sheet, ...]) -> Layout:
    """A layout and, at its end, the machine's tabs of other modes that stand in the file."""
    found = sheets_by_tab(sheets, whole)
    idle = [tab for tab in whole.tabs if tab.kind is Kind.MACHINE and tab.code in found]
    return replace(drawn, tabs=(*drawn.tabs, *(tab for tab in idle if tab.code not in drawn.tab_by_code)))


def find_ends(sheets: tuple[Sheet, ...], layout: Layout) -> dict[str, int]:
    """Tab code → the last row in which anything stands; below a tab that does not exist yet, its headings."""
    found = sheets_by_tab(sheets, layout)
    return {tab.code: _end(found[tab.code]) if tab.code in found else tab.heading_row for tab in layout.tabs}


def _end(sheet: Sheet) -> int:
    filled = (
        number for number, row in enumerate(sheet.rows, 1) if any(cell not in (None, "") for cell in row)
    )
    return max(filled, default=0)


def _is_titled(sheet: Sheet, tab: Tab) -> bool:
    return normalised(sheet.title) in tab.known


def _is_headed(sheet: Sheet, tab: Tab) -> bool:
    """Whether every heading without which the tab cannot be read stands there."""
    found = find_headings(sheet, tab)
    needed = {one.field for one in tab.columns if one.is_essential or tab.kind is Kind.HUMAN}
    return found is not None and needed <= set(found.columns)


def tables(sheets: tuple[Sheet, ...], layout: Layout) -> tuple[dict[str, Table], tuple[Problem, ...]]:
    """Every tab of the layout as a table; one that does not exist yet is empty.

    Raises WorkbookError where a tab or a column that was once there, and without which nothing may be decided, is gone.
    """
    found, created = sheets_by_tab(sheets, layout), created_fields(sheets)
    read: dict[str, Table] = {}
    problems: list[Problem] = []
    for tab in layout.tabs:
        sheet = found.get(tab.code)
        _check_presence(sheet, tab, created, layout.language)
        read[tab.code], told = table(
            sheet or Sheet(tab.title), _as_created(tab, created), language=layout.language
        )
        problems.extend(told)
    return read, tuple(problems)


def table(sheet: Sheet, tab: Tab, language: str = "en") -> tuple[Table, tuple[Problem, ...]]:
    """One tab as a table: rows with content by field; torn and copied rows set aside, each with a problem."""
    found = find_headings(sheet, tab)
    if found is None:
        return Table(tab.code, sheet.title), tuple(_without_headings(sheet, tab, language))
    problems = () if tab.kind is Kind.MACHINE else tuple(_column_problems(sheet, tab, found, language))
    rows = tuple(_rows(sheet, found))
    letters = {name: letter(column) for name, column in found.columns.items()}
    everything = Table(tab.code, sheet.title, rows, letters)
    if tab.kind is not Kind.SHARED:
        return everything, problems
    torn, copied = _torn_rows(rows, tab), _copied_rows(rows, tab)
    aside = {row.number for row in (*torn, *copied)}
    kept = replace(
        everything,
        rows=tuple(row for row in rows if row.number not in aside),
        damaged=tuple(row for row in rows if row.number in aside),
    )
    return kept, (*problems, *_row_problems(everything, tab, torn, copied))


def find_headings(sheet: Sheet, tab: Tab) -> Found | None:
    """The row that holds most headings of the tab, if it holds at least two, or the only one there is."""
    candidates = [
        Found(number, *_columns(row, tab)) for number, row in enumerate(sheet.rows[:HEADING_SEARCH])
    ]
    best = max(candidates, key=lambda found: len(found.columns), default=None)
    return best if best and len(best.columns) >= min(2, len(tab.columns)) else None


def letter(column: int) -> str:
    """A column, counted from 0, as a spreadsheet names it."""
    first, last = divmod(column, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def _columns(row: tuple[Cell, ...], tab: Tab) -> tuple[dict[str, int], tuple[tuple[str, int, int], ...]]:
    """Field → column of one row read as headings, and the headings that stand there twice."""
    columns: dict[str, int] = {}
    twice: list[tuple[str, int, int]] = []
    for position, text in _texts(row):
        name = next((column.field for column in tab.columns if text in column.known), None)
        if name is None:
            continue
        if name in columns:
            twice.append((name, columns[name], position))
        columns.setdefault(name, position)
    return columns | _slips(row, tab, columns), tuple(twice)


def _slips(row: tuple[Cell, ...], tab: Tab, columns: Mapping[str, int]) -> dict[str, int]:
    """Headings that are misspelt, where only one heading is that much like them."""
    if len(columns) < 2:
        return {}
    taken = set(columns.values())
    missing = [column for column in tab.columns if column.field not in columns]
    slips: dict[str, int] = {}
    for position, text in _texts(row):
        alike = (
            [column.field for column in missing if _is_slip(text, column)] if position not in taken else []
        )
        if len(alike) == 1:
            slips.setdefault(alike[0], position)
    return slips


def _is_slip(text: str, column: Column) -> bool:
    return len(text) > 3 and any(fuzz.ratio(text, known) >= SLIP for known in column.known)


def _texts(row: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    for position, cell in enumerate(row):
        if isinstance(cell, str) and (text := normalised(cell)):
            yield position, text


def _rows(sheet: Sheet, found: Found) -> Iterator[TableRow]:
    for number, row in enumerate(sheet.rows[found.row + 1 :], start=found.row + 2):
        cells: Row = {
            name: row[column] if column < len(row) else None for name, column in found.columns.items()
        }
        if _has_content(tuple(cells.values())):
            yield TableRow(number, cells)


def _has_content(row: tuple[Cell, ...]) -> bool:
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)


def _torn_rows(rows: tuple[TableRow, ...], tab: Tab) -> tuple[TableRow, ...]:
    return tuple(row for row in rows if _is_torn(row.cells, tab))


def _is_torn(cells: Row, tab: Tab) -> bool:
    """Whether a row's grey cells do not belong together."""
    code, state = canonical(cells.get("code")), canonical(cells.get("state"))
    if code and state and code not in state:
        return True
    if "checksum" not in cells:
        return False
    stored = canonical(cells["checksum"])
    return stored != seal(cells, tab.sealed) if stored else bool(code)


def _copied_rows(rows: tuple[TableRow, ...], tab: Tab) -> tuple[TableRow, ...]:
    if tab.key != ("code",):
        return ()
    count = Counter(code for row in rows if (code := canonical(row.cells.get("code"))))
    return tuple(row for row in rows if count[canonical(row.cells.get("code"))] > 1)


def _row_problems(
    table: Table, tab: Tab, torn: tuple[TableRow, ...], copied: tuple[TableRow, ...]
) -> Iterator[Problem]:
    copies: dict[str, list[int]] = {}
    for row in copied:
        copies.setdefault(canonical(row.cells["code"]), []).append(row.number)
    for code, numbers in copies.items():
        shown = (*map(str, numbers[:SHOWN_ROWS]), *("…" for _ in numbers[SHOWN_ROWS : SHOWN_ROWS + 1]))
        details = {"tab": table.title, "code": code, "rows": shown}
        yield Problem("code_twice", _where(table, tab, numbers[0], tab.columns[0].field), details)
    twice = {row.number for row in copied}
    for row in torn:
        if row.number not in twice:
            code = canonical(row.cells.get("code")) or "?"
            details = {"tab": table.title, "code": code, "row": str(row.number)}
            yield Problem("row_torn", _where(table, tab, row.number, tab.columns[0].field), details)


def _where(table: Table, tab: Tab, row: int, name: str) -> Where:
    cell = f"{table.letters[name]}{row}" if name in table.letters else None
    return Where(tab.file, tab.code, row, name, cell, table.title)


def _column_problems(sheet: Sheet, tab: Tab, found: Found, language: str) -> Iterator[Problem]:
    row = found.row + 1
    for column in tab.columns:
        if column.field not in found.columns:
            details = {"tab": sheet.title, "heading": column.heading, "row": str(row)}
            if column.is_essential:
                raise WorkbookError(Speaker(language).say(sentence("file.column_missing", **details)))
            where = Where(tab.file, tab.code, row, column.field, title=sheet.title)
            yield Problem("heading_missing", where, details)
    for name, first, second in found.twice:
        heading = tab.column_by_field[name].heading
        details = {"tab": sheet.title, "heading": heading, "first": letter(first), "second": letter(second)}
        where = Where(tab.file, tab.code, row, name, f"{letter(second)}{row}", sheet.title)
        yield Problem("column_twice", where, details)


def is_to_create(sheet: Sheet | None, tab: Tab) -> bool:
    """Whether a tab is not there, or nothing stands in it; or, where only the machine looks, not its headings."""
    return not (sheet and sheet.rows) or (tab.is_memory and find_headings(sheet, tab) is None)


def _without_headings(sheet: Sheet, tab: Tab, language: str) -> Iterator[Problem]:
    if not any(_has_content(row) for row in sheet.rows):
        return
    if not tab.is_memory:
        raise _headings_missing(sheet, tab, language)
    yield Problem("memory_damaged", Where(tab.file, tab.code, title=sheet.title))


def _headings_missing(sheet: Sheet, tab: Tab, language: str) -> WorkbookError:
    headings = tuple(column.heading for column in tab.columns)
    said = sentence("file.headings_missing", tab=sheet.title, headings=headings)
    return WorkbookError(Speaker(language).say(said))


def _check_presence(
    sheet: Sheet | None, tab: Tab, created: Mapping[str, frozenset[str]] | None, language: str
) -> None:
    """A tab that was once created, and is not the machine's alone, must still be there with its headings."""
    is_gone = sheet is None or not any(_has_content(row) for row in sheet.rows)
    if is_gone and created is not None and tab.code in created and tab.kind is not Kind.MACHINE:
        said = sentence("file.tab_missing", tab=tab.title)
        raise WorkbookError(Speaker(language).say(said))


def _as_created(tab: Tab, created: Mapping[str, frozenset[str]] | None) -> Tab:
    """The tab with the columns that were created so far; a newer column is not missing, it is to come."""
    if created is None or tab.code not in created:
        return tab
    fields = created[tab.code]
    return replace(tab, columns=tuple(column for column in tab.columns if column.field in fields))
