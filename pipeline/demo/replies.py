"""A life in; what its owner answers to each question of the form out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from pipeline.answers.places import localities
from pipeline.demo import portraits
from pipeline.demo.lives import Draw, Life, is_blank, pick, toss
from pipeline.demo.portraits import MOMENTS
from pipeline.vocabulary.form import CALL_WHEN, FILLED_BY, LATIN_NAME, Question, Type
from pipeline.vocabulary.people import Answer, Role
from pipeline.vocabulary.week import DAYS, PARTS, WORKDAYS

NOT_REPLIED = frozenset({CALL_WHEN, FILLED_BY, LATIN_NAME})
"""Questions that a life says nothing about."""

LEARNING = 0.85
"""How many newcomers speak a little of the first language heard around them."""

ANY = 0.3
"""How often a box is ticked of which this demo knows nothing."""


def draw_replies(draw: Draw, life: Life) -> Iterator[tuple[str, Answer]]:
    """Question code and answer; contact questions give none, an unknown question is answered by its type."""
    for question in draw.form.of(life.role):
        if question.code in NOT_REPLIED:
            continue
        if not question.required and is_blank(life, question.code):
            continue
        answer = _reply(life, question)
        if question.type is Type.PLACE:
            answer = localities()[str(answer)].place
        if answer:
            yield question.code, answer


def _reply(life: Life, question: Question) -> Answer | None:
    known = REPLIES.get(question.code)
    by_type = REPLIES_BY_TYPE.get(question.type)
    if known is None:
        return by_type(life, question) if by_type else None
    answer = known(life)
    if question.type is Type.CHOICES and isinstance(answer, frozenset):
        return answer & frozenset(question.option_by_code)
    return answer


def _languages_some(life: Life) -> Answer:
    chances = dict(life.origin.some)
    if life.role is Role.NEWCOMER:
        chances[life.region.languages[0]] = LEARNING
    return frozenset(
        language
        for language in sorted(chances)
        if language not in life.origin.well and life.random.random() < chances[language]
    )


def _activities(life: Life) -> Answer:
    return toss(life.random, life.portrait.activities)


def _style(life: Life) -> Answer:
    return pick(life.random, life.portrait.styles)


def _any_place(life: Life, _question: Question) -> Answer:
    return life.random.choice(life.region.postcodes)


def _any_option(life: Life, question: Question) -> Answer:
    return life.random.choice(question.options).code


def _any_options(life: Life, question: Question) -> Answer:
    return frozenset(option.code for option in question.options if life.random.random() < ANY)


def _consent(_life: Life, _question: Question) -> Answer:
    return "yes"


def _slots(life: Life, question: Question) -> Answer:
    """The free moments of a kind of life: whole ones where the form asks so, else parts of some days."""
    moments = toss(life.random, life.portrait.moments)
    if question.options:
        chosen = [option for option in question.options if option.code in moments]
        return frozenset(slot for option in chosen for slot in option.slots)
    return frozenset(slot for name in MOMENTS if name in moments for slot in _some(life.random, name))


def _some(random: Random, name: str) -> list[str]:
    days, parts = MOMENT_SLOTS[name]
    slots = [f"{day}-{part}" for day in days for part in parts]
    return random.sample(slots, random.randint(1, len(slots) - 1))


MOMENT_SLOTS = {
    "workday_mornings": (WORKDAYS, PARTS[:1]),
    "workday_afternoons": (WORKDAYS, PARTS[1:2]),
    "workday_evenings": (WORKDAYS, PARTS[2:]),
    "saturdays": (DAYS[5:6], PARTS),
    "sundays": (DAYS[6:], PARTS),
}
REPLIES: dict[str, Callable[[Life], Answer]] = {
    "adult": lambda _life: "yes",
    "languages_well": lambda life: frozenset(life.origin.well),
    "languages_some": _languages_some,
    "needs": _activities,
    "offers": _activities,
    "likes": lambda life: toss(life.random, life.portrait.likes),
    "dislikes": lambda life: toss(life.random, life.portrait.dislikes),
    "travel": lambda life: pick(life.random, portraits.TRAVEL[life.role]),
    "gender": lambda life: life.gender,
    "gender_wish": lambda life: pick(life.random, portraits.GENDER_WISHES[life.gender]),
    "age": lambda life: pick(life.random, life.portrait.ages),
    "duration": lambda life: pick(life.random, life.portrait.durations),
    "rhythm": lambda life: pick(life.random, life.portrait.rhythms),
    "style": _style,
    "style_newcomer": _style,
    "unit": lambda life: pick(life.random, life.portrait.units),
    "places": lambda life: pick(life.random, portraits.PLACES),
    "source": lambda life: frozenset({pick(life.random, portraits.SOURCES)}),
}
REPLIES_BY_TYPE: dict[Type, Callable[[Life, Question], Answer]] = {
    Type.PLACE: _any_place,
    Type.WEEK: _slots,
    Type.CHOICE: _any_option,
    Type.CHOICES: _any_options,
    Type.CONSENT: _consent,
}
