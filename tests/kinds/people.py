"""Two small sides to compare, and what every test of a kind needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.kinds import compare
from pipeline.kinds.arrays import Indices, People
from pipeline.kinds.comparison import Compared, Pair
from pipeline.vocabulary.programme import Comparison, Criterion, Rule
from pipeline.vocabulary.sentences import Sentence
from pipeline.words import Speaker
from tests.builders import a_citizen, a_newcomer, the_form

ONLY = Pair(0, 0)
HERE = np.array([0])
Answers = Mapping[str, Any]


def meet(citizens: Sequence[Answers], newcomers: Sequence[Answers]) -> People:
    """People with these answers and no others."""
    return People(
        the_form(),
        [replace(a_citizen(f"V-{number:04}"), answers=given) for number, given in enumerate(citizens, 1)],
        [replace(a_newcomer(f"N-{number:04}"), answers=given) for number, given in enumerate(newcomers, 1)],
    )


def a_rule(kind: str, **changes: Any) -> Rule:
    """A rule of this kind."""
    return Rule(**{"code": kind, "kind": kind, "name": {"en": f"the {kind}"}, **changes})


def a_criterion(kind: str, **changes: Any) -> Criterion:
    """A criterion of this kind."""
    return Criterion(**{"code": kind, "kind": kind, "name": {"en": f"the {kind}"}, **changes})


def compare_two(comparison: Comparison, citizen: Answers, newcomer: Answers) -> Compared:
    """The comparison over one citizen and one newcomer."""
    return compare(comparison, meet([citizen], [newcomer]))


def is_broken(compared: Compared) -> bool:
    """Whether the only pair breaks the rule."""
    return bool(compared.broken(HERE, HERE)[0])


def is_unknown(compared: Compared) -> bool:
    """Whether the only pair lacks an answer."""
    return bool(compared.unknown(HERE, HERE)[0])


def nearness(compared: Compared) -> float:
    """The likeness of the only pair."""
    return float(compared.likeness(HERE, HERE)[0])


def said(sentences: Iterable[Sentence]) -> list[str]:
    """Sentences in English."""
    speaker = Speaker("en", the_form())
    return [speaker.say(sentence) for sentence in sentences]


def everyone(count: int) -> Indices:
    """All positions of a side."""
    return np.arange(count)
