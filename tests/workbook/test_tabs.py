"""What is already there is never written again."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.workbook.tabs import movable, pending, row_to_append
from tests.workbook.books import (
    NOW,
    a_first_run,
    a_line,
    a_person_row,
    a_proposal_row,
    a_second_run,
    a_store,
    a_workbook,
    the_layout,
)

SWAP = Swap("proposals", "state", "ouverte · P-0001", "devenue un duo · P-0001")


def test_everything_is_pending_at_first() -> None:
    assert pending(a_first_run(), (), the_layout()) == a_first_run()


def test_nothing_is_pending_once_written(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    assert not pending(a_first_run(), a_store(tmp_path).read(), the_layout())


def test_only_what_is_new_is_pending(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    both = a_first_run() + a_second_run()
    left = pending(Changes(both.appends, both.swaps), a_store(tmp_path).read(), the_layout())
    assert [append.cells["code"] for append in left.appends] == ["N-0004", "P-0003"]
    assert left.swaps == (SWAP,)


def test_one_key_is_appended_once() -> None:
    twice = Changes(appends=(a_person_row("N-0001"), a_person_row("N-0001", first_name="Autre")))
    assert pending(twice, (), the_layout()).appends == twice.appends[:1]


def test_events_differ_by_moment_and_words() -> None:
    events = tuple(
        Append("journal", {"date": NOW.replace(hour=hour), "event": event})
        for hour, event in ((9, "un"), (9, "deux"), (9, "un"), (10, "un"))
    )
    assert len(pending(Changes(events), (), the_layout()).appends) == 3


@pytest.mark.parametrize(
    "other",
    [
        Replace("todo", (a_line(),), "Dernier passage : 24 novembre."),
        Replace("todo", (a_line("N-0002 · Samira"), a_line()), "Dernier passage : 24 novembre."),
        Replace("todo", (a_line(), a_line("N-0002 · Samira", by_when=date(2026, 12, 1)))),
        Replace("todo", (a_line(), a_line("N-0002 · Samira")), "Dernier passage : 25 novembre."),
        Replace("todo", ()),
        Replace("unmatched", ({"who": "N-0001"},)),
    ],
)
def test_another_content_is_pending(tmp_path: Path, other: Replace) -> None:
    a_workbook(tmp_path)
    assert pending(Changes(replaces=(other,)), a_store(tmp_path).read(), the_layout()).replaces == (other,)


def test_a_moved_state_is_told(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    swaps = Changes(swaps=(SWAP, Swap("proposals", "state", "ouverte · P-0077", "retirée · P-0077")))
    kept, problems = movable(swaps, a_store(tmp_path).read(), the_layout())
    assert kept.swaps == (SWAP,)
    assert [(problem.code, problem.where.tab) for problem in problems] == [("state_moved", "proposals")]


def test_a_copied_state_is_told(tmp_path: Path) -> None:
    a_workbook(tmp_path)
    sheets = a_store(tmp_path).read()
    copied = tuple(
        sheet
        if sheet.tab != "proposals"
        else type(sheet)(sheet.title, (*sheet.rows, sheet.rows[1]), tab=sheet.tab)
        for sheet in sheets
    )
    kept, problems = movable(Changes(swaps=(SWAP,)), copied, the_layout())
    assert (kept.swaps, [problem.code for problem in problems]) == ((), ["state_twice"])


def test_rows_are_sealed_when_appended() -> None:
    row = row_to_append(a_proposal_row().cells, the_layout()["proposals"])
    assert len(str(row["checksum"])) == 8
    assert row["state"] == "ouverte · P-0001"


def test_a_row_for_columns_that_do_not_exist_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        row_to_append(a_person_row(shoe_size=41).cells, the_layout()["newcomers"])
    assert "shoe_size" not in row_to_append(a_person_row(shoe_size=None).cells, the_layout()["newcomers"])
