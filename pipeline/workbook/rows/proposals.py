"""Rows of *Propositions* ⇄ Proposal."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import (
    Decision,
    ProposalState,
    RefusalReason,
    Reply,
)
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.tables import Row, Table
from pipeline.words import Speaker
from pipeline.workbook.rows.reading import Reader, pair_of, read_rows, state_cell, state_of
from pipeline.workbook.rows.saying import bullets, with_name

CHOICES = {str(number): number for number in range(1, 10)}


def read_proposals(table: Table) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """The proposals of the workbook, those written by hand included."""
    return read_rows(table, _proposal_from, lambda proposal: proposal.code)


def row_from_proposal(proposal: Proposal, names: Mapping[str, str], speaker: Speaker) -> Row:
    """The grey cells of a new proposal's row; `names` holds first names by code."""
    said = proposal.explanation
    return {
        "code": proposal.code,
        "state": proposal_state_cell(proposal, speaker),
        "newcomer": with_name(proposal.newcomer, names),
        "citizen": with_name(proposal.citizen, names),
        "proposed_on": proposal.proposed_on,
        "choice": proposal.choice,
        "opinion": speaker.label("opinion", said.opinion.value) if said and said.opinion else "",
        "why": bullets(said.why, speaker) if said else "",
        "to_check": bullets(said.to_check, speaker) if said else "",
        "alternative": bullets(said.alternative, speaker) if said else "",
    }


def proposal_state_cell(proposal: Proposal, speaker: Speaker) -> str:
    """The one grey cell that may change: "ouverte · P-0042", "plus tard (24/12/2026) · P-0042"."""
    return state_cell(speaker.label("proposal_state", proposal.state.value), proposal.state_on, proposal.code)


def _proposal_from(reader: Reader) -> Proposal | None:
    newcomer, citizen = pair_of(reader)
    code = reader.code("code")
    if not (code or reader.text("newcomer") or reader.text("citizen")):
        return None
    if not (newcomer and citizen):
        reader.report("row_codes", "newcomer")
        return None
    state, state_on = state_of(reader, code, "proposal_state", ProposalState, ProposalState.OPEN)
    if state is None:
        return None
    return Proposal(
        newcomer=newcomer,
        citizen=citizen,
        code=code,
        choice=CHOICES.get(reader.text("choice")),
        state=state,
        state_on=state_on,
        proposed_on=reader.day("proposed_on"),
        decision=reader.choice("decision", "decision", Decision),
        reason=reader.choice("reason", "refusal_reason", RefusalReason) or "",
        decided_by=reader.text("decided_by"),
        citizen_reply=reader.choice("citizen_reply", "reply", Reply),
        newcomer_reply=reader.choice("newcomer_reply", "reply", Reply),
        revisit_on=reader.day("revisit_on"),
        felt=reader.text("felt"),
        row=reader.row.number,
    )
