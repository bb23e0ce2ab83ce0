"""Scale: answers in an order (months, times a month, quiet to lively), the nearer the better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import NEUTRAL, Compared, Pair
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Options, Sentence, sentence


@dataclass(frozen=True)
class Scale(Compared):
    """Two numbers. As a rule: no further apart than `at_most`; as a criterion: that far apart is worth nothing."""

    contrast = ("contrast.nearer", "contrast.less_near")

    def gap(self, citizens: Indices, newcomers: Indices) -> Floats:
        """How far apart each pair's numbers are; NaN where one is missing."""
        here = self.people.numbers(Role.CITIZEN, self.comparison.citizen)
        there = self.people.numbers(Role.NEWCOMER, self.comparison.newcomer)
        return np.abs(here[citizens] - there[newcomers])

    def broken(self, citizens: Indices, newcomers: Indices) -> Flags:
        """Further apart than the rule allows."""
        most = np.inf if self.comparison.at_most is None else self.comparison.at_most
        return self.gap(citizens, newcomers) > most

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two has not answered."""
        return np.isnan(self.gap(citizens, newcomers))

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """One where they are equal, nothing at the other end of the scale."""
        return 1.0 - self.gap(citizens, newcomers) / self.span

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """The same answer."""
        here, there = self._said(Role.CITIZEN, pair.citizen), self._said(Role.NEWCOMER, pair.newcomer)
        if here and there and self.gap(*pair.indices)[0] == 0:
            yield sentence("reason.same", name=self.name(), answer=there)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Two answers that are rather far apart."""
        here, there = self._said(Role.CITIZEN, pair.citizen), self._said(Role.NEWCOMER, pair.newcomer)
        if here and there and self.measured(*pair.indices)[0] < NEUTRAL:
            yield sentence(
                "check.different",
                name=self.name(),
                newcomer=self.who(Role.NEWCOMER, pair.newcomer),
                wanted=there,
                citizen=self.who(Role.CITIZEN, pair.citizen),
                offered=here,
            )

    @cached_property
    def span(self) -> float:
        """How far apart is worth nothing: `at_most`, or the two ends of the options, or of the numbers given."""
        return self._widest() or 1.0

    def _widest(self) -> float:
        if self.comparison.at_most is not None:
            return self.comparison.at_most
        questions = [
            self.people.question(code) for code in self.comparison.citizen + self.comparison.newcomer
        ]
        values = [
            float(place) if option.value is None else option.value
            for question in questions
            if question
            for place, option in enumerate(question.options)
        ]
        return max(values) - min(values) if values else self._spread()

    def _spread(self) -> float:
        here = self.people.numbers(Role.CITIZEN, self.comparison.citizen)
        there = self.people.numbers(Role.NEWCOMER, self.comparison.newcomer)
        every = np.concatenate([here, there])
        known = every[~np.isnan(every)]
        return float(known.max() - known.min()) if len(known) else 0.0

    def _said(self, role: Role, person: int) -> object:
        answers = self.people.answers[role][person]
        for code in self.codes(role):
            answer = answers.get(code)
            if isinstance(answer, str):
                return Options(code, (answer,))
            if isinstance(answer, int):
                return answer
        return None
