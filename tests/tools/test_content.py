"""Content is checked, translations are marked, and a site that cannot be published is explained."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from pipeline.site.writing import read_manuscripts
from tests.site.building import ROOT
from tools import publish
from tools.content import find_faults, main, settings_of
from tools.translations import mark


def test_our_own_content_is_faultless(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""


def test_faults_say_what_to_do(tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    page = content / "pages/fr/who.md"
    page.write_text(
        page.read_text("utf-8").replace("Slug: qui-peut-participer\n", "") + "\n![](soupe.jpg)\n", "utf-8"
    )
    said = find_faults({**settings_of("pelicanconf"), "PATH": str(content)})
    assert said[0].startswith(
        "content/pages/fr/who.md, ligne 1\u00a0: il manque «\u00a0Slug\u00a0». Ajoutez une ligne"
    )
    assert "n’a pas de texte. Dites entre les crochets ce qu’elle montre" in said[1]


def test_a_translation_is_marked_as_read(tmp_path: Path) -> None:
    for language, text in {"fr": "Title: Qui\n\nVenez.\n", "ar": "Title: من\n\nتعال.\n"}.items():
        (tmp_path / "pages" / language).mkdir(parents=True)
        (tmp_path / "pages" / language / "who.md").write_text(text, "utf-8")
    path = tmp_path / "pages/ar/who.md"
    mark(path, read_manuscripts(tmp_path, ("fr", "ar")), "fr")
    assert path.read_text("utf-8").startswith("Title: من\nSource_rev: fr-")


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_new_site_takes_the_old_ones_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "old.html").touch()
    monkeypatch.setattr(publish, "CHECKED", python("pass"))
    monkeypatch.setattr(publish, "BUILT", python("import sys, pathlib; pathlib.Path(sys.argv[1]).mkdir()"))
    assert publish.publish(target, "", lambda *_: None) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert list(target.iterdir()) == []


def test_failure_is_explained_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    target.mkdir()
    letters: list[tuple[str, str]] = []
    fault = "content/dates.yaml, ligne 3 : il manque « title »."
    monkeypatch.setattr(publish, "CHECKED", python(f"print({fault!r}); raise SystemExit(1)"))
    assert publish.publish(target, "camille@example.org", lambda *letter: letters.append(letter)) == 1
    ((address, letter),) = letters
    assert address == "camille@example.org"
    assert fault in letter
    assert "L’ancien site est toujours visible" in letter
    assert target.exists()
