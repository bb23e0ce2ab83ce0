"""Judging: one proposal with what the team and the two people said comes in; what it becomes leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from pipeline.stages.decisions.consultation import ask_both, ask_team, bear_news, is_complete, is_declined
from pipeline.stages.decisions.ledger import Ledger, Verdict, ask
from pipeline.stages.decisions.making import make_duo
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Decision, ProposalState, Stage
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.todo import Task

LATER = timedelta(days=30)  # when *Plus tard* has no date
ALIVE = (ProposalState.OPEN, ProposalState.LATER, ProposalState.RELEASED)
BLOCKED_BY_TEAM = (Stage.PAUSED, Stage.NOT_NOW, Stage.CLOSED)


def judge(proposal: Proposal, ledger: Ledger) -> Verdict:
    """What a proposal becomes; nothing, where it is over, or somebody's row is damaged."""
    if ledger.set_aside.intersection(proposal.pair):
        return Verdict(proposal)
    unknown = [code for code in proposal.pair if code not in ledger.people]
    if proposal.state not in ALIVE:
        return Verdict(proposal, tasks=() if unknown else tuple(bear_news(proposal, ledger)))
    if proposal.pair in ledger.made:
        return Verdict(replace(proposal, state=ProposalState.MADE, state_on=None))
    if unknown:
        return Verdict(proposal, tasks=(ask(proposal, "unknown_code", code=unknown[0]),))
    return (None if proposal.code else _answer_by_hand(proposal, ledger)) or _judge_pair(proposal, ledger)


def _judge_pair(proposal: Proposal, ledger: Ledger) -> Verdict:
    if is_declined(proposal, ledger):
        return _close(proposal, ProposalState.REFUSED, ledger)
    if _is_late(proposal, ledger):
        return _close(proposal, ProposalState.WITHDRAWN, ledger)
    obstacle = next(_obstacles(proposal, ledger), None)
    if is_complete(proposal, ledger) and not obstacle:
        return Verdict(replace(proposal, state=ProposalState.MADE, state_on=None), make_duo(proposal, ledger))
    return JUDGES[proposal.decision](proposal, ledger)


def _close(proposal: Proposal, state: ProposalState, ledger: Ledger) -> Verdict:
    """It is over without the team's no; whoever was willing is to be told."""
    closed = replace(proposal, state=state, state_on=None)
    return Verdict(closed, tasks=tuple(bear_news(closed, ledger)))


def _is_late(proposal: Proposal, ledger: Ledger) -> bool:
    """Whether one of the two has found a duo meanwhile; a yes of the team is asked about, unless there were choices."""
    is_open = proposal.state is ProposalState.OPEN and proposal.decision is None
    is_chosen = ledger.is_talked_over(proposal) and proposal.decision in (Decision.YES, Decision.DISCUSS)
    is_waiting = bool(proposal.code) and (is_open or is_chosen)
    return is_waiting and any(ledger.free_places(code) < 1 for code in proposal.pair)


def _answer_by_hand(proposal: Proposal, ledger: Ledger) -> Verdict | None:
    """What stands against a row that the team wrote: the pair's own row, an earlier no, or rules."""
    before = ledger.proposed.get(proposal.pair)
    if before and before.state in ALIVE:
        return Verdict(proposal, tasks=(ask(proposal, "decide_there", code=before.code),))
    broken = ledger.broken.get(proposal.pair, ())
    if before and before.state is ProposalState.REFUSED:
        broken = (*broken, Sentence("broken.refused"))
    return _answer_broken(proposal, broken) if broken else None


def _answer_broken(proposal: Proposal, broken: tuple[Sentence, ...]) -> Verdict:
    kept = replace(proposal, state=ProposalState.REFUSED) if proposal.decision is Decision.NO else proposal
    return Verdict(kept, tasks=(ask(proposal, "pair_breaks_rules", reasons=broken),))


def _judge_yes(proposal: Proposal, ledger: Ledger) -> Verdict:
    obstacle = next(_obstacles(proposal, ledger), None)
    if obstacle:
        return Verdict(proposal, tasks=(obstacle,))
    return Verdict(_open(proposal), tasks=_questions(proposal, ledger))


