"""By feel: the team looks at people side by side and writes the pairs; rules alone stand in the way.

No criterion is looked at and nothing is proposed. Where many are allowed, a few are shown: everybody equally often.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.matching import Allowed, check_pair, find_allowed
from pipeline.modes.situation import Found, Situation
from pipeline.stages.exposure import Shown, show_evenly
from pipeline.stages.offers import find_supply, term_of
from pipeline.stages.proposals import pairs_not_to_repeat
from pipeline.vocabulary.cards import SideBySide
from pipeline.vocabulary.duos import Offer, Proposal, Request
from pipeline.vocabulary.people import Person

SIDE_BY_SIDE = 10  # more volunteers than this beside one newcomer nobody reads


def propose(situation: Situation) -> Found:
    """Whom the rules allow, newcomer by newcomer; a pair comes about only where the team writes it."""
    people = {person.code: person for person in situation.ready}
    allowed = _find_allowed(situation, people)
    shown = show_evenly(allowed.citizens, dict.fromkeys(allowed.citizens, SIDE_BY_SIDE), Shown())
    return Found(
        unmatched=allowed.alone,
        side_by_side=tuple(
            _lay_out(code, allowed.citizens[code], shown[code], people) for code in sorted(shown)
        ),
    )


def _lay_out(
    code: str, allowed: tuple[str, ...], shown: tuple[str, ...], people: Mapping[str, Person]
) -> SideBySide:
    others = tuple(one for one in allowed if one not in shown)
    return SideBySide(people[code], tuple(people[one] for one in shown), others)


def _find_allowed(situation: Situation, people: Mapping[str, Person]) -> Allowed:
    """Whom the rules allow among all who are free; a pair that the team wrote holds its two unless it breaks rules."""
    standing = [one for one in situation.proposals if not _is_idle(one, situation, people)]
    supply = find_supply(situation.ready, situation.duos, standing, situation.today, situation.people)
    limits = situation.programme.matching
    return find_allowed(
        supply.offers,
        supply.requests,
        situation.programme,
        situation.form,
        forbidden=pairs_not_to_repeat(situation.proposals, situation.duos, limits, situation.today),
    )


def _is_idle(proposal: Proposal, situation: Situation, people: Mapping[str, Person]) -> bool:
    """Written by hand, not decided on, and against the rules: its two people are still free."""
    if proposal.code or proposal.decision or not all(code in people for code in proposal.pair):
        return False
    newcomer, citizen = (people[code] for code in proposal.pair)
    offer, request = Offer(citizen, citizen.places), Request(newcomer, term_of(newcomer))
    return bool(check_pair(offer, request, situation.programme, situation.form))
