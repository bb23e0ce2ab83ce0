"""A book: the bytes of an .xlsx file and a run's changes in, the bytes of the next file out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.defined_name import DefinedName

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker
from pipeline.workbook.appearance import Place, dress_banner, dress_column, dress_tab, list_name, set_height
from pipeline.workbook.columns import Kind, Layout, Tab
from pipeline.workbook.contents import TAB_NAME, has_formulas, load, sheets_of, tab_codes
from pipeline.workbook.desk import Desk, put
from pipeline.workbook.headings import find_headings, is_to_create, sheets_by_tab
from pipeline.workbook.lists import LISTS, MEMORY, created_fields, kept_words
from pipeline.workbook.parts import sheet_paths
from pipeline.workbook.saving import to_bytes

WHOLE_TAB = "$A$1:$Z$9999"  # survives the deletion of rows and columns
FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))<v ?/>(?:</v>)?</c>', re.DOTALL
)
FIXED_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bcustomHeight="(?:1|true)")[^>]*?\br="([0-9]+)"')


class Book:
    """One .xlsx file in memory. A new one has no tab yet."""

    def __init__(self, data: bytes | None = None) -> None:
        self._data = data
        self._book = load(data, values=False) if data else _empty_book()
        if data:
            self._free_heights(data)

    def write(self, changes: Changes, layout: Layout) -> None:
        """Creates what is missing, replaces machine tabs, swaps states and appends rows. Touches nothing else."""
        self._create_tabs(layout)
        self._write_lists(layout)
        desks = self._desks(layout)
        for replacement in changes.replaces:
            desks[replacement.tab].replace_rows(replacement)
        for swap in changes.swaps:
            desks[swap.tab].swap(swap)
        for append in changes.appends:
            desks[append.tab].append(append, layout)

    def change(self, change: Callable[[Workbook], None]) -> None:
        """A change of another kind than those of a run's layout."""
        change(self._book)

    def to_bytes(self) -> bytes:
        """The file's content, with the values that other programs computed for formulas."""
        return _with_values(to_bytes(self._book), self._computed())

    @property
    def _sheets(self) -> tuple[Sheet, ...]:
        return sheets_of(self._book)

    def _desks(self, layout: Layout) -> dict[str, Desk]:
        found = sheets_by_tab(self._sheets, layout)
        return {
            tab.code: Desk(self._book[found[tab.code].title], found[tab.code], tab) for tab in layout.tabs
        }

    def _create_tabs(self, layout: Layout) -> None:
        found, created = sheets_by_tab(self._sheets, layout), created_fields(self._sheets) or {}
        for position, tab in enumerate(layout.tabs):
            sheet = found.get(tab.code)
            if sheet is None or is_to_create(sheet, tab):
                self._create_tab(tab, layout, position, sheet)
                continue
            self._name_tab(tab.code, sheet.title)
            self._add_columns(sheet, tab, layout, created.get(tab.code))

    def _create_tab(self, tab: Tab, layout: Layout, position: int, empty: Sheet | None) -> None:
        title = empty.title if empty else self._free_title(tab.title)
        sheet = self._book[title] if empty else self._book.create_sheet(title, position)
        dress_tab(sheet, tab, layout)
        if tab.introduction:
            dress_banner(sheet, tab.heading_row - 1, tab, tab.introduction)
        self._name_tab(tab.code, title)

    def _free_title(self, title: str) -> str:
        """A title that no other tab bears."""
        taken = {name.casefold() for name in self._book.sheetnames}
        choices = (title, *(f"{title[:28]} {number}" for number in range(2, len(taken) + 3)))
        return next(choice for choice in choices if choice.casefold() not in taken)

    def _name_tab(self, code: str, title: str) -> None:
        self._name_range(TAB_NAME + code, title, WHOLE_TAB)

    def _name_range(self, name: str, title: str, area: str) -> None:
        quoted = title.replace("'", "''")
        self._book.defined_names[name] = DefinedName(name, attr_text=f"'{quoted}'!{area}", hidden=True)

    def _add_columns(self, sheet: Sheet, tab: Tab, layout: Layout, created: frozenset[str] | None) -> None:
        """New columns of a newer version stand at the right; a machine tab gets back what somebody renamed."""
        headings = find_headings(sheet, tab)
        if headings is None:
            return
        target = self._book[sheet.title]
        for column in tab.columns:
            is_new = created is not None and column.field not in created
            if column.field not in headings.columns and (is_new or tab.kind is Kind.MACHINE):
                place = Place(target, headings.row + 1, target.max_column + 1)
                dress_column(place, column, tab, layout)

    def _write_lists(self, layout: Layout) -> None:
        """The hidden tab of the dropdowns' words, which also remembers the columns that exist."""
        title = next((title for title, code in tab_codes(self._book).items() if code == LISTS), None)
        columns = {**kept_words(self._sheets, layout), MEMORY: self._memory(layout)}
        if title is None:
            title = self._free_title(Speaker(layout.language).label("tab", LISTS))
            self._book.create_sheet(title).sheet_state = "hidden"
            self._name_tab(LISTS, title)
        sheet = self._book[title]
        sheet.delete_rows(1, sheet.max_row)
        for position, (kind, words) in enumerate(columns.items(), start=1):
            for row, text in enumerate((kind, *words), start=1):
                put(sheet.cell(row, position), text)
            letter = get_column_letter(position)
            if kind in layout.lists:
                self._name_range(list_name(kind), title, f"${letter}$2:${letter}${len(words) + 1}")

    def _memory(self, layout: Layout) -> tuple[str, ...]:
        """Every column that was ever created, as tab.field."""
        earlier = created_fields(self._sheets) or {}
        fields = {f"{tab}.{name}" for tab, names in earlier.items() for name in names}
        return tuple(
            sorted(fields | {f"{tab.code}.{column.field}" for tab in layout.tabs for column in tab.columns})
        )

    def _free_heights(self, data: bytes) -> None:
        """Heights that nobody fixed stay estimates, so that a row still grows with its text."""
        for title, xml in _sheet_parts(data).items():
            fixed = {int(number) for number in FIXED_ROW.findall(xml)}
            sheet = self._book[title]
            for number, dimension in list(sheet.row_dimensions.items()):
                if dimension.height is not None and number not in fixed:
                    set_height(sheet, number, dimension.height)

    def _computed(self) -> dict[str, dict[str, object]]:
        """Tab's title → cell → what another program last computed there."""
        if self._data is None or not has_formulas(self._data):
            return {}
        return {
            sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            for sheet in load(self._data, values=True).worksheets
        }


