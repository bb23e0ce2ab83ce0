"""Modes: who is ready and what is on the table come in; new proposals, and who is left, leave.

Each mode is a module with one function `propose`; the programme, or *Réglages*, says which one is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.modes import activities, criteria, discussed, dossiers, draw, feel
from pipeline.modes.freedom import find_free, find_unheld
from pipeline.modes.situation import Found, Situation
from pipeline.stages.offers import Supply
from pipeline.vocabulary.programme import Mode

PROPOSERS: Mapping[Mode, Callable[[Situation], Found]] = MappingProxyType(
    {
        Mode.ACTIVITIES: activities.propose,
        Mode.CRITERIA: criteria.propose,
        Mode.DISCUSSED: discussed.propose,
        Mode.DOSSIERS: dossiers.propose,
        Mode.DRAW: draw.propose,
        Mode.FEEL: feel.propose,
    }
)
"""Mode → how new proposals come about."""

FINDERS: Mapping[Mode, Callable[[Situation], Supply]] = MappingProxyType(
    {Mode.DISCUSSED: discussed.find_free, Mode.DOSSIERS: find_free, Mode.FEEL: find_free}
)
"""Mode → who is free, where a row of the workbook does not hold its two in each case."""


def propose(situation: Situation) -> Found:
    """What the mode in force makes of a situation."""
    return PROPOSERS[situation.programme.matching.mode](situation)


def find_left(situation: Situation, found: Found) -> Supply:
    """Who is still free, as the mode in force sees it, with what it found on the table."""
    later = replace(situation, proposals=(*situation.proposals, *found.proposals))
    return FINDERS.get(situation.programme.matching.mode, find_unheld)(later)
