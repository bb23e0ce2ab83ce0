"""Accents that everybody can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.colours import (
    ACCENTS,
    NIGHT,
    PAPER,
    WHITE,
    choose_shades,
    contrast,
    derive_shades,
    find_pale_accents,
    is_readable,
    mix,
)
from pipeline.site.plugin import SiteError
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Site
from tests.site.building import ROOT, a_programme, build

COLOURS = st.from_regex(r"\A#[0-9a-f]{6}\Z")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("#000000", "#ffffff", 21), ("#1d2327", PAPER, 15.0), ("#0b5563", PAPER, 7.9), ("#b8391f", WHITE, 5.8)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, expected: float) -> None:
    assert contrast(first, second) == pytest.approx(expected, abs=0.1)
    assert contrast(first, second) == contrast(second, first)


@given(COLOURS)
def test_readable_accents_have_readable_shades(accent: str) -> None:
    if not is_readable(accent):
        accent = mix(accent, "#000000", 0.8)
    shades = derive_shades(accent)
    assert contrast(shades.accent, shades.tint) >= 4.5
    assert contrast(shades.at_night, NIGHT) >= 7
    assert contrast(shades.at_night, shades.tint_at_night) >= 4.5


@given(COLOURS)
def test_refused_accents_come_with_a_better_one(accent: str) -> None:
    programme = a_programme(site=Site(accents={Role.CITIZEN: accent}))
    refused = list(find_pale_accents(programme))
    assert bool(refused) is not is_readable(accent)
    assert all(is_readable(str(notice.details["nearest"])) for notice in refused)


def test_our_own_accents_are_those_of_the_sheet() -> None:
    sheet = (ROOT / "theme/static/site.css").read_text(encoding="utf-8")
    assert all(f"--{role.value}: {accent};" in sheet for role, accent in ACCENTS.items())
    assert choose_shades(a_programme())["citizen"].accent == ACCENTS[Role.CITIZEN]


def test_own_accents_reach_every_page(output: Path) -> None:
    site = build(output, a_programme(site=Site(accents={Role.NEWCOMER: "#6a1b9a"})))
    assert "--solid-newcomer: #6a1b9a;" in site.read("theme/accents.css")
    assert "#6a1b9a" in site.read("theme/symbol.svg")
    assert all("theme/accents.css" in page.read_text(encoding="utf-8") for page in site.pages)


@pytest.mark.parametrize("odd", ["teal", "#0a6", "", "#12345g", "#123456\n"])
def test_other_spellings_are_explained(odd: str) -> None:
    programme = a_programme(site=Site(accents={Role.CITIZEN: odd}))
    assert [notice.code for notice in find_pale_accents(programme)] == ["no_colour"]


def test_pale_accent_stops_the_build(output: Path) -> None:
    with pytest.raises(SiteError, match="#ffcc00 est trop pâle pour être lu"):
        build(output, a_programme(site=Site(accents={Role.CITIZEN: "#ffcc00"})))
