"""Every fault of both files at once, in the workbook's language."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from pipeline import kinds
from pipeline.settings import check, load, load_form, load_programme
from pipeline.vocabulary.form import Option
from pipeline.vocabulary.problems import ProgrammeError
from pipeline.vocabulary.programme import KINDS
from tests.builders import ROOT, the_form, the_programme

BROKEN = Path(__file__).parent / "broken"


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ProgrammeError) as caught:
        load(BROKEN / "programme.yaml", BROKEN / "form.yaml")

    assert caught.value.faults == tuple((BROKEN / "faults.txt").read_text("utf-8").splitlines())


def test_our_own_programme_has_none() -> None:
    programme, form = load(ROOT / "programme.yaml", ROOT / "form.yaml")

    assert (programme, form) == (the_programme(), the_form())
    assert load_programme(ROOT / "programme.yaml") == programme
    assert load_form(ROOT / "form.yaml") == form
    check(programme, form)


def test_missing_files_are_told_in_french(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", tmp_path / "form.yaml")

    assert caught.value.faults == tuple(
        f"{tmp_path / name} · ce fichier n’existe pas\u00a0; vérifiez son nom et son dossier."
        for name in ("form.yaml", "programme.yaml")
    )


def test_an_unreadable_form_accuses_no_rule(tmp_path: Path) -> None:
    copy(ROOT / "programme.yaml", tmp_path)
    (tmp_path / "form.yaml").write_text('version: "2026\n', "utf-8")

    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", tmp_path / "form.yaml")

    assert len(caught.value.faults) == 1


def test_a_form_alone_tells_its_faults() -> None:
    with pytest.raises(ProgrammeError) as caught:
        load_form(BROKEN / "form.yaml", "nl")

    assert (
        "form.yaml:22 · questions[4].type · “choise” kan hier niet. Bedoelt u “choice”?"
        in caught.value.faults
    )


def test_a_programme_alone_tells_its_faults() -> None:
    with pytest.raises(ProgrammeError) as caught:
        load_programme(BROKEN / "programme.yaml")

    assert any(fault.startswith("programme.yaml:28 · matching.floor · 1.5") for fault in caught.value.faults)


def test_nouns_are_checked_without_files() -> None:
    form = the_form()
    first = form.questions[0]
    commas = first.model_copy(
        update={"options": (Option(code="yes", label=dict.fromkeys(("fr", "nl", "en"), "a, b")),)}
    )
    changed = form.model_copy(update={"questions": (commas, *form.questions[1:])})

    with pytest.raises(ProgrammeError) as caught:
        check(the_programme(), changed)

    assert [fault.split(" · ")[1] for fault in caught.value.faults] == [
        f"questions[0].options[0].label.{language}" for language in ("fr", "nl", "en")
    ]


def test_kinds_have_the_same_names_everywhere() -> None:
    assert set(KINDS) == set(kinds.KINDS)
