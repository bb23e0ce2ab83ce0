"""A whole season at Google: `duos run` as on a server, the same as in local files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline import run as corridor
from pipeline.__main__ import duos
from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.run import House
from pipeline.settings import load_programme
from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import DuosError, ProgrammeError, WorkbookError
from pipeline.vocabulary.programme import Files, Google
from pipeline.workbook.columns import Layout, layout
from tests.builders import TODAY, the_form, the_programme
from tests.sheets import faults as trouble
from tests.sheets.log import is_write
from tests.sheets.server import Server
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.world import ROBOT, World
from tests.workbook.google.seasons import fill_from

NOW = datetime(2026, 11, 24, 9, 0)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic season's local files."""
    house = House(the_programme(), the_form(), tmp_path_factory.mktemp("season"), NOW)
    paths = Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))
    draw = Draw(house.form, 2026, TODAY)
    write_season(house.programme, draw, paths, lambda day: corridor.run(house.at(day), day))
    return house.folder


@dataclass
class Cloud:
    """Three spreadsheets, and the folder of whoever runs Duos."""

    server: Server
    folder: Path
    answers: Spreadsheet
    workbook: Spreadsheet
    confidential: Spreadsheet

    @property
    def files(self) -> Files:
        named = {name: f"google:{getattr(self, name).id}" for name in ("answers", "workbook", "confidential")}
        google = Google(credentials=str(self.folder / "key.json"), base_url=self.server.base_url)
        return Files(**named, google=google)  # type: ignore[arg-type]  # names and their addresses

    def house(self) -> House:
        programme = the_programme().model_copy(update={"files": self.files})
        return House(programme, the_form(), self.folder, NOW)

    def command(self, *arguments: str) -> Result:
        """`duos …` with the three spreadsheets named on the command line."""
        named = [
            f"--{name}=google:{getattr(self, name).id}" for name in ("answers", "workbook", "confidential")
        ]
        environment = {
            "DUOS_GOOGLE_CREDENTIALS": str(self.folder / "key.json"),
            "DUOS_GOOGLE_BASE_URL": self.server.base_url,
        }
        programme = self.folder / "programme.yaml"
        if not programme.exists():
            for name in ("programme.yaml", "form.yaml"):
                shutil.copy(ROOT / name, self.folder / name)
        options = [f"--programme={programme}", f"--today={TODAY}"]
        return CliRunner().invoke(duos, [*arguments, *named, *options], env=environment)


@pytest.fixture(scope="module")
def answers(season: Path) -> Spreadsheet:
    """The responses, in a spreadsheet as a form fills it."""
    made = World().create("Réponses")
    fill_from(season / "var" / "answers.xlsx", made)
    return made


@pytest.fixture
def cloud(answers: Spreadsheet, tmp_path: Path) -> Iterator[Cloud]:
    with Server(World(seed=1)) as server:
        server.service_account_file(tmp_path / "key.json")
        workbook, confidential = server.world.create("Duos"), server.world.create("Confidentiel")
        copied = server.world.create("Réponses")
        copied.sheets = answers.sheets
        yield Cloud(server, tmp_path, copied, workbook, confidential)


def contents(house: House) -> dict[str, object]:
    """Every text of both written files, by tab, without those that are nobody's."""
    return {
        f"{name} {sheet.tab}": sheet.rows
        for name in ("workbook", "confidential")
        for sheet in house.store(name).read()
        if sheet.tab and sheet.tab != "lists"
    }


def test_google_and_local_files_become_the_same(cloud: Cloud, season: Path, tmp_path: Path) -> None:
    local = House(the_programme(), the_form(), tmp_path / "local", NOW)
    (local.folder / "var").mkdir(parents=True)
    (cloud.folder / "var").mkdir()
    shutil.copy(season / "var" / "answers.xlsx", local.folder / "var")
    for folder in (local.folder, cloud.folder):
        shutil.copy(season / "var" / "duos.key", folder / "var")
    for path in (season / "var").iterdir():
        assert path.exists()
    here, there = corridor.run(local, TODAY), corridor.run(cloud.house(), TODAY)
    assert here.outcome.counts == there.outcome.counts
    assert there.outcome.counts.registered > 50
    assert contents(cloud.house()) == contents(local)


def test_a_later_run_asks_little_and_adds_nothing(cloud: Cloud) -> None:
    corridor.run(cloud.house(), TODAY)
    again = corridor.run(cloud.house(), TODAY)
    assert not again.is_written
    assert again.requests == {"answers": 2, "workbook": 2, "confidential": 2}


