"""Evidence: pairs on which people decided, and duos that lasted or not, in; what each criterion had to do with it, out.

Values are recomputed from what is known of the two people today. Intervals come from the bootstrap (Efron, 1979):
pairs drawn again and again from those there are. It informs people; no importance ever changes by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.stats import bootstrap

from pipeline.kinds import compare
from pipeline.kinds.arrays import Floats, People
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import ClosingReason, Decision, DuoState, ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Criterion, Programme
from pipeline.vocabulary.published import LEAST

YEAR = timedelta(days=365)
LASTING = timedelta(days=90)  # a duo that still runs after that has lasted
DRAWS = 2000
SURE = 0.95
WENT_WELL = frozenset({ClosingReason.TERM, ClosingReason.FRIENDSHIP})
NOBODYS_DOING = frozenset({ClosingReason.MOVED, ClosingReason.OTHER_HELP})

Codes = tuple[str, str]


@dataclass(frozen=True)
class Split:
    """Pairs (newcomer, citizen) of which something was said yes to, and no to; and how many we know too little of."""

    yes: tuple[Codes, ...]
    no: tuple[Codes, ...]
    unknown: int = 0


@dataclass(frozen=True)
class Side:
    """How near the pairs of one side of a split were, from 0 to 1, and how many of them both people had answered."""

    count: int
    mean: float


@dataclass(frozen=True)
class Weighed:
    """One criterion: how near the yes and the no were, and between which bounds their difference lies, at SURE.

    None: fewer than LEAST pairs on one of the two sides.
    """

    criterion: Criterion
    yes: Side | None = None
    no: Side | None = None
    bounds: tuple[float, float] | None = None

    @property
    def difference(self) -> float | None:
        """How much nearer the yes were."""
        return self.yes.mean - self.no.mean if self.yes and self.no else None

    @property
    def is_clear(self) -> bool:
        """Whether the difference is on one side of nought, for all that is known."""
        return self.bounds is not None and (self.bounds[0] > 0 or self.bounds[1] < 0)


def split_decisions(proposals: Iterable[Proposal], people: Iterable[Person], today: date) -> Split:
    """The proposals of one year: the team's yes, and its no."""
    made = [one for one in proposals if one.proposed_on and one.proposed_on > today - YEAR]
    yes = [one.pair for one in made if one.decision is Decision.YES or one.state is ProposalState.MADE]
    no = [one.pair for one in made if one.decision is Decision.NO or one.state is ProposalState.REFUSED]
    return _known(yes, no, people)


def split_outcomes(duos: Iterable[Duo], people: Iterable[Person], today: date) -> Split:
    """The duos of which one year can tell: those that lasted, and those that ended early.

    Whoever moved away or found other help is on neither side.
    """
    seen = [one for one in duos if (one.closed_on or today) > today - YEAR]
    yes = [one.pair for one in seen if _has_lasted(one, today)]
    no = [one.pair for one in seen if _has_ended_early(one)]
    return _known(yes, no, people)


def _has_lasted(duo: Duo, today: date) -> bool:
    if duo.state is DuoState.RUNNING:
        return duo.made_on <= today - LASTING
    return duo.closing_reason in WENT_WELL


def _has_ended_early(duo: Duo) -> bool:
    return duo.state is DuoState.CLOSED and duo.closing_reason not in WENT_WELL | NOBODYS_DOING


def _known(yes: Sequence[Codes], no: Sequence[Codes], people: Iterable[Person]) -> Split:
    """Each pair once, as far as both people are still in the workbook."""
    codes = {person.code for person in people}
    both = [tuple(pair for pair in dict.fromkeys(side) if codes.issuperset(pair)) for side in (yes, no)]
    unknown = len(dict.fromkeys((*yes, *no))) - len(dict.fromkeys((*both[0], *both[1])))
    return Split(both[0], both[1], unknown)


def weigh_criteria(
    split: Split, people: Iterable[Person], programme: Programme, form: Form, seed: int
) -> tuple[Weighed, ...]:
    """Every criterion with what it had to do with a yes or a no."""
    known = {person.code: person for person in people}
    criteria = programme.matching.criteria
    yes, no = (_measure(pairs, known, criteria, form) for pairs in (split.yes, split.no))
    return tuple(
        _weigh(criterion, _answered(one), _answered(other), seed)
        for criterion, one, other in zip(criteria, yes, no, strict=True)
    )


def _measure(
    pairs: Sequence[Codes], known: dict[str, Person], criteria: Sequence[Criterion], form: Form
) -> list[Floats]:
    """How near each pair is by each criterion; NaN where one of the two has not answered."""
    newcomers = [known[newcomer] for newcomer, _ in pairs]
    citizens = [known[citizen] for _, citizen in pairs]
    people, places = People(form, citizens, newcomers), np.arange(len(pairs))
    compared = [compare(criterion, people) for criterion in criteria]
    return [np.where(one.unknown(places, places), np.nan, one.likeness(places, places)) for one in compared]


def _answered(near: Floats) -> Floats:
    return near[~np.isnan(near)]


def _weigh(criterion: Criterion, yes: Floats, no: Floats, seed: int) -> Weighed:
    if min(len(yes), len(no)) < LEAST:
        return Weighed(criterion)
    drawn = bootstrap(
        (yes, no),
        _difference,
        n_resamples=DRAWS,
        confidence_level=SURE,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    interval = drawn.confidence_interval
    sides = [Side(len(one), float(one.mean())) for one in (yes, no)]
    return Weighed(criterion, sides[0], sides[1], (float(interval.low), float(interval.high)))


def _difference(yes: Floats, no: Floats, axis: int) -> Floats:
    difference: Floats = yes.mean(axis=axis) - no.mean(axis=axis)
    return difference
