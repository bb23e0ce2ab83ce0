"""Lists: the hidden tab in; the words of the dropdowns, and the columns that were once created, out."""

from __future__ import annotations

from pipeline.vocabulary.tables import Sheet
from pipeline.words import code_of
from pipeline.words.labels import LABELS
from pipeline.workbook.columns import Layout

LISTS = "lists"  # the hidden tab that holds the dropdowns' words, and what was once created
MEMORY = "tab.field"  # the heading of the list of columns that were created


def created_fields(sheets: tuple[Sheet, ...]) -> dict[str, frozenset[str]] | None:
    """Tab → the fields whose columns were once created; None where nothing remembers it."""
    remembered = _columns(sheets).get(MEMORY)
    if remembered is None:
        return None
    created: dict[str, set[str]] = {}
    for text in remembered:
        tab, _, name = text.partition(".")
        created.setdefault(tab, set()).add(name)
    return {tab: frozenset(names) for tab, names in created.items()}


def kept_words(sheets: tuple[Sheet, ...], layout: Layout) -> dict[str, tuple[str, ...]]:
    """The dropdowns' words: the layout's, unless the same stand there in the language they were created in."""
    present = _columns(sheets)
    return {
        kind: present[kind] if kind in present and _say_the_same(kind, present[kind], words) else words
        for kind, words in layout.lists.items()
    }


def are_written(sheets: tuple[Sheet, ...], layout: Layout) -> bool:
    """Whether the dropdowns hold their words, and every column of the layout is remembered."""
    present, created = _columns(sheets), created_fields(sheets) or {}
    has_words = all(present.get(kind) == words for kind, words in kept_words(sheets, layout).items())
    return has_words and all(
        set(tab.column_by_field) <= created.get(tab.code, frozenset()) for tab in layout.tabs
    )


def _say_the_same(kind: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if kind not in LABELS:
        return one == other
    codes = [code_of(kind, text) for text in one]
    return None not in codes and codes == [code_of(kind, text) for text in other]


def _columns(sheets: tuple[Sheet, ...]) -> dict[str, tuple[str, ...]]:
    """Heading → the texts below it, of the hidden tab."""
    sheet = next((sheet for sheet in sheets if sheet.tab == LISTS), Sheet(LISTS))
    headings = sheet.rows[0] if sheet.rows else ()
    return {
        str(heading): tuple(
            str(row[position]) for row in sheet.rows[1:] if position < len(row) and row[position] is not None
        )
        for position, heading in enumerate(headings)
    }
