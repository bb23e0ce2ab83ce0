"""cron, GitHub and Windows: what each of them runs, and that none shows more than a number."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.builders import ROOT

DEPLOY = ROOT / "deploy"
CRON = DEPLOY / "cron" / "duos"
WINDOWS = DEPLOY / "windows"
CLICKED = ("Installer.cmd", "Mettre à jour.cmd")
TALK = "Samira Exemple, +32 470 00 00 01"  # what no log may show
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder whose programs say too much, and end as a file beside them says."""
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("duos", "python"):
        (programs / name).write_text(
            f'#!/bin/sh\necho "{TALK}"\necho "{TALK}" >&2\nexit $(cat status)\n', "utf-8"
        )
        (programs / name).chmod(0o755)
    return tmp_path


def sh(shell: str, script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a script says in that folder."""
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [shell, *(["-e"] if shell == "bash" else []), "-c", script],
        cwd=folder,
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("said", "files"),
    [
        (
            "75: a file is open, another run is under way, or Google does not answer: nothing is lost",
            ("cron/duos", "github/duos.yml", "systemd/duos.service"),
        ),
        (
            "un fichier est ouvert, un autre passage est en cours, ou Google ne répond pas\u00a0: rien n’est perdu",
            ("windows/Mettre à jour.cmd", "../docs/informatique.fr.md"),
        ),
    ],
)
def test_busy_files_are_told_alike(said: str, files: tuple[str, ...]) -> None:
    for name in files:
        assert said.casefold() in (DEPLOY / name).read_text("utf-8").casefold()


# --- cron -----------------------------------------------------------------------------------------------


def crontab() -> list[tuple[str, str]]:
    """When, and what."""
    jobs = [line for line in CRON.read_text("utf-8").splitlines() if re.match(r"[\d*]", line)]
    parts = [re.fullmatch(r"((?:\S+\s+){5})duos\s+(.*)", job) for job in jobs]
    return [(part[1].strip(), part[2]) for part in parts if part]


@pytest.mark.parametrize(
    ("status", "said"), [(0, ""), (75, ""), (1, "duos run: exit status 1. duos check says why.\n")]
)
def test_cron_writes_only_of_failures(house: Path, status: int, said: str) -> None:
    (house / "status").write_text(str(status), "utf-8")
    run = crontab()[0][1].replace("/srv/duos", str(house))
    assert sh("/bin/sh", run, house).stdout == said


def test_cron_runs_builds_and_watches() -> None:
    assert [when for when, _ in crontab()] == ["7 6,12 * * *", "27 6,12 * * *", "7 18 * * *"]
    whats = " ".join(what for _, what in crontab())
    for command in ("duos run --quiet", "-m tools.publish var/site", "duos check --since 2d"):
        assert command in whats
    assert "%" not in whats  # cron would read it as the end of a line


# --- GitHub ---------------------------------------------------------------------------------------------


def workflow() -> dict[Any, Any]:
    return yaml.safe_load((DEPLOY / "github" / "duos.yml").read_text("utf-8"))


def steps() -> Iterator[dict[str, Any]]:
    for job in workflow()["jobs"].values():
        yield from job["steps"]


def script(name: str) -> str:
    return next(step["run"] for step in steps() if step.get("name") == name)


def test_the_workflow_may_do_little() -> None:
    told = workflow()
    assert told["permissions"] == {}
    assert told["concurrency"] == {"group": "duos", "cancel-in-progress": False}
    run, publish = told["jobs"]["run"], told["jobs"]["publish"]
    assert (run["permissions"], run["environment"]) == ({"contents": "read"}, "duos")
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert set(told[True]) == {"schedule", "push", "workflow_dispatch"}  # YAML reads “on” as yes


def test_actions_are_pinned_by_commit() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert len(used) == 4
    assert all(PINNED.match(action) for action in used)
    text = (DEPLOY / "github" / "duos.yml").read_text("utf-8")
    assert len(re.findall(r"@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == len(used)


def test_secrets_reach_one_step_only() -> None:
    holders = [step["name"] for step in steps() if "secrets." in str(step)]
    assert holders == ["Keys, for this run only", "The site"]
    assert "KEY" not in str(next(step for step in steps() if step.get("name") == "The site"))
    assert not [step for step in steps() if "cache" in str(step)]


@pytest.mark.parametrize(
    ("status", "ends", "said"),
    [
        (0, 0, "Exit status: 0"),
        (75, 0, "::notice::75: a file is open"),
        (1, 1, "::error::On your own computer"),
    ],
)
def test_the_log_shows_a_number(house: Path, status: int, ends: int, said: str) -> None:
    (house / "status").write_text(str(status), "utf-8")
    told = sh("bash", script("Run"), house)
    assert told.returncode == ends
    assert said in told.stdout
    assert TALK not in told.stdout + told.stderr


def test_keys_are_only_the_runners(house: Path) -> None:
    told = sh(
        "bash",
        script("Keys, for this run only"),
        house,
        DUOS_KEY="abc",
        GOOGLE_KEY="{}",
        RUNNER_TEMP=str(house),
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")
    for path, text in {"var/duos.key": "abc\n", "google.json": "{}\n"}.items():
        assert (house / path).read_text("utf-8") == text
        assert (house / path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["DUOS_KEY", "GOOGLE_KEY"])
def test_a_missing_secret_stops_the_job(house: Path, missing: str) -> None:
    given = {"DUOS_KEY": "abc", "GOOGLE_KEY": "{}", missing: ""}
    told = sh("bash", script("Keys, for this run only"), house, RUNNER_TEMP=str(house), **given)
    assert told.returncode != 0
    assert missing in told.stderr
    assert not (house / "var").exists()


# --- Windows --------------------------------------------------------------------------------------------

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ORDERS = {  # in which order Windows itself writes what a task says
    "CalendarTrigger": "Repetition StartBoundary EndBoundary ExecutionTimeLimit Enabled RandomDelay ScheduleByDay",
    "Repetition": "Interval Duration StopAtDurationEnd",
    "Exec": "Command Arguments WorkingDirectory",
    "Principal": "UserId LogonType RunLevel",
}


def task() -> ElementTree.Element:
    return ElementTree.fromstring((WINDOWS / "duos.xml").read_bytes())


def only(path: str) -> str:
    found = task().findall("/".join(f"{TASK}{part}" for part in path.split("/")))
    assert len(found) == 1, path
    return found[0].text or ""


def test_the_task_is_as_windows_writes_it() -> None:
    assert (WINDOWS / "duos.xml").read_bytes().startswith(b"\xff\xfe<\x00?\x00")
    root = task()
    assert (root.tag, root.get("version")) == (f"{TASK}Task", "1.2")
    parts = [part.tag.removeprefix(TASK) for part in root]
    assert parts == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    for name, order in ORDERS.items():
        for element in root.iter(f"{TASK}{name}"):
            found = [child.tag.removeprefix(TASK) for child in element]
            assert found == [one for one in order.split() if one in found]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("Triggers/CalendarTrigger/Repetition/Interval", "PT1H"),
        ("Triggers/CalendarTrigger/StartBoundary", "2026-01-01T06:00:00"),
        ("Settings/StartWhenAvailable", "true"),
        ("Settings/MultipleInstancesPolicy", "IgnoreNew"),
        ("Settings/ExecutionTimeLimit", "PT30M"),
        ("Settings/DisallowStartIfOnBatteries", "false"),
        ("Principals/Principal/RunLevel", "LeastPrivilege"),
        ("Principals/Principal/LogonType", "InteractiveToken"),
    ],
)
def test_the_task_catches_up_and_never_overlaps(path: str, said: str) -> None:
    assert only(path) == said


def test_the_task_runs_then_builds_the_site() -> None:
    actions = task().findall(f"{TASK}Actions/{TASK}Exec")
    told = [tuple(child.text for child in action) for action in actions]
    quiet = r"C:\Duos\.venv\Scripts\pythonw.exe"  # no window opens
    assert told == [
        (quiet, "-m pipeline run --quiet", r"C:\Duos"),
        (quiet, r"-m tools.publish var\site", r"C:\Duos"),
    ]
    principal = task().find(f"{TASK}Principals/{TASK}Principal")
    assert principal is not None
    assert principal.get("id") == task().find(f"{TASK}Actions").get("Context")  # type: ignore[union-attr]  # found above


def test_programs_without_a_window_can_speak(tmp_path: Path) -> None:
    """What pythonw runs has nowhere to print to, and that is no error."""
    for name in ("programme.yaml", "form.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    windowless = (
        "import sys; sys.stdout = sys.stderr = None\n"
        f"sys.path.insert(0, {str(ROOT)!r}); sys.argv = ['duos', 'form', 'table']\n"
        "from pipeline.__main__ import main; main()"
    )
    assert subprocess.run([sys.executable, "-c", windowless], cwd=tmp_path, check=False).returncode == 0


def command(name: str) -> list[str]:
    return (WINDOWS / name).read_bytes().decode("utf-8").split("\r\n")


@pytest.mark.parametrize("name", CLICKED)
def test_commands_are_written_for_windows(name: str) -> None:
    data = (WINDOWS / name).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 20
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = command(name)
    first = next(number for number, line in enumerate(lines) if not line.isascii())
    assert lines.index("chcp 65001 >nul") < first
    assert lines[-3:] == ["pause >nul", "exit /b %code%", ""]
    assert "* -text" in (WINDOWS / ".gitattributes").read_text("utf-8")


@pytest.mark.parametrize("name", CLICKED)
def test_every_way_through_a_command_ends_with_words(name: str) -> None:
    lines = command(name)
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {found for line in lines for found in re.findall(r"goto (\w+)", line)} == labels
    for label in labels - {"end"}:
        after = lines[lines.index(f":{label}") + 1 :]
        assert any(line.startswith("echo ") for line in after[: after.index(":end")])
    spoken = " ".join(line for line in lines if line.startswith("echo "))
    assert not re.search(r"[&|<>^%]|\w'\w| [:;?!»]|« ", spoken.replace("echo off", ""))


def test_a_click_says_each_outcome_in_french() -> None:
    text = "\n".join(command("Mettre à jour.cmd"))
    for outcome in ('"%code%"=="75" goto open', 'not "%code%"=="0" goto failed', "goto absent", "goto site"):
        assert outcome in text
    assert "-m pipeline run\n" in text
    assert r"-m tools.publish var\site" in text