def test_answers_of_a_form_are_never_written(cloud: Cloud) -> None:
    corridor.run(cloud.house(), TODAY)
    touched = {
        each.call.path.split("/")[3].partition(":")[0]
        for each in cloud.server.world.log.exchanges
        if is_write(each.call)
    }
    assert touched == {cloud.workbook.id, cloud.confidential.id}


def test_no_contact_detail_in_the_shared_workbook(cloud: Cloud) -> None:
    corridor.run(cloud.house(), TODAY)
    texts = [
        str(cell) for sheet in cloud.house().store("workbook").read() for row in sheet.rows for cell in row
    ]
    assert not [text for text in texts if "+3247" in text or "@example" in text]


@pytest.mark.parametrize("skip", [0, 3, 6])
def test_a_run_that_is_cut_is_completed(cloud: Cloud, skip: int) -> None:
    cloud.server.world.faults.add(trouble.refused(403), is_write, trouble.FOREVER, skip=12 + skip)
    try:
        corridor.run(cloud.house(), TODAY)
    except WorkbookError:
        cloud.server.world.faults.held.clear()
        corridor.run(cloud.house(), TODAY)
    cloud.server.world.faults.held.clear()
    assert not corridor.run(cloud.house(), TODAY).is_written
    codes = [
        row[0] for name, rows in contents(cloud.house()).items() if "contacts" in name for row in rows[1:]
    ]  # type: ignore[index]  # rows
    assert len(codes) == len(set(codes)) > 50


def test_the_command_counts_its_requests(cloud: Cloud) -> None:
    first = cloud.command("run", "--json")
    assert first.exit_code == 0, first.output
    second: dict[str, Any] = json.loads(cloud.command("run", "--json").output)
    assert second["requests"] == {"answers": 2, "workbook": 2, "confidential": 2}
    assert second["written"] is False


def test_a_rehearsal_writes_nothing_at_google(cloud: Cloud) -> None:
    told = cloud.command("run", "--dry-run", "--json")
    assert told.exit_code == 0, told.output
    assert cloud.server.world.log.writes == 0


def test_check_says_what_will_be_created(cloud: Cloud) -> None:
    before = cloud.workbook.version
    told = cloud.command("check")
    assert (
        f"google:{cloud.workbook.id} : onglets que le prochain passage créera : À faire, Nouveaux arrivants,"
        in told.output.replace("\xa0", " ")
    )
    assert cloud.workbook.version == before


def test_check_says_which_columns_will_be_added(cloud: Cloud) -> None:
    """A newer version knows more columns than the one that created the tabs."""
    cloud.house().store("workbook").apply(Changes(), an_earlier_layout("proposals", {"revisit_on"}))
    before = cloud.workbook.version
    told = cloud.command("check").output.replace("\xa0", " ")
    said = f"google:{cloud.workbook.id} : dans l’onglet « Propositions », le prochain passage ajoutera à droite :"
    assert [line.strip() for line in told.splitlines() if "ajoutera" in line] == [f"{said} Revoir le."]
    assert cloud.workbook.version == before
    corridor.run(cloud.house(), TODAY)
    assert headings(cloud, "Propositions")[-1] == "Revoir le"
    assert "ajoutera" not in cloud.command("check").output


def an_earlier_layout(code: str, lacking: set[str]) -> Layout:
    """The workbook's layout as it was before some columns came."""
    now = layout(the_programme(), the_form(), "workbook")
    columns = tuple(column for column in now[code].columns if column.field not in lacking)
    return replace(
        now, tabs=tuple(replace(tab, columns=columns) if tab.code == code else tab for tab in now.tabs)
    )


def headings(cloud: Cloud, title: str) -> list[str]:
    (row,) = (sheet.rows[0] for sheet in cloud.house().store("workbook").read() if sheet.title == title)
    return [str(cell) for cell in row]


@pytest.mark.parametrize(("locale", "is_told"), [("en_US", True), ("fr_BE", False), ("nl_NL", False)])
def test_check_says_how_days_would_be_misread(cloud: Cloud, locale: str, is_told: bool) -> None:
    cloud.workbook.properties["locale"] = locale
    told = cloud.command("check").output.replace("\xa0", " ")
    assert (
        f"google:{cloud.workbook.id} : pour cette feuille, 3/4/2026 est un jour de mars" in told
    ) is is_told


