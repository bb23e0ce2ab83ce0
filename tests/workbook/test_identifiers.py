"""What Google's identifiers stand for: written, read again, and done without where somebody has spoilt it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.season import Identifiers, Meaning
from pipeline.vocabulary.tables import Table, TableRow
from pipeline.workbook.columns import layout
from pipeline.workbook.rows import read_identifiers, rows_from_identifiers
from tests.builders import the_form, the_programme
from tests.workbook.books import the_layout

MEANINGS = st.builds(
    Meaning,
    st.sampled_from([question.code for question in the_form().questions]),
    st.sampled_from(["", "lundi", "maandag [am]", "الاثنين", "(fr)"]),
    st.sampled_from(["fr", "nl", "ar"]),
)
NAMES = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)
ORIGINS = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
PEOPLE = st.from_regex(r"[NV]-\d{4}", fullmatch=True)


def read(*rows: tuple[object, object]) -> tuple[Identifiers, int]:
    """What rows of the tab say, and how many of them say nothing."""
    lines = tuple(
        TableRow(number, {"identifier": name, "stands_for": text})  # type: ignore[dict-item]  # whatever people type
        for number, (name, text) in enumerate(rows, 2)
    )
    found, problems = read_identifiers(Table("identifiers", "Identifiants", lines), the_form())
    assert {problem.code for problem in problems} <= {"memory_damaged"}
    return found, len(problems)


@given(st.dictionaries(NAMES, MEANINGS), st.dictionaries(ORIGINS, PEOPLE))
def test_rows_say_what_was_remembered(questions: dict[str, Meaning], people: dict[str, str]) -> None:
    known = Identifiers(questions, people)
    rows = [(row["identifier"], row["stands_for"]) for row in rows_from_identifiers(known)]
    assert read(*rows) == (known, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0000000a", None), ("0000000a", "first_name"), ("0000000a", "nonsense (fr)"), (None, "first_name (fr)"),
        ("", "N-0001"), ("0000000a", "N-0001 Samira"), ("0000000a", "first_name [(fr)"), ("0000000a", 12.5), (3, 4),
    ],
)  # fmt: skip
def test_a_spoilt_row_is_told_and_left(name: object, text: object) -> None:
    found, told = read((name, text), ("0000000b", "email (nl)"))
    assert (dict(found.questions), dict(found.people), told) == (
        {"0000000b": Meaning("email", "", "nl")},
        {},
        1,
    )


def test_memory_exists_where_forms_are_read() -> None:
    files = the_programme().files.model_copy(update={"answers": "forms:abc"})
    drawn = layout(the_programme().model_copy(update={"files": files}), the_form())
    assert drawn["identifiers"].is_memory
    assert [tab.code for tab in drawn.tabs if tab.is_hidden] == ["journal", "identifiers"]
    assert "identifiers" not in the_layout().tab_by_code
