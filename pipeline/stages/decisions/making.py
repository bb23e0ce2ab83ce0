"""Making: a proposal on which everybody agreed comes in; a duo with its term leaves."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from pipeline.stages.decisions.ledger import Ledger
from pipeline.vocabulary.duos import Duo, Mission, Proposal, Term, Until
from pipeline.vocabulary.form import DURATION, MISSION_DAY
from pipeline.vocabulary.journey import DuoState
from pipeline.vocabulary.people import Person


def make_duo(proposal: Proposal, ledger: Ledger) -> Duo:
    """The next duo; from now on it takes a place of both."""
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
