"""Decisions on a few proposals, between people whom a test names."""

from __future__ import annotations

from datetime import date

from pipeline.stages.decisions import Decided, Ledger, act_on_decisions
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import DuoState, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import Sentence
from tests.builders import TODAY, a_citizen, a_newcomer, a_programme, the_form

BOTH_SAY_YES = {"citizen_reply": Reply.YES, "newcomer_reply": Reply.YES}


def decide(  # noqa: PLR0913  # what decisions are checked against, each named at the call
    *proposals: Proposal,
    people: tuple[Person, ...] = (a_newcomer(), a_citizen()),
    duos: tuple[Duo, ...] = (),
    programme: Programme | None = None,
    broken: dict[tuple[str, str], tuple[Sentence, ...]] | None = None,
    costs: dict[tuple[str, str], Sentence] | None = None,
    today: date = TODAY,
) -> Decided:
    """What a run makes of these rows."""
    ledger = Ledger(
        people={person.code: person for person in people},
        programme=programme or a_programme(),
        form=the_form(),
        broken=broken or {},
        today=today,
        running=[duo.pair for duo in duos if duo.state is DuoState.RUNNING],
        next_duo=len(duos) + 1,
        costs=costs or {},
    )
    return act_on_decisions(proposals, duos, ledger)


def asked(decided: Decided) -> list[str]:
    """What the team is asked, in order."""
    return [task.what.code for task in decided.tasks]
