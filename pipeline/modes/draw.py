"""By lot: a draw among the pairs that rules allow, without criteria and without a floor; the team may refuse any.

The best duos as the goal: an urn, in which every allowed pair has the same chance to be drawn first. The fewest left
out as the goal: among the choices with the most pairs, the one with the lowest numbers, so that a pair is drawn only
where it takes nobody's only chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from pipeline.matching import Allowed, explain_pairs, find_allowed, find_vacancies
from pipeline.modes.situation import Found, Situation, say_limit, tell_waiting
from pipeline.stages.assignment import Market, Sizes, assign, pack, put_pairs_first
from pipeline.stages.lot import NUMBER_BYTES, draw_in_order, number_pairs, put_in_order
from pipeline.stages.offers import Supply, find_supply
from pipeline.stages.proposals import pairs_not_to_repeat, put_forward
from pipeline.vocabulary.duos import Explanation, Pairing, Proposal, Unmatched, Vacancies
from pipeline.vocabulary.journey import Opinion
from pipeline.vocabulary.programme import Goal
from pipeline.vocabulary.season import Event
from pipeline.vocabulary.sentences import sentence

Codes = tuple[str, str]
VALUE_BITS = 24  # as much of a number as the solver takes: sums are all but never equal
SPARE_BITS = 8 * NUMBER_BYTES - VALUE_BITS
HIGHEST = 1 << VALUE_BITS


def propose(situation: Situation) -> Found:
    """What is drawn today among everybody who is free, as far as the team can look at it, and who is left."""
    limits, day = situation.programme.matching, situation.today
    supply, allowed = _find_allowed(situation)
    pairs = allowed.pairs
    drawn = _draw(situation, pairs, supply)
    new = put_forward(
        [Pairing(*pair, score=0) for pair in drawn],
        situation.proposals,
        limits,
        number=situation.number,
        today=day,
    )
    return Found(
        proposals=_explain(situation, new, len(pairs)),
        unmatched=_tell_left(replace(situation, proposals=(*situation.proposals, *new))),
        events=(_note(limits.seed, pairs),) if new else (),
    )


def _draw(situation: Situation, pairs: Sequence[Codes], supply: Supply) -> Sequence[Codes]:
    limits = situation.programme.matching
    numbers = number_pairs(pairs, limits.seed, situation.today)
    vacancies = find_vacancies(supply.offers, supply.requests, situation.programme, situation.form)
    return (draw_most if limits.goal is Goal.MOST else draw_in_order)(numbers, vacancies)


def draw_most(numbers: Mapping[Codes, int], vacancies: Vacancies) -> list[Codes]:
    """The most pairs that there can be, and among such choices the one that comes first by lot."""
    pairs = sorted(numbers)
    if not pairs:
        return []
    newcomers, citizens = sorted({one for one, _ in pairs}), sorted(vacancies.free)
    free = np.array([vacancies.free[one] for one in citizens], dtype=np.int64).T
    needed = np.array([vacancies.needed.get(one, (1,)) for one in newcomers], dtype=np.int64).T
    market = Market(
        newcomers=np.searchsorted(newcomers, [one for one, _ in pairs]),
        citizens=np.searchsorted(citizens, [one for _, one in pairs]),
        values=np.array([HIGHEST - (numbers[pair] >> SPARE_BITS) for pair in pairs], dtype=np.int64),
        places=np.minimum(free[0], len(newcomers)),
        people=len(newcomers),
    )
    chosen = _choose(put_pairs_first(market), Sizes(needed[1:], free[1:]))
    return put_in_order({pairs[place]: numbers[pairs[place]] for place in chosen})


def _choose(market: Market, sizes: Sizes) -> Sequence[int]:
    chosen = pack(market, sizes).chosen if len(sizes.free) else assign(market)
    return cast("list[int]", chosen.tolist())


def _find_allowed(situation: Situation) -> tuple[Supply, Allowed]:
    limits, day = situation.programme.matching, situation.today
    supply = find_supply(situation.ready, situation.duos, situation.proposals, day, situation.people)
    forbidden = pairs_not_to_repeat(situation.proposals, situation.duos, limits, day)
    return supply, find_allowed(
        supply.offers, supply.requests, situation.programme, situation.form, forbidden=forbidden
    )


def _tell_left(situation: Situation) -> tuple[Unmatched, ...]:
    """Who has nobody, and who waits for room in the to-do list, with everything that was drawn on the table."""
    _, allowed = _find_allowed(situation)
    return (*allowed.alone, *tell_waiting(allowed.pairs, say_limit(situation.programme.matching)))


def _explain(situation: Situation, new: Sequence[Proposal], possible: int) -> tuple[Proposal, ...]:
    said = explain_pairs(
        situation.ready,
        situation.programme,
        situation.form,
        [proposal.pair for proposal in new],
        situation.today,
    )
    return tuple(replace(one, explanation=_say_drawn(said[one.pair], possible)) for one in new)


def _say_drawn(said: Explanation, possible: int) -> Explanation:
    """That it was drawn; what the two have in common is told, but was not looked at."""
    shared = (sentence("reason.for_information"), *said.why) if said.why else ()
    return Explanation(Opinion.LOT, (sentence("reason.lot", count=possible), *shared), said.to_check)


def _note(seed: int, pairs: Sequence[Codes]) -> Event:
    """What anybody needs to draw again: the seed, and among how many pairs and people; the day stands beside."""
    people = {"newcomers": len({one for one, _ in pairs}), "citizens": len({one for _, one in pairs})}
    return Event("drawn", str(seed), numbers={"pairs": len(pairs), **people})
