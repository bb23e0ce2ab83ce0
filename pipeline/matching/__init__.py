"""The corridor of matching: offers and requests come in; pairs with their reasons, and who is left, leave.

Rules → features → neighbours → assignment → explanation. People stand in the order of their codes and pairs in
the order (newcomer, citizen); a tie is broken by the two codes alone. So the order of rows changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import People
from pipeline.kinds.comparison import Pair
from pipeline.matching.choice import choose_pairs
from pipeline.matching.explaining import explain_chosen, open_account, put_in_order
from pipeline.matching.left import find_left, group_by_person, tell_left, tell_why_left
from pipeline.matching.meeting import Codes, Meeting, bring_together, find_positions, search_pairs
from pipeline.matching.overriding import price_override
from pipeline.stages.assignment import Proof
from pipeline.stages.cost import Cost
from pipeline.stages.explanation import explain_pair
from pipeline.stages.neighbours import Plausible
from pipeline.stages.offers import term_of
from pipeline.stages.rules import break_rules
from pipeline.vocabulary.duos import Explanation, Offer, Pairing, Relaxation, Request, Unmatched, Vacancies
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import Sentence

__all__ = [
    "Allowed",
    "Matched",
    "Meeting",
    "bring_together",
    "check_pair",
    "choose_pairs",
    "explain_pairs",
    "find_allowed",
    "find_pairs",
    "find_vacancies",
    "price_pairs",
    "search_pairs",
    "weigh_pairs",
    "without_criteria",
]


@dataclass(frozen=True)
class Matched:
    """What matching found: pairs in order of priority, everybody left without one, and how good it is at least.

    relaxed: what setting one rule aside would bring.
    """

    pairings: tuple[Pairing, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    relaxed: tuple[Relaxation, ...] = ()
    proof: Proof = field(default_factory=Proof)

    @property
    def gap(self) -> int:
        """By how much, at most, another choice of pairs could be better, in millionths of a perfect pair."""
        return self.proof.gap


@dataclass(frozen=True)
class Allowed:
    """Whom the rules alone allow: each newcomer's citizens by code, and everybody for whom there is nobody."""

    citizens: Mapping[str, tuple[str, ...]]
    alone: tuple[Unmatched, ...] = ()

    @property
    def pairs(self) -> list[Codes]:
        """Every allowed pair (newcomer's code, citizen's code)."""
        return [(newcomer, one) for newcomer, citizens in self.citizens.items() for one in citizens]


def find_pairs(  # noqa: PLR0913  # what a matching needs, each named at the call
    offers: Sequence[Offer],
    requests: Sequence[Request],
    programme: Programme,
    form: Form,
    *,
    forbidden: frozenset[Codes] = frozenset(),
    today: date,
    explain: int | None = None,
    tell: bool = True,
) -> Matched:
    """The best set of pairs for everybody together, explained, and why anybody is left without one.

    forbidden: pairs (newcomer's code, citizen's code) that must not be proposed; explain: how many pairs, the first
    ones, are put forward now and explained (all of them where it is None), while the others wait their turn; tell:
    whether to say why people are left.
    """
    meeting = bring_together(offers, requests, programme.matching, form, forbidden)
    chosen = choose_pairs(meeting, programme.matching)
    order = put_in_order(meeting, chosen)
    now = chosen.pairs.keep(np.array(order[:explain], dtype=np.intp))
    account = open_account(meeting, programme, today)
    pairings = tuple(explain_chosen(meeting, chosen, account, order, now))
    unmatched, relaxed = tell_left(meeting, chosen, now, programme) if tell else ((), ())
    return Matched(pairings, unmatched, relaxed, chosen.proof)


def explain_pairs(
    people: Iterable[Person], programme: Programme, form: Form, pairs: Iterable[Codes], today: date
) -> dict[Codes, Explanation]:
    """What is said of each of these pairs (newcomer's code, citizen's code), whatever rules and places say."""
    pairs = tuple(pairs)
    named = {code for pair in pairs for code in pair}
    some = [person for person in people if person.code in named]
    offers = [Offer(person, person.places) for person in some if person.role is Role.CITIZEN]
    requests = [Request(person, term_of(person)) for person in some if person.role is Role.NEWCOMER]
    meeting = bring_together(offers, requests, programme.matching, form)
    account = open_account(meeting, programme, today)
    return {
        pair: explain_pair(account, Pair(citizen, newcomer))
        for pair in pairs
        for newcomer, citizen in find_positions(meeting.people, frozenset([pair]))
    }


