"""What comparisons of numbers have in common: both sides' numbers in, their range and what is said of them out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.kinds.arrays import Flags, Floats, Indices
from pipeline.kinds.comparison import Compared, Pair
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.sentences import Options, Sentence, sentence


@dataclass(frozen=True)
class NumbersCompared(Compared):
    """Two numbers, or the values of two chosen options."""

    contrast = ("contrast.nearer", "contrast.less_near")

    @property
    def both(self) -> tuple[Floats, Floats]:
        """Both sides' numbers (citizens, newcomers); NaN where there is none."""
        here, there = (self.people.numbers(role, self.codes(role)) for role in (Role.CITIZEN, Role.NEWCOMER))
        return here, there

    def more(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The citizen's number less the newcomer's; NaN where one is missing."""
        here, there = self.both
        return here[citizens] - there[newcomers]

    def unknown(self, citizens: Indices, newcomers: Indices) -> Flags:
        """One of the two has not answered."""
        return np.isnan(self.more(citizens, newcomers))

    def said(self, pair: Pair) -> tuple[object, object]:
        """What both answered (citizen, newcomer), as a sentence says it; None where there is no answer."""
        return self._said(Role.CITIZEN, pair.citizen), self._said(Role.NEWCOMER, pair.newcomer)

    def compare_aloud(self, code: str, pair: Pair) -> Sentence:
        """Both answers in one sentence."""
        here, there = self.said(pair)
        newcomer, citizen = self.who(Role.NEWCOMER, pair.newcomer), self.who(Role.CITIZEN, pair.citizen)
        return sentence(
            code, name=self.name(), newcomer=newcomer, wanted=there, citizen=citizen, offered=here
        )

    @cached_property
    def width(self) -> float:
        """From end to end of the options, or of the numbers given where there are none; one where all are equal."""
        questions = [
            self.people.question(code) for code in self.comparison.citizen + self.comparison.newcomer
        ]
        values = [
            float(place) if option.value is None else option.value
            for question in questions
            if question
            for place, option in enumerate(question.options)
        ]
        return (max(values) - min(values) if values else self._spread()) or 1.0

    def _spread(self) -> float:
        every = np.concatenate(self.both)
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
