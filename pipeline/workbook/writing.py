"""What a run decides in; the changes to each file, in the workbook's language, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from pipeline.vocabulary.changes import Append, Changes, Replace, Swap
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Mode, Programme
from pipeline.vocabulary.season import Outcome
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.tables import Row
from pipeline.vocabulary.todo import Task
from pipeline.words import Speaker
from pipeline.workbook.banner import say_banner
from pipeline.workbook.columns import Layout
from pipeline.workbook.rows import (
    CODE,
    bullets,
    duo_state_cell,
    proposal_state_cell,
    row_from_card,
    row_from_contact,
    row_from_duo,
    row_from_person,
    row_from_proposal,
    row_from_seat,
    rows_from_identifiers,
    rows_side_by_side,
    with_name,
)

TAB = {Role.CITIZEN: "citizens", Role.NEWCOMER: "newcomers"}


def workbook_changes(
    outcome: Outcome, programme: Programme, form: Form, layout: Layout, ends: Mapping[str, int] | None = None
) -> Changes:
    """Everything that changes in the workbook; `ends` says in which row the content of each tab ends."""
    speaker = Speaker(programme.languages.workbook, form)
    banner = say_banner(outcome.today, programme, speaker)
    return Changes(
        appends=(
            *_new_people(outcome, form, speaker),
            *(Append("duos", row_from_duo(duo, outcome.names, speaker)) for duo in outcome.duos),
            *(
                Append("proposals", row_from_proposal(one, outcome.names, speaker))
                for one in outcome.proposals
            ),
            *(Append("cards", row_from_card(card, outcome.names)) for card in outcome.cards),
            *_journal(outcome, speaker),
        ),
        swaps=tuple(_swaps(outcome, speaker)),
        replaces=(
            Replace("todo", tuple(_todo(outcome, layout, speaker, _new_rows(outcome, ends or {}))), banner),
            Replace("unmatched", tuple(_unmatched(outcome, speaker))),
            *_of_mode(outcome, programme, form, layout),
            *_memory(outcome, layout),
        ),
    )


def confidential_changes(outcome: Outcome, programme: Programme, form: Form) -> Changes:
    """Everything that changes in the confidential file."""
    speaker = Speaker(programme.languages.workbook, form)
    return Changes(
        appends=tuple(
            Append("contacts", row_from_contact(new.code, new.role, new.contact, new.received, speaker))
            for new in outcome.contacts
        )
    )


def _new_people(outcome: Outcome, form: Form, speaker: Speaker) -> Iterator[Append]:
    for new in outcome.people:
        check = bullets(new.check, speaker)
        yield Append(TAB[new.person.role], row_from_person(new.person, check, form, speaker))


def _swaps(outcome: Outcome, speaker: Speaker) -> Iterator[Swap]:
    for old, new in outcome.proposal_changes:
        yield Swap("proposals", "state", proposal_state_cell(old, speaker), proposal_state_cell(new, speaker))
    for before, after in outcome.duo_changes:
        yield Swap("duos", "state", duo_state_cell(before, speaker), duo_state_cell(after, speaker))


def _journal(outcome: Outcome, speaker: Speaker) -> Iterator[Append]:
    for event in outcome.events:
        said = sentence(f"journal.{event.code}", subject=event.subject, detail=event.detail, **event.numbers)
        yield Append("journal", {"date": outcome.today, "event": speaker.say(said)})


def _new_rows(outcome: Outcome, ends: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """Tab and code → the row in which what this run adds will stand."""
    added = {
        "newcomers": [new.person.code for new in outcome.people if new.person.role is Role.NEWCOMER],
        "citizens": [new.person.code for new in outcome.people if new.person.role is Role.CITIZEN],
        "duos": [duo.code for duo in outcome.duos],
        "proposals": [one.code for one in outcome.proposals],
    }
    return {
        (tab, code): number
        for tab, codes in added.items()
        if tab in ends
        for number, code in enumerate(codes, start=ends[tab] + 1)
    }


def _todo(
    outcome: Outcome, layout: Layout, speaker: Speaker, new: Mapping[tuple[str, str], int]
) -> Iterator[Row]:
    titles = {tab.code: tab.title for tab in layout.tabs}
    for task in outcome.tasks or (Task(what=sentence("todo.nothing")),):
        yield {
            "assignee": task.assignee,
            "what": speaker.say(task.what),
            "who": task.who,
            "because": speaker.say(task.because) if task.because else "",
            "by_when": task.by_when,
            "where": _place(task, titles.get(task.where, ""), speaker, new),
        }


def _place(task: Task, title: str, speaker: Speaker, new: Mapping[tuple[str, str], int]) -> str:
    """The tab and the row where something is to be done; a cell is said already."""
    code = CODE.search(task.who)
    row = task.row or (new.get((task.where, code[0])) if code else None)
    return (
        speaker.say(sentence("todo.at_row", tab=title, row=str(row)))
        if title and row
        else title or task.where
    )


def _unmatched(outcome: Outcome, speaker: Speaker) -> Iterator[Row]:
    for notice in outcome.overview:
        why, unlock = _paragraph(notice.why, speaker), bullets(notice.unlock, speaker)
        yield {"who": speaker.say(notice.who), "since": None, "why": why, "unlock": unlock}
    for one in sorted(outcome.unmatched, key=lambda one: _order(one.code, outcome.waiting_since)):
        yield {
            "who": with_name(one.code, outcome.names),
            "since": outcome.waiting_since.get(one.code),
            "why": _paragraph(one.why, speaker),
            "unlock": bullets(one.unlock, speaker),
        }


def _of_mode(outcome: Outcome, programme: Programme, form: Form, layout: Layout) -> Iterator[Replace]:
    """The machine's tabs of the mode in force; those of an earlier mode stand empty and say so."""
    speaker, mode = Speaker(programme.languages.workbook, form), programme.matching.mode
    for code, (own, fill) in FILLED.items():
        if code not in layout.tab_by_code:
            continue
        if own is mode:
            yield fill(outcome, form, speaker)
            continue
        said = sentence("file.other_mode", own=Label("mode", own.value), mode=Label("mode", mode.value))
        yield Replace(code, (), speaker.say(said))


