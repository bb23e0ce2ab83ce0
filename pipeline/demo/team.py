"""A synthetic team at work: what the workbook holds in, what the team writes into white cells out.

It writes what people write: stages, initials, dates, opinions, decisions with their reasons, follow-up lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.answers.columns import write_column
from pipeline.demo.phrases import phrase
from pipeline.vocabulary.duos import Duo, Mission, Proposal
from pipeline.vocabulary.form import CALL_WHEN, MISSION_DAY
from pipeline.vocabulary.journey import (
    ClosingReason,
    Decision,
    DuoState,
    Formality,
    ProposalState,
    RefusalReason,
    Reply,
    SelectionReason,
    Stage,
)
from pipeline.vocabulary.people import Answers, Person, Role
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.sessions import Audience, SessionKind
from pipeline.vocabulary.tables import Cell
from pipeline.words import Speaker
from pipeline.workbook.hand import Written

CALL_AFTER, MEET_AFTER, READY_AFTER, STUDY = 3, 6, 14, 16
"""Days from an application to the call, the conversation and the search; days that preparation takes."""

CYCLE = 20
PATHS: Mapping[int, Stage] = {
    3: Stage.TRAINING,
    8: Stage.REFLECTION,
    12: Stage.TRAINING,
    15: Stage.PAUSED,
    18: Stage.NOT_NOW,
}
"""Where the conversation leads five people of every twenty; the others look for a duo."""

FORGOTTEN = 29
ON_THE_WAY = frozenset({Stage.RECEIVED, Stage.TO_CALL, Stage.CONVERSATION, Stage.TRAINING, Stage.REFLECTION})


@dataclass(frozen=True)
class Desk:
    """What lies before the team on one day, and how it speaks."""

    today: date
    people: Mapping[str, Person]
    proposals: Sequence[Proposal]
    duos: Sequence[Duo]
    initials: Sequence[str]
    speaker: Speaker
    told: Mapping[str, Answers] = field(default_factory=dict)
    """What each person says when the team calls, by code: the form did not ask all of it."""

    def say(self, kind: str, number: int) -> str:
        """A phrase of the team's, in its language."""
        return phrase(kind, self.speaker.language, number)

    def who(self, number: int) -> str:
        """Whose turn it is."""
        return self.initials[number % len(self.initials)] if self.initials else ""

    def label(self, kind: str, code: str) -> str:
        """A word of a dropdown."""
        return self.speaker.label(kind, code)

    def known_of(self, person: Person) -> Answers:
        """What the team knows once it has called: what was said counts where the workbook has nothing."""
        return {**self.told.get(person.code, {}), **person.answers}

    @property
    def open(self) -> list[Proposal]:
        """Undecided proposals, those with somebody who has a story first."""
        waiting = [
            proposal
            for proposal in self.proposals
            if proposal.state is ProposalState.OPEN and not proposal.decision
        ]
        return sorted(waiting, key=lambda proposal: (-self._story(proposal), proposal.code))

    def _story(self, proposal: Proposal) -> int:
        pair = [self.people[code] for code in proposal.pair if code in self.people]
        return sum(
            3 * (MISSION_DAY in person.answers)
            + 2 * (person.answers.get("unit") == "household")
            + (person.places > 1)
            for person in pair
        )


def number_of(code: str) -> int:
    """The number in a code."""
    return int(code[2:])


def welcome(desk: Desk) -> Iterator[Written]:
    """Everybody moves on: a call, a conversation, then the search for a duo, or something else."""
    for person in desk.people.values():
        stage = _stage_on(desk.today, person, is_mission=MISSION_DAY in desk.known_of(person))
        if person.stage in ON_THE_WAY and stage not in (person.stage, Stage.RECEIVED):
            yield Written(f"{person.role}s", _moved(desk, person, stage), person.code)


def _stage_on(today: date, person: Person, *, is_mission: bool) -> Stage:
    """The stage that somebody has reached some days after they applied."""
    days = (today - person.received).days
    if days < READY_AFTER:
        reached = [(MEET_AFTER, Stage.CONVERSATION), (CALL_AFTER, Stage.TO_CALL), (0, Stage.RECEIVED)]
        return next((stage for after, stage in reached if days >= after), Stage.RECEIVED)
    path = PATHS.get(number_of(person.code) % CYCLE, Stage.SEEKING)
    passed = path in (Stage.TRAINING, Stage.REFLECTION) and days >= READY_AFTER + STUDY
    return Stage.SEEKING if is_mission or passed else path


