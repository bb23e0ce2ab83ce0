"""At activities: people meet first and say whom they would see again; mutual wishes that rules allow are proposed.

A wish that is not mutual is never told, to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pipeline.matching import Allowed, Matched, check_pair, find_allowed, find_pairs
from pipeline.modes.situation import Found, Situation, say_limit, tell_waiting
from pipeline.modes.tables import plan_tables
from pipeline.stages.offers import Supply, find_supply, guests_of, term_of
from pipeline.stages.proposals import pairs_not_to_repeat, put_forward
from pipeline.vocabulary.duos import Offer, Pairing, Request, Unmatched
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Goal, Programme
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.sessions import SessionKind, Wish
from pipeline.vocabulary.todo import Task

Codes = tuple[str, str]


def propose(situation: Situation) -> Found:
    """Mutual wishes become proposals; for everybody else there is the next session, and its tables."""
    mutual = find_mutual(situation.wishes)
    matched = _pair_up(situation, mutual)
    pairings = matched.pairings
    limits, day = situation.programme.matching, situation.today
    new = put_forward(pairings, situation.proposals, limits, number=situation.number, today=day)
    after = replace(situation, proposals=(*situation.proposals, *new))
    return Found(
        proposals=new,
        proof=matched.proof,
        unmatched=_tell_left(
            after, frozenset(code for pairing in pairings[len(new) :] for code in pairing.pair)
        ),
        tasks=(*_unknown_codes(situation), *_held_wishes(after, mutual)),
        seats=plan_tables(after),
    )


def find_mutual(wishes: Sequence[Wish]) -> tuple[Codes, ...]:
    """Newcomer and citizen who each named the other."""
    named = {(wish.who, other) for wish in wishes for other in wish.wanted}
    return tuple(sorted((one, other) for one, other in named if one < other and (other, one) in named))


def _pair_up(situation: Situation, mutual: Sequence[Codes]) -> Matched:
    """As many mutual wishes as there is room for; what both wish needs no floor, only the rules."""
    supply, named = _supply(situation), {code for pair in mutual for code in pair}
    offers = [one for one in supply.offers if one.person.code in named]
    requests = [one for one in supply.requests if one.person.code in named]
    others = product((one.person.code for one in requests), (one.person.code for one in offers))
    matched = find_pairs(
        offers,
        requests,
        _without_floor(situation.programme),
        situation.form,
        forbidden=_not_to_repeat(situation) | (frozenset(others) - frozenset(mutual)),
        today=situation.today,
        tell=False,
    )
    return replace(matched, pairings=tuple(_say_mutual(pairing) for pairing in matched.pairings))


def _say_mutual(pairing: Pairing) -> Pairing:
    """That both wish it comes first; another option is nobody's wish."""
    said = pairing.explanation
    if said is None:
        return pairing
    why = (sentence("reason.mutual"), *said.why)
    return replace(pairing, explanation=replace(said, why=why, alternative=()))


def _without_floor(programme: Programme) -> Programme:
    matching = programme.matching.model_copy(update={"floor": 0.0, "goal": Goal.MOST})
    return programme.model_copy(update={"matching": matching})


def _supply(situation: Situation) -> Supply:
    return find_supply(
        situation.ready, situation.duos, situation.proposals, situation.today, situation.people
    )


def _not_to_repeat(situation: Situation) -> frozenset[Codes]:
    limits = situation.programme.matching
    return pairs_not_to_repeat(situation.proposals, situation.duos, limits, situation.today)


# --- what the team reads --------------------------------------------------------------------------------


def _tell_left(situation: Situation, wished: frozenset[str]) -> tuple[Unmatched, ...]:
    """Whom nobody suits, and why; whose wish waits for room in the list; whom somebody suits, and where to meet."""
    supply = _supply(situation)
    allowed: Allowed = find_allowed(
        supply.offers,
        supply.requests,
        situation.programme,
        situation.form,
        forbidden=_not_to_repeat(situation),
    )
    where, limit = _say_where(situation), say_limit(situation.programme.matching)
    told = tell_waiting(allowed.pairs, where)
    return (*allowed.alone, *(Unmatched(one.code, (limit,)) if one.code in wished else one for one in told))


def _say_where(situation: Situation) -> Sentence:
    coming = (one for one in situation.sessions if one.day >= situation.today and one.title)
    meetings = [one for one in coming if one.kind is SessionKind.MEETING and one.is_visible]
    if not meetings:
        return sentence("unmatched.no_meeting")
    first = min(meetings, key=lambda one: (one.day, one.begins, one.title))
    return sentence("unmatched.invite", title=first.title, on=first.day)


def _unknown_codes(situation: Situation) -> Iterator[Task]:
    """Codes that nobody has, where the team wrote them."""
    known = {person.code for person in situation.people}
    for tab, row, codes in _written(situation):
        yield from (_correct(code, tab, row) for code in codes if code not in known)


def _written(situation: Situation) -> Iterator[tuple[str, int | None, tuple[str, ...]]]:
    """Tab, row and codes of what the team wrote: while a session is to come, and in wishes."""
    for session in situation.sessions:
        if session.day >= situation.today:
            yield "sessions", session.row, session.participants
    for wish in situation.wishes:
        yield "wishes", wish.row, (wish.who, *wish.wanted)


def _correct(code: str, tab: str, row: int | None) -> Task:
    told = {"code": code, "row": str(row)}
    because = sentence("because.unknown_code")
    return Task(Sentence("todo.correct_code", told), code, because, where=tab, row=row)


def _held_wishes(situation: Situation, mutual: Sequence[Codes]) -> Iterator[Task]:
    """Mutual wishes that cannot be proposed, and why; of the others nothing is said."""
    people = {person.code: person for person in situation.people}
    ready = {person.code for person in situation.ready}
    settled = _not_to_repeat(situation)
    for pair in mutual:
        if pair in settled or not all(code in people for code in pair):
            continue
        waiting = [people[code] for code in pair if code not in ready]
        broken = _break_rules(situation, *(people[code] for code in pair))
        if waiting:
            yield _hold(pair, "wish_waits", who=tuple(f"{one.code} · {one.first_name}" for one in waiting))
        elif broken:
            yield _hold(pair, "wish_blocked", reasons=broken)


def _break_rules(situation: Situation, newcomer: Person, citizen: Person) -> tuple[Sentence, ...]:
    """What stands against two people whatever room they have now."""
    guests = guests_of(citizen, situation.duos, situation.people)
    offer = Offer(citizen, max(1, citizen.places), guests)
    request = Request(newcomer, term_of(newcomer))
    return check_pair(offer, request, situation.programme, situation.form)


def _hold(pair: Codes, code: str, **told: object) -> Task:
    who = " + ".join(pair)
    return Task(sentence(f"todo.{code}", **told), who, sentence(f"because.{code}", **told), where="wishes")
