"""Answers as arrays: both sides' people come in, each question leaves encoded once as bits, numbers or places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pipeline.vocabulary.form import Form, Question
from pipeline.vocabulary.people import Answer, Answers, Person, Place, Role

Indices = NDArray[np.intp]
"""Positions of people. Comparisons broadcast: a column of one side against a row of the other is a block."""

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

Axes = tuple[Floats, Floats, Floats]

WORD = 64
EARTH_KM = 6371.0088
Codes = tuple[str, ...]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sets:
    """One side's sets: options packed into 64-bit words, and who answered at all."""

    words: tuple[Words, ...]
    answered: Flags
    options: Codes  # in the order of the bits, shared by both sides

    def read(self, person: int) -> frozenset[str]:
        """The options of one person, unpacked."""
        return self.unpack([word[person] for word in self.words])

    def unpack(self, words: Iterable[np.uint64]) -> frozenset[str]:
        """The options whose bits are set."""
        bits = sum(int(word) << (WORD * place) for place, word in enumerate(words))
        return frozenset(option for place, option in enumerate(self.options) if bits >> place & 1)


@dataclass(frozen=True)
class Points:
    """One side's places as points in space, in kilometres; NaN where the place is unknown.

    Many people share a postcode: `spots` are the distinct places, `which` says whose is whose.
    """

    spots: Axes
    which: Indices

    @cached_property
    def axes(self) -> Axes:
        """Each person's point."""
        x, y, z = (axis[self.which] for axis in self.spots)
        return x, y, z

    @cached_property
    def answered(self) -> Flags:
        """Whose place is known."""
        known: Flags = ~np.isnan(self.axes[2])
        return known


