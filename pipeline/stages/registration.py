"""Registration: candidates in; new people, their contacts, and answers that changed out.

A response is tied to its person by origins: a keyed hash of what Google's form calls it, where answers come from there,
then of side, contact and first name; so that the workbook itself says who is already there without a telephone number.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.vocabulary.form import LATIN_NAME, Form
from pipeline.vocabulary.people import Answer, Candidate, Contact, Person, Role
from pipeline.words import normalised

RESPONSE = "response"
TOKEN_LENGTH = 16  # hexadecimal digits: no collision among millions of contacts
NOTICE = timedelta(days=30)  # how long a changed answer is announced


@dataclass(frozen=True)
class Registered:
    """A new person, how to reach them, the response they come from, and who else gave the same contact."""

    person: Person
    contact: Contact
    candidate: Candidate
    shares_contact_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangedAnswer:
    """Somebody already known answered again, otherwise than the workbook says."""

    person: Person
    answered_on: date
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Registration:
    """What the candidates of a run become; `contacts` are those that the confidential file lacks, by code.

    `tied`: responses whose origin no row holds → the code of who sent them, as long as anything is known of them.
    """

    registered: tuple[Registered, ...] = ()
    changed: tuple[ChangedAnswer, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    without_row: Mapping[str, Candidate] = field(
        default_factory=dict
    )  # known in Contacts, row deleted by the team
    moved: tuple[tuple[Person, date], ...] = ()  # who answered again with another contact than Contacts has
    tied: Mapping[str, str] = field(default_factory=dict)


def origins(contact: Contact, role: Role, secret: bytes, responses: Iterable[str] = ()) -> tuple[str, ...]:
    """The tokens of responses, the surest; then of the telephone and the e-mail, each with side and first name."""
    name = _flat(contact.first_name)
    ways = (_token(secret, role.value, channel, name) for channel in _channels(contact))
    return (*(_token(secret, RESPONSE, response) for response in responses), *ways)


@dataclass(frozen=True)
class Register:
    """Who is known already, by row and by contact, and how the next ones are numbered."""

    people: Sequence[Person]
    contacts: Mapping[str, Contact]
    secret: bytes
    numbers: Mapping[Role, int]  # each side's next free number
    set_aside: frozenset[str] = (
        frozenset()
    )  # origins in damaged rows: their people are known, but cannot be read
    tied: Mapping[str, str] = field(default_factory=dict)  # origins that stand in no row → code


def register_candidates(
    candidates: Iterable[Candidate], register: Register, form: Form, today: date
) -> Registration:
    """Each candidate is a person already known, by the same response or contact and first name, or becomes a new one.

    A later answer changes nothing: it is announced. A row that the team deleted does not come back.
    """
    desk = _Desk(register)
    for candidate in sorted(candidates, key=lambda one: (one.received, one.tab, one.row)):
        desk.receive(candidate)
    changed = (
        one for person, candidate in desk.known for one in _changed_answer(person, candidate, form, today)
    )
    moved = (one for person, candidate in desk.known for one in _moved(person, candidate, register, today))
    return Registration(
        tuple(desk.registered), tuple(changed), desk.contacts, desk.without_row, tuple(moved), desk.tied
    )


class _Desk:
    """Receives candidates one by one and remembers who is who."""

    def __init__(self, register: Register) -> None:
        self.registered: list[Registered] = []
        self.known: list[tuple[Person, Candidate]] = []
        self.contacts: dict[str, Contact] = {}
        self.without_row: dict[str, Candidate] = {}
        self.tied = _kept_ties(register)
        self._register = register
        self._numbers = dict(register.numbers)
        self._person_by_token = _people_by_token(register)
        self._deleted = _tokens_without_row(register)
        self._people_by_channel = _people_by_channel(register.contacts)

    def receive(self, candidate: Candidate) -> None:
        """One candidate: known, deleted, set aside or new."""
        tokens = origins(candidate.contact, candidate.role, self._register.secret, candidate.responses)
        person = next((self._person_by_token[t] for t in tokens if t in self._person_by_token), None)
        deleted = next((self._deleted[t] for t in tokens if t in self._deleted), None)
        if person:
            self._recognise(person, candidate)
            self._tie(tokens[: len(candidate.responses)], person.code)
        elif deleted:
            self.without_row[deleted] = candidate
            self._tie(tokens[: len(candidate.responses)], deleted)
        elif self._register.set_aside.isdisjoint(tokens):
            self._add(candidate, tokens)

    def _recognise(self, person: Person, candidate: Candidate) -> None:
        self.known.append((person, candidate))
        if person.code not in self._register.contacts:
            self.contacts.setdefault(person.code, candidate.contact)

    def _tie(self, responses: Iterable[str], code: str) -> None:
        """A response that was recognised by its contact is still theirs when the contact changes."""
        self.tied |= {token: code for token in responses if token not in self._person_by_token}

    def _add(self, candidate: Candidate, tokens: tuple[str, ...]) -> None:
        role = candidate.role
        code = f"{role.letter}-{self._numbers[role]:04d}"
        self._numbers[role] += 1
        person = Person(
            code=code,
            role=role,
            first_name=_name_to_say(candidate),
            received=candidate.received.date(),
            answers=candidate.answers,
            origins=tokens,
        )
        self.registered.append(
            Registered(person, candidate.contact, candidate, self._sharing(candidate, code))
        )
        self.contacts[code] = candidate.contact
        self._person_by_token |= dict.fromkeys(tokens, person)

    def _sharing(self, candidate: Candidate, code: str) -> tuple[str, ...]:
        """Who else gave the same telephone or e-mail; from now on this code does too."""
        others: set[str] = set()
        for channel in _channels(candidate.contact):
            there = self._people_by_channel.setdefault(channel, [])
            others.update(there)
            there.append(code)
        return tuple(sorted(others))


def is_secret_ours(people: Iterable[Person], contacts: Mapping[str, Contact], secret: bytes) -> bool:
    """Whether the origins in the workbook were made with this secret; an empty workbook fits any."""
    tied = [person for person in people if person.code in contacts and person.origins]
    return not tied or any(
        not set(person.origins).isdisjoint(origins(contacts[person.code], person.role, secret))
        for person in tied
    )


def _name_to_say(candidate: Candidate) -> str:
    """The first name as the team can read it, with the one in other letters beside it."""
    name, latin = candidate.contact.first_name, str(candidate.answers.get(LATIN_NAME, ""))
    return name if normalised(latin) in ("", normalised(name)) else f"{latin} ({name})"


def _changed_answer(person: Person, candidate: Candidate, form: Form, today: date) -> Iterator[ChangedAnswer]:
    answered_on = (candidate.updated or candidate.received).date()
    if answered_on <= person.received or today - answered_on > NOTICE:
        return
    shown = {question.code for question in form.of(person.role) if question.column}
    differing = {
        code: answer
        for code, answer in candidate.answers.items()
        if code in shown and answer != person.answers.get(code)
    }
    if differing:
        yield ChangedAnswer(person, answered_on, differing)


def _moved(
    person: Person, candidate: Candidate, register: Register, today: date
) -> Iterator[tuple[Person, date]]:
    """Somebody whom *Contacts* would no longer reach, as far as a later answer says."""
    answered_on = (candidate.updated or candidate.received).date()
    known = register.contacts.get(person.code)
    is_told = person.received < answered_on and today - answered_on <= NOTICE and candidate.responses
    if known and is_told and not set(_channels(known)) & set(_channels(candidate.contact)):
        yield person, answered_on


def _kept_ties(register: Register) -> dict[str, str]:
    known = {person.code for person in register.people} | register.contacts.keys()
    return {token: code for token, code in register.tied.items() if code in known}


def _people_by_token(register: Register) -> dict[str, Person]:
    """Who is known by which origin: what a row holds counts before what was tied to it later."""
    by_code = {person.code: person for person in register.people}
    tied = {token: by_code[code] for token, code in register.tied.items() if code in by_code}
    return tied | {token: person for person in register.people for token in person.origins}


def _tokens_without_row(register: Register) -> dict[str, str]:
    """The origins of people who stand in *Contacts* but no longer in the workbook."""
    there = {person.code for person in register.people}
    roles = {role.letter: role for role in Role}
    deleted = {code: contact for code, contact in register.contacts.items() if code not in there}
    tied = {token: code for token, code in register.tied.items() if code in deleted}
    return tied | {
        token: code
        for code, contact in deleted.items()
        for token in origins(contact, roles[code[0]], register.secret)
    }


def _people_by_channel(contacts: Mapping[str, Contact]) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for code, contact in sorted(contacts.items()):
        for channel in _channels(contact):
            people.setdefault(channel, []).append(code)
    return people


def _channels(contact: Contact) -> tuple[str, ...]:
    channels = (contact.phone or contact.phone_as_written, contact.email)
    return tuple(_flat(channel) for channel in channels if channel)


def _flat(text: str) -> str:
    return "".join(text.casefold().split())


def _token(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode(), "sha256").hexdigest()[:TOKEN_LENGTH]
