"""Decisions: what the team wrote beside proposals in; new duos, new states and questions to the team out.

The machine never decides about a person: it acts on a decision that is complete, and asks about one that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from pipeline.vocabulary.duos import Duo, Mission, Proposal, Term, Until
from pipeline.vocabulary.form import DURATION, MISSION_DAY, Form
from pipeline.vocabulary.journey import Decision, DuoState, ProposalState, Reply, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Consultation, LastWord, Mode, Programme
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.todo import Task

LATER = timedelta(days=30)  # when *Plus tard* has no date
ALIVE = (ProposalState.OPEN, ProposalState.LATER, ProposalState.RELEASED)
BLOCKED_BY_TEAM = (Stage.PAUSED, Stage.NOT_NOW, Stage.CLOSED)


@dataclass(frozen=True)
class Decided:
    """What becomes of every proposal of the workbook, the duos that decisions make, and what must be asked."""

    proposals: tuple[Proposal, ...]  # all of them, with the state they have after this run
    changed: tuple[tuple[Proposal, Proposal], ...]  # before and after, of those whose state cell changes
    duos: tuple[Duo, ...]
    tasks: tuple[Task, ...]


@dataclass
class Ledger:
    """What decisions are checked against while they are acted on, in the order of the rows."""

    people: Mapping[str, Person]
    programme: Programme
    form: Form
    broken: Mapping[tuple[str, str], tuple[Sentence, ...]]  # rules that rows written by hand break
    today: date
    running: list[tuple[str, str]]  # pairs of running duos, those made now included
    next_duo: int
    costs: Mapping[tuple[str, str], Sentence] = field(
        default_factory=dict
    )  # what those rows take from others
    set_aside: frozenset[str] = frozenset()  # codes in damaged rows: nothing is done about these people
    made: set[tuple[str, str]] = field(default_factory=set)  # pairs that are or were a duo
    proposed: dict[tuple[str, str], Proposal] = field(default_factory=dict)  # the latest by a run, by pair

    def free_places(self, code: str) -> int:
        """How many more duos this person may start now."""
        person = self.people[code]
        return person.places - sum(code in pair for pair in self.running)


@dataclass(frozen=True)
class Verdict:
    """What one proposal becomes."""

    proposal: Proposal
    duo: Duo | None = None
    tasks: tuple[Task, ...] = ()


def act_on_decisions(
    proposals: Sequence[Proposal],
    duos: Iterable[Duo],
    ledger: Ledger,
) -> Decided:
    """Each decision that is complete is acted on once; each that is not is asked about."""
    ledger.made.update(duo.pair for duo in duos)
    ledger.proposed.update((proposal.pair, proposal) for proposal in proposals if proposal.code)
    yes_first = sorted(range(len(proposals)), key=lambda row: proposals[row].decision is not Decision.YES)
    judged = {row: _judge(proposals[row], ledger) for row in yes_first}
    verdicts = [judged[row] for row in range(len(proposals))]
    pairs = zip(proposals, verdicts, strict=True)
    return Decided(
        proposals=tuple(verdict.proposal for verdict in verdicts),
        changed=tuple(
            (before, verdict.proposal)
            for before, verdict in pairs
            if before.code
            and (before.state, before.state_on) != (verdict.proposal.state, verdict.proposal.state_on)
        ),
        duos=tuple(verdict.duo for verdict in verdicts if verdict.duo),
        tasks=tuple(task for verdict in verdicts for task in verdict.tasks),
    )


def _judge(proposal: Proposal, ledger: Ledger) -> Verdict:
    if proposal.state not in ALIVE or ledger.set_aside.intersection(proposal.pair):
        return Verdict(proposal)
    if proposal.pair in ledger.made:
        return Verdict(replace(proposal, state=ProposalState.MADE, state_on=None))
    unknown = [code for code in proposal.pair if code not in ledger.people]
    if unknown:
        return Verdict(proposal, tasks=(_ask(proposal, "unknown_code", code=unknown[0]),))
    return (None if proposal.code else _answer_by_hand(proposal, ledger)) or JUDGES[proposal.decision](
        proposal, ledger
    )


def _answer_by_hand(proposal: Proposal, ledger: Ledger) -> Verdict | None:
    """What stands against a row that the team wrote: the pair's own row, an earlier no, or rules."""
    before = ledger.proposed.get(proposal.pair)
    if before and before.state in ALIVE:
        return Verdict(proposal, tasks=(_ask(proposal, "decide_there", code=before.code),))
    broken = ledger.broken.get(proposal.pair, ())
    if before and before.state is ProposalState.REFUSED:
        broken = (*broken, Sentence("broken.refused"))
    return _answer_broken(proposal, broken) if broken else None


