"""`duos check --since`: whether Duos has run lately, for whatever watches over it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import run as corridor
from pipeline.__main__ import duos
from pipeline.run import House
from pipeline.vocabulary.problems import DuosError, WorkbookError
from pipeline.vocabulary.programme import Files, Google
from pipeline.words import Speaker
from pipeline.workbook.google.credentials import read_key
from tests.builders import ROOT, TODAY, the_form, the_programme
from tests.deploy.houses import write_answers
from tests.sheets.server import Server
from tests.sheets.world import World


@dataclass
class Place:
    """A folder with a programme whose workbook is a file or a spreadsheet; nobody has applied yet."""

    folder: Path
    files: Files

    def run_on(self, day: date) -> None:
        programme = the_programme().model_copy(update={"files": self.files})
        corridor.run(House(programme, the_form(), self.folder, datetime(2026, 11, 24, 6, 0)), day)

    def check(self, *options: str, today: date = TODAY) -> Result:
        named = [f"--{name}={getattr(self.files, name)}" for name in ("answers", "workbook", "confidential")]
        environment = {
            "DUOS_GOOGLE_CREDENTIALS": self.files.google.credentials,
            "DUOS_GOOGLE_BASE_URL": self.files.google.base_url,
        }
        where = [f"--programme={self.folder / 'programme.yaml'}", f"--today={today}"]
        return CliRunner().invoke(duos, ["check", *options, *named, *where], env=environment)


def a_local_place(folder: Path) -> Iterator[Place]:
    named = {name: str(folder / "var" / f"{name}.xlsx") for name in ("workbook", "confidential")}
    yield Place(folder, Files(answers="", **named))


def a_place_at_google(folder: Path) -> Iterator[Place]:
    with Server(World(seed=1)) as server:
        server.service_account_file(folder / "key.json")
        google = Google(credentials=str(folder / "key.json"), base_url=server.base_url)
        named = {name: f"google:{server.world.create(name).id}" for name in ("workbook", "confidential")}
        yield Place(folder, Files(answers="", google=google, **named))


PLACES: dict[str, Callable[[Path], Iterator[Place]]] = {"local": a_local_place, "google": a_place_at_google}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    for name in ("programme.yaml", "form.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    yield from PLACES[request.param](tmp_path)


def test_fresh_and_stale_runs_are_told_apart(place: Place) -> None:
    never = place.check("--since", "2d")
    assert isinstance(never.exception, DuosError)
    assert "aucun passage" in str(never.exception)

    place.run_on(TODAY)
    for days, patience, is_fresh in (
        (0, "1h", True), (1, "36h", True), (2, "36h", False), (2, "2d", True), (3, "2d", False), (7, "1w", True),
    ):  # fmt: skip
        asked = place.check("--since", patience, today=TODAY + timedelta(days=days))
        assert (asked.exit_code == 0) is is_fresh, (days, patience, asked.output)
    assert "Dernier passage\u00a0: 24 novembre 2026." in place.check("--since", "2d").output
    stale = place.check("--since", "2d", "--quiet", today=date(2026, 12, 1))
    assert isinstance(stale.exception, DuosError)
    assert stale.exception.status == 1
    assert "n’est plus passé depuis le 24 novembre 2026" in str(stale.exception)


@pytest.mark.parametrize("written", ["2", "d", "2 jours", "-2d", "1e3d", "99999d", ""])
def test_a_duration_that_cannot_be_read_is_wrong_usage(written: str, tmp_path: Path) -> None:
    told = CliRunner().invoke(duos, ["check", "--since", written])
    assert told.exit_code == 2
    assert "2d" in told.output


def test_machines_are_told_too(tmp_path: Path) -> None:
    for name in ("programme.yaml", "form.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    place = next(a_local_place(tmp_path))
    place.run_on(TODAY)
    assert set(json.loads(place.check("--since", "2d", "--json").output)) == {"last_run", "milliseconds"}


def test_check_says_that_nobody_applies(tmp_path: Path) -> None:
    for name in ("programme.yaml", "form.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    place = next(a_local_place(tmp_path))
    place.files = place.files.model_copy(update={"answers": str(tmp_path / "var" / "answers.xlsx")})
    write_answers(tmp_path / "var" / "answers.xlsx")
    silent = place.check(today=date(2026, 11, 16))
    assert silent.exit_code == 1
    assert (
        "answers.xlsx\u00a0: Aucune inscription depuis le 2 novembre 2026. Ouvrez chaque formulaire"
        in silent.output
    )
    assert "Aucune inscription" not in place.check(today=date(2026, 11, 15)).output


def test_a_key_that_systemd_hands_over_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its access list shows as if the group could read it; only the service reaches the folder."""
    key = tmp_path / "google.json"
    key.write_text('{"private_key": "-"}', "utf-8")
    key.chmod(0o440)
    with pytest.raises(WorkbookError, match="600"):
        read_key(key, Speaker("en"))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_key(key, Speaker("en")) == {"private_key": "-"}
