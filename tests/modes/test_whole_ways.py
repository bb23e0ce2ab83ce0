"""Each mode from workbook to workbook: what a run writes, what a person writes beside it, and what follows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import run as corridor
from pipeline.run import House
from pipeline.vocabulary.changes import Append, Changes
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.workbook.columns import layout
from pipeline.workbook.rows import cells_of_team, row_from_person
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form

TAB = {"N": "newcomers", "V": "citizens"}


def a_house(folder: Path, mode: Mode, *people: Person) -> House:
    """A house whose workbook holds these people, ready for a duo."""
    programme = a_programme(mode=mode)
    files = programme.files.model_copy(update={"answers": ""})
    house = House(
        programme.model_copy(update={"files": files}), the_form(), folder, datetime(2026, 11, 24, 9, 0)
    )
    (folder / "var").mkdir()
    speaker = house.speaker
    rows = (
        Append(
            TAB[one.code[0]],
            {**row_from_person(one, "", house.form, speaker), **cells_of_team(one, speaker)},
        )
        for one in people
    )
    house.store("workbook").apply(Changes(appends=tuple(rows)), layout(programme, house.form))
    return house


def run(house: House) -> None:
    assert not corridor.run(house, TODAY).problems


def rows_of(house: House, title: str) -> list[dict[str, object]]:
    """The rows of a tab by heading."""
    sheet = load_workbook(house.path("workbook"))[title]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(number for number, row in enumerate(rows) if sum(bool(cell) for cell in row) > 1)
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :] if any(row)]


def write(house: House, title: str, number: int, **cells: str) -> None:
    """What a person types into a row, counted from the first below the headings; _ stands for a space."""
    book = load_workbook(house.path("workbook"))
    sheet = book[title]
    top = next(row[0].row for row in sheet.iter_rows() if sum(bool(cell.value) for cell in row) > 1)
    columns = {str(cell.value): cell.column for cell in sheet[top]}
    for heading, text in cells.items():
        sheet.cell(top + number, columns[heading.replace("_", " ")]).value = text
    book.save(house.path("workbook"))


def things_to_do(house: House) -> list[str]:
    return [f"{row['Quoi']} ({row['Pourquoi']})" for row in rows_of(house, "À faire")]


def test_duo_by_feel_from_sheet_to_duo(tmp_path: Path) -> None:
    mia = a_citizen("V-0002", first_name="Mia")
    house = a_house(tmp_path, Mode.FEEL, a_newcomer(), a_citizen(), mia)
    run(house)
    assert [row["Qui"] for row in rows_of(house, "Côte à côte")] == [
        "N-0001 · Samira",
        "V-0001 · Paul",
        "V-0002 · Mia",
    ]
    assert rows_of(house, "Propositions") == []
    write(house, "Propositions", 1, Nouvel_arrivant="N-0001", Volontaire="V-0002")
    run(house)
    assert [one for one in things_to_do(house) if "Pourquoi je le sens" in one]
    assert rows_of(house, "Côte à côte") == []
    write(
        house, "Propositions", 1, Pourquoi_je_le_sens="Le même rire", Décision="Oui",
        Réponse_volontaire="Oui", Réponse_arrivant="Oui",
    )  # fmt: skip
    run(house)
    assert [row["Volontaire"] for row in rows_of(house, "Duos")] == ["V-0002 · Mia"]
    assert rows_of(house, "Propositions")[0]["Pourquoi je le sens"] == "Le même rire"


def test_no_criterion_speaks_by_feel(tmp_path: Path) -> None:
    rival = a_newcomer("N-0002", first_name="Ali")
    house = a_house(tmp_path, Mode.FEEL, a_newcomer(), rival, a_citizen())
    write_pair = {"Nouvel_arrivant": "N-0001", "Volontaire": "V-0001"}
    run(house)
    write(house, "Propositions", 1, **write_pair, Pourquoi_je_le_sens="Voisins")
    run(house)
    answers = [one for one in things_to_do(house) if "N-0001 + V-0001" in one]
    assert answers == [
        "N-0001 + V-0001\u00a0: vous pouvez décider (Écrite à la main\u00a0; aucune règle ne s’y oppose)"
    ]


def test_duo_from_cards_from_choice_to_duo(tmp_path: Path) -> None:
    citizens = [a_citizen(f"V-{number:04}", first_name=f"Paul{number}") for number in range(1, 8)]
    house = a_house(tmp_path, Mode.DOSSIERS, a_newcomer(), *citizens)
    run(house)
    cards = rows_of(house, "Cartes")
    assert [row["Carte"] for row in cards] == list("ABCDEF")
    assert [one for one in things_to_do(house) if "Montrez les cartes A, B, C, D, E et F" in one]
    run(house)
    assert rows_of(house, "Cartes") == cards
    write(house, "Cartes", 3, Choix="1er choix")
    run(house)
    (proposal,) = rows_of(house, "Propositions")
    assert proposal["Volontaire"] == cards[2]["Volontaire"]
    assert str(proposal["Pourquoi"]).startswith("• Samira a choisi la carte C. On y lit")
    assert proposal["Avis"] is None
    assert [one for one in things_to_do(house) if f"posez la question à {cards[2]['Volontaire']}" in one]
    write(house, "Propositions", 1, Décision="Oui", Réponse_volontaire="Oui")
    run(house)
    assert [row["Volontaire"] for row in rows_of(house, "Duos")] == [cards[2]["Volontaire"]]


@pytest.mark.parametrize(("heading", "text"), [("Nouvel_arrivant", "Samira"), ("Volontaire", "V-0009")])
def test_overwritten_card_is_dealt_by_nobody(tmp_path: Path, heading: str, text: str) -> None:
    citizens = [a_citizen(f"V-{number:04}", first_name=f"Paul{number}") for number in range(1, 14)]
    house = a_house(tmp_path, Mode.DOSSIERS, a_newcomer(), *citizens)
    run(house)
    for number in range(1, 4):
        write(house, "Cartes", number, Choix="Non")
    former = str(rows_of(house, "Cartes")[5][heading.replace("_", " ")])
    write(house, "Cartes", 6, **{heading: text})
    before = rows_of(house, "Cartes")
    run(house)
    assert rows_of(house, "Cartes") == before
    told = next(row for row in rows_of(house, "À faire") if "la ligne 7 (N-0001 · F)" in str(row["Quoi"]))
    assert told["Où"] == "Cartes · A7"
    write(house, "Cartes", 6, **{heading: former})
    run(house)
    assert [row["Carte"] for row in rows_of(house, "Cartes")] == list("ABCDEFGHI")


def test_volunteers_no_lets_the_newcomer_choose_again(tmp_path: Path) -> None:
    citizens = [a_citizen(f"V-{number:04}", first_name=f"Paul{number}") for number in range(1, 8)]
    house = a_house(tmp_path, Mode.DOSSIERS, a_newcomer(), *citizens)
    run(house)
    write(house, "Cartes", 1, Choix="1er choix")
    run(house)
    write(house, "Propositions", 1, Décision="Non", Motif="horaires", Réponse_volontaire="Non")
    run(house)
    assert [one for one in things_to_do(house) if "autre choix" in one and "carte A" in one]
    write(house, "Cartes", 2, Choix="2e choix")
    run(house)
    assert [row["Volontaire"] for row in rows_of(house, "Propositions")][1:] == [
        rows_of(house, "Cartes")[1]["Volontaire"]
    ]


def test_mode_may_change_in_a_running_season(tmp_path: Path) -> None:
    house = a_house(
        tmp_path, Mode.CRITERIA, a_newcomer(), a_newcomer("N-0002", first_name="Ali"), a_citizen()
    )
    run(house)
    before = rows_of(house, "Propositions")
    (mode,) = [
        number for number, row in enumerate(rows_of(house, "Réglages"), start=1)
        if row["Réglage"] == "Comment les duos sont trouvés"
    ]  # fmt: skip
    for word, tab in (("au ressenti", "Côte à côte"), ("choix sur cartes", "Cartes"), ("critères", "Duos")):
        write(house, "Réglages", mode, Valeur=word)
        run(house)
        assert tab in load_workbook(house.path("workbook")).sheetnames
    after = rows_of(house, "Propositions")
    assert [{name: row[name] for name in before[0]} for row in after] == before


@pytest.mark.parametrize(
    ("mode", "word", "title"),
    [(Mode.FEEL, "au ressenti", "Côte à côte"), (Mode.ACTIVITIES, "lors d’activités", "Tables")],
)
def test_tabs_of_an_earlier_mode_say_so(mode: Mode, word: str, title: str, tmp_path: Path) -> None:
    """Nobody plans by rows that are no longer renewed; when the mode comes back, so do they."""
    house = a_house(tmp_path, mode, a_newcomer(), a_citizen())
    run(house)
    write(house, "Réglages", 1, Valeur="critères")
    run(house)
    sheet = load_workbook(house.path("workbook"))[title]
    assert rows_of(house, title) == []
    assert f"«\u00a0{word}\u00a0»" in str(sheet["A1"].value)
    assert not corridor.run(house, TODAY).is_written
    write(house, "Réglages", 1, Valeur=word)
    run(house)
    assert str(load_workbook(house.path("workbook"))[title]["A1"].value) != str(sheet["A1"].value)
