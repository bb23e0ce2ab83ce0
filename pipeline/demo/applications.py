"""Candidates in; applications as the form leaves them, and the response tabs of a given moment, out.

The tabs are as Google Forms leaves them in a linked spreadsheet: titles as headings, one tab per form, ticked
boxes joined by ", ", one column per grid row, texts that look like numbers turned into numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import NamedTuple

from babel import Locale

from pipeline.demo.latin import LATIN
from pipeline.demo.lives import Draw
from pipeline.vocabulary.form import CALL_CONSENT, CALL_ME, CALL_WHEN, LATIN_NAME, SIDE, Form, Question, Type
from pipeline.vocabulary.people import Answer, Answers, Candidate, Contact, Place, Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.vocabulary.week import DAYS, PARTS
from pipeline.words import Speaker

TIMESTAMP = {
    "fr": "Horodateur", "nl": "Tijdstempel", "en": "Timestamp", "ar": "طابع زمني", "uk": "Позначка часу",
    "fa": "مهر زمانی", "tr": "Zaman damgası", "es": "Marca temporal",
}  # fmt: skip
TAB = {
    "fr": "Réponses au formulaire {}", "nl": "Formulierreacties {}", "en": "Form Responses {}",
    "ar": "ردود النموذج {}", "uk": "Відповіді форми {}", "fa": "پاسخ‌های فرم {}", "tr": "Form Yanıtları {}",
    "es": "Respuestas de formulario {}",
}  # fmt: skip
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
    form: str = ""  # the code of the form; "" where one side applies with it
    cells: Mapping[str, Cell] = field(default_factory=dict)


def fill_form(draw: Draw, candidate: Candidate, number: int) -> Application:
    """A candidate as the form leaves them: answers as text, or as the number a spreadsheet makes of it."""
    hand = Hand(draw.form, candidate.contact.language, Random(f"{draw.seed}:hand:{candidate.role}:{number}"))
    cells = dict(_write_contact(hand, candidate.contact))
    for question in draw.form.asked_of(candidate.role):
        if question.code in candidate.answers:
            cells |= hand.write(question, candidate.answers[question.code])
    key = f"{candidate.role.letter}{number}"
    language = candidate.contact.language
    return Application(key, candidate.role, language, candidate.received, cells=cells)


def ask_for_call(draw: Draw, candidate: Candidate, number: int, when: str) -> Application:
    """The few words of a candidate who would rather be called."""
    hand = Hand(draw.form, candidate.contact.language, Random(f"{draw.seed}:call:{number}"))
    answers: Answers = {
        SIDE: candidate.role.value,
        "languages_well": candidate.answers["languages_well"],
        CALL_WHEN: frozenset({when}),
        CALL_CONSENT: "yes",
    }
    cells = dict(_write_contact(hand, candidate.contact))
    for code, answer in answers.items():
        cells |= hand.write(draw.form.question_by_code[code], answer)
    language = candidate.contact.language
    return Application(f"C{number}", candidate.role, language, candidate.received, CALL_ME, cells)


def response_sheets(
    form: Form, applications: Iterable[Application], until: datetime = datetime.max
) -> tuple[Sheet, ...]:
    """One tab per form, in the order of the form's languages, with the rows that had arrived by `until`."""
    standing = _standing([application for application in applications if application.received <= until])
    return tuple(
        Sheet(TAB.get(filled.language, TAB["en"]).format(number), _rows(filled, standing))
        for number, filled in enumerate(_forms(form), start=1)
    )


def headings(form: Form, language: str, role: Role) -> tuple[tuple[str, str], ...]:
    """Key and heading of each column after the timestamp, in the form's order."""
    return _headings(form.asked_of(role), language)


class OneForm(NamedTuple):
    """One form in one language: what it asks, and which applications come from it."""

    language: str
    role: Role | None
    code: str
    asked: tuple[Question, ...]

    def holds(self, application: Application) -> bool:
        """Whether somebody applied with this form, in this language."""
        is_same = application.form == self.code and application.language == self.language
        return is_same and self.role in (None, application.role)


def _forms(form: Form) -> Iterator[OneForm]:
    """Every form in every language in which it is offered."""
    for language in form.languages:
        for role in Role:
            own = form.application(role)
            if own is None or language in form.languages_of(own):
                yield OneForm(language, role, "", form.asked_of(role))
        call_me = form.form_by_code.get(CALL_ME)
        if call_me and language in form.languages_of(call_me):
            yield OneForm(language, None, CALL_ME, form.asked_in(call_me))


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
            case frozenset() if question.is_grid:
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
    yield LATIN_NAME, LATIN.get(contact.first_name)
    yield "last_name", contact.last_name or None
    yield "phone", hand.phone(contact.phone)
    yield "email", contact.email or None


def _standing(applications: Iterable[Application]) -> tuple[Application, ...]:
    """An edit takes the place of what it edits; what is new comes after."""
    standing: dict[str, Application] = {}
    for application in sorted(applications, key=lambda application: application.received):
        standing[application.key] = application
    return tuple(standing.values())


def _rows(filled: OneForm, standing: Iterable[Application]) -> tuple[tuple[Cell, ...], ...]:
    columns = _headings(filled.asked, filled.language)
    top = (TIMESTAMP.get(filled.language, TIMESTAMP["en"]), *(heading for _, heading in columns))
    rows = (
        (application.received, *(application.cells.get(key) for key, _ in columns))
        for application in standing
        if filled.holds(application)
    )
    return (top, *rows)


def _headings(asked: Iterable[Question], language: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for question in asked for pair in _columns(question, Speaker(language)))


def _columns(question: Question, speaker: Speaker) -> Iterator[tuple[str, str]]:
    title = speaker.say(question.title)
    if not question.is_grid:
        yield question.code, title
        return
    for day in DAYS:
        yield f"{question.code}[{day}]", f"{title} [{speaker.label('day', day)}]"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
