"""Rows ⇄ people, proposals and duos: cells in the workbook's language on one side, nouns on the other.

Reading understands every language and never fails: what cannot be read becomes a Problem with its cell,
and the row is used without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from pipeline.answers import Fault, read_column, write_column
from pipeline.vocabulary.duos import Duo, Link, Mission, Open, Proposal, Term, Until
from pipeline.vocabulary.form import PLACES, Form, Question
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
from pipeline.vocabulary.people import Answer, Contact, Person, Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import Label, Options
from pipeline.vocabulary.tables import Cell, Row, Table, TableRow
from pipeline.words import Speaker, code_of

CODE = re.compile(r"\b([NVPD])-(\d{1,9})\b", re.IGNORECASE)
STATE = re.compile(r"^(?P<label>.*?)(?: \((?P<on>\d\d/\d\d/\d{4})\))? · (?P<code>\S+)$")
DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
MOST_PLACES = 50

Word = TypeVar("Word", bound=StrEnum)


@dataclass
class Reader:
    """Reads one row, field by field, and collects what cannot be read."""

    table: Table
    row: TableRow
    file: str = "workbook"
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell as text, without the spaces around it."""
        cell = self.row.cells.get(name)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else str(cell).strip()

    def day(self, name: str) -> date | None:
        """The cell as a date, whether the spreadsheet or a person wrote it."""
        cell = self.row.cells.get(name)
        day = _day(cell)
        if day is None and self.text(name):
            self.report("row_date", name, found=self.text(name))
        return day

    def choice(self, name: str, kind: str, words: type[Word]) -> Word | None:
        """The cell as one word of a dropdown, in any language."""
        text = self.text(name)
        code = code_of(kind, text) if text else None
        if text and code is None:
            self.report(
                "row_choice", name, found=text, choices=tuple(Label(kind, word.value) for word in words)
            )
        return words(code) if code else None

    def number(self, name: str, default: int) -> int:
        """The cell as a small whole number."""
        text = self.text(name)
        if not text:
            return default
        if text.isdecimal() and int(text) <= MOST_PLACES:
            return int(text)
        self.report("row_number", name, found=text)
        return default

    def code(self, name: str) -> str:
        """The first code in the cell: "N-0017 · Samira" is N-0017."""
        found = CODE.search(self.text(name))
        return f"{found[1].upper()}-{int(found[2]):04d}" if found else ""

    def report(self, code: str, name: str, /, **details: object) -> None:
        """Note a problem with the cell it stands in."""
        letter = self.table.letters.get(name)
        cell = f"{letter}{self.row.number}" if letter else None
        where = Where(self.file, self.table.tab, self.row.number, name, cell, self.table.title)
        self.problems.append(Problem(code, where, details))


# --- people ---------------------------------------------------------------------------------------------


def read_people(table: Table, role: Role, form: Form) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The people of one tab, each code once."""
    return _read_rows(table, lambda reader: _person_from(reader, role, form), lambda person: person.code)


def row_from_person(person: Person, check: str, form: Form, speaker: Speaker) -> Row:
    """The grey and pre-filled cells of a new person's row; the white ones stay empty."""
    columns = form.columns(person.role).items()
    cells: dict[str, Cell] = {
        "code": person.code,
        "received": person.received,
        "check": check,
        "first_name": person.first_name,
        "origin": " ".join(sorted(person.origins)),
    }
    cells |= {column: write_column(questions, person.answers, speaker) for column, questions in columns}
    if person.role is Role.CITIZEN:
        cells["places"] = str(_places_asked(person, form))
    return cells


def _places_asked(person: Person, form: Form) -> int:
    question = form.question_by_code.get(PLACES)
    option = question.option_by_code.get(str(person.answers.get(PLACES))) if question else None
    return int(option.value) if option and option.value else person.places


def _person_from(reader: Reader, role: Role, form: Form) -> Person | None:
    code = reader.code("code")
    if not code:
        return None
    answers: dict[str, Answer] = {}
    for column, questions in form.columns(role).items():
        read, faults = read_column(questions, reader.row.cells.get(column))
        answers |= read
        for fault in faults:
            told = _told_to_team(fault, questions)
            reader.report(told.code, column, **told.details)
    return Person(
        code=code,
        role=role,
        first_name=reader.text("first_name"),
        received=reader.day("received") or date.min,
        answers=answers,
        stage=reader.choice("stage", "stage", Stage) or Stage.RECEIVED,
        origins=frozenset(reader.text("origin").split()),
        places=reader.number("places", 1),
        followed_by=reader.text("followed_by"),
        call_on=reader.day("call_on"),
        confirmed_on=reader.day("confirmed_on"),
        opinions=(reader.text("opinion_1"), reader.text("opinion_2")),
        reason=reader.choice("reason", "selection_reason", SelectionReason) or "",
        referred_to=reader.text("referred_to"),
        trained_on=reader.day("trained_on"),
        charter_on=reader.day("charter_on"),
        agreement_on=reader.day("agreement_on"),
        formality=reader.choice("formality", "formality", Formality) or "",
        row=reader.row.number,
    )


