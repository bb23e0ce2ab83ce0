"""The site shows a profile only once somebody of the team has said yes to its very words."""

from __future__ import annotations

import pytest

from pipeline.settings import approved_profiles, override, profile_rows, said_everywhere, settings_rows
from pipeline.vocabulary.sentences import Options, Sentence, sentence
from pipeline.vocabulary.tables import Cell
from pipeline.words import LANGUAGES, Speaker
from tests.builders import the_form, the_programme
from tests.settings.test_overrides import a_table, said


def a_call(need: str = "work") -> Sentence:
    """A call for volunteers."""
    return sentence(
        "profile.need", many=the_programme().roles["citizen"].many, need=Options("needs", (need,))
    )


def a_row(language: str, value: Cell, need: str = "work") -> tuple[str, Cell]:
    """The row of *Réglages* for a call, with a value."""
    (row,) = profile_rows([a_call(need)], Speaker(language, the_form()), a_table())
    return str(row.cells["setting"]), value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_profile_is_not_shown(language: str) -> None:
    (row,) = profile_rows([a_call()], Speaker(language, the_form()), a_table())
    assert approved_profiles(a_table((str(row.cells["setting"]), row.cells["value"]))) == frozenset()
    assert row.cells["meaning"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["oui", "Ja ", "YES"])
def test_a_yes_in_any_language_approves(language: str, value: str) -> None:
    approved = approved_profiles(a_table(a_row(language, value)))
    assert approved <= frozenset(said_everywhere(a_call(), Speaker("en", the_form())))
    assert len(approved) == 1


@pytest.mark.parametrize("value", ["non", "nee", "no", "", None, "peut-être", 1])
def test_anything_else_approves_nothing(value: Cell) -> None:
    assert approved_profiles(a_table(a_row("fr", value))) == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_profile_gets_no_second_row(language: str) -> None:
    table = a_table(a_row("fr", "oui"))
    rows = profile_rows([a_call(), a_call("city")], Speaker(language, the_form()), table)
    assert [row.cells["setting"] for row in rows] == [a_row(language, None, "city")[0]]


def test_rows_of_profiles_are_no_unknown_settings() -> None:
    table = a_table(a_row("fr", "oui"), a_row("nl", "nee", "city"), a_row("en", None, "speak"))
    assert override(the_programme(), table) == (the_programme(), ())
    assert len(settings_rows(the_programme(), table)) == len(settings_rows(the_programme()))


def test_a_slip_is_named_and_shows_nothing() -> None:
    programme, problems = override(the_programme(), a_table(a_row("fr", "peut-être")))
    assert programme == the_programme()
    (told,) = map(said, problems)
    assert told.startswith("B2 “peut-être” is not possible for “Profil recherché")
    assert told.endswith("“no” stays in force. Choose: yes and no.")