def _moved(desk: Desk, person: Person, stage: Stage) -> dict[str, Cell]:
    number = number_of(person.code)
    cells: dict[str, Cell] = {"stage": desk.label("stage", stage), "followed_by": desk.who(number)}
    if stage is not Stage.TO_CALL:
        cells |= _learnt(desk, person)
    if stage in (Stage.TO_CALL, Stage.CONVERSATION):
        return {**cells, "call_on": desk.today + timedelta(days=3 + number % 4)}
    cells["opinion_1"] = _opinion(desk, number)
    if stage is Stage.NOT_NOW:
        reason = desk.label("selection_reason", SelectionReason.OTHER_EXPECTATIONS)
        return {**cells, "call_on": None, "reason": reason, "referred_to": desk.say("referred_to", number)}
    return {**cells, "call_on": None, **_confirmed(desk, person, number), **_prepared(desk, person, stage)}


def _opinion(desk: Desk, number: int) -> str:
    return f"{desk.who(number)}{desk.say('colon', number)}{desk.say('opinion', number)}"


def _learnt(desk: Desk, person: Person) -> dict[str, Cell]:
    """What the team writes into the workbook after a call: answers to what the form does not ask."""
    known, form = desk.known_of(person), desk.speaker.form
    if form is None or known == person.answers:
        return {}
    columns = form.columns(person.role).items()
    learnt = {column: questions for column, questions in columns
              if any(known.get(one.code) != person.answers.get(one.code) for one in questions)}  # fmt: skip
    cells: dict[str, Cell] = {
        column: write_column(questions, known, desk.speaker) for column, questions in learnt.items()
    }
    return {**cells, **(_spoken(desk, person) if CALL_WHEN in person.answers else {})}


def _spoken(desk: Desk, person: Person) -> dict[str, Cell]:
    """Whoever asked for a call agrees aloud, and the team notes who heard it and in which language."""
    initials = desk.who(number_of(person.code))
    language = desk.speaker.label("language", desk.speaker.language)
    return {"filled_by": initials, "spoken_consent_on": desk.today, "spoken_consent_in": language,
            "spoken_consent_by": initials}  # fmt: skip


def _confirmed(desk: Desk, person: Person, number: int) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "confirmed_on": person.received + timedelta(days=READY_AFTER - 2),
        "opinion_2": _opinion(desk, number + 1),
    }
    if number % 7 == 0:
        cells["notes"] = desk.say("notes", number)
    if person.role is Role.CITIZEN and number % 5 == 0:
        cells["formality"] = desk.label(
            "formality", Formality.DONE if number % 2 else Formality.NOT_CONCERNED
        )
    return cells


def _prepared(desk: Desk, person: Person, stage: Stage) -> dict[str, Cell]:
    """Dates of those who are ready; one in thirty was forgotten, and is asked for in *À faire*."""
    if stage not in (Stage.SEEKING, Stage.PAUSED):
        return {}
    cells: dict[str, Cell] = {"charter_on": desk.today}
    if person.role is Role.CITIZEN and number_of(person.code) % 30 != FORGOTTEN:
        cells |= {"trained_on": desk.today, "agreement_on": desk.today}
    return cells


# --- proposals ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """What the team decides about one proposal."""

    decision: Decision | None = None
    replies: tuple[Reply | None, Reply | None] = (None, None)  # newcomer, citizen
    reason: RefusalReason | None = None
    revisit_in: int | None = None  # days
    is_noted: bool = False


AGREED = Choice(Decision.YES, (Reply.YES, Reply.YES))
REFUSED = Choice(Decision.NO, reason=RefusalReason.TOO_FAR)
REFUSED_FOR_HOURS = Choice(Decision.NO, reason=RefusalReason.SCHEDULE)
REFUSED_BY_FEELING = Choice(Decision.NO, reason=RefusalReason.FEELING)
UNDECIDED = Choice()


def choose(*choices: Choice) -> Callable[[Desk], Iterator[Written]]:
    """The open proposals are decided in this order; the others are left for another day."""

    def decide(desk: Desk) -> Iterator[Written]:
        for proposal, choice in zip(desk.open, choices, strict=False):
            cells = _chosen(desk, choice, number_of(proposal.code))
            if cells:
                yield Written("proposals", cells, proposal.code)

    return decide


