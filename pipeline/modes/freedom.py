"""Freedom: who is free of everything that stands on the table, and whom the rules allow to them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.matching import Allowed, check_pair, find_allowed
from pipeline.modes.situation import Situation
from pipeline.stages.offers import Supply, find_supply, guests_of, term_of
from pipeline.stages.proposals import pairs_not_to_repeat
from pipeline.vocabulary.duos import Offer, Proposal, Request
from pipeline.vocabulary.people import Person


def find_free(situation: Situation) -> Supply:
    """Who may be put forward: a pair that the team wrote holds its two, unless rules stand against it."""
    people = {person.code: person for person in situation.ready}
    standing = [one for one in situation.proposals if not _is_idle(one, situation, people)]
    return find_supply(situation.ready, situation.duos, standing, situation.today, situation.people)


def find_unheld(situation: Situation) -> Supply:
    """Who has room whatever the rules say of the pairs on the table: each row holds its two."""
    held_by = situation.proposals
    return find_supply(situation.ready, situation.duos, held_by, situation.today, situation.people)


def allow(situation: Situation, supply: Supply) -> Allowed:
    """Whom the rules allow among those who are free; a pair that was put forward before rests."""
    limits = situation.programme.matching
    return find_allowed(
        supply.offers,
        supply.requests,
        situation.programme,
        situation.form,
        forbidden=pairs_not_to_repeat(situation.proposals, situation.duos, limits, situation.today),
    )


def _is_idle(proposal: Proposal, situation: Situation, people: Mapping[str, Person]) -> bool:
    """Written by hand, not decided on, and against the rules: its two people are still free."""
    if proposal.code or proposal.decision or not all(code in people for code in proposal.pair):
        return False
    newcomer, citizen = (people[code] for code in proposal.pair)
    guests = guests_of(citizen, situation.duos, situation.people)
    offer, request = Offer(citizen, citizen.places, guests), Request(newcomer, term_of(newcomer))
    return bool(check_pair(offer, request, situation.programme, situation.form))
