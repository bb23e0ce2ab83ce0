"""Flyers, their codes, and what partners can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.site.sharing import draw_code, keep_code, mark_source
from tests.site.building import Site, build


def test_source_is_said_in_the_address() -> None:
    assert mark_source("https://duos.example/fr/je-cherche/", "hello").endswith("/fr/je-cherche/?src=hello")


def test_code_is_one_path() -> None:
    drawn = draw_code("https://duos.example/fr/je-cherche/?src=hello")
    assert drawn.startswith("<svg ")
    assert drawn.count("<path ") == 1
    assert "style=" not in drawn
    assert draw_code("a") != draw_code("b")


def test_code_is_drawn_once(tmp_path: Path) -> None:
    assert {keep_code("a", tmp_path) for _ in range(2)} == {draw_code("a")}
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("language", ["fr", "ar", "uk", "fa", "tr", "es", "ps"])
def test_flyers_speak_their_language(language: str, whole: Site) -> None:
    flyer = whole.read(f"{language}/flyers/hello/index.html")
    assert f'<html lang="{language}"' in flyer
    assert "<svg" in flyer


def test_embedded_profiles_stand_alone(site: Site) -> None:
    page = site.read("embed/nl.html")
    assert "Mensen die in het weekend vrij zijn." in page
    assert "<script" not in page
    assert "embed/nl.html" in site.read("nl/vertel-het-door/index.html")


def test_nothing_sought_shows_nothing(output: Path) -> None:
    site = build(output)
    assert not (site.folder / "embed").exists()
    assert "Qui nous cherchons" not in site.read("fr/index.html")


def test_profiles_say_how_many_wait(site: Site) -> None:
    page = site.read("fr/chiffres/index.html")
    assert "7 personnes en seraient heureuses." in page
    assert "environ 4 semaines" in page
    assert "environ 1 semaine" in page
