"""A list is looked at first, then brought in once: people, contacts and duos, nobody twice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.run import WRITTEN, House, import_file, read_season
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.season import Season
from tests.builders import the_form, the_programme

TODAY = date(2026, 11, 24)
SHEETS = {
    "Bénévoles": (
        ("N°", "Prénom", "Nom", "GSM", "CP", "Langues", "Dispo", "Propose", "Étape", "Formation le", "Remarque"),
        ("B1", "Jan", "Voorbeeld", "0470/00.00.01", 1030, "NL, FR", "lundi soir", "pratiquer la langue",
         "Cherche un duo", date(2026, 3, 1), "secret"),
        ("B2", "=CMD()", "Exemple", 470000002, "1050", "français", "samedi", "faire du sport", None, None, None),
    ),
    "Nouveaux": (
        ("Code", "Prenom", "Téléphonne", "Commune", "Besoins", "Langue"),
        ("X1", "أمل", "0470 00 50 01", "Ixelles", "chercher un logement", "arabe"),
        ("X2", "Selam", None, "Gent", "rencontrer des gens", "tigrigna"),
    ),
    "Duos": (
        ("Volontaire", "Bénéficiaire", "Début", "Fin prévue", "Référent"),
        ("B2", "أمل", "1/2/2026", "1/5/2026", "CA"),
        ("Jan Voorbeeld", "X1", date(2026, 6, 1), date(2027, 6, 1), "DO"),
        ("Personne", "X1", None, None, None),
    ),
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with nothing in it."""
    return House(the_programme(), the_form(), tmp_path, datetime(2026, 11, 24, 7))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An organisation's own list."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column, value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(tmp_path / "liste.xlsx")
    return tmp_path / "liste.xlsx"


def season_in(house: House) -> Season:
    stores = {name: house.store(name) for name in WRITTEN}
    return read_season(house, stores, with_answers=False).season


def test_preview_writes_nothing_but_headings(house: House, file: Path) -> None:
    _, numbers = import_file(house, file, TODAY)
    assert numbers == {
        "registered": 3,
        "known": 0,
        "duos": 2,
        "duos_known": 0,
        "problems": 2,
        "written": False,
    }
    assert sorted(path.name for path in (house.folder / "var").iterdir()) == ["titres.yaml"]


def test_preview_says_what_headings_mean(house: House, file: Path) -> None:
    told = "\n".join(house.speaker.say(one) for one in import_file(house, file, TODAY)[0])
    assert "K, « Remarque »\u00a0: pas importée".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in told
    assert "Téléphonne" in told
    assert "--yes" in told


def test_problems_name_the_cell(house: House, file: Path) -> None:
    told = "\n".join(house.speaker.say(one) for one in import_file(house, file, TODAY)[0])
    assert "Nouveaux · C3" in told
    assert "Duos · A4" in told


def test_problems_quote_no_contact(house: House, file: Path) -> None:
    told = "\n".join(house.speaker.say(one) for one in import_file(house, file, TODAY)[0])
    assert "0470" not in told
    assert "Personne" not in told.replace("Personne de référence", "")


def test_people_enter_with_what_is_known(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    people = {person.first_name: person for person in season_in(house).people}
    assert people["Jan"].trained_on == date(2026, 3, 1)
    assert people["Jan"].answers["languages_well"] == {"nl", "fr"}
    assert people["=CMD()"].stage is Stage.RECEIVED


def test_people_of_running_duos_are_in_duo(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    stages = {person.first_name: person.stage for person in season_in(house).people}
    assert stages == {"Jan": Stage.IN_DUO, "أمل": Stage.IN_DUO, "=CMD()": Stage.RECEIVED}


def test_duos_enter_with_their_dates(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    duos = season_in(house).duos
    assert [(duo.made_on, duo.state, duo.referent) for duo in duos] == [
        (date(2026, 2, 1), DuoState.CLOSED, "CA"),
        (date(2026, 6, 1), DuoState.RUNNING, "DO"),
    ]


def test_contacts_go_to_the_confidential_file(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    season = season_in(house)
    assert {contact.phone for contact in season.contacts.values()} == {
        "+32470000001", "+32470000002", "+32470005001",
    }  # fmt: skip
    assert set(season.contacts) == {person.code for person in season.people}


def test_importing_twice_adds_nothing(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    before = season_in(house)
    _, numbers = import_file(house, file, TODAY, is_sure=True)
    assert numbers["registered"] == numbers["duos"] == 0
    assert (numbers["known"], numbers["duos_known"]) == (3, 2)
    assert (season_in(house).people, season_in(house).duos) == (before.people, before.duos)


def test_correction_of_a_heading_counts(house: House, file: Path) -> None:
    import_file(house, file, TODAY)
    memory = house.folder / "var" / "titres.yaml"
    memory.write_text(memory.read_text(encoding="utf-8").replace("GSM: phone", "GSM: ''"), encoding="utf-8")
    _, numbers = import_file(house, file, TODAY)
    assert numbers["registered"] == 1


def test_workbook_holds_no_contact(house: House, file: Path) -> None:
    import_file(house, file, TODAY, is_sure=True)
    cells = [str(cell) for sheet in house.store("workbook").read() for row in sheet.rows for cell in row]
    assert not any("47000" in cell or "Voorbeeld" in cell or "secret" in cell for cell in cells)
