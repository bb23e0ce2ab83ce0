"""One local file: read whole, replaced whole or not at all, never while somebody has it open."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.words import Speaker
from pipeline.workbook.backups import backups
from pipeline.workbook.columns import Layout
from pipeline.workbook.columns import layout as draw_layout
from pipeline.workbook.headings import tables
from pipeline.workbook.local import LocalStore, read_file
from tests.builders import the_form, the_programme
from tests.workbook.books import (
    NOW,
    TRICKY,
    a_first_run,
    a_line,
    a_person_row,
    a_second_run,
    a_store,
    a_workbook,
    codes,
    column_of,
    edit,
    read_tables,
    rename,
    the_layout,
    with_parts,
)


def names_in(folder: Path) -> set[str]:
    """What a folder holds beside the locks that runs leave."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Whoever runs the tests has no special rights meanwhile."""
    user = os.geteuid()
    os.seteuid(65534 if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


# --- writing and reading ---------------------------------------------------------------------------------


def test_a_first_run_creates_everything(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert store.read() == ()
    assert store.apply(a_first_run(), the_layout()) == ()
    read = read_tables(store.read())
    assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003"]
    assert codes(read["proposals"]) == ["P-0001", "P-0002"]
    assert read["newcomers"].rows[0].cells["received"] == date(2026, 11, 2)
    assert [row.cells["who"] for row in read["todo"].rows] == ["N-0001 · Samira", "N-0002 · Samira"]
    assert read["journal"].rows[0].cells["date"] == NOW
    assert names_in(tmp_path) == {"duos.xlsx"}


def test_a_second_pass_touches_nothing(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert a_store(tmp_path).apply(a_first_run(), the_layout()) == ()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert not backups(path)


def test_a_later_run_adds_swaps_and_replaces(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    store = a_store(tmp_path)
    store.apply(a_second_run(), the_layout())
    read = read_tables(store.read())
    assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003", "N-0004"]
    assert [row.cells["state"] for row in read["proposals"].rows] == [
        "devenue un duo · P-0001", "ouverte · P-0002", "ouverte · P-0003",
    ]  # fmt: skip
    assert [row.cells["who"] for row in read["todo"].rows] == ["N-0004 · Samira"]


def test_applying_again_adds_nothing(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    before = path.read_bytes()
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert path.read_bytes() == before


def test_the_confidential_file_has_its_own_tab(tmp_path: Path) -> None:
    store = a_store(tmp_path, "confidentiel.xlsx")
    contact = {
        "code": "N-0001",
        "first_name": "Samira",
        "phone": "+32470000001",
        "phone_as_written": "0470 00 00 01",
    }
    store.apply(Changes((Append("contacts", contact),)), the_layout("confidential"))
    (row,) = read_tables(store.read(), "confidential")["contacts"].rows
    assert {name: row.cells[name] for name in contact} == contact


@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    store = a_store(tmp_path)
    store.apply(Changes((a_person_row(first_name=text, place=text),)), the_layout())
    (row,) = read_tables(store.read())["newcomers"].rows
    assert (row.cells["first_name"], row.cells["place"]) == (text, text)
    sheet = load_workbook(store.path)["Nouveaux arrivants"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}


def test_a_huge_cell_is_cut_not_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.apply(Changes((a_person_row(wishes="é" * 100_000),)), the_layout())
    (row,) = read_tables(store.read())["newcomers"].rows
    assert len(str(row.cells["wishes"])) == 32_000


def test_truth_values_are_read_as_words(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def tick(book: Workbook) -> None:
        sheet = book["Nouveaux arrivants"]
        sheet.cell(2, column_of(book, sheet.title, "Notes"), True)

    edit(path, tick)
    assert read_tables(a_store(tmp_path).read())["newcomers"].rows[0].cells["notes"] == "yes"


def test_formulas_keep_their_values(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def calculate(book: Workbook) -> None:
        sheet = book["Volontaires"]
        sheet.cell(2, column_of(book, sheet.title, "Places"), "=1+1")
        sheet.cell(3, column_of(book, sheet.title, "Notes"), '="a<"&"b"')

    edit(path, calculate)
    path.write_bytes(_computed(path))
    for changes in (a_second_run(), Changes(replaces=(Replace("todo", ()),))):
        a_store(tmp_path).apply(changes, the_layout())
    rows = read_tables(a_store(tmp_path).read())["citizens"].rows
    assert (rows[0].cells["places"], rows[1].cells["notes"]) == (2, "a<b")
    assert (
        load_workbook(path)["Volontaires"]
        .cell(2, column_of(load_workbook(path), "Volontaires", "Places"))
        .value
        == "=1+1"
    )


def _computed(path: Path) -> bytes:
    """The file as a spreadsheet program leaves it, with the values of its formulas."""
    copy = path.with_suffix(".copy")
    with ZipFile(path) as source, ZipFile(copy, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            part = part.replace(
                b'><f>"a&lt;"&amp;"b"</f><v />', b' t="str"><f>"a&lt;"&amp;"b"</f><v>a&lt;b</v>'
            )
            target.writestr(name, part)
    data = copy.read_bytes()
    copy.unlink()
    return data


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (b"", b"45985", date(2025, 11, 24)),
        (b"", b"2.5", 2.5),
        (b' t="b"', b"1", "yes"),
        (b' t="str"', b"&lt;oui&gt;", "<oui>"),
        (b' t="e"', b"#REF!", "#REF!"),
    ],
)
def test_values_of_every_kind_survive(tmp_path: Path, kind: bytes, value: bytes, read: object) -> None:
    path = a_workbook(tmp_path)

    def calculate(book: Workbook) -> None:
        book["Duos"]["Z2"] = "=A1"
        book["Duos"]["Z2"].number_format = "dd/mm/yyyy" if isinstance(read, date) else "General"

    edit(path, calculate)
    formula, computed = b"><f>A1</f><v />", kind + b"><f>A1</f><v>" + value + b"</v>"
    path.write_bytes(with_parts(path.read_bytes(), {}, {"xl/worksheets/sheet6.xml": (formula, computed)}))
    for changes in (a_second_run(), Changes(replaces=(Replace("todo", ()),))):
        store = a_store(tmp_path)
        store.apply(changes, the_layout())
        duos = next(sheet for sheet in store.read() if sheet.tab == "duos")
        assert duos.rows[1][25] == read


def test_a_formula_without_value_shows_itself(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["Volontaires"].cell(2, 30, "=NOW()"))
    volunteers = next(sheet for sheet in a_store(tmp_path).read() if sheet.tab == "citizens")
    assert volunteers.rows[1][-1] == "=NOW()"


# --- what people do in the file ----------------------------------------------------------------------------


def test_human_cells_tabs_and_columns_stay(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def work(book: Workbook) -> None:
        rename(book, "Propositions", "Nos propositions")
        sheet = book["Nos propositions"]
        sheet.insert_rows(1, 3)
        sheet.insert_cols(2)
        sheet["B4"], sheet["B5"] = "À nous", "une note"
        sheet["A1"] = "Réunion du mercredi"
        sheet.cell(5, column_of(book, sheet.title, "Décision", 4), "Oui")
        book.create_sheet("Vacances", 0)["A1"] = "Camille : du 24 au 31"
        book.move_sheet("Volontaires", 4)

    edit(path, work)
    store = a_store(tmp_path)
    read_tables(store.read())
    store.apply(a_second_run(), the_layout())
    book = load_workbook(path)
    sheet = book["Nos propositions"]
    assert book["Vacances"]["A1"].value == "Camille : du 24 au 31"
    assert [sheet["B4"].value, sheet["B5"].value, sheet["A1"].value] == [
        "À nous",
        "une note",
        "Réunion du mercredi",
    ]
    assert sheet.cell(5, column_of(book, sheet.title, "Décision", 4)).value == "Oui"
    rows = read_tables(store.read())["proposals"].rows
    assert [(row.number, row.cells["code"], row.cells["decision"]) for row in rows] == [
        (5, "P-0001", "Oui"), (6, "P-0002", None), (7, "P-0003", None),
    ]  # fmt: skip


def test_a_row_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["Propositions"].cell(9, 3, "N-0003"))
    store = a_store(tmp_path)
    store.apply(a_second_run(), the_layout())
    rows = read_tables(store.read())["proposals"].rows
    assert [(row.number, row.cells["newcomer"]) for row in rows][-2:] == [
        (9, "N-0003"),
        (10, "N-0004 · Samira"),
    ]


def test_own_columns_of_machine_tabs_stay(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["À faire"].cell(3, 8, "je m’en charge"))
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert load_workbook(path)["À faire"].cell(3, 8).value == "je m’en charge"


def test_merged_cells_do_not_swallow_lines(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["À faire"].merge_cells("B3:D4"))
    store = a_store(tmp_path)
    store.apply(
        Changes(replaces=(Replace("todo", tuple(a_line(f"N-{n:04d}") for n in (5, 6, 7))),)), the_layout()
    )
    assert [row.cells["who"] for row in read_tables(store.read())["todo"].rows] == [
        "N-0005",
        "N-0006",
        "N-0007",
    ]


def test_a_renamed_machine_column_comes_back(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["À faire"].cell(2, 4, "Ma colonne"))
    store = a_store(tmp_path)
    store.apply(a_second_run(), the_layout())
    assert read_tables(store.read())["todo"].rows[0].cells["because"] == "Inscription du 2 novembre."
    assert load_workbook(path)["À faire"]["D2"].value == "Ma colonne"


@pytest.mark.parametrize("row", [1, 2])
def test_a_note_above_the_list_stays(tmp_path: Path, row: int) -> None:
    path = a_workbook(tmp_path)

    def note(book: Workbook) -> None:
        sheet = book["À faire"]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(row)
        sheet.cell(row, 1, "Camille est absente lundi")

    edit(path, note)
    store = a_store(tmp_path)
    store.apply(a_second_run(), the_layout())
    sheet = load_workbook(path)["À faire"]
    assert [sheet.cell(number, 1).value for number in (row, 3 - row, 3)] == [
        "Camille est absente lundi", "Dernier passage : 25 novembre.", "Pour qui",
    ]  # fmt: skip
    assert [line.cells["who"] for line in read_tables(store.read())["todo"].rows] == ["N-0004 · Samira"]


def test_a_deleted_line_above_the_list_comes_back(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def delete(book: Workbook) -> None:
        book["À faire"].unmerge_cells("A1:F1")
        book["À faire"].delete_rows(1)

    edit(path, delete)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    sheet = load_workbook(path)["À faire"]
    assert [sheet.cell(number, 1).value for number in (1, 2)] == [
        "Dernier passage : 25 novembre.",
        "Pour qui",
    ]


def test_dropdowns_keep_their_language(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    programme = the_programme()
    dutch = programme.languages.model_copy(update={"workbook": "nl"})
    drawn = draw_layout(programme.model_copy(update={"languages": dutch}), the_form())
    a_store(tmp_path).apply(Changes(), drawn)
    assert path.read_bytes() == before
    a_store(tmp_path).apply(Changes((a_person_row("N-0009"),)), drawn)
    book = load_workbook(path)
    assert book["Volontaires"]["A1"].value == "Code"
    title, area = next(book.defined_names["duos_list_decision"].destinations)
    assert book[title][area][0][0].value == "Oui"


def test_a_deleted_list_comes_back(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book.remove(book["Listes"]))
    a_store(tmp_path).apply(a_second_run(), the_layout())
    lists = {column[0].value: column[1].value for column in load_workbook(path)["Listes"].columns}
    assert lists["decision"] == "Oui"


def with_a_badge() -> Layout:
    """The layout of a newer version, in which volunteers have a badge."""
    layout, tab = the_layout(), the_layout()["citizens"]
    badge = replace(tab.columns[0], field="badge", heading="Badge", known=frozenset({"badge"}), width=20)
    newer = replace(tab, columns=(*tab.columns[:3], badge, *tab.columns[3:]))
    return replace(layout, tabs=tuple(newer if one.code == "citizens" else one for one in layout.tabs))


def test_a_newer_version_adds_columns_at_the_right(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = {cell.column: cell.value for cell in load_workbook(path)["Volontaires"][1]}
    store = a_store(tmp_path)
    store.apply(Changes((a_person_row("V-0009", badge="bleu", needs=None),)), with_a_badge())
    headings = {cell.column: cell.value for cell in load_workbook(path)["Volontaires"][1]}
    assert headings == before | {len(before) + 1: "Badge"}
    read, problems = tables(store.read(), with_a_badge())
    assert problems == ()
    assert [row.cells["badge"] for row in read["citizens"].rows] == [None, None, "bleu"]
    assert read["citizens"].damaged == ()


def test_a_column_once_created_is_not_made_again(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    edit(path, lambda book: book["Propositions"].cell(1, 10, "Notre choix"))
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert "Décision" not in [cell.value for cell in load_workbook(path)["Propositions"][1]]


def test_rich_text_and_notes_stay(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    rich = CellRichText("Elle a dit ", TextBlock(InlineFont(b=True), "oui"), " tout de suite")

    def write(book: Workbook) -> None:
        book["Propositions"].cell(2, 16, rich)
        book["Propositions"]["A2"].comment = Comment("Demander à Dominique", "Camille")

    edit(path, write)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    sheet = load_workbook(path, rich_text=True)["Propositions"]
    assert sheet.cell(2, 16).value == rich
    assert sheet["A2"].comment is not None
    assert sheet["A2"].comment.text == "Demander à Dominique"


def test_an_unknown_state_is_told_not_written(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    gone = Changes(swaps=(Swap("duos", "state", "en cours · D-0009", "terminé · D-0009"),))
    problems = a_store(tmp_path).apply(gone, the_layout())
    assert [problem.code for problem in problems] == ["state_moved"]
    assert path.read_bytes() == before


def test_new_dropdown_words_reach_the_list(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    layout = the_layout()
    larger = type(layout)(layout.file, "fr", layout.name, layout.tabs, {**layout.lists, "team": ("CA", "ZO")})
    a_store(tmp_path).apply(Changes(), larger)
    book = load_workbook(path)
    tab, _, area = book.defined_names["duos_list_team"].attr_text.partition("!")
    assert [row[0].value for row in book[tab.strip("'")][area.replace("$", "")]] == ["CA", "ZO"]


# --- somebody else works on it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lock", "content", "said"),
    [
        (".~lock.duos.xlsx#", ",camille,bureau,24.11.2026 08:55,file:///home/camille;", "camille"),
        (".~lock.duos.xlsx#", "Camille Exemple,camille,bureau,24.11.2026 08:55,;", "Camille Exemple"),
        (".~lock.duos.xlsx#", "", "LibreOffice"),
        ("~$duos.xlsx", "\x07Camille", "Excel"),
    ],
)
def test_an_open_file_is_not_touched(tmp_path: Path, lock: str, content: str, said: str) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    (tmp_path / lock).write_text(content)
    with pytest.raises(WorkbookBusyError, match=said) as caught:
        a_store(tmp_path).apply(a_second_run(), the_layout())
    assert caught.value.status == 75
    assert lock in str(caught.value)
    assert path.read_bytes() == before
    assert names_in(tmp_path) == {"duos.xlsx", lock}


def test_libreoffice_is_told_who_works(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.lock():
        assert (tmp_path / ".~lock.duos.xlsx#").read_text().startswith("Duos,")
        store.apply(a_first_run(), the_layout())
    assert names_in(tmp_path) == {"duos.xlsx"}


def test_two_runs_never_overlap(tmp_path: Path) -> None:
    with (
        a_store(tmp_path).lock(),
        pytest.raises(WorkbookBusyError, match="Another run"),
        a_store(tmp_path).lock(),
    ):
        pytest.fail("both hold the file")


def test_a_lock_left_by_a_cut_run_is_no_matter(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def be_cut() -> None:
        with a_store(tmp_path).lock():
            os.kill(os.getpid(), signal.SIGKILL)

    pid = _child(be_cut)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    assert (tmp_path / ".~lock.duos.xlsx#").exists()
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert names_in(tmp_path) == {path.name, "backups"}


def test_a_lock_that_says_nothing_is_forgotten(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    lock = tmp_path / ".~lock.duos.xlsx#"
    lock.touch()
    os.utime(lock, (0, 0))
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert not lock.exists()


@pytest.mark.parametrize("change", ["edited", "deleted", "created"])
def test_a_change_since_reading_is_respected(tmp_path: Path, change: str) -> None:
    path = tmp_path / "duos.xlsx" if change == "created" else a_workbook(tmp_path)
    store = a_store(tmp_path)
    store.read()
    {
        "edited": lambda: edit(path, lambda book: book["Propositions"].cell(2, 10, "Oui")),
        "deleted": path.unlink,
        "created": lambda: a_workbook(tmp_path),
    }[change]()
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(WorkbookBusyError, match="during the run"):
        store.apply(a_second_run(), the_layout())
    assert (path.read_bytes() if path.exists() else None) == before


# --- what cannot be read --------------------------------------------------------------------------------------


def _ods(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")


def _zip(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def _nonsense(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")


def _truncated(path: Path) -> None:
    other = a_workbook(path.parent / "other").read_bytes()
    path.write_bytes(other[: len(other) // 2])


def _scrambled(path: Path) -> None:
    other = bytearray(a_workbook(path.parent / "other").read_bytes())
    other[300:600] = bytes(300)
    path.write_bytes(bytes(other))


def _bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 301_000_000)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "does not exist"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "empty": (lambda path: path.write_bytes(b""), "0 bytes"),
    "text": (lambda path: path.write_text("prénom;nom\n"), "not a spreadsheet"),
    "encrypted": (
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
        ),
        "password",
    ),
    "xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500)), "old Excel format"),
    "ods": (_ods, "OpenDocument"),
    "zip": (_zip, "not a spreadsheet"),
    "nonsense": (_nonsense, "damaged"),
    "truncated": (_truncated, "damaged"),
    "scrambled": (_scrambled, "damaged"),
    "bomb": (_bomb, "more than 300 MB"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_bad_file_is_explained(tmp_path: Path, fault: str) -> None:
    make, said = BAD_FILES[fault]
    make(tmp_path / "duos.xlsx")
    with pytest.raises(WorkbookError, match=said) as caught:
        read_file(tmp_path / "duos.xlsx")
    assert "duos.xlsx" in str(caught.value)


@pytest.mark.parametrize("fault", [fault for fault in BAD_FILES if fault != "missing"])
def test_a_bad_file_is_left_as_it_is(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "duos.xlsx"
    BAD_FILES[fault][0](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorkbookError):
        a_store(tmp_path).apply(a_first_run(), the_layout())
    assert (path.read_bytes() if path.is_file() else None) == before


def test_another_kind_of_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("prénom;nom\n")
    with pytest.raises(WorkbookError, match=r"not an \.xlsx file"):
        read_file(tmp_path / "liste.csv")


def test_faults_are_told_in_the_team_s_language(tmp_path: Path) -> None:
    path = tmp_path / "duos.xlsx"
    path.touch()
    with pytest.raises(WorkbookError, match="vide"):
        LocalStore(path, NOW, Speaker("fr")).read()


def test_an_unreadable_file_is_explained(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    path.chmod(0)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    with as_nobody(), pytest.raises(WorkbookError, match="cannot be read"):
        read_file(path)


# --- what cannot be written -------------------------------------------------------------------------------------


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(WorkbookError, match="read-only"):
        a_store(tmp_path).apply(a_second_run(), the_layout())
    assert path.read_bytes() == before
    assert names_in(tmp_path) == {"duos.xlsx"}


def test_a_read_only_folder_is_explained(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    path = a_workbook(folder)
    before = path.read_bytes()
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    folder.chmod(0o555)
    with as_nobody(), pytest.raises(WorkbookError, match="Nothing can be written"):
        a_store(folder).apply(a_second_run(), the_layout())
    assert path.read_bytes() == before


@pytest.mark.parametrize("room", [0, 100, 5_000])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, room: int) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    with _room_for(room), pytest.raises(WorkbookError, match="Make room"):
        a_store(tmp_path).apply(a_second_run(), the_layout())
    assert path.read_bytes() == before
    assert names_in(tmp_path) <= {"duos.xlsx", "backups"}
    assert all(backup.read_bytes() == before for backup in backups(path).values())


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """No file can grow beyond this size: what a full disk feels like."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    path.chmod(0o640)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert path.stat().st_mode & 0o777 == 0o640
    assert [backup.stat().st_mode & 0o777 for backup in backups(path).values()] == [0o640]


def test_a_link_still_leads_to_the_file(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "shared")
    link = tmp_path / "duos.xlsx"
    link.symlink_to(path)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert link.is_symlink()
    assert codes(read_tables(read_file(path))["proposals"]) == ["P-0001", "P-0002", "P-0003"]


# --- a crash at any moment -----------------------------------------------------------------------------------------


def _child(work: Callable[[], object]) -> int:
    """The process that does the work; it ends there."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return pid


def _die_at(step: int, folder: Path, work: Callable[[], object]) -> None:
    """Do the work, but be killed just before the given touch of a file in the folder."""
    steps = iter(range(1, sys.maxsize))

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        touches = event in ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir")
        if touches and str(folder) in str(arguments[0]) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    work()


def test_a_crash_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    deaths = 0
    for step in range(1, 100):
        folder = tmp_path / str(step)
        path = a_workbook(folder)
        old = path.read_bytes()
        pid = _child(
            lambda step=step, folder=folder: _die_at(
                step, folder, lambda: a_store(folder).apply(a_second_run(), the_layout())
            )
        )
        status = os.waitpid(pid, 0)[1]
        assert status in (0, signal.SIGKILL)
        read = read_tables(read_file(path))
        assert path.read_bytes() == old or codes(read["newcomers"])[-1] == "N-0004"
        a_store(folder).apply(a_second_run(), the_layout())
        read = read_tables(read_file(path))
        assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003", "N-0004"]
        assert codes(read["proposals"]) == ["P-0001", "P-0002", "P-0003"]
        assert names_in(folder) == {"duos.xlsx", "backups"}
        assert all(backup.suffix == ".xlsx" for backup in (folder / "backups").iterdir())
        if status == 0:
            break
        deaths += 1
    assert deaths >= 10
