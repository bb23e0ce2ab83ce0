"""Modes: who is ready and what is on the table come in; new proposals, and who is left, leave.

Each mode is a module with one function `propose`; the programme, or *Réglages*, says which one is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.modes import activities, criteria, discussed, dossiers, draw, feel
from pipeline.modes.situation import Found, Situation
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


def propose(situation: Situation) -> Found:
    """What the mode in force makes of a situation."""
    return PROPOSERS[situation.programme.matching.mode](situation)
