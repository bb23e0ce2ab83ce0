"""Rows: what is written is read back the same, and what people write is understood or told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.duos import Duo, Link, Mission, Open, Proposal, Until
from pipeline.vocabulary.journey import Decision, DuoState, ProposalState, Reply, Stage
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.tables import Cell, Table, TableRow
from pipeline.words import LANGUAGES, Speaker
from pipeline.workbook.rows import (
    read_contacts,
    read_duos,
    read_last_news,
    read_people,
    read_proposals,
    row_from_contact,
    row_from_duo,
    row_from_person,
    row_from_proposal,
)
from tests.builders import TODAY, a_citizen, a_contact, a_duo, a_newcomer, a_pairing, a_proposal, the_form

NAMES = {"N-0001": "Samira", "V-0001": "Paul"}
languages = st.sampled_from(LANGUAGES)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def a_table(tab: str, **cells: Cell) -> Table:
    return Table(tab, tab.title(), (TableRow(2, cells),), {"stage": "K", "call_on": "M", "decision": "J"})


@given(languages, st.sampled_from([a_newcomer(), a_citizen()]))
def test_person_is_read_as_written(language: str, person: Any) -> None:
    form = the_form()
    row = row_from_person(person, "", form, Speaker(language, form))
    (read,), problems = read_people(a_table("people", **row, stage="Cherche un duo"), person.role, form)
    assert problems == ()
    assert read == replace(person, confirmed_on=None, trained_on=None, charter_on=None, row=2)


def test_places_come_from_the_answer() -> None:
    form = the_form()
    row = row_from_person(a_citizen(answers={"places": "p2"}), "", form, Speaker("fr", form))
    assert row["places"] == "2"


@given(languages, st.sampled_from(ProposalState), st.none() | days, st.sampled_from([None, 1, 2, 3]))
def test_proposal_is_read_as_written(
    language: str, state: ProposalState, on: date | None, choice: int | None
) -> None:
    proposal = a_proposal(state=state, state_on=on, proposed_on=TODAY, choice=choice)
    (read,), problems = read_proposals(
        a_table("proposals", **row_from_proposal(proposal, NAMES, Speaker(language)))
    )
    assert (read, problems) == (proposal, ())


@given(
    languages,
    st.sampled_from(DuoState),
    st.just(Open())
    | st.builds(Until, days)
    | st.builds(Mission, days)
    | st.builds(Link, st.just("D-0009"), days),
)
def test_duo_is_read_as_written(language: str, state: DuoState, term: Any) -> None:
    duo = a_duo(state=state, term=term, proposal="P-0001")
    (read,), problems = read_duos(a_table("duos", **row_from_duo(duo, NAMES, Speaker(language))))
    assert (read, problems) == (replace(duo, row=2), ())


@given(languages)
def test_contact_is_read_as_written(language: str) -> None:
    row = row_from_contact("N-0001", Role.NEWCOMER, a_contact(), TODAY, Speaker(language))
    assert read_contacts(a_table("contacts", **row)) == {"N-0001": a_contact()}


def test_explanation_reads_as_a_list() -> None:
    proposal = a_proposal(explanation=a_pairing().explanation)
    assert row_from_proposal(proposal, NAMES, Speaker("en"))["why"] == "• Nothing is due. Enjoy your day!"


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("stage", "cherche un duo ", Stage.SEEKING),
        ("stage", "Zoekt een duo", Stage.SEEKING),
        ("stage", None, Stage.RECEIVED),
        ("call_on", date(2026, 12, 1), date(2026, 12, 1)),
        ("call_on", "1/12/2026", date(2026, 12, 1)),
        ("call_on", "2026-12-01", date(2026, 12, 1)),
        ("places", 2.0, 2),
        ("places", "3", 3),
        ("places", None, 1),
    ],
)
def test_team_may_write_in_many_ways(field: str, cell: Cell, expected: object) -> None:
    table = a_table("citizens", code="V-0001", first_name="Paul", received=TODAY, **{field: cell})
    (person,), problems = read_people(table, Role.CITIZEN, the_form())
    assert (getattr(person, field), problems) == (expected, ())


@pytest.mark.parametrize(
    ("field", "cell", "code", "where"),
    [
        ("stage", "peut-être", "row_choice", "K2"),
        ("call_on", "bientôt", "row_date", "M2"),
        ("call_on", "31/2/2026", "row_date", "M2"),
        ("places", "beaucoup", "row_number", None),
        ("places", "-1", "row_number", None),
    ],
)
def test_what_cannot_be_read_is_told(field: str, cell: Cell, code: str, where: str | None) -> None:
    table = a_table("citizens", code="V-0001", first_name="Paul", received=TODAY, **{field: cell})
    (_,), problems = read_people(table, Role.CITIZEN, the_form())
    assert [(problem.code, problem.where.cell) for problem in problems] == [(code, where)]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("offers", "bricolage"), ("wishes", "trajet : en avion"), ("tastes", "aime : le bruit")],
)
def test_words_of_no_option_name_the_options(column: str, cell: str) -> None:
    table = a_table("citizens", code="V-0001", first_name="Paul", received=TODAY, **{column: cell})
    (_,), (problem,) = read_people(table, Role.CITIZEN, the_form())
    said = Speaker("fr", the_form()).say(problem.sentence)
    assert problem.code == "row_option"
    assert any(option in said for option in ("pratiquer la langue", "jusqu’à 5 km", "cuisine"))


@pytest.mark.parametrize(
    "cells",
    [
        {"newcomer": "N-17"},
        {"newcomer": "n17", "citizen": "v 3"},
        {"newcomer": "Samira", "citizen": "Olivier"},
        {"newcomer": "N-0010, N-0011", "citizen": "V-0002"},
    ],
)
def test_row_written_by_hand_needs_two_codes(cells: dict[str, Cell]) -> None:
    rows, problems = read_proposals(a_table("proposals", **cells, decision="Oui"))
    assert (rows, [problem.code for problem in problems]) == ((), ["row_codes"])


def test_row_written_by_hand_is_read() -> None:
    rows, problems = read_proposals(
        a_table("proposals", newcomer="v-42", citizen="n-17 Samira", decision="oui")
    )
    assert problems == ()
    assert rows == (Proposal(newcomer="N-0017", citizen="V-0042", decision=Decision.YES, row=2),)


def test_changed_state_is_set_aside() -> None:
    row = row_from_proposal(a_proposal(), NAMES, Speaker("fr"))
    rows, problems = read_proposals(a_table("proposals", **{**row, "state": "ouverte · P-0002"}))
    assert (rows, [problem.code for problem in problems]) == ((), ["row_state"])


def test_copied_code_counts_once() -> None:
    row = row_from_duo(a_duo(), NAMES, Speaker("fr"))
    table = Table("duos", "Duos", (TableRow(2, row), TableRow(3, row)))
    rows, problems = read_duos(table)
    assert ([type(row) for row in rows], [problem.code for problem in problems]) == ([Duo], ["row_twice"])


def test_replies_are_read_in_any_language() -> None:
    row = row_from_proposal(a_proposal(), NAMES, Speaker("fr"))
    (proposal,), _ = read_proposals(a_table("proposals", **row, citizen_reply="Ja", newcomer_reply="Non"))
    assert (proposal.citizen_reply, proposal.newcomer_reply) == (Reply.YES, Reply.NO)


def test_last_news_of_a_duo_counts() -> None:
    rows = tuple(
        TableRow(number, {"code": "D-0001", "date": day})
        for number, day in enumerate([date(2026, 11, 3), date(2026, 11, 20), "hier"], 2)
    )
    last, problems = read_last_news(Table("follow_up", "Suivi", rows))
    assert last == {"D-0001": date(2026, 11, 20)}
    assert [problem.code for problem in problems] == ["row_date"]


@pytest.mark.parametrize(
    ("mood", "codes"), [("bien", []), ("goed", []), (None, []), ("super", ["row_choice"])]
)
def test_moods_are_words_of_the_list(mood: str | None, codes: list[str]) -> None:
    row = TableRow(4, {"code": "D-0001", "date": TODAY, "mood": mood})
    last, problems = read_last_news(Table("follow_up", "Suivi", (row,)))
    assert list(last) == ["D-0001"]
    assert [problem.code for problem in problems] == codes
