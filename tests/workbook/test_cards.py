"""Wherever a workbook is kept: cards are dealt once, chosen by people, and sheets lie side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.vocabulary.cards import Card, CardChoice, SideBySide
from pipeline.vocabulary.changes import Append, Changes, Replace
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.tables import Row, Table, TableRow
from pipeline.words import Speaker
from pipeline.workbook.columns import layout
from pipeline.workbook.headings import tables
from pipeline.workbook.rows import read_cards, row_from_card, rows_side_by_side
from tests.builders import a_citizen, a_newcomer, a_programme, the_form
from tests.workbook.keepers import KEEPERS, a_keeper

TEXT = "يستطيع أن يقدّم: ممارسة اللغة\n=1+1 · Aime\u00a0: cuisine"
CARDS = (
    Card("N-0001", "A", "V-0002", date(2026, 11, 24), language="ar", text=TEXT),
    Card("N-0001", "B", "V-0001", date(2026, 11, 24), text="Parle\u00a0: français"),
)
NAMES = {"N-0001": "Samira", "V-0001": "Paul", "V-0002": "Mia"}


@pytest.mark.parametrize("kind", KEEPERS)
def test_cards_are_dealt_once_and_chosen(kind: str, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=Mode.DOSSIERS), the_form())
    changes = Changes(appends=tuple(Append("cards", row_from_card(card, NAMES)) for card in CARDS))
    with a_keeper(kind, tmp_path, is_empty=True) as keeper:
        keeper.store().apply(changes, drawn)
        read, _ = tables(keeper.store().read(), drawn)
        assert read["cards"].rows[0].cells["card_text"] == TEXT
        choice = 1 + [column.field for column in drawn["cards"].columns].index("card_choice")
        for row, words in ((2, "nee"), (3, "1er choix")):
            keeper.type("cards", row, choice, words)
        before = keeper.mark()
        keeper.store().apply(changes, drawn)
        assert keeper.mark() == before
        read, problems = tables(keeper.store().read(), drawn)
    assert problems == ()
    cards, odd = read_cards(read["cards"])
    assert odd == ()
    assert [(card.pair, card.letter, card.choice, card.dealt_on) for card in cards] == [
        (("N-0001", "V-0002"), "A", CardChoice.NO, date(2026, 11, 24)),
        (("N-0001", "V-0001"), "B", CardChoice.FIRST, date(2026, 11, 24)),
    ]


@pytest.mark.parametrize("kind", KEEPERS)
@pytest.mark.parametrize("field", ["newcomer", "letter", "citizen", "card_text", "code"])
def test_overwritten_card_is_told_never_doubled(kind: str, field: str, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=Mode.DOSSIERS), the_form())
    changes = Changes(appends=tuple(Append("cards", row_from_card(card, NAMES)) for card in CARDS))
    column = 1 + [column.field for column in drawn["cards"].columns].index(field)
    with a_keeper(kind, tmp_path, is_empty=True) as keeper:
        keeper.store().apply(changes, drawn)
        keeper.type("cards", 2, column, "V-0009" if field == "citizen" else "écrit")
        before = keeper.mark()
        if field != "code":
            keeper.store().apply(changes, drawn)
        assert keeper.mark() == before
        read, (problem,) = tables(keeper.store().read(), drawn)
    code = "écrit" if field == "code" else "N-0001 · A"
    said = {"tab": "Cartes", "code": code, "row": "2"}
    assert (problem.code, problem.details, problem.where.cell) == ("row_torn", said, "A2")
    assert [card.letter for card in read_cards(read["cards"])[0]] == ["B"]


@pytest.mark.parametrize("kind", KEEPERS)
def test_card_by_hand_keeps_its_note(kind: str, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=Mode.DOSSIERS), the_form())
    first, second = (Append("cards", row_from_card(card, NAMES)) for card in CARDS)
    by_hand = {"newcomer": "N-0001", "letter": "C", "citizen": "V-0003", "notes": "vue au parc"}
    fields = [column.field for column in drawn["cards"].columns]
    with a_keeper(kind, tmp_path, is_empty=True) as keeper:
        keeper.store().apply(Changes(appends=(first,)), drawn)
        keeper.insert_rows("cards", 2)
        for name, text in by_hand.items():
            keeper.type("cards", 2, 1 + fields.index(name), text)
        keeper.store().apply(Changes(appends=(first, second)), drawn)
        read, problems = tables(keeper.store().read(), drawn)
    assert problems == ()
    assert [row.cells["notes"] for row in read["cards"].rows] == ["vue au parc", None, None]
    assert [card.code for card in read_cards(read["cards"])[0]] == ["N-0001 · C", "N-0001 · A", "N-0001 · B"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"newcomer": "N-0001", "letter": "B", "citizen": "V-0003"}, None),
        ({"notes": "à imprimer en grand"}, None),
        ({"newcomer": "N-0001", "citizen": "V-0003"}, ("row_card", "A3")),
        ({"newcomer": "Samira", "letter": "B", "citizen": "V-0003"}, ("row_card", "A3")),
        ({"newcomer": "N-0001", "letter": "A", "citizen": "V-0003"}, ("row_twice", "B3")),
    ],
)
def test_card_by_hand_is_read_or_told(cells: Row, problem: tuple[str, str] | None) -> None:
    dealt = TableRow(2, row_from_card(CARDS[0], NAMES))
    letters = {"newcomer": "A", "letter": "B", "citizen": "C", "code": "H"}
    cards, problems = read_cards(Table("cards", "Cartes", (dealt, TableRow(3, cells)), letters))
    assert [(one.code, one.where.cell) for one in problems] == ([problem] if problem else [])
    assert len(cards) == (2 if cells.get("letter") == "B" and not problem else 1)


@pytest.mark.parametrize("kind", KEEPERS)
def test_people_lie_side_by_side(kind: str, tmp_path: Path) -> None:
    drawn = layout(a_programme(mode=Mode.FEEL), the_form())
    others = tuple(f"V-{number:04}" for number in range(10, 40))
    one = SideBySide(a_newcomer(), (a_citizen(), a_citizen("V-0002", first_name="Mia")), others)
    rows = tuple(rows_side_by_side(one, the_form(), Speaker("fr", the_form())))
    changes = Changes(replaces=(Replace("side_by_side", rows, "Côte à côte."),))
    with a_keeper(kind, tmp_path, is_empty=True) as keeper:
        keeper.store().apply(changes, drawn)
        before = keeper.mark()
        keeper.store().apply(changes, drawn)
        assert keeper.mark() == before
        read, problems = tables(keeper.store().read(), drawn)
    assert problems == ()
    cells = [line.cells for line in read["side_by_side"].rows]
    assert [line["who"] for line in cells] == ["N-0001 · Samira", "V-0001 · Paul", "V-0002 · Mia"]
    assert {line["newcomer"] for line in cells} == {"N-0001 · Samira"}
    assert [line["needs_or_offers"] for line in cells] == [
        "pratiquer la langue, découvrir la ville",
        "pratiquer la langue, chercher un travail",
        "pratiquer la langue, chercher un travail",
    ]
    assert str(cells[0]["others"]).endswith("V-0028 et V-0029\u00a0; et 10 autres.")
    assert [line["others"] for line in cells[1:]] == [None, None]
