"""The corridor of matching: offers and requests come in; pairs with their reasons, and who is left, leave.

Rules → features → neighbours → assignment → explanation. People stand in the order of their codes and pairs in
the order (newcomer, citizen); a tie is broken by the two codes alone. So the order of rows changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import WORD, Indices, People
from pipeline.kinds.comparison import Pair
from pipeline.kinds.encoding import Line, is_encodable
from pipeline.kinds.room import Room, leave_room
from pipeline.stages.assignment import (
    Market,
    Proof,
    Sizes,
    Solution,
    pack,
    pack_around,
    price_pair,
    prove,
    put_pairs_first,
    solve,
    unpriced,
)
from pipeline.stages.cost import Cost
from pipeline.stages.explanation import Account, Alternative, explain_pair
from pipeline.stages.features import ONE, Features, encode_criteria
from pipeline.stages.neighbours import Plausible, Sought, Terms, find_plausible, take_nearest
from pipeline.stages.offers import term_of
from pipeline.stages.rules import Descent, Gates, ProgrammeGate, break_rules, count_down, encode_rules
from pipeline.stages.unmatched import Lonely, count_more, tell_why
from pipeline.vocabulary.duos import Explanation, Mission, Offer, Pairing, Relaxation, Request, Unmatched
from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.programme import Goal, Matching, Programme
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.week import DAYS, PARTS

Codes = tuple[str, str]

ENOUGH = 1e-3  # of the total: what is still to be won is not worth another round
MANY = 500_000  # more pairs than this are solved on the nearest first
NEAREST = 32
WIDE = 25_000_000  # more pairs than this are searched by machine code, where it is installed
LARGE = 20_000  # more people than this are matched by auction, where everybody has one place
TIE_BITS = 16
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # odd, their bits well spread
MONTH_DAYS = 30.4375
FEW = 8  # with so many options nobody is hard to serve


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


@dataclass(frozen=True)
class Meeting:
    """Everybody who takes part in one matching, with rules and criteria encoded."""

    requests: tuple[Request, ...]
    people: People
    gates: Gates
    features: Features
    places: NDArray[np.int64]

    @property
    def sizes(self) -> Sizes | None:
        """What each newcomer's unit needs and each citizen has room for; None where no rule asks."""
        both = [compared.both for compared in self.gates.compared if isinstance(compared, Room)]
        if not both:
            return None
        free, needed = (np.nan_to_num(np.stack(sides)).astype(np.int64) for sides in zip(*both, strict=True))
        return Sizes(needed=needed, free=free)

    @property
    def reachable(self) -> Sought:
        """All newcomers with all citizens who have a place."""
        citizens = np.flatnonzero(self.places > 0)
        return Sought(citizens, np.arange(len(self.requests)), self.gates.reach)