def _told_to_team(fault: Fault, questions: tuple[Question, ...]) -> Fault:
    """In a row that the team corrects, words that are no option are not somebody's wish: the options are named."""
    if fault.code not in ("other_answer", "unknown_option"):
        return fault
    question = next(one for one in questions if one.short == fault.details["question"])
    options = Options(question.code, tuple(question.option_by_code))
    return Fault("row_option", {**fault.details, "options": options})


def cells_of_team(person: Person, speaker: Speaker) -> Row:
    """What a list brought along that the team would otherwise fill in: only cells with something in them."""
    stage = speaker.label("stage", person.stage.value) if person.stage is not Stage.RECEIVED else None
    cells: dict[str, Cell] = {"stage": stage, "followed_by": person.followed_by or None}
    cells |= {
        name: getattr(person, name) for name in ("confirmed_on", "trained_on", "charter_on", "agreement_on")
    }
    return {name: cell for name, cell in cells.items() if cell is not None}


# --- contacts -------------------------------------------------------------------------------------------


def read_contacts(table: Table) -> dict[str, Contact]:
    """Code → contact, from the confidential file."""
    readers = (Reader(table, row, "confidential") for row in table.rows)
    return {reader.code("code"): _contact_from(reader) for reader in readers if reader.code("code")}


def _contact_from(reader: Reader) -> Contact:
    return Contact(
        first_name=reader.text("first_name"),
        last_name=reader.text("last_name"),
        phone=reader.text("phone"),
        phone_as_written=reader.text("phone_as_written"),
        email=reader.text("email"),
        language=reader.text("language"),
    )


def row_from_contact(code: str, role: Role, contact: Contact, received: date, speaker: Speaker) -> Row:
    """A row of *Contacts*."""
    return {
        "code": code,
        "role": speaker.label("role", role.value),
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "phone": contact.phone,
        "phone_as_written": contact.phone_as_written,
        "email": contact.email,
        "language": contact.language,
        "received": received,
    }


# --- proposals ------------------------------------------------------------------------------------------


def read_proposals(table: Table) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """The proposals of the workbook, those written by hand included."""
    return _read_rows(table, _proposal_from, lambda proposal: proposal.code)


def row_from_proposal(proposal: Proposal, names: Mapping[str, str], speaker: Speaker) -> Row:
    """The grey cells of a new proposal's row; `names` holds first names by code."""
    said = proposal.explanation
    return {
        "code": proposal.code,
        "state": proposal_state_cell(proposal, speaker),
        "newcomer": with_name(proposal.newcomer, names),
        "citizen": with_name(proposal.citizen, names),
        "proposed_on": proposal.proposed_on,
        "opinion": speaker.label("opinion", said.opinion.value) if said else "",
        "why": bullets(said.why, speaker) if said else "",
        "to_check": bullets(said.to_check, speaker) if said else "",
        "alternative": bullets(said.alternative, speaker) if said else "",
    }


def proposal_state_cell(proposal: Proposal, speaker: Speaker) -> str:
    """The one grey cell that may change: "ouverte · P-0042", "plus tard (24/12/2026) · P-0042"."""
    return _state_cell(
        speaker.label("proposal_state", proposal.state.value), proposal.state_on, proposal.code
    )


def duo_state_cell(duo: Duo, speaker: Speaker) -> str:
    """The one grey cell of a duo's row that may change: "en cours · D-0031"."""
    return _state_cell(speaker.label("duo_state", duo.state.value), None, duo.code)


def _proposal_from(reader: Reader) -> Proposal | None:
    newcomer, citizen = _pair(reader)
    code = reader.code("code")
    if not (code or reader.text("newcomer") or reader.text("citizen")):
        return None
    if not (newcomer and citizen):
        reader.report("row_codes", "newcomer")
        return None
    state, state_on = _state(reader, code, "proposal_state", ProposalState, ProposalState.OPEN)
    if state is None:
        return None
    return Proposal(
        newcomer=newcomer,
        citizen=citizen,
        code=code,
        state=state,
        state_on=state_on,
        proposed_on=reader.day("proposed_on"),
        decision=reader.choice("decision", "decision", Decision),
        reason=reader.choice("reason", "refusal_reason", RefusalReason) or "",
        decided_by=reader.text("decided_by"),
        citizen_reply=reader.choice("citizen_reply", "reply", Reply),
        newcomer_reply=reader.choice("newcomer_reply", "reply", Reply),
        revisit_on=reader.day("revisit_on"),
        row=reader.row.number,
    )


def _pair(reader: Reader) -> tuple[str, str]:
    """The codes of newcomer and citizen, also where a hand wrote them the other way round."""
    codes = (reader.code("newcomer"), reader.code("citizen"))
    by_letter = {code[0]: code for code in codes if code}
    return by_letter.get("N", ""), by_letter.get("V", "")


# --- duos -----------------------------------------------------------------------------------------------


