"""One schema for every form: what it asks of whom, what it never asks, and which translations follow it."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from pipeline.__main__ import duos
from pipeline.forms.translations import check_translations, find_stale, marks
from pipeline.settings import load, load_form
from pipeline.settings.forbidden import forbidden_subject
from pipeline.vocabulary.form import CALL_ME, FILLED_BY, Form, Translation, Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import ProgrammeError
from pipeline.vocabulary.tables import Sheet
from pipeline.words import LANGUAGES, Speaker
from pipeline.workbook.responses import write_responses
from tests.builders import ROOT, the_form

FORM = the_form()
NEWCOMER = FORM.form_by_code["newcomer"]
PROCEDURE_WORDS = (
    "طلب",
    "مقابلة",
    "قرار",
    "رفض",
    "ملف",
    "dossier",
    "entretien",
    "décision",
    "refus",
    "demande",
)


def codes(form: str) -> list[str]:
    return [question.code for question in FORM.asked_in(FORM.form_by_code[form])]


def test_newcomers_answer_ten_questions() -> None:
    asked = FORM.asked_in(NEWCOMER)
    assert [question.code for question in asked] == [
        "adult", "first_name", "first_name_latin", "phone", "email", "postcode", "languages_well", "needs",
        "free_time", "consent",
    ]  # fmt: skip
    assert not any(question.is_grid for question in asked)
    assert not next(question for question in asked if question.code == "email").required


def test_what_a_form_insists_on_is_its_own() -> None:
    required = {
        form: {question.code for question in FORM.asked_in(FORM.form_by_code[form]) if question.required}
        for form in ("citizen", "newcomer")
    }
    assert "postcode" in required["citizen"] - required["newcomer"]
    assert "phone" in required["citizen"] & required["newcomer"]


def test_call_me_asks_six_things() -> None:
    assert codes(CALL_ME) == [
        "side", "first_name", "phone", "languages_well", "call_when", "call_consent",
    ]  # fmt: skip


def test_the_rest_is_left_to_the_team() -> None:
    left = {question.code for question in FORM.left_to_team(Role.NEWCOMER)}
    assert left >= {
        "travel",
        "gender",
        "gender_wish",
        "age",
        "duration",
        "rhythm",
        "unit",
        "mission_on",
        "likes",
    }
    assert not left & set(codes("newcomer"))


def test_workbook_columns_stay_whatever_is_asked() -> None:
    assert set(FORM.columns(Role.NEWCOMER)) == {
        "wishes", "place", "languages", "free", "needs", "tastes",
    }  # fmt: skip
    assert "side" not in {question.code for question in FORM.of(Role.CITIZEN)}


def test_a_file_without_forms_asks_everything() -> None:
    plain = Form(version="x", languages=("fr",), questions=FORM.questions)
    assert plain.asked_of(Role.NEWCOMER) == plain.of(Role.NEWCOMER)
    assert plain.left_to_team(Role.NEWCOMER) == ()
    assert plain.application(Role.CITIZEN) is None


@pytest.mark.parametrize("form", FORM.forms, ids=lambda form: form.code)
def test_every_language_of_a_form_is_whole(form: Any) -> None:
    for language in FORM.languages_of(form):
        for page, questions in FORM.pages_of(form):
            said = [page.title, form.title, form.introduction, form.confirmation]
            said += [question.title for question in questions] + [q.help for q in questions if q.help]
            said += [option.label for question in questions for option in question.options]
            assert all(words.get(language) for words in said)


def test_no_words_of_the_procedure() -> None:
    """Newcomers do not read the words of the asylum procedure, in whose place they never stand here."""
    asked = [*FORM.asked_in(NEWCOMER), *FORM.asked_in(FORM.form_by_code[CALL_ME])]
    texts = [text for question in asked for text in question.title.values()]
    texts += [text for form in FORM.forms for text in (*form.confirmation.values(), *form.title.values())]
    assert [(word, text) for word in PROCEDURE_WORDS for text in texts if word in text.casefold()] == []


def test_both_confirmations_say_that_the_programme_is_apart_from_any_procedure() -> None:
    """In every language, in the very words at the top of the newcomers' form: its last two sentences."""
    opening = NEWCOMER.introduction
    apart = {code: ". ".join(text.rsplit(". ", 2)[1:]) for code, text in opening.items()}
    assert "nothing to do with your procedure. Your answers change nothing" in apart["en"]
    for form in (NEWCOMER, FORM.form_by_code[CALL_ME]):
        assert set(form.confirmation) == set(FORM.languages)
        assert all(text.endswith(apart[code]) for code, text in form.confirmation.items())