def _empty_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _sheet_parts(data: bytes) -> dict[str, bytes]:
    """Tab's title → the XML of its part, for tabs that hold cells."""
    with ZipFile(BytesIO(data)) as archive:
        paths = sheet_paths(archive)
        return {title: archive.read(path) for title, path in paths.items() if "worksheets/" in path}


def _with_values(data: bytes, values: Mapping[str, Mapping[str, object]]) -> bytes:
    """The same file, each formula beside its last value: the library drops it, and a run must be able to read it."""
    if not values:
        return data
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        titles = {path: title for title, path in sheet_paths(source).items()}
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, _valued(part, values.get(titles.get(name, ""), {})))
    return buffer.getvalue()


def _valued(xml: bytes, values: Mapping[str, object]) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        place, attributes, formula = found.groups()
        kind, text = _value_text(values.get(place.decode()))
        return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (place, attributes, kind, formula, text)

    return FORMULA.sub(fill, xml) if values else xml


def _value_text(value: object) -> tuple[bytes, bytes]:
    """A value's type and text, as a formula's cell holds them."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, date | datetime):
        return b"", str(to_excel(value)).encode()  # type: ignore[no-untyped-call]  # its stub has none
    if isinstance(value, int | float):
        return b"", repr(value).encode()
    if value is None:
        return b"", b""
    text = str(value)
    return b' t="e"' if text.startswith("#") else b' t="str"', escape(text).encode()
