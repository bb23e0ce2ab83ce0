"""The printed forms: the same questions, on A4, with room to write; and sheets on which to note a trial."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from pipeline.__main__ import duos
from pipeline.forms.paper import print_forms
from pipeline.vocabulary.form import FILLED_BY
from pipeline.vocabulary.people import Role
from tests.builders import ROOT, the_form, the_programme

FORM = the_form()
PAPERS = print_forms(the_programme(), FORM)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page of a real browser."""
    opened = browser.new_page()
    yield opened
    opened.close()


def texts(page: Page, name: str, selector: str) -> list[str]:
    page.set_content(PAPERS[name])
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_each_form_is_printed_in_each_language() -> None:
    printed = {f"{form.code}.{language}.html" for form in FORM.forms for language in FORM.languages_of(form)}
    trials = {f"essai.{form.code}.html" for form in FORM.forms}
    assert set(PAPERS) == printed | trials | {"conversation.newcomer.html"}


@pytest.mark.parametrize("form", FORM.forms, ids=lambda form: form.code)
def test_the_paper_asks_the_same_questions(form: Any, page: Page) -> None:
    for language in FORM.languages_of(form):
        asked = [*FORM.asked_in(form), FORM.question_by_code[FILLED_BY]]
        shown = texts(page, f"{form.code}.{language}.html", "legend")
        assert shown == [question.title[language] + " *" * question.required for question in asked]


def test_options_have_boxes(page: Page) -> None:
    labels = texts(page, "newcomer.nl.html", "li")
    needs = FORM.question_by_code["needs"]
    assert [option.label["nl"] for option in needs.options] == labels[labels.index("de taal oefenen") :][:10]
    assert page.locator("li .box").count() == len(labels)
    assert labels.count("Iets anders:") == 2


def test_the_week_is_a_grid_to_tick(page: Page) -> None:
    texts(page, "citizen.fr.html", "td")
    assert page.locator("td .box").count() == 21


def test_hands_sign_and_the_team_notes(page: Page) -> None:
    assert texts(page, "newcomer.fr.html", ".signature > div") == ["Date", "Signature"]
    (team,) = texts(page, "newcomer.ar.html", ".team")
    assert "Accord donné oralement le, langue, par" in team
    assert texts(page, "newcomer.ar.html", ".signature > div") == ["التاريخ", "التوقيع"]


def test_the_team_asks_the_rest_in_conversation(page: Page) -> None:
    shown = texts(page, "conversation.newcomer.html", "legend")
    asked = {question.title["fr"] for question in FORM.asked_of(Role.NEWCOMER)}
    assert FORM.question_by_code["gender_wish"].title["fr"] in shown
    assert not asked & set(shown)
    (noted,) = texts(page, "conversation.newcomer.html", ".team")
    assert "Accord donné oralement le" in noted


def test_the_young_are_told_to_stop(page: Page) -> None:
    shown = texts(page, "newcomer.en.html", "fieldset")
    assert shown[0].endswith("If not: please stop here.")


def test_arabic_runs_from_right_to_left(page: Page) -> None:
    assert texts(page, "newcomer.ar.html", "html[dir=rtl][lang=ar] h1") == ["التعرّف على شخص من هنا"]
    assert 'dir="ltr"' in PAPERS["newcomer.uk.html"]
    assert "<bdi>+32 2 000 00 00</bdi>" in PAPERS["newcomer.ar.html"]


def test_only_unread_languages_say_so() -> None:
    said = {name for name, paper in PAPERS.items() if 'class="unread"' in paper}
    assert said == {
        f"{form}.{language}.html"
        for form in ("newcomer", "call_me")
        for language in ("ar", "uk", "fa", "tr", "es", "ps")
    }


def test_texts_are_escaped() -> None:
    organisation = the_programme().organisation.model_copy(update={"name": "<b>x</b>", "phone": '"><i>'})
    programme = the_programme().model_copy(update={"organisation": organisation})
    paper = print_forms(programme, FORM)["newcomer.fr.html"]
    assert "<b>x</b>" not in paper
    assert "&lt;b&gt;x&lt;/b&gt;" in paper
    assert '"><i>' not in paper


@pytest.mark.parametrize(
    ("name", "most"), [("newcomer.fr", 3), ("newcomer.ar", 3), ("call_me.uk", 2), ("citizen.nl", 6)]
)
def test_pages_fit_a4_and_are_numbered(name: str, most: int, page: Page, tmp_path: Path) -> None:
    page.set_content(PAPERS[f"{name}.html"])
    file = tmp_path / "paper.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    pages = int(re.findall(r"Pages:\s+(\d+)", told)[0])
    assert "(A4)" in told
    assert 1 < pages <= most
    last = subprocess.run(
        ["pdftotext", "-f", str(pages), str(file), "-"], capture_output=True, text=True, check=True
    )
    assert re.search(rf"\b{pages}\b.*\b{pages}\b", last.stdout.replace("\n", " "))


def test_nothing_hangs_over_the_edge(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 900})  # A4 without its margins, in pixels
    page.emulate_media(media="print")
    for name, paper in PAPERS.items():
        page.set_content(paper)
        assert page.evaluate("document.documentElement.scrollWidth") <= 660, name


# --- the trial ------------------------------------------------------------------------------------------------


def test_five_people_try_each_form(page: Page) -> None:
    heads = texts(page, "essai.newcomer.html", "table:nth-of-type(1) thead th")
    assert [head for head in heads if head] == [f"Personne {number}" for number in range(1, 6)]
    questions = texts(page, "essai.newcomer.html", "table:nth-of-type(2) tbody th")
    assert len(questions) == len(FORM.asked_of(Role.NEWCOMER)) == 10


def test_what_to_change_has_an_address(page: Page) -> None:
    page.set_content(PAPERS["essai.citizen.html"])
    assert page.locator("a").get_attribute("href") == (
        "mailto:bonjour@duos.example?subject=Proposer%20un%20peu%20de%20votre%20temps"
    )


# --- the command ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "files"), [("google", {"Code.gs", "appsscript.json", "LISEZMOI.txt"}), ("paper", set(PAPERS))]
)
def test_commands_write_into_var(what: str, files: set[str], tmp_path: Path) -> None:
    for name in ("programme.yaml", "form.yaml"):
        copy(ROOT / name, tmp_path)
    said = CliRunner().invoke(duos, ["form", what, "--json", "--programme", str(tmp_path / "programme.yaml")])
    folder = Path(json.loads(said.output)["folder"])
    assert folder.is_relative_to(tmp_path / "var" / "form")
    assert {path.name for path in folder.iterdir() if path.is_file()} == files


@pytest.mark.parametrize("language", ["ar", "fa", "ps"])
def test_numbers_never_turn_round(language: str) -> None:
    page = print_forms(the_programme(), the_form())[f"newcomer.{language}.html"]
    assert "<bdi>0470 00 00 01</bdi>" in page
    assert "<bdi>2026-11</bdi>" in page
    assert "<bdi>" not in re.findall("<title>.*?</title>", page)[0]