def test_arabic_and_ukrainian_await_a_reader() -> None:
    assert [FORM.is_reviewed(language) for language in ("fr", "ar", "uk")] == [True, False, False]


def test_consents_have_words_and_a_version() -> None:
    consents = [question for question in FORM.questions if question.type is Type.CONSENT]
    assert len(consents) == 2
    assert all(question.version and question.help for question in consents)


# --- translations -----------------------------------------------------------------------------------------


def test_our_translations_follow_their_source() -> None:
    assert list(find_stale(FORM)) == []


def test_a_changed_source_makes_every_translation_stale() -> None:
    changed = a_form(lambda data: question(data, "needs")["title"].update(fr="Que voulez-vous faire ?"))
    stale = list(find_stale(changed))
    assert {(one.language, one.group) for one in stale} == {
        (language, "needs") for language in the_form().languages[1:]
    }
    assert {one.mark for one in stale} == {marks(changed)["needs"]}


def test_a_new_translation_is_to_be_compared() -> None:
    changed = FORM.model_copy(update={"translations": {"nl": Translation(follows={"adult": "000000"})}})
    assert {one.group for one in find_stale(changed)} == set(marks(FORM)) - set()


def test_what_is_stale_is_told_with_its_mark() -> None:
    words = {"fr": "envies", "nl": "noden", "en": "needs"}
    changed = a_form(lambda data: question(data, "needs").update(label=words))
    told = [Speaker("fr").say(problem.sentence) for problem in check_translations(changed)]
    mark = marks(changed)["needs"]
    assert "needs (uk)\u00a0: les mots d’origine ont changé" in told[-1]
    assert all(f'needs\u00a0: "{mark}" sous translations.' in one for one in told)


