"""What comparisons of sets have in common: two packed sets in, counts of shared options out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import Codes, Flags, Floats, Indices, Sets, Words
from pipeline.kinds.comparison import Compared, Opening, Pair, indices_of
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Options, Sentence, sentence

Counts = NDArray[np.uint16]


@dataclass(frozen=True)
class SetsCompared(Compared):
    """Two sets with options in common. What has to be shared must be known: no answer shares nothing."""

    @property
    def both(self) -> tuple[Sets, Sets]:
        """The two sides' sets (citizens, newcomers)."""
        return self.people.sets(self.comparison.citizen, self.comparison.newcomer)

    @cached_property
    def wanted(self) -> Floats:
        """How many options each person of the side that asks has; one where there is none."""
        asking = self.both[0] if self.asks is Role.CITIZEN else self.both[1]
        return np.maximum(count(list(asking.words)), 1).astype(np.float64)

    @property
    def least(self) -> int:
        """How many options must be shared where this is a rule."""
        return 1 if self.comparison.at_least is None else int(np.ceil(self.comparison.at_least))

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Fewer in common than the rule asks, a missing answer having nothing in common."""
        if self.least == 1:
            return ~self._touch(citizens, newcomers)
        return self.shared(citizens, newcomers) < self.least

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two has not answered."""
        left, right = self.both
        return ~left.answered[citizens] | ~right.answered[newcomers]

    def shared(self, citizens: Indices, newcomers: Indices) -> Counts:
        """How many options each pair shares."""
        return count([left & right for left, right in self._words(citizens, newcomers)])

    def in_common(self, pair: Pair) -> Codes:
        """The options that a pair shares, in the form's order."""
        left, _ = self.both
        words = [a[0] & b[0] for a, b in self._words(*pair.indices)]
        return self.people.ordered(self.question, left.unpack(words))

    @property
    def question(self) -> str:
        """The question whose labels name the options."""
        return (self.comparison.newcomer or self.comparison.citizen)[0]

    def options(self, codes: Codes) -> object:
        """Options as a sentence names them."""
        return Options(self.question, codes)

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """What the two share."""
        shared = self.in_common(pair)
        if shared:
            yield sentence("reason.shared", name=self.name(), shared=self.options(shared))

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Somebody shares all of it only through a second question (a language spoken a little)."""
        shared = self.in_common(pair)
        for role, person in ((Role.CITIZEN, pair.citizen), (Role.NEWCOMER, pair.newcomer)):
            yield from self._only_by_second(role, person, shared)

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """The one option that, added to this person's, would be enough with most of the others."""
        near = others[self.shared(*indices_of(role, person, others)) == self.least - 1]
        own, theirs = self.both if role is Role.CITIZEN else self.both[::-1]
        mine = own.read(person)
        wanted = {other: theirs.read(int(other)) - mine for other in near}
        votes = Counter(option for options in wanted.values() for option in options)
        if votes:
            best = min(votes, key=lambda option: (-votes[option], option))
            opened = np.array([other for other, options in wanted.items() if best in options])
            yield Opening(sentence("unlock.option", name=self.name(), option=self.options((best,))), opened)

    def _only_by_second(self, role: Role, person: int, shared: Codes) -> Iterator[Sentence]:
        codes = self.codes(role)
        answers = self.people.answers[role][person]
        first = answers.get(codes[0], frozenset()) if codes else frozenset()
        if len(codes) < 2 or not shared or (isinstance(first, frozenset) and first & set(shared)):
            return
        label = self.label(next(code for code in codes[1:] if code in answers))
        who = self.who(role, person)
        yield sentence("check.second", name=self.name(), shared=self.options(shared), who=who, label=label)

    def _words(self, citizens: Indices, newcomers: Indices) -> Iterator[tuple[Words, Words]]:
        left, right = self.both
        for a, b in zip(left.words, right.words, strict=True):
            yield a[citizens], b[newcomers]

    def _touch(self, citizens: Indices, newcomers: Indices) -> Flags:
        met = [(a & b) != 0 for a, b in self._words(citizens, newcomers)]
        return reduce(np.logical_or, met)


def count(words: list[Words]) -> Counts:
    """How many bits are set over all words."""
    counted = [np.bitwise_count(word) for word in words]
    return counted[0] if len(counted) == 1 else sum(one.astype(np.uint16) for one in counted)  # type: ignore[return-value]  # sum of arrays
