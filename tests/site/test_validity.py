"""Every template in every language, as validators read it and as axe sees it; `make proof`: every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.building import Site, the_whole_programme
from tests.site.validating import (
    find_html_errors,
    find_vnu_errors,
    install_validators,
    look_at,
    one_per_template,
)

ALL_LANGUAGES = the_whole_programme().languages.site


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """The validators."""
    install_validators()


def address_of(site: Site, where: str, file: object) -> str:
    return f"{where}/{str(file).removeprefix(f'{site.folder}/')}"


def test_every_template_is_valid(whole: Site) -> None:
    kinds = [file for language in ALL_LANGUAGES for file in one_per_template(whole, language).values()]
    files = [whole.folder / "index.html", *kinds]
    assert len(files) > 120
    assert find_vnu_errors(files) == []
    assert find_html_errors(files) == []


def test_faults_are_found(whole: Site, tmp_path: object) -> None:
    page = whole.folder.parent / "faulty.html"
    page.write_text("<!doctype html><html><head></head><body><img src=a.png><p><div></div></p></body></html>")
    assert any("alt" in error for error in find_vnu_errors([page]))
    assert any("alt" in error for error in find_html_errors([page]))


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_every_template_passes_axe(language: str, whole: Site, whole_address: str, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    for file in one_per_template(whole, language).values():
        faults += look_at(page, address_of(whole, whole_address, file))
    page.close()
    assert faults == []


def test_published_pages_are_valid(site: Site) -> None:
    files = [
        site.folder / path
        for path in ("fr/index.html", "nl/index.html", "embed/fr.html", "fr/chiffres/index.html")
    ]
    assert find_vnu_errors(files) == []
    assert find_html_errors(files) == []


@pytest.mark.parametrize("path", ["", "fr/", "fr/chiffres/", "embed/fr.html"])
def test_published_pages_pass_axe(path: str, address: str, browser: Browser) -> None:
    page = browser.new_page()
    assert look_at(page, f"{address}/{path}") == []
    page.close()


@pytest.mark.proof
def test_every_page_is_valid(whole: Site, site: Site) -> None:
    for built in (whole, site):
        assert find_vnu_errors(built.pages) == []
        assert find_html_errors(built.pages) == []


@pytest.mark.proof
def test_every_page_passes_axe(whole: Site, whole_address: str, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    for file in whole.pages:
        faults += look_at(page, address_of(whole, whole_address, file))
    page.close()
    assert faults == []
