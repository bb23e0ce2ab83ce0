"""Response tabs are written as a form leaves them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.local import read_file
from pipeline.workbook.responses import is_finished, is_synthetic, write_responses

MOMENT = datetime(2026, 3, 12, 9, 30, 15)
SHEET = Sheet(
    "Réponses au formulaire 1",
    (("Horodateur", "Votre prénom", "Tél"), (MOMENT, "=1+1", 470000001), (MOMENT, "أمل\x00", None)),
)


def test_sheets_are_read_back_as_written(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    assert read_file(tmp_path / "answers.xlsx")[0].rows == (
        ("Horodateur", "Votre prénom", "Tél"), (MOMENT, "=1+1", 470000001), (MOMENT, "أمل"),
    )  # fmt: skip


def test_moments_are_serials_shown_as_dates(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    cell = load_workbook(tmp_path / "answers.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, cell.number_format) == ("d", "dd/mm/yyyy hh:mm:ss")


def test_days_are_shown_without_hours(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (Sheet("x", ((date(2026, 3, 12),),)),))
    assert read_file(tmp_path / "answers.xlsx")[0].rows == ((date(2026, 3, 12),),)


def test_formulas_of_respondents_stay_text(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    assert load_workbook(tmp_path / "answers.xlsx").worksheets[0]["B2"].data_type == "s"


def test_headings_stay_in_sight(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    assert load_workbook(tmp_path / "answers.xlsx").worksheets[0].freeze_panes == "A2"


def test_synthetic_files_say_so(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    assert is_synthetic(tmp_path / "answers.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"somebody's work"])
def test_unreadable_files_are_not_synthetic(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "answers.xlsx").write_bytes(data)
    assert not is_synthetic(tmp_path / "answers.xlsx")


def test_unfinished_files_say_so(tmp_path: Path) -> None:
    write_responses(tmp_path / "half.xlsx", (SHEET,), is_finished=False)
    write_responses(tmp_path / "whole.xlsx", (SHEET,))
    assert [is_finished(tmp_path / name) for name in ("half.xlsx", "whole.xlsx")] == [False, True]


def test_other_files_are_not_synthetic(tmp_path: Path) -> None:
    write_responses(tmp_path / "answers.xlsx", (SHEET,))
    book = load_workbook(tmp_path / "answers.xlsx")
    book.properties.category = None
    book.save(tmp_path / "other.xlsx")
    assert not is_synthetic(tmp_path / "other.xlsx")


def test_truth_values_wait_for_their_question(tmp_path: Path) -> None:
    """A spreadsheet makes a truth value of the word TRUE, which may be somebody's name."""
    write_responses(tmp_path / "answers.xlsx", (Sheet("x", ((True, False, "yes"),)),))
    assert read_file(tmp_path / "answers.xlsx", are_answers=True)[0].rows == ((True, False, "yes"),)
    assert read_file(tmp_path / "answers.xlsx")[0].rows == (("yes", "no", "yes"),)
