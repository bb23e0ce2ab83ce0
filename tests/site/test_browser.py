"""The site in a real browser: who is asked for what, directions, forms behind a click, sums."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.vocabulary.programme import Receive
from tests.site.building import Site, a_programme, build, serve
from tests.site.validating import find_axe_faults


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


@pytest.mark.parametrize("language", ["ar", "fa", "ps"])
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
    assert find_axe_faults(page) == []
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
    assert said.inner_text() == "4,2\u00a0h par mois, 31,5\u00a0h en tout, début et fin compris"
    page.get_by_label("Rencontres par mois").fill("4")
    page.get_by_label("Minutes de trajet, aller et retour").fill("0")
    assert said.inner_text() == "6,2\u00a0h par mois, 43,5\u00a0h en tout, début et fin compris"
    assert page.locator(".hours b").all_inner_texts() == ["4", "1,5", "0"]
    page.close()


def test_hours_are_told_without_javascript(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/nl/hoeveel-tijd/")
    assert page.locator("tbody tr").last.get_by_role("cell").all_inner_texts() == [
        "4\u00a0u",
        "6\u00a0u",
        "8\u00a0u",
    ]
    assert not page.locator(".hours").is_visible()
    context.close()


def test_projects_are_chosen_without_javascript(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/fr/autres-projets/")
    projects = page.locator(".projects > li")
    shown = [projects.locator("visible=true").count()]
    for choice in ("pratiquer la langue", "Evere", "trouver un travail"):
        page.get_by_label(choice).check()
        shown.append(projects.locator("visible=true").count())
    context.close()
    assert shown == [6, 2, 1, 0]


def test_nothing_that_fits_is_said(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/nl/andere-projecten/")
    said = page.get_by_text("Geen enkel project in deze lijst past bij beide keuzes")
    assert not said.is_visible()
    page.get_by_label("werk vinden").check()
    page.get_by_label("Evere").check()
    assert said.is_visible()
    page.close()


def test_skip_link_leads_to_text(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/fr/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au texte"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()
