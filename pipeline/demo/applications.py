"""Candidates in; applications as the form leaves them, and the response tabs of a given moment, out.

The tabs are as Google Forms leaves them in a linked spreadsheet: titles as headings, one tab per form, ticked
boxes joined by ", ", one column per grid row, texts that look like numbers turned into numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from babel import Locale

from pipeline.demo.lives import Draw
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Answer, Candidate, Contact, Place, Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.vocabulary.week import DAYS, PARTS
from pipeline.words import Speaker

TIMESTAMP = {"fr": "Horodateur", "nl": "Tijdstempel", "en": "Timestamp"}
TAB = {"fr": "Réponses au formulaire {}", "nl": "Formulierreacties {}", "en": "Form Responses {}"}
JOIN = ", "

FREE_TEXT = {
    "fr": {"needs": "jouer aux échecs", "offers": "réparer un vélo", "likes": "échecs"},
    "nl": {"needs": "schaken", "offers": "fietsen herstellen", "likes": "schaken"},
    "en": {"needs": "playing chess", "offers": "mending bikes", "likes": "chess"},
}


@dataclass(frozen=True)
class Application:
    """One submission of the form. The same `key` again is an edit: it replaces the row where it stands.

    cells: question code, or `code[day]` for a row of a grid → what the form left in the cell.
    """

    key: str
    role: Role
    language: str
    received: datetime
    cells: Mapping[str, Cell] = field(default_factory=dict)


def fill_form(draw: Draw, candidate: Candidate, number: int) -> Application:
    """A candidate as the form leaves them: answers as text, or as the number a spreadsheet makes of it."""
    hand = Hand(draw.form, candidate.contact.language, Random(f"{draw.seed}:hand:{candidate.role}:{number}"))
    cells = dict(_write_contact(hand, candidate.contact))
    for question in draw.form.of(candidate.role):
        if question.code in candidate.answers:
            cells |= hand.write(question, candidate.answers[question.code])
    key = f"{candidate.role.letter}{number}"
    return Application(key, candidate.role, candidate.contact.language, candidate.received, cells)


def response_sheets(
    form: Form, applications: Iterable[Application], until: datetime = datetime.max
) -> tuple[Sheet, ...]:
    """One tab per form, in the order of the form's languages, with the rows that had arrived by `until`."""
    standing = _standing([application for application in applications if application.received <= until])
    forms = [(language, role) for language in form.languages for role in Role]
    return tuple(
        Sheet(TAB.get(language, TAB["en"]).format(number), _rows(form, language, role, standing))
        for number, (language, role) in enumerate(forms, start=1)
    )


def headings(form: Form, language: str, role: Role) -> tuple[tuple[str, str], ...]:
    """Key and heading of each column after the timestamp, in the form's order."""
    return tuple(pair for question in form.of(role) for pair in _columns(question, Speaker(language)))


def is_grid(question: Question) -> bool:
    """A week without options is asked as a grid: one row per day."""
    return question.type is Type.WEEK and not question.options


@dataclass(frozen=True)
class Hand:
    """How somebody fills in the form, and what becomes of it."""

    form: Form
    language: str
    random: Random

    @property
    def speaker(self) -> Speaker:
        """Says the labels that stand beside the boxes."""
        return Speaker(self.language, self.form)

    def write(self, question: Question, answer: Answer) -> dict[str, Cell]:
        """The cells of one answer, with now and then a free text under “other”."""
        match answer:
            case Place():
                return {question.code: self._number(answer.postcode, 0.8)}
            case frozenset() if is_grid(question):
                return self._grid(question, answer)
            case frozenset():
                return {question.code: JOIN.join([*self._ticked(question, answer), *self._other(question)])}
            case str():
                return {question.code: self.speaker.option(question.code, answer)}
        return {question.code: answer}

    def phone(self, phone: str) -> Cell:
        """The same number as people write it; without separators it becomes a number and loses its zero."""
        national = f"0{phone[3:]}"
        parts = (national[:4], national[4:6], national[6:8], national[8:])
        return self.random.choice(
            (
                int(national),
                int(phone[1:]),
                " ".join(parts),
                f"{parts[0]}/{'.'.join(parts[1:])}",
                f"+32 {parts[0][1:]} {' '.join(parts[1:])}",
                f"0032{national[1:]}",
            )
        )

    def _number(self, text: str, chance: float) -> Cell:
        return int(text) if self.random.random() < chance else text

    def _grid(self, question: Question, slots: frozenset[str]) -> dict[str, Cell]:
        return {
            f"{question.code}[{day}]": JOIN.join(
                _capital(self.speaker.label("part", part)) for part in PARTS if f"{day}-{part}" in slots
            )
            or None
            for day in DAYS
        }

    def _ticked(self, question: Question, codes: frozenset[str]) -> list[str]:
        """The labels of the ticked boxes, in the form's order; a language that has no box is typed."""
        if question.type is Type.WEEK:
            chosen = [option.code for option in question.options if set(option.slots) <= codes]
        else:
            chosen = [option.code for option in question.options if option.code in codes]
        typed = sorted(codes - set(question.option_by_code)) if question.type is Type.LANGUAGES else []
        names = Locale.parse(self.language).languages
        return [self.speaker.option(question.code, code) for code in chosen] + [
            names.get(code, code) for code in typed
        ]

    def _other(self, question: Question) -> list[str]:
        text = FREE_TEXT.get(self.language, {}).get(question.code)
        return [text] if text and question.other and self.random.random() < 0.08 else []


def _write_contact(hand: Hand, contact: Contact) -> Iterator[tuple[str, Cell]]:
    yield "first_name", contact.first_name
    yield "last_name", contact.last_name or None
    yield "phone", hand.phone(contact.phone)
    yield "email", contact.email or None


def _standing(applications: Iterable[Application]) -> tuple[Application, ...]:
    """An edit takes the place of what it edits; what is new comes after."""
    standing: dict[str, Application] = {}
    for application in sorted(applications, key=lambda application: application.received):
        standing[application.key] = application
    return tuple(standing.values())


def _rows(
    form: Form, language: str, role: Role, standing: Iterable[Application]
) -> tuple[tuple[Cell, ...], ...]:
    columns = headings(form, language, role)
    top = (TIMESTAMP.get(language, TIMESTAMP["en"]), *(heading for _, heading in columns))
    return (
        top,
        *(
            (application.received, *(application.cells.get(key) for key, _ in columns))
            for application in standing
            if (application.language, application.role) == (language, role)
        ),
    )


def _columns(question: Question, speaker: Speaker) -> Iterator[tuple[str, str]]:
    title = speaker.say(question.title)
    if not is_grid(question):
        yield question.code, title
        return
    for day in DAYS:
        yield f"{question.code}[{day}]", f"{title} [{speaker.label('day', day)}]"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