@dataclass
class People:
    """Both sides of a matching, and their answers as arrays: each question is encoded once, when first asked for."""

    form: Form
    citizens: Sequence[Person]
    newcomers: Sequence[Person]
    answers: dict[Role, Sequence[Answers]] = field(default_factory=dict)
    _kept: dict[tuple[object, ...], object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sides = {Role.CITIZEN: self.citizens, Role.NEWCOMER: self.newcomers}
        self.answers = {
            role: [person.answers for person in people] for role, people in sides.items()
        } | self.answers

    def side(self, role: Role) -> Sequence[Person]:
        """The people of one side."""
        return self.citizens if role is Role.CITIZEN else self.newcomers

    def question(self, code: str) -> Question | None:
        """The form's question, or None where the form does not have it."""
        return self.form.question_by_code.get(code)

    def sets(self, citizen: Codes, newcomer: Codes) -> tuple[Sets, Sets]:
        """Both sides' options, the questions of a side united, packed over one list of options."""
        key = ("sets", citizen, newcomer)
        if key not in self._kept:
            self._kept[key] = self._pack(citizen, newcomer)
        return self._kept[key]  # type: ignore[return-value]  # the key says which type is kept

    def numbers(self, role: Role, codes: Codes) -> Floats:
        """Each person's number, or the value of the chosen option; NaN where there is none."""
        key = ("numbers", role, codes)
        if key not in self._kept:
            self._kept[key] = _first_known(
                [self._numbers(role, code) for code in codes], len(self.side(role))
            )
        return self._kept[key]  # type: ignore[return-value]  # the key says which type is kept

    def totals(self, role: Role, codes: Codes) -> Floats:
        """Each person's numbers added, nought where that is below; NaN where one is missing."""
        total = np.zeros(len(self.side(role)))
        for code in codes:
            total = total + self.numbers(role, (code,))
        return np.maximum(total, 0.0)

    def points(self, role: Role, codes: Codes) -> Points:
        """Each person's place as a point in space."""
        key = ("points", role, codes)
        if key not in self._kept:
            self._kept[key] = _points([_place(answers, codes) for answers in self.answers[role]])
        return self._kept[key]  # type: ignore[return-value]  # the key says which type is kept

    def ordered(self, question: str, options: Iterable[str]) -> Codes:
        """Options in the order in which the form lists them, unknown ones last."""
        known = self.question(question)
        listed = list(known.option_by_code) if known else []
        places = {code: place for place, code in enumerate(listed)}
        return tuple(sorted(options, key=lambda code: (places.get(code, len(places)), code)))

    def _pack(self, citizen: Codes, newcomer: Codes) -> tuple[Sets, Sets]:
        citizens = _united(self.answers[Role.CITIZEN], citizen)
        newcomers = _united(self.answers[Role.NEWCOMER], newcomer)
        options = tuple(sorted(set().union(*citizens, *newcomers)))
        return pack_sets(citizens, options), pack_sets(newcomers, options)

    def _numbers(self, role: Role, code: str) -> Floats:
        options = self._values(code)
        found = [options.get(answer, answer) for answer in _each(self.answers[role], code)]
        return np.array(
            [value if value.__class__ is float else _plain(value) for value in found], dtype=np.float64
        )

    def _values(self, code: str) -> dict[object, float]:
        """Each option's value; its place in the list where the form gives none."""
        question = self.question(code)
        options = question.options if question else ()
        return {
            option.code: float(place if option.value is None else option.value)
            for place, option in enumerate(options)
        }


def _each(answers: Sequence[Answers], code: str) -> list[Answer | None]:
    return [one.get(code) for one in answers]


def _first_known(columns: Sequence[Floats], people: int) -> Floats:
    """Of several questions, the first that holds a finite number."""
    known = np.full(people, math.nan)
    for column in columns:
        known = np.where(np.isfinite(known), known, column)
    return np.where(np.isfinite(known), known, math.nan)


def _plain(answer: object) -> float:
    return float(answer) if isinstance(answer, int) else math.nan


def _united(answers: Sequence[Answers], codes: Codes) -> list[frozenset[str]]:
    as_set = lru_cache(_as_set)  # thousands give the same answer
    columns = [
        [answer if answer.__class__ is frozenset else as_set(answer) for answer in _each(answers, code)]
        for code in codes
    ]
    if len(columns) == 1:
        return columns[0]
    return (
        [NOTHING.union(*row) for row in zip(*columns, strict=True)] if columns else [NOTHING] * len(answers)
    )


def _as_set(answer: Answer | None) -> frozenset[str]:
    if isinstance(answer, frozenset):
        return answer
    return frozenset([answer]) if isinstance(answer, str) and answer else NOTHING


def pack_sets(answers: Sequence[frozenset[str]], options: Codes) -> Sets:
    """One side's sets as bits, in the order of these options."""
    place = {option: number for number, option in enumerate(options)}
    owners = np.repeat(np.arange(len(answers)), [len(answer) for answer in answers])
    bits = np.fromiter(map(place.__getitem__, chain.from_iterable(answers)), dtype=np.intp, count=len(owners))
    flat = np.zeros((max(1, -(-len(options) // WORD)), len(answers)), dtype=np.uint64)
    np.bitwise_or.at(flat, (bits // WORD, owners), np.uint64(1) << (bits % WORD).astype(np.uint64))
    return Sets(tuple(flat), np.array([bool(answer) for answer in answers], dtype=bool), options)


def _place(answers: Answers, codes: Codes) -> Place | None:
    found = (answers.get(code) for code in codes)
    return next((place for place in found if isinstance(place, Place) and _is_on_earth(place)), None)


def _is_on_earth(place: Place) -> bool:
    return abs(place.latitude) <= 90 and abs(place.longitude) <= 180


def _points(places: Sequence[Place | None]) -> Points:
    spots = {place: number for number, place in enumerate(dict.fromkeys(places))}
    degrees = np.array(
        [(place.latitude, place.longitude) if place else (math.nan, math.nan) for place in spots]
    )
    latitude, longitude = np.radians(degrees.reshape(len(spots), 2)).T
    across = np.cos(latitude) * EARTH_KM
    axes = (across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude) * EARTH_KM)
    return Points(axes, np.array([spots[place] for place in places], dtype=np.intp))
