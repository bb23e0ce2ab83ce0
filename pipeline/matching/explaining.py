"""Explaining: a choice comes in; its pairs leave in order of priority, with their reasons and alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from pipeline.kinds.comparison import Pair
from pipeline.matching.choice import Chosen
from pipeline.matching.meeting import Meeting
from pipeline.stages.explanation import Account, Alternative, explain_pair
from pipeline.stages.neighbours import Plausible
from pipeline.vocabulary.duos import Pairing
from pipeline.vocabulary.programme import Programme


def open_account(meeting: Meeting, programme: Programme, today: date) -> Account:
    """What explanations are drawn from."""
    return Account(
        people=meeting.people,
        rules=meeting.gates.compared,
        criteria=tuple(feature.compared for feature in meeting.features.features),
        thresholds=programme.matching.thresholds,
        today=today,
    )


def explain_chosen(
    meeting: Meeting, chosen: Chosen, account: Account, order: Sequence[int], now: Plausible
) -> list[Pairing]:
    """The chosen pairs in order of priority, those that are put forward now with their reasons."""
    pairs = chosen.pairs
    others = _alternatives(meeting, chosen, now) if len(now) else {}
    found: list[Pairing] = []
    for place in order:
        pair = Pair(int(pairs.citizens[place]), int(pairs.newcomers[place]))
        is_shown = len(found) < len(now)
        explanation = explain_pair(account, pair, others.get(pair.newcomer)) if is_shown else None
        newcomer, citizen = meeting.people.newcomers[pair.newcomer], meeting.people.citizens[pair.citizen]
        found.append(Pairing(newcomer.code, citizen.code, int(pairs.scores[place]), explanation))
    return found


def put_in_order(meeting: Meeting, chosen: Chosen) -> list[int]:
    """Who has waited longest first; then who has the fewest options; then by code."""
    options = chosen.options
    newcomers = chosen.pairs.newcomers.tolist()
    waited = [-meeting.requests[newcomer].waiting_days for newcomer in newcomers]
    return sorted(
        range(len(newcomers)), key=lambda place: (waited[place], options[newcomers[place]], newcomers[place])
    )


def _alternatives(meeting: Meeting, chosen: Chosen, now: Plausible) -> dict[int, Alternative]:
    """For each newcomer who is put forward now, the best other citizen: one with a place left, if there is one."""
    free = meeting.places - np.bincount(now.citizens, minlength=len(meeting.places)) > 0
    rest = np.ones(len(chosen.plausible), dtype=bool)
    rest[chosen.positions] = False
    rest &= np.isin(chosen.plausible.newcomers, now.newcomers)
    other = chosen.plausible.keep(rest)
    best = np.lexsort((other.citizens, -other.scores, ~free[other.citizens], other.newcomers))
    newcomers, first = np.unique(other.newcomers[best], return_index=True)
    citizens = other.citizens[best][first]
    return {
        int(newcomer): Alternative(Pair(int(citizen), int(newcomer)), bool(free[citizen]))
        for newcomer, citizen in zip(newcomers, citizens, strict=True)
    }
