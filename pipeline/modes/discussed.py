"""Talked over together: up to three people for each newcomer, for a call with them; both answers make the duo.

Three rounds of the best pairs for everybody together, each without the pairs of those before. No volunteer is a first
choice more often than they have places, nor asked about more than three times as often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.matching import Matched, find_pairs
from pipeline.modes.situation import Found, Situation, say_limit, tell_waiting
from pipeline.stages.assignment import Proof
from pipeline.stages.offers import Supply, find_supply
from pipeline.stages.proposals import pairs_not_to_repeat
from pipeline.vocabulary.duos import Offer, Pairing, Proposal, Request, Unmatched
from pipeline.vocabulary.journey import ProposalState

CHOICES = 3


def propose(situation: Situation) -> Found:
    """Choices for those who have waited longest, as many as the team can look at; open choices stay as they are."""
    lists = _count_lists(situation)
    seekers = _find_supply(situation, situation.proposals).requests
    first = _find_round(situation, _first_offers(situation), seekers, explain=lists)
    new, proof = _choose(situation, first, lists)
    later = replace(situation, proposals=(*situation.proposals, *new))
    free = find_free(later)
    left = _find_round(later, free.offers, free.requests, tell=True)
    return Found(new, _tell_left(later, left), proof, left.relaxed)


def find_free(situation: Situation) -> Supply:
    """Newcomers without choices, and volunteers who can still be somebody's first choice."""
    return Supply(_first_offers(situation), _find_supply(situation, situation.proposals).requests)


def _count_lists(situation: Situation) -> int:
    """How many newcomers' choices still fit among the open proposals: whole lists, and one at least."""
    is_open = [bool(one.code) and one.state is ProposalState.OPEN for one in situation.proposals]
    room = situation.programme.matching.open_proposals - sum(is_open)
    return max(room // CHOICES, 0 if any(is_open) else 1)


def _choose(situation: Situation, first: Matched, lists: int) -> tuple[tuple[Proposal, ...], Proof]:
    """The first choices and, round by round, the next best for the same newcomers; numbered list by list.

    With them, how good the choices of all rounds are together.
    """
    turn = {one.newcomer: place for place, one in enumerate(first.pairings[:lists])}
    seekers = [
        one for one in _find_supply(situation, situation.proposals).requests if one.person.code in turn
    ]
    chosen, proof = [_proposal(situation, one, 1) for one in first.pairings[:lists]], first.proof
    for choice in range(2, CHOICES + 1):
        on_table = replace(situation, proposals=(*situation.proposals, *chosen))
        found = _find_round(on_table, _other_offers(on_table), seekers)
        chosen += [_proposal(situation, one, choice) for one in found.pairings]
        proof += found.proof
    chosen.sort(key=lambda one: (turn[one.newcomer], one.choice))
    numbered = (replace(one, code=f"P-{situation.number + place:04d}") for place, one in enumerate(chosen))
    return tuple(numbered), proof


def _proposal(situation: Situation, pairing: Pairing, choice: int) -> Proposal:
    said = pairing.explanation
    return Proposal(
        newcomer=pairing.newcomer,
        citizen=pairing.citizen,
        choice=choice,
        proposed_on=situation.today,
        explanation=replace(said, alternative=()) if said else None,  # the other choices stand beside
    )


def _first_offers(situation: Situation) -> tuple[Offer, ...]:
    """A first choice that is open holds a place, as a running duo does; so does a proposal of another mode."""
    return _find_supply(situation, [one for one in situation.proposals if one.choice in (None, 1)]).offers


def _other_offers(situation: Situation) -> tuple[Offer, ...]:
    """A volunteer is asked about so often for each place, whichever choice they are."""
    asked = Counter(one.citizen for one in situation.proposals if one.state is ProposalState.OPEN)
    free = _find_supply(situation, ()).offers
    return tuple(
        replace(one, places=one.places * CHOICES - asked[one.person.code])
        for one in free
        if one.places * CHOICES > asked[one.person.code]
    )


def _find_round(
    situation: Situation,
    offers: Sequence[Offer],
    requests: Sequence[Request],
    *,
    explain: int | None = None,
    tell: bool = False,
) -> Matched:
    """The best pairs for everybody together, none that is or was on the table."""
    limits, today = situation.programme.matching, situation.today
    return find_pairs(
        offers,
        requests,
        situation.programme,
        situation.form,
        forbidden=pairs_not_to_repeat(situation.proposals, situation.duos, limits, today),
        today=today,
        explain=0 if tell else explain,
        tell=tell,
    )


def _find_supply(situation: Situation, held_by: Sequence[Proposal]) -> Supply:
    return find_supply(situation.ready, situation.duos, held_by, situation.today, situation.people)


def _tell_left(situation: Situation, left: Matched) -> tuple[Unmatched, ...]:
    """Who has nobody to talk over: whoever is somebody's choice is not left."""
    named = {code for one in situation.proposals if one.state is ProposalState.OPEN for code in one.pair}
    waiting = tell_waiting((one.pair for one in left.pairings), say_limit(situation.programme.matching))
    return tuple(one for one in (*left.unmatched, *waiting) if one.code not in named)
