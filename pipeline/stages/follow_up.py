"""Follow-up: duos and what the team noted about them in; new states and what is due out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.vocabulary.duos import Duo, Link, Mission, Term, Until
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Calendar
from pipeline.vocabulary.sentences import Sentence
from pipeline.vocabulary.todo import Task

CONFIRMATION = timedelta(days=2)  # both are asked, separately, two days after the first meeting


@dataclass(frozen=True)
class Followed:
    """Every duo with the state it has after this run, those whose state cell changes, and what is due."""

    duos: tuple[Duo, ...]
    changed: tuple[tuple[Duo, Duo], ...]
    tasks: tuple[Task, ...]


def follow_duos(
    duos: Sequence[Duo],
    people: Mapping[str, Person],
    last_news: Mapping[str, date],
    calendar: Calendar,
    today: date,
) -> Followed:
    """A duo closes when the team has noted when and why; until then something is always next.

    `last_news` holds, by the duo's code, the date of the last line in *Suivi*.
    """
    after = tuple(_closed(duo) for duo in duos)
    running = [duo for duo in after if duo.state is DuoState.RUNNING]
    return Followed(
        duos=after,
        changed=tuple((old, new) for old, new in zip(duos, after, strict=True) if old.state is not new.state),
        tasks=tuple(
            task
            for duo in running
            for due in DUE
            for task in due(duo, _Context(people, last_news, calendar, today))
        ),
    )


@dataclass(frozen=True)
class _Context:
    people: Mapping[str, Person]
    last_news: Mapping[str, date]
    calendar: Calendar
    today: date


def end_of(term: Term) -> date | None:
    """The day on which a duo is to end, if one was agreed."""
    match term:
        case Until(on) | Mission(on):
            return on
        case Link(until=until):
            return until
    return None


def _closed(duo: Duo) -> Duo:
    is_closed = bool(duo.closed_on and duo.closing_reason)
    return replace(duo, state=DuoState.CLOSED) if is_closed and duo.state is DuoState.RUNNING else duo


def _due_referent(duo: Duo, context: _Context) -> Iterator[Task]:
    if not duo.referent:
        yield _task(
            duo, "choose_referent", by_when=duo.made_on + timedelta(days=context.calendar.answer_days)
        )


def _due_first_meeting(duo: Duo, context: _Context) -> Iterator[Task]:
    if not duo.first_meeting_on:
        yield _task(
            duo,
            "plan_first_meeting",
            by_when=duo.made_on + timedelta(days=context.calendar.first_meeting_days),
        )


def _due_confirmations(duo: Duo, context: _Context) -> Iterator[Task]:
    met_on = duo.first_meeting_on
    if not met_on or met_on + CONFIRMATION > context.today:
        return
    if not (duo.newcomer_confirms and duo.citizen_confirms):
        yield _task(duo, "ask_confirmations", by_when=met_on + CONFIRMATION, on=met_on)


def _due_news(duo: Duo, context: _Context) -> Iterator[Task]:
    known = [duo.first_meeting_on, context.last_news.get(duo.code)]
    last = max((day for day in known if day), default=None)
    if not last:
        return
    due = last + timedelta(days=context.calendar.follow_up_days)
    if due <= context.today:
        yield _task(duo, "ask_news", by_when=due, on=last)


def _due_closing(duo: Duo, context: _Context) -> Iterator[Task]:
    if duo.closed_on and not duo.closing_reason:
        yield _task(duo, "closing_reason", by_when=context.today)
        return
    end = end_of(duo.term)
    notice = 0 if isinstance(duo.term, Mission) else context.calendar.closing_notice_days
    if end and end - timedelta(days=notice) <= context.today:
        yield _task(duo, "prepare_closing", by_when=end, on=end)


def _due_stages(duo: Duo, context: _Context) -> Iterator[Task]:
    """The team moves people's stages; a newcomer left at *Cherche un duo* is pointed out."""
    newcomer = context.people.get(duo.newcomer)
    if newcomer and newcomer.stage is Stage.SEEKING:
        yield replace(
            _task(
                duo, "move_to_in_duo", code=f"{newcomer.code} · {newcomer.first_name}", by_when=context.today
            ),
            where="newcomers",
            row=newcomer.row,
        )


DUE = (_due_referent, _due_first_meeting, _due_confirmations, _due_news, _due_closing, _due_stages)


def _task(duo: Duo, code: str, /, *, by_when: date, **details: object) -> Task:
    told = {"duo": duo.code, **details}
    return Task(
        what=Sentence(f"todo.{code}", told),
        because=Sentence(f"because.{code}", told),
        who=f"{duo.code} · {duo.newcomer} + {duo.citizen}",
        by_when=by_when,
        where="duos",
        row=duo.row,
        assignee=duo.referent,
    )
