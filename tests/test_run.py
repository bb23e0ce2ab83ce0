"""The corridor: a whole season through real files, run twice, killed anywhere, sorted, opened by somebody."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import run as corridor
from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.run import House
from pipeline.site.reading import read_published
from pipeline.telling import Report, summarise
from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import SiteError, WorkbookBusyError, WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.workbook.columns import Layout
from pipeline.workbook.local import LocalStore
from tests.builders import TODAY, the_form, the_programme

NOW = datetime(2026, 11, 24, 9, 0)
FILES = ("answers.xlsx", "duos.xlsx", "confidentiel.xlsx", "duos.key")


def a_house(folder: Path) -> House:
    return House(the_programme(), the_form(), folder, NOW)


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic season in its middle, today's run still to come."""
    house = a_house(tmp_path_factory.mktemp("season"))
    paths = Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))
    draw = Draw(house.form, 2026, TODAY)
    write_season(house.programme, draw, paths, lambda day: corridor.run(house.at(day), day))
    return house.folder


@pytest.fixture
def house(season: Path, tmp_path: Path) -> House:
    """A copy of the season for one test."""
    (tmp_path / "var").mkdir()
    for name in FILES:
        shutil.copy(season / "var" / name, tmp_path / "var" / name)
    return a_house(tmp_path)


def run(house: House) -> Report:
    return corridor.run(house, TODAY)


def contents(house: House) -> dict[str, object]:
    """Every text of both written files, by tab."""
    return {
        f"{name} {sheet.title}": sheet.rows
        for name in ("workbook", "confidential")
        for sheet in house.store(name).read()
    }


def test_one_pass_does_the_whole_job(house: House) -> None:
    counts = run(house).outcome.counts
    assert counts.registered > 0
    assert counts.decisions > 0
    assert counts.duos > 0
    assert counts.proposed > 0
    assert counts.newcomers_unmatched > 0
    assert house.path("published").exists()


def test_second_run_adds_nothing(house: House) -> None:
    run(house)
    before = {name: (house.folder / "var" / name).read_bytes() for name in FILES}
    again = run(house)
    assert not again.is_written
    assert {name: (house.folder / "var" / name).read_bytes() for name in FILES} == before


def test_answers_are_never_written(house: House) -> None:
    before = house.path("answers").read_bytes()
    run(house)
    assert house.path("answers").read_bytes() == before


def test_rehearsal_writes_nothing(house: House) -> None:
    before = {path: path.read_bytes() for path in (house.folder / "var").iterdir() if path.is_file()}
    report = corridor.run(house, TODAY, dry_run=True)
    assert any(report.changes.values())
    assert {path: path.read_bytes() for path in (house.folder / "var").iterdir() if path.is_file()} == before


def test_at_most_ten_proposals_are_open(house: House) -> None:
    run(house)
    states = [str(row[1]) for row in contents(house)["workbook Propositions"]]  # type: ignore[attr-defined]  # rows
    assert sum(state.startswith("ouverte") for state in states) <= 10


def test_no_contact_detail_in_the_workbook(house: House) -> None:
    run(house)
    texts = [str(cell) for sheet in house.store("workbook").read() for row in sheet.rows for cell in row]
    assert not [text for text in texts if "+3247" in text or "@example" in text or "Exemple-" in text]


def test_formula_in_a_name_stays_text(house: House) -> None:
    run(house)
    for name in ("workbook", "confidential"):
        book = load_workbook(house.path(name))
        formulas = [
            cell.coordinate for sheet in book for row in sheet for cell in row if cell.data_type == "f"
        ]
        assert formulas == []


class MortalStore(LocalStore):
    """A store whose process is killed just before or just after it writes."""

    def __init__(self, house: MortalHouse, name: str) -> None:
        super().__init__(house.path(name), house.now, house.speaker)
        self.dies = house.dies

    def apply(self, changes: Changes, layout: Layout) -> tuple[object, ...]:  # type: ignore[override]  # same, wider
        if self.dies == f"before {self.path.stem}":
            os.kill(os.getpid(), signal.SIGKILL)
        problems = super().apply(changes, layout)
        if self.dies == f"after {self.path.stem}":
            os.kill(os.getpid(), signal.SIGKILL)
        return problems


@dataclass(frozen=True)
class MortalHouse(House):
    """A house whose stores kill the process at one moment."""

    dies: str = ""

    def store(self, name: str) -> LocalStore:
        return MortalStore(self, name)


