"""What changes is rendered again, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.vocabulary.programme import Programme
from tests.site.building import ROOT, TODAY, a_programme, build


@dataclass(frozen=True)
class Workshop:
    """A copy of everything that a small site is built from, and what was kept of its builds."""

    folder: Path
    programme: Programme
    today: date = TODAY

    def build(self) -> dict[Path, bytes]:
        """Every file of the site."""
        output = self.folder / "site"
        places = {name.upper(): str(self.folder / name) for name in ("theme", "kept")}
        build(
            output,
            self.programme,
            self.today,
            PATH=str(self.folder / "content"),
            PUBLISHED=str(self.folder / "published.yaml"),
            **places,
        )
        return {file.relative_to(output): file.read_bytes() for file in output.rglob("*") if file.is_file()}

    def tell_copies(self) -> dict[str, int]:
        """Each page in memory, and which copy of it that is."""
        kept = self.folder / "kept" / "pages"
        return {file.relative_to(kept).as_posix(): file.stat().st_ino for file in kept.rglob("*.html")}

    def forget(self) -> None:
        """Nothing but the pictures of former builds remains."""
        for name in ("pages", "prose", "templates", "codes"):
            shutil.rmtree(self.folder / "kept" / name)

    def change(self, name: str, before: str, after: str) -> Workshop:
        """One file says something else."""
        file = self.folder / name
        said = file.read_text(encoding="utf-8")
        assert before in said
        file.write_text(said.replace(before, after), encoding="utf-8")
        return self


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A site in two languages, built once."""
    folder = tmp_path_factory.mktemp("workshop")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    programme = a_programme()
    languages = programme.languages.model_copy(update={"site": ("fr", "nl")})
    workshop = Workshop(folder, programme.model_copy(update={"languages": languages}))
    workshop.build()
    return workshop


@pytest.fixture
def workshop(built: Workshop, tmp_path: Path) -> Workshop:
    """The same, to be changed."""
    folder = shutil.copytree(built.folder, tmp_path / "workshop")
    return replace(built, folder=folder)


def test_unchanged_pages_are_remembered(workshop: Workshop) -> None:
    before = workshop.tell_copies()
    first, second = workshop.build(), workshop.build()
    assert workshop.tell_copies() == before
    assert first == second
    assert len(before) > 80


def test_one_text_renders_one_page(workshop: Workshop) -> None:
    before = workshop.tell_copies()
    workshop.change("content/pages/fr/duo.md", "un marché", "une brocante").build()
    after = workshop.tell_copies()
    assert {name for name in after if after[name] != before[name]} == {"fr/un-duo/index.html"}


def hire(workshop: Workshop) -> Workshop:
    organisation = workshop.programme.organisation.model_copy(update={"contact": "Ada Exemple"})
    return replace(workshop, programme=workshop.programme.model_copy(update={"organisation": organisation}))


CHANGES: dict[str, Callable[[Workshop], Workshop]] = {
    "text": lambda one: one.change("content/pages/fr/duo.md", "un marché", "une brocante"),
    "title": lambda one: one.change("content/pages/fr/contact.md", "Title: ", "Title: Bonjour, "),
    "address": lambda one: one.change("content/pages/fr/duo.md", "Slug: un-duo", "Slug: le-duo"),
    "list": lambda one: one.change("content/charter.yaml", "fr: ", "fr: Lu. "),
    "template": lambda one: one.change("theme/templates/page.html", 'class="prose"', 'class="prose wide"'),
    "programme": hire,
    "day": lambda one: replace(one, today=TODAY + timedelta(days=40)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_memory_never_shows(change: Callable[[Workshop], Workshop], workshop: Workshop) -> None:
    before = workshop.build()
    changed = change(workshop)
    with_memory = changed.build()
    changed.forget()
    assert with_memory == changed.build()
    assert with_memory != before


def test_missing_file_is_told_each_time(workshop: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    workshop.change("content/pages/fr/duo.md", "un marché", "[un marché]({static}/files/plan.pdf)")
    for _ in range(2):
        caplog.clear()
        workshop.build()
        assert "plan.pdf" in caplog.text
