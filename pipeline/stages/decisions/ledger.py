"""The ledger: what decisions are checked against while they are acted on, and how the team is asked about one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Matching, Mode, Programme
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.todo import Task

Room = Callable[[Person, Person, Sequence[Person]], tuple[Sentence, ...]]
"""Newcomer, citizen, and who is with the citizen already → what room is lacking."""


def _no_sizes(newcomer: Person, citizen: Person, guests: Sequence[Person]) -> tuple[Sentence, ...]:  # noqa: ARG001  # a Room
    """Nobody counts beds or people."""
    return ()


@dataclass
class Ledger:
    """What decisions are checked against while they are acted on, in the order of the rows."""

    people: Mapping[str, Person]
    programme: Programme
    form: Form
    broken: Mapping[tuple[str, str], tuple[Sentence, ...]]  # rules that rows written by hand break
    today: date
    running: list[tuple[str, str]]  # pairs of running duos, those made now included
    next_duo: int
    costs: Mapping[tuple[str, str], Sentence] = field(
        default_factory=dict
    )  # what those rows take from others
    room: Room = field(default=_no_sizes)
    set_aside: frozenset[str] = frozenset()  # codes in damaged rows: nothing is done about these people
    made: set[tuple[str, str]] = field(default_factory=set)  # pairs that are or were a duo
    proposed: dict[tuple[str, str], Proposal] = field(default_factory=dict)  # the latest by a run, by pair

    @property
    def matching(self) -> Matching:
        """The settings that say what makes a duo."""
        return self.programme.matching

    def free_places(self, code: str) -> int:
        """How many more duos this person may start now."""
        person = self.people[code]
        return person.places - sum(code in pair for pair in self.running)

    def lacking_room(self, newcomer: str, citizen: str) -> tuple[Sentence, ...]:
        """What room is lacking for these two, with everybody counted who is in a duo now."""
        guests = [self.people[one] for one, other in self.running if other == citizen and one in self.people]
        return self.room(self.people[newcomer], self.people[citizen], guests)

    def is_free(self, code: str) -> bool:
        """Whether this person is looking for a duo and has a place for one."""
        return self.people[code].stage is Stage.SEEKING and self.free_places(code) > 0

    def who(self, code: str) -> str:
        """The person as the team knows them: code and first name."""
        return f"{code} · {self.people[code].first_name}"

    def is_talked_over(self, proposal: Proposal) -> bool:
        """Whether it is one of several choices that are talked over with its newcomer."""
        return self.matching.mode is Mode.DISCUSSED and proposal.choice is not None


@dataclass(frozen=True)
class Verdict:
    """What one proposal becomes."""

    proposal: Proposal
    duo: Duo | None = None
    tasks: tuple[Task, ...] = ()


def ask(
    proposal: Proposal,
    code: str,
    /,
    *,
    because: str = "",
    by_when: date | None = None,
    **details: object,
) -> Task:
    """A question to the team about a proposal, in its row, for whoever decided about it."""
    who = " + ".join(proposal.pair)
    told = {"proposal": proposal.code or who, **details}
    return Task(
        what=Sentence(f"todo.{code}", told),
        because=Sentence(f"because.{because or code}", told),
        who=f"{proposal.code} · {who}" if proposal.code else who,
        by_when=by_when,
        where="proposals",
        row=proposal.row,
        assignee=proposal.decided_by,
    )