def in_a_child(work: Callable[[], object]) -> int:
    """Run in a forked process and return how it ended: 0, or the signal that killed it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


@pytest.mark.parametrize("stage", ["read", "validate", "decide", "match", "write"])
def test_killed_at_any_stage_is_completed(house: House, season: Path, stage: str, tmp_path: Path) -> None:
    def die(reached: str) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_child(lambda: corridor.run(house, TODAY, progress=die)) == signal.SIGKILL
    run(house)
    assert contents(house) == uninterrupted(season, tmp_path / "other")


@pytest.mark.parametrize("moment", ["before duos", "after duos", "before confidentiel", "after confidentiel"])
def test_killed_around_any_write_is_completed(
    house: House, season: Path, moment: str, tmp_path: Path
) -> None:
    mortal = MortalHouse(house.programme, house.form, house.folder, house.now, dies=moment)
    assert in_a_child(lambda: corridor.run(mortal, TODAY)) == signal.SIGKILL
    run(house)
    assert contents(house) == uninterrupted(season, tmp_path / "other")


def uninterrupted(season: Path, folder: Path) -> dict[str, object]:
    """What the files hold after a run that nothing disturbed."""
    (folder / "var").mkdir(parents=True)
    for name in FILES:
        shutil.copy(season / "var" / name, folder / "var" / name)
    quiet = a_house(folder)
    run(quiet)
    return contents(quiet)


@pytest.mark.parametrize("name", [".~lock.duos.xlsx#", "~$duos.xlsx", ".~lock.confidentiel.xlsx#"])
def test_open_file_is_not_touched(house: House, name: str) -> None:
    (house.folder / "var" / name).write_text(
        ",Camille,ordi,24.11.2026 09:00,file:///home/camille;", encoding="utf-8"
    )
    before = contents(house)
    with pytest.raises(WorkbookBusyError) as told:
        run(house)
    assert told.value.status == 75
    assert contents(house) == before


def test_sorted_rows_keep_their_people(house: House) -> None:
    path = house.path("workbook")
    book = load_workbook(path, rich_text=True)
    sheet = book["Nouveaux arrivants"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[3])), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
            if isinstance(value, str):
                sheet.cell(number, column).data_type = "s"
    book.save(path)
    report = run(house)
    assert report.outcome.counts.registered > 0
    codes = [row[0] for row in contents(house)["workbook Nouveaux arrivants"] if row and row[0]]  # type: ignore[attr-defined]  # rows
    assert len(codes) == len(set(codes))


def test_deleted_row_does_not_come_back(house: House) -> None:
    run(house)
    path = house.path("workbook")
    book = load_workbook(path, rich_text=True)
    sheet = book["Volontaires"]
    gone = sheet.cell(5, 1).value
    sheet.delete_rows(5)
    book.save(path)
    run(house)
    assert gone not in [row[0] for row in contents(house)["workbook Volontaires"]]  # type: ignore[attr-defined]  # rows


def test_unreadable_stage_is_left_alone(house: House) -> None:
    run(house)
    path = house.path("workbook")
    book = load_workbook(path, rich_text=True)
    proposals, people = book["Propositions"], book["Nouveaux arrivants"]
    undecided = next(row for row in range(2, 99) if str(proposals.cell(row, 2).value).startswith("ouverte")
                     and not proposals.cell(row, 10).value)  # fmt: skip
    code = str(proposals.cell(undecided, 3).value)[:6]
    stages = {cell.value: cell.column for cell in people[1]}
    row = next(row for row in range(2, 99) if people.cell(row, 1).value == code)
    people.cell(row, stages["Étape"]).value = "Cherche duo"
    book.save(path)
    outcome = run(house).outcome
    assert not outcome.proposal_changes
    assert not any(code in task.who for task in outcome.tasks)


def test_lost_workbook_stops_the_run(house: House) -> None:
    house.path("workbook").unlink()
    with pytest.raises(WorkbookError, match=r"duos\.xlsx manque"):
        run(house)
    assert not house.path("workbook").exists()


def test_lost_key_stops_the_run(house: House) -> None:
    house.path("secret").unlink()
    with pytest.raises(WorkbookError, match=r"duos\.key"):
        run(house)


def test_other_key_stops_the_run(house: House) -> None:
    house.path("secret").write_text("00" * 32, encoding="ascii")
    with pytest.raises(WorkbookError, match=r"duos\.key"):
        run(house)


def test_restore_brings_the_day_before_back(house: House) -> None:
    before = contents(house)
    run(house)
    assert contents(house) != before
    corridor.restore(house, TODAY)
    assert contents(house) == before


def test_check_changes_nothing(house: House) -> None:
    before = contents(house)
    assert corridor.check(house, TODAY)
    assert contents(house) == before


def test_an_approved_profile_reaches_the_site(house: House) -> None:
    run(house)
    assert read_published(house.path("published"))[0] == run(house).outcome.published
    assert run(house).outcome.published.profiles == ()
    workbook = load_workbook(house.path("workbook"))
    rows = [row for row in workbook["Réglages"] if str(row[0].value).startswith("Profil recherché")]
    assert rows
    assert {row[1].value for row in rows} == {"non"}
    for row in rows:
        row[1].value = "Oui"
    workbook.save(house.path("workbook"))
    run(house)
    published, _ = read_published(house.path("published"))
    assert published
    said = {f"Profil recherché, à montrer sur le site\u00a0: {one.words['fr']}" for one in published.profiles}
    assert said
    assert said <= {row[0].value for row in rows}
    assert all(one.waiting >= 5 for one in published.profiles)
    spoken = set(house.programme.languages.site)
    assert all(len(set(one.words.values())) == len(spoken) for one in published.profiles)
    assert not any(run(house).changes.values())


def test_the_report_is_written(house: House) -> None:
    path, numbers = corridor.write_report(house, TODAY, 1)
    assert path == house.folder / "var" / "report" / "report-2026-11-24.html"
    assert "Rapport du 24 novembre 2026" in path.read_text("utf-8")
    assert numbers["fairness"]


def set_in_settings(house: House, **values: object) -> None:
    """Somebody changes some settings in *Réglages*."""
    workbook = load_workbook(house.path("workbook"))
    names = {house.speaker.say(sentence(f"setting.{code}")): value for code, value in values.items()}
    for row in workbook["Réglages"].iter_rows():
        if row[0].value in names:
            row[1].value = names[row[0].value]
    workbook.save(house.path("workbook"))


@pytest.mark.parametrize(("mode", "pages"), [("discussed", True), ("draw", False)])
def test_mode_is_changed_and_changed_back(house: House, mode: str, pages: bool) -> None:
    """New proposals come about in another way, open ones stay, a second run adds nothing; no row is torn by it."""
    before = run(house).outcome
    set_in_settings(house, mode=house.speaker.label("mode", mode), open_proposals=30)
    changed = run(house).outcome
    assert changed.proposals
    assert not changed.proposal_changes
    assert changed.published.mode == mode
    assert not run(house).is_written
    assert bool(corridor.write_documents(house, TODAY)[1]) == pages
    set_in_settings(house, mode=house.speaker.label("mode", "criteria"), open_proposals=10)
    back = run(house).outcome
    assert (back.proposals, back.proposal_changes) == ((), ())
    assert back.counts.problems == before.counts.problems


def test_another_seed_draws_other_pairs(house: House) -> None:
    set_in_settings(house, mode="tirage au sort", open_proposals=30)
    drawn = [
        [one.pair for one in corridor.run(house.with_seed(seed), TODAY, dry_run=True).outcome.proposals]
        for seed in (7, 7, 8)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_first_run_makes_the_files(season: Path, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    shutil.copy(season / "var" / "answers.xlsx", tmp_path / "var" / "answers.xlsx")
    house = a_house(tmp_path)
    report = run(house)
    assert report.outcome.counts.registered == report.outcome.counts.candidates
    assert (house.path("secret").stat().st_mode & 0o777) == 0o600
    assert not run(house).is_written


def test_programme_without_a_form_runs(house: House) -> None:
    files = house.programme.files.model_copy(update={"answers": ""})
    formless = replace(house, programme=house.programme.model_copy(update={"files": files}))
    assert run(formless).outcome.counts.responses == 0


def test_missing_answers_are_explained(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"answers\.xlsx"):
        run(a_house(tmp_path))


def test_rehearsal_says_what_would_be_written(house: House) -> None:
    told = [one.code for one in summarise(corridor.run(house, TODAY, dry_run=True))]
    assert {"summary.would_add", "summary.would_swap", "summary.would_replace"} <= set(told)
    assert told[-1] == "summary.dry_run"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Le site ne peut pas être construit\u00a0: pelicanconf.py manque dans {folder}."),
        ("nl", "De site kan niet worden gemaakt: pelicanconf.py ontbreekt in {folder}."),
        ("en", "The site cannot be built: {folder} has no pelicanconf.py."),
    ],
)
def test_a_demo_needs_what_the_site_is_made_of(tmp_path: Path, language: str, expected: str) -> None:
    """In another folder one sentence says so, before anything is written."""
    languages = the_programme().languages.model_copy(update={"workbook": language})
    house = House(the_programme().model_copy(update={"languages": languages}), the_form(), tmp_path, NOW)
    with pytest.raises(SiteError) as failed:
        corridor.demo(house, TODAY, seed=1)
    assert str(failed.value).startswith(expected.format(folder=tmp_path))
    assert not [*tmp_path.iterdir()]
