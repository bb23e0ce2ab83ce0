"""README.md and docs/ are true: every command in them runs, every link leads somewhere, every example is accepted.

Commands run in a fresh clone whose `.venv/bin` leads to this environment, so that nothing is installed again. Inside
`make test`, which is what runs this file, the check of everything is narrowed to one check, and the tests are collected
but not run a second time.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.__main__ import duos
from pipeline.demo.applications import TAB, headings
from pipeline.settings import load
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import KINDS, Rule
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import Speaker
from pipeline.words.labels import LABELS
from pipeline.workbook.responses import write_responses
from tests.builders import ROOT, the_form

PAGES = {
    str(page.relative_to(ROOT)): page for page in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
}
GUIDES = {"fr": "docs/coordination.fr.md", "nl": "docs/coordinatie.nl.md"}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}
CLONED = "programme.yaml form.yaml content theme pelicanconf.py publishconf.py Makefile pyproject.toml tools pipeline"
TESTS = "__init__.py conftest.py builders.py test_architecture.py"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
BIN = Path(sys.executable).parent
PYTHON = f"""#!/bin/sh
case "$*" in
    "-m tools.check") exec "{BIN}/python" -m tools.check spelling ;;
    "-m pytest "*) exec "{BIN}/python" "$@" --no-cov --collect-only -q ;;
esac
exec "{BIN}/python" "$@"
"""
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
IMPORTED = "Prénom;Nom;GSM;Code postal;Langues;Rôle\nAnna;Exemple;0470 00 00 21;1030;français;volontaire\n"

COMMON: dict[str, Cell] = {
    "adult": "Oui",
    "last_name": "Exemple",
    "postcode": 1030,
    "languages_well": "français",
    "consent": "Je suis d’accord",
}
ANSWERS: dict[Role, dict[str, Cell]] = {
    Role.CITIZEN: COMMON
    | {
        "first_name": "Paul",
        "phone": "0470 00 00 01",
        "availability[sat]": "Matin",
        "offers": "découvrir la ville",
    },
    Role.NEWCOMER: COMMON
    | {
        "first_name": "Samira",
        "phone": "0470 00 00 02",
        "free_time": "Le samedi",
        "needs": "découvrir la ville",
    },
}


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [body for fenced, body in FENCE.findall(TEXTS[page]) if fenced == language]


def scripts() -> list[tuple[str, ...]]:
    """Every block of commands in any page, each once."""
    found = [tuple(block.splitlines()) for page in TEXTS for block in blocks(page, "sh")]
    return list(dict.fromkeys(found))


def clone(folder: Path) -> Path:
    """This repository as somebody has just cloned and set it up, without any file of answers."""
    for name in CLONED.split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    (folder / "tests").mkdir()
    for name in TESTS.split():
        shutil.copy2(ROOT / "tests" / name, folder / "tests" / name)
    set_up(folder)
    return folder


def set_up(folder: Path) -> None:
    """The environment's programs, and the marks that tell make it is ready."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("duos", "pelican"):
        (programs / name).symlink_to(BIN / name)
    (programs / "python").write_text(PYTHON, encoding="utf-8")
    (programs / "python").chmod(0o755)
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-build.txt"):
        shutil.copy2(ROOT / name, folder / name)
    for mark in (".runtime", ".development"):
        (folder / ".venv" / mark).touch()


def move_in(folder: Path) -> None:
    """An organisation's own files: two answers, an older list, and the copy that an earlier run left."""
    write_responses(folder / "var" / "answers.xlsx", [response_tab(role) for role in Role])
    write_responses(folder / "liste.xlsx", [Sheet("liste", rows_of(IMPORTED))])
    run("make run", folder)
    backups = folder / "var" / "backups"
    backups.mkdir(exist_ok=True)
    shutil.copy2(folder / "var" / "duos.xlsx", backups / "duos-2026-11-20T0600.xlsx")
    run(".venv/bin/duos import liste.xlsx --yes", folder)


def rows_of(text: str) -> tuple[tuple[Cell, ...], ...]:
    """Lines of cells separated by semicolons."""
    return tuple(tuple(line.split(";")) for line in text.splitlines())


def response_tab(role: Role) -> Sheet:
    """One answer as the form leaves it."""
    columns = headings(the_form(), "fr", role)
    cells = tuple(ANSWERS[role].get(key) for key, _ in columns)
    number = 1 + list(Role).index(role)
    top = ("Horodateur", *(heading for _, heading in columns))
    yesterday = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
    return Sheet(TAB["fr"].format(number), (top, (yesterday, *cells)))


