"""Consultation: what the two people answered comes in; whether that makes a duo, and whom to ask next, leave.

| | the team has the last word | the candidates have the last word |
|---|---|---|
| nobody is asked | the team's yes makes the duo | as after the team's yes |
| after the team's yes | the team's yes, then both people's | the same, and a no of theirs settles it |
| before | both people's yes, then the team's | both people's yes alone, and a no of theirs settles it |

Where choices are talked over, both people are always asked, and a no settles it whoever has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.stages.decisions.ledger import Ledger, ask
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Decision, ProposalState, Reply
from pipeline.vocabulary.programme import LastWord
from pipeline.vocabulary.todo import Task

WILLING = (Reply.YES, Reply.TALK)
QUESTIONS: Mapping[Reply | None, str] = {
    None: "ask_candidate",
    Reply.TALK: "talk_to_candidate",
    Reply.NO: "candidate_said_no",
}


def is_complete(proposal: Proposal, ledger: Ledger) -> bool:
    """Whether everybody whose yes the settings ask for has said it, and nobody no."""
    matching = ledger.matching
    if proposal.decision is Decision.YES:
        return proposal.is_wanted or not (matching.asks_people or proposal.is_unwanted)
    settles = matching.asks_first and matching.last_word is LastWord.CANDIDATES
    return proposal.decision is None and settles and proposal.is_wanted


def is_declined(proposal: Proposal, ledger: Ledger) -> bool:
    """Whether somebody's no is the last word: no reason is asked of them, and no decision of the team."""
    settles = ledger.matching.last_word is LastWord.CANDIDATES or ledger.is_talked_over(proposal)
    return settles and proposal.decision is not Decision.NO and proposal.is_unwanted


def ask_both(proposal: Proposal, ledger: Ledger, because: str = "") -> Iterator[Task]:
    """The answers that are needed and are not a yes; after a no, nobody else is asked."""
    if not any(proposal.replies.values()):
        both = tuple(ledger.who(code) for code in proposal.pair)
        yield ask(proposal, "ask_both", because=because, people=both)
        return
    for code, reply in proposal.replies.items():
        if reply is Reply.NO or (reply is not Reply.YES and not proposal.is_unwanted):
            reason = because if reply is None else ""
            yield ask(proposal, QUESTIONS[reply], because=reason, code=ledger.who(code))


def ask_team(proposal: Proposal) -> Task:
    """Both people want it: the team decides."""
    return ask(proposal, "both_say_yes")


def bear_news(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """Whoever was willing is told when it is over, until the team notes its “No”: never why."""
    if proposal.decision in (Decision.NO, Decision.LATER):
        return
    newcomer, citizen = proposal.pair
    for code, other in ((newcomer, citizen), (citizen, newcomer)):
        if proposal.replies[code] not in WILLING or not ledger.is_free(code):
            continue
        if proposal.state is ProposalState.REFUSED and proposal.replies[other] is Reply.NO:
            yield ask(proposal, "tell_declined", code=ledger.who(code))
        elif proposal.state is ProposalState.WITHDRAWN and not ledger.is_free(other):
            yield ask(proposal, "tell_withdrawn", code=ledger.who(code), other=ledger.who(other))


def talk_over(proposals: Sequence[Proposal], ledger: Ledger) -> Iterator[Task]:
    """One call with each newcomer about all choices; then the volunteer of the first choice that they would like."""
    open_ones = [one for one in proposals if _is_to_talk_over(one, ledger)]
    for newcomer in dict.fromkeys(one.newcomer for one in open_ones):
        own = sorted((one for one in open_ones if one.newcomer == newcomer), key=lambda one: one.choice or 0)
        yield from _ask_newcomer(newcomer, own, ledger)
        yield from _ask_citizen([one for one in own if one.newcomer_reply is Reply.YES], ledger)


def _is_to_talk_over(proposal: Proposal, ledger: Ledger) -> bool:
    """Before the team decides, or once it has said yes, as the programme sets."""
    is_open = proposal.state is ProposalState.OPEN and ledger.is_talked_over(proposal)
    begins = (None, Decision.YES) if ledger.matching.asks_first else (Decision.YES,)
    return is_open and proposal.decision in begins and not ledger.set_aside.intersection(proposal.pair)


def _ask_newcomer(newcomer: str, own: Sequence[Proposal], ledger: Ledger) -> Iterator[Task]:
    unanswered = [one for one in own if one.newcomer_reply is None]
    if unanswered:
        codes = tuple(one.code for one in unanswered)
        told = ask(unanswered[0], "talk_over", code=ledger.who(newcomer), proposals=codes, count=len(codes))
        yield replace(told, who=newcomer)
    for one in own:
        if one.newcomer_reply is Reply.TALK:
            yield ask(one, QUESTIONS[Reply.TALK], code=ledger.who(newcomer))


def _ask_citizen(wanted: Sequence[Proposal], ledger: Ledger) -> Iterator[Task]:
    """One volunteer after the other, so that nobody says yes for nothing."""
    for one in wanted[:1]:
        if one.is_wanted:
            yield ask_team(one)
        else:
            yield from ask_both(one, ledger, because="newcomer_said_yes")
