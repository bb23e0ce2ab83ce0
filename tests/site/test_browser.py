"""Every page in a real browser: accessibility, width, and who is asked for what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none
from playwright.sync_api import Browser, Page

from pipeline.vocabulary.programme import Receive
from tests.site.building import Site, a_programme, build, serve, the_whole_programme

ALL_LANGUAGES = the_whole_programme().languages.site
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('.top a, .door, .button, button, summary, .foot a, .chooser a')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => `${one.textContent.trim()}: ${one.getBoundingClientRect().height}`)"""


def faults_of(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is shown."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    return [f"{page.url}: {one['id']} {[node['target'] for node in one['nodes']]}" for one in found]


def one_per_template(site: Site, language: str) -> dict[str, Path]:
    """A page of each kind: what its body says it is."""
    return {
        re.findall('<body class="([^"]+)"', file.read_text("utf-8"))[0]: file
        for file in site.language_pages(language)
    }


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_every_template_passes_axe(language: str, whole: Site, whole_address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    faults: list[str] = []
    for file in one_per_template(whole, language).values():
        page.goto(f"{whole_address}/{file.relative_to(whole.folder)}")
        faults += faults_of(page)
        if page.evaluate(OVERFLOW) > 0:
            faults.append(f"{page.url}: wider than 320 px")
        faults += [f"{page.url}: small target {one}" for one in page.evaluate(SMALL_TARGETS)]
    page.close()
    assert faults == []


@pytest.mark.parametrize("language", ["nl", "fa"])
def test_wide_pages_pass_axe(language: str, whole: Site, whole_address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    faults: list[str] = []
    for template, file in one_per_template(whole, language).items():
        page.goto(f"{whole_address}/{file.relative_to(whole.folder)}")
        faults += [f"{template}: {fault}" for fault in faults_of(page)]
    page.close()
    assert faults == []


@pytest.mark.parametrize("path", ["fr/", "nl/ik-zoek/", "nl/ik-geef-tijd/", "fr/temoignages/", ""])
def test_dark_pages_pass_axe(path: str, address: str, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/{path}")
    assert faults_of(page) == []
    page.close()


def test_pages_ask_nobody_else(site: Site, address: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for file in site.language_pages("fr"):
        page.goto(f"{address}/{file.relative_to(site.folder)}")
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()


def test_no_page_complains_of_policy(site: Site, address: str, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    # This site was built without the index of the search: the page that asks for it does without.
    for file in (one for one in site.language_pages("nl") if one.parent.name != "zoeken"):
        page.goto(f"{address}/{file.relative_to(site.folder)}")
    page.close()
    assert complaints == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_right_to_left_page_is_mirrored(language: str, whole_address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{whole_address}/{language}/")
    citizen, newcomer = page.locator(".doors .citizen"), page.locator(".doors .newcomer")
    places = [door.evaluate("door => door.getBoundingClientRect().x") for door in (citizen, newcomer)]
    assert places[0] > places[1]
    page.close()


def test_form_waits_for_a_click(site_with_forms: str, provider: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_with_forms}/fr/je-cherche/")
    assert [url for url in asked if url.startswith(provider)] == []
    page.get_by_role("button", name="Afficher le formulaire ici").click()
    page.frame_locator("iframe").get_by_text("Le formulaire").wait_for()
    assert [url for url in asked if url.startswith(provider)] == [f"{provider}/form.html"]
    assert "Formulaire d’inscription" in str(page.locator("iframe").get_attribute("title"))
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert faults_of(page) == []
    page.close()


def test_form_opens_by_keyboard(site_with_forms: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site_with_forms}/nl/ik-geef-tijd/")
    page.get_by_role("button", name="Het formulier hier tonen").focus()
    page.keyboard.press("Enter")
    page.frame_locator("iframe").get_by_text("Le formulaire").wait_for()
    page.close()


def test_without_javascript_a_link_remains(site_with_forms: str, provider: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_with_forms}/en/i-offer/")
    link = page.get_by_role("link", name="Open the form on its own page")
    assert link.get_attribute("href") == f"{provider}/form.html"
    assert page.get_by_role("button").count() == 0
    context.close()


def test_without_form_paper_and_telephone(output: Path, browser: Browser) -> None:
    site = build(output, a_programme(receive=Receive()))
    page = browser.new_page()
    with serve(site.folder) as where:
        page.goto(f"{where}/fr/je-propose/")
        assert page.locator("iframe, .gate, script").count() == 0
        entrance = page.get_by_role("region", name="S’inscrire")
        assert "+32 2 000 00 00" in entrance.inner_text()
        assert "Sur papier" in entrance.inner_text()
        page.close()


def test_hours_are_counted(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/fr/le-temps/")
    said = page.locator(".hours output")
    assert said.inner_text() == "4,2 h par mois, 31,5 h en tout, début et fin compris"
    page.get_by_label("Rencontres par mois").fill("4")
    page.get_by_label("Minutes de trajet, aller et retour").fill("0")
    assert said.inner_text() == "6,2 h par mois, 43,5 h en tout, début et fin compris"
    page.close()


def test_hours_are_told_without_javascript(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/nl/hoeveel-tijd/")
    assert page.locator("tbody tr").last.get_by_role("cell").all_inner_texts() == ["4 h", "6 h", "8 h"]
    assert not page.locator(".hours").is_visible()
    context.close()


def test_skip_link_leads_to_text(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/fr/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au texte"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()