def read_duos(table: Table) -> tuple[tuple[Duo, ...], tuple[Problem, ...]]:
    """The duos of the workbook."""
    return _read_rows(table, _duo_from, lambda duo: duo.code)


def row_from_duo(duo: Duo, names: Mapping[str, str], speaker: Speaker) -> Row:
    """The grey and pre-filled cells of a new duo's row."""
    return {
        "code": duo.code,
        "state": duo_state_cell(duo, speaker),
        "newcomer": with_name(duo.newcomer, names),
        "citizen": with_name(duo.citizen, names),
        "proposal": duo.proposal,
        "made_on": duo.made_on,
        "term": term_cell(duo.term, speaker),
        "rhythm": duo.rhythm,
    }


def _duo_from(reader: Reader) -> Duo | None:
    newcomer, citizen = _pair(reader)
    code = reader.code("code")
    if not (code and newcomer and citizen):
        return None
    state, _ = _state(reader, code, "duo_state", DuoState, DuoState.RUNNING)
    if state is None:
        return None
    return Duo(
        code=code,
        newcomer=newcomer,
        citizen=citizen,
        made_on=reader.day("made_on") or date.min,
        state=state,
        term=_term(reader),
        proposal=reader.code("proposal"),
        referent=reader.text("referent"),
        companions=reader.text("companions"),
        first_meeting_on=reader.day("first_meeting_on"),
        newcomer_confirms=reader.choice("newcomer_confirms", "reply", Reply),
        citizen_confirms=reader.choice("citizen_confirms", "reply", Reply),
        rhythm=reader.text("rhythm"),
        closed_on=reader.day("closed_on"),
        closing_reason=reader.choice("closing_reason", "closing_reason", ClosingReason) or "",
        row=reader.row.number,
    )


def term_cell(term: Term, speaker: Speaker) -> Cell:
    """A planned end as the team reads and corrects it."""
    match term:
        case Until(on):
            return on
        case Mission(on):
            return f"{speaker.label('term', 'mission')} {on:%d/%m/%Y}"
        case Link(previous, until):
            return f"{speaker.label('term', 'link')} {previous} ({until:%d/%m/%Y})"
    return speaker.label("term", "open")


def _term(reader: Reader) -> Term:
    text = reader.text("term")
    day = _day(reader.row.cells.get("term"))
    previous = CODE.search(text)
    if day and previous:
        return Link(previous[0], day)
    if day and code_of("term", DAY.sub("", text)) == "mission":
        return Mission(day)
    if day:
        return Until(day)
    if text and code_of("term", text) != "open":
        reader.report("row_date", "term", found=text)
    return Open()


# --- follow-up ------------------------------------------------------------------------------------------


def read_last_news(table: Table) -> tuple[dict[str, date], tuple[Problem, ...]]:
    """A duo's code → the date of its last line in *Suivi*."""
    last: dict[str, date] = {}
    problems: list[Problem] = []
    for row in table.rows:
        reader = Reader(table, row)
        code, day = reader.code("code"), reader.day("date")
        problems += reader.problems
        if code and day:
            last[code] = max(day, last.get(code, day))
    return last, tuple(problems)


# --- what they share ------------------------------------------------------------------------------------


def with_name(code: str, names: Mapping[str, str]) -> str:
    """A code with the first name that goes with it."""
    return f"{code} · {names[code]}" if names.get(code) else code


def bullets(sentences: Iterable[object], speaker: Speaker) -> str:
    """Sentences one below the other, each with its mark."""
    return "\n".join(f"• {speaker.say(sentence)}" for sentence in sentences)


Object = TypeVar("Object")


def _read_rows(
    table: Table, read: Callable[[Reader], Object | None], code_of_object: Callable[[Object], str]
) -> tuple[tuple[Object, ...], tuple[Problem, ...]]:
    """Objects with their problems; a code standing in two rows is reported and its first row counts."""
    objects: list[Object] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in table.rows:
        reader = Reader(table, row)
        one = read(reader)
        code = code_of_object(one) if one else ""
        if code and code in seen:
            reader.report("row_twice", "code", code=code)
        elif one:
            objects.append(one)
            seen |= {code} - {""}
        problems += reader.problems
    return tuple(objects), tuple(problems)


def _state_cell(label: str, on: date | None, code: str) -> str:
    return f"{label} ({on:%d/%m/%Y}) · {code}" if on else f"{label} · {code}"


def _state(
    reader: Reader, code: str, kind: str, words: type[Word], default: Word
) -> tuple[Word | None, date | None]:
    """The state and its date; None if somebody changed the cell, so that nothing is done with the row."""
    text = reader.text("state")
    if not code and not text:
        return default, None
    found = STATE.match(text)
    word = code_of(kind, found["label"]) if found and found["code"] == code else None
    if not found or word is None:
        reader.report("row_state", "state", code=code)
        return None, None
    return words(word), _day(found["on"])


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = DAY.search(cell) if isinstance(cell, str) else None
    if not found:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    numbers = (year, month, day) if year else (iso_year, iso_month, iso_day)
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:
        return None