def find_allowed(
    offers: Sequence[Offer],
    requests: Sequence[Request],
    programme: Programme,
    form: Form,
    *,
    forbidden: frozenset[Codes] = frozenset(),
) -> Allowed:
    """Every pair that the rules allow; no criterion has a say, and nobody comes before another."""
    bare = without_criteria(programme)
    meeting = bring_together(offers, requests, bare.matching, form, forbidden)
    pairs = search_pairs(meeting, 0)
    none = pairs.keep(np.zeros(0, dtype=np.intp))
    told = (
        one for left in find_left(meeting, pairs, none) for one in tell_why_left(meeting, none, bare, left)
    )
    return Allowed(_by_code(meeting.people, pairs), tuple(told))


def _by_code(people: People, pairs: Plausible) -> dict[str, tuple[str, ...]]:
    others = group_by_person(Role.NEWCOMER, pairs)
    return {
        newcomer.code: tuple(people.citizens[other].code for other in sorted(others[place].tolist()))
        for place, newcomer in enumerate(people.newcomers)
        if place in others
    }


def find_vacancies(
    offers: Sequence[Offer], requests: Sequence[Request], programme: Programme, form: Form
) -> Vacancies:
    """What each citizen has free and each newcomer needs: a place, and whatever rules count in beds or people."""
    rooms = tuple(rule for rule in programme.matching.rules if rule.kind == "room")
    matching = programme.matching.model_copy(update={"rules": rooms, "criteria": ()})
    meeting = bring_together(offers, requests, matching, form)
    one, sizes = np.ones(len(requests), dtype=np.int64), meeting.sizes
    free = np.vstack([meeting.places, sizes.free] if sizes else [meeting.places])
    needed = np.vstack([one, sizes.needed] if sizes else [one])
    people = meeting.people
    return Vacancies(_by_person(people.citizens, free), _by_person(people.newcomers, needed))


def _by_person(people: Sequence[Person], sizes: NDArray[np.int64]) -> dict[str, tuple[int, ...]]:
    return {person.code: tuple(row) for person, row in zip(people, sizes.T.tolist(), strict=True)}


def weigh_pairs(
    offers: Sequence[Offer],
    requests: Sequence[Request],
    programme: Programme,
    form: Form,
    *,
    forbidden: frozenset[Codes] = frozenset(),
) -> dict[Codes, int]:
    """How well each pair that the rules allow suits, in millionths of a perfect pair; no floor, and nobody is chosen."""
    meeting = bring_together(offers, requests, programme.matching, form, forbidden)
    pairs = search_pairs(meeting, 0)
    newcomers, citizens = meeting.people.newcomers, meeting.people.citizens
    found = zip(pairs.newcomers.tolist(), pairs.citizens.tolist(), pairs.scores.tolist(), strict=True)
    return {(newcomers[one].code, citizens[other].code): score for one, other, score in found}


def without_criteria(programme: Programme) -> Programme:
    """The programme with its rules alone."""
    bare = programme.matching.model_copy(update={"criteria": (), "floor": 0.0})
    return programme.model_copy(update={"matching": bare})


def check_pair(
    offer: Offer,
    request: Request,
    programme: Programme,
    form: Form,
    forbidden: frozenset[Codes] = frozenset(),
) -> tuple[Sentence, ...]:
    """What speaks against a pair written by hand; nothing, when it may be proposed."""
    meeting = bring_together([offer], [request], programme.matching, form, forbidden)
    return break_rules(meeting.gates, Pair(0, 0))


def price_pairs(  # noqa: PLR0913  # what a matching needs, each named at the call
    offers: Sequence[Offer],
    requests: Sequence[Request],
    programme: Programme,
    form: Form,
    pairs: Iterable[Codes],
    *,
    forbidden: frozenset[Codes] = frozenset(),
) -> dict[Codes, Cost]:
    """What each pair (newcomer's code, citizen's code) takes from the others, where both could be matched now."""
    meeting = bring_together(offers, requests, programme.matching, form, forbidden)
    chosen = choose_pairs(meeting, programme.matching)
    named = {pair: find_positions(meeting.people, frozenset([pair])) for pair in pairs}
    return {
        pair: price_override(meeting, chosen, programme.matching, *position)
        for pair, found in named.items()
        for position in found
    }
