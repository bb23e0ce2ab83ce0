"""A1 notation ⇄ boxes of cells; and boxes ⇄ the grid ranges of the interface."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.sheets.kinds import Json

CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]*)")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")
QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Box:
    """A rectangle of cells, half-open, from 0; None reaches the edge of the grid."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    def within(self, rows: int, columns: int) -> Bounds:
        """The same box with its open sides closed by the grid, and cut where it leaves the grid."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Bounds(self.top or 0, bottom, self.left or 0, right)

    def is_one_cell(self) -> bool:
        """A box that names exactly one cell."""
        return (
            None not in (self.top, self.bottom, self.left, self.right)
            and self.height() == 1
            and self.width() == 1
        )

    def height(self) -> int | None:
        """Rows, or None when open below."""
        return None if self.bottom is None else self.bottom - (self.top or 0)

    def width(self) -> int | None:
        """Columns, or None when open at the right."""
        return None if self.right is None else self.right - (self.left or 0)


@dataclass(frozen=True)
class Bounds:
    """A rectangle of cells with four known sides, half-open, from 0."""

    top: int
    bottom: int
    left: int
    right: int

    def rows(self) -> range:
        return range(self.top, self.bottom)

    def columns(self) -> range:
        return range(self.left, self.right)

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row < self.bottom and self.left <= column < self.right


def number_from(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_from(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters, left = "", number + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quote_title(title: str) -> str:
    """A tab's title as it stands in a range: quoted unless it is a plain word that is not a cell."""
    is_plain = PLAIN_TITLE.fullmatch(title) and not LOOKS_LIKE_A_CELL.fullmatch(title)
    return title if is_plain else "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str | None]:
    """`'My tab'!A1:B2` → (My tab, A1:B2); a part that is absent is None."""
    quoted = QUOTED.fullmatch(text)
    if quoted:
        return quoted[1].replace("''", "'"), quoted[2]
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def box_from(text: str) -> Box | None:
    """The box that `A1`, `A1:B2`, `A:C`, `2:5` or `A2:C` names, or None when the text names no box."""
    corners = [corner_from(part) for part in text.split(":")]
    if len(corners) > 2 or None in corners:
        return None
    (top, left), (bottom, right) = (corners * 2)[:2]  # type: ignore[misc]  # None was excluded above
    if len(corners) == 1 and (top is None or left is None):
        return None
    top, bottom = in_order(top, bottom)
    left, right = in_order(left, right)
    return Box(top, None if bottom is None else bottom + 1, left, None if right is None else right + 1)


def corner_from(text: str) -> tuple[int | None, int | None] | None:
    """(row, column) of `C5`, `C` or `5`; None when the text is no corner."""
    found = CORNER.fullmatch(text)
    if not text or not found or found[2] == "0":
        return None
    return (int(found[2]) - 1 if found[2] else None), (number_from(found[1]) if found[1] else None)


def in_order(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Two ends, the smaller first; open ends stay where they are."""
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def text_from(bounds: Bounds) -> str:
    """`A1:B2`, or `A1` for one cell."""
    first = f"{letters_from(bounds.left)}{bounds.top + 1}"
    last = f"{letters_from(bounds.right - 1)}{bounds.bottom}"
    return first if first == last else f"{first}:{last}"


def box_from_range(grid_range: Json) -> Box:
    """A GridRange's four sides."""
    return Box(
        grid_range.get("startRowIndex"),
        grid_range.get("endRowIndex"),
        grid_range.get("startColumnIndex"),
        grid_range.get("endColumnIndex"),
    )


def range_from_bounds(sheet: int, bounds: Bounds) -> Json:
    """The GridRange of four sides on a sheet."""
    return {
        "sheetId": sheet,
        "startRowIndex": bounds.top,
        "endRowIndex": bounds.bottom,
        "startColumnIndex": bounds.left,
        "endColumnIndex": bounds.right,
    }
