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


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("gendre", "le formulaire n’a pas de question « gendre »."),
        ("first_name", "la question « first_name » est du type « name »"),
    ],
)
def test_the_report_compares_by_known_questions(code: str, told: str, tmp_path: Path) -> None:
    text = (ROOT / "programme.yaml").read_text("utf-8")
    assert "fairness: [gender," in text
    (tmp_path / "programme.yaml").write_text(
        text.replace("fairness: [gender,", f"fairness: [{code},"), "utf-8"
    )
    copy(ROOT / "form.yaml", tmp_path)
    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", tmp_path / "form.yaml")

    (fault,) = caught.value.faults
    assert told in fault.replace("\u00a0", " ")


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
    commas = Option(code="comma", label=dict.fromkeys(("fr", "nl", "en"), "a, b"))
    *others, source, consent = form.questions
    changed = form.model_copy(
        update={"questions": (*others, source.model_copy(update={"options": (commas,)}), consent)}
    )

    with pytest.raises(ProgrammeError) as caught:
        check(the_programme(), changed)

    assert [fault.split(" · ")[1] for fault in caught.value.faults] == [
        f"questions[{len(others)}].options[0].label.{language}" for language in ("fr", "nl", "en")
    ]


def test_kinds_have_the_same_names_everywhere() -> None:
    assert set(KINDS) == set(kinds.KINDS)


SLIPS: dict[tuple[str, str, str], str] = {
    ("programme.yaml", "  newcomer:\n    one", "  arrival:\n    one"): (
        "roles · « newcomer » manque ; ajoutez-le."
        " | roles.arrival · « arrival » n’est pas possible ici. Mots possibles : citizen et newcomer."
    ),
    ("programme.yaml", "first_name: Sacha}", "first_name: Sacha, absent: [[2026-02-30, 2026-03-01]]}"): (
        "team[2].absent[0][0] · « 2026-02-30 » n’est pas une date ; écrivez par exemple 2026-12-24."
    ),
    ("programme.yaml", "first_name: Sacha}", "first_name: Sacha, absent: [[2026-02-20]]}"): (
        "team[2].absent[0][1] · deux dates sont attendues ici, le premier jour et le dernier : "
        "[2026-12-24, 2027-01-02]."
    ),
    ("programme.yaml", "initials: SA", "initials: SACHA"): (
        "team[2].initials · « SACHA » ne peut pas servir d’initiales ; utilisez une à quatre lettres."
    ),
    ("programme.yaml", "address: [Rue de l’Exemple 1, 1000 Bruxelles]", "address: Rue de l’Exemple 1"): (
        "organisation.address · une liste est attendue ici, pas « Rue de l’Exemple 1 » ; "
        "écrivez-la entre crochets : [un, deux]."
    ),
    ("programme.yaml", "  contact: Camille", "  contact: {fr: Camille}"): (
        "organisation.contact · un texte est attendu ici, pas un groupe de réglages ; "
        "écrivez un texte, entre guillemets doubles au besoin."
    ),
    ("programme.yaml", "  contact: Camille", "  contact: [Camille, Dominique]"): (
        "organisation.contact · un texte est attendu ici, pas une liste ; "
        "écrivez un texte, entre guillemets doubles au besoin."
    ),
    ("programme.yaml", "  contact: Camille", "  contact: 2026-12-24"): (
        "organisation.contact · 2026-12-24 sans guillemets est lu comme une date ; "
        'écrivez "2026-12-24" entre guillemets doubles.'
    ),
    ("programme.yaml", "workbook: fr ", "workbook: de "): (
        "languages.workbook · « de » n’est pas une langue connue ici. Mots possibles : fr, nl et en."
    ),
    ("programme.yaml", "limit: travel", "limit: trip"): (
        "matching.rules[3].limit · le formulaire n’a pas de question « trip ». Corrigez ou supprimez."
    ),
    ("form.yaml", "{code: km2, value: 2,", "{code: km2,"): (
        "matching.rules[3].limit · la question « travel » se compare par quantité, mais ces options n’ont pas de "
        "« value » : km2. Ajoutez-la."
    ),
    ("form.yaml", "    type: week\n    role: newcomer", "    type: text\n    role: newcomer"): (
        "forms[1] · les nouveaux arrivants devraient écrire une réponse à « free_time » ; on ne peut exiger que le "
        "nom et le téléphone. Nommez-la sous « optional ». | "
        "matching.rules[2].newcomer[0] · la question « free_time » est du type « text », que la comparaison « week » "
        "ne sait pas lire ; elle compare : week."
        " | matching.criteria[1].newcomer[0] · la question « free_time » est du type « text », que la comparaison "
        "« week » ne sait pas lire ; elle compare : week."
    ),
    ("form.yaml", "type: email\n", "type: email\n    required: maybe\n"): (
        "questions[4].required · « maybe » n’est ni oui ni non ; écrivez true ou false."
    ),
    ("form.yaml", "title: {fr: Vous êtes, nl: U bent, en: You are}", "title: {}"): (
        "questions[15].title · c’est vide ; mettez au moins un élément."
    ),
}


@pytest.mark.parametrize(("slip", "expected"), SLIPS.items())
def test_one_slip_is_one_explanation(slip: tuple[str, str, str], expected: str, tmp_path: Path) -> None:
    file, before, after = slip
    for name in ("programme.yaml", "form.yaml"):
        text = (ROOT / name).read_text("utf-8")
        assert name != file or text.count(before) == 1
        (tmp_path / name).write_text(text.replace(before, after) if name == file else text, "utf-8")

    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", tmp_path / "form.yaml")

    told = [fault.split(" · ", 1)[1].replace("\u00a0", " ") for fault in caught.value.faults]
    assert told == expected.split(" | ")


@pytest.mark.parametrize("code", ["age", "gender", "adult", "first_name", "postcode", "needs", "hobby"])
def test_cards_never_say_who_somebody_is(tmp_path: Path, code: str) -> None:
    copy(ROOT / "form.yaml", tmp_path)
    text = (ROOT / "programme.yaml").read_text("utf-8")
    (tmp_path / "programme.yaml").write_text(text.replace("[offers, likes,", f"[{code}, likes,"), "utf-8")

    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", tmp_path / "form.yaml")

    assert len(caught.value.faults) == 1
    assert "matching.cards.questions[0] · " in caught.value.faults[0]


def test_a_table_has_room_for_the_least(tmp_path: Path) -> None:
    text = (ROOT / "programme.yaml").read_text("utf-8")
    wrong = text.replace("  mode: criteria", "  tables: {least: 9, most: 4}\n  mode: criteria", 1)
    (tmp_path / "programme.yaml").write_text(wrong, "utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load_programme(tmp_path / "programme.yaml")
    (fault,) = caught.value.faults
    assert "matching.tables" in fault
    assert "(9)" in fault
