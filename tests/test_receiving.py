"""From our own form to the workbook: collected once, wiped only when safe, whatever happens in between."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pipeline import run as corridor
from pipeline.forms.seals import read_seal
from pipeline.receiving import Premises, check_receiving, collect, new_key
from pipeline.run import House
from pipeline.stages.validation import validate_responses
from pipeline.telling import summarise
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem, WorkbookBusyError, WorkbookError
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.local import read_file
from tests.builders import ROOT, TODAY, the_form, the_programme
from tests.forms.places import NOW, TOKEN, Place, number_in, open_place, serve
from tests.workbook.books import with_parts


def a_house(folder: Path, **receive: Any) -> House:
    """A house that receives."""
    programme = the_programme()
    settings = programme.receive.model_copy(update=receive)
    return House(programme.model_copy(update={"receive": settings}), the_form(), folder, NOW)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house without any file but the keys."""
    return a_house(tmp_path)


@pytest.fixture
def place(house: House) -> Place:
    """Its receiving end."""
    return open_place(house.folder / "var")


def bring(house: House, **options: Any) -> int:
    """Collect what waits; how many answers it was."""
    return collect(house.premises, house.keeper, TODAY, **options).count


def rows(house: House, title: str = "Duos newcomer fr") -> list[dict[str, object]]:
    """The rows of one of our tabs, by heading."""
    [sheet] = [sheet for sheet in read_file(house.path("answers")) if sheet.title == title]
    return [dict(zip(map(str, sheet.rows[0]), row, strict=False)) for row in sheet.rows[1:]]


def test_answers_become_rows_of_their_own_tab(house: House, place: Place) -> None:
    number = number_in(place.send(src="affiche-12", **{"needs.other": "échecs"}))

    assert bring(house) == 1

    [row] = rows(house)
    assert row["Horodateur"] == NOW
    assert row["Votre numéro de téléphone"] == "0470 00 00 01"
    assert str(row["Qu’aimeriez-vous faire avec quelqu’un d’ici ?"]).endswith(", échecs")
    assert (row["Numéro de reçu"], row["Venu par"]) == (number, "affiche-12")
    assert row["Version de l’accord"] == "2026-11"


def test_collected_answers_leave_the_inbox(house: House, place: Place) -> None:
    place.send()
    bring(house)

    assert place.desk.inbox.read() == ()
    assert bring(house) == 0
    assert len(rows(house)) == 1


def test_person_reaches_the_workbook(house: House, place: Place) -> None:
    place.send(language="ar")
    place.send("citizen")

    report = corridor.run(house, TODAY)

    assert (report.outcome.counts.candidates, report.outcome.counts.registered) == (2, 2)
    [newcomers] = [sheet for sheet in house.store("workbook").read() if sheet.tab == "newcomers"]
    assert any("Samira (سميرة)" in row for row in newcomers.rows)
    contacts = [cell for sheet in house.store("confidential").read() for row in sheet.rows for cell in row]
    assert "+32470000001" in contacts
    assert not corridor.run(house, TODAY).is_written


@pytest.mark.parametrize("language", ["fr", "nl", "en", "ar", "uk", "fa", "tr", "es", "ps"])
def test_own_columns_disturb_nobody(house: House, place: Place, language: str) -> None:
    place.send(language=language, src="poster")
    bring(house)

    validated = validate_responses(read_file(house.path("answers")), house.form, today=TODAY)

    assert validated.problems == ()
    [candidate] = validated.candidates
    assert (candidate.role, candidate.contact.language) == (Role.NEWCOMER, language)
    assert candidate.answers["needs"] == frozenset({"speak", "city"})
    assert candidate.received == NOW


def test_callback_reaches_the_team(house: House, place: Place) -> None:
    sent = place.send("call_me", side="newcomer", call_when="morning", call_consent="yes")
    bring(house)

    validated = validate_responses(read_file(house.path("answers")), house.form, today=TODAY)

    assert sent.status_code == 303
    assert [problem.code for problem in validated.problems] == []
    assert [one.contact.phone for one in validated.candidates] == ["+32470000001"]


