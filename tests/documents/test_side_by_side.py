"""Side by side on paper: the newcomer beside volunteers, in code order, without a word of how well they fit."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.documents import print_documents
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from tests.builders import LIEGE, TODAY, a_citizen, a_contact, a_newcomer, a_programme, the_form

PEOPLE = (a_newcomer(), a_citizen("V-0009"), a_citizen("V-0002", first_name="Mia"))


def a_season(*people: Person) -> Season:
    return Season(
        a_programme(mode=Mode.FEEL), the_form(), b"", people=people, contacts={"N-0001": a_contact()}
    )


def page_of(season: Season) -> str:
    return print_documents(season, TODAY)["N-0001.html"]


def heads_of(page: str) -> list[str]:
    return re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)


def test_each_newcomer_has_a_page() -> None:
    assert list(print_documents(a_season(*PEOPLE), TODAY)) == ["N-0001.html"]


def test_newcomer_stands_first_then_codes() -> None:
    assert heads_of(page_of(a_season(*PEOPLE))) == ["N-0001 · Samira", "V-0002 · Mia", "V-0009 · Paul"]


def test_needs_stand_beside_offers() -> None:
    (row,) = re.findall(r"Besoins / propose</th>(.*?)</tr>", page_of(a_season(*PEOPLE)))
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == [
        "pratiquer la langue, découvrir la ville",
        "pratiquer la langue, chercher un travail",
        "pratiquer la langue, chercher un travail",
    ]


def test_newcomer_is_repeated_on_each_sheet() -> None:
    many = [a_citizen(f"V-{number:04}") for number in range(1, 13)]
    page = page_of(a_season(a_newcomer(), *many))
    assert heads_of(page).count("N-0001 · Samira") == page.count("<table>") == 3
    assert page.count("V-00") == 12


def test_whoever_rules_forbid_has_no_page() -> None:
    far = a_citizen(answers={"postcode": LIEGE})
    assert print_documents(a_season(a_newcomer(), far), TODAY) == {}


def test_no_opinion_is_printed() -> None:
    page = page_of(a_season(*PEOPLE))
    assert not re.search(r"bien étayée|possible</|peu d’éléments|%</", page)


def test_names_are_text_not_markup() -> None:
    page = page_of(a_season(a_newcomer(first_name="<b>Sam</b>"), *PEOPLE[1:]))
    assert "<b>" not in page


def test_page_holds_no_contact_details() -> None:
    contact = a_contact()
    page = page_of(replace(a_season(*PEOPLE)))
    assert not any(secret in page for secret in (contact.phone, contact.email, contact.last_name))
