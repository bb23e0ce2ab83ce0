"""Wish: what one side wishes the other to be; some options mean that it does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import WORD, Codes, Flags, Floats, Indices, Sets
from pipeline.kinds.comparison import Compared, Opening, Pair
from pipeline.kinds.sets import SetsCompared
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Options, Sentence, Text, sentence


@dataclass(frozen=True)
class Wish(SetsCompared):
    """One side's wish against the other's answer. The side whose question has the indifferent options wishes."""

    contrast = ("contrast.wish_met", "contrast.wish_unmet")

    @cached_property
    def wishes(self) -> Role:
        """Which side wishes: the one that asks, else the one with an indifferent option, else the newcomers."""
        if self.comparison.asks:
            return self.comparison.asks
        return Role.CITIZEN if self._is_indifferent(self.comparison.citizen) else Role.NEWCOMER

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """A wish is known, the other's answer too, and they differ."""
        settled = self._free(citizens, newcomers) | self.unknown(citizens, newcomers)
        return ~settled & ~self._touch(citizens, newcomers)

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """We do not know whether there is a wish, or whether the other answers it."""
        missing = super().unknown(citizens, newcomers)
        return missing & ~self._free(citizens, newcomers)

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One where the wish is met or there is none."""
        return (self._free(citizens, newcomers) | self._touch(citizens, newcomers)).astype(np.float64)

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """A wish that is met."""
        if not self.broken(*pair.indices)[0] and not self.unknown(*pair.indices)[0]:
            yield from self._met(pair)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Nothing to check beyond missing answers."""
        yield from ()

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """A wish is somebody's own: at most there is an exception to talk about."""
        yield from Compared.openings(self, role, person, others)

    def missing(self, role: Role, person: int) -> Codes:
        """The wish, or the answer that a wish is about."""
        codes = self.codes(role)
        own = self.both[0] if role is Role.CITIZEN else self.both[1]
        return () if own.answered[person] else codes[:1]

    def label(self, code: str) -> Text | str:
        """What a wish is about is named by its options: a woman / a man."""
        question = self.people.question(code)
        if question is None or code in self.codes(self.wishes):
            return super().label(code)
        labels = [option.label for option in question.options]
        return {
            language: " / ".join(label.get(language, "") for label in labels) for language in question.title
        }

    def _met(self, pair: Pair) -> Iterator[Sentence]:
        person = pair.citizen if self.wishes is Role.CITIZEN else pair.newcomer
        options = self._wishing()[0].read(person)
        if options and not options & set(self.comparison.indifferent):
            code = self.codes(self.wishes)[0]
            wish = Options(code, self.people.ordered(code, options))
            yield sentence("reason.wish", who=self.who(self.wishes, person), wish=wish)

    def _free(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Whether the one who wishes says that it does not matter."""
        return self.indifferent[citizens if self.wishes is Role.CITIZEN else newcomers]

    @cached_property
    def indifferent(self) -> Flags:
        """Who, on the side that wishes, says that it does not matter."""
        sets = self._wishing()[0]
        marks = [place for place, option in enumerate(sets.options) if option in self.comparison.indifferent]
        free = np.zeros(len(sets.answered), dtype=bool)
        for place in marks:
            free |= (sets.words[place // WORD] >> np.uint64(place % WORD) & np.uint64(1)).astype(bool)
        return free

    def _wishing(self) -> tuple[Sets, Sets]:
        return self.both if self.wishes is Role.CITIZEN else self.both[::-1]

    def _is_indifferent(self, codes: Codes) -> bool:
        questions = [self.people.question(code) for code in codes]
        options = {option for question in questions if question for option in question.option_by_code}
        return bool(options & set(self.comparison.indifferent))
