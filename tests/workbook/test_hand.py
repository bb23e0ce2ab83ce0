"""What the demo's team writes stands where a person would have written it."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.vocabulary.changes import Append, Changes
from pipeline.vocabulary.people import Role
from pipeline.words import Speaker
from pipeline.workbook.columns import layout
from pipeline.workbook.hand import Written, write_by_hand
from pipeline.workbook.headings import tables
from pipeline.workbook.local import LocalStore, read_file
from pipeline.workbook.rows import read_people, read_proposals, row_from_person
from tests.builders import a_citizen, a_newcomer, the_form, the_programme

LAYOUT = layout(the_programme(), the_form())
SPEAKER = Speaker("fr", the_form())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with a newcomer and two citizens."""
    people = (a_newcomer("N-0001"), a_citizen("V-0001"), a_citizen("V-0002"))
    rows = (Append(f"{person.role}s", row_from_person(person, "", the_form(), SPEAKER)) for person in people)
    LocalStore(tmp_path / "duos.xlsx", datetime(2026, 11, 24, 7)).apply(Changes(appends=tuple(rows)), LAYOUT)
    return tmp_path / "duos.xlsx"


def test_cells_go_to_the_row_of_their_code(path: Path) -> None:
    write_by_hand(
        path, LAYOUT, [Written("citizens", {"followed_by": "CA", "call_on": date(2026, 12, 1)}, "V-0002")]
    )
    read, _ = tables(read_file(path), LAYOUT)
    people, problems = read_people(read["citizens"], Role.CITIZEN, the_form())
    assert [(person.followed_by, person.call_on) for person in people] == [
        ("", None),
        ("CA", date(2026, 12, 1)),
    ]
    assert problems == ()


def test_row_without_code_is_new(path: Path) -> None:
    written = [Written("proposals", {"newcomer": "N-0001", "citizen": code}) for code in ("V-0001", "V-0002")]
    write_by_hand(path, LAYOUT, written)
    proposals, _ = read_proposals(tables(read_file(path), LAYOUT)[0]["proposals"])
    assert [proposal.pair for proposal in proposals] == [("N-0001", "V-0001"), ("N-0001", "V-0002")]


def test_unknown_code_changes_nothing(path: Path) -> None:
    before = read_file(path)
    write_by_hand(path, LAYOUT, [Written("citizens", {"followed_by": "CA"}, "V-0099")])
    assert read_file(path) == before


def test_rows_grow_with_what_is_typed(path: Path) -> None:
    """Nobody fixed their heights, so programs may still fit them."""
    fixed = re.compile(rb'<row r="([2-9])"[^>]*customHeight="1"')
    before = load_workbook(path)["Volontaires"].row_dimensions[2].height
    write_by_hand(path, LAYOUT, [Written("citizens", {"notes": "Une ligne\n" * 20}, "V-0001")])
    assert load_workbook(path)["Volontaires"].row_dimensions[2].height > before
    with ZipFile(path) as archive:
        assert not fixed.search(archive.read("xl/worksheets/sheet3.xml"))
