import random

import pytest

from tests.sheets.books import append, cells, open_book
from tests.sheets.coordinator import ACTS, Coordinator
from tests.sheets.human import Script
from tests.sheets.kinds import Refusal

ROWS = [["n°", "état", "décision"], ["P-0001", "ouverte", ""], ["P-0002", "ouverte", ""]]


def test_somebody_acts_between_two_requests() -> None:
    with open_book(ROWS) as book:
        book.world.before_each.append(
            Script([None, lambda: book.human.fill("Sheet1", "P-0001", "décision", "Oui")])
        )
        assert book.google.values_get("C2").get("values") is None
        assert book.google.values_get("C2")["values"] == [["Oui"]]
        assert book.human.lost() == []


def test_an_overwritten_edit_is_lost() -> None:
    with open_book(ROWS) as book:
        book.human.fill("Sheet1", "P-0001", "décision", "Oui")
        book.tab.clear()
        book.tab.update(ROWS, "A1")
        (place, text, now) = book.human.lost()[0]
        assert (place.key, place.heading, text, now) == ("P-0001", "décision", "Oui", "")


def test_an_edit_is_found_wherever_it_went() -> None:
    with open_book(ROWS) as book:
        human = book.human
        human.fill("Sheet1", "P-0001", "décision", "Non")
        human.insert_columns("Sheet1", 1)
        human.sort("Sheet1", 0, descending=True)
        human.insert_rows("Sheet1", 1, 2)
        human.move_columns("Sheet1", 3, 0)
        human.rename_tab("Sheet1", "Propositions")
        human.move_tab("Propositions", 0)
        assert human.see("Propositions")[4] == ["Non", "P-0001", "", "ouverte"]
        assert human.lost() == []


def test_a_deleted_row_is_no_loss() -> None:
    with open_book(ROWS) as book:
        book.human.fill("Sheet1", "P-0001", "décision", "Non")
        book.human.delete_rows("Sheet1", 1)
        assert book.human.lost() == []
        assert [row[0] for row in book.human.see("Sheet1")] == ["n°", "P-0002"]


def test_a_copied_row_stands_twice() -> None:
    with open_book(ROWS) as book:
        book.human.copy_row("Sheet1", 1, 1)
        assert [row[0] for row in book.human.see("Sheet1")] == ["n°", "P-0001", "P-0001", "P-0002"]


def test_protected_cells_refuse_typing() -> None:
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 2}
    with open_book(ROWS) as book:
        book.batch({"addProtectedRange": {"protectedRange": {"range": area}}})
        with pytest.raises(Refusal):
            book.human.type("Sheet1", 1, 1, "mine")
        book.human.type("Sheet1", 1, 2, "Oui")


def test_a_warning_stops_nobody() -> None:
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 2}
    with open_book(ROWS) as book:
        book.batch({"addProtectedRange": {"protectedRange": {"range": area, "warningOnly": True}}})
        book.human.type("Sheet1", 1, 1, "mine")
        book.human.insert_rows("Sheet1", 1)


def test_notes_and_headings_can_change() -> None:
    with open_book(ROWS) as book:
        book.human.annotate("Sheet1", 1, 0, "call first")
        book.human.rename_heading("Sheet1", "décision", "Avis")
        assert book.tab.get_note("A2") == "call first"
        assert book.tab.row_values(1)[2] == "Avis"


def test_an_unknown_key_is_an_error() -> None:
    with open_book(ROWS) as book:
        with pytest.raises(LookupError):
            book.human.fill("Sheet1", "P-0009", "décision", "Oui")
        with pytest.raises(LookupError):
            book.human.type("Nowhere", 0, 0, "x")


@pytest.mark.parametrize("seed", range(8))
def test_a_busy_coordinator_loses_nothing_alone(seed: int) -> None:
    with open_book([*ROWS, ["P-0003", "ouverte", ""]]) as book:
        dice = random.Random(seed)
        coordinator = Coordinator(book.human, 0, ("décision",), dice, "n°", tuple(ACTS), probability=1)
        book.world.before_each.append(coordinator)
        for number in range(12):
            book.batch(append(cells(f"P-1{number:03d}", "ouverte")))
        assert len(coordinator.done) == 12
        copied = {key for key in coordinator.codes() if coordinator.codes().count(key) > 1}
        assert [lost for lost in book.human.lost() if lost[0].key not in copied] == []