@dataclass(frozen=True)
class Chosen:
    """The plausible pairs of a meeting, what each is worth, and which were chosen, with the prices that prove it.

    options: how many others suit each newcomer; is_whole: whether all plausible pairs are here, or the nearest and
    those that prices pointed to.
    """

    plausible: Plausible
    market: Market
    solution: Solution
    options: Indices
    proof: Proof
    is_whole: bool = True

    @property
    def positions(self) -> Indices:
        """Where the chosen pairs stand among the plausible ones."""
        return self.solution.chosen

    @property
    def pairs(self) -> Plausible:
        """The chosen pairs alone."""
        return self.plausible.keep(self.positions)


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
    ones, are explained (all of them where it is None); tell: whether to say why people are left.
    """
    meeting = bring_together(offers, requests, programme.matching, form, forbidden)
    chosen = choose_pairs(meeting, programme.matching)
    account = _account(meeting, programme, today)
    matched = Matched(tuple(_explain(meeting, chosen, account, explain)), proof=chosen.proof)
    return _tell_all(matched, meeting, chosen, programme) if tell else matched


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
    account = _account(meeting, programme, today)
    return {
        pair: explain_pair(account, Pair(citizen, newcomer))
        for pair in pairs
        for newcomer, citizen in _positions(meeting.people, frozenset([pair]))
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
    told = (one for left in _left_by(meeting, pairs) for one in _tell(meeting, none, bare, left))
    return Allowed(_by_code(meeting.people, pairs), tuple(told))


def _by_code(people: People, pairs: Plausible) -> dict[str, tuple[str, ...]]:
    others = _group(Role.NEWCOMER, pairs)
    return {
        newcomer.code: tuple(people.citizens[other].code for other in sorted(others[place].tolist()))
        for place, newcomer in enumerate(people.newcomers)
        if place in others
    }


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
    named = {pair: _positions(meeting.people, frozenset([pair])) for pair in pairs}
    return {
        pair: _price(meeting, chosen, programme.matching, *position)
        for pair, found in named.items()
        for position in found
    }


def bring_together(
    offers: Sequence[Offer],
    requests: Sequence[Request],
    matching: Matching,
    form: Form,
    forbidden: frozenset[Codes] = frozenset(),
) -> Meeting:
    """Offers and requests in the order of their codes, with every rule and criterion encoded."""
    offers = sorted(offers, key=lambda offer: offer.person.code)
    requests = tuple(sorted(requests, key=lambda request: request.person.code))
    people = People(
        form, [offer.person for offer in offers], [_asking(request, form) for request in requests]
    )
    people = leave_room(
        people, [offer.guests for offer in offers], [rule for rule in matching.rules if rule.kind == "room"]
    )
    places = np.array([offer.places for offer in offers], dtype=np.int64)
    return Meeting(
        requests=requests,
        people=people,
        gates=encode_rules(matching.rules, people, places, _positions(people, forbidden)),
        features=encode_criteria(matching.criteria, people),
        places=places,
    )


def choose_pairs(meeting: Meeting, matching: Matching) -> Chosen:
    """The pairs with the highest total of scores and bonuses, over all that rules allow and the floor admits.

    Where the goal is that as few as possible are left out, among the choices with the most pairs.
    """
    if is_national(meeting):
        return _choose_in_rounds(meeting, matching)
    plausible = search_pairs(meeting, round(matching.floor * ONE))
    options = np.bincount(plausible.newcomers, minlength=len(meeting.requests))
    market = _market(meeting, matching, plausible, options)
    if meeting.sizes:
        packed = pack(market, meeting.sizes)
        proof = Proof(int(market.values[packed.chosen].sum()), packed.ceiling)
        return Chosen(plausible, market, Solution(packed.chosen, *unpriced(market)), options, proof)
    first = take_nearest(plausible, NEAREST) if len(plausible) > MANY else None
    solution = solve(market, _ties(meeting.people, plausible), first)
    proof = prove(market, solution.chosen, solution.prices)
    return Chosen(plausible, market, solution, options, proof)


def is_national(meeting: Meeting) -> bool:
    """Many people, one place each, and a programme that machine code knows: an auction over the nearest is quicker."""
    people = min(len(meeting.requests), len(meeting.places))
    return (
        people > LARGE
        and int(meeting.places.max()) <= 1
        and find_spec("numba") is not None
        and _is_known(meeting)
    )


def _is_known(meeting: Meeting) -> bool:
    """Whether every rule and criterion has columns."""
    return all(is_encodable(one) for one in (*meeting.gates.compared, *meeting.features.compared))


def _choose_in_rounds(meeting: Meeting, matching: Matching) -> Chosen:
    """The nearest of both sides first; then whatever other pairs prices point to, until nearly nothing is to be won."""
    from pipeline.stages.assignment.auction import auction  # noqa: PLC0415  # needs the extra `scale`
    from pipeline.stages.neighbours.compiled import Search, hunt_better, hunt_nearest, united  # noqa: PLC0415

    search = Search(meeting.reachable, _terms(meeting), round(matching.floor * ONE))
    pairs, options = hunt_nearest(search, NEAREST)
    while True:
        market = _market(meeting, matching, pairs, options)
        solution = auction(market)
        more = _extras(meeting, matching, options) + 1 + market.raised
        better = hunt_better(search, solution.prices, solution.gains - more)
        proof = Proof(
            int(market.values[solution.chosen].sum()),
            int((solution.prices * market.places).sum() + np.maximum(better.tops + more, 0).sum()),
        )
        if not len(better.pairs) or proof.gap <= ENOUGH * proof.total:
            return Chosen(pairs, market, solution, options, proof, is_whole=False)
        pairs = united(pairs, better.pairs)


def _market(meeting: Meeting, matching: Matching, pairs: Plausible, options: Indices) -> Market:
    """Score and bonuses of each pair; and one more than nothing: a pair is always better than none."""
    market = Market(
        newcomers=pairs.newcomers,
        citizens=pairs.citizens,
        values=pairs.scores + _extras(meeting, matching, options)[pairs.newcomers] + 1,
        places=meeting.places,
        people=len(meeting.requests),
    )
    return put_pairs_first(market) if matching.goal is Goal.MOST else market


def search_pairs(
    meeting: Meeting, floor: int, sought: Sought | None = None, *, compiled: bool | None = None
) -> Plausible:
    """Every pair that the rules allow and that scores at least `floor`; both searches find the same.

    compiled: whether machine code searches; where it is None, when there are many people and numba is installed.
    """
    sought = sought or meeting.reachable
    if compiled is None:
        compiled = len(sought.citizens) * len(sought.newcomers) > WIDE and find_spec("numba") is not None
    if not compiled:
        return find_plausible(sought, meeting.gates, meeting.features.score, floor)
    from pipeline.stages.neighbours.compiled import hunt_plausible  # noqa: PLC0415  # needs the extra `scale`

    return hunt_plausible(sought, _terms(meeting), floor)


def _terms(meeting: Meeting) -> Terms:
    """Rules and criteria as machine code takes them; the others as the functions that they are."""
    gates = [gate for gate in meeting.gates.gates if isinstance(gate, ProgrammeGate)]
    others = Gates(tuple(gate for gate in gates if not is_encodable(gate.compared)))
    features = meeting.features.features
    more = Features(tuple(feature for feature in features if not is_encodable(feature.compared)))
    return Terms(
        people=(len(meeting.places), len(meeting.requests)),
        rules=[Line(gate.compared, gate.rule.protective) for gate in gates if is_encodable(gate.compared)],
        criteria=[
            Line(feature.compared, share=feature.share * ONE)
            for feature in features
            if is_encodable(feature.compared)
        ],
        stops=others.stops if others.gates else None,
        add=more.score if more.features else None,
        base=meeting.features.base,
        refused=meeting.gates.refused,
    )


def _extras(meeting: Meeting, matching: Matching, options: Indices) -> NDArray[np.int64]:
    """What is added for each newcomer, with whomever they are paired."""
    waited = _bonuses(meeting.requests, matching.waiting_bonus)
    return waited + _for_few(options, matching.hard_to_serve_bonus)


def _bonuses(requests: Iterable[Request], a_month: float) -> NDArray[np.int64]:
    waited = np.array([max(0, request.waiting_days) for request in requests], dtype=np.float64)
    return np.rint(waited / MONTH_DAYS * a_month * ONE).astype(np.int64)


def _for_few(options: Indices, a_halving: float) -> NDArray[np.int64]:
    """The fewer others suit a newcomer, the more their pair is worth: in steps, so that one more rarely matters."""
    steps = np.ceil(np.log2(FEW / np.clip(options, 1, FEW)))
    return steps.astype(np.int64) * round(a_halving * ONE)


def _price(meeting: Meeting, chosen: Chosen, matching: Matching, newcomer: int, citizen: int) -> Cost:
    """What a pair takes from the others, and which of the chosen pairs it undoes."""
    both = np.array([citizen]), np.array([newcomer])
    alone = Plausible(*both, meeting.features.score(*both))
    worth = int(alone.scores[0] + _extras(meeting, matching, chosen.options)[newcomer] + 1)
    if meeting.sizes:
        return _price_by_size(meeting, chosen, meeting.sizes, (newcomer, citizen), worth)
    amount = price_pair(chosen.market, chosen.solution, newcomer, citizen, worth)
    if not chosen.is_whole:
        amount = max(0, amount - chosen.proof.gap)
    return Cost(amount, tuple(_undone(meeting, chosen, newcomer, citizen)))


def _price_by_size(meeting: Meeting, chosen: Chosen, sizes: Sizes, pair: tuple[int, int], worth: int) -> Cost:
    """Room has no price: everybody else is matched again around the pair, which takes what it takes at least."""
    around = pack_around(chosen.market, sizes, *pair)
    amount = max(0, chosen.proof.total - around.ceiling - worth - chosen.market.raised)
    stay = set(around.chosen.tolist())
    moved = chosen.plausible.keep(
        np.array([one for one in chosen.positions if one not in stay], dtype=np.intp)
    )
    touched = (moved.newcomers == pair[0]) | (moved.citizens == pair[1])
    return Cost(amount, tuple(_named(meeting, moved.keep(touched), pair)))


def _undone(meeting: Meeting, chosen: Chosen, newcomer: int, citizen: int) -> Iterable[Codes]:
    pairs = chosen.pairs
    is_taken = np.count_nonzero(pairs.citizens == citizen) >= meeting.places[citizen]
    own = (pairs.newcomers == newcomer) | (is_taken & (pairs.citizens == citizen))
    return _named(meeting, pairs.keep(own), (newcomer, citizen))


def _named(meeting: Meeting, pairs: Plausible, without: tuple[int, int]) -> Iterable[Codes]:
    """The codes of some pairs, but for one."""
    both = zip(pairs.newcomers.tolist(), pairs.citizens.tolist(), strict=True)
    undone = [pair for pair in both if pair != without]
    return (
        (meeting.people.newcomers[one].code, meeting.people.citizens[other].code) for one, other in undone
    )


def _ties(people: People, pairs: Plausible) -> NDArray[np.int64]:
    """A number for each pair that depends on its two codes alone: who else takes part decides no tie."""
    newcomers, citizens = (
        np.array([crc32(person.code.encode()) for person in side], dtype=np.uint64)
        for side in (people.newcomers, people.citizens)
    )
    mixed: NDArray[np.uint64] = newcomers[pairs.newcomers] * MIXERS[0] + citizens[pairs.citizens] * MIXERS[1]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * MIXERS[0]
    return (mixed >> np.uint64(WORD - TIE_BITS)).astype(np.int64)


def _positions(people: People, forbidden: frozenset[Codes]) -> set[tuple[int, int]]:
    newcomers = {person.code: place for place, person in enumerate(people.newcomers)}
    citizens = {person.code: place for place, person in enumerate(people.citizens)}
    return {
        (newcomers[newcomer], citizens[citizen])
        for newcomer, citizen in forbidden
        if newcomer in newcomers and citizen in citizens
    }


def _asking(request: Request, form: Form) -> Person:
    """The newcomer as this request has them: a mission is on one day of the week, whatever else they are free."""
    if not isinstance(request.term, Mission):
        return request.person
    day = DAYS[request.term.on.weekday()]
    slots = frozenset(f"{day}-{part}" for part in PARTS)
    weeks = [question.code for question in form.of(Role.NEWCOMER) if question.type is Type.WEEK]
    changed = {code: _on_that_day(request.person.answers.get(code), slots) for code in weeks}
    return replace(request.person, answers={**request.person.answers, **changed})


def _on_that_day(answer: Answer | None, slots: frozenset[str]) -> frozenset[str]:
    asked = answer & slots if isinstance(answer, frozenset) else slots
    return asked or slots


def _account(meeting: Meeting, programme: Programme, today: date) -> Account:
    return Account(
        people=meeting.people,
        rules=meeting.gates.compared,
        criteria=tuple(feature.compared for feature in meeting.features.features),
        thresholds=programme.matching.thresholds,
        today=today,
    )


def _explain(meeting: Meeting, chosen: Chosen, account: Account, explain: int | None) -> list[Pairing]:
    pairs = chosen.pairs
    others = _alternatives(meeting, chosen) if explain != 0 else {}
    found: list[Pairing] = []
    for place in _by_priority(meeting, chosen):
        pair = Pair(int(pairs.citizens[place]), int(pairs.newcomers[place]))
        is_shown = explain is None or len(found) < explain
        explanation = explain_pair(account, pair, others.get(pair.newcomer)) if is_shown else None
        newcomer, citizen = meeting.people.newcomers[pair.newcomer], meeting.people.citizens[pair.citizen]
        found.append(Pairing(newcomer.code, citizen.code, int(pairs.scores[place]), explanation))
    return found


def _by_priority(meeting: Meeting, chosen: Chosen) -> list[int]:
    """Who has waited longest first; then who has the fewest options; then by code."""
    options = chosen.options
    newcomers = chosen.pairs.newcomers.tolist()
    waited = [-meeting.requests[newcomer].waiting_days for newcomer in newcomers]
    return sorted(
        range(len(newcomers)), key=lambda place: (waited[place], options[newcomers[place]], newcomers[place])
    )


def _alternatives(meeting: Meeting, chosen: Chosen) -> dict[int, Alternative]:
    """For each newcomer with a pair, the best other citizen: one with a place left, if there is one."""
    pairs = chosen.pairs
    free = meeting.places - np.bincount(pairs.citizens, minlength=len(meeting.places)) > 0
    rest = np.ones(len(chosen.plausible), dtype=bool)
    rest[chosen.positions] = False
    rest &= np.isin(chosen.plausible.newcomers, pairs.newcomers)
    other = chosen.plausible.keep(rest)
    best = np.lexsort((other.citizens, -other.scores, ~free[other.citizens], other.newcomers))
    newcomers, first = np.unique(other.newcomers[best], return_index=True)
    citizens = other.citizens[best][first]
    return {
        int(newcomer): Alternative(Pair(int(citizen), int(newcomer)), bool(free[citizen]))
        for newcomer, citizen in zip(newcomers, citizens, strict=True)
    }


def _tell_all(matched: Matched, meeting: Meeting, chosen: Chosen, programme: Programme) -> Matched:
    """The matching with why anybody is left, and with what setting a rule aside would bring to the newcomers."""
    newcomers, citizens = _left_by(meeting, chosen.pairs)
    descent = newcomers.descend(meeting)
    told = (
        *_tell(
            meeting, _suited(meeting, chosen, programme.matching, newcomers), programme, newcomers, descent
        ),
        *_tell(meeting, _suited(meeting, chosen, programme.matching, citizens), programme, citizens),
    )
    relaxed = tuple(_relaxations(meeting, chosen, programme.matching, descent))
    return replace(matched, unmatched=told, relaxed=relaxed)


@dataclass(frozen=True)
class _Left:
    """Whoever of one side is left without a pair."""

    role: Role
    persons: Indices

    def descend(self, meeting: Meeting) -> Descent:
        """What each rule leaves to them."""
        others = np.arange(len(meeting.people.side(self.role.other)))
        return count_down(meeting.gates, self.role, self.persons, others)


def _relaxations(
    meeting: Meeting, chosen: Chosen, matching: Matching, descent: Descent
) -> Iterable[Relaxation]:
    """How many newcomers who are left would have a citizen who is free, if one rule were not; protection stays."""
    taken = np.bincount(chosen.pairs.citizens, minlength=len(meeting.places))
    free = np.maximum(meeting.places - taken, 0)
    for number, gate in enumerate(meeting.gates.gates):
        if isinstance(gate, ProgrammeGate) and not gate.rule.protective and gate.rule.kind != "room":
            pairs = _worthy(meeting, matching, descent.alone[number])
            yield Relaxation(gate.name, count_more(pairs.citizens, pairs.newcomers, free))


def _left_by(meeting: Meeting, pairs: Plausible) -> tuple[_Left, _Left]:
    """Newcomers without any of these pairs, and citizens without one who have a place."""
    newcomers = np.setdiff1d(np.arange(len(meeting.requests)), pairs.newcomers)
    citizens = np.setdiff1d(np.flatnonzero(meeting.places > 0), pairs.citizens)
    return _Left(Role.NEWCOMER, newcomers), _Left(Role.CITIZEN, citizens)


def _tell(
    meeting: Meeting, plausible: Plausible, programme: Programme, left: _Left, descent: Descent | None = None
) -> Iterable[Unmatched]:
    role, persons = left.role, left.persons
    descent, suited = descent or left.descend(meeting), _group(role, plausible)
    alone = [
        (gate.compared, _group(role, _worthy(meeting, programme.matching, descent.alone[number])))
        for number, gate in enumerate(meeting.gates.gates)
        if isinstance(gate, ProgrammeGate)
    ]
    names = [gate.name for gate in meeting.gates.gates]
    other_side = meeting.people.side(role.other)
    nobody = np.zeros(0, dtype=np.intp)
    for place, person in enumerate(persons.tolist()):
        codes = [other_side[int(other)].code for other in suited.get(person, nobody)]
        stopped = [(compared, grouped.get(person, nobody)) for compared, grouped in alone]
        lonely = Lonely(role, person, descent.left[place].tolist(), names, codes, stopped)
        yield tell_why(meeting.people, programme.roles, lonely)


def _suited(meeting: Meeting, chosen: Chosen, matching: Matching, left: _Left) -> Plausible:
    """All plausible pairs of some people."""
    role, persons = left.role, left.persons
    if not chosen.is_whole:
        everyone = meeting.reachable
        citizens, newcomers = everyone.citizens, everyone.newcomers
        some = (citizens, persons) if role is Role.NEWCOMER else (persons, newcomers)
        return search_pairs(meeting, round(matching.floor * ONE), Sought(*some, everyone.reach))
    own = chosen.plausible.newcomers if role is Role.NEWCOMER else chosen.plausible.citizens
    return chosen.plausible.keep(np.isin(own, persons))


def _worthy(meeting: Meeting, matching: Matching, pairs: tuple[Indices, Indices]) -> Plausible:
    scores = meeting.features.score(*pairs)
    return Plausible(*pairs, scores).keep(scores >= round(matching.floor * ONE))


def _group(role: Role, pairs: Plausible) -> dict[int, Indices]:
    """Each person's others, the nearest first."""
    persons, others = pairs.citizens, pairs.newcomers
    if role is Role.NEWCOMER:
        persons, others = others, persons
    order = np.lexsort((others, -pairs.scores, persons))
    people, starts = np.unique(persons[order], return_index=True)
    return dict(zip(people.tolist(), np.split(others[order], starts[1:]), strict=True)) if len(people) else {}
