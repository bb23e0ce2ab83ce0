"""Proposals: pairings in order of priority in; the rows that the team will decide on out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.vocabulary.duos import Duo, Pairing, Proposal
from pipeline.vocabulary.journey import ProposalState
from pipeline.vocabulary.programme import Matching


def put_forward(
    pairings: Sequence[Pairing],
    proposals: Iterable[Proposal],
    matching: Matching,
    *,
    number: int,
    today: date,
) -> tuple[Proposal, ...]:
    """New proposals, first pairings first, while fewer than `open_proposals` are open; `number` is the next free."""
    return tuple(
        Proposal(
            code=f"P-{number + position:04d}",
            newcomer=pairing.newcomer,
            citizen=pairing.citizen,
            proposed_on=today,
            explanation=pairing.explanation,
        )
        for position, pairing in enumerate(pairings[: count_room(proposals, matching)])
    )


def count_room(proposals: Iterable[Proposal], matching: Matching) -> int:
    """How many more proposals may be open."""
    already_open = sum(proposal.state is ProposalState.OPEN and bool(proposal.code) for proposal in proposals)
    return max(0, matching.open_proposals - already_open)


def pairs_not_to_repeat(
    proposals: Iterable[Proposal], duos: Iterable[Duo], matching: Matching, today: date
) -> frozenset[tuple[str, str]]:
    """A pair that was a duo, was refused or is still on the table never comes back; a released one after a while."""
    rest = timedelta(days=matching.release_after_days)
    return frozenset(duo.pair for duo in duos) | frozenset(
        proposal.pair for proposal in proposals if not _may_return(proposal, today - rest)
    )


def _may_return(proposal: Proposal, since: date) -> bool:
    if proposal.state is ProposalState.WITHDRAWN:
        return True
    return proposal.state is ProposalState.RELEASED and bool(proposal.state_on and proposal.state_on <= since)
