"""Choice: a meeting comes in; the best pairs for everybody together leave, with the prices that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import WORD, Indices, People
from pipeline.kinds.encoding import is_encodable
from pipeline.matching.meeting import Meeting, encode_terms, is_wide, search_pairs
from pipeline.stages.assignment import (
    NEARLY,
    Market,
    Proof,
    Solution,
    pack,
    prove,
    put_pairs_first,
    solve,
    unpriced,
)
from pipeline.stages.features import ONE
from pipeline.stages.neighbours import Plausible, take_nearest
from pipeline.vocabulary.duos import Request
from pipeline.vocabulary.programme import Goal, Matching

ENOUGH = 1e-3  # of the total: what is still to be won is not worth another round
MANY = 500_000  # more pairs than this are solved on the nearest first
NEAREST = 20  # of both sides; prices point to what else is needed
LARGE = 20_000  # more people than this are matched by auction, where everybody has one place
TIE_BITS = 16
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # odd, their bits well spread
MONTH_DAYS = 30.4375
FEW = 8  # with so many options nobody is hard to serve


@dataclass(frozen=True)
class Chosen:
    """The plausible pairs of a meeting, what each is worth, and which were chosen, with the prices that prove it.

    options: how many others suit each newcomer; is_whole: whether all plausible pairs are here, or the nearest and
    those that prices pointed to.
    """

    plausible: Plausible
    market: Market
    solution: Solution
    options: Indices
    proof: Proof
    is_whole: bool = True

    @property
    def positions(self) -> Indices:
        """Where the chosen pairs stand among the plausible ones."""
        return self.solution.chosen

    @property
    def pairs(self) -> Plausible:
        """The chosen pairs alone."""
        return self.plausible.keep(self.positions)


def choose_pairs(meeting: Meeting, matching: Matching) -> Chosen:
    """The pairs with the highest total of scores and bonuses, over all that rules allow and the floor admits.

    Where the goal is that as few as possible are left out, among the choices with the most pairs.
    """
    if is_national(meeting):
        return _choose_in_rounds(meeting, matching)
    plausible = search_pairs(meeting, round(matching.floor * ONE))
    options = np.bincount(plausible.newcomers, minlength=len(meeting.requests))
    market = make_market(meeting, matching, plausible, options)
    if meeting.sizes:
        packed = pack(market, meeting.sizes)
        proof = Proof(int(market.values[packed.chosen].sum()), packed.ceiling)
        return Chosen(plausible, market, Solution(packed.chosen, *unpriced(market)), options, proof)
    first = take_nearest(plausible, NEAREST) if len(plausible) > MANY else None
    ties = partial(_draw_ties, meeting.people, plausible)
    solution = solve(market, ties, first, _find_approach(meeting))
    proof = prove(market, solution.chosen, solution.prices)
    return Chosen(plausible, market, solution, options, proof)


def is_national(meeting: Meeting) -> bool:
    """Many people, one place each, and a programme that machine code knows: an auction over the nearest is quicker."""
    people = min(len(meeting.requests), len(meeting.places))
    return people > LARGE and _can_auction(meeting) and _is_known(meeting)


def _can_auction(meeting: Meeting) -> bool:
    """Whether everybody has one place at most, and machine code is installed."""
    return int(meeting.places.max(initial=0)) <= 1 and find_spec("numba") is not None


def _find_approach(meeting: Meeting) -> Callable[[Market], Solution] | None:
    """What comes near the best choice quicker than a flow finds it; nothing, where a flow is quick enough."""
    if not is_wide(meeting.reachable) or not _can_auction(meeting):
        return None
    from pipeline.stages.assignment.auction import auction  # noqa: PLC0415  # needs the extra `scale`

    return auction


def _is_known(meeting: Meeting) -> bool:
    """Whether every rule and criterion has columns."""
    return all(is_encodable(one) for one in (*meeting.gates.compared, *meeting.features.compared))


def _choose_in_rounds(meeting: Meeting, matching: Matching) -> Chosen:
    """The nearest of both sides first; then whatever other pairs prices point to, until nearly nothing is to be won."""
    from pipeline.stages.assignment.auction import auction  # noqa: PLC0415  # needs the extra `scale`
    from pipeline.stages.neighbours.compiled import Search, hunt_better, hunt_nearest, united  # noqa: PLC0415

    search = Search(meeting.reachable, encode_terms(meeting), round(matching.floor * ONE))
    pairs, options = hunt_nearest(search, NEAREST)
    while True:
        market = make_market(meeting, matching, pairs, options)
        solution = auction(market)
        more = find_extras(meeting, matching, options) + 1 + market.raised
        better = hunt_better(search, solution.prices, solution.gains - more - NEARLY)
        proof = Proof(
            int(market.values[solution.chosen].sum()),
            int((solution.prices * market.places).sum() + np.maximum(better.tops + more, 0).sum()),
        )
        wider = united(pairs, better.pairs)
        if len(wider) == len(pairs) or proof.gap <= ENOUGH * proof.total:
            return Chosen(pairs, market, solution, options, proof, is_whole=False)
        pairs = wider


def make_market(meeting: Meeting, matching: Matching, pairs: Plausible, options: Indices) -> Market:
    """Score and bonuses of each pair; and one more than nothing: a pair is always better than none."""
    market = Market(
        newcomers=pairs.newcomers,
        citizens=pairs.citizens,
        values=pairs.scores + find_extras(meeting, matching, options)[pairs.newcomers] + 1,
        places=meeting.places,
        people=len(meeting.requests),
    )
    return put_pairs_first(market) if matching.goal is Goal.MOST else market


def find_extras(meeting: Meeting, matching: Matching, options: Indices) -> NDArray[np.int64]:
    """What is added for each newcomer, with whomever they are paired."""
    waited = find_bonuses(meeting.requests, matching.waiting_bonus)
    return waited + _for_few(options, matching.hard_to_serve_bonus)


def find_bonuses(requests: Iterable[Request], a_month: float) -> NDArray[np.int64]:
    """What waiting adds to the pairs of each newcomer, in millionths of a perfect pair."""
    waited = np.array([max(0, request.waiting_days) for request in requests], dtype=np.float64)
    return np.rint(waited / MONTH_DAYS * a_month * ONE).astype(np.int64)


def _for_few(options: Indices, a_halving: float) -> NDArray[np.int64]:
    """The fewer others suit a newcomer, the more their pair is worth: in steps, so that one more rarely matters."""
    steps = np.ceil(np.log2(FEW / np.clip(options, 1, FEW)))
    return steps.astype(np.int64) * round(a_halving * ONE)


def _draw_ties(people: People, pairs: Plausible, positions: Indices) -> NDArray[np.int64]:
    """A number for each of these pairs that depends on its two codes alone: who else takes part decides no tie."""
    pairs = pairs.keep(positions)
    newcomers, citizens = (
        np.array([crc32(person.code.encode()) for person in side], dtype=np.uint64) * mixer
        for side, mixer in zip((people.newcomers, people.citizens), MIXERS, strict=True)
    )
    mixed: NDArray[np.uint64] = newcomers[pairs.newcomers] + citizens[pairs.citizens]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * MIXERS[0]
    return (mixed >> np.uint64(WORD - TIE_BITS)).astype(np.int64)
