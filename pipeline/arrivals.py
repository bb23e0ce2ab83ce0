"""Arrivals: an organisation's own list and the season in; new people, contacts and duos, as changes, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.river import new_contacts, new_people, next_number, register
from pipeline.stages.importation import (
    Certainty,
    Column,
    Content,
    Directory,
    Prepared,
    SheetMapping,
    Tied,
    prepare_people,
    tie_duos,
)
from pipeline.stages.registration import Registration, origins
from pipeline.stages.validation import Validated, is_note, validate_responses
from pipeline.vocabulary.changes import Append, Changes
from pipeline.vocabulary.duos import Duo
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.people import Contact, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.season import Event, NewContact, NewPerson, Season
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.tables import Row, Sheet
from pipeline.words import Speaker, normalised
from pipeline.workbook.columns import Layout
from pipeline.workbook.rows import (
    bullets,
    cells_of_team,
    row_from_contact,
    row_from_duo,
    row_from_person,
)

OF_FORMS = frozenset({"no_tab_for_side", "no_response_tab", "column_missing", "file_empty"})
"""Problems that a form's response tabs may have and a list may not."""


@dataclass(frozen=True)
class Arrivals:
    """What a list brings in, and what it says that could not be understood."""

    people: tuple[NewPerson, ...] = ()
    contacts: tuple[NewContact, ...] = ()
    duos: tuple[Duo, ...] = ()
    problems: tuple[Problem, ...] = ()
    known: int = 0  # people who are in the workbook already
    already: int = 0  # duos that are in the workbook already
    assumed: tuple[str, ...] = ()  # questions that importing answers for everybody

    @property
    def names(self) -> dict[str, str]:
        """First names of the new people, by code."""
        return {new.person.code: new.person.first_name for new in self.people}


def import_list(
    season: Season, sheets: Sequence[Sheet], mapping: Sequence[SheetMapping], today: date
) -> Arrivals:
    """Every row becomes a person, an existing duo or a problem; nobody and no duo comes in twice."""
    prepared = prepare_people(sheets, mapping, season.form, today)
    validated = validate_responses(prepared.tabs, season.form, today=today)
    registration = register(season, validated, today)
    contacts = {**season.contacts, **registration.contacts}
    tied = tie_duos(sheets, mapping, _directory(season, registration, validated, prepared, contacts), today)
    in_duo = {code for duo in tied.duos if duo.state is DuoState.RUNNING for code in duo.pair}
    return Arrivals(
        people=tuple(_people(registration, validated, prepared, in_duo)),
        contacts=tuple(new_contacts(registration, season)),
        duos=tied.duos,
        problems=tuple(_problems(validated, prepared, tied)),
        known=len(validated.candidates) - len(registration.registered),
        already=tied.already,
        assumed=prepared.assumed,
    )


def role_words(programme: Programme) -> dict[Role, tuple[str, ...]]:
    """How the programme calls each side, in every language."""
    return {role: (*words.one.values(), *words.many.values()) for role, words in programme.roles.items()}


def _people(
    registration: Registration, validated: Validated, prepared: Prepared, in_duo: set[str]
) -> Iterator[NewPerson]:
    """New people with what the list says beyond the form; those in a running duo stand at *En duo*."""
    rows = {new.person.code: (new.candidate.tab, new.candidate.row) for new in registration.registered}
    for new in new_people(registration, validated):
        known: dict[str, Any] = dict(prepared.said[rows[new.person.code]].known)
        if new.person.code in in_duo:
            known["stage"] = Stage.IN_DUO
        yield replace(new, person=replace(new.person, **known))


def _directory(
    season: Season,
    registration: Registration,
    validated: Validated,
    prepared: Prepared,
    contacts: Mapping[str, Contact],
) -> Directory:
    people = (*season.people, *(new.person for new in registration.registered))
    by_token = {token: person.code for person in people for token in person.origins}
    own_codes: dict[str, str] = {}
    for candidate in validated.candidates:
        said = prepared.said[(candidate.tab, candidate.row)].own_code
        tokens = origins(candidate.contact, candidate.role, season.secret)
        found = next((by_token[token] for token in tokens if token in by_token), "")
        if said and found:
            own_codes[normalised(said)] = found
    pairs = frozenset(duo.pair for duo in season.duos)
    return Directory(contacts, own_codes, pairs, next_number(season, "D"))


def _problems(validated: Validated, prepared: Prepared, tied: Tied) -> Iterator[Problem]:
    yield from prepared.problems
    yield from (one for one in validated.problems if one.code not in OF_FORMS and not is_note(one))
    yield from tied.problems