def _chosen(desk: Desk, choice: Choice, number: int) -> dict[str, Cell]:
    words = {
        "decision": ("decision", choice.decision),
        "newcomer_reply": ("reply", choice.replies[0]),
        "citizen_reply": ("reply", choice.replies[1]),
        "reason": ("refusal_reason", choice.reason),
    }
    cells: dict[str, Cell] = {name: desk.label(kind, code) for name, (kind, code) in words.items() if code}
    if choice.decision:
        cells["decided_by"] = desk.who(number)
    if choice.revisit_in:
        cells["revisit_on"] = desk.today + timedelta(days=choice.revisit_in)
    if choice.is_noted:
        cells["notes"] = desk.say("proposal_notes", number)
    return cells


def pair_by_hand(desk: Desk) -> Iterator[Written]:
    """The team writes a pair of its own: who waits longest, and somebody free who speaks their language."""
    busy = {
        code for proposal in desk.proposals if proposal.state is ProposalState.OPEN for code in proposal.pair
    }
    free = [
        person for person in desk.people.values() if person.stage is Stage.SEEKING and person.code not in busy
    ]
    for newcomer in sorted(free, key=lambda person: (person.received, person.code)):
        for citizen in free:
            if newcomer.role is Role.NEWCOMER and citizen.role is Role.CITIZEN and _speak(newcomer, citizen):
                yield Written("proposals", {"newcomer": newcomer.code, "citizen": citizen.code})
                return


def _speak(one: Person, other: Person) -> bool:
    words = (one.answers.get("languages_well"), other.answers.get("languages_well"))
    return all(isinstance(spoken, frozenset) for spoken in words) and bool(words[0] & words[1])  # type: ignore[operator]  # checked


# --- duos -----------------------------------------------------------------------------------------------


def launch(desk: Desk) -> Iterator[Written]:
    """New duos get a referent and a first meeting; their people are in a duo now."""
    for duo in desk.duos:
        if duo.state is DuoState.RUNNING and not duo.referent:
            yield from _launched(desk, duo)


def _launched(desk: Desk, duo: Duo) -> Iterator[Written]:
    number = number_of(duo.code)
    cells: dict[str, Cell] = {
        "referent": desk.who(number),
        "first_meeting_on": duo.made_on + timedelta(days=6),
    }
    if not isinstance(duo.term, Mission):
        cells["rhythm"] = desk.say("rhythm", number)
    yield Written("duos", cells, duo.code)
    for code in duo.pair:
        person = desk.people[code]
        running = sum(code in other.pair and other.state is DuoState.RUNNING for other in desk.duos)
        if running >= person.places:
            yield Written(f"{person.role}s", {"stage": desk.label("stage", Stage.IN_DUO)}, code)


def follow(desk: Desk) -> Iterator[Written]:
    """Every second running duo gave news; both sides say that they go on."""
    yes = desk.label("reply", Reply.YES)
    for duo in desk.duos:
        if duo.state is not DuoState.RUNNING or not duo.first_meeting_on:
            continue
        if duo.first_meeting_on + timedelta(days=2) <= desk.today and not duo.newcomer_confirms:
            yield Written("duos", {"newcomer_confirms": yes, "citizen_confirms": yes}, duo.code)
        if number_of(duo.code) % 2 and duo.first_meeting_on < desk.today:
            yield Written("follow_up", _news(desk, duo))


def _news(desk: Desk, duo: Duo) -> dict[str, Cell]:
    number = number_of(duo.code)
    mood = ("good", "good", "mixed")[number % 3]
    return {
        "date": desk.today - timedelta(days=1),
        "code": duo.code,
        "by": duo.referent,
        "meetings": 1 + number % 3,
        "mood": desk.label("mood", mood),
        "theme": desk.say("theme", number),
        "next_step": desk.say("next_step", number),
        "before": desk.today + timedelta(days=14),
    }


def close_first(desk: Desk) -> Iterator[Written]:
    """The oldest duo ends: one of the two moves away. Its people are closed, or look again."""
    running = [
        duo for duo in desk.duos if duo.state is DuoState.RUNNING and not isinstance(duo.term, Mission)
    ]
    for duo in running[:1]:
        reason = desk.label("closing_reason", ClosingReason.MOVED)
        yield Written("duos", {"closed_on": desk.today, "closing_reason": reason}, duo.code)
        yield Written("newcomers", {"stage": desk.label("stage", Stage.CLOSED)}, duo.newcomer)
        yield Written("citizens", {"stage": desk.label("stage", Stage.SEEKING)}, duo.citizen)


