"""Two runs at once: on one machine the second one waits, on two machines each thing is still written exactly once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from pipeline import run as corridor
from pipeline.run import House
from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.vocabulary.programme import Files, Google
from pipeline.workbook.google.credentials import SHEETS
from pipeline.workbook.secret import make_secret
from tests.builders import TODAY, the_form, the_programme
from tests.deploy.houses import PEOPLE, write_answers
from tests.sheets.server import Server
from tests.sheets.world import ROBOT, World
from tests.workbook.google.houses import RobotCredentials
from tests.workbook.google.seasons import fill_from

NOW = datetime(2026, 11, 24, 6, 0)


@dataclass
class Shared:
    """Three spreadsheets, and as many machines as are asked for, all with the same keys."""

    server: Server
    folder: Path
    files: dict[str, str]

    def host(self, name: str, **files: str) -> House:
        """A machine with its own folder: no lock of another one is seen there."""
        folder = self.folder / name
        (folder / "var").mkdir(parents=True)
        (folder / "var" / "duos.key").write_bytes((self.folder / "duos.key").read_bytes())
        addresses = Files(google=Google(base_url=self.server.base_url), **self.files | files)
        house = House(the_programme().model_copy(update={"files": addresses}), the_form(), folder, NOW)
        token = self.server.world.accounts.grant(ROBOT, (SHEETS,))
        house.google.credentials = RobotCredentials(token)
        return house


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    with Server(World(seed=1)) as server:
        make_secret(tmp_path / "duos.key")
        made = {name: server.world.create(name) for name in ("answers", "workbook", "confidential")}
        write_answers(tmp_path / "answers.xlsx")
        fill_from(tmp_path / "answers.xlsx", made["answers"])
        yield Shared(server, tmp_path, {name: f"google:{each.id}" for name, each in made.items()})


def codes(house: House) -> Counter[str]:
    """How often each code stands where it is given: people, proposals, contacts."""
    given = ("newcomers", "citizens", "proposals", "contacts")
    return Counter(
        f"{sheet.tab} {row[0]}"
        for name in ("workbook", "confidential")
        for sheet in house.store(name).read()
        if sheet.tab in given
        for row in sheet.rows[1:]
        if row and row[0]
    )


def assert_written_once(house: House) -> None:
    """Everybody and every proposal once; nothing is left to do."""
    found = codes(house)
    assert set(found.values()) == {1}
    tabs = Counter(key.split()[0] for key in found)
    assert tabs == {"newcomers": PEOPLE, "citizens": PEOPLE, "contacts": 2 * PEOPLE}
    assert not corridor.run(house, TODAY).is_written
    assert codes(house) == found


@pytest.mark.parametrize("stage", ["validate", "write"])
def test_a_run_that_was_overtaken_writes_nothing(shared: Shared, stage: str) -> None:
    first, second = shared.host("one"), shared.host("two")

    def run_elsewhere(reached: str) -> None:
        if reached == stage:
            assert corridor.run(second, TODAY).is_written

    with pytest.raises(WorkbookBusyError) as told:
        corridor.run(first, TODAY, progress=run_elsewhere)
    assert told.value.status == 75
    assert_written_once(shared.host("three"))


def test_two_machines_at_the_same_moment_write_once(shared: Shared) -> None:
    corridor.run(
        shared.host("zero", answers=""), TODAY
    )  # the tabs are there: only somebody present makes them
    together = threading.Barrier(2)

    def run_on(name: str) -> int:
        try:
            corridor.run(shared.host(name), TODAY, progress=lambda stage: meet(together, stage))
        except WorkbookBusyError as busy:
            return busy.status
        return 0

    with ThreadPoolExecutor() as machines:
        assert set(machines.map(run_on, ("one", "two"))) <= {0, 75}
    after = shared.host("three")
    corridor.run(after, TODAY)
    assert_written_once(after)


def meet(together: threading.Barrier, stage: str) -> None:
    """Both have decided; neither has written."""
    if stage == "write":
        together.wait(timeout=60)


def test_one_machine_never_runs_twice_at_once(shared: Shared) -> None:
    house, told = shared.host("one"), list[str]()
    again = House(house.programme, house.form, house.folder, NOW)
    again.google.credentials = house.google.credentials

    def run_again(reached: str) -> None:
        if reached == "validate":
            with pytest.raises(WorkbookBusyError) as busy:
                corridor.run(again, TODAY)
            told.append(f"{busy.value.status} {busy.value}")

    corridor.run(house, TODAY, progress=run_again)
    assert told[0].startswith("75 ")
    assert_written_once(house)
