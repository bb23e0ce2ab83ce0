"""Names, telephones and e-mails are read with care, and never quoted in a fault."""

from __future__ import annotations

import pytest

from pipeline.answers import read_answer
from pipeline.vocabulary.tables import Cell
from tests.builders import the_form

QUESTION = the_form().question_by_code


def codes(question: str, cell: Cell) -> list[str]:
    return [fault.code for fault in read_answer(QUESTION[question], cell).faults]


@pytest.mark.parametrize(
    "cell",
    [
        "0470 00 00 01",
        "0470/00.00.01",
        "+32 470 00 00 01",
        "+32 (0)470/00.00.01",
        "0032 470 000 001",
        "32470000001",
        470000001,
        470000001.0,
        32470000001.0,
        "٠٤٧٠٠٠٠٠٠١",
        "\u202a+32 470 00 00 01\u202c",
        "tel: 0470 00 00 01",
    ],
)
def test_one_number_has_many_spellings(cell: Cell) -> None:
    assert read_answer(QUESTION["phone"], cell).answer == "+32470000001"
    assert codes("phone", cell) == []


def test_numbers_of_other_countries_are_read() -> None:
    assert read_answer(QUESTION["phone"], "+380 50 123 45 67").answer == "+380501234567"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("pas de téléphone", ["unreadable_phone"]),
        ("123", ["unreadable_phone"]),
        ("0" * 500, ["unreadable_phone"]),
        ("+32 2 000 00 00", ["doubtful_phone"]),
        ("0470000001 ou 0470000002", ["several_phones"]),
        ("0470000001 / 0470000002", ["several_phones"]),
    ],
)
def test_doubts_about_a_number_are_told(cell: str, expected: list[str]) -> None:
    assert codes("phone", cell) == expected


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Paul@Example.org", "Paul@example.org"),
        (" paul@example.org. ", "paul@example.org"),
        ("Paul <paul@example.org>", "paul@example.org"),
        ("mailto:paul@example.org", "paul@example.org"),
        ("paul@example", None),
        ("néant", None),
        ("a@b@c.be", None),
    ],
)
def test_addresses_are_read_without_a_network(cell: str, address: str | None) -> None:
    assert read_answer(QUESTION["email"], cell).answer == address
    assert codes("email", cell) == ([] if address else ["unreadable_email"])


@pytest.mark.parametrize("name", ["Zoé", "Jean-Paul", "O’Brien", "مثال", "Приклад", "李", "X Æ", "🙂 Sam"])
def test_names_stay_as_they_are(name: str) -> None:
    reading = read_answer(QUESTION["first_name"], f"  {name}\u00a0")
    assert (reading.answer, reading.faults) == (name, ())


@pytest.mark.parametrize("name", ['=HYPERLINK("https://example.org";"Paul")', "+1+1", "@SUM(1)", "-2+3"])
def test_a_formula_stays_text(name: str) -> None:
    assert read_answer(QUESTION["first_name"], name).answer == name
    assert codes("first_name", name) == ["name_is_formula"]


@pytest.mark.parametrize("name", ["paul@example.org", "0470 00 00 01", "Paul ٠٤٧٠٠٠٠٠٠١"])
def test_a_contact_is_no_name(name: str) -> None:
    reading = read_answer(QUESTION["first_name"], name)
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == ["name_is_contact"]


def test_a_name_of_a_hundred_thousand_letters_is_cut() -> None:
    reading = read_answer(QUESTION["first_name"], "a" * 100_000)
    assert len(str(reading.answer)) == 100
    assert [fault.code for fault in reading.faults] == ["too_long", "name_too_long"]


@pytest.mark.parametrize(("question", "cell"), [("phone", "04701234"), ("email", "paul@@example.org")])
def test_faults_never_quote_a_contact(question: str, cell: str) -> None:
    for fault in read_answer(QUESTION[question], cell).faults:
        assert cell not in str(fault.details)


@pytest.mark.parametrize(
    ("question", "cell", "answer"),
    [
        ("first_name", True, "TRUE"),
        ("last_name", False, "FALSE"),
        ("first_name", "yes", "yes"),
        ("adult", True, "yes"),
    ],
)
def test_a_truth_value_may_be_a_name(question: str, cell: Cell, answer: str) -> None:
    assert read_answer(QUESTION[question], cell).answer == answer
