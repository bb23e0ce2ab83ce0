"""Fences: how a batch notices that somebody has moved columns or headings since the spreadsheet was read.

Google knows no “only if unchanged”. But it refuses to take merged cells apart where only a part of them is named, and
merged cells move along with everything else. So two merged, hidden cells stand at the right of each heading row, and a
batch first takes apart all single cells around the place where they stood: where nothing moved, nothing is merged there
and nothing happens; where something moved, the whole batch is refused, and read again and decided anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.workbook.google.requests import Request, hide_columns, merge, unmerge
from pipeline.workbook.google.snapshot import Box, Grid

ROOM = 6  # free columns between ours and the fence, for the team's own
WIDTH = 2
MARGIN = 8  # as many inserted columns at once are noticed


def columns_for(count: int) -> int:
    """How many columns a new tab has, so that a fence stands at the right of ours."""
    return count + ROOM + WIDTH + MARGIN


def build_fence(sheet: int, heading_row: int, first: int, column_count: int) -> list[Request]:
    """A fence in the heading row, out of sight."""
    box = Box(heading_row, heading_row + 1, first, first + WIDTH)
    return [merge(sheet, box), hide_columns(sheet, first, column_count)]


def find_fence(grid: Grid, heading_row: int, last: int) -> Box | None:
    """The fence of a tab: merged cells of a heading row, right of all its headings."""
    return next(
        (
            box
            for box in grid.merges
            if box.top == heading_row
            and box.bottom == box.top + 1
            and box.left > last
            and box.right == box.left + WIDTH
        ),
        None,
    )


def try_fence(grid: Grid, fence: Box) -> list[Request]:
    """Requests that change nothing where a fence stands, and are refused where it has moved, up, down or sideways."""
    others = [box for box in grid.merges if box != fence]
    around = _around(fence, grid)
    return [unmerge(grid.id, box) for box in around if not any(_touch(box, other) for other in others)]


def _around(fence: Box, grid: Grid) -> Iterator[Box]:
    """The single columns beside a fence, from top to bottom, and its own columns above and below it."""
    for column in range(max(0, fence.left - MARGIN), min(fence.right + MARGIN, grid.column_count)):
        if not fence.left <= column < fence.right:
            yield Box(0, grid.row_count, column, column + 1)
            continue
        if fence.top:
            yield Box(0, fence.top, column, column + 1)
        yield Box(fence.bottom, grid.row_count, column, column + 1)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.top < other.bottom
        and other.top < one.bottom
        and one.left < other.right
        and other.left < one.right
    )
