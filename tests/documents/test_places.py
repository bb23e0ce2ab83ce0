"""Place cards: each guest's own table and names, and room for wishes."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.documents import print_documents
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.vocabulary.sessions import Session
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form

MEAL = Session(TODAY + timedelta(days=8), "18:30", "21:00", title="<Repas>", venue="ici", is_visible=True)


def pages_of(*people: Person, sessions: tuple[Session, ...] = (MEAL,)) -> dict[str, str]:
    season = Season(a_programme(mode=Mode.ACTIVITIES), the_form(), b"", people=people, sessions=sessions)
    return print_documents(season, TODAY)


def test_each_guest_has_a_card() -> None:
    ((name, page),) = pages_of(a_newcomer(), a_citizen(), a_citizen("V-0002", first_name="Mia")).items()
    assert name == "tables-2026-12-02-1.html"
    assert re.findall(r"<bdi>([^<·]+)</bdi></h2>", page) == ["Paul", "Mia", "Samira"]
    assert page.count("Table 1\N{NO-BREAK SPACE}: français") == 3
    assert "<bdi>V-0002" not in page
    assert "<bdi>Mia · V-0002</bdi> – cuisine" in page
    assert page.count('class="wish"') == 9


def test_text_of_the_team_is_escaped() -> None:
    (page,) = pages_of(a_newcomer(), a_citizen()).values()
    assert "<Repas>" not in page
    assert "&lt;Repas&gt;" in page


def test_whoever_nobody_understands_is_received() -> None:
    alone = a_newcomer("N-0009", answers={"languages_well": frozenset({"ti"}), "languages_some": None})
    (page,) = pages_of(a_newcomer(), a_citizen(), alone).values()
    assert page.count("Venez nous voir en arrivant.") == 1


def test_nothing_to_come_prints_nothing() -> None:
    assert pages_of(a_newcomer(), a_citizen(), sessions=()) == {}
