"""Search: an index for each language, a search page that works with and without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pipeline.site import searching
from pipeline.site.searching import index_pages
from tests.site.building import Site, build, serve, the_whole_programme


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
    assert index_pages(site.folder, site.folder / "kept") is False
