"""Cards: a page for each newcomer, in their language, from which nobody can tell who is behind a letter."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.documents import print_documents
from pipeline.vocabulary.cards import Card, CardChoice
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.season import Season
from pipeline.words.cards import TEMPLATES
from pipeline.words.catalogs import catalog
from tests.builders import TODAY, a_citizen, a_contact, a_newcomer, a_programme, the_form

LANGUAGES = ("fr", "nl", "en", "ar", "uk")
PROCEDURE = {  # words that somebody in a procedure has heard too often
    "fr": ("demande", "entretien", "décision", "refus", "dossier", "procédure", "candidat", "accepté"),
    "nl": ("aanvraag", "verzoek", "gehoor", "beslissing", "weigering", "dossier", "procedure"),
    "en": ("application", "interview", "decision", "refus", "file", "procedure", "accepted"),
    "ar": ("طلب", "مقابلة", "قرار", "رفض", "ملف", "إجراء"),
    "uk": ("заява", "заявк", "співбесід", "рішенн", "відмов", "справа", "процедур"),
    "fa": ("درخواست", "مصاحبه", "تصمیم", "رد\\b", "پرونده"),
    "tr": ("başvuru", "mülakat", "karar", "ret\\b", "dosya"),
    "es": ("solicitud", "entrevista", "decisión", "rechaz", "expediente", "procedimiento"),
    "ps": ("غوښتن", "مرکه", "پرېکړ", "رد\\b", "دوسیه"),
}
HIDDEN = a_citizen(
    "V-0042",
    first_name="Zephyrine",
    answers={"age": "60-99", "gender": "woman", "likes": frozenset({"music"})},
)


def a_season(language: str = "fr", *, citizen: Person = HIDDEN, **changes: object) -> Season:
    newcomer = a_newcomer(answers={"languages_well": frozenset({language, "fr"})})
    season = Season(
        a_programme(mode=Mode.DOSSIERS),
        the_form(),
        b"",
        people=(newcomer, citizen),
        contacts={"N-0001": a_contact(language=language), "V-0042": a_contact(phone="+32470000042")},
        cards=(Card("N-0001", "C", "V-0042"),),
    )
    return replace(season, **changes)


def page_of(season: Season) -> str:
    return print_documents(season, TODAY)["N-0001.html"]


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition("<main>")[2]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_in_the_newcomers_language(language: str) -> None:
    page = page_of(a_season(language))
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    title = catalog(language, "cards").gettext(TEMPLATES["cards.title"])
    assert f">{title}</h1>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_never_says_who_it_is(language: str) -> None:
    page = page_of(a_season(language))
    contact = a_contact()
    for secret in ("V-0042", "Zephyrine", "+32470000042", contact.email, contact.last_name, "1030", "60-99"):
        assert secret not in page


@pytest.mark.parametrize("language", sorted(PROCEDURE))
def test_words_of_the_procedure_are_avoided(language: str) -> None:
    texts = [template for template in TEMPLATES.values() if isinstance(template, str)]
    said = " ".join(catalog(language, "cards").gettext(one) for one in texts).lower()
    assert [word for word in PROCEDURE[language] if re.search(rf"\b{word}", said)] == []


def test_letter_and_likes_stand_on_the_card() -> None:
    said = words_of(page_of(a_season()))
    assert "Carte C" in said
    assert "Aime musique".replace(" ", "") in said.replace(" ", "")


def test_card_that_was_declined_is_not_printed() -> None:
    declined = (Card("N-0001", "C", "V-0042", choice=CardChoice.NO),)
    assert print_documents(a_season(cards=declined), TODAY) == {}


def test_text_of_people_is_never_markup() -> None:
    season = a_season()
    odd = {"fr": "<script>alert(1)</script>", "nl": "x", "en": "x"}
    programme = season.programme.model_copy(update={"name": odd})
    page = page_of(replace(season, programme=programme))
    assert "<script>alert" not in page


def test_telephone_number_never_turns_round() -> None:
    page = page_of(a_season("ar"))
    assert f"<bdi>{a_season().programme.organisation.phone}</bdi>" in page


def test_templates_reach_nothing_outside() -> None:
    for name in ("cards.html", "side_by_side.html", "page.html"):
        text = (Path("pipeline/documents") / name).read_text("utf-8")
        assert not re.search(r"https?://|<script src|\bsafe\b", text)


@pytest.mark.parametrize("language", PROCEDURE)
def test_a_single_card_is_spoken_of_as_one(language: str) -> None:
    """Nobody is asked to choose a second one where there is only one, and only there is it said so."""
    one, many = (
        words_of("<main>" + catalog(language, "cards").gettext(str(TEMPLATES[code])))
        for code in ("cards.about_one", "cards.about")
    )
    assert one != many
    second = a_citizen("V-0043", answers={"likes": frozenset({"walking"})})
    season = a_season(language)
    more = replace(
        season, people=(*season.people, second), cards=(*season.cards, Card("N-0001", "D", "V-0043"))
    )
    assert [one in words_of(page_of(two)) for two in (season, more)] == [True, False]
    assert [many in words_of(page_of(two)) for two in (season, more)] == [False, True]
