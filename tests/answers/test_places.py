"""Every Belgian postcode is there, where it should be, under all its names."""

from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers import read_answer, write_answer
from pipeline.answers.places import localities
from pipeline.vocabulary.people import Place
from pipeline.vocabulary.tables import Cell
from pipeline.words import LANGUAGES, Speaker
from tests.builders import the_form

QUESTION = the_form().question_by_code["postcode"]
POSTCODES = 1149

CENTRES = [  # town halls and squares that anybody can look up, in degrees
    ("1000", 50.8467, 4.3525),
    ("1020", 50.8840, 4.3480),
    ("1030", 50.8676, 4.3737),
    ("1348", 50.6690, 4.6120),
    ("2000", 51.2211, 4.3997),
    ("2100", 51.2210, 4.4660),
    ("3000", 50.8790, 4.7010),
    ("4000", 50.6450, 5.5740),
    ("4700", 50.6290, 6.0360),
    ("5000", 50.4640, 4.8670),
    ("6000", 50.4110, 4.4440),
    ("7000", 50.4540, 3.9520),
    ("7500", 50.6060, 3.3880),
    ("8000", 51.2090, 3.2240),
    ("8400", 51.2300, 2.9200),
    ("9000", 51.0540, 3.7250),
]


def distance(one: Place, latitude: float, longitude: float) -> float:
    return 111.2 * hypot(one.latitude - latitude, (one.longitude - longitude) * cos(radians(latitude)))


def test_all_postcodes_are_there_once() -> None:
    assert len(localities()) == POSTCODES
    assert list(localities()) == sorted(localities())


def test_every_point_lies_in_belgium() -> None:
    for locality in localities().values():
        assert 49.49 < locality.place.latitude < 51.51
        assert 2.53 < locality.place.longitude < 6.42


@pytest.mark.parametrize(("postcode", "latitude", "longitude"), CENTRES)
def test_known_centres_are_within_two_kilometres(postcode: str, latitude: float, longitude: float) -> None:
    assert distance(localities()[postcode].place, latitude, longitude) < 2.5


@pytest.mark.parametrize(
    ("cell", "postcode"),
    [
        ("1030", "1030"),
        (1030, "1030"),
        (1030.0, "1030"),
        ("1030 Schaerbeek", "1030"),
        ("B-1030", "1030"),
        ("B1030", "1030"),
        ("1030 Bruxelles", "1030"),
        ("Schaarbeek (1030)", "1030"),
        ("١٠٣٠", "1030"),
        ("Schaarbeek", "1030"),
        ("SCHAERBEEK", "1030"),
        ("Gand", "9000"),
        ("Ghent", "9000"),
        ("Luik", "4000"),
        ("Lüttich", "4000"),
        ("Liege", "4000"),
        ("Brüssel", "1000"),
        ("Anvers", "2000"),
        ("St-Gilles", "1060"),
        ("Molenbeek", "1080"),
        ("LLN", "1348"),
        ("Louvain-la-Neuve", "1348"),
        ("Uccle, Bruxelles", "1180"),
        ("Tongeren", "3700"),
        ("Tielt", "8700"),
        ("Merelbeke", "9820"),
    ],
)
def test_places_are_read_in_any_spelling(cell: Cell, postcode: str) -> None:
    reading = read_answer(QUESTION, cell)
    assert isinstance(reading.answer, Place)
    assert (reading.answer.postcode, reading.faults) == (postcode, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9999", "unknown_postcode"),
        ("10300", "unknown_postcode"),
        (103, "unknown_postcode"),
        ("Paris", "unknown_place"),
        ("=1+1", "unknown_place"),
        ("Schaerbeeck", "unknown_place_near"),
        ("Haren", "ambiguous_place"),
    ],
)
def test_what_is_no_place_is_told(cell: Cell, code: str) -> None:
    reading = read_answer(QUESTION, cell)
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == [code]


def test_a_postcode_wins_over_another_name() -> None:
    reading = read_answer(QUESTION, "1030 Ixelles")
    assert isinstance(reading.answer, Place)
    assert reading.answer.postcode == "1030"
    assert [fault.code for fault in reading.faults] == ["place_disagrees"]


@pytest.mark.parametrize(("language", "name"), [("fr", "1030 Schaerbeek"), ("nl", "1030 Schaarbeek")])
def test_a_place_is_written_in_the_readers_language(language: str, name: str) -> None:
    assert write_answer(QUESTION, localities()["1030"].place, Speaker(language)) == name


@given(st.sampled_from(list(localities())), st.sampled_from(LANGUAGES))
def test_every_place_is_read_back(postcode: str, language: str) -> None:
    place = localities()[postcode].place
    reading = read_answer(QUESTION, write_answer(QUESTION, place, Speaker(language)))
    assert (reading.answer, reading.faults) == (place, ())
