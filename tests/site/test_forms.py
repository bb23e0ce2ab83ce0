"""Our own forms on the site: their pages, and the way there from each apply page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.site.applying import open_entrance, without_source
from pipeline.site.forms import form_pages
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import FormAddress, Programme, Receive
from pipeline.vocabulary.programme import Site as SiteSettings
from tests.site.building import Site, a_programme, build, serve, the_form

ADDRESS = "https://inscription.example.org"
WITH_SOURCE = "https://forms.example.org/x?entry.1={src}"


def receiving(**changes: object) -> Programme:
    """A programme with a form of its own."""
    return a_programme(receive=Receive(address=ADDRESS), **changes)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with our own form."""
    return build(tmp_path_factory.mktemp("own"), receiving())


def test_every_form_has_its_pages(own: Site) -> None:
    for sheet in the_form().forms:
        for language in {*the_form().languages_of(sheet)} & {*a_programme().languages.site}:
            page = own.read(f"{language}/form/{sheet.code.replace('_', '-')}/index.html")
            assert f'action="{ADDRESS}/{language}/{sheet.code}"' in page
            assert f"form-action {ADDRESS}" in page
            assert sheet.title[language] in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("language", "slug"), [("fr", "je-cherche"), ("nl", "ik-zoek"), ("en", "i-am-looking")]
)
def test_apply_page_leads_to_our_form(own: Site, language: str, slug: str) -> None:
    page = own.read(f"{language}/{slug}/index.html")

    assert f'href="{ADDRESS}/{language}/newcomer"' in page
    assert f'data-address="{ADDRESS}/{language}/newcomer"' in page
    assert f'href="{ADDRESS}/{language}/call_me"' in page
    assert re.search(r'href="[^"]*/form/newcomer/"', page)
    assert "form-action 'none'" in page


def test_language_without_a_form_offers_the_others() -> None:
    entrance = open_entrance(Role.CITIZEN, "ar", receiving(), None, the_form())

    assert [way[:2] for way in entrance.other_ways] == [
        (language, f"{ADDRESS}/{language}/citizen") for language in ("fr", "nl", "en")
    ]
    assert entrance.call_back == f"{ADDRESS}/ar/call_me"
    assert not open_entrance(Role.NEWCOMER, "fr", receiving(), None, the_form()).others


def test_page_says_that_its_language_has_no_form(tmp_path: Path) -> None:
    settings = SiteSettings(forms=FormAddress(citizen={"nl": WITH_SOURCE}))
    page = build(tmp_path / "site", receiving(site=settings)).read("fr/je-propose/index.html")

    assert "Ce formulaire n’existe pas encore dans votre langue." in page
    assert 'lang="nl" hreflang="nl"' in page
    assert 'class="gate"' not in page


def test_paused_side_shows_no_questions(tmp_path: Path) -> None:
    built = build(tmp_path / "site", receiving(paused=(Role.NEWCOMER,)))

    assert "<form" not in built.read("fr/form/newcomer/index.html")
    assert "<form" in built.read("fr/form/citizen/index.html")
    assert "<form" in built.read("fr/form/call-me/index.html")


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        ("https://f.example/x?usp=pp_url&entry.1={src}", "https://f.example/x?usp=pp_url"),
        (
            "https://f.example/x?usp=pp_url&entry.1=__other_option__&entry.1.other_option_response={src}&entry.12=a",
            "https://f.example/x?usp=pp_url&entry.12=a",
        ),
        ("https://f.example/{src}/x?a=1", "https://f.example//x?a=1"),
        ("https://f.example/x", "https://f.example/x"),
        ("", ""),
    ],
)
def test_without_a_source_nothing_is_prefilled(pattern: str, plain: str) -> None:
    assert without_source(pattern) == plain


def test_providers_form_goes_first() -> None:
    forms = SiteSettings(forms=FormAddress(newcomer={"fr": WITH_SOURCE}))
    entrance = open_entrance(Role.NEWCOMER, "fr", receiving(site=forms), None, the_form())

    assert (entrance.address, entrance.embedded) == ("https://forms.example.org/x",) * 2
    assert entrance.embedded_pattern == WITH_SOURCE
    assert not entrance.is_own


def test_without_an_address_there_are_no_pages() -> None:
    programme = a_programme(receive=Receive())

    assert list(form_pages(programme, the_form(), None)) == []
    assert open_entrance(Role.NEWCOMER, "fr", programme, None, the_form()).address == ""


@pytest.mark.parametrize(
    ("source", "arrives"),
    [("affiche-7", "affiche-7"), ("", ""), ("<script>", ""), ("a b", ""), ("x" * 41, "")],
)
def test_source_goes_along(own: Site, browser: Browser, source: str, arrives: str) -> None:
    page = browser.new_page()
    with serve(own.folder) as where:
        page.goto(f"{where}/fr/je-cherche/?src={source}")
        link = page.get_by_role("link", name="Ouvrir le formulaire sur sa propre page").get_attribute("href")
    page.close()
    assert link == f"{ADDRESS}/fr/newcomer" + (f"?src={arrives}" if arrives else "")


def test_source_fills_the_providers_place(tmp_path: Path, browser: Browser) -> None:
    settings = SiteSettings(forms=FormAddress(newcomer={"fr": WITH_SOURCE}))
    built = build(tmp_path / "site", receiving(site=settings))
    page = browser.new_page()
    with serve(built.folder) as where:
        page.goto(f"{where}/fr/je-cherche/?src=affiche-7")
        link = page.get_by_role("link", name="Ouvrir le formulaire sur sa propre page").get_attribute("href")
    page.close()
    assert link == WITH_SOURCE.replace("{src}", "affiche-7")
