"""The layout follows the programme and its form, in the workbook's language."""

from itertools import combinations

import pytest

from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Consultation, Mode, Programme
from pipeline.vocabulary.tables import Sheet
from pipeline.words import normalised
from pipeline.workbook.columns import OFFERED, Kind, Layout, Ownership, layout, whole_layout
from pipeline.workbook.headings import sheets_by_tab
from tests.builders import a_programme, the_form, the_programme
from tests.workbook.books import the_layout


def fields(drawn: Layout, tab: str) -> list[str]:
    return [column.field for column in drawn[tab].columns]


def in_language(language: str) -> Programme:
    programme = the_programme()
    return programme.model_copy(
        update={"languages": programme.languages.model_copy(update={"workbook": language})}
    )


def test_tabs_stand_in_their_order() -> None:
    assert list(the_layout().tab_by_code) == [
        "todo", "newcomers", "citizens", "proposals", "unmatched", "duos", "follow_up", "sessions",
        "settings", "journal",
    ]  # fmt: skip
    assert list(the_layout("confidential").tab_by_code) == ["contacts"]


def test_answers_stand_after_first_name() -> None:
    assert fields(the_layout(), "newcomers")[:11] == [
        "code", "received", "check", "first_name", "place", "languages", "free", "needs", "tastes", "wishes", "stage",
    ]  # fmt: skip


def test_only_citizens_have_places() -> None:
    assert "places" in fields(the_layout(), "citizens")
    assert "places" not in fields(the_layout(), "newcomers")


def test_replies_exist_when_candidates_are_asked() -> None:
    asked = layout(a_programme(consultation=Consultation.AFTER), the_form())
    unasked = layout(a_programme(consultation=Consultation.NONE), the_form())
    assert "citizen_reply" in fields(asked, "proposals")
    assert "citizen_reply" not in fields(unasked, "proposals")


def test_choices_exist_when_several_are_talked_over() -> None:
    assert "choice" in fields(layout(a_programme(mode=Mode.DISCUSSED), the_form()), "proposals")
    assert "choice" not in fields(layout(the_programme(), the_form()), "proposals")


def test_row_stays_whole_when_the_mode_changes() -> None:
    """Whether a column exists depends on the mode; the checksum of a row must not."""
    talked, compared = (
        layout(a_programme(mode=mode), the_form())["proposals"].sealed
        for mode in (Mode.DISCUSSED, Mode.CRITERIA)
    )
    assert talked == compared


def test_training_exists_when_a_step_trains() -> None:
    programme = the_programme()
    untrained = programme.model_copy(
        update={"steps": (), "selection": programme.selection.model_copy(update={"citizen": ()})}
    )
    assert "trained_on" in fields(the_layout(), "citizens")
    assert "trained_on" not in fields(layout(untrained, the_form()), "citizens")


@pytest.mark.parametrize("tab", ["newcomers", "citizens"])
def test_the_team_notes_who_filled_in_and_who_agreed_aloud(tab: str) -> None:
    columns = layout(the_programme(), the_form())[tab].column_by_field
    noted = [columns[field] for field in columns if field.startswith(("filled_by", "spoken_consent"))]
    assert [column.heading for column in noted] == [
        "Rempli par", "Accord donné oralement le", "Langue de l’accord oral", "Accord oral reçu par",
    ]  # fmt: skip
    assert {column.ownership for column in noted} == {Ownership.WHITE}
    assert not any(column.is_essential for column in noted)


def test_a_column_of_the_form_is_named_by_it() -> None:
    form = the_form()
    added = form.questions[-2].model_copy(
        update={"column": "heard_of", "label": {"fr": "connu par", "nl": "via"}}
    )
    drawn = layout(the_programme(), form.model_copy(update={"questions": (*form.questions[:-2], added)}))
    column = drawn["newcomers"].column_by_field["heard_of"]
    assert (column.heading, column.known, column.ownership) == (
        "Connu par",
        {"connu par", "via"},
        Ownership.PREFILLED,
    )


def test_role_words_title_their_tabs() -> None:
    roles = the_programme().roles
    other = roles[Role.CITIZEN].model_copy(update={"many": {"fr": "marraines et parrains", "nl": "peters"}})
    programme = the_programme().model_copy(update={"roles": {**roles, Role.CITIZEN: other}})
    tab = layout(programme, the_form())["citizens"]
    assert tab.title == "Marraines et parrains"
    assert {"marraines et parrains", "peters", "volunteers"} <= tab.known


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("file", ["workbook", "confidential"])
def test_headings_are_never_confused(language: str, file: str) -> None:
    for tab in layout(in_language(language), the_form(), file).tabs:
        for one, other in combinations(tab.columns, 2):
            assert not one.known & other.known, (tab.code, one.field, other.field)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_tab_titles_are_never_confused(language: str) -> None:
    tabs = layout(in_language(language), the_form()).tabs
    for one, other in combinations(tabs, 2):
        assert not one.known & other.known, (one.code, other.code)
    assert all(len(tab.title) <= 31 for tab in tabs)


def test_every_dropdown_has_its_list() -> None:
    drawn = the_layout()
    kinds = {column.choices for tab in drawn.tabs for column in tab.columns} - {""}
    assert kinds | set(OFFERED["settings"]) == set(drawn.lists)
    assert drawn.lists["team"] == ("CA", "DO", "SA")


def test_machine_tabs_have_no_white_column() -> None:
    machine = [tab for tab in the_layout().tabs if tab.kind is Kind.MACHINE]
    assert [tab.code for tab in machine] == ["todo", "unmatched"]
    assert {column.ownership for tab in machine for column in tab.columns} == {Ownership.GREY}


def test_state_and_checksum_are_not_sealed() -> None:
    assert the_layout()["proposals"].sealed == (
        "code", "newcomer", "citizen", "opinion", "why", "to_check", "alternative", "proposed_on",
    )  # fmt: skip


def test_whole_layout_knows_every_mode() -> None:
    whole = whole_layout(the_programme(), the_form())
    for mode in Mode:
        tabs = layout(a_programme(mode=mode), the_form()).tab_by_code
        assert tabs.keys() <= whole.tab_by_code.keys()
    assert whole["proposals"] == layout(the_programme(), the_form())["proposals"]


def test_former_titles_are_still_understood() -> None:
    """A workbook that was made when the tab was called otherwise, and whose hidden names are gone."""
    titled = (Sheet("Rencontres", (("Date",),)),)
    assert list(sheets_by_tab(titled, the_layout())) == ["sessions"]
    assert the_layout()["sessions"].title == "Agenda"


def test_former_headings_are_still_understood() -> None:
    (column,) = [one for one in the_layout()["proposals"].columns if one.field == "newcomer"]
    assert column.heading == "Nouvel arrivant"
    assert normalised("Personne nouvelle ici") in column.known
