"""Offers and requests: who may be put forward, and with how many places."""

from __future__ import annotations

from datetime import date

from pipeline.stages.offers import find_supply, term_of
from pipeline.stages.selection import select_people
from pipeline.vocabulary.duos import Mission, Open
from pipeline.vocabulary.journey import DuoState, ProposalState, Stage
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, a_proposal, the_programme


def test_running_duo_holds_one_place() -> None:
    supply = find_supply([a_citizen(places=2)], [a_duo()], [], TODAY)
    assert [offer.places for offer in supply.offers] == [1]


def test_open_proposal_holds_both_people() -> None:
    supply = find_supply([a_citizen(), a_newcomer()], [], [a_proposal()], TODAY)
    assert (supply.offers, supply.requests) == ((), ())


def test_closed_duo_frees_both_people() -> None:
    closed = a_duo(state=DuoState.CLOSED)
    supply = find_supply([a_citizen(), a_newcomer()], [closed], [a_proposal(state=ProposalState.MADE)], TODAY)
    assert (len(supply.offers), len(supply.requests)) == (1, 1)


def test_household_makes_one_request() -> None:
    supply = find_supply([a_newcomer(answers={"unit": "household"})], [], [], TODAY)
    assert len(supply.requests) == 1


def test_mission_is_over_after_its_day() -> None:
    newcomer = a_newcomer(answers={"mission_on": date(2026, 11, 23)})
    assert term_of(newcomer) == Mission(date(2026, 11, 23))
    assert find_supply([newcomer], [], [], TODAY).requests == ()


def test_term_is_open_without_a_day() -> None:
    assert term_of(a_newcomer()) == Open()


def test_only_people_who_seek_are_selected() -> None:
    people = [a_newcomer(f"N-{n:04d}", stage=stage) for n, stage in enumerate(Stage)]
    assert {person.stage for person in select_people(people, the_programme()).ready} == {Stage.SEEKING}


def test_missing_dates_keep_people_back() -> None:
    selection = select_people([a_citizen(trained_on=None), a_newcomer(confirmed_on=None)], the_programme())
    assert selection.ready == ()
    assert [unready.missing for unready in selection.unready] == [("trained_on",), ("confirmed_on",)]
