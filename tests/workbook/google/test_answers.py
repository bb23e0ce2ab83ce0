"""Responses read from the tab that a form fills, and from the form itself: every known hazard, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.stages.silence import find_silence
from pipeline.stages.validation import Validated, validate_responses
from pipeline.vocabulary.people import Candidate
from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.tables import Sheet
from pipeline.words import Speaker
from pipeline.workbook.addresses import link_to, read_answers
from pipeline.workbook.google.access import Access, Connection
from pipeline.workbook.google.credentials import FORMS, SHEETS
from tests.builders import the_form, the_programme
from tests.sheets import faults as trouble
from tests.sheets.endpoints.forms import Form
from tests.sheets.human import Human
from tests.sheets.log import is_write
from tests.sheets.requests import apply_batch
from tests.sheets.respondent import LinkedTab, make_form, respond
from tests.sheets.server import Server
from tests.sheets.sheet import Sheet as Tab
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.world import ROBOT
from tests.workbook.google.houses import FastClock, RobotCredentials

TODAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 20, 18, 30)
ANSWERS = {
    "adult": "Oui", "first_name": "Samira", "last_name": "Exemple", "phone": "0470 00 00 01", "email": "samira@example.org",
    "postcode": "1030", "languages_well": "arabe", "languages_some": "français",
}  # fmt: skip


def titles() -> dict[str, str]:
    """Question → its French title; the needs are what makes it a newcomer's form."""
    asked = the_form().question_by_code
    return {code: asked[code].title["fr"] for code in (*ANSWERS, "needs", "free_time", "consent")}


@dataclass
class Office:
    """A server with a form and the tab that it fills, and a way to read both."""

    server: Server
    state: Spreadsheet
    form: Form
    clock: FastClock = field(default_factory=FastClock)

    @property
    def tab(self) -> Tab:
        return self.state.sheets[0]

    @property
    def linked(self) -> LinkedTab:
        return LinkedTab(self.server.world, self.state, self.tab.id)

    def connection(self) -> Connection:
        scopes = (SHEETS, *FORMS)
        made = Connection(Access(None, self.server.base_url, scopes), Speaker("en"), self.clock.as_clock())
        made.credentials = RobotCredentials(self.server.world.accounts.grant(ROBOT, scopes))
        return made

    def read(self, address: str) -> tuple[Sheet, ...]:
        return read_answers(address, Path("/nowhere"), self.connection(), "Europe/Brussels")

    def candidates(self, address: str = "") -> tuple[Candidate, ...]:
        return self.validated(address).candidates

    def validated(self, address: str = "") -> Validated:
        return validate_responses(self.read(address or f"google:{self.state.id}"), the_form(), today=TODAY)

    def submit(self, moment: datetime | None = None, **answers: str) -> int:
        """A response in the linked tab, each answer under its heading."""
        given = {**consent(), **ANSWERS, **answers}
        return self.linked.submit(moment or MOMENT, [given.get(code, "") for code in titles()])


def consent() -> dict[str, str]:
    """What the form asks everybody to agree to."""
    question = the_form().question_by_code.get("consent")
    return {"consent": question.options[0].label["fr"]} if question and question.options else {}


def postcode_of(candidate: Candidate) -> object:
    """The postcode that was understood."""
    return getattr(candidate.answers["postcode"], "postcode", None)


@pytest.fixture
def office() -> Iterator[Office]:
    with Server() as server:
        state = server.world.create("Réponses")
        state.properties["locale"] = "fr_FR"
        tab = state.sheets[0]
        for column, title in enumerate(("Horodateur", *titles().values())):
            tab.set_cell(0, column, {"userEnteredValue": {"stringValue": title}})
        form = make_form(
            server.world, "f" * 30, {f"{number:08x}": title for number, title in enumerate(titles().values())}
        )
        yield Office(server, state, form)


# --- the linked tab ------------------------------------------------------------------------------------------


