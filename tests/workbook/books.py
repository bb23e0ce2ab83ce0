"""Workbooks for tests: rows with sensible defaults, a store, and two people who write in the file by other means."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.tables import Cell, Row, Sheet, Table
from pipeline.workbook.columns import Layout, layout
from pipeline.workbook.headings import tables
from pipeline.workbook.local import LocalStore
from tests.builders import the_form, the_programme

NOW = datetime(2026, 11, 24, 9, 0)
SOFFICE = ("soffice", "--headless", "--norestore", "--nolockcheck")
TRICKY = (
    "=1+1",
    "+32470000001",
    "0612345678",
    "007",
    "يارا",
    "Олена 🌻",
    "1e5",
    "@home",
    "ligne 1\nligne 2",
    "TRUE",
)


@cache
def the_layout(file: str = "workbook") -> Layout:
    """The layout of one of this repository's files."""
    return layout(the_programme(), the_form(), file)


def a_store(folder: Path, name: str = "duos.xlsx", now: datetime = NOW) -> LocalStore:
    """A store of a file that may not exist yet."""
    return LocalStore(folder / name, now)


def a_person_row(code: str = "N-0001", **cells: Cell) -> Append:
    """A newcomer's row, as a run appends it."""
    row: Row = {
        "code": code,
        "received": date(2026, 11, 2),
        "check": "",
        "first_name": "Samira",
        "place": "1030 Schaerbeek",
        "languages": "facilement : arabe ; un peu : français",
        "free": "mercredi soir, samedi matin",
        "needs": "pratiquer la langue",
        "origin": f"origin-of-{code}",
    }
    return Append("newcomers" if code.startswith("N") else "citizens", row | cells)


def a_proposal_row(code: str = "P-0001", **cells: Cell) -> Append:
    """A proposal's row, as a run appends it."""
    row: Row = {
        "code": code,
        "state": f"ouverte · {code}",
        "newcomer": "N-0001 · Samira",
        "citizen": "V-0001 · Paul",
        "opinion": "possible",
        "why": "Besoin couvert : pratiquer la langue.\nLibres ensemble : mercredi soir.",
        "proposed_on": date(2026, 11, 10),
    }
    return Append("proposals", row | cells)


def a_line(who: str = "N-0001 · Samira", **cells: Cell) -> Row:
    """A line of the list of things to do."""
    row: Row = {
        "assignee": "CA",
        "what": "Appeler Samira",
        "who": who,
        "because": "Inscription du 2 novembre.",
        "by_when": date(2026, 11, 6),
        "where": "Nouveaux arrivants",
    }
    return row | cells


def a_first_run() -> Changes:
    """What a first run writes: three newcomers, two citizens, two proposals, a duo, things to do."""
    return Changes(
        appends=(
            *(a_person_row(f"N-{number:04d}") for number in (1, 2, 3)),
            *(a_person_row(f"V-{number:04d}", first_name="Paul", needs=None) for number in (1, 2)),
            a_proposal_row("P-0001"),
            a_proposal_row("P-0002", newcomer="N-0002 · Samira"),
            Append("duos", {"code": "D-0001", "state": "en cours · D-0001", "made_on": date(2026, 10, 1)}),
            Append("journal", {"date": NOW, "event": "3 inscriptions lues."}),
        ),
        replaces=(Replace("todo", (a_line(), a_line("N-0002 · Samira")), "Dernier passage : 24 novembre."),),
    )


def a_second_run() -> Changes:
    """What a later run writes: one more of everything, a state that changes, other things to do."""
    return Changes(
        appends=(a_person_row("N-0004"), a_proposal_row("P-0003", newcomer="N-0004 · Samira")),
        swaps=(Swap("proposals", "state", "ouverte · P-0001", "devenue un duo · P-0001"),),
        replaces=(Replace("todo", (a_line("N-0004 · Samira"),), "Dernier passage : 25 novembre."),),
    )


def a_workbook(folder: Path) -> Path:
    """The path of a workbook after a first run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "duos.xlsx"
    path.write_bytes(_first_workbook())
    return path


@cache
def _first_workbook() -> bytes:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        assert store.apply(a_first_run(), the_layout()) == ()
        return store.path.read_bytes()


def read_tables(sheets: tuple[Sheet, ...], file: str = "workbook") -> dict[str, Table]:
    """The tables in these tabs, without a problem."""
    read, problems = tables(sheets, the_layout(file))
    assert problems == ()
    return read


def codes(table: Table) -> list[str]:
    """The codes of a table's rows, in order."""
    return [str(row.cells["code"]) for row in table.rows]


def edit(path: Path, change: Callable[[Workbook], None]) -> None:
    """Somebody changes the file in another program."""
    book = load_workbook(path)
    change(book)
    book.save(path)


def rename(book: Workbook, title: str, new: str) -> None:
    """Somebody renames a tab: names that refer to it follow, as in every spreadsheet program."""
    book[title].title = new
    for name in book.defined_names.values():
        name.attr_text = (name.attr_text or "").replace(f"'{title}'!", f"'{new}'!")


def column_of(book: Workbook, title: str, heading: str, row: int = 1) -> int:
    """The position of a heading, from 1."""
    return next(cell.column for cell in book[title][row] if cell.value == heading)


def with_parts(
    data: bytes, parts: dict[str, bytes], edits: dict[str, tuple[bytes, bytes]] | None = None
) -> bytes:
    """A file with more parts in its zip, and some text replaced in those it has."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            before, after = (edits or {}).get(name, (b"", b""))
            content = source.read(name)
            assert before in content, name
            target.writestr(name, content.replace(before, after, 1) if before else content)
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


@cache
def _profile() -> TemporaryDirectory[str]:
    """LibreOffice's settings during the tests, apart from those of whoever runs them."""
    return TemporaryDirectory()


def convert(path: Path, kind: str, folder: Path) -> Path:
    """What LibreOffice makes of a file: it opens it, and saves it as another."""
    profile = f"-env:UserInstallation=file://{_profile().name}"
    command = (*SOFFICE, profile, "--convert-to", kind, "--outdir", str(folder), str(path))
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]  # Java is not needed
    assert not any("warning" in line.lower() or "error" in line.lower() for line in said), said
    return folder / f"{path.stem}.{kind}"
