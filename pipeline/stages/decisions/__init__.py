"""Decisions: what the team wrote beside proposals in; new duos, new states and questions to the team out.

The machine never decides about a person: it acts on a decision that is complete, and asks about one that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.stages.decisions.consultation import is_complete, talk_over
from pipeline.stages.decisions.judging import judge
from pipeline.stages.decisions.ledger import Ledger
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import Decision
from pipeline.vocabulary.todo import Task

__all__ = ["Decided", "Ledger", "act_on_decisions"]


@dataclass(frozen=True)
class Decided:
    """What becomes of every proposal of the workbook, the duos that decisions make, and what must be asked."""

    proposals: tuple[Proposal, ...]  # all of them, with the state they have after this run
    changed: tuple[tuple[Proposal, Proposal], ...]  # before and after, of those whose state cell changes
    duos: tuple[Duo, ...]
    tasks: tuple[Task, ...]


def act_on_decisions(
    proposals: Sequence[Proposal],
    duos: Iterable[Duo],
    ledger: Ledger,
) -> Decided:
    """Each decision that is complete is acted on once; each that is not is asked about."""
    ledger.made.update(duo.pair for duo in duos)
    ledger.proposed.update((proposal.pair, proposal) for proposal in proposals if proposal.code)
    judged = {row: judge(proposals[row], ledger) for row in _agreed_first(proposals, ledger)}
    verdicts = [judged[row] for row in range(len(proposals))]
    after = tuple(verdict.proposal for verdict in verdicts)
    return Decided(
        proposals=after,
        changed=tuple(
            (before, now)
            for before, now in zip(proposals, after, strict=True)
            if before.code and (before.state, before.state_on) != (now.state, now.state_on)
        ),
        duos=tuple(verdict.duo for verdict in verdicts if verdict.duo),
        tasks=(*(task for verdict in verdicts for task in verdict.tasks), *talk_over(after, ledger)),
    )


def _agreed_first(proposals: Sequence[Proposal], ledger: Ledger) -> list[int]:
    """The rows as they are judged: what makes a duo first, then the team's yes, then the others."""

    def turn(row: int) -> tuple[bool, bool]:
        proposal = proposals[row]
        return not is_complete(proposal, ledger), proposal.decision is not Decision.YES

    return sorted(range(len(proposals)), key=turn)
