"""Discussion sheets: one for each newcomer, in plain words, without contact details."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.documents import print_documents
from pipeline.vocabulary.journey import ProposalState, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Languages, Mode
from pipeline.vocabulary.season import Season
from tests.builders import TODAY, a_citizen, a_contact, a_newcomer, a_programme, a_proposal, the_form

PEOPLE = (a_newcomer(), a_citizen(), a_citizen("V-0002", first_name="Mia"))
CHOICES = (
    a_proposal(code="P-0002", citizen="V-0002", choice=2),
    a_proposal(code="P-0001", choice=1, newcomer_reply=Reply.YES),
)


def a_season(language: str = "fr", people: tuple[Person, ...] = PEOPLE, **changes: object) -> Season:
    programme = a_programme(mode=Mode.DISCUSSED).model_copy(
        update={"languages": Languages(workbook=language)}
    )
    season = Season(
        programme, the_form(), b"", people=people, proposals=CHOICES, contacts={"N-0001": a_contact()}
    )
    return replace(season, **changes)


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main>")[2]))


def test_each_newcomer_has_one_sheet() -> None:
    assert list(print_documents(a_season(), TODAY)) == ["N-0001.html"]


def test_choices_stand_in_their_order() -> None:
    page = words_of(print_documents(a_season(), TODAY)["N-0001.html"])
    assert page.index("1. Paul · V-0001 · P-0001") < page.index("2. Mia · V-0002 · P-0002")


def test_answer_already_noted_is_ticked() -> None:
    page = print_documents(a_season(), TODAY)["N-0001.html"]
    assert page.count("✗") == 1


def test_sheet_never_holds_contact_details() -> None:
    page = print_documents(a_season(), TODAY)["N-0001.html"]
    contact = a_contact()
    assert not any(secret in page for secret in (contact.phone, contact.email, contact.last_name))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "nous avons pensé à 2 personnes avec qui vous pourriez bien vous entendre"),
        ("nl", "we hebben aan 2 mensen gedacht met wie het zou kunnen klikken"),
        ("en", "we have thought of 2 people with whom you might get on well"),
    ],
)
def test_sheet_speaks_the_workbooks_language(language: str, said: str) -> None:
    assert said in words_of(print_documents(a_season(language), TODAY)["N-0001.html"])


def test_names_are_text_not_markup() -> None:
    people = (a_newcomer(first_name="<b>Sam</b>"), *PEOPLE[1:])
    page = print_documents(a_season(people=people), TODAY)["N-0001.html"]
    assert "<b>" not in page
    assert "&lt;b&gt;Sam" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"proposals": ()},
        {"proposals": tuple(replace(one, state=ProposalState.WITHDRAWN) for one in CHOICES)},
        {"people": ()},
        {"set_aside": frozenset({"N-0001"})},
        {"programme": a_programme(mode=Mode.CRITERIA)},
    ],
)
def test_nothing_to_talk_over_prints_nothing(changes: dict[str, object]) -> None:
    assert print_documents(a_season(**changes), TODAY) == {}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "Els (V-0001) répond"), ("nl", "Antwoord van Els (V-0001)"), ("en", "Answer of Els (V-0001)")],
)
def test_a_name_needs_no_elision(language: str, expected: str) -> None:
    """Els, Anne or Youssef: the heading above the answers is right whatever the name begins with."""
    people = (PEOPLE[0], a_citizen(first_name="Els"), PEOPLE[2])
    assert expected in words_of(print_documents(a_season(language, people), TODAY)["N-0001.html"])
