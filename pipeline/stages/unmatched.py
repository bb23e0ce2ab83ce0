"""Unmatched: how many others each rule left to somebody comes in; why there is no pair, and what would help, leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from pipeline.kinds.arrays import Indices, People
from pipeline.kinds.comparison import Compared, Opening, called, indices_of
from pipeline.kinds.room import Room
from pipeline.vocabulary.duos import Unmatched
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import RoleWords, Rule
from pipeline.vocabulary.sentences import Sentence, sentence

OPENINGS = 3
NAMED = 3


@dataclass(frozen=True)
class Lonely:
    """Somebody left without a pair, and what the rules left to them.

    left: how many others before any rule and after each; served: who of the last reach the floor and are put forward
    to somebody else, by code; waiting: who reach it and are not yet put forward; alone: the comparison of a rule →
    the others whom only this rule stops.
    """

    role: Role
    person: int
    left: Sequence[int]
    names: Sequence[object]
    served: Sequence[str]
    waiting: Sequence[str]
    alone: Sequence[tuple[Compared, Indices]]

    @property
    def suited(self) -> int:
        """How many others reach the floor."""
        return len(self.served) + len(self.waiting)


def tell_why(people: People, roles: Mapping[Role, RoleWords], lonely: Lonely) -> Unmatched:
    """Why somebody has no pair: the rules as a waterfall; and the single changes that would open most."""
    person = people.side(lonely.role)[lonely.person]
    why = tuple(_why(roles[lonely.role.other], lonely))
    return Unmatched(person.code, why, tuple(_unlock(people, lonely)))


def count_more(citizens: Indices, newcomers: Indices, free: NDArray[np.int64]) -> int:
    """How many of these pairs can be at once: each newcomer in one, each citizen in as many as have a free place."""
    if not len(citizens):
        return 0
    wanted = np.bincount(citizens, minlength=len(free))
    seats = np.minimum(free, wanted)
    first = np.cumsum(seats) - seats
    times = seats[citizens]
    rows = np.repeat(newcomers, times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    columns = np.repeat(first[citizens], times) + within
    shape = (int(newcomers.max()) + 1, max(1, int(seats.sum())))
    graph = csr_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=shape)
    return int(np.count_nonzero(maximum_bipartite_matching(graph, perm_type="column") >= 0))


def _why(words: RoleWords, lonely: Lonely) -> Iterator[Sentence]:
    if not lonely.left[0]:
        yield sentence("unmatched.nobody", many=words.many)
        return
    yield sentence("unmatched.chain", chain=_chain(words, lonely))
    if lonely.served:
        yield sentence("unmatched.served", count=len(lonely.served))
    if lonely.waiting:
        yield sentence("unmatched.waiting", count=len(lonely.waiting))


def _chain(words: RoleWords, lonely: Lonely) -> Sentence:
    chain = sentence("unmatched.start", count=int(lonely.left[0]), one=words.one, many=words.many)
    steps = [*zip(lonely.names, lonely.left[1:], strict=True), (sentence("rule.floor"), lonely.suited)]
    before = lonely.left[0]
    for name, left in steps:
        if left != before:
            chain = sentence("unmatched.then", before=chain, left=int(left), name=name)
        before = left
    return chain


def _unlock(people: People, lonely: Lonely) -> Iterator[Sentence]:
    if lonely.suited:
        yield from _others_free(lonely)
        return
    openings = sorted(_openings(people, lonely), key=lambda opening: -len(opening.others))
    for opening in openings[:OPENINGS]:
        yield sentence("unlock.opens", change=opening.change, count=len(opening.others))
    if not openings:
        yield from _nothing_else(people, lonely)


def _others_free(lonely: Lonely) -> Iterator[Sentence]:
    """What would be enough with those who suit: more room, or that nothing comes of what is planned with them."""
    if lonely.served:
        change = "unlock.place" if lonely.role is Role.NEWCOMER else "unlock.step_in"
        yield sentence(change, codes=tuple(lonely.served[:NAMED]))
    named = tuple(lonely.waiting[:NAMED])
    if named:
        yield sentence("unlock.in_turn", count=len(named), codes=named)


def _nothing_else(people: People, lonely: Lonely) -> Iterator[Sentence]:
    """Where no single change is enough: what a rule of room still has to be told; or what stands in the way."""
    rules = [compared for compared, _ in lonely.alone if isinstance(compared, Room)]
    missing = {code: rule for rule in rules for code in rule.missing(lonely.role, lonely.person)}
    who = called(people.side(lonely.role)[lonely.person])
    for rule in list(missing.values())[:1]:
        yield _question(rule, who, tuple(missing))
        return
    if lonely.left[0]:
        yield from _stopped_by(lonely)
    yield sentence("unlock.keep", who=who)


def _stopped_by(lonely: Lonely) -> Iterator[Sentence]:
    """By which single rules others are stopped where nothing is to be changed; or that no single rule is enough."""
    stopping = [(compared, others) for compared, others in lonely.alone if len(others)]
    for is_protective, code in ((True, "unlock.protected"), (False, "unlock.beyond")):
        for compared, others in stopping:
            if _is_protective(compared) is is_protective:
                yield sentence(code, name=compared.name(), count=len(others))
    if not stopping:
        yield sentence("unlock.none")


def _is_protective(compared: Compared) -> bool:
    return isinstance(compared.comparison, Rule) and compared.comparison.protective


def _openings(people: People, lonely: Lonely) -> Iterator[Opening]:
    for compared, others in lonely.alone:
        yield from _relax(people, lonely, compared, others)


def _relax(people: People, lonely: Lonely, compared: Compared, others: Indices) -> Iterator[Opening]:
    """Ask what is missing; a protective rule is never relaxed otherwise, any other by the smallest change."""
    if not len(others):
        return
    unknown = compared.unknown(*indices_of(lonely.role, lonely.person, others))
    yield from _questions(people, lonely, compared, others[unknown])
    known = others[~unknown]
    if _is_protective(compared):
        return
    yield from compared.openings(lonely.role, lonely.person, known)


def _questions(people: People, lonely: Lonely, compared: Compared, others: Indices) -> Iterator[Opening]:
    if not len(others):
        return
    own = compared.missing(lonely.role, lonely.person)
    if own:
        who: object = compared.who(lonely.role, lonely.person)
        yield Opening(_question(compared, who, own), others)
        return
    role = lonely.role.other
    codes = dict.fromkeys(code for other in others for code in compared.missing(role, int(other)))
    who = tuple(people.side(role)[int(other)].code for other in others[:NAMED])
    yield Opening(_question(compared, who, tuple(codes)), others)


def _question(compared: Compared, who: object, codes: Sequence[str]) -> Sentence:
    return sentence("unlock.ask", who=who, questions=compared.quoted(tuple(codes)))