def test_cut_between_writing_and_wiping_adds_nothing(house: House, place: Place) -> None:
    place.send()
    [kept] = place.desk.inbox.read()
    bring(house)
    # As if the run had been cut before it could wipe.
    put_back = "INSERT INTO envelopes (number, key, body) VALUES (?, ?, ?)"
    place.desk.inbox._database.execute(put_back, (kept.number, kept.key, kept.body))

    assert len(place.desk.inbox.read()) == 1
    assert bring(house) == 1
    assert len(rows(house)) == 1
    assert place.desk.inbox.read() == ()


def test_file_that_is_open_keeps_the_inbox(house: House, place: Place) -> None:
    place.send()
    bring(house)
    place.send(first_name="Bea")
    lock = house.path("answers").with_name(".~lock.answers.xlsx#")
    lock.write_text("Camille,camille,desk,today,file;")

    with pytest.raises(WorkbookBusyError):
        bring(house)

    assert len(place.desk.inbox.read()) == 1
    lock.unlink()
    assert bring(house) == 1
    assert [row["Votre prénom"] for row in rows(house)] == ["سميرة", "Bea"]


def test_other_tabs_stay_as_they_are(house: House, place: Place) -> None:
    book = Workbook()
    book.active.title = "Réponses au formulaire 1"
    book.active.append(["Horodateur", "Votre prénom", "Sa note"])
    book.active.append([datetime(2026, 11, 1, 8, 0), "Nadia", "=1+1"])
    book.save(house.path("answers"))
    place.send()

    bring(house)

    after = load_workbook(house.path("answers"))
    assert after.sheetnames == ["Réponses au formulaire 1", "Duos newcomer fr"]
    assert after.worksheets[0]["C2"].value == "=1+1"
    assert after.worksheets[0]["A2"].value == datetime(2026, 11, 1, 8, 0)


def test_file_that_would_lose_something_is_untouched(house: House, place: Place) -> None:
    Workbook().save(house.path("answers"))
    before = with_parts(house.path("answers").read_bytes(), {"xl/vbaProject.bin": b"a macro"})
    house.path("answers").write_bytes(before)
    place.send()

    with pytest.raises(WorkbookError):
        bring(house)

    assert house.path("answers").read_bytes() == before
    assert len(place.desk.inbox.read()) == 1


def test_new_question_stands_at_the_right(house: House, place: Place) -> None:
    place.send()
    bring(house)
    written = house.form.model_dump()
    [asked] = [question for question in written["questions"] if question["code"] == "first_name"]
    asked["title"]["fr"] = "Comment vous appelez-vous"
    changed = replace(house, form=Form.model_validate(written))
    place.send(first_name="Bea")

    assert bring(changed) == 1

    [sheet] = [one for one in read_file(house.path("answers")) if one.title == "Duos newcomer fr"]
    assert sheet.rows[0][-1] == "Comment vous appelez-vous"
    assert sheet.rows[2][-1] == "Bea"


def test_rehearsal_collects_nothing(house: House, place: Place) -> None:
    place.send()

    report = corridor.run(house, TODAY, dry_run=True) if house.path("answers").exists() else None
    collected = collect(house.premises, house.keeper, TODAY, dry_run=True)

    assert report is None
    assert (collected.count, [sheet.title for sheet in collected.unwritten]) == (1, ["Duos newcomer fr"])
    assert not house.path("answers").exists()
    assert len(place.desk.inbox.read()) == 1


def test_answers_are_fetched_from_a_server(tmp_path: Path) -> None:
    server = open_place(tmp_path / "server")
    for name in ("Ana", "Bea", "Cem"):
        server.send(first_name=name)
    with serve(server) as address:
        house = a_house(tmp_path / "office", inbox=address)
        (house.folder / "var").mkdir(parents=True)
        (house.folder / "var/inbox.key").write_bytes((tmp_path / "server/inbox.key").read_bytes())
        (house.folder / "var/inbox.token").write_text(TOKEN)

        assert bring(house) == 3
        assert check_receiving(house.premises) == ()

    assert [row["Votre prénom"] for row in rows(house)] == ["Ana", "Bea", "Cem"]
    assert server.desk.inbox.read() == ()


def test_fetching_needs_a_password(tmp_path: Path) -> None:
    house = a_house(tmp_path, inbox="https://duos.example")
    new_key(house.premises, TODAY)

    with pytest.raises(Exception, match=r"inbox\.token"):
        bring(house)


