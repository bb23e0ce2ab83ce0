"""Each mode in a workbook that is not French: what a run writes, what the team writes back in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline import run as corridor
from pipeline.run import House
from pipeline.vocabulary.changes import Append, Changes
from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import layout
from pipeline.workbook.hand import Written, write_by_hand
from pipeline.workbook.headings import tables
from pipeline.workbook.local import read_file
from pipeline.workbook.rows import cells_of_team, row_from_person
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form

FOREIGN = {
    "nl": re.compile(r"\b(les|des|une|vous|pour|avec|dans|the|and|with|your|this|which)\b", re.IGNORECASE),
    "en": re.compile(r"\b(les|des|une|vous|pour|avec|dans|niet|voor|zijn|het|een)\b", re.IGNORECASE),
}
"""Little words by which a sentence in another language shows."""

YES = ("decision", "citizen_reply", "newcomer_reply")


@dataclass(frozen=True)
class Way:
    """What the team writes after the first run, labels as (kind, code); the tab in which it bears fruit."""

    mode: Mode
    tab: str
    code: str
    cells: dict[str, str | date]
    says: dict[str, tuple[str, str]]
    fruit: str


AGREED = {
    "decision": ("decision", "yes"),
    "citizen_reply": ("reply", "yes"),
    "newcomer_reply": ("reply", "yes"),
}
BY_HAND = {"newcomer": "N-0001", "citizen": "V-0001", "felt": "…"}
WAYS = (
    Way(Mode.CRITERIA, "proposals", "P-0001", {}, AGREED, "duos"),
    Way(Mode.DISCUSSED, "proposals", "P-0001", {}, AGREED, "duos"),
    Way(Mode.DRAW, "proposals", "P-0001", {}, AGREED, "duos"),
    Way(Mode.FEEL, "proposals", "", BY_HAND, AGREED, "duos"),
    Way(Mode.DOSSIERS, "cards", "N-0001 · A", {}, {"card_choice": ("card_choice", "first")}, "proposals"),
    Way(Mode.ACTIVITIES, "wishes", "", {"wisher": "N-0001", "wanted": "V-0001"}, {}, "proposals"),
)


def a_house(folder: Path, mode: Mode, language: str) -> House:
    """A newcomer and a volunteer who are ready, in a workbook of this language."""
    programme = a_programme(mode=mode)
    languages = programme.languages.model_copy(update={"workbook": language})
    files = programme.files.model_copy(update={"answers": ""})
    programme = programme.model_copy(update={"files": files, "languages": languages})
    house = House(programme, the_form(), folder, datetime(2026, 11, 24, 9, 0))
    (folder / "var").mkdir()
    speaker = house.speaker
    rows = (
        Append(
            f"{one.role}s", {**row_from_person(one, "", house.form, speaker), **cells_of_team(one, speaker)}
        )
        for one in (a_newcomer(), a_citizen())
    )
    house.store("workbook").apply(Changes(appends=tuple(rows)), layout(programme, house.form))
    return house


def write(house: House, way: Way) -> None:
    """The team writes, in the words of its dropdowns."""
    said = {field: house.speaker.label(*label) for field, label in way.says.items()}
    written = [Written(way.tab, {**way.cells, **said}, way.code)]
    if way.mode is Mode.ACTIVITIES:
        written.append(Written(way.tab, {"wisher": "V-0001", "wanted": "N-0001"}))
    write_by_hand(house.path("workbook"), layout(house.programme, house.form), written)


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("way", WAYS, ids=[way.mode.value for way in WAYS])
def test_a_mode_speaks_the_workbooks_language(way: Way, language: str, tmp_path: Path) -> None:
    house = a_house(tmp_path, way.mode, language)
    assert not corridor.run(house, TODAY).problems
    write(house, way)
    report = corridor.run(house, TODAY)
    assert not report.problems
    assert not report.outcome.counts.problems
    sheets = read_file(house.path("workbook"), house.speaker)
    drawn = layout(house.programme, house.form)
    read, problems = tables(sheets, drawn)
    assert problems == ()
    assert {sheet.title for sheet in sheets} >= {tab.title for tab in drawn.tabs}
    (fruit,) = read[way.fruit].rows
    assert "V-0001" in str(fruit.cells["citizen"])
    said = [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    assert [text for text in said if FOREIGN[language].search(text)] == []
