"""Lists saved as text are read whatever program wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline.vocabulary.problems import WorkbookError
from pipeline.words import Speaker
from pipeline.workbook.csv_files import read_csv, read_list, separator_of

SPEAKER = Speaker("en")
ROWS = (("Prénom", "Tél"), ("Zoé", "0470 00 00 01"))


def written(folder: Path, data: bytes, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "Prénom;Tél\nZoé;0470 00 00 01\n".encode(encoding))
    assert read_list(path, SPEAKER)[0].rows == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_usual_separator_is_found(separator: str, tmp_path: Path) -> None:
    text = "\n".join(separator.join(row) for row in ROWS)
    assert read_list(written(tmp_path, text.encode()), SPEAKER)[0].rows == ROWS


def test_commas_within_answers_do_not_mislead() -> None:
    text = "Prénom;Langues\nJan;français, néerlandais\nAn;arabe, turc, anglais\n"
    assert separator_of(text) == ";"


def test_quoted_cells_keep_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, 'Prénom;Note\nJan;"deux\nlignes; et plus"\n'.encode())
    assert read_list(path, SPEAKER)[0].rows[1] == ("Jan", "deux\nlignes; et plus")


@pytest.mark.parametrize(("cell", "read"), [
    ("=1+1", "=1+1"), ("'=1+1", "=1+1"), ("'+32 470 00 00 01", "+32 470 00 00 01"), ("0470", "0470"),
    ("'t Hooft", "'t Hooft"), ("", None), ("  ", None),
])  # fmt: skip
def test_cells_are_text_and_nothing_else(cell: str, read: str | None, tmp_path: Path) -> None:
    path = written(tmp_path, f"a;b\n{cell};x\n".encode())
    assert read_csv(path, SPEAKER)[0].rows[1] == (read, "x")


@pytest.mark.parametrize(("name", "data", "said"), [
    ("rien.csv", b"", "nothing in this file"),
    ("blanc.csv", b";;\n;;\n", "nothing in this file"),
    ("image.csv", b"\x89PNG\r\n\x00\x00", "not a text file"),
    ("liste.ods", b"PK", "only .xlsx and .csv"),
    ("liste.xlsx", b"not a workbook", "liste.xlsx"),
])  # fmt: skip
def test_other_files_are_refused_with_a_remedy(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as error:
        read_list(written(tmp_path, data, name), SPEAKER)
    assert said in str(error.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="absent"):
        read_list(tmp_path / "absent.csv", SPEAKER)


def test_workbooks_are_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Volontaires"
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(tmp_path / "liste.xlsx")
    assert [(sheet.title, sheet.rows) for sheet in read_list(tmp_path / "liste.xlsx", SPEAKER)] == [
        ("Volontaires", ROWS)
    ]


@given(
    st.lists(
        st.lists(st.text("ab é", min_size=1, max_size=5), min_size=2, max_size=4), min_size=1, max_size=5
    )
)
def test_separator_of_any_table_is_known(rows: list[list[str]]) -> None:
    assert separator_of("\n".join(";".join(row) for row in rows)) == ";"