def test_rotated_keys_open_everything(house: House, place: Place) -> None:
    place.send(first_name="Ana")
    new_key(house.premises, TODAY)
    rotated = Place(place.folder, replace(place.desk, seal=_seal(house.premises)), place.clock)
    rotated.send(first_name="Bea")

    assert bring(house) == 2
    assert [row["Votre prénom"] for row in rows(house)] == ["Ana", "Bea"]


def _seal(premises: Premises) -> Any:
    return read_seal(premises.path("public_key"), premises.speaker)


def test_lost_key_leaves_everything_where_it_is(house: House, place: Place) -> None:
    place.send()
    house.premises.path("key").unlink()
    new_key(house.premises, TODAY)

    collected = collect(house.premises, house.keeper, TODAY)

    assert collected.count == 0
    assert [one.code for one in collected.problems] == ["sealed_unknown"]
    assert len(place.desk.inbox.read()) == 1


def test_missing_key_is_told_by_check_and_run(house: House, place: Place) -> None:
    place.send()
    (house.folder / "var/inbox.key").unlink()

    told = [problem.code for problem in check_receiving(house.premises)]
    collected = collect(house.premises, house.keeper, TODAY)

    assert told == [problem.code for problem in collected.problems] == ["receive_keyless"]
    assert len(place.desk.inbox.read()) == 1


def test_check_proves_the_servers_key(tmp_path: Path) -> None:
    server = open_place(tmp_path / "server")
    with serve(server) as address:
        house = a_house(tmp_path / "office", inbox=address)
        new_key(house.premises, TODAY)
        (house.folder / "var/inbox.token").write_text(TOKEN)

        [problem] = check_receiving(house.premises)

    assert problem.code == "receive_key"
    assert problem.details["found"] == server.desk.seal.name
    [silent] = check_receiving(house.premises)
    assert silent.code == "receive_silent"


def test_check_finds_what_cannot_be_opened(house: House, place: Place) -> None:
    place.send()
    assert check_receiving(house.premises) == ()
    place.desk.inbox.put(b"m", "X", place.desk.seal.name, b"forged", TODAY)

    assert [one.code for one in check_receiving(house.premises)] == ["sealed_damaged"]


def test_house_without_keys_collects_nothing(tmp_path: Path) -> None:
    house = a_house(tmp_path)

    assert bring(house) == 0
    assert check_receiving(house.premises) == ()
    assert not list(tmp_path.rglob("*.sqlite"))


def test_untouched_sheets_compare_equal(house: House, place: Place) -> None:
    place.send()
    bring(house)
    before: tuple[Sheet, ...] = read_file(house.path("answers"))
    bring(house)

    assert read_file(house.path("answers")) == before


def test_silent_server_does_not_stop_a_run(tmp_path: Path) -> None:
    house = a_house(tmp_path, inbox="http://127.0.0.1:9")
    new_key(house.premises, TODAY)
    (house.folder / "var/inbox.token").write_text(TOKEN)

    report = corridor.run(house, TODAY)

    assert "receive_silent" in [problem.code for problem in problems_of(house)]
    assert report.is_written


def problems_of(house: House) -> tuple[Problem, ...]:
    """What a collection tells."""
    return collect(house.premises, house.keeper, TODAY).problems


def test_run_tells_how_many_came(house: House, place: Place) -> None:
    place.send()
    place.send(first_name="Bea")

    report = corridor.run(house, TODAY)

    assert report.collected == 2
    assert "2 inscriptions reçues par notre formulaire." in [
        house.speaker.say(one) for one in summarise(report)
    ]


def test_unopened_envelopes_are_told_in_the_workbook(house: House, place: Place) -> None:
    place.send()
    house.premises.path("key").unlink()
    new_key(house.premises, TODAY)

    corridor.run(house, TODAY)

    [agenda] = [sheet for sheet in house.store("workbook").read() if sheet.tab == "todo"]
    assert any("clé que nous n’avons pas" in str(cell) for row in agenda.rows for cell in row)


def test_web_process_loads_nothing_else() -> None:
    """A small web host has room for it: no matching, no spreadsheets, no Google."""
    said = "import sys, pipeline.__main__, pipeline.receiving; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd=ROOT
    )
    heavy = {"numpy", "scipy", "sklearn", "ortools", "openpyxl", "gspread", "pelican", "matplotlib"}
    assert set(loaded.stdout.split()) & {*heavy, "pipeline.run", "pipeline.river"} == set()
