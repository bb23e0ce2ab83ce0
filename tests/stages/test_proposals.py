"""Proposals: how many are put forward, and which pairs never come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.stages.proposals import pairs_not_to_repeat, put_forward
from pipeline.vocabulary.journey import ProposalState
from tests.builders import TODAY, a_duo, a_pairing, a_programme, a_proposal


def test_only_so_many_are_open() -> None:
    pairings = [a_pairing(newcomer=f"N-{n:04d}") for n in range(20)]
    already = [a_proposal(code=f"P-{n:04d}") for n in range(1, 8)]
    new = put_forward(pairings, already, a_programme(open_proposals=10).matching, number=8, today=TODAY)
    assert [proposal.code for proposal in new] == ["P-0008", "P-0009", "P-0010"]


def test_more_open_than_allowed_adds_none() -> None:
    already = [a_proposal(code=f"P-{n:04d}") for n in range(5)]
    assert (
        put_forward([a_pairing()], already, a_programme(open_proposals=3).matching, number=9, today=TODAY)
        == ()
    )


@pytest.mark.parametrize(
    ("changes", "may_return"),
    [
        ({"state": ProposalState.OPEN}, False),
        ({"state": ProposalState.REFUSED}, False),
        ({"state": ProposalState.MADE}, False),
        ({"state": ProposalState.LATER, "state_on": TODAY}, False),
        ({"state": ProposalState.WITHDRAWN}, True),
        ({"state": ProposalState.RELEASED, "state_on": TODAY - timedelta(days=5)}, False),
        ({"state": ProposalState.RELEASED, "state_on": TODAY - timedelta(days=30)}, True),
    ],
)
def test_pair_returns_only_when_it_may(changes: dict[str, object], may_return: bool) -> None:
    forbidden = pairs_not_to_repeat([a_proposal(**changes)], [], a_programme().matching, TODAY)
    assert (("N-0001", "V-0001") not in forbidden) is may_return


def test_former_duo_never_returns() -> None:
    assert pairs_not_to_repeat([], [a_duo()], a_programme().matching, TODAY) == {("N-0001", "V-0001")}
