"""Answers of the form itself, run after run: titles, telephones and people change; questions and people stay who they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import run as corridor
from pipeline.run import House
from pipeline.stages.registration import origins
from pipeline.telling import Report
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Files, Google
from pipeline.workbook.cells import seal
from pipeline.workbook.columns import layout
from pipeline.workbook.google.credentials import FORMS, SHEETS
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.headings import tables
from pipeline.workbook.secret import read_secret
from tests.builders import TODAY, the_form, the_programme
from tests.sheets.endpoints.forms import Form
from tests.sheets.human import Human
from tests.sheets.requests import apply_batch
from tests.sheets.respondent import make_form, respond
from tests.sheets.server import Server
from tests.sheets.world import ROBOT, World
from tests.workbook.google.houses import RobotCredentials

IDENTIFIERS = sheet_id("workbook", "identifiers")
NOW = datetime(2026, 11, 24, 9, 0)
FIRST, LATER = "2026-11-20T17:30:00Z", "2026-11-22T08:00:00Z"
CODES = (
    "adult", "first_name", "last_name", "phone", "email", "postcode", "languages_well", "languages_some", "needs",
    "free_time", "consent",
)  # fmt: skip
ANSWERS = {
    "adult": "Oui", "first_name": "Samira", "last_name": "Exemple", "phone": "0470 00 00 01", "email": "samira@example.org",
    "postcode": "1030", "languages_well": "arabe", "languages_some": "français",
}  # fmt: skip
MOVED = {"phone": "0470 00 00 09", "email": "autre@example.org"}


def title(code: str, language: str = "fr") -> str:
    return the_form().question_by_code[code].title[language]


def number(code: str) -> str:
    """What the form calls a question."""
    return f"{CODES.index(code):08x}"


@dataclass
class Programme:
    """An organisation whose answers come from a form, with its workbook at Google or in a file."""

    server: Server
    form: Form
    house: House

    @property
    def fresh(self) -> House:
        """The same house on a machine that remembers nothing."""
        made = dataclasses.replace(self.house)
        made.google.credentials = RobotCredentials(self.server.world.accounts.grant(ROBOT, (SHEETS, *FORMS)))
        return made

    def run(self) -> Report:
        return corridor.run(self.fresh, TODAY)

    def rename(self, code: str, words: str) -> None:
        for item in self.form.description["items"]:
            if item["itemId"] == number(code):
                item["title"] = words

    def answer(self, response: str = "r1", moment: str = FIRST, **answers: str) -> None:
        agreed = the_form().question_by_code["consent"].options[0].label["fr"]
        given = {**ANSWERS, "consent": agreed, **answers}
        respond(self.form, response, moment, {number(code): [text] for code, text in given.items()})

    def people(self) -> tuple[Person, ...]:
        """Everybody in the workbook, as the next run would read them."""
        house = self.fresh
        stores = {name: house.store(name) for name in corridor.WRITTEN}
        return corridor.read_season(house, stores).season.people

    def rows(self, tab: str) -> list[tuple[object, ...]]:
        return [
            row for sheet in self.fresh.store("workbook").read() if sheet.tab == tab for row in sheet.rows
        ]

    def todo(self) -> str:
        return "\n".join(str(cell) for row in self.rows("todo") for cell in row)

    @property
    def human(self) -> Human:
        """Somebody at the workbook at Google."""
        return Human(self.server.world, self.house.address("workbook").removeprefix("google:"))


def opened(server: Server, folder: Path, *, is_local: bool = False) -> Programme:
    form = make_form(server.world, "f" * 30, {number(code): title(code) for code in CODES})
    google = Google(base_url=server.base_url)
    written = {} if is_local else {
        name: f"google:{server.world.create(name).id}" for name in corridor.WRITTEN
    }  # fmt: skip
    files = Files(answers="forms:" + "f" * 30, google=google, **written)  # type: ignore[arg-type]  # names, addresses
    programme = the_programme().model_copy(update={"files": files})
    return Programme(server, form, House(programme, the_form(), folder, NOW))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(World(seed=3)) as made:
        yield made


@pytest.fixture
def programme(server: Server, tmp_path: Path) -> Programme:
    return opened(server, tmp_path)


@pytest.fixture
def local(server: Server, tmp_path: Path) -> Programme:
    """The answers from a form, the workbook in a file."""
    return opened(server, tmp_path, is_local=True)


@pytest.fixture(params=["Google", "local"])
def anywhere(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Programme:
    return opened(server, tmp_path, is_local=request.param == "local")


# --- questions -----------------------------------------------------------------------------------------------


def test_a_renamed_question_is_still_understood(anywhere: Programme) -> None:
    anywhere.answer()
    anywhere.run()
    anywhere.rename("first_name", "Dites-nous comment on vous appelle")
    anywhere.rename("postcode", "Où dormez-vous ?")
    anywhere.answer("r2", LATER, first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    report = anywhere.run()
    assert report.outcome.counts.registered == 1
    assert [one.first_name for one in anywhere.people()] == ["Samira", "Olena"]
    assert anywhere.people()[1].answers["postcode"] == anywhere.people()[0].answers["postcode"]


def test_every_title_may_change_at_once(local: Programme) -> None:
    for code in CODES:
        local.rename(code, title(code, "nl"))
    local.answer()
    local.run()
    for code in CODES:
        local.rename(code, f"§ {code}")
    local.answer("r2", LATER, first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    (new,) = local.run().outcome.contacts
    assert (new.contact.first_name, new.contact.language) == ("Olena", "nl")


def test_a_second_run_is_silent(anywhere: Programme) -> None:
    anywhere.answer()
    anywhere.run()
    anywhere.rename("first_name", "Dites-nous comment on vous appelle")
    for _ in range(2):
        again = anywhere.run()
        assert not again.is_written
        assert set(again.requests.values()) == {2}


def test_remembering_asks_google_for_nothing_more(programme: Programme) -> None:
    programme.run()
    programme.answer()
    programme.rename("needs", title("needs", "en"))
    assert programme.run().requests["workbook"] <= 5


def test_a_workbook_without_memory_gets_one(programme: Programme) -> None:
    forms = programme.house
    files = forms.programme.files.model_copy(update={"answers": ""})
    programme.house = dataclasses.replace(
        forms, programme=forms.programme.model_copy(update={"files": files})
    )
    programme.run()
    programme.house = forms
    programme.answer()
    assert programme.run().requests["workbook"] <= 6
    assert len(programme.rows("identifiers")) == 1 + len(CODES)


def test_a_new_question_with_known_words_counts(local: Programme) -> None:
    local.answer()
    local.run()
    local.rename("first_name", "Le prénom de votre enfant")
    item = {
        "itemId": "n",
        "title": title("first_name"),
        "questionItem": {"question": {"questionId": "abc12345"}},
    }
    local.form.description["items"].append(item)
    local.answer("r2", LATER, first_name="Bébé", phone="0470 00 00 02", email="olena@example.org")
    given = local.form.responses[-1]["answers"]
    given["abc12345"] = {"questionId": "abc12345", "textAnswers": {"answers": [{"value": "Olena"}]}}
    local.run()
    assert [one.first_name for one in local.people()] == ["Samira", "Olena"]


def test_a_question_may_go_and_come_back(local: Programme) -> None:
    local.answer()
    local.run()
    items = local.form.description["items"]
    gone = items.pop(CODES.index("postcode"))
    local.run()
    items.append({**gone, "title": "Et vous vivez où ?"})
    local.answer("r2", LATER, first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    local.run()
    assert "postcode" in local.people()[1].answers


def test_a_title_of_the_form_wins_over_memory(local: Programme) -> None:
    """Whoever exchanges two titles means what they wrote: new applicants have read it."""
    local.run()
    local.rename("first_name", title("last_name"))
    local.rename("last_name", title("first_name"))
    local.answer(first_name="Exemple", last_name="Samira")
    local.run()
    assert [one.first_name for one in local.people()] == ["Samira"]


def test_days_of_a_grid_are_remembered(local: Programme) -> None:
    days = ("lundi", "mardi")
    grid = [{"questionId": f"9{day}", "rowQuestion": {"title": day}} for day in days]
    item = local.form.description["items"][CODES.index("free_time")]
    del item["questionItem"]
    item["questionGroupItem"] = {"questions": grid}
    local.run()
    item["title"] = "Quand avez-vous du temps ?"
    for row in grid:
        row["rowQuestion"] = {"title": f"le {row['questionId'][1:]} surtout"}
    local.answer()
    given = local.form.responses[-1]["answers"]
    given["9mardi"] = {"questionId": "9mardi", "textAnswers": {"answers": [{"value": "soir"}]}}
    local.run()
    assert local.people()[0].answers["free_time"] == frozenset({"tue-evening"})


# --- damage --------------------------------------------------------------------------------------------------


def spoil_a_meaning(programme: Programme) -> None:
    programme.human.type(IDENTIFIERS, 2, 1, "??")


def empty_an_identifier(programme: Programme) -> None:
    programme.human.type(IDENTIFIERS, 3, 0, "")


def spoil_the_headings(programme: Programme) -> None:
    for column in range(2):
        programme.human.type(IDENTIFIERS, 0, column, "…")


TOLD = [spoil_a_meaning, empty_an_identifier, spoil_the_headings]


def delete_the_headings(programme: Programme) -> None:
    programme.human.delete_rows(IDENTIFIERS, 0)


def delete_rows(programme: Programme) -> None:
    programme.human.delete_rows(IDENTIFIERS, 2, 3)


def delete_the_tab(programme: Programme) -> None:
    apply_batch(programme.human.spreadsheet, [{"deleteSheet": {"sheetId": IDENTIFIERS}}])


def sort_one_column(programme: Programme) -> None:
    texts = sorted((row[1] for row in programme.human.see(IDENTIFIERS)[1:]), reverse=True)
    for row, text in enumerate(texts, 1):
        programme.human.type(IDENTIFIERS, row, 1, text)


DAMAGE = [*TOLD, delete_the_headings, delete_rows, delete_the_tab, sort_one_column]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_memory_is_written_again(programme: Programme, damage: object) -> None:
    programme.answer()
    programme.run()
    before = sorted(programme.rows("identifiers"), key=str)
    assert callable(damage)
    damage(programme)
    programme.answer("r2", LATER, first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    assert programme.run().outcome.counts.registered == 1
    assert ("noté ici pour lui-même" in programme.todo()) == (damage in (*TOLD, delete_the_headings))
    programme.run()
    assert sorted((row[:2] for row in programme.rows("identifiers") if any(row[:2])), key=str) == before
    assert "noté ici pour lui-même" not in programme.todo()


def test_damaged_memory_in_a_file_is_written_again(local: Programme) -> None:
    local.answer()
    local.run()
    before, path = local.rows("identifiers"), local.house.path("workbook")
    book = load_workbook(path)
    for row in book["Identifiants"].iter_rows(max_row=3):
        for cell in row:
            cell.value = "…"
    book.save(path)
    local.answer("r2", LATER, first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    assert local.run().outcome.counts.registered == 1
    assert local.rows("identifiers") == before
    assert [sheet.hidden for sheet in local.fresh.store("workbook").read() if sheet.tab == "identifiers"] == [
        True
    ]


# --- people --------------------------------------------------------------------------------------------------


def test_the_response_is_the_first_origin(local: Programme) -> None:
    local.answer()
    report = local.run()
    (new,), (told,) = report.outcome.people, report.outcome.contacts
    (person,), secret = local.people(), read_secret(local.house.path("secret"))
    assert secret
    assert person.origins == new.person.origins == origins(told.contact, person.role, secret, ["r1"])
    assert person.origins[1:] == origins(told.contact, person.role, secret)


def test_an_edited_response_stays_one_person(anywhere: Programme) -> None:
    anywhere.answer()
    anywhere.run()
    anywhere.answer("r1", LATER, **MOVED)
    assert anywhere.run().outcome.counts.registered == 0
    assert [one.code for one in anywhere.people()] == ["N-0001"]
    assert not anywhere.run().is_written


def test_the_team_hears_of_another_contact(local: Programme) -> None:
    local.answer()
    local.run()
    assert "téléphone et son e-mail ne sont plus" not in local.todo()
    local.answer("r1", LATER, **MOVED)
    local.run()
    assert "téléphone et son e-mail ne sont plus ceux de Contacts" in local.todo()
    assert MOVED["email"] not in local.todo()


def test_another_response_of_the_same_contact_is_one_person(local: Programme) -> None:
    local.answer()
    local.run()
    local.answer("r2", LATER)
    assert local.run().outcome.counts.registered == 0
    local.answer("r2", "2026-11-23T08:00:00Z", **MOVED)
    assert local.run().outcome.counts.registered == 0
    assert [one.code for one in local.people()] == ["N-0001"]


def test_two_people_of_one_telephone_stay_two(local: Programme) -> None:
    local.answer()
    local.answer("r2", LATER, first_name="Omar")
    assert local.run().outcome.counts.registered == 2
    local.answer("r2", "2026-11-23T08:00:00Z", **ANSWERS | {"first_name": "Omar", "last_name": "Test"})
    assert local.run().outcome.counts.registered == 0


def test_an_earlier_origin_keeps_working(programme: Programme) -> None:
    """A workbook from before knows people by telephone and e-mail only."""
    programme.answer()
    programme.run()
    forget_response(programme)
    delete_the_tab(programme)
    assert programme.run().outcome.counts.registered == 0
    assert not programme.run().is_written
    programme.answer("r1", LATER, **MOVED)
    assert programme.run().outcome.counts.registered == 0
    assert [one.code for one in programme.people()] == ["N-0001"]


def test_a_deleted_person_stays_away(programme: Programme) -> None:
    programme.answer()
    programme.run()
    programme.human.delete_rows(sheet_id("workbook", "newcomers"), 1)
    programme.run()
    programme.answer("r1", LATER, **MOVED)
    assert programme.run().outcome.counts.registered == 0
    assert programme.people() == ()


def forget_response(programme: Programme) -> None:
    """The row becomes as an earlier version wrote it: no response among its origins."""
    house = programme.fresh
    drawn = layout(house.programme, house.form)
    read, _ = tables(house.store("workbook").read(), drawn)
    (row,) = read["newcomers"].rows
    cells = {**row.cells, "origin": " ".join(sorted(str(row.cells["origin"]).split()[1:]))}
    cells["checksum"] = seal(cells, drawn["newcomers"].sealed)
    tab = programme.human.tab(sheet_id("workbook", "newcomers"))
    for name in ("origin", "checksum"):
        column = list(drawn["newcomers"].column_by_field).index(name)
        tab.set_cell(row.number - 1, column, {"userEnteredValue": {"stringValue": str(cells[name])}})
