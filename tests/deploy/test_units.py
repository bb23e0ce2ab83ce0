"""systemd's units: accepted and marked by systemd's own checker; each command runs; nobody is told anything personal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.vocabulary.programme import Files, Receive
from tests.builders import ROOT

UNITS = ROOT / "deploy" / "systemd"
NAMES = sorted(path.name for path in UNITS.iterdir() if path.suffix in {".service", ".timer", ".path"})
SERVICES = [name for name in NAMES if name.endswith(".service")]
PLACE = "/srv/duos"
BIN = Path(sys.executable).parent
# What systemd's checker may find exposed, of 10: this is what a service needs that talks to Google, and no more.
EXPOSURE = {"duos-site.service": 0.5, "duos-receive.service": 1.2}
USUAL = 1.3
PERSONAL = {
    f"{PLACE}/{path}"
    for path in (*Files().model_dump(exclude={"google", "published"}).values(), Receive().key, "var/backups")
}


def lines(name: str) -> list[tuple[str, str]]:
    """The settings of a unit, in order."""
    text = (UNITS / name).read_text("utf-8")
    return [
        (key, value) for key, _, value in (line.partition("=") for line in text.splitlines()) if value.strip()
    ]


def settings(name: str, key: str) -> list[str]:
    """What one setting says, however often it is written."""
    return [value for found, value in lines(name) if found == key]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as if this repository lay in its place on a server."""
    folder = tmp_path_factory.mktemp("units")
    for name in NAMES:
        text = (UNITS / name).read_text("utf-8").replace(f"{PLACE}/.venv/bin", str(BIN))
        (folder / name).write_text(text.replace(PLACE, str(ROOT)), "utf-8")
    return folder


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What systemd-analyze says."""
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_systemd_accepts_every_unit(here: Path) -> None:
    told = ask("verify", "--man=no", *(str(here / name) for name in NAMES))
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_systemd_notices_a_wrong_unit(here: Path) -> None:
    wrong = here.parent / "wrong.service"
    wrong.write_text(
        (here / "duos.service").read_text("utf-8").replace("Type=exec", "Type=oneshot"), encoding="utf-8"
    )
    assert ask("verify", "--man=no", str(wrong)).returncode != 0


@pytest.mark.parametrize("name", SERVICES)
def test_little_is_exposed(here: Path, name: str) -> None:
    limit = round(10 * EXPOSURE.get(name, USUAL))
    told = ask("security", "--offline=true", "--no-pager", f"--threshold={limit}", str(here / name))
    assert told.returncode == 0, told.stdout[-3000:]


@pytest.mark.parametrize("name", SERVICES)
def test_only_var_can_be_written(name: str) -> None:
    assert settings(name, "ProtectSystem") == ["strict"]
    assert settings(name, "User") == ["duos"]
    allowed = f"-{PLACE}/var/cache" if name == "duos-site.service" else f"{PLACE}/var"
    assert set(settings(name, "ReadWritePaths")) <= {allowed}


def test_the_site_and_the_form_cannot_reach_people() -> None:
    hidden = {
        name: {
            path.removeprefix("-") for value in settings(name, "InaccessiblePaths") for path in value.split()
        }
        for name in ("duos-site.service", "duos-receive.service")
    }
    assert all(paths >= PERSONAL for paths in hidden.values())
    assert f"{PLACE}/{Receive().inbox}" in hidden["duos-site.service"]
    assert settings("duos-site.service", "PrivateNetwork") == ["yes"]


def test_an_open_workbook_is_tried_again_and_no_failure() -> None:
    assert settings("duos.service", "SuccessExitStatus") == ["75"]
    assert settings("duos.service", "RestartForceExitStatus") == ["75"]
    assert settings("duos.service", "StartLimitIntervalSec") == ["0"]


def test_every_failure_is_told_once() -> None:
    told = {name: settings(name, "OnFailure") for name in SERVICES}
    assert told.pop("duos-failure@.service") == []
    assert set(map(tuple, told.values())) == {("duos-failure@%n.service",)}


def test_missed_moments_are_made_up_for() -> None:
    timers = [name for name in NAMES if name.endswith(".timer")]
    assert len(timers) == 3
    assert all(settings(name, "Persistent") == ["true"] for name in timers)
    assert settings("duos.timer", "RandomizedDelaySec") == ["10min"]


def test_a_key_is_only_handed_over() -> None:
    said = (UNITS / "google.conf").read_text("utf-8")
    assert "LoadCredential=google.json:/etc/duos/google.json" in said
    assert "DUOS_GOOGLE_CREDENTIALS=%d/google.json" in said


# --- telling --------------------------------------------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that note what they are given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sendmail", "curl"):
        (folder / name).write_text(
            f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat > {tmp_path}/given\n', "utf-8"
        )
        (folder / name).chmod(0o755)
    return folder


def tell(programs: Path, address: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "DUOS_TELL": address}
    command = ["/bin/sh", str(UNITS / "tell.sh"), "duos.service"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("it@example.org", "-t"),
        ("https://chat.example/duos", "https://chat.example/duos"),
    ],
)
def test_somebody_is_told_which_job_failed(programs: Path, tmp_path: Path, address: str, asked: str) -> None:
    assert tell(programs, address).returncode == 0
    assert asked in (tmp_path / "asked").read_text("utf-8")
    given = (tmp_path / "given").read_text("utf-8")
    assert given.count("journalctl -u duos.service") == 3
    assert ("To: it@example.org\nSubject: Duos (" in given) is (asked == "-t")


def test_nobody_to_tell_is_a_failure_too(programs: Path) -> None:
    told = tell(programs, "")
    assert told.returncode == 1
    assert "/etc/duos/tell" in told.stderr


def test_a_letter_that_does_not_leave_is_a_failure(programs: Path) -> None:
    (programs / "curl").write_text("#!/bin/sh\ncat >/dev/null\nexit 22\n", "utf-8")
    assert tell(programs, "https://chat.example/duos").returncode == 22
    assert shutil.which("curl", path=str(programs))


# --- by hand --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_key", [True, False])
def test_by_hand_is_as_the_service_runs_it(tmp_path: Path, has_key: bool) -> None:
    """With systemd-run in the place of systemd: who runs what, and where the key is handed over."""
    fake, key = tmp_path / "systemd-run", tmp_path / "google.json"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    fake.chmod(0o755)
    if has_key:
        key.write_text("{}", "utf-8")
    script = (UNITS / "by-hand.sh").read_text("utf-8").replace("/etc/duos/google.json", str(key))
    told = subprocess.run(
        ["/bin/sh", "-c", script, "by-hand", "check", "--since", "2d"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert {"--uid=duos", "--working-directory=/srv/duos", "--pty"} <= set(told)
    assert told[-4:] == [f"{PLACE}/.venv/bin/duos", "check", "--since", "2d"]
    assert (f"--property=LoadCredential=google.json:{key}" in told) is has_key