# --- writing --------------------------------------------------------------------------------------------


def arrival_changes(
    arrivals: Arrivals, season: Season, layouts: Mapping[str, Layout], today: date
) -> dict[str, Changes]:
    """Rows to add to the workbook and to the confidential file; nothing else changes."""
    speaker = Speaker(season.programme.languages.workbook, season.form)
    names = {**{person.code: person.first_name for person in season.people}, **arrivals.names}
    workbook = (
        *(_person_row(new, season.form, layouts["workbook"], speaker) for new in arrivals.people),
        *(_duo_row(duo, names, layouts["workbook"], speaker) for duo in arrivals.duos),
        *(_journal_row(event, today, speaker) for event in _events(arrivals)),
    )
    contacts = (
        Append("contacts", row_from_contact(new.code, new.role, new.contact, new.received, speaker))
        for new in arrivals.contacts
    )
    return {"workbook": Changes(appends=workbook), "confidential": Changes(appends=tuple(contacts))}


def _person_row(new: NewPerson, form: Form, layout: Layout, speaker: Speaker) -> Append:
    tab = f"{new.person.role}s"
    row = row_from_person(new.person, bullets(new.check, speaker), form, speaker)
    return Append(tab, {**row, **_kept(cells_of_team(new.person, speaker), layout, tab)})


def _duo_row(duo: Duo, names: Mapping[str, str], layout: Layout, speaker: Speaker) -> Append:
    known = {"referent": duo.referent, "closed_on": duo.closed_on}
    return Append("duos", {**row_from_duo(duo, names, speaker), **_kept(known, layout, "duos")})


def _kept(row: Row, layout: Layout, tab: str) -> Row:
    """The cells for which this programme's tab has a column."""
    return {name: cell for name, cell in row.items() if name in layout[tab].column_by_field}


def _events(arrivals: Arrivals) -> Iterator[Event]:
    yield from (Event("registered", new.person.code) for new in arrivals.people)
    yield from (Event("duo_made", duo.code, " + ".join(duo.pair)) for duo in arrivals.duos)


def _journal_row(event: Event, today: date, speaker: Speaker) -> Append:
    said = sentence(f"journal.{event.code}", subject=event.subject, detail=event.detail)
    return Append("journal", {"date": today, "event": speaker.say(said)})


# --- telling --------------------------------------------------------------------------------------------


def tell_mapping(
    season: Season, sheets: Sequence[Sheet], mapping: Iterable[SheetMapping]
) -> Iterator[Sentence]:
    """What each sheet and each of its columns is taken for."""
    for sheet, understood in zip(sheets, mapping, strict=True):
        yield _about_sheet(season.programme, sheet, understood)
        if understood.content is not Content.NOTHING:
            yield from (_about_column(season.form, column) for column in understood.columns)


def tell_arrivals(arrivals: Arrivals) -> Iterator[Sentence]:
    """How many people and duos the list brings, and what importing it states."""
    yield sentence(
        "importing.found",
        new=len(arrivals.people),
        known=arrivals.known,
        duos=len(arrivals.duos),
        already=arrivals.already,
    )
    if arrivals.assumed and arrivals.people:
        yield sentence("importing.assumed")


def _about_sheet(programme: Programme, sheet: Sheet, understood: SheetMapping) -> Sentence:
    below = sheet.rows[understood.heading_row + 1 :]
    count = sum(any(cell not in (None, "") for cell in row) for row in below)
    if understood.content is not Content.PEOPLE:
        return sentence(f"importing.{understood.content}", title=sheet.title, count=count)
    both = sentence("importing.both_sides")
    role: object = programme.roles[understood.role].many if understood.role else both
    return sentence("importing.people", title=sheet.title, count=count, role=role)


CERTAINTIES = {
    Certainty.KNOWN: "importing.column",
    Certainty.NEAR: "importing.column_near",
    Certainty.TWICE: "importing.column_twice",
}


def _about_column(form: Form, column: Column) -> Sentence:
    code = CERTAINTIES.get(column.certainty, "importing.column_unknown")
    field = name_of_field(form, column.field) if column.field else ""
    return sentence(code, column=column.letter, heading=column.heading, field=field)


NAMED = ("full_name", "citizen_phone", "newcomer_phone")


def name_of_field(form: Form, field: str) -> object:
    """A field in words: a question's short name with its day, or a heading of the workbook."""
    code, _, day = field.rstrip("]").partition("[")
    question = form.question_by_code.get(code)
    if question:
        return (question.short, Label("day", day)) if day else question.short
    return sentence(f"importing.field.{field}") if field in NAMED else Label("heading", field)
