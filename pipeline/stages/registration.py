"""Registration: candidates in; new people, their contacts, and answers that changed out.

A response is tied to its person by origins: keyed hashes of side, contact and first name, so that the workbook
itself says who is already there without holding a telephone number.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Answer, Candidate, Contact, Person, Role

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
    """What the candidates of a run become; `contacts` are those that the confidential file lacks, by code."""

    registered: tuple[Registered, ...] = ()
    changed: tuple[ChangedAnswer, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)


def origins(contact: Contact, role: Role, secret: bytes) -> frozenset[str]:
    """The tokens of a contact: one for the telephone, one for the e-mail, each with side and first name."""
    name = _flat(contact.first_name)
    return frozenset(_token(secret, role.value, channel, name) for channel in _channels(contact))


def register_candidates(
    candidates: Iterable[Candidate],
    people: Sequence[Person],
    contacts: Mapping[str, Contact],
    form: Form,
    *,
    secret: bytes,
    numbers: Mapping[Role, int],
    today: date,
) -> Registration:
    """Each candidate is a person already known, by the same contact and first name, or becomes a new one.

    `numbers` holds each side's next free number. A later answer changes nothing: it is announced.
    """
    known = {token: person for person in people for token in person.origins}
    by_channel = _people_by_channel(contacts)
    numbers = dict(numbers)
    registered: list[Registered] = []
    changed: list[ChangedAnswer] = []
    missing: dict[str, Contact] = {}
    for candidate in sorted(candidates, key=lambda candidate: (candidate.received, candidate.tab, candidate.row)):
        tokens = origins(candidate.contact, candidate.role, secret)
        person = next((known[token] for token in sorted(tokens) if token in known), None)
        if person is None:
            new = _new_person(candidate, tokens, numbers, by_channel)
            registered.append(new)
            known |= dict.fromkeys(tokens, new.person)
            missing[new.person.code] = candidate.contact
            continue
        if person.code not in contacts and person.code not in missing:
            missing[person.code] = candidate.contact
        changed.extend(_changed_answer(person, candidate, form, today))
    return Registration(tuple(registered), tuple(changed), missing)


def is_secret_ours(people: Iterable[Person], contacts: Mapping[str, Contact], secret: bytes) -> bool:
    """Whether the origins in the workbook were made with this secret; an empty workbook fits any."""
    tied = [person for person in people if person.code in contacts and person.origins]
    return not tied or any(
        origins(contacts[person.code], person.role, secret) & person.origins for person in tied
    )


def _new_person(
    candidate: Candidate,
    tokens: frozenset[str],
    numbers: dict[Role, int],
    by_channel: dict[str, list[str]],
) -> Registered:
    role = candidate.role
    code = f"{role.letter}-{numbers[role]:04d}"
    numbers[role] += 1
    shared = sorted({other for channel in _channels(candidate.contact) for other in by_channel.get(channel, [])})
    for channel in _channels(candidate.contact):
        by_channel.setdefault(channel, []).append(code)
    person = Person(
        code=code,
        role=role,
        first_name=candidate.contact.first_name,
        received=candidate.received.date(),
        answers=candidate.answers,
        origins=tokens,
    )
    return Registered(person, candidate.contact, candidate, tuple(shared))


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
