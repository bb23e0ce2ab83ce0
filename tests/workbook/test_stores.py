"""Wherever a workbook is kept, a run and the people who work in it meet the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.problems import WorkbookBusyError
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.sentences import Options
from pipeline.vocabulary.sessions import Attendance, Seat, Session
from pipeline.words import Speaker
from pipeline.workbook.columns import Layout, Ownership, layout
from pipeline.workbook.headings import tables
from pipeline.workbook.lists import LISTS
from pipeline.workbook.rows import read_sessions, read_wishes, row_from_seat
from pipeline.workbook.tabs import pending
from tests.builders import a_programme, the_form
from tests.workbook.books import (
    NOW,
    TRICKY,
    a_first_run,
    a_line,
    a_person_row,
    a_second_run,
    codes,
    read_tables,
    the_layout,
)
from tests.workbook.keepers import KEEPERS, Keeper, a_keeper, cell_at, column_of, sheet_of


@pytest.fixture(params=KEEPERS)
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeper]:
    with a_keeper(request.param, tmp_path) as kept:
        yield kept


@pytest.fixture(params=KEEPERS)
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeper]:
    with a_keeper(request.param, tmp_path, is_empty=True) as kept:
        yield kept


def test_first_run_creates_everything(nothing_yet: Keeper) -> None:
    store = nothing_yet.store()
    store.read()
    assert store.apply(a_first_run(), the_layout()) == ()
    sheets = nothing_yet.store().read()
    read = read_tables(sheets)
    assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003"]
    assert codes(read["proposals"]) == ["P-0001", "P-0002"]
    assert read["newcomers"].rows[0].cells["received"] == date(2026, 11, 2)
    assert [row.cells["who"] for row in read["todo"].rows] == ["N-0001 · Samira", "N-0002 · Samira"]
    assert read["journal"].rows[0].cells["date"] == NOW
    ours = [sheet for sheet in sheets if sheet.tab]
    assert [sheet.title for sheet in ours] == [*(tab.title for tab in the_layout().tabs), "Listes"]
    assert [sheet.tab for sheet in ours if sheet.hidden] == ["journal", LISTS]


def test_every_tab_has_its_headings(nothing_yet: Keeper) -> None:
    nothing_yet.store().apply(Changes(), the_layout())
    for tab in the_layout().tabs:
        rows = sheet_of(nothing_yet, tab.code).rows
        assert rows[tab.heading_row - 1] == tuple(column.heading for column in tab.columns)


def test_second_pass_touches_nothing(keeper: Keeper) -> None:
    before = keeper.mark()
    store = keeper.store()
    store.read()
    assert store.apply(a_first_run(), the_layout()) == ()
    assert keeper.mark() == before


def test_later_run_adds_swaps_and_replaces(keeper: Keeper) -> None:
    store = keeper.store()
    store.read()
    assert store.apply(a_second_run(), the_layout()) == ()
    read = read_tables(keeper.store().read())
    assert codes(read["newcomers"]) == ["N-0001", "N-0002", "N-0003", "N-0004"]
    assert [row.cells["state"] for row in read["proposals"].rows] == [
        "devenue un duo · P-0001", "ouverte · P-0002", "ouverte · P-0003",
    ]  # fmt: skip
    assert [row.cells["who"] for row in read["todo"].rows] == ["N-0004 · Samira"]


def test_applying_again_adds_nothing(keeper: Keeper) -> None:
    keeper.store().apply(a_second_run(), the_layout())
    before = keeper.mark()
    keeper.store().apply(a_second_run(), the_layout())
    assert keeper.mark() == before
    assert not pending(a_second_run(), keeper.store().read(), the_layout())


@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_text_everywhere(keeper: Keeper, text: str) -> None:
    changes = Changes((a_person_row("N-0009", first_name=text, place=text, wishes=text),))
    lines = Replace("todo", (a_line(because=text),), "Dernier passage : 25 novembre.")
    keeper.store().apply(Changes(changes.appends, (), (lines,)), the_layout())
    read = read_tables(keeper.store().read())
    row = read["newcomers"].rows[-1]
    assert (row.cells["first_name"], row.cells["place"], row.cells["wishes"]) == (text, text, text)
    assert read["todo"].rows[0].cells["because"] == text


def test_huge_cell_is_cut_not_refused(keeper: Keeper) -> None:
    keeper.store().apply(Changes((a_person_row("N-0009", wishes="é" * 100_000),)), the_layout())
    row = read_tables(keeper.store().read())["newcomers"].rows[-1]
    assert len(str(row.cells["wishes"])) == 32_000


def test_days_and_moments_come_back(keeper: Keeper) -> None:
    duo = {
        "code": "D-0002",
        "state": "en cours · D-0002",
        "made_on": date(2026, 3, 1),
        "term": date(2026, 9, 1),
    }
    event = {"date": NOW, "event": "Un passage."}
    keeper.store().apply(Changes((Append("duos", duo), Append("journal", event))), the_layout())
    read = read_tables(keeper.store().read())
    cells = read["duos"].rows[-1].cells
    assert (cells["made_on"], cells["term"]) == (date(2026, 3, 1), date(2026, 9, 1))
    assert read["journal"].rows[-1].cells["date"] == NOW


def test_human_cells_tabs_and_columns_stay(keeper: Keeper) -> None:
    keeper.rename("proposals", "Nos propositions")
    keeper.insert_rows("proposals", 1, 3)
    keeper.insert_columns("proposals", 2)
    keeper.type("proposals", 4, 2, "À nous")
    keeper.type("proposals", 5, 2, "une note")
    keeper.type("proposals", 1, 1, "Réunion du mercredi")
    keeper.type("proposals", 5, column_of(keeper, "proposals", "decision"), "Oui")
    keeper.add_tab("Vacances")
    store = keeper.store()
    store.read()
    assert store.apply(a_second_run(), the_layout()) == ()
    sheets = keeper.store().read()
    assert sheets[0].title == "Vacances"
    proposals = sheet_of(keeper, "proposals")
    assert proposals.title == "Nos propositions"
    assert [proposals.rows[0][0], proposals.rows[3][1], proposals.rows[4][1]] == [
        "Réunion du mercredi", "À nous", "une note",
    ]  # fmt: skip
    rows = read_tables(sheets)["proposals"].rows
    assert [(row.number, row.cells["code"], row.cells["decision"]) for row in rows] == [
        (5, "P-0001", "Oui"), (6, "P-0002", None), (7, "P-0003", None),
    ]  # fmt: skip


def test_row_by_hand_is_not_overwritten(keeper: Keeper) -> None:
    keeper.type("proposals", 9, 3, "N-0003")
    keeper.store().apply(a_second_run(), the_layout())
    rows = read_tables(keeper.store().read())["proposals"].rows
    assert [(row.number, row.cells["newcomer"]) for row in rows][-2:] == [
        (9, "N-0003"),
        (10, "N-0004 · Samira"),
    ]


def test_own_columns_of_machine_tabs_stay(keeper: Keeper) -> None:
    keeper.insert_columns("todo", 3)
    keeper.type("todo", 2, 3, "Qui s’en charge")
    keeper.type("todo", 3, 3, "moi")
    keeper.store().apply(a_second_run(), the_layout())
    assert cell_at(keeper, "todo", 3, 3) == "moi"
    assert [row.cells["who"] for row in read_tables(keeper.store().read())["todo"].rows] == [
        "N-0004 · Samira"
    ]


def test_renamed_machine_column_comes_back(keeper: Keeper) -> None:
    keeper.type("todo", 2, 4, "Ma colonne")
    store = keeper.store()
    store.read()
    store.apply(a_second_run(), the_layout())
    assert read_tables(keeper.store().read())["todo"].rows[0].cells["because"] == "Inscription du 2 novembre."
    assert cell_at(keeper, "todo", 2, 4) == "Ma colonne"


def test_note_above_the_list_stays(keeper: Keeper) -> None:
    keeper.insert_rows("todo", 1)
    keeper.type("todo", 1, 1, "Réunion du mercredi")
    keeper.store().apply(a_second_run(), the_layout())
    assert cell_at(keeper, "todo", 1, 1) == "Réunion du mercredi"
    assert cell_at(keeper, "todo", 2, 1) == "Dernier passage : 25 novembre."


def test_columns_of_a_newer_version_stand_at_the_right(keeper: Keeper) -> None:
    layout = the_layout()
    proposals = layout["proposals"]
    new = replace(
        layout["duos"].column_by_field["rhythm"],
        field="mood_of_all",
        heading="Humeur",
        known=frozenset({"humeur"}),
        ownership=Ownership.WHITE,
    )
    wider = replace(proposals, columns=(*proposals.columns[:3], new, *proposals.columns[3:]))
    newer = replace(layout, tabs=tuple(wider if tab.code == "proposals" else tab for tab in layout.tabs))
    store = keeper.store()
    store.read()
    assert store.apply(Changes(), newer) == ()
    headings = sheet_of(keeper, "proposals").rows[0]
    assert headings[: len(proposals.columns)] == tuple(column.heading for column in proposals.columns)
    assert headings[-1] == "Humeur"
    keeper.type("proposals", 2, len(headings), "bonne")
    read, problems = tables(keeper.store().read(), newer)
    assert problems == ()
    assert read["proposals"].rows[0].cells["mood_of_all"] == "bonne"


def test_new_dropdown_words_reach_the_list(keeper: Keeper) -> None:
    layout = the_layout()
    keeper.store().apply(Changes(), replace(layout, lists={**layout.lists, "team": ("CA", "ZO")}))
    rows = sheet_of(keeper, LISTS).rows
    place = rows[0].index("team")
    assert [row[place] for row in rows[1:4] if place < len(row)] == ["CA", "ZO", None]


def test_unknown_state_is_told_not_written(keeper: Keeper) -> None:
    before = keeper.mark()
    gone = Changes(swaps=(Swap("duos", "state", "en cours · D-0009", "terminé · D-0009"),))
    store = keeper.store()
    store.read()
    problems = store.apply(gone, the_layout())
    assert [problem.code for problem in problems] == ["state_moved"]
    assert keeper.mark() == before


def test_changed_state_is_left_as_it_is(keeper: Keeper) -> None:
    keeper.type("proposals", 2, column_of(keeper, "proposals", "state"), "on verra")
    problems = keeper.store().apply(a_second_run(), the_layout())
    assert [problem.code for problem in problems] == ["state_moved"]
    assert cell_at(keeper, "proposals", 2, column_of(keeper, "proposals", "state")) == "on verra"


def test_longer_and_shorter_lists_replace_each_other(keeper: Keeper) -> None:
    for count in (30, 2, 0, 7):
        rows = tuple(a_line(f"N-{number:04d}") for number in range(count))
        keeper.store().apply(Changes(replaces=(Replace("todo", rows, f"{count} choses."),)), the_layout())
        read = read_tables(keeper.store().read())["todo"]
        assert [row.cells["who"] for row in read.rows] == [row["who"] for row in rows]
        assert cell_at(keeper, "todo", 1, 1) == f"{count} choses."


def test_many_rows_find_room(keeper: Keeper) -> None:
    people = tuple(a_person_row(f"N-{number:04d}") for number in range(10, 500))
    keeper.store().apply(Changes(people), the_layout())
    assert len(read_tables(keeper.store().read())["newcomers"].rows) == 3 + len(people)


def test_one_machine_never_runs_twice(keeper: Keeper) -> None:
    with keeper.store().lock(), pytest.raises(WorkbookBusyError) as told, keeper.store().lock():
        pytest.fail("both hold the workbook")
    assert told.value.status == 75


def test_row_for_columns_that_do_not_exist_is_a_mistake(keeper: Keeper) -> None:
    before = keeper.mark()
    with pytest.raises(ValueError, match="shoe_size"):
        keeper.store().apply(Changes((a_person_row("N-0009", shoe_size=41),)), the_layout())
    assert keeper.mark() == before


@pytest.mark.parametrize("kind", KEEPERS)
def test_sessions_are_typed_and_tables_are_read(kind: str, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=Mode.ACTIVITIES), the_form())
    meal = Session(date(2026, 12, 12), title="Repas")
    seat = Seat(meal, "N-0001", Attendance.COMING, 1, ("fr", "nl"), Options("likes", ("cooking",)))
    row = row_from_seat(seat, {"N-0001": "Samira"}, Speaker("fr", the_form()))
    changes = Changes(replaces=(Replace("tables", (row,), "Les tables."),))
    with a_keeper(kind, tmp_path, is_empty=True) as keeper:
        keeper.store().apply(changes, drawn)
        type_row(
            keeper, drawn, "sessions", date="12/12/2026", begins="12:00", ends="15h", participants="N-1, V-2"
        )
        type_row(keeper, drawn, "wishes", wisher="N-0001", wanted="V-0002, N-0003")
        before = keeper.mark()
        keeper.store().apply(changes, drawn)
        assert keeper.mark() == before
        read, problems = tables(keeper.store().read(), drawn)
    assert problems == ()
    assert [line.cells for line in read["tables"].rows] == [
        {
            "session": "12 décembre 2026 · Repas",
            "table": "1 · français et néerlandais",
            "who": "N-0001 · Samira",
            "attendance": "vient",
            "shared": "cuisine",
            "introduce": None,
        }
    ]
    (session,), _ = read_sessions(read["sessions"])
    assert (session.begins, session.ends, session.participants) == ("12:00", "15:00", ("N-0001", "V-0002"))
    (wish,), (told,) = read_wishes(read["wishes"])
    assert (wish.wanted, told.code, told.where.cell) == (("V-0002",), "wish_side", "B2")


def type_row(keeper: Keeper, drawn: Layout, tab: str, **cells: str) -> None:
    """Somebody fills in the first row below the headings."""
    for place, column in enumerate(drawn[tab].columns, start=1):
        if column.field in cells:
            keeper.type(tab, drawn[tab].heading_row + 1, place, cells[column.field])
