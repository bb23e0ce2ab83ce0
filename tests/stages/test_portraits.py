"""Portraits: what two people could do together, and nothing that says who somebody is."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.portraits import Gallery
from pipeline.vocabulary.people import Person, Place
from pipeline.vocabulary.programme import Cards
from pipeline.words import Speaker
from tests.builders import LIEGE, a_citizen, a_newcomer, a_programme, the_form


def a_gallery(**matching: Any) -> Gallery:
    """The gallery of this repository's programme, with other matching settings."""
    return Gallery(a_programme(**matching).matching, the_form())


def read(citizen: Person, newcomer: Person, language: str = "en", **matching: Any) -> dict[str, str]:
    """A card's lines: about → what it says."""
    speaker = Speaker(language, the_form())
    lines = a_gallery(**matching).portray(citizen, newcomer)
    return {speaker.say(line.about): line.joined(speaker) for line in lines}


def test_card_says_what_two_can_do() -> None:
    citizen = a_citizen(answers={"rhythm": "weekly", "dislikes": frozenset({"games"}), "duration": "m6"})
    assert read(citizen, a_newcomer()) == {
        "Offers": "practise the language · look for work",
        "Speaks": "French · English",
        "Free when you are": "Weekday evenings",
        "Lives": "less than 2 km from you",
        "Likes": "cooking · walking",
        "Dislikes": "board games",
        "Rhythm": "every week",
        "Duration": "6 months",
    }


def test_card_never_says_who_it_is() -> None:
    citizen = a_citizen(first_name="Zephyrine", answers={"age": "60-99", "gender": "woman", "unit": "one"})
    said = " ".join((*(words := read(citizen, a_newcomer())), *words.values()))
    for private in ("Zephyrine", "V-0001", "60", "woman", "1030", "Schaerbeek"):
        assert private not in said


def test_own_words_never_stand_on_cards() -> None:
    citizen = a_citizen(answers={"offers": frozenset({"speak", "I live above the bakery"})})
    assert read(citizen, a_newcomer())["Offers"] == "practise the language"


@pytest.mark.parametrize("code", ["gender", "age", "adult", "unit", "postcode", "availability"])
def test_private_questions_are_never_shown(code: str) -> None:
    citizen = a_citizen(answers={"unit": "one"})
    plain = read(citizen, a_newcomer(), cards=Cards(questions=("likes",)))
    assert read(citizen, a_newcomer(), cards=Cards(questions=("likes", code))) == plain


def test_languages_of_origin_stay_private() -> None:
    citizen = a_citizen(answers={"languages_well": frozenset({"fr", "ar", "ti"})})
    assert read(citizen, a_newcomer())["Speaks"] == "French · Arabic"
    alone = a_newcomer(answers={"languages_well": frozenset({"uk"})})
    assert read(citizen, alone)["Speaks"] == "French"


def test_only_moments_in_common_are_said() -> None:
    citizen = a_citizen(answers={"availability": frozenset({"mon-morning", "sat-morning", "sat-evening"})})
    assert read(citizen, a_newcomer())["Free when you are"] == "Saturdays"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (LIEGE, None),
        (Place("1050", 50.8225, 4.3815), "less than 10 km from you"),
        (None, None),
    ],
)
def test_distance_is_only_roughly_told(place: Place | None, expected: str | None) -> None:
    assert read(a_citizen(answers={"postcode": place}), a_newcomer()).get("Lives") == expected


def test_cards_without_questions_follow_the_criteria() -> None:
    told = read(a_citizen(answers={"style": "talk"}), a_newcomer(), cards=Cards())
    assert list(told) == ["Offers", "Speaks", "Free when you are", "Lives", "Likes", "Style"]


@pytest.mark.parametrize(
    ("well", "some", "wanted", "expected"),
    [
        ({"ar"}, {"fr"}, "fr", "ar"),
        ({"ar", "fr"}, set(), "ar", "ar"),
        ({"ar", "fr"}, set(), "nl", "fr"),
        ({"ti"}, {"nl"}, "", "nl"),
        ({"ti"}, {"nl"}, "uk", "uk"),
        ({"ti"}, set(), "", "fr"),
        ({"ti"}, set(), "zz", "fr"),
    ],
)
def test_card_speaks_the_newcomers_language(
    well: set[str], some: set[str], wanted: str, expected: str
) -> None:
    newcomer = a_newcomer(answers={"languages_well": frozenset(well), "languages_some": frozenset(some)})
    assert a_gallery().language_for(newcomer, wanted, "fr") == expected


def test_every_language_of_the_form_is_spoken() -> None:
    assert all(a_gallery().speaks(language) for language in ("fr", "nl", "en", "ar", "uk"))
    assert not a_gallery().speaks("de")