def _answer_broken(proposal: Proposal, broken: tuple[Sentence, ...]) -> Verdict:
    kept = replace(proposal, state=ProposalState.REFUSED) if proposal.decision is Decision.NO else proposal
    return Verdict(kept, tasks=(_ask(proposal, "pair_breaks_rules", reasons=broken),))


def _judge_yes(proposal: Proposal, ledger: Ledger) -> Verdict:
    obstacles = tuple(_obstacles(proposal, ledger))
    if obstacles:
        return Verdict(proposal, tasks=obstacles[:1])
    questions = tuple(_missing_replies(proposal, ledger))
    if questions:
        return Verdict(_open(proposal), tasks=questions)
    duo = _make_duo(proposal, ledger)
    return Verdict(replace(proposal, state=ProposalState.MADE, state_on=None), duo)


def _obstacles(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """Why these two people cannot become a duo now, whatever their answers say."""
    for code in proposal.pair:
        if ledger.free_places(code) < 1:
            yield _ask(proposal, "no_place_left", code=_who(code, ledger))
    for code in proposal.pair:
        if ledger.people[code].stage in BLOCKED_BY_TEAM:
            yield _ask(proposal, "not_available", code=_who(code, ledger))


def _judge_no(proposal: Proposal, ledger: Ledger) -> Verdict:
    if not proposal.reason:
        return Verdict(proposal, tasks=(_ask(proposal, "reason_missing"),))
    return Verdict(replace(proposal, state=ProposalState.REFUSED, state_on=None))


def _judge_later(proposal: Proposal, ledger: Ledger) -> Verdict:
    until = proposal.revisit_on or proposal.state_on or ledger.today + LATER
    if proposal.code and any(ledger.free_places(code) < 1 for code in proposal.pair):
        return Verdict(replace(proposal, state=ProposalState.WITHDRAWN, state_on=None))
    parked = replace(proposal, state=ProposalState.LATER, state_on=until)
    if until <= ledger.today:
        return Verdict(parked, tasks=(_ask(proposal, "look_again", by_when=until),))
    is_chosen_today = until == ledger.today + LATER
    if proposal.revisit_on or not is_chosen_today:
        return Verdict(parked)
    return Verdict(parked, tasks=(_ask(proposal, "date_chosen", on=until),))


def _judge_discuss(proposal: Proposal, ledger: Ledger) -> Verdict:
    return Verdict(_open(proposal), tasks=tuple(_recall(proposal, ledger)))


def _judge_undecided(proposal: Proposal, ledger: Ledger) -> Verdict:
    if proposal.state is not ProposalState.OPEN:
        return Verdict(proposal)
    gone = [code for code in proposal.pair if ledger.people[code].stage is not Stage.SEEKING]
    if gone and proposal.code:
        return Verdict(replace(proposal, state=ProposalState.WITHDRAWN))
    refused = [code for code, reply in _replies(proposal) if reply is Reply.NO]
    if refused:
        return Verdict(proposal, tasks=(_ask(proposal, "candidate_said_no", code=_who(refused[0], ledger)),))
    if not proposal.code:
        possible = _say_possible(proposal, ledger)
        return Verdict(proposal, tasks=(next(_obstacles(proposal, ledger), possible),))
    if _age(proposal, ledger) >= ledger.programme.matching.release_after_days:
        return Verdict(replace(proposal, state=ProposalState.RELEASED, state_on=ledger.today))
    return Verdict(proposal, tasks=tuple(_recall(proposal, ledger)))


def _say_possible(proposal: Proposal, ledger: Ledger) -> Task:
    """A row by hand may be decided on; what it takes from others, where that is known."""
    is_unsaid = ledger.programme.matching.mode is Mode.FEEL and not proposal.felt
    possible = _ask(proposal, "say_why_felt" if is_unsaid else "pair_is_possible")
    cost = ledger.costs.get(proposal.pair)
    return replace(possible, because=Sentence("because.pair_costs", {"cost": cost})) if cost else possible


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


def _recall(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """Undecided proposals are recalled after a while."""
    age = _age(proposal, ledger)
    if age < ledger.programme.matching.recall_after_days:
        return
    release_on = (proposal.proposed_on or ledger.today) + timedelta(
        days=ledger.programme.matching.release_after_days
    )
    code = "decide_discussed" if proposal.decision is Decision.DISCUSS else "decide"
    yield _ask(proposal, code, count=age, on=release_on, by_when=max(release_on, ledger.today))


def _missing_replies(proposal: Proposal, ledger: Ledger) -> Iterator[Task]:
    """The answers that the consultation setting requires and that are not a yes; after a no, nobody else is asked."""
    matching = ledger.programme.matching
    if matching.consultation is Consultation.NONE and matching.last_word is LastWord.COORDINATION:
        return
    questions = {None: "ask_candidate", Reply.TALK: "talk_to_candidate", Reply.NO: "candidate_said_no"}
    replies = _replies(proposal)
    is_refused = Reply.NO in dict(replies).values()
    for code, reply in replies:
        if reply is Reply.NO or (reply is not Reply.YES and not is_refused):
            yield _ask(proposal, questions[reply], code=_who(code, ledger))


def _replies(proposal: Proposal) -> tuple[tuple[str, Reply | None], ...]:
    return ((proposal.newcomer, proposal.newcomer_reply), (proposal.citizen, proposal.citizen_reply))


def _make_duo(proposal: Proposal, ledger: Ledger) -> Duo:
    newcomer, citizen = (ledger.people[code] for code in proposal.pair)
    duo = Duo(
        code=f"D-{ledger.next_duo:04d}",
        newcomer=newcomer.code,
        citizen=citizen.code,
        made_on=ledger.today,
        state=DuoState.RUNNING,
        term=_term(newcomer, citizen, ledger),
        proposal=proposal.code,
    )
    ledger.next_duo += 1
    ledger.running.append(duo.pair)
    ledger.made.add(duo.pair)
    return duo


def _term(newcomer: Person, citizen: Person, ledger: Ledger) -> Term:
    """The newcomer's one day; else as long as both wish, the shorter wish counting."""
    day = newcomer.answers.get(MISSION_DAY)
    if isinstance(day, date):
        return Mission(day)
    question = ledger.form.question_by_code.get(DURATION)
    options = question.option_by_code if question else {}
    wishes = (options.get(str(person.answers.get(DURATION))) for person in (newcomer, citizen))
    months = [wish.value for wish in wishes if wish and wish.value]
    return Until(
        ledger.today + relativedelta(months=int(min(months, default=ledger.programme.calendar.duo_months)))
    )


def _who(code: str, ledger: Ledger) -> str:
    return f"{code} · {ledger.people[code].first_name}"


def _ask(
    proposal: Proposal,
    code: str,
    /,
    *,
    by_when: date | None = None,
    **details: object,
) -> Task:
    who = " + ".join(proposal.pair)
    told = {"proposal": proposal.code or who, **details}
    return Task(
        what=Sentence(f"todo.{code}", told),
        because=Sentence(f"because.{code}", told),
        who=f"{proposal.code} · {who}" if proposal.code else who,
        by_when=by_when,
        where="proposals",
        row=proposal.row,
        assignee=proposal.decided_by,
    )