def _memory(outcome: Outcome, layout: Layout) -> Iterator[Replace]:
    """What the machine notes for itself, where answers come from Google's forms."""
    if "identifiers" in layout.tab_by_code:
        yield Replace("identifiers", rows_from_identifiers(outcome.identifiers))


def _side_by_side(outcome: Outcome, form: Form, speaker: Speaker) -> Replace:
    rows = tuple(row for one in outcome.side_by_side for row in rows_side_by_side(one, form, speaker))
    said = sentence("file.side_by_side" if outcome.side_by_side else "file.side_by_side_nobody")
    return Replace("side_by_side", rows, speaker.say(said))


def _tables(outcome: Outcome, _: Form, speaker: Speaker) -> Replace:
    rows = tuple(row_from_seat(seat, outcome.names, speaker) for seat in outcome.seats)
    said = sentence("tables.banner" if outcome.seats else "tables.nobody")
    return Replace("tables", rows, speaker.say(said))


FILLED: Mapping[str, tuple[Mode, Callable[[Outcome, Form, Speaker], Replace]]] = {
    "side_by_side": (Mode.FEEL, _side_by_side),
    "tables": (Mode.ACTIVITIES, _tables),
}
"""Tab → the mode that fills it, and how."""


def _order(code: str, since: Mapping[str, date]) -> tuple[bool, date, str]:
    """Newcomers first, the longest waiting on top."""
    return (code.startswith("V"), since.get(code, date.max), code)


def _paragraph(sentences: tuple[Sentence, ...], speaker: Speaker) -> str:
    return "\n".join(speaker.say(one) for one in sentences)