def end_soon(desk: Desk) -> Iterator[Written]:
    """The oldest running duo comes near its end, which the team brought forward."""
    running = [
        duo for duo in desk.duos if duo.state is DuoState.RUNNING and not isinstance(duo.term, Mission)
    ]
    for duo in running[:1]:
        yield Written("duos", {"term": desk.today + timedelta(days=30)}, duo.code)


def announce_absence(desk: Desk) -> Iterator[Written]:
    """The team notes in *Réglages* who is away at the end of the year."""
    first = desk.today + timedelta(days=30)
    away = f"{desk.who(1)} {first:%d/%m/%Y} - {first + timedelta(days=12):%d/%m/%Y}"
    if desk.initials:
        yield Written("settings", {"value": away}, desk.speaker.say(sentence("setting.absences")))


def next_weekday(day: date, weekday: int) -> date:
    """That day, or the first one after it that is such a day of the week."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


PUBLIC = frozenset(SessionKind)  # what stands on the site; a meeting of the team does not


EVENINGS = frozenset({"information", "team"})
THURSDAY, SATURDAY = 3, 5


def plan(*sessions: tuple[int, str, str, str, int]) -> Callable[[Desk], Iterator[Written]]:
    """The team fixes dates: in how many days or a little more, what, from when to when, and which phrase says it."""

    def write(desk: Desk) -> Iterator[Written]:
        for days, what, begins, ends, number in sessions:
            kind = what if what in PUBLIC else SessionKind.MEETING.value
            audience = Audience.CITIZEN if what == SessionKind.TRAINING else Audience.EVERYONE
            yield Written("sessions", {
                "date": next_weekday(desk.today + timedelta(days=days), THURSDAY if what in EVENINGS else SATURDAY),
                "begins": begins,
                "ends": ends,
                "session_kind": desk.label("session_kind", kind),
                "title": desk.say(f"session_{what}", number),
                "venue": desk.say("venue", number),
                "audience": desk.label("audience", audience),
                "visible": desk.label("yes_no", "yes" if what in PUBLIC else "no"),
            })  # fmt: skip

    return write


@dataclass(frozen=True)
class Act:
    """One day of the season, `days_ago` before today: a run comes first, then what the team does."""

    days_ago: int
    deeds: tuple[Callable[[Desk], Iterator[Written]], ...] = field(default_factory=tuple)


LATER_WITH_DATE = Choice(Decision.LATER, revisit_in=21, is_noted=True)
LATER = Choice(Decision.LATER)
DISCUSS = Choice(Decision.DISCUSS, (Reply.YES, None), is_noted=True)
NO_REASON = Choice(Decision.NO)
HALF_ASKED = Choice(Decision.YES, (Reply.YES, None))

COMING = (
    (19, "information", "18:30", "20:00", 0),
    (22, "meeting", "12:00", "15:00", 0),
    (24, "team", "17:00", "18:30", 0),
    (46, "training", "09:30", "13:00", 0),
    (64, "meeting", "14:00", "16:30", 1),
)

ACTS = (
    Act(78, (welcome, plan((14, "information", "18:30", "20:00", 0), (35, "training", "09:30", "13:00", 0)))),
    Act(75, (choose(AGREED, AGREED, AGREED, REFUSED, AGREED, UNDECIDED),)),
    Act(62, (launch, welcome)),
    Act(50, (follow, welcome, choose(AGREED, AGREED, LATER_WITH_DATE, REFUSED_FOR_HOURS))),
    Act(36, (launch, follow, close_first, welcome, choose(AGREED, REFUSED_BY_FEELING, AGREED))),
    Act(21, (launch, follow, end_soon, welcome, choose(AGREED, REFUSED_FOR_HOURS))),
    Act(10, (launch, follow, welcome, announce_absence, plan(*COMING))),
    Act(
        4,
        (
            launch,
            welcome,
            choose(AGREED, HALF_ASKED, REFUSED, NO_REASON, LATER_WITH_DATE, LATER, DISCUSS),
            pair_by_hand,
        ),
    ),
)
"""The season so far. What the last act decides, the next run acts on."""
