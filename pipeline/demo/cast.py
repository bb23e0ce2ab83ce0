"""A cast for the synthetic season: people with a story, each a change to somebody drawn by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pipeline.answers.places import localities
from pipeline.demo.lives import Draw
from pipeline.vocabulary.form import Type
from pipeline.vocabulary.people import Answer, Candidate, Role

MISSION_DAYS = 9
"""How far ahead the mission's day is."""

MORNINGS = frozenset({"mon-morning", "tue-morning", "wed-morning", "thu-morning", "fri-morning"})
EVENINGS = frozenset({"mon-evening", "tue-evening", "wed-evening", "thu-evening", "fri-evening"})
SATURDAY = frozenset({"sat-morning", "sat-afternoon", "sat-evening"})
SUNDAY = frozenset({"sun-morning", "sun-afternoon", "sun-evening"})

Change = Mapping[str, Answer | None]
"""Question code → answer, None for a question left blank; a place is written as its postcode."""

NEWCOMERS: dict[int, Change] = {
    # These have nobody yet, each for another reason.
    3: {"needs": frozenset({"housing"}), "postcode": "1070", "travel": "km5", "free_time": SATURDAY},
    7: {"languages_well": frozenset({"ti"}), "languages_some": None, "postcode": "4020"},
    11: {"free_time": SUNDAY, "postcode": "6000", "needs": frozenset({"work"}), "travel": "km5"},
    14: {
        "gender": "woman",
        "gender_wish": "woman",
        "postcode": "5000",
        "needs": frozenset({"work", "studies"}),
    },
    18: {"postcode": "6820", "travel": "km2"},
    21: {"age": None},
    # The errand of one day, a household, a wish that is easy to meet.
    5: {
        "mission_on": date.min,
        "needs": frozenset({"paperwork", "speak"}),
        "postcode": "1030",
        "travel": "km10",
        "free_time": MORNINGS | EVENINGS,
        "languages_well": frozenset({"ar"}),
        "languages_some": frozenset({"fr"}),
        "gender_wish": "any",
        "age": "30-44",
    },
    9: {
        "unit": "household",
        "needs": frozenset({"school", "people", "leisure"}),
        "postcode": "1210",
        "free_time": SATURDAY | SUNDAY,
        "languages_some": frozenset({"fr"}),
        "gender_wish": "any",
        "age": "30-44",
        "travel": "km10",
    },
}
CITIZENS: dict[int, Change] = {
    2: {
        "places": "p2",
        "offers": frozenset({"speak", "city", "paperwork"}),
        "postcode": "1030",
        "travel": "km20",
        "availability": MORNINGS | frozenset({"tue-evening", "thu-evening"}),
        "languages_well": frozenset({"fr", "en"}),
        "age": "60-99",
    },
    6: {
        "unit": "household",
        "offers": frozenset({"people", "leisure", "school"}),
        "postcode": "1000",
        "availability": frozenset({"sat-afternoon", "sun-morning", "sun-afternoon"}),
        "travel": "km10",
        "languages_well": frozenset({"fr", "nl"}),
        "gender": "woman",
        "age": "30-44",
    },
    10: {
        "offers": frozenset({"work", "studies"}),
        "postcode": "4000",
        "travel": "km10",
        "age": "45-59",
        "availability": EVENINGS,
        "languages_well": frozenset({"fr", "en"}),
    },
}
CAST: dict[Role, dict[int, Change]] = {Role.CITIZEN: CITIZENS, Role.NEWCOMER: NEWCOMERS}


def play(draw: Draw, candidate: Candidate, number: int) -> Candidate:
    """The candidate with what the cast changes in their answers; most people are not in the cast."""
    answers = dict(candidate.answers)
    asked = {question.code: question for question in draw.form.of(candidate.role)}
    for code, answer in CAST[candidate.role].get(number, {}).items():
        answers.pop(code, None)
        if code in asked and answer is not None:
            answers[code] = _real(draw.today, answer, asked[code].type)
    return replace(candidate, answers=answers)


def _real(today: date, answer: Answer, kind: Type) -> Answer:
    if kind is Type.PLACE:
        return localities()[str(answer)].place
    return today + timedelta(days=MISSION_DAYS) if kind is Type.DATE else answer