def _obstacles(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """Why these two people cannot become a duo now, whatever their answers say."""
    for code in proposal.pair:
        if ledger.free_places(code) < 1:
            yield ask(proposal, "no_place_left", code=ledger.who(code))
    lacking = ledger.lacking_room(*proposal.pair)
    if lacking:
        yield ask(proposal, "no_room_left", code=ledger.who(proposal.citizen), reasons=lacking)
    for code in proposal.pair:
        if ledger.people[code].stage in BLOCKED_BY_TEAM:
            yield ask(proposal, "not_available", code=ledger.who(code))


def _judge_no(proposal: Proposal, ledger: Ledger) -> Verdict:
    """The team's no needs a reason; nobody asks one of the two people for theirs."""
    if not proposal.reason and not proposal.is_unwanted:
        return Verdict(proposal, tasks=(ask(proposal, "reason_missing"),))
    return Verdict(replace(proposal, state=ProposalState.REFUSED, state_on=None))


def _judge_later(proposal: Proposal, ledger: Ledger) -> Verdict:
    until = proposal.revisit_on or proposal.state_on or ledger.today + LATER
    if proposal.code and any(ledger.free_places(code) < 1 for code in proposal.pair):
        return Verdict(replace(proposal, state=ProposalState.WITHDRAWN, state_on=None))
    parked = replace(proposal, state=ProposalState.LATER, state_on=until)
    if until <= ledger.today:
        return Verdict(parked, tasks=(ask(proposal, "look_again", by_when=until),))
    is_chosen_today = until == ledger.today + LATER
    if proposal.revisit_on or not is_chosen_today:
        return Verdict(parked)
    return Verdict(parked, tasks=(ask(proposal, "date_chosen", on=until),))


def _judge_discuss(proposal: Proposal, ledger: Ledger) -> Verdict:
    return Verdict(_open(proposal), tasks=tuple(_recall(proposal, ledger)))


def _judge_undecided(proposal: Proposal, ledger: Ledger) -> Verdict:
    if proposal.state is not ProposalState.OPEN:
        return Verdict(proposal)
    gone = [code for code in proposal.pair if ledger.people[code].stage is not Stage.SEEKING]
    if gone and proposal.code:
        return _close(proposal, ProposalState.WITHDRAWN, ledger)
    if not proposal.is_unwanted and not proposal.code:
        return Verdict(proposal, tasks=_say_possible(proposal, ledger))
    if not any(proposal.replies.values()) and _is_old(proposal, ledger):
        return Verdict(replace(proposal, state=ProposalState.RELEASED, state_on=ledger.today))
    return Verdict(proposal, tasks=_questions(proposal, ledger))


def _questions(proposal: Proposal, ledger: Ledger) -> tuple[Task, ...]:
    """What is asked next about an open proposal: the two people, or the team."""
    is_decided = proposal.decision is Decision.YES
    if ledger.is_talked_over(proposal) and (is_decided or ledger.matching.asks_first):
        return ()  # one call for all choices
    if proposal.is_wanted and not is_decided:
        return (ask_team(proposal),)
    if is_decided or proposal.is_unwanted or ledger.matching.asks_first:
        return tuple(ask_both(proposal, ledger, because="" if is_decided else "ask_first"))
    return tuple(_recall(proposal, ledger))


def _say_possible(proposal: Proposal, ledger: Ledger) -> tuple[Task, ...]:
    """A row by hand may be decided on; what it takes from others, where that is known."""
    is_unsaid = ledger.matching.mode is Mode.FEEL and not proposal.felt
    possible = ask(proposal, "say_why_felt" if is_unsaid else "pair_is_possible")
    cost = ledger.costs.get(proposal.pair)
    told = replace(possible, because=Sentence("because.pair_costs", {"cost": cost})) if cost else possible
    obstacle = next(_obstacles(proposal, ledger), None)
    asked = _questions(proposal, ledger) if ledger.matching.asks_first and not obstacle else ()
    return asked or (obstacle or told,)


JUDGES: dict[Decision | None, Callable[[Proposal, Ledger], Verdict]] = {
    Decision.YES: _judge_yes,
    Decision.NO: _judge_no,
    Decision.LATER: _judge_later,
    Decision.DISCUSS: _judge_discuss,
    None: _judge_undecided,
}


def _open(proposal: Proposal) -> Proposal:
    return replace(proposal, state=ProposalState.OPEN, state_on=None)


def _age(proposal: Proposal, ledger: Ledger) -> int:
    return (ledger.today - proposal.proposed_on).days if proposal.proposed_on else 0


def _is_old(proposal: Proposal, ledger: Ledger) -> bool:
    return _age(proposal, ledger) >= ledger.matching.release_after_days


def _recall(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """Undecided proposals are recalled after a while."""
    age = _age(proposal, ledger)
    if age < ledger.matching.recall_after_days:
        return
    release_on = (proposal.proposed_on or ledger.today) + timedelta(days=ledger.matching.release_after_days)
    code = "decide_discussed" if proposal.decision is Decision.DISCUSS else "decide"
    yield ask(proposal, code, count=age, on=release_on, by_when=max(release_on, ledger.today))
