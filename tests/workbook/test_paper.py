"""Columns on paper: no more pages than needed, none wider than the paper, and every text can be read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import Column, Ownership, layout
from pipeline.workbook.paper import ENOUGH, PIXELS_BESIDE, PIXELS_PER_DIGIT, ROOM, SMALLEST, lay_pages
from tests.builders import a_programme, the_form


def a_column(width: float, *, is_hidden: bool = False) -> Column:
    return Column("field", "Titre", frozenset(), Ownership.WHITE, width=width, is_hidden=is_hidden)


def pixels(columns: list[Column]) -> float:
    return sum(one.width * PIXELS_PER_DIGIT + PIXELS_BESIDE for one in columns if not one.is_hidden)


@given(st.lists(st.tuples(st.integers(4, 70), st.booleans()), min_size=1, max_size=40), st.integers(0, 3))
def test_no_page_is_wider_than_paper(sizes: list[tuple[int, bool]], frozen: int) -> None:
    columns = [a_column(width, is_hidden=is_hidden) for width, is_hidden in sizes]
    pages = lay_pages(columns, frozen)
    starts = [0, *pages.breaks, len(columns)]
    for first, last in pairwise(starts):
        repeated = columns[: pages.repeated] if first else []
        assert last > first
        if last - first > 1 + pages.repeated:
            assert pixels(repeated + columns[first:last]) * pages.scale / 100 <= ROOM


def test_narrow_columns_stay_as_they_are() -> None:
    assert lay_pages([a_column(20)] * 4, 1).breaks == ()


def test_every_tab_can_be_read() -> None:
    for mode in Mode:
        for tab in layout(a_programme(mode=mode), the_form()).tabs:
            pages = lay_pages(tab.columns, tab.frozen)
            assert SMALLEST <= pages.scale <= ENOUGH
            assert len(pages.breaks) <= 2
            if not pages.breaks:
                assert pixels(list(tab.columns)) * SMALLEST / 100 <= ROOM
