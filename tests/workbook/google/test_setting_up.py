"""What the first run makes of an empty spreadsheet, or of one that holds the form's responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pipeline.settings import settings_rows
from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import Kind, Layout, Ownership, Tab, layout
from pipeline.workbook.google.dressing import localised
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.lists import LISTS
from tests.builders import a_programme, the_form, the_programme
from tests.sheets import faults as trouble
from tests.sheets.requests import apply_batch
from tests.sheets.sheet import Sheet
from tests.workbook.books import the_layout
from tests.workbook.google.houses import Desk, a_desk


def everything() -> Layout:
    """Every tab of every mode, as wide as any mode makes it."""
    drawn = [layout(a_programme(mode=mode), the_form()) for mode in Mode]
    widest: dict[str, Tab] = {}
    for tab in (tab for one in drawn for tab in one.tabs):
        widest[tab.code] = max(widest.get(tab.code, tab), tab, key=lambda tab: len(tab.columns))
    lists = {kind: words for one in drawn for kind, words in one.lists.items()}
    return replace(drawn[0], tabs=tuple(widest.values()), lists=lists)


WHOLE = everything()
TABS = WHOLE.tabs


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with a_desk(is_empty=True) as made:
        assert made.store().apply(Changes(), WHOLE) == ()
        yield made


def made(desk: Desk, tab: Tab) -> Sheet:
    return desk.state.sheet(sheet_id("workbook", tab.code))


def test_tabs_stand_in_order_and_others_step_aside(desk: Desk) -> None:
    shown = [sheet.title for sheet in desk.state.sheets if not sheet.properties.get("hidden")]
    assert shown == [tab.title for tab in TABS if not tab.is_hidden]
    assert desk.state.sheet_titled("Sheet1") is not None


def test_everything_is_created_in_one_batch(desk: Desk) -> None:
    creating = [each for each in desk.world.log.exchanges if b'"addSheet"' in each.call.content]
    assert [each.call.content.count(b'"addSheet"') for each in creating] == [1, len(TABS) + 1]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.code)
def test_headings_stay_in_sight(desk: Desk, tab: Tab) -> None:
    grid = made(desk, tab).grid
    assert grid["frozenRowCount"] == tab.heading_row
    assert grid.get("frozenColumnCount", 0) == tab.frozen
    assert grid.get("hideGridlines", False) is (tab.kind is Kind.MACHINE)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.code)
def test_columns_have_widths_and_some_are_hidden(desk: Desk, tab: Tab) -> None:
    columns = made(desk, tab).dimensions["COLUMNS"]
    for place, column in enumerate(tab.columns):
        assert columns[place]["pixelSize"] == round(column.width * 7.2 + 6)
        assert columns[place].get("hiddenByUser", False) is column.is_hidden


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.code)
def test_dropdowns_offer_the_words_of_the_list(desk: Desk, tab: Tab) -> None:
    lists = desk.state.sheet(sheet_id("workbook", LISTS))
    kinds = {cell["userEnteredValue"]["stringValue"]: place for place, cell in lists.rows[0].items()}
    for place, column in enumerate(tab.columns):
        rule: dict[str, Any] = made(desk, tab).cell(tab.heading_row + 5, place).get("dataValidation", {})
        if not column.choices:
            assert not rule
            continue
        (area,) = [value["userEnteredValue"] for value in rule["condition"]["values"]]
        assert area.startswith("='Listes'!$")
        assert ord(area[11]) - ord("A") == kinds[column.choices]
        assert not rule.get("strict")
        assert rule["showCustomUi"]


def test_settings_offer_the_words_of_their_row() -> None:
    rows = settings_rows(the_programme())
    with a_desk(is_empty=True) as made:
        assert made.store().apply(Changes(rows), WHOLE) == ()
        sheet = made.state.sheet(sheet_id("workbook", "settings"))
        kinds = made.state.sheet(sheet_id("workbook", LISTS)).rows[0]
        heads = {f"${chr(ord('A') + place)}$2": cell["userEnteredValue"] for place, cell in kinds.items()}
        for number, row in enumerate(rows, start=WHOLE["settings"].heading_row):
            rule = sheet.cell(number, 1).get("dataValidation")
            assert bool(rule) is bool(row.offers)
            if rule:
                area = rule["condition"]["values"][0]["userEnteredValue"].partition("!")[2].partition(":")[0]
                assert heads[area] == {"stringValue": row.offers["value"]}


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.code)
def test_grey_columns_warn_and_never_lock(desk: Desk, tab: Tab) -> None:
    protections = made(desk, tab).protected
    assert all(each["warningOnly"] for each in protections)
    guarded = {
        place
        for each in protections
        for place in range(each["range"].get("startColumnIndex", 0), each["range"]["endColumnIndex"])
        if each["range"]["startRowIndex"] == tab.heading_row
    }
    assert guarded == {place for place, one in enumerate(tab.columns) if one.ownership is Ownership.GREY}


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.code)
def test_days_look_like_days_and_text_stays_text(desk: Desk, tab: Tab) -> None:
    for place, column in enumerate(tab.columns):
        look = made(desk, tab).cell(tab.heading_row + 1, place)["userEnteredFormat"]["numberFormat"]
        expected = "DATE" if column.is_date else "NUMBER" if column.is_number or column.choices else "TEXT"
        assert look["type"] == expected


@pytest.mark.parametrize(
    ("code", "views"),
    [
        ("newcomers", ["Cherche un duo", "Par Prénom"]), ("citizens", ["Cherche un duo", "Par Prénom"]),
        ("proposals", ["Ouverte", "Par Proposée le"]), ("duos", ["En cours", "Par Formé le"]),
        ("follow_up", ["Par Date"]), ("sessions", ["Par Date"]), ("todo", []),
    ],
)  # fmt: skip
def test_views_spare_people_the_sorting(desk: Desk, code: str, views: list[str]) -> None:
    assert [view["title"] for view in made(desk, the_layout()[code]).filter_views] == views


def test_what_waits_stands_out(desk: Desk) -> None:
    counts = {tab.code: len(made(desk, tab).conditional) for tab in TABS}
    assert counts == {
        "todo": 1, "newcomers": 2, "citizens": 2, "proposals": 2, "unmatched": 0, "duos": 1, "follow_up": 0,
        "sessions": 0, "settings": 0, "journal": 0, "side_by_side": 1, "cards": 0, "tables": 0, "wishes": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "formula"),
    [
        ("fr_BE", 'OR($K2="a, b";$K2="c")'),
        ("nl_NL", 'OR($K2="a, b";$K2="c")'),
        ("en_GB", 'OR($K2="a, b",$K2="c")'),
    ],
)
def test_formulas_are_typed_as_the_locale_does(locale: str, formula: str) -> None:
    assert localised('OR($K2="a, b",$K2="c")', locale) == formula


def test_responses_of_the_form_stay_untouched() -> None:
    with a_desk(is_empty=True) as desk:
        desk.human.type("Sheet1", 0, 0, "Horodateur")
        desk.human.type("Sheet1", 1, 1, "Samira")
        before = dict(desk.state.sheets[0].rows)
        desk.store().apply(Changes(), the_layout())
        sheet = desk.state.sheet(0)
        assert sheet.rows == before
        assert not sheet.properties.get("hidden")


def test_a_title_that_is_taken_is_not_taken_over() -> None:
    with a_desk(is_empty=True) as desk:
        apply_batch(desk.state, [{"addSheet": {"properties": {"title": "Listes"}}}])
        desk.human.type("Listes", 0, 0, "courses")
        desk.store().apply(Changes(), the_layout())
        assert desk.human.see("Listes") == [["courses"]]
        assert desk.state.sheet(sheet_id("workbook", LISTS)).title == "Listes 2"


def test_an_empty_tab_of_that_name_is_used() -> None:
    with a_desk(is_empty=True) as desk:
        apply_batch(desk.state, [{"addSheet": {"properties": {"title": "Propositions"}}}])
        desk.store().apply(Changes(), the_layout())
        assert [sheet.title for sheet in desk.state.sheets].count("Propositions") == 1
        headings = [column.heading for column in the_layout()["proposals"].columns]
        assert desk.human.see("Propositions")[0] == headings


def test_a_set_up_that_is_cut_leaves_nothing_half_done() -> None:
    with a_desk(is_empty=True) as desk:
        desk.world.faults.add(trouble.lost(503), trouble.to("tabColorStyle"))
        assert desk.store().apply(Changes(), the_layout()) == ()
        assert len(desk.state.sheets) == len(the_layout().tabs) + 2


def test_two_hosts_set_up_once() -> None:
    with a_desk(is_empty=True) as desk:
        one, other = desk.store(), desk.store()
        one.read()
        other.read()
        one.apply(Changes(), the_layout())
        with pytest.raises(WorkbookBusyError, match="Another run has written"):
            other.apply(Changes(), the_layout())
        assert len(desk.state.sheets) == len(the_layout().tabs) + 2