def test_check_live_tries_google(cloud: Cloud) -> None:
    told = cloud.command("check", "--live")
    assert told.output.count("Google Sheets se comporte comme Duos en a besoin") == 2
    assert [sheet.title for sheet in cloud.workbook.sheets] == ["Sheet1"]


@pytest.mark.parametrize(("role", "said"), [(None, "Partager"), ("reader", "Lecteur")])
def test_check_says_what_to_click(cloud: Cloud, role: str | None, said: str) -> None:
    cloud.server.world.share(cloud.workbook.id, ROBOT, role)
    told = cloud.command("check")
    assert isinstance(told.exception, DuosError)
    assert said in str(told.exception)
    assert ROBOT in str(told.exception)


def test_restoring_is_googles(cloud: Cloud) -> None:
    with pytest.raises(WorkbookError, match="Historique des versions") as told:
        corridor.restore(cloud.house(), TODAY)
    for made in (cloud.workbook, cloud.confidential):
        assert f"https://docs.google.com/spreadsheets/d/{made.id}/edit" in str(told.value)


def test_exchanged_addresses_write_nothing(cloud: Cloud) -> None:
    """Contact details would stand in the workbook that everybody shares."""
    corridor.run(cloud.house(), TODAY)
    before = cloud.workbook.version, cloud.confidential.version
    cloud.workbook, cloud.confidential = cloud.confidential, cloud.workbook
    with pytest.raises(WorkbookError, match="est le fichier confidentiel"):
        corridor.run(cloud.house(), TODAY)
    with pytest.raises(WorkbookError, match="Échangez"):
        corridor.foretell(cloud.house())
    assert (cloud.confidential.version, cloud.workbook.version) == before


def test_check_says_who_may_not_read_the_answers(cloud: Cloud) -> None:
    cloud.server.world.share(cloud.answers.id, ROBOT, None)
    told = cloud.command("check")
    assert "« Lecteur »" in str(told.exception).replace("\xa0", " ")
    assert f"https://docs.google.com/spreadsheets/d/{cloud.answers.id}/edit" in str(told.exception)


def test_the_demonstration_stays_on_this_machine(cloud: Cloud) -> None:
    with pytest.raises(WorkbookError, match="démonstration"):
        corridor.demo(cloud.house(), TODAY, seed=1)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ("workbook: google:abc", "ne désigne aucune feuille"),
        (
            "workbook: 'google:https://docs.google.com/spreadsheets/d/1234567890123456789012'",
            "Écrivez google:1234567890123456789012",
        ),
        (
            "workbook: https://docs.google.com/spreadsheets/d/1234567890123456789012/edit#gid=0",
            "Écrivez google:1234567890123456789012",
        ),
        (
            "answers: https://docs.google.com/forms/d/1234567890123456789012/edit",
            "Écrivez forms:1234567890123456789012",
        ),
        ("answers: https://docs.google.com/forms/d/e/1FAIpQ123456789012345/viewform", "ne désigne aucune"),
        ("answers: 'forms:abc'", "ne désigne aucun formulaire"),
        ("workbook: 'forms:1234567890123456789012'", "Seules les réponses"),
        ("google: {base_url: 'http://proxy.example'}", "ne peut pas remplacer Google"),
        ("google: {key: x}", "key"),
    ],
)
def test_wrong_addresses_are_named(tmp_path: Path, files: str, said: str) -> None:
    path = tmp_path / "programme.yaml"
    text = (ROOT / "programme.yaml").read_text("utf-8")
    path.write_text(
        text.replace("  secret: var/duos.key", f"  secret: var/duos.key\n  {files}", 1).replace(
            f"  {files.partition(':')[0]}: var", "  # was: var", 1
        ),
        "utf-8",
    )
    with pytest.raises(ProgrammeError) as told:
        load_programme(path)
    assert said in str(told.value).replace("\xa0", " ")


@pytest.mark.parametrize(
    "address", ["google:1234567890123456789012", "forms:1234567890123456789012, abcdefghijklmnopqrstuvw"]
)
def test_right_addresses_are_accepted(tmp_path: Path, address: str) -> None:
    path = tmp_path / "programme.yaml"
    text = (ROOT / "programme.yaml").read_text("utf-8")
    path.write_text(text.replace("answers: var/answers.xlsx", f"answers: '{address}'"), "utf-8")
    assert load_programme(path).files.answers == address
