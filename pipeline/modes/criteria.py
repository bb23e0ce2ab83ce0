"""Criteria: answers are compared, and the best pairs for everybody together are put forward."""

from __future__ import annotations

from dataclasses import replace

from pipeline.matching import Matched, find_pairs
from pipeline.modes.situation import Found, Situation, say_limit, tell_waiting
from pipeline.stages.offers import find_supply
from pipeline.stages.proposals import count_room, pairs_not_to_repeat, put_forward


def propose(situation: Situation) -> Found:
    """New proposals, then who is left: looked at with those proposals on the table, as the next run will see it."""
    limits, on_table = situation.programme.matching, situation.proposals
    found = _find_pairs(situation, explain=count_room(on_table, limits))
    new = put_forward(found.pairings, on_table, limits, number=situation.number, today=situation.today)
    left = _find_pairs(replace(situation, proposals=(*on_table, *new)), tell=True)
    waiting = tell_waiting((one.pair for one in left.pairings), say_limit(limits))
    return Found(new, (*left.unmatched, *waiting), found.proof, left.relaxed)


def _find_pairs(situation: Situation, *, explain: int = 0, tell: bool = False) -> Matched:
    """Pairs for everybody who is free; only what will be shown is put into words."""
    limits, today = situation.programme.matching, situation.today
    supply = find_supply(situation.ready, situation.duos, situation.proposals, today, situation.people)
    return find_pairs(
        supply.offers,
        supply.requests,
        situation.programme,
        situation.form,
        forbidden=pairs_not_to_repeat(situation.proposals, situation.duos, limits, today),
        today=today,
        explain=explain,
        tell=tell,
    )
