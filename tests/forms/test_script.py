"""The Apps Script: held to Google's own definitions, and run in an account made from them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline.forms.script import quote, write_project
from pipeline.site.applying import without_source
from pipeline.vocabulary.form import ADULT, Form, Option, Question, Type
from pipeline.vocabulary.people import Role
from tests.builders import ROOT, the_form, the_programme

TOOLS = ROOT / "tools" / "google"
FORM = the_form()
Account = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Google's definitions and the programs that read them; installed the first time."""
    subprocess.run(["sh", str(TOOLS.parent / "packages.sh"), str(TOOLS)], check=True, timeout=300)


def project_in(folder: Path, form: Form = FORM) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in write_project(the_programme(), form).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def run_at_google(*steps: Path | str) -> Account:
    command = ["node", str(TOOLS / "recorder.js"), *map(str, steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """An account in which the script was run once."""
    return run_at_google(project_in(tmp_path_factory.mktemp("project")))


def compiled(folder: Path, script: str) -> str:
    """What TypeScript says about a script, held to Google's definitions."""
    (folder / "checked").mkdir(parents=True)
    (folder / "checked" / "Code.js").write_text(script, "utf-8")
    shutil.copy2(TOOLS / "tsconfig.json", folder)
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    done = subprocess.run(
        [str(TOOLS / "node_modules" / ".bin" / "tsc"), "--project", str(folder)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.stdout if done.returncode else ""


@cache
def script() -> str:
    return write_project(the_programme(), FORM)["Code.gs"]


def form_of(account: Account, key: str) -> dict[str, Any]:
    identifier = account["properties"][f"form.{key}"]
    return next(form for form in account["forms"] if form["id"] == identifier)


def titles(form: dict[str, Any]) -> list[str]:
    return [item["settings"]["setTitle"] for item in form["items"] if item["type"] != "PAGE_BREAK"]


def item(form: dict[str, Any], title: str) -> dict[str, Any]:
    return next(item for item in form["items"] if item["settings"]["setTitle"] == title)


# --- held to Google's definitions ---------------------------------------------------------------------------


def test_the_compiler_accepts_the_script(tmp_path: Path) -> None:
    assert compiled(tmp_path, script()) == ""


MISTAKES: dict[str, tuple[str, str]] = {
    "no such method": ("q_languages_well.showOtherOption(true);", "q_languages_well.createChoiceOfOtherOption();"),
    "a wrong type": ("q_adult.setRequired(true);", 'q_adult.setRequired("true");'),
    "another item's method": ("q_first_name.clearValidation();", 'q_first_name.setChoiceValues(["a"]);'),
    "a missing answer": ("return form.getDestinationId();", "return form.getId;"),
    "no such constant": ("FormApp.DestinationType.SPREADSHEET", "FormApp.DestinationType.SHEET"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MISTAKES.values(), ids=MISTAKES)
def test_the_compiler_refuses_mistakes(before: str, after: str, tmp_path: Path) -> None:
    assert before in script()
    assert "error TS" in compiled(tmp_path, script().replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("q_adult.setRequired(true);", "q_adult.setMandatory(true);"),
        ("q_adult.setRequired(true);", "q_adult.setRequired();"),
        ("q_adult.setRequired(true);", 'q_adult.setRequired("true");'),
        ('["une femme", "un homme", "autre"]', '["une femme", "une femme"]'),
        ("form.addTextItem()", "form.addUploadItem()"),
    ],
)
def test_the_stand_in_refuses_mistakes(before: str, after: str, tmp_path: Path) -> None:
    folder = project_in(tmp_path)
    assert before in script()
    (folder / "Code.gs").write_text(script().replace(before, after), "utf-8")
    with pytest.raises(AssertionError, match="Error"):
        run_at_google(folder)


# --- what is made ---------------------------------------------------------------------------------------------


def test_every_form_is_made_in_every_language(account: Account) -> None:
    made = {key.removeprefix("form.") for key in account["properties"] if key.startswith("form.")}
    assert made == {f"{form.code}.{language}" for form in FORM.forms for language in FORM.languages_of(form)}
    assert len(account["forms"]) == len(made) == 21


@pytest.mark.parametrize("form", FORM.forms, ids=lambda form: form.code)
def test_questions_and_options_keep_their_order(form: Any, account: Account) -> None:
    for language in FORM.languages_of(form):
        made, asked = form_of(account, f"{form.code}.{language}"), FORM.asked_in(form)
        assert titles(made) == [question.title[language] for question in asked]
        for question in asked:
            choices = item(made, question.title[language])["settings"].get("choices", [])
            assert [choice["value"] for choice in choices] == [
                one.label[language] for one in question.options
            ]


def test_each_kind_of_question_has_its_item(account: Account) -> None:
    made = form_of(account, "citizen.fr")
    types = {
        question.code: item(made, question.title["fr"])["type"] for question in FORM.asked_of(Role.CITIZEN)
    }
    assert types["availability"] == "CHECKBOX_GRID"
    assert types["gender"] == "MULTIPLE_CHOICE"
    assert {types["likes"], types["languages_well"], types["consent"]} == {"CHECKBOX"}
    assert {types["first_name"], types["phone"], types["postcode"]} == {"TEXT"}


def test_grids_have_days_and_parts(account: Account) -> None:
    grid = item(form_of(account, "citizen.nl"), "Wanneer bent u meestal vrij?")["settings"]
    assert grid["setRows"][0] == "maandag"
    assert len(grid["setColumns"]) == 3


def test_other_is_offered_where_the_form_says(account: Account) -> None:
    made = form_of(account, "newcomer.fr")
    offered = {title: item(made, title)["settings"].get("showOtherOption") for title in titles(made)}
    assert {title for title, is_offered in offered.items() if is_offered} == {
        "Dans quelles langues parlez-vous facilement ?", "Qu’aimeriez-vous faire avec quelqu’un d’ici ?",
    }  # fmt: skip


def test_telephone_and_address_are_validated(account: Account) -> None:
    made = form_of(account, "newcomer.ar")
    phone, email = item(made, "رقم هاتفك")["settings"], item(made, "بريدك الإلكتروني (إن وُجد)")["settings"]
    assert "requireTextMatchesPattern" in phone["setValidation"]
    assert email["setValidation"]["requireTextIsEmail"] is True
    assert "0470" in phone["setValidation"]["setHelpText"]
    assert (phone["setRequired"], email["setRequired"]) == (True, False)


def test_the_young_are_asked_nothing_else(account: Account) -> None:
    made = form_of(account, "newcomer.uk")
    yes, no = made["items"][0]["settings"]["choices"]
    pages = {one["id"]: (at, one) for at, one in enumerate(made["items"]) if one["type"] == "PAGE_BREAK"}
    last, page = pages[no["page"]]
    assert pages[yes["page"]][0] == 1
    assert last == len(made["items"]) - 1
    assert page["settings"]["setHelpText"] == FORM.form_by_code["newcomer"].too_young["uk"]  # type: ignore[index]  # there is one
    assert page["settings"]["setGoToPage"] == "SUBMIT"


def test_nobody_needs_an_account(account: Account) -> None:
    for form in account["forms"]:
        settings = form["settings"]
        assert settings["setCollectEmail"] is settings["setLimitOneResponsePerUser"] is False
        assert settings["setPublished"] is settings["setAcceptingResponses"] is True
        assert settings["setConfirmationMessage"]


def test_consent_shows_its_words_and_version(account: Account) -> None:
    consent = FORM.question_by_code["consent"]
    shown = item(form_of(account, "newcomer.en"), consent.title["en"])["settings"]
    assert shown["setHelpText"] == f"{consent.help['en']} (2026-11)"  # type: ignore[index]  # a consent has its words
    assert shown["setRequired"] is True


def test_unread_languages_say_so(account: Account) -> None:
    said = {
        language: form_of(account, f"newcomer.{language}")["settings"]["setDescription"]
        for language in FORM.languages
    }
    assert [language for language, text in said.items() if "\n" in text] == [
        "ar",
        "uk",
        "fa",
        "tr",
        "es",
        "ps",
    ]


def test_all_answers_go_to_one_spreadsheet(account: Account) -> None:
    assert [sheet["name"] for sheet in account["spreadsheets"]] == ["Duos d’ici - réponses"]
    assert {tuple(form["destinations"]) for form in account["forms"]} == {("sheet-1",)}


def test_a_spreadsheet_of_google_is_linked(tmp_path: Path) -> None:
    programme = the_programme()
    files = programme.files.model_copy(update={"answers": "google:1AbC"})
    written = write_project(programme.model_copy(update={"files": files}), FORM)
    (tmp_path / "Code.gs").write_text(written["Code.gs"], "utf-8")
    account = run_at_google(tmp_path)
    assert account["spreadsheets"] == []
    assert {tuple(form["destinations"]) for form in account["forms"]} == {("1AbC",)}
    assert "1AbC" in written["LISEZMOI.txt"]


def test_addresses_are_printed(account: Account) -> None:
    told = account["log"][0]
    for form in account["forms"]:
        assert f"https://docs.example/forms/{form['id']}/viewform?embedded=true" in told
    made = next(one for one in account["made"] if one["key"] == "newcomer.en")
    answers = parse_qs(urlsplit(made["prefilled"]).query)
    assert answers["usp"] == ["pp_url"]
    assert {"first_name", "0470 00 00 01", "French", "Yes"} <= {
        said for given in answers.values() for said in given
    }


def test_posters_fill_in_how_somebody_heard(account: Account) -> None:
    made = {one["key"]: one["campaign"] for one in account["made"]}
    assert {key for key, address in made.items() if address} == {"citizen.fr", "citizen.nl", "citizen.en"}
    source = item(form_of(account, "citizen.nl"), FORM.question_by_code["source"].title["nl"])
    entry = f"entry.{source['id']}"
    assert made["citizen.nl"].endswith(f"{entry}=__other_option__&{entry}.other_option_response={{src}}")
    assert without_source(made["citizen.nl"]).endswith("?usp=pp_url")
    assert f"à noter dans programme.yaml\u00a0: {made['citizen.nl']}" in account["log"][0]


# --- run again ------------------------------------------------------------------------------------------------


def a_form(change: Callable[[Question], Question | None]) -> Form:
    """The form with some questions changed, or not asked any more."""
    questions = [changed for question in FORM.questions if (changed := change(question))]
    return Form(version="x", languages=FORM.languages, questions=tuple(questions), forms=FORM.forms)


def renamed(question: Question) -> Question:
    if question.code != "needs":
        return question
    more = Option(code="more", label=dict.fromkeys(FORM.languages, "+"))
    title = {language: f"{title} (!)" for language, title in question.title.items()}
    return question.model_copy(update={"title": title, "options": (more, *question.options)})


def test_running_again_changes_nothing(account: Account, tmp_path: Path) -> None:
    folder = project_in(tmp_path)
    again = run_at_google(folder, folder)
    assert (again["forms"], again["deleted"]) == (account["forms"], 0)
    assert again["properties"] == account["properties"]


def test_running_again_brings_the_form_up_to_date(account: Account, tmp_path: Path) -> None:
    again = run_at_google(project_in(tmp_path / "1"), project_in(tmp_path / "2", a_form(renamed)))
    before, after = form_of(account, "newcomer.fr"), form_of(again, "newcomer.fr")
    assert [one["id"] for one in after["items"]] == [one["id"] for one in before["items"]]
    changed = item(after, "Qu’aimeriez-vous faire avec quelqu’un d’ici ? (!)")["settings"]
    assert changed["choices"][0]["value"] == "+"
    assert len(again["forms"]) == len(account["forms"])


def test_a_question_no_longer_asked_disappears(account: Account, tmp_path: Path) -> None:
    shorter = a_form(lambda question: question if question.code != "email" else None)
    again = run_at_google(project_in(tmp_path / "1"), project_in(tmp_path / "2", shorter))
    assert titles(form_of(again, "newcomer.fr")) == [
        title for title in titles(form_of(account, "newcomer.fr")) if "e-mail" not in title
    ]
    assert again["deleted"] == 12  # two applications: in three languages, and in nine


def test_a_question_of_another_type_is_made_anew(tmp_path: Path) -> None:
    typed = a_form(lambda question: question.model_copy(update={"type": Type.TEXT, "options": ()})
                   if question.code == "needs" else question)  # fmt: skip
    again = run_at_google(project_in(tmp_path / "1"), project_in(tmp_path / "2", typed))
    made = form_of(again, "newcomer.fr")
    assert item(made, "Qu’aimeriez-vous faire avec quelqu’un d’ici ?")["type"] == "TEXT"
    assert titles(made) == [question.title["fr"] for question in typed.asked_of(Role.NEWCOMER)]


def test_what_was_added_by_hand_stays_at_the_end(tmp_path: Path) -> None:
    folder = project_in(tmp_path)
    again = run_at_google(folder, "--by-hand", folder)
    assert titles(again["forms"][0])[-1] == "by hand"
    assert titles(again["forms"][0])[:-1] == [
        question.title["fr"] for question in FORM.asked_of(Role.CITIZEN)
    ]


def test_a_deleted_form_is_never_made_again_silently(tmp_path: Path) -> None:
    folder = project_in(tmp_path)
    with pytest.raises(AssertionError, match="forgetDeletedForms"):
        run_at_google(folder, "--delete-form", folder)
    again = run_at_google(folder, "--delete-form", "--forget", folder)
    assert len([form for form in again["forms"] if not form.get("isGone")]) == 21


def test_a_run_cut_short_is_taken_up(account: Account, tmp_path: Path) -> None:
    """Google stops a script after six minutes: the next run goes on where this one ended."""
    folder = project_in(tmp_path)
    slow = run_at_google("--slow", folder)
    assert 0 < len(slow["forms"]) < 21
    assert "createForms" in slow["log"][-1]
    whole = run_at_google("--slow", *[folder] * 7)
    assert whole["forms"] == account["forms"]


# --- the text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["</script>", '"); evil(); ("', "\u2028", "\\", "${x}", "`", "''", "شكرًا"])
def test_texts_stay_texts(text: str, tmp_path: Path) -> None:
    odd = a_form(lambda question: question.model_copy(update={"title": dict.fromkeys(FORM.languages, text)})
                 if question.code == ADULT else question)  # fmt: skip
    made = run_at_google(project_in(tmp_path, odd))
    assert made["forms"][0]["items"][0]["settings"]["setTitle"] == text
    assert json.loads(quote(text)) == text


def test_codes_may_be_words_of_javascript(tmp_path: Path) -> None:
    odd = a_form(
        lambda question: (
            question.model_copy(update={"code": "class"}) if question.code == "unit" else question
        )
    )
    pages = tuple(page.model_copy(update={"questions": ("class",)}) if page.code == "time" else page
                  for page in FORM.form_by_code["citizen"].pages)  # fmt: skip
    citizen = FORM.form_by_code["citizen"].model_copy(update={"pages": pages})
    odd = Form(version="x", languages=FORM.languages, questions=odd.questions, forms=(citizen,))
    assert compiled(tmp_path / "types", write_project(the_programme(), odd)["Code.gs"]) == ""


def test_the_manifest_asks_for_two_permissions() -> None:
    manifest = json.loads(write_project(the_programme(), FORM)["appsscript.json"])
    assert [scope.rpartition("/")[2] for scope in manifest["oauthScopes"]] == ["forms", "spreadsheets"]
    assert manifest["timeZone"] == "Europe/Brussels"


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((TOOLS / "package-lock.json").read_text("utf-8"))
    assert "http" not in (TOOLS / "package-lock.json").read_text("utf-8")
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
