"""What `duos document` says: how much there is to print, or why there is nothing and what can be printed instead."""

from __future__ import annotations

import pytest

from pipeline.documents import PRINTERS, print_documents, tell_documents
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.words import Speaker
from tests.builders import SECRET, TODAY, a_programme, the_form


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_to_print_is_explained(mode: Mode, language: str) -> None:
    season = Season(a_programme(mode=mode), the_form(), SECRET)
    count = len(print_documents(season, TODAY))
    said = Speaker(language, the_form()).say(tell_documents(season, count, "var/documents"))
    label = Speaker(language).label("mode", mode.value)
    assert count == 0
    assert label in said
    assert ("duos form paper" in said) is (mode not in PRINTERS)


def test_pages_are_counted_with_their_folder() -> None:
    season = Season(a_programme(mode=Mode.FEEL), the_form(), SECRET)
    said = Speaker("en").say(tell_documents(season, 2, "var/documents"))
    assert said == "2 pages to print in var/documents."