def test_stale_translations_are_told_before_any_file(tmp_path: Path) -> None:
    copy(ROOT / "programme.yaml", tmp_path)
    data = changed_data(lambda data: question(data, "needs")["title"].update(fr="Que voulez-vous faire ?"))
    (tmp_path / "form.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    said = CliRunner().invoke(duos, ["check", "--programme", str(tmp_path / "programme.yaml")])
    assert (said.exit_code, "needs (nl)" in said.output, "answers.xlsx" in said.output) == (1, True, True)


def test_checking_names_stale_translations(tmp_path: Path) -> None:
    copy(ROOT / "programme.yaml", tmp_path)
    data = changed_data(lambda data: question(data, "needs")["title"].update(fr="Que voulez-vous faire ?"))
    (tmp_path / "form.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    write_responses(tmp_path / "var" / "answers.xlsx", [Sheet("x")])
    said = CliRunner().invoke(duos, ["check", "--programme", str(tmp_path / "programme.yaml")])
    assert said.exit_code == 1
    assert [language for language in FORM.languages if f"needs ({language})" not in said.output] == ["fr"]


def test_a_changed_translation_is_not_stale() -> None:
    changed = a_form(lambda data: question(data, "needs")["title"].update(nl="Wat wilt u doen?"))
    assert list(find_stale(changed)) == []


# --- what is wrong ----------------------------------------------------------------------------------------


def question(data: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in data["questions"] if one["code"] == code)


def form(data: dict[str, Any], code: str = "newcomer") -> dict[str, Any]:
    return next(one for one in data["forms"] if one["code"] == code)


def pages(data: dict[str, Any], *asked: list[str]) -> None:
    title = dict.fromkeys(FORM.languages, "…")
    form(data)["pages"] = [
        {"code": f"p{at}", "title": title, "questions": each} for at, each in enumerate(asked)
    ]


def a_form(change: Any) -> Form:
    return Form(**changed_data(change))


def changed_data(change: Any) -> dict[str, Any]:
    data = yaml.safe_load((ROOT / "form.yaml").read_text("utf-8"))
    change(data)
    return yaml.safe_load(yaml.safe_dump(data, allow_unicode=True))


TEN = [
    ["adult"],
    ["first_name", "first_name_latin", "phone", "email", "postcode", "needs", "free_time", "consent"],
]
LONG = "Nous aimerions savoir tout ce que vous aimez faire quand vous avez un peu de temps libre avec vos amis le soir."
FAULTS: dict[str, tuple[Any, str]] = {
    "a comma": (lambda data: question(data, "needs")["options"][0]["label"].update(fr="parler, lire"), "virgule"),
    "a title twice": (lambda data: question(data, "needs")["title"].update(fr="Votre prénom"), "« Votre prénom »"),
    "no translation": (lambda data: question(data, "needs")["title"].pop("uk"), "uk"),
    "an unknown question": (lambda data: pages(data, ["adult"], ["nedes"]), "« needs »"),
    "a question twice": (lambda data: pages(data, *TEN, ["needs"]), "déjà dans ce formulaire"),
    "an unknown language": (lambda data: form(data).update(languages=["fr", "de"]), "« de »"),
    "two applications": (lambda data: form(data, "call_me").update(role="citizen"), "deux formulaires"),
    "insisting in vain": (lambda data: form(data).update(optional=["travel"]), "dans aucune page"),
    "a long title": (lambda data: question(data, "needs")["title"].update(fr=LONG), "80 au plus"),
    "a long sentence": (lambda data: question(data, "needs").update(help=dict.fromkeys(FORM.languages, LONG)), "20 au plus"),
    "a consent without version": (lambda data: question(data, "consent").pop("version"), "« version » manque"),
    "a consent without words": (lambda data: question(data, "call_consent").pop("help"), "« help » manque"),
    "eleven questions": (lambda data: pages(data, *TEN, ["languages_well", "age"]), "11 questions"),
    "a grid": (lambda data: (question(data, "free_time").pop("options"),), "est une grille"),
    "a demanded postcode": (lambda data: form(data).pop("optional"), "« postcode »"),
    "a demanded e-mail": (lambda data: question(data, "email").update(required=True), "n’ont pas d’adresse e-mail"),
    "age not first": (lambda data: pages(data, TEN[0] + TEN[1]), "« adult » vient en premier"),
    "no latin name": (lambda data: pages(data, ["adult"], ["first_name", "consent"]), "lettres latines"),
    "an upload": (lambda data: question(data, "source").update(type="file"), "« file » n’est pas possible ici"),
    "a sign-in": (lambda data: form(data).update(sign_in=True), "« sign_in » n’est pas un réglage"),
    "a nationality": (lambda data: question(data, "needs")["title"].update(fr="Votre nationalité ?"), "porte sur l’origine"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_a_form_that_is_not_good_is_told(change: Any, told: str, tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_text(yaml.safe_dump(changed_data(change), allow_unicode=True), "utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load(ROOT / "programme.yaml", file)
    assert told in " ".join(caught.value.faults).replace("\u00a0", " ")


FORBIDDEN = {
    "origin": ["Quelle est votre nationalité ?", "Wat is uw land van herkomst?", "Where are you from?", "ما جنسيتك؟"],
    "mother_tongue": ["Votre langue maternelle", "Uw moedertaal", "mother_tongue"],
    "procedure": ["Votre titre de séjour", "Bent u een erkend vluchteling?", "When did you arrive?", "Статус: біженець"],
    "identity": ["Numéro national", "Rijksregisternummer", "Your photo", "Passeport"],
    "belief": ["Votre religion", "Eet u halal?", "Ваша релігія"],
    "health": ["Avez-vous un handicap ?", "Hoe is uw gezondheid?", "Are you pregnant?"],
    "sexuality": ["Orientation sexuelle", "Seksuele voorkeur"],
    "opinions": ["Vos idées politiques", "Lid van een vakbond?"],
    "money": ["Vos revenus", "Krijgt u een uitkering?", "Quel CPAS vous aide ?"],
    "convictions": ["Casier judiciaire", "Strafblad"],
    "birth_date": ["Date de naissance", "birth_date", "Geboortedatum"],
    "school_or_employer": ["Nom de l’école", "Uw werkgever", "Name of the school"],
    "children_names": ["Prénoms de vos enfants", "Namen van uw kinderen"],
    "accounts": ["Votre compte Instagram", "Sociale media"],
    "story": ["Racontez votre histoire", "Vertel uw verhaal", "Tell us your story"],
    "home": ["Votre adresse", "Uw adres", "Home address", "adresse complète"],
}  # fmt: skip


@pytest.mark.parametrize(("subject", "texts"), FORBIDDEN.items())
def test_what_is_not_collected_is_recognised(subject: str, texts: list[str]) -> None:
    assert {text: forbidden_subject(text) for text in texts} == dict.fromkeys(texts, subject)


@pytest.mark.parametrize(
    "text",
    [
        "Votre adresse e-mail (si vous en avez une)", "Your e-mail address", "Uw e-mailadres", "postcode",
        "l’école et les devoirs des enfants", "chercher un travail", "Votre âge", "photographie", "Quand êtes-vous libre ?",
    ],
)  # fmt: skip
def test_what_a_duo_needs_may_be_asked(text: str) -> None:
    assert forbidden_subject(text) is None


def test_the_form_alone_is_good() -> None:
    assert load_form(ROOT / "form.yaml") == FORM
    assert FORM.question_by_code[FILLED_BY].type is Type.TEXT
    assert set(LANGUAGES) <= set(FORM.languages)
