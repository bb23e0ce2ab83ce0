"""Portraits: a volunteer and a newcomer come in; what the newcomer may read of them leaves, in no language yet.

A portrait says what two people could do together, never who somebody is: no name, no code, no age, no gender, no place,
no words of their own; only options of the form that the programme names. Of languages, those that both speak and
those in which the team works; of free moments, those in common; of the distance, only under what it lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.answers.week import write_week
from pipeline.kinds import compare
from pipeline.kinds.arrays import People
from pipeline.kinds.place import Located
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import CARD_TYPES, WHO_SOMEBODY_IS, Comparison, Matching
from pipeline.vocabulary.sentences import Options, Text, sentence
from pipeline.words import LANGUAGES, Speaker
from pipeline.words.catalogs import is_spoken

STEPS = (2, 5, 10, 20, 40, 80)  # kilometres under which a distance is said to lie


@dataclass(frozen=True)
class Line:
    """One line of a portrait: what it is about, and what it says, thing by thing; all ready for words."""

    about: object
    says: tuple[object, ...]

    def joined(self, speaker: Speaker) -> str:
        """Everything it says, each thing kept apart from the next: “and” stands inside some of them."""
        return " · ".join(speaker.say(one) for one in self.says)


@dataclass(frozen=True)
class Gallery:
    """What portraits are made of: one programme's questions and rules."""

    matching: Matching
    form: Form

    def portray(self, citizen: Person, newcomer: Person) -> tuple[Line, ...]:
        """What the newcomer reads of the citizen."""
        return (
            *self._answers(citizen, self._questions[:1]),
            *self._languages(citizen, newcomer),
            *self._moments(citizen, newcomer),
            *self._distance(citizen, newcomer),
            *self._answers(citizen, self._questions[1:]),
        )

    def speaks(self, language: str) -> bool:
        """Whether everything on a card has words in this language."""
        weeks = self._compared("week", Role.NEWCOMER)
        words = [question.short for question in self._questions]
        words += [option.label for one in (*self._questions, *weeks) for option in one.options]
        is_grid = any(question.is_grid for question in weeks)
        has_frame = is_spoken(language, "cards") and is_spoken(language, "paper")
        return (
            has_frame and all(language in said for said in words) and (language in LANGUAGES or not is_grid)
        )

    def language_for(self, newcomer: Person, wanted: str, otherwise: str) -> str:
        """The language in which somebody applied if they speak it well, else one that they do; cards have words in it."""
        well, some = (_languages_of(asked, newcomer) for asked in (self._spoken[:1], self._spoken[1:]))
        spoken = (*(one for one in well if one == wanted), *well, wanted, *some)
        return next((one for one in spoken if one and self.speaks(one)), otherwise)

    @property
    def _spoken(self) -> tuple[Question, ...]:
        """What is asked about languages: first those spoken well."""
        return tuple(question for question in self.form.questions if question.type is Type.LANGUAGES)

    @property
    def _questions(self) -> tuple[Question, ...]:
        """The questions that cards show: those that the programme names, else those that its criteria compare."""
        named = self.matching.cards.questions or tuple(
            dict.fromkeys(code for one in self.matching.criteria for code in one.citizen)
        )
        protective = {code for rule in self.matching.rules if rule.protective for code in rule.citizen}
        known = (
            self.form.question_by_code[code] for code in named if code not in protective | WHO_SOMEBODY_IS
        )
        return tuple(question for question in known if question.type in CARD_TYPES)

    def _answers(self, citizen: Person, questions: Sequence[Question]) -> Iterator[Line]:
        for question in questions:
            answer = citizen.answers.get(question.code)
            given = answer if isinstance(answer, frozenset) else frozenset({answer})
            codes = tuple(option.code for option in question.options if option.code in given)
            if codes:
                yield Line(_capitalised(question.short), _each(question, codes))

    def _languages(self, citizen: Person, newcomer: Person) -> Iterator[Line]:
        spoken, known = (_languages_of(self._spoken, person) for person in (citizen, newcomer))
        codes = tuple(code for code in spoken if code in known or code in LANGUAGES)
        if codes:
            yield Line(sentence("cards.languages"), _each(self._spoken[0], codes))

    def _moments(self, citizen: Person, newcomer: Person) -> Iterator[Line]:
        """The newcomer’s own words for the moments at which both are free."""
        free, asked = (self._slots(role, person) for role, person in _sides(citizen, newcomer))
        for question in self._compared("week", Role.NEWCOMER):
            codes = tuple(one.code for one in question.options if free & asked & frozenset(one.slots))
            if codes:
                yield Line(sentence("cards.moments"), _each(question, codes))
            elif question.is_grid and free & asked:
                said = {one: write_week(question, free & asked, Speaker(one)) for one in LANGUAGES}
                yield Line(sentence("cards.moments"), (said,))

    def _slots(self, role: Role, person: Person) -> frozenset[str]:
        answers = (person.answers.get(question.code) for question in self._compared("week", role))
        return frozenset(slot for one in answers if isinstance(one, frozenset) for slot in one)

    def _distance(self, citizen: Person, newcomer: Person) -> Iterator[Line]:
        kilometres = [self._measure(one, citizen, newcomer) for one in self._comparisons("place")]
        steps = [step for step in STEPS for distance in kilometres[:1] if distance <= step]
        if steps:
            yield Line(sentence("cards.distance"), (sentence("cards.under", kilometres=steps[0]),))

    def _measure(self, comparison: Comparison, citizen: Person, newcomer: Person) -> float:
        located = compare(comparison, People(self.form, [citizen], [newcomer]))
        here = np.zeros(1, dtype=np.intp)
        return float(located.kilometres(here, here)[0]) if isinstance(located, Located) else np.nan

    def _comparisons(self, kind: str) -> tuple[Comparison, ...]:
        every: tuple[Comparison, ...] = (*self.matching.rules, *self.matching.criteria)
        return tuple(one for one in every if one.kind == kind)

    def _compared(self, kind: str, role: Role) -> tuple[Question, ...]:
        """The questions of one side that comparisons of a kind look at."""
        codes = dict.fromkeys(code for one in self._comparisons(kind) for code in getattr(one, role.value))
        return tuple(self.form.question_by_code[code] for code in codes)


def _languages_of(asked: Sequence[Question], person: Person) -> tuple[str, ...]:
    """What somebody speaks, in the order of the questions and their options."""
    answers = (person.answers.get(one.code) for one in asked)
    order = {code: place for one in asked for place, code in enumerate(one.option_by_code)}
    return tuple(
        dict.fromkeys(
            code
            for one in answers
            if isinstance(one, frozenset)
            for code in sorted(one, key=lambda code: (order.get(code, len(order)), code))
        )
    )


def _each(question: Question, codes: Sequence[str]) -> tuple[Options, ...]:
    return tuple(Options(question.code, (code,)) for code in codes)


def _capitalised(words: Text) -> Text:
    return {language: word[:1].upper() + word[1:] for language, word in words.items()}


def _sides(citizen: Person, newcomer: Person) -> tuple[tuple[Role, Person], ...]:
    return ((Role.CITIZEN, citizen), (Role.NEWCOMER, newcomer))
