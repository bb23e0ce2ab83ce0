"""Offers and requests, proposals and duos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.vocabulary.journey import Decision, DuoState, Opinion, ProposalState, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.sentences import Sentence


@dataclass(frozen=True)
class Open:
    """A duo without an agreed end."""


@dataclass(frozen=True)
class Until:
    """A duo for a period: it ends on `on`."""

    on: date


@dataclass(frozen=True)
class Mission:
    """One errand on one day."""

    on: date


@dataclass(frozen=True)
class Link:
    """One link of a chain: follows the duo `previous` and lasts until `until`."""

    previous: str
    until: date


Term = Open | Until | Mission | Link


@dataclass(frozen=True)
class Offer:
    """What a citizen unit proposes for a period, with the places still free.

    guests: the newcomers' units that a duo or an open proposal puts with them already.
    """

    person: Person
    places: int
    guests: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Request:
    """What a newcomer unit looks for."""

    person: Person
    term: Term = field(default_factory=Open)
    waiting_days: int = 0


@dataclass
class Vacancies:
    """What citizens have free and what newcomers need, in every size that counts, a place being the first.

    free: citizen → sizes, which shrink as pairs are taken; needed: newcomer → sizes; one place, if it is not said.
    """

    free: dict[str, tuple[int, ...]]
    needed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def take(self, newcomer: str, citizen: str) -> bool:
        """Whether there is room for these two; then it is taken."""
        left = self._left(newcomer, citizen)
        if min(left) >= 0:
            self.free[citizen] = left
        return min(left) >= 0

    def may_take(self, newcomer: str, citizen: str) -> bool:
        """Whether there is room for these two."""
        return min(self._left(newcomer, citizen)) >= 0

    def _left(self, newcomer: str, citizen: str) -> tuple[int, ...]:
        needed = self.needed.get(newcomer, (1,))
        return tuple(free - size for free, size in zip(self.free[citizen], needed, strict=True))


@dataclass(frozen=True)
class Explanation:
    """What is said of a pair: all of it recomputed from the two people."""

    opinion: Opinion | None  # none where nothing was compared
    why: tuple[Sentence, ...]  # first: the need covered
    to_check: tuple[Sentence, ...] = ()
    alternative: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Pairing:
    """Two people whom the assignment puts together; `score` counts in millionths of a perfect pair."""

    newcomer: str
    citizen: str
    score: int
    explanation: Explanation | None = None  # only of the pairs that will be shown

    @property
    def pair(self) -> tuple[str, str]:
        """The codes (newcomer, citizen)."""
        return (self.newcomer, self.citizen)


@dataclass(frozen=True)
class Unmatched:
    """Somebody for whom there is nobody now: why, and the smallest changes that would help."""

    code: str
    why: tuple[Sentence, ...]
    unlock: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Relaxation:
    """A rule that might be set aside, and how many more duos that would make at once, all others staying."""

    name: object
    duos: int


@dataclass(frozen=True)
class Notice:
    """A line above the people of *Sans proposition*: about what, what there is to say, and what would help."""

    who: Sentence
    why: tuple[Sentence, ...]
    unlock: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A duo put forward for decision: one row of *Propositions*. A row written by hand has no code."""

    newcomer: str
    citizen: str
    code: str = ""
    choice: int | None = None  # which of the newcomer's choices, where several are talked over
    state: ProposalState = ProposalState.OPEN
    state_on: date | None = None  # LATER: until when; RELEASED: since when
    proposed_on: date | None = None
    explanation: Explanation | None = None  # only of proposals made in this run
    decision: Decision | None = None
    reason: str = ""
    decided_by: str = ""
    citizen_reply: Reply | None = None
    newcomer_reply: Reply | None = None
    revisit_on: date | None = None
    felt: str = ""  # by feel: why the team thinks of these two
    row: int | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The codes (newcomer, citizen)."""
        return (self.newcomer, self.citizen)

    @property
    def replies(self) -> dict[str, Reply | None]:
        """What each of the two has answered, by code."""
        return {self.newcomer: self.newcomer_reply, self.citizen: self.citizen_reply}

    @property
    def is_wanted(self) -> bool:
        """Whether both say yes."""
        return all(reply is Reply.YES for reply in self.replies.values())

    @property
    def is_unwanted(self) -> bool:
        """Whether one of the two says no."""
        return Reply.NO in self.replies.values()


@dataclass(frozen=True)
class Duo:
    """Two units who said yes: one row of *Duos*."""

    code: str
    newcomer: str
    citizen: str
    made_on: date
    state: DuoState = DuoState.RUNNING
    term: Term = field(default_factory=Open)
    proposal: str = ""
    referent: str = ""
    companions: str = ""
    first_meeting_on: date | None = None
    newcomer_confirms: Reply | None = None
    citizen_confirms: Reply | None = None
    rhythm: str = ""
    closed_on: date | None = None
    closing_reason: str = ""
    row: int | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The codes (newcomer, citizen)."""
        return (self.newcomer, self.citizen)