def test_a_response_becomes_a_candidate(office: Office) -> None:
    office.submit()
    (candidate,) = office.candidates()
    assert candidate.received == MOMENT
    assert candidate.contact.first_name == "Samira"
    assert candidate.contact.phone == "+32470000001"
    assert postcode_of(candidate) == "1030"


def test_answers_are_read_in_two_calls_and_never_written(office: Office) -> None:
    office.submit()
    office.server.world.log.clear()
    office.read(f"google:{office.state.id}")
    assert office.server.world.log.requests == 2
    assert not any(is_write(each.call) for each in office.server.world.log.exchanges)


def boxes_with_commas(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")


def other_with_commas(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais, un peu de tout, vraiment")


def a_sorted_tab(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    office.submit(first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    office.server.world.files[office.state.id].roles["coordinator@example.org"] = "writer"
    human = _human(office)
    human.sort(office.tab.id, 2, descending=True)


def a_column_in_between(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    _human(office).insert_columns(office.tab.id, 3)


def a_number_for_a_postcode(office: Office) -> None:
    row = office.submit(languages_well="arabe, français, anglais")
    column = 1 + list(titles()).index("postcode")
    assert "numberValue" in office.tab.cell(row, column)["userEnteredValue"]


def a_lost_zero(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais", phone="0470000001")


def odd_spaces_and_marks(office: Office) -> None:
    office.submit(languages_well="\u00a0arabe,\u00a0français , Anglais ", first_name=" Samira\u200f")


def a_row_above(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    _human(office).insert_rows(office.tab.id, 1, 2)


def a_renamed_tab(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    _human(office).rename_tab(office.tab.id, "Inscriptions")


def a_manual_row_below(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    _human(office).type(office.tab.id, 8, 4, "note de l’équipe")


def a_correction_in_place(office: Office) -> None:
    row = office.submit(languages_well="arabe")
    given = {**consent(), **ANSWERS, "languages_well": "arabe, français, anglais"}
    office.linked.correct(row, MOMENT, [given.get(code, "") for code in titles()])


def the_same_responses_again(office: Office) -> None:
    for _ in range(2):
        office.submit(languages_well="arabe, français, anglais")


def an_empty_end(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais", languages_some="")


def a_title_in_another_language(office: Office) -> None:
    office.submit(languages_well="arabe, français, anglais")
    column = 1 + list(titles()).index("languages_well")
    _human(office).type(office.tab.id, 0, column, the_form().question_by_code["languages_well"].title["nl"])


def a_question_made_again(office: Office) -> None:
    """The old column stays, empty in later rows; the new one has the same title, at the right."""
    row = office.submit(languages_well="")
    right = 1 + len(titles())
    _human(office).type(office.tab.id, 0, right, titles()["languages_well"])
    _human(office).type(office.tab.id, row, right, "arabe, français, anglais")


def a_grid(office: Office) -> None:
    """One column for each row of the grid, boxes joined by commas."""
    row = office.submit(languages_well="arabe, français, anglais", free_time="")
    column = 1 + list(titles()).index("free_time")
    _human(office).insert_columns(office.tab.id, column + 1)
    for place, day, parts in ((column, "lundi", "matin, soir"), (column + 1, "samedi", "après-midi")):
        _human(office).type(office.tab.id, 0, place, f"{titles()['free_time']} [{day}]")
        _human(office).type(office.tab.id, row, place, parts)


def an_hour_that_comes_twice(office: Office) -> None:
    """Which of the two hours it was cannot be known: the clock on the wall counts, and of two rows the lower one."""
    office.submit(languages_well="arabe", moment=TWICE)
    office.submit(languages_well="arabe, français, anglais", moment=TWICE)


def another_destination(office: Office) -> None:
    """A new tab to which the form sends everything again, while the old one stays."""
    office.submit(languages_well="arabe, français, anglais")
    source = {"sourceSheetId": office.tab.id, "newSheetName": "Réponses 2"}
    apply_batch(office.state, [{"duplicateSheet": source}])


def a_deleted_row(office: Office) -> None:
    """Whoever stood there is read no longer; whoever stands below is still the same."""
    row = office.submit(first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    office.submit(languages_well="arabe, français, anglais")
    _human(office).delete_rows(office.tab.id, row)
    assert [one.contact.first_name for one in office.candidates()] == ["Samira"]


def a_deleted_row_sent_again(office: Office) -> None:
    """The form keeps what the tab has lost: linked again, it is there again, as erasing says."""
    row = office.submit(languages_well="arabe, français, anglais")
    _human(office).delete_rows(office.tab.id, row)
    assert office.candidates() == ()
    office.submit(languages_well="arabe, français, anglais")


def a_tab_in_another_language(office: Office) -> None:
    """A form for each language fills a tab of its own: answers are told by their codes."""
    office.submit(first_name="Olena", phone="0470 00 00 02", email="olena@example.org")
    asked = the_form().question_by_code
    apply_batch(office.state, [{"addSheet": {"properties": {"sheetId": 7, "title": "Antwoorden"}}}])
    tab = office.state.sheet(7)
    for column, title in enumerate(("Tijdstempel", *(asked[code].title["nl"] for code in titles()))):
        tab.set_cell(0, column, {"userEnteredValue": {"stringValue": title}})
    words = {"adult": "Ja", "languages_well": "Arabisch, Frans, Engels", "languages_some": ""}
    given = {**ANSWERS, "consent": asked["consent"].options[0].label["nl"], **words}
    second = LinkedTab(office.server.world, office.state, 7)
    second.submit(MOMENT, [given.get(code, "") for code in titles()])


def a_hidden_row(office: Office) -> None:
    row = office.submit(languages_well="arabe, français, anglais")
    rows = {"sheetId": office.tab.id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    hide = {"range": rows, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    apply_batch(office.state, [{"updateDimensionProperties": hide}])


TWICE = datetime(2026, 10, 25, 2, 30)  # summer time ends
HAZARDS: list[tuple[int, Callable[[Office], None]]] = [
    (1, boxes_with_commas), (2, other_with_commas), (3, a_grid), (4, a_title_in_another_language),
    (4, a_question_made_again), (5, a_column_in_between), (6, an_hour_that_comes_twice), (7, a_correction_in_place),
    (7, the_same_responses_again), (8, a_manual_row_below), (8, a_row_above), (8, a_renamed_tab),
    (9, another_destination), (10, a_deleted_row), (10, a_deleted_row_sent_again), (11, a_number_for_a_postcode),
    (11, a_lost_zero), (12, odd_spaces_and_marks), (12, an_empty_end), (13, a_tab_in_another_language),
    (14, a_sorted_tab), (14, a_hidden_row),
]  # fmt: skip
RECEIVED = {an_hour_that_comes_twice: TWICE}
FREE = {a_grid: frozenset({"mon-morning", "mon-evening", "sat-afternoon"})}
OTHER_TESTS = {15}  # a form that is closed makes no noise: below


@pytest.mark.parametrize(("number", "hazard"), HAZARDS)
def test_no_hazard_hides_an_answer(office: Office, number: int, hazard: Callable[[Office], None]) -> None:
    """Each by its number in the list of what is known to go wrong between a form and its tab."""
    hazard(office)
    samira = [one for one in office.candidates() if one.contact.first_name == "Samira"]
    assert len(samira) == 1, number
    assert samira[0].answers["languages_well"] == frozenset({"ar", "fr", "en"})
    assert samira[0].answers.get("free_time") == FREE.get(hazard)
    assert postcode_of(samira[0]) == "1030"
    assert samira[0].contact.phone == "+32470000001"
    assert samira[0].received == RECEIVED.get(hazard, MOMENT)


def test_every_known_hazard_has_a_test() -> None:
    assert {number for number, _ in HAZARDS} | OTHER_TESTS == set(range(1, 16))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("TRUE", "TRUE"),
        ("true", "TRUE"),  # the spreadsheet keeps no small letters of it
        ("False", "FALSE"),
        ("“Sam”", "“Sam”"),
        ("D’Angelo 'Sam'", "D’Angelo 'Sam'"),
        ("Samira 🌻", "Samira 🌻"),
        ("سميرة", "سميرة"),
        ("\u202bسميرة\u202c", "سميرة"),
        ("Олена", "Олена"),
    ],
)
def test_a_name_is_read_as_it_was_typed(office: Office, typed: str, read: str) -> None:
    office.submit(first_name=typed)
    assert [one.contact.first_name for one in office.candidates()] == [read]


def test_a_ticked_truth_value_is_a_yes(office: Office) -> None:
    office.submit(adult="TRUE")
    assert [one.answers["adult"] for one in office.candidates()] == ["yes"]


def test_a_silent_form_is_told(office: Office) -> None:
    office.submit()
    read = office.validated()
    patience = the_programme().calendar.silence_days
    late, early = (MOMENT.date() + timedelta(days=days) for days in (patience, patience - 1))
    assert find_silence(read.candidates, read.problems, the_programme(), late) == MOMENT.date()
    assert find_silence(read.candidates, read.problems, the_programme(), early) is None


@pytest.mark.parametrize("text", ["=1+1", '=IMPORTXML("http://example.org")', "+1", "-1", "@home"])
def test_what_looks_like_a_formula_is_somebody(office: Office, text: str) -> None:
    office.submit(first_name="Samira", last_name="Exemple")
    office.submit(first_name=text, phone="0470 00 00 02", email="autre@example.org")
    assert office.validated().responses == 2
    assert [one.contact.first_name for one in office.candidates()].count("Samira") == 1


@pytest.mark.parametrize(
    ("locale", "zone", "moment"),
    [
        ("fr_FR", "Europe/Brussels", datetime(2026, 10, 25, 2, 30)),
        ("en_US", "America/New_York", datetime(2026, 3, 8, 1, 59, 59)),
        ("nl_NL", "Europe/Brussels", datetime(2026, 1, 2, 0, 0)),
    ],
)
def test_times_are_the_spreadsheets_own(office: Office, locale: str, zone: str, moment: datetime) -> None:
    office.state.properties |= {"locale": locale, "timeZone": zone}
    given = {**consent(), **ANSWERS}
    office.linked.submit(moment, [given.get(code, "") for code in titles()])
    assert [one.received for one in office.candidates()] == [moment]


def test_a_renamed_question_is_told(office: Office) -> None:
    office.submit()
    column = 1 + list(titles()).index("first_name")
    _human(office).type(office.tab.id, 0, column, "Comment vous appelez-vous donc ?")
    assert office.validated().problems


def test_an_empty_form_has_no_candidates(office: Office) -> None:
    assert office.validated().responses == 0


# --- the form itself -----------------------------------------------------------------------------------------


def answer(
    office: Office, response: str = "r1", moment: str = "2026-11-20T17:30:00.123456Z", **answers: list[str]
) -> None:
    given = {**{code: [text] for code, text in {**consent(), **ANSWERS}.items()}, **answers}
    ids = {code: f"{number:08x}" for number, code in enumerate(titles())}
    respond(
        office.form, response, moment, {ids[code]: values for code, values in given.items() if code in ids}
    )


FORM = "forms:" + "f" * 30


def test_the_form_gives_the_same_candidate(office: Office) -> None:
    office.submit(languages_well="arabe, français")
    answer(office, languages_well=["arabe", "français"])
    (from_tab,), (from_form,) = office.candidates(), office.candidates(FORM)
    assert (from_form.contact, from_form.answers, from_form.received) == (
        from_tab.contact, from_tab.answers, from_tab.received,
    )  # fmt: skip


def test_each_ticked_box_is_a_value(office: Office) -> None:
    answer(office, languages_well=["arabe", "français", "le parler d’Alep, un peu"])
    (sheet,) = office.read(FORM)
    column = 1 + list(titles()).index("languages_well")
    assert sheet.rows[1][column] == "arabe\nfrançais\nle parler d’Alep, un peu"
    assert office.candidates(FORM)[0].answers["languages_well"] >= {"ar", "fr"}  # type: ignore[operator]  # a set


def test_numbers_of_the_form_stay_text(office: Office) -> None:
    answer(office, phone=["0470000001"], postcode=["1030"])
    (candidate,) = office.candidates(FORM)
    assert (candidate.contact.phone_as_written, postcode_of(candidate)) == ("0470000001", "1030")


def test_a_response_sent_again_replaces_itself(office: Office) -> None:
    answer(office, "r1")
    answer(office, "r1", "2026-11-21T08:00:00Z", first_name=["Samira"], languages_well=["anglais"])
    (candidate,) = office.candidates(FORM)
    assert candidate.answers["languages_well"] == frozenset({"en"})
    assert candidate.received == datetime(2026, 11, 21, 9, 0)


def test_summer_time_is_the_programmes(office: Office) -> None:
    answer(office, "r1", "2026-07-01T10:00:00Z")
    assert office.candidates(FORM)[0].received == datetime(2026, 7, 1, 12, 0)


def test_thousands_of_responses_come_in_pages(office: Office) -> None:
    answer(office, "r0")
    (first,) = office.form.responses
    office.form.responses += [{**first, "responseId": f"r{number}"} for number in range(1, 5001)]
    office.server.world.log.clear()
    (sheet,) = office.read(FORM)
    assert len(sheet.rows) == 5002
    assert office.server.world.log.requests == 3


def test_several_forms_are_several_tabs(office: Office) -> None:
    other = make_form(office.server.world, "g" * 30, {"1": "Vraag"})
    other.description["info"]["title"] = "Nederlands"
    assert [sheet.title for sheet in office.read(f"{FORM}, {'g' * 30}")] == ["Form", "Nederlands"]


def test_a_grid_has_a_column_for_each_row(office: Office) -> None:
    questions = [{"questionId": f"9{row}", "rowQuestion": {"title": row}} for row in ("lundi", "mardi")]
    office.form.description["items"].append(
        {"itemId": "9", "title": "Libre ?", "questionGroupItem": {"questions": questions}}
    )
    respond(office.form, "r1", "2026-11-20T17:30:00Z", {"9lundi": ["matin", "soir"]})
    (sheet,) = office.read(FORM)
    assert sheet.rows[0][-2:] == ("Libre ? [lundi]", "Libre ? [mardi]")
    assert sheet.rows[1][-2:] == ("matin\nsoir", None)


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (403, "The caller does not have permission", f"“Add collaborators”, add {ROBOT}"),
        (404, "Requested entity was not found.", "There is no form"),
        (
            403,
            "Google Forms API has not been used in project 1 before or it is disabled.",
            "Google Forms API yet",
        ),
        (403, "Request had insufficient authentication scopes.", "forms.responses.readonly"),
    ],
)
def test_a_closed_form_is_explained(office: Office, status: int, message: str, said: str) -> None:
    office.server.world.faults.add(trouble.refused(status, message), times=trouble.FOREVER)
    with pytest.raises(WorkbookError, match=said):
        office.read(FORM)


def test_addresses_become_links() -> None:
    assert link_to("google:abc", Path("/house")) == "https://docs.google.com/spreadsheets/d/abc/edit"
    assert link_to("var/duos.xlsx", Path("/house")) == "/house/var/duos.xlsx"


def _human(office: Office) -> Human:
    return Human(office.server.world, office.state.id)