def run(command: str, folder: Path) -> str:
    """What a command said; it must succeed."""
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def moved_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone in which an organisation has put its files."""
    folder = clone(tmp_path_factory.mktemp("moved-in"))
    move_in(folder)
    return folder


@pytest.mark.parametrize(
    "script", [script for script in scripts() if "make demo" not in script], ids=" && ".join
)
def test_every_command_runs(script: tuple[str, ...], moved_in: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(moved_in, tmp_path / "house", symlinks=True)
    for command in script:
        run(command, folder)


@pytest.mark.parametrize("script", [script for script in scripts() if "make demo" in script], ids=" && ".join)
def test_the_first_commands_keep_their_promise(script: tuple[str, ...], tmp_path: Path) -> None:
    folder = clone(tmp_path)
    said = "".join(run(command, folder) for command in script)
    for name in ("duos.xlsx", "confidentiel.xlsx", "site/index.html"):
        assert str(folder / "var" / name) in said
        assert (folder / "var" / name).exists()


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="No such command"):
        run(f"{BIN}/duos dance", tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_targets_exist(page: str) -> None:
    """Wherever they are named: in blocks, in sentences, in examples of schedules."""
    text = "\n".join(
        [*re.findall(r"`([^`\n]+)`", TEXTS[page]), *(body for _, body in FENCE.findall(TEXTS[page]))]
    )
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    options = {option for command in duos.commands.values() for one in command.params for option in one.opts}
    assert set(re.findall(r"(?<![\w.])make ([a-z]+)", text)) <= targets
    assert set(re.findall(r"(?<![\w.])duos ([a-z]+)", text)) <= set(duos.commands)
    for line in re.findall(r"duos ([^\n&|]*)", text):
        assert set(re.findall(r"--[a-z-]+", line)) <= options | {"--help"}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    for target in LINK.findall(TEXTS[page]):
        if target.startswith(("https://", "page:")):
            continue
        name, _, anchor = target.partition("#")
        path = PAGES[page].parent / name if name else PAGES[page]
        assert path.exists(), target
        assert not anchor or anchor in set(anchors(path)), target


def anchors(path: Path) -> Iterator[str]:
    """What a link may name inside a page."""
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r'id="([\w-]+)"', text)
    for heading in HEADING.findall(text):
        yield re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


def test_pictures_stay_light() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert {picture.name for picture in pictures} >= {"site.png", "workbook.png"}
    assert all(picture.stat().st_size < 400_000 for picture in pictures)


def test_examples_of_settings_are_accepted(tmp_path: Path) -> None:
    programme = yaml.safe_load((ROOT / "programme.yaml").read_text(encoding="utf-8"))
    form = yaml.safe_load((ROOT / "form.yaml").read_text(encoding="utf-8"))
    roles, beds, rule, questions, forms = (
        yaml.safe_load(block) for block in blocks("docs/adapt.en.md", "yaml")
    )
    programme["roles"] |= roles["roles"]
    programme["matching"]["rules"] += rule["matching"]["rules"]
    new = {question["code"]: question for question in questions}
    form["questions"] = [new.get(question["code"], question) for question in form["questions"]]
    form["forms"] = [*forms["forms"], *(other for other in form["forms"] if other.get("role") != "citizen")]
    for name, data in {"programme.yaml": programme, "form.yaml": form}.items():
        (tmp_path / name).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    adapted, asked = load(tmp_path / "programme.yaml", tmp_path / "form.yaml")
    assert adapted.matching.rules[-1].code == "same_pace"
    assert Rule(**beds[0]).kind in KINDS
    assert [option.value for option in asked.question_by_code["rhythm"].options] == [1, 4]


@pytest.mark.parametrize("language", GUIDES)
def test_guides_use_the_workbook_words(language: str) -> None:
    speaker = Speaker(language)
    tabs = [code for code in LABELS["tab"] if code not in ("journal", "lists", "identifiers")]
    words = [("tab", tab) for tab in tabs] + [
        (kind, code)
        for kind in ("stage", "decision", "opinion", "importance", "reply")
        for code in LABELS[kind]
    ]
    missing = [
        word for kind, code in words if (word := speaker.label(kind, code)) not in TEXTS[GUIDES[language]]
    ]
    assert missing == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith((".fr.md", ".nl.md"))])
def test_nobody_is_scored_or_matched(page: str) -> None:
    assert re.findall(r"\b(?:scor\w*|match\w*|k-NN|algorithm\w*)\b", TEXTS[page], re.IGNORECASE) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith(".fr.md")])
def test_french_marks_keep_their_space(page: str) -> None:
    """A no-break space before : ; ? ! » and after «, and curved apostrophes, outside code."""
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", TEXTS[page]))
    assert re.findall(r".{12} [:;?!»](?:\s|$)|« .{12}|\w'\w", prose) == []


def test_adapt_explains_every_kind() -> None:
    table = re.findall(r"^\| `(\w+)` \|[^|]+\|[^|]+\|$", TEXTS["docs/adapt.en.md"], re.MULTILINE)
    assert set(table) == set(KINDS)


def test_the_house_is_drawn_as_built() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| [^|]+ \|$", TEXTS["docs/developers.en.md"], re.MULTILINE)
    drawn = [set(re.findall(r"\w+", row)) for row in rows]
    assert drawn == [set(layer.split(" | ")) for layer in layers]
