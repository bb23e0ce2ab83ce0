"""Answers of our own form in a spreadsheet of answers: beside those that a form left, once, whatever the network does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.forms.tabs import number_heading
from pipeline.receiving import collect, new_key
from pipeline.stages.validation import validate_responses
from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.google import ReceivedInSpreadsheet, read_spreadsheet
from tests.builders import TODAY, the_form
from tests.forms.places import ENGLISH, NOW, Place, open_place
from tests.sheets import faults as trouble
from tests.sheets.exchange import Call
from tests.sheets.log import is_write
from tests.test_receiving import a_house
from tests.workbook.google.houses import Desk, a_desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A spreadsheet of answers in which a form has left one tab."""
    with a_desk(is_empty=True) as made:
        for column, text in enumerate(("Horodateur", "Votre prénom", "Votre code postal")):
            made.state.sheets[0].set_cell(0, column, {"userEnteredValue": {"stringValue": text}})
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The receiving end."""
    return open_place(tmp_path / "var")


def bring(desk: Desk, place: Place) -> int:
    """Collect what waits into the spreadsheet; how many answers it was."""
    house = a_house(place.folder.parent)
    keeper = ReceivedInSpreadsheet(desk.state.id, number_heading(house.speaker), desk.connection())
    return collect(house.premises, keeper, TODAY).count


def tab(desk: Desk, title: str = "Duos newcomer fr") -> Sheet:
    """One tab as it is read."""
    [found] = [one for one in read_spreadsheet(desk.state.id, desk.connection()) if one.title == title]
    return found


def test_answers_stand_in_a_tab_of_their_own(desk: Desk, place: Place) -> None:
    place.send(first_name="=1+1", postcode="1030")
    place.send(language="ar")

    assert bring(desk, place) == 2

    read = read_spreadsheet(desk.state.id, desk.connection())
    assert [one.title for one in read] == ["Sheet1", "Duos newcomer fr", "Duos newcomer ar"]
    validated = validate_responses(read[1:], the_form(), today=TODAY)
    assert {one.contact.first_name for one in validated.candidates} >= {"=1+1"}
    assert [one.received for one in validated.candidates] == [NOW, NOW]
    assert place.desk.inbox.read() == ()


def test_second_collection_goes_below(desk: Desk, place: Place) -> None:
    for name in ("Ana", "Bea"):
        place.send(first_name=name)
        bring(desk, place)

    read = tab(desk)
    at = read.rows[0].index("Votre prénom")
    assert [row[at] for row in read.rows[1:]] == ["Ana", "Bea"]
    assert bring(desk, place) == 0


def test_rows_that_stand_there_are_not_added_again(desk: Desk, place: Place) -> None:
    place.send()
    [kept] = place.desk.inbox.read()
    bring(desk, place)
    put_back = "INSERT INTO envelopes (number, key, body) VALUES (?, ?, ?)"
    place.desk.inbox._database.execute(put_back, (kept.number, kept.key, kept.body))

    assert bring(desk, place) == 1
    assert len(tab(desk).rows) == 2
    assert place.desk.inbox.read() == ()


def test_new_heading_stands_at_the_right(desk: Desk, place: Place) -> None:
    place.send()
    bring(desk, place)
    keeper = ReceivedInSpreadsheet(desk.state.id, number_heading(ENGLISH), desk.connection())
    rows = (("Votre prénom", "Une question de plus", number_heading(ENGLISH)), ("Bea", "oui", "B"))

    assert keeper.add([Sheet("Duos newcomer fr", rows)]) == 1

    read = tab(desk)
    assert read.rows[0][-2:] == ("Une question de plus", "Number")
    assert (read.rows[2][read.rows[0].index("Votre prénom")], *read.rows[2][-2:]) == ("Bea", "oui", "B")


def test_what_somebody_wrote_meanwhile_moves_aside(desk: Desk, place: Place) -> None:
    """A heading and a text of theirs, where the new heading is to stand, between the read and the write."""
    place.send()
    bring(desk, place)
    sheet = next(one for one in desk.state.sheets if one.title == "Duos newcomer fr")
    width, done = len(tab(desk).rows[0]), []

    def write(call: Call) -> None:
        if is_write(call) and not done:
            done.append(call)
            desk.human.type(sheet.id, 0, width, "Vu par Marie")
            desk.human.type(sheet.id, 1, width, "mardi")

    desk.world.before_each.append(write)
    keeper = ReceivedInSpreadsheet(desk.state.id, number_heading(ENGLISH), desk.connection())
    assert (
        keeper.add([Sheet("Duos newcomer fr", (("Une question", number_heading(ENGLISH)), ("oui", "B")))])
        == 1
    )

    headings, theirs, ours = tab(desk).rows
    assert headings[width:] == ("Une question", "Number", "Vu par Marie")
    assert theirs[width:] == (None, None, "mardi")
    assert ours[width:] == ("oui", "B")


def test_collection_asks_google_four_times(desk: Desk, place: Place) -> None:
    """And a run two more to read: six in all."""
    for name in ("Ana", "Bea"):
        place.send(first_name=name)
        desk.world.log.clear()
        assert bring(desk, place) == 1
        assert desk.world.log.requests == 4


def test_lost_answer_of_google_adds_nothing_twice(desk: Desk, place: Place) -> None:
    place.send()
    desk.world.faults.add(trouble.lost_connection(), is_write)

    assert bring(desk, place) == 1
    assert len(tab(desk).rows) == 2


def test_refused_write_keeps_the_inbox(desk: Desk, place: Place) -> None:
    place.send()
    desk.world.faults.add(trouble.refused(403), is_write, trouble.FOREVER)

    with pytest.raises(WorkbookError):
        bring(desk, place)
    assert len(place.desk.inbox.read()) == 1


def test_keys_are_made_once_for_a_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    house = a_house(tmp_path)
    new_key(house.premises, TODAY)
    keeper = ReceivedInSpreadsheet(desk.state.id, number_heading(house.speaker), desk.connection())

    assert collect(house.premises, keeper, TODAY).count == 0
    assert [one.title for one in read_spreadsheet(desk.state.id, desk.connection())] == ["Sheet1"]
