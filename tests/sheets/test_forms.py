from datetime import datetime

import gspread
import pytest

from tests.sheets.books import Book, open_book
from tests.sheets.kinds import Json
from tests.sheets.respondent import LinkedTab, make_form, respond

MORNING = datetime(2026, 11, 21, 10, 0)


def ask(book: Book, path: str, **options: str | int) -> Json:
    address = f"https://forms.googleapis.com/v1/forms/{path}"
    answer: Json = book.google.client.request("get", address, params=dict(options)).json()
    return answer


def test_each_ticked_box_is_a_value() -> None:
    with open_book() as book:
        form = make_form(book.world, "form", {"q1": "Langues"})
        respond(form, "r1", "2026-11-21T10:00:00Z", {"q1": ["français", "arabe, dialectal"]})
        (response,) = ask(book, "form/responses")["responses"]
        answers = response["answers"]["q1"]["textAnswers"]["answers"]
        assert [each["value"] for each in answers] == ["français", "arabe, dialectal"]
        assert ask(book, "form/responses/r1") == response
        assert ask(book, "form")["items"][0]["title"] == "Langues"


def test_later_responses_are_filtered_and_paged() -> None:
    with open_book() as book:
        form = make_form(book.world, "form", {"q1": "Prénom"})
        for day in range(1, 6):
            respond(form, f"r{day}", f"2026-11-0{day}T10:00:00Z", {"q1": ["Amal"]})
        page = ask(book, "form/responses", pageSize=2, filter="timestamp > 2026-11-02T10:00:00Z")
        rest = ask(
            book,
            "form/responses",
            pageSize=2,
            filter="timestamp > 2026-11-02T10:00:00Z",
            pageToken=page["nextPageToken"],
        )
        found = [each["responseId"] for each in (*page["responses"], *rest["responses"])]
        assert found == ["r3", "r4", "r5"]
        assert "nextPageToken" not in rest


def test_an_edited_response_keeps_its_identifier() -> None:
    with open_book() as book:
        form = make_form(book.world, "form", {"q1": "Prénom"})
        respond(form, "r1", "2026-11-01T10:00:00Z", {"q1": ["Amal"]})
        respond(form, "r1", "2026-11-02T10:00:00Z", {"q1": ["Amel"]}, created="2026-11-01T10:00:00Z")
        (response,) = ask(book, "form/responses")["responses"]
        assert response["createTime"] < response["lastSubmittedTime"]


def test_no_responses_are_an_empty_answer() -> None:
    with open_book() as book:
        make_form(book.world, "form", {})
        assert ask(book, "form/responses") == {}


def test_a_form_must_be_shared() -> None:
    with open_book() as book:
        make_form(book.world, "form", {}, reader="other@example.org")
        with pytest.raises(gspread.exceptions.APIError, match="403"):
            ask(book, "form/responses")
        with pytest.raises(gspread.exceptions.APIError, match="404"):
            ask(book, "unknown/responses")


def test_a_new_response_stands_above_manual_rows() -> None:
    with open_book([["Horodateur", "Prénom", "Téléphone"]], locale="fr_BE") as book:
        linked = LinkedTab(book.world, book.state, 0)
        linked.submit(MORNING, ["Amal", "0470000001"])
        book.human.type("Sheet1", 2, 1, "par téléphone")
        linked.submit(MORNING, ["Béa", ""])
        assert book.human.see("Sheet1") == [
            ["Horodateur", "Prénom", "Téléphone"],
            ["21/11/2026 10:00:00", "Amal", "470000001"],
            ["21/11/2026 10:00:00", "Béa", ""],
            ["", "par téléphone", ""],
        ]


def test_a_corrected_response_overwrites_its_row() -> None:
    with open_book([["Horodateur", "Prénom"]], locale="fr_BE") as book:
        linked = LinkedTab(book.world, book.state, 0)
        row = linked.submit(MORNING, ["Amal"])
        linked.correct(row, MORNING.replace(hour=11), ["Amel"])
        assert book.human.see("Sheet1")[1:] == [["21/11/2026 11:00:00", "Amel"]]
