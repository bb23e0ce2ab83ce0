"""Meeting: offers and requests come in; everybody in the order of their codes leaves, rules and criteria encoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from pipeline.kinds.arrays import People
from pipeline.kinds.encoding import Line, is_encodable
from pipeline.kinds.room import Room, leave_room
from pipeline.stages.assignment import Sizes
from pipeline.stages.features import ONE, Features, encode_criteria
from pipeline.stages.neighbours import Plausible, Sought, Terms, find_plausible
from pipeline.stages.rules import Gates, ProgrammeGate, encode_rules
from pipeline.vocabulary.duos import Mission, Offer, Request
from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.programme import Matching
from pipeline.vocabulary.week import DAYS, PARTS

Codes = tuple[str, str]
WIDE = 25_000_000  # more pairs than this are searched by machine code, where it is installed


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
        form, [offer.person for offer in offers], [put_request(request, form) for request in requests]
    )
    people = leave_room(
        people, [offer.guests for offer in offers], [rule for rule in matching.rules if rule.kind == "room"]
    )
    places = np.array([offer.places for offer in offers], dtype=np.int64)
    return Meeting(
        requests=requests,
        people=people,
        gates=encode_rules(matching.rules, people, places, find_positions(people, forbidden)),
        features=encode_criteria(matching.criteria, people),
        places=places,
    )


def search_pairs(
    meeting: Meeting, floor: int, sought: Sought | None = None, *, compiled: bool | None = None
) -> Plausible:
    """Every pair that the rules allow and that scores at least `floor`; both searches find the same.

    compiled: whether machine code searches; where it is None, when there are many people and numba is installed.
    """
    sought = sought or meeting.reachable
    if compiled is None:
        compiled = is_wide(sought) and find_spec("numba") is not None
    if not compiled:
        return find_plausible(sought, meeting.gates, meeting.features.score, floor)
    from pipeline.stages.neighbours.compiled import hunt_plausible  # noqa: PLC0415  # needs the extra `scale`

    return hunt_plausible(sought, encode_terms(meeting), floor)


def is_wide(sought: Sought) -> bool:
    """Whether there are so many pairs that machine code is worth its while."""
    return len(sought.citizens) * len(sought.newcomers) > WIDE


def encode_terms(meeting: Meeting) -> Terms:
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


def find_positions(people: People, forbidden: frozenset[Codes]) -> set[tuple[int, int]]:
    """Where the people of these pairs stand, of those pairs whose two people are both here."""
    newcomers = {person.code: place for place, person in enumerate(people.newcomers)}
    citizens = {person.code: place for place, person in enumerate(people.citizens)}
    return {
        (newcomers[newcomer], citizens[citizen])
        for newcomer, citizen in forbidden
        if newcomer in newcomers and citizen in citizens
    }


def put_request(request: Request, form: Form) -> Person:
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
