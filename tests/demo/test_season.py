"""The synthetic season: real runs and a synthetic team leave three files in the middle of it."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.run import WRITTEN, House, read_season, run
from pipeline.settings import load
from pipeline.vocabulary.duos import Mission
from pipeline.vocabulary.journey import Decision, DuoState, ProposalState, Stage
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.responses import write_responses

PROGRAMME, FORM = load(Path("programme.yaml"), Path("form.yaml"))
TODAY = date(2026, 11, 24)
DRAW = Draw(FORM, seed=2026, today=TODAY)


def house_in(folder: Path) -> House:
    return House(PROGRAMME, FORM, folder, datetime(2026, 11, 24, 7))


def paths_in(folder: Path) -> Paths:
    house = house_in(folder)
    return Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))


def write(folder: Path, draw: Draw = DRAW, *, fresh: bool = False) -> bool:
    house = house_in(folder)
    return write_season(PROGRAMME, draw, paths_in(folder), lambda day: run(house.at(day), day), fresh=fresh)


def season_in(folder: Path) -> Season:
    house = house_in(folder)
    return read_season(house, {name: house.store(name) for name in WRITTEN}).season


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A season written once; tests that change it take a copy."""
    made = tmp_path_factory.mktemp("season")
    assert write(made)
    return made


@pytest.fixture(scope="module")
def season(folder: Path) -> Season:
    """What the three files hold."""
    return season_in(folder)


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A season of one's own."""
    return shutil.copytree(folder, tmp_path / "copy")


def test_nothing_in_the_workbook_is_wrong(season: Season) -> None:
    assert season.problems == ()


def test_people_stand_at_every_stage(season: Season) -> None:
    stages = {person.stage for person in season.people}
    assert stages >= set(Stage) - {Stage.RECEIVED}


def test_everybody_has_a_contact(season: Season) -> None:
    assert {person.code for person in season.people} == set(season.contacts)


def test_last_days_are_still_to_come(folder: Path) -> None:
    house = house_in(folder)
    report = run(house, TODAY, dry_run=True)
    assert 5 <= report.outcome.counts.registered <= 25


def test_decisions_of_every_kind_wait(season: Season) -> None:
    waiting = [proposal for proposal in season.proposals if proposal.state is ProposalState.OPEN]
    assert {proposal.decision for proposal in waiting} == {*Decision, None}
    assert any(not proposal.code for proposal in waiting)


def test_refusals_with_and_without_reason(season: Season) -> None:
    refused = [proposal for proposal in season.proposals if proposal.decision is Decision.NO]
    assert {bool(proposal.reason) for proposal in refused} == {True, False}


def test_later_with_and_without_date(season: Season) -> None:
    later = [proposal for proposal in season.proposals if proposal.decision is Decision.LATER]
    assert {bool(proposal.revisit_on) for proposal in later} == {True, False}


def test_duos_run_and_one_is_closed(season: Season) -> None:
    states = Counter(duo.state for duo in season.duos)
    assert states[DuoState.RUNNING] >= 6
    assert states[DuoState.CLOSED] == 1


def test_one_duo_is_for_one_day(season: Season) -> None:
    missions = [duo.term for duo in season.duos if isinstance(duo.term, Mission)]
    assert [mission.on > TODAY for mission in missions] == [True]


def test_a_household_is_in_a_duo(season: Season) -> None:
    people = {person.code: person for person in season.people}
    assert any(people[code].answers.get("unit") == "household" for duo in season.duos for code in duo.pair)


def test_a_citizen_is_in_two_duos(season: Season) -> None:
    running = Counter(duo.citizen for duo in season.duos if duo.state is DuoState.RUNNING)
    assert max(running.values()) == 2


def test_the_team_learns_the_rest_by_telephone(season: Season) -> None:
    """What the newcomers’ form does not ask stands in the workbook once somebody was called."""
    seeking = [one for one in season.people if one.role is Role.NEWCOMER and one.stage is Stage.SEEKING]
    assert sum("gender_wish" in person.answers for person in seeking) > 0.8 * len(seeking)
    new = [one for one in season.people if one.role is Role.NEWCOMER and one.stage is Stage.TO_CALL]
    assert not any("travel" in person.answers for person in new)


def test_whoever_asked_for_a_call_goes_on(season: Season) -> None:
    callers = [person for person in season.people if "call_when" in person.answers]
    assert {person.role for person in callers} == set(Role)
    assert any("postcode" in person.answers and person.confirmed_on for person in callers)


def test_one_duo_is_silent(season: Season) -> None:
    heard = set(season.last_news)
    assert heard
    assert any(duo.code not in heard for duo in season.duos if duo.state is DuoState.RUNNING)


def test_some_newcomers_have_nobody_yet(folder: Path) -> None:
    outcome = run(house_in(folder), TODAY, dry_run=True).outcome
    reasons = {one.why[-1].code for one in outcome.unmatched}
    assert len([one for one in outcome.unmatched if one.code.startswith(Role.NEWCOMER.letter)]) >= 5
    assert reasons


def test_today_acts_on_the_decisions(copy: Path) -> None:
    counts = run(house_in(copy), TODAY).outcome.counts
    assert counts.decisions >= 3
    assert counts.duos >= 1
    assert run(house_in(copy), TODAY).outcome.counts.registered == 0


def test_second_demo_keeps_the_files(copy: Path) -> None:
    before = {path: path.read_bytes() for path in paths_in(copy).all}
    assert not write(copy)
    assert {path: path.read_bytes() for path in paths_in(copy).all} == before


def test_interrupted_season_is_made_again_the_same(season: Season, copy: Path) -> None:
    write_responses(paths_in(copy).answers, (Sheet("x"),), is_finished=False)
    assert write(copy)
    again = season_in(copy)
    assert [(one.pair, one.state, one.decision) for one in again.proposals] == [
        (one.pair, one.state, one.decision) for one in season.proposals
    ]


def test_real_files_are_refused(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    paths.workbook.parent.mkdir(parents=True)
    paths.workbook.write_bytes(b"somebody's work")
    with pytest.raises(WorkbookError, match=r"duos\.xlsx"):
        write(tmp_path, fresh=True)
    assert paths.workbook.read_bytes() == b"somebody's work"
