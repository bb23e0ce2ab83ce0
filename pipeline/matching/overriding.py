"""Overriding: a choice and another pair come in; what that pair takes from everybody else leaves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pipeline.matching.choice import Chosen, find_extras
from pipeline.matching.meeting import Codes, Meeting
from pipeline.stages.assignment import Sizes, pack_around, price_pair
from pipeline.stages.cost import Cost
from pipeline.stages.neighbours import Plausible
from pipeline.vocabulary.programme import Matching


def price_override(meeting: Meeting, chosen: Chosen, matching: Matching, newcomer: int, citizen: int) -> Cost:
    """What a pair takes from the others, and which of the chosen pairs it undoes."""
    both = np.array([citizen]), np.array([newcomer])
    alone = Plausible(*both, meeting.features.score(*both))
    worth = int(alone.scores[0] + find_extras(meeting, matching, chosen.options)[newcomer] + 1)
    if meeting.sizes:
        return _price_by_size(meeting, chosen, meeting.sizes, (newcomer, citizen), worth)
    amount = price_pair(chosen.market, chosen.solution, newcomer, citizen, worth)
    if not chosen.is_whole:
        amount = max(0, amount - chosen.proof.gap)
    return Cost(amount, tuple(_undone(meeting, chosen, newcomer, citizen)))


def _price_by_size(meeting: Meeting, chosen: Chosen, sizes: Sizes, pair: tuple[int, int], worth: int) -> Cost:
    """Room has no price: everybody else is matched again around the pair, which takes what it takes at least."""
    around = pack_around(chosen.market, sizes, *pair)
    amount = max(0, chosen.proof.total - around.ceiling - worth - chosen.market.raised)
    stay = set(around.chosen.tolist())
    moved = chosen.plausible.keep(
        np.array([one for one in chosen.positions if one not in stay], dtype=np.intp)
    )
    touched = (moved.newcomers == pair[0]) | (moved.citizens == pair[1])
    return Cost(amount, tuple(_named(meeting, moved.keep(touched), pair)))


def _undone(meeting: Meeting, chosen: Chosen, newcomer: int, citizen: int) -> Iterable[Codes]:
    pairs = chosen.pairs
    is_taken = np.count_nonzero(pairs.citizens == citizen) >= meeting.places[citizen]
    own = (pairs.newcomers == newcomer) | (is_taken & (pairs.citizens == citizen))
    return _named(meeting, pairs.keep(own), (newcomer, citizen))


def _named(meeting: Meeting, pairs: Plausible, without: tuple[int, int]) -> Iterable[Codes]:
    """The codes of some pairs, but for one."""
    both = zip(pairs.newcomers.tolist(), pairs.citizens.tolist(), strict=True)
    undone = [pair for pair in both if pair != without]
    return (
        (meeting.people.newcomers[one].code, meeting.people.citizens[other].code) for one, other in undone
    )
