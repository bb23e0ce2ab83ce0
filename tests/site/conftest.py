"""What is made once for all tests of this room: a site, and a site with forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.vocabulary.programme import FormAddress
from pipeline.vocabulary.programme import Site as SiteSettings
from tests.site.building import TEAM_LANGUAGES, Site, a_programme, build, serve, the_whole_programme

PUBLISHED = """\
generated_on: 2026-11-23
figures: {duos_running: 12, newcomers_seeking: 9}
waiting_days: {newcomer: 24, citizen: 7}
profiles:
  - code: weekend
    role: citizen
    waiting: 7
    words: {fr: Des personnes libres le week-end., nl: Mensen die in het weekend vrij zijn., en: People free at weekends.}
events:
  - code: from-the-workbook
    kind: training
    day: 2027-03-09
    begins: "18:00"
    ends: "20:00"
    title: {fr: Vivre ensemble, nl: Samenleven, en: Living together}
    place: {fr: à la bibliothèque, nl: in de bibliotheek, en: at the library}
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
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The repository's site in every language."""
    return build(tmp_path_factory.mktemp("whole"), the_whole_programme())


@pytest.fixture(scope="session")
def whole_address(whole: Site) -> Iterator[str]:
    """Where the site in every language is served."""
    with serve(whole.folder) as where:
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
    form = dict.fromkeys(TEAM_LANGUAGES, f"{provider}/form.html")
    settings = SiteSettings(url="https://duos.example", forms=FormAddress(citizen=form, newcomer=form))
    built = build(tmp_path_factory.mktemp("forms"), a_programme(site=settings))
    with serve(built.folder) as where:
        yield where


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder to build into."""
    return tmp_path / "site"
