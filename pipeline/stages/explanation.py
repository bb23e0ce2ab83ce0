"""Explanation: a chosen pair and its comparisons come in; opinion, reasons, doubts and another option leave.

Every sentence comes from the comparison that also computed the score, called on this one pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.kinds.arrays import Codes, People
from pipeline.kinds.comparison import Compared, Pair, called
from pipeline.kinds.overlap import Overlap
from pipeline.kinds.sets import SetsCompared
from pipeline.kinds.similarity import Similarity
from pipeline.vocabulary.duos import Explanation
from pipeline.vocabulary.journey import Opinion
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Criterion, Importance, Thresholds
from pipeline.vocabulary.sentences import Options, Sentence, sentence

OLD_DAYS = 183  # answers older than half a year are worth asking again
MONTH_DAYS = 30.4375
NOTABLE = 0.1  # a smaller difference of likeness is not worth a word
DIFFERENCES = 2
BROUGHT = 3


@dataclass(frozen=True)
class Account:
    """What explaining pairs needs: the comparisons of rules and criteria, thresholds, and today's date."""

    people: People
    rules: tuple[Compared, ...]
    criteria: tuple[Compared, ...]
    thresholds: Thresholds
    today: date

    @property
    def in_order(self) -> tuple[Compared, ...]:
        """What is said first: the need covered, then criteria by weight, then rules that no criterion repeats."""
        need = _need(self.rules)
        return tuple(
            sorted([*self.criteria, *self.unrepeated], key=lambda one: (_key(one) != need, -_weight(one)))
        )

    @property
    def unrepeated(self) -> tuple[Compared, ...]:
        """The rules that compare what no criterion compares in the same way."""
        said = {_key(compared) for compared in self.criteria}
        return tuple(compared for compared in self.rules if _key(compared) not in said)


@dataclass(frozen=True)
class Alternative:
    """Another citizen for the same newcomer, and whether they still have a place."""

    pair: Pair
    is_free: bool


def explain_pair(account: Account, pair: Pair, other: Alternative | None = None) -> Explanation:
    """What we think of a pair, why, what to check, and who else would suit the newcomer."""
    return Explanation(
        opinion=judge_pair(account, pair),
        why=(
            *(said for compared in account.in_order for said in compared.reasons(pair)),
            *_brings(account, pair),
        ),
        to_check=tuple(_doubts(account, pair)),
        alternative=tuple(_name_other(account, pair, other)) if other else (),
    )


def judge_pair(account: Account, pair: Pair) -> Opinion:
    """Well founded: each important criterion answered by both and near; little to go on: one far, or most unanswered.

    Where no criterion is important there is nothing to be sure of: possible. Nor where one is answered only in part.
    """
    weighty = [one for one in account.criteria if _weight(one) >= Importance.IMPORTANT.weight]
    known = [one for one in weighty if not one.unknown(*pair.indices)[0]]
    near = [float(one.likeness(*pair.indices)[0]) for one in known]
    bounds = account.thresholds
    if len(weighty) - len(known) > bounds.unanswered * len(weighty) or min(near, default=1.0) < bounds.thin:
        return Opinion.THIN
    if weighty and not any(one.is_open(pair) for one in weighty) and min(near) >= bounds.solid:
        return Opinion.SOLID
    return Opinion.POSSIBLE


def _doubts(account: Account, pair: Pair) -> Iterator[Sentence]:
    everything = (*account.rules, *account.criteria)
    wanting = [compared for compared in everything if compared.is_open(pair)]
    for role, place in ((Role.NEWCOMER, pair.newcomer), (Role.CITIZEN, pair.citizen)):
        yield from _unanswered(wanting, role, place)
    for compared in (*account.unrepeated, *account.criteria):
        yield from compared.doubts(pair)
    for person in (account.people.newcomers[pair.newcomer], account.people.citizens[pair.citizen]):
        days = (account.today - person.received).days
        if days > OLD_DAYS:
            yield sentence("check.old", who=called(person), count=int(days / MONTH_DAYS))


def _unanswered(wanting: Sequence[Compared], role: Role, person: int) -> Iterator[Sentence]:
    asked: dict[str, Compared] = {}
    for compared in wanting:
        for code in compared.missing(role, person):
            asked.setdefault(code, compared)
    if asked:
        questions = tuple(said for code, compared in asked.items() for said in compared.quoted((code,)))
        yield sentence("check.missing", who=wanting[0].who(role, person), questions=questions)


def _brings(account: Account, pair: Pair) -> Iterator[Sentence]:
    offered = _own(account, Overlap, Role.CITIZEN, pair)
    liked = _own(account, Similarity, Role.NEWCOMER, pair)
    if offered and liked:
        yield sentence("reason.brings", citizen=offered, newcomer=liked)


def _own(account: Account, kind: type[SetsCompared], role: Role, pair: Pair) -> Sentence | None:
    """What one of the two has in this respect beyond what both share."""
    compared = next((one for one in account.criteria if isinstance(one, kind)), None)
    if compared is None:
        return None
    code = compared.codes(role)[0]
    sets, person = (
        (compared.both[0], pair.citizen) if role is Role.CITIZEN else (compared.both[1], pair.newcomer)
    )
    options = account.people.ordered(code, sets.read(person) - set(compared.in_common(pair)))[:BROUGHT]
    if not options:
        return None
    return sentence(
        "reason.own",
        who=compared.who(role, person),
        label=compared.label(code),
        options=Options(code, options),
    )


def _name_other(account: Account, pair: Pair, other: Alternative) -> Iterator[Sentence]:
    who = called(account.people.newcomers[pair.newcomer])
    code = account.people.citizens[other.pair.citizen].code
    differences = tuple(_differences(account, pair, other))
    if differences:
        yield sentence("alternative.compared", who=who, code=code, differences=differences)
    else:
        yield sentence("alternative.other", who=who, code=code)


def _differences(account: Account, pair: Pair, other: Alternative) -> Iterator[Sentence]:
    """In what the other option is notably better or less good: the weightiest first, one for each kind."""
    gained = [(_change(one, pair, other.pair), one) for one in account.criteria]
    weighty = sorted(gained, key=lambda pair: -abs(pair[0] * _weight(pair[1])))
    said: dict[str, Sentence] = {}
    for change, compared in weighty:
        if abs(change) >= NOTABLE:
            code = compared.contrast[0 if change > 0 else 1]
            said.setdefault(compared.comparison.kind, sentence(code, name=compared.name(capital=False)))
    yield from list(said.values())[:DIFFERENCES]
    if not other.is_free:
        yield sentence("contrast.taken")


def _change(compared: Compared, pair: Pair, other: Pair) -> float:
    if compared.unknown(*pair.indices)[0] or compared.unknown(*other.indices)[0]:
        return 0.0
    return float(compared.likeness(*other.indices)[0] - compared.likeness(*pair.indices)[0])


def _weight(compared: Compared) -> int:
    comparison = compared.comparison
    return comparison.importance.weight if isinstance(comparison, Criterion) else 0


def _key(compared: Compared) -> tuple[str, Codes, Codes]:
    return compared.comparison.kind, compared.comparison.citizen, compared.comparison.newcomer


def _need(rules: Sequence[Compared]) -> tuple[str, Codes, Codes] | None:
    """The programme's first overlap rule: what somebody comes for."""
    return next((_key(compared) for compared in rules if isinstance(compared, Overlap)), None)
