"""What is made once for all tests of this room: a site, a site with forms, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.vocabulary.programme import FormAddress
from pipeline.vocabulary.programme import Site as SiteSettings
from tests.site.building import Site, a_programme, build, serve

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ON_A_MAC = "/Applications/Chromium.app/Contents/MacOS/Chromium"
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), ON_A_MAC)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PUBLISHED = """\
generated_on: 2026-11-23
figures: {duos_running: 12, newcomers_seeking: 9}
absences: [{since: 2026-11-20, until: 2026-11-27}]
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The repository's site, with something published."""
    folder = tmp_path_factory.mktemp("site")
    published = tmp_path_factory.mktemp("published") / "published.yaml"
    published.write_text(PUBLISHED)
    return build(folder, PUBLISHED=str(published))


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the site is served."""
    with serve(site.folder) as where:
        yield where


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Somebody else's server, with a form on it."""
    folder = tmp_path_factory.mktemp("provider")
    (folder / "form.html").write_text(
        "<!doctype html><html lang=fr><title>Formulaire</title><p>Le formulaire</p>"
    )
    with serve(folder) as where:
        yield where


@pytest.fixture(scope="session")
def site_with_forms(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[str]:
    """Where a site with form addresses is served."""
    form = {"fr": f"{provider}/form.html"}
    settings = SiteSettings(url="https://duos.example", forms=FormAddress(citizen=form, newcomer=form))
    built = build(tmp_path_factory.mktemp("forms"), a_programme(site=settings))
    with serve(built.folder) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser that asks nobody but the page's server."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder to build into."""
    return tmp_path / "site"
