"""Each version that is replaced can be brought back."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.words import Speaker
from pipeline.workbook.backups import backups, forget_old, keep_backup, restore
from tests.workbook.books import NOW, a_first_run, a_second_run, a_store, a_workbook, the_layout

SPEAKER = Speaker("en")


def a_file(folder: Path, content: bytes, name: str = "duos.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def replaced(path: Path, content: bytes, moment: datetime) -> None:
    """A run replaces the file at that moment."""
    keep_backup(path, path.read_bytes(), moment, SPEAKER)
    path.write_bytes(content)


def names(path: Path) -> list[str]:
    return [backup.name for backup in backups(path).values()]


def test_a_backup_bears_its_moment(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    before = path.read_bytes()
    a_store(tmp_path).apply(a_second_run(), the_layout())
    assert names(path) == ["duos-2026-11-24T0900.xlsx"]
    assert next(iter(backups(path).values())).read_bytes() == before


def test_backups_of_one_minute_are_numbered(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"1")
    for number in range(3):
        replaced(path, b"%d" % (number + 2), NOW + timedelta(seconds=number))
    assert names(path) == [f"duos-2026-11-24T0900{suffix}.xlsx" for suffix in ("", "-2", "-3")]
    assert [backup.read_bytes() for backup in backups(path).values()] == [b"1", b"2", b"3"]


def test_backups_stay_for_thirty_days(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"1")
    for days in (400, 31, 29, 0):
        replaced(path, b"x", NOW - timedelta(days=days))
    forget_old(path, NOW)
    assert names(path) == ["duos-2026-10-26T0900.xlsx", "duos-2026-11-24T0900.xlsx"]


def test_a_run_that_writes_nothing_forgets_too(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    keep_backup(path, b"old", NOW - timedelta(days=31), SPEAKER)
    a_store(tmp_path).apply(a_first_run(), the_layout())
    assert names(path) == []


def test_files_of_similar_names_are_apart(tmp_path: Path) -> None:
    one, other = a_file(tmp_path, b"1"), a_file(tmp_path, b"2", "duos-essai.xlsx")
    replaced(one, b"x", NOW)
    replaced(other, b"x", NOW)
    assert names(one) == ["duos-2026-11-24T0900.xlsx"]
    assert names(other) == ["duos-essai-2026-11-24T0900.xlsx"]


def a_history(folder: Path) -> Path:
    """A file with content "a" until the 20th, "b" until the 22nd at nine, "c" until eighteen, then "d"."""
    path = a_file(folder, b"a")
    for content, moment in (
        (b"b", datetime(2026, 11, 20, 9)),
        (b"c", datetime(2026, 11, 22, 9)),
        (b"d", datetime(2026, 11, 22, 18)),
    ):
        replaced(path, content, moment)
    return path


@pytest.mark.parametrize(
    ("day", "content"),
    [(20, b"a"), (21, b"a"), (22, b"c"), (23, b"c")],
)
def test_a_day_comes_back(tmp_path: Path, day: int, content: bytes) -> None:
    path = a_history(tmp_path)
    assert restore((path,), date(2026, 11, day), NOW, SPEAKER) == (path,)
    assert path.read_bytes() == content
    assert list(backups(path).values())[-1].read_bytes() == b"d"


def test_a_restoring_can_be_undone(tmp_path: Path) -> None:
    path = a_history(tmp_path)
    restore((path,), date(2026, 11, 20), NOW, SPEAKER)
    restore((path,), NOW.date(), NOW + timedelta(minutes=5), SPEAKER)
    assert path.read_bytes() == b"d"


def test_days_there_are_no_backups_of_are_named(tmp_path: Path) -> None:
    path = a_history(tmp_path)
    with pytest.raises(WorkbookError, match=r"20 November 2026 and 22 November 2026"):
        restore((path,), date(2026, 11, 19), NOW, SPEAKER)
    assert path.read_bytes() == b"d"


def test_no_backup_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="no backup"):
        restore((a_file(tmp_path, b"1"),), date(2026, 11, 19), NOW, SPEAKER)


def test_all_files_go_back_to_one_moment(tmp_path: Path) -> None:
    workbook = a_history(tmp_path)
    contacts = a_file(tmp_path, b"old contacts", "confidentiel.xlsx")
    replaced(contacts, b"contacts", datetime(2026, 11, 10, 9))
    assert restore((workbook, contacts), date(2026, 11, 22), NOW, SPEAKER) == (workbook,)
    assert contacts.read_bytes() == b"contacts"  # unchanged since the 10th: on the 22nd it was as it is now
    replaced(contacts, b"new contacts", datetime(2026, 11, 22, 18))
    assert restore((workbook, contacts), date(2026, 11, 22), NOW, SPEAKER) == (contacts,)
    assert contacts.read_bytes() == b"contacts"


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    path = a_history(tmp_path)
    path.unlink()
    restore((path,), date(2026, 11, 22), NOW, SPEAKER)
    assert path.read_bytes() == b"c"


def test_a_link_comes_back_too(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    path = a_history(tmp_path / "shared")
    link = tmp_path / "duos.xlsx"
    link.symlink_to(path)
    assert restore((link,), date(2026, 11, 20), NOW, SPEAKER) == (link,)
    assert (path.read_bytes(), link.is_symlink()) == (b"a", True)


def test_an_open_file_is_not_restored(tmp_path: Path) -> None:
    path = a_history(tmp_path)
    (tmp_path / ".~lock.duos.xlsx#").write_text(",camille,bureau,,;")
    with pytest.raises(WorkbookBusyError, match="camille"):
        restore((path,), date(2026, 11, 22), NOW, SPEAKER)
    assert path.read_bytes() == b"d"


def test_a_damaged_workbook_comes_back(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    a_store(tmp_path).apply(a_second_run(), the_layout())
    path.write_bytes(path.read_bytes()[:1000])
    restore((path,), NOW.date(), NOW + timedelta(hours=1), SPEAKER)
    assert a_store(tmp_path).apply(a_first_run(), the_layout()) == ()
