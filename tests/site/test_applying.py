"""The way in, for each side and language."""

from __future__ import annotations

import pytest

from pipeline.site.applying import open_entrance
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import FormAddress, Site
from pipeline.vocabulary.published import Published
from tests.site.building import TODAY, a_programme

GOOGLE = "https://docs.google.com/forms/d/e/x/viewform"
FORMS = Site(forms=FormAddress(newcomer={"fr": GOOGLE, "nl": "https://forms.gle/y"}))


@pytest.mark.parametrize(
    ("language", "address", "embedded", "sources"),
    [
        ("fr", GOOGLE, f"{GOOGLE}?embedded=true", "https://docs.google.com"),
        ("nl", "https://forms.gle/y", "https://forms.gle/y", "https://forms.gle https://docs.google.com"),
        ("en", GOOGLE, f"{GOOGLE}?embedded=true", "https://docs.google.com"),  # its page offers both others
    ],
)
def test_form_is_found_by_language(language: str, address: str, embedded: str, sources: str) -> None:
    entrance = open_entrance(Role.NEWCOMER, language, a_programme(site=FORMS), None)
    assert (entrance.address, entrance.embedded, entrance.frame_sources) == (address, embedded, sources)


def test_prefilled_address_keeps_its_question() -> None:
    forms = Site(forms=FormAddress(citizen={"fr": f"{GOOGLE}?usp=pp_url"}))
    entrance = open_entrance(Role.CITIZEN, "fr", a_programme(site=forms), None)
    assert entrance.embedded == f"{GOOGLE}?usp=pp_url&embedded=true"


def test_without_address_nothing_is_framed() -> None:
    entrance = open_entrance(Role.CITIZEN, "fr", a_programme(site=FORMS), None)
    assert (entrance.address, entrance.frame_sources, entrance.is_paused) == ("", "'none'", False)


@pytest.mark.parametrize("paused_by", ["programme", "workbook"])
def test_paused_side_has_no_form(paused_by: str) -> None:
    paused = (Role.NEWCOMER,)
    programme = a_programme(site=FORMS, paused=paused if paused_by == "programme" else ())
    published = Published(generated_on=TODAY, paused=paused if paused_by == "workbook" else ())
    entrance = open_entrance(Role.NEWCOMER, "fr", programme, published)
    assert (entrance.is_paused, entrance.address, entrance.frame_sources) == (True, "", "'none'")
