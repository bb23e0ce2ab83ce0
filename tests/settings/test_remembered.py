"""What headings mean is remembered, and people may correct it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings.remembered import read_remembered, write_remembered
from pipeline.vocabulary.problems import WorkbookError
from pipeline.words import Speaker

FIELDS = ("phone", "likes")
SPEAKER = Speaker("en")


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert read_remembered(tmp_path / "titres.yaml", FIELDS, SPEAKER) == {}


def test_headings_are_read_back_as_written(tmp_path: Path) -> None:
    headings = {"N° GSM": "phone", "Remarque : à lire": "", "نعم": "likes", "1": "phone"}
    write_remembered(tmp_path / "var" / "titres.yaml", headings)
    assert read_remembered(tmp_path / "var" / "titres.yaml", FIELDS, SPEAKER) == headings


def test_heading_without_field_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "titres.yaml").write_text("Remarque:\n", encoding="utf-8")
    assert read_remembered(tmp_path / "titres.yaml", FIELDS, SPEAKER) == {"Remarque": ""}


@pytest.mark.parametrize(("text", "found"), [
    ("Tél: telephone\n", "telephone"), ("- a\n- b\n", "['a', 'b']"), ("a: [\n", "titres.yaml"), ("texte", "texte"),
])  # fmt: skip
def test_faults_name_file_and_choices(text: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "titres.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookError) as error:
        read_remembered(tmp_path / "titres.yaml", FIELDS, SPEAKER)
    assert all(word in str(error.value) for word in ("titres.yaml", found, "likes and phone"))
