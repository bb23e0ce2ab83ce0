"""Search: an index for each language, a search page that works with and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.site import searching
from pipeline.site.searching import index_pages
from tests.site.building import TEAM_LANGUAGES, Site, build, serve, the_whole_programme


@pytest.fixture(scope="module")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site with its index is served."""
    site = build(tmp_path_factory.mktemp("searchable"), the_whole_programme(), SEARCH=True)
    with serve(site.folder) as where:
        yield where


@pytest.mark.parametrize(
    ("path", "words", "title"),
    [
        ("fr/chercher/", "assurance", "Vos droits de volontaire"),
        ("fr/chercher/", "urgence", "Numéros d’urgence"),
        ("fr/chercher/", "d'urgence", "Numéros d’urgence"),
        ("nl/zoeken/", "verzekering", "Uw rechten als vrijwilliger"),
        ("ar/bahth/", "الميثاق", "الميثاق"),
        ("uk/poshuk/", "хартія", "Хартія"),
    ],
)
def test_words_are_found(path: str, words: str, title: str, searchable: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{searchable}/{path}")
    page.get_by_role("searchbox").fill(words)
    page.locator(".search ol a").get_by_text(title, exact=True).first.wait_for()
    page.close()


def test_nothing_found_is_said(searchable: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{searchable}/fr/chercher/")
    page.get_by_role("searchbox").fill("xylophonique")
    page.get_by_text("Rien trouvé.").wait_for()
    page.close()


def test_without_index_the_list_remains(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/fr/chercher/")
    assert page.get_by_role("link", name="Vos droits de volontaire").is_visible()
    assert not page.locator(".search").is_visible()
    page.close()


def test_site_builds_without_pagefind(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(searching, "find_spec", lambda name: None)
    assert index_pages(site.folder, TEAM_LANGUAGES, site.folder / "kept") is False


def test_broken_pagefind_is_tried_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_page(tmp_path, "fr", "Le marché")
    with monkeypatch.context() as without:
        without.setattr(searching, "find_program", lambda: Path(__file__))  # cannot be run
        assert index_pages(tmp_path, ("fr",), tmp_path / "kept") is False
    assert index_pages(tmp_path, ("fr",), tmp_path / "kept") is True


def test_empty_sites_have_no_index(tmp_path: Path) -> None:
    assert index_pages(tmp_path, ("fr",), tmp_path / "kept") is False
    assert list(tmp_path.iterdir()) == []


def test_one_language_is_indexed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    indexed: list[str] = []
    make = searching._make_indexes  # the costly step, listened to
    monkeypatch.setattr(
        searching, "_make_indexes", lambda program, pages: indexed.extend(pages) or make(program, pages)
    )
    for language in ("fr", "nl"):
        write_page(tmp_path, language, "2026")
        assert index_pages(tmp_path, ("fr", "nl"), tmp_path / "kept")
    write_page(tmp_path, "nl", "2026", menu="Contact")
    assert index_pages(tmp_path, ("fr", "nl"), tmp_path / "kept")
    assert indexed == ["fr", "nl"]
    listing = json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_text())
    assert {code: told["page_count"] for code, told in listing["languages"].items()} == {"fr": 1, "nl": 1}


def write_page(site: Path, language: str, said: str, menu: str = "") -> None:
    file = site / language / "index.html"
    file.parent.mkdir(exist_ok=True)
    html = (
        f'<html lang="{language}"><nav>{menu}</nav><main id="main" data-pagefind-body><h1>{said}</h1></main>'
    )
    file.write_text(html, encoding="utf-8")
