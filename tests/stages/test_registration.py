"""Registration: who is new, who is known, and who shares a contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.registration import (
    Register,
    Registration,
    is_secret_ours,
    origins,
    register_candidates,
)
from pipeline.vocabulary.people import Candidate, Contact, Person, Role
from tests.builders import SECRET, TODAY, a_candidate, a_contact, a_newcomer, the_form

NUMBERS = {Role.NEWCOMER: 7, Role.CITIZEN: 3}


def register(
    *candidates: Candidate, people: tuple[Person, ...] = (), contacts: dict[str, Contact] | None = None
) -> Registration:
    known = Register(people, contacts or {}, SECRET, NUMBERS)
    return register_candidates(candidates, known, the_form(), TODAY)


def known_person(contact: Contact) -> Person:
    return a_newcomer("N-0001", origins=origins(contact, Role.NEWCOMER, SECRET))


def test_new_candidate_becomes_a_person() -> None:
    new = register(a_candidate()).registered[0]
    assert (new.person.code, new.person.first_name) == ("N-0007", "Samira")
    assert new.contact.phone == "+32470000001"


@pytest.mark.parametrize(
    "contact",
    [
        a_contact(),
        a_contact(first_name="SAMIRA "),
        a_contact(phone="+32470000099"),  # the e-mail is still the same
        a_contact(email=""),
    ],
)
def test_same_contact_and_name_is_known(contact: Contact) -> None:
    registration = register(a_candidate(contact=contact), people=(known_person(a_contact()),))
    assert registration.registered == ()


@pytest.mark.parametrize(
    "changes",
    [{"contact": a_contact(first_name="Omar")}, {"role": Role.CITIZEN}],
)
def test_shared_contact_is_flagged_for_people(changes: dict[str, object]) -> None:
    registration = register(
        a_candidate(**changes), people=(known_person(a_contact()),), contacts={"N-0001": a_contact()}
    )
    assert registration.registered[0].shares_contact_with == ("N-0001",)


def test_social_worker_registers_three_people() -> None:
    names = ("Amal", "Bilal", "Dina")
    candidates = [
        a_candidate(contact=a_contact(first_name=name), row=row) for row, name in enumerate(names, 2)
    ]
    registered = register(*candidates).registered
    assert [new.person.code for new in registered] == ["N-0007", "N-0008", "N-0009"]
    assert registered[2].shares_contact_with == ("N-0007", "N-0008")


def test_later_answer_is_announced_never_written() -> None:
    answers = {**a_newcomer().answers, "free_time": frozenset({"thu-evening"})}
    candidate = a_candidate(answers=answers, received=datetime(2026, 11, 20))
    registration = register(candidate, people=(known_person(a_contact()),), contacts={"N-0001": a_contact()})
    assert registration.registered == ()
    assert dict(registration.changed[0].answers) == {"free_time": frozenset({"thu-evening"})}


def test_contact_lost_in_a_crash_is_added() -> None:
    registration = register(a_candidate(), people=(known_person(a_contact()),))
    assert registration.contacts == {"N-0001": a_contact()}


def test_other_secret_is_noticed() -> None:
    people, contacts = (known_person(a_contact()),), {"N-0001": a_contact()}
    assert is_secret_ours(people, contacts, SECRET)
    assert not is_secret_ours(people, contacts, b"another")
    assert is_secret_ours((), {}, b"another")


def test_origins_hide_the_contact() -> None:
    tokens = " ".join(origins(a_contact(), Role.NEWCOMER, SECRET))
    assert "470000001" not in tokens
    assert "samira" not in tokens


def test_row_deleted_by_the_team_stays_away() -> None:
    registration = register(a_candidate(), contacts={"N-0001": a_contact()})
    assert registration.registered == ()
    assert set(registration.without_row) == {"N-0001"}


def test_damaged_row_is_not_registered_again() -> None:
    torn = frozenset(origins(a_contact(), Role.NEWCOMER, SECRET))
    registration = register_candidates(
        [a_candidate()], Register((), {}, SECRET, NUMBERS, torn), the_form(), TODAY
    )
    assert registration.registered == ()


def an_answer(response: str, **contact: str) -> Candidate:
    return a_candidate(
        contact=a_contact(**contact),
        responses=tuple(filter(None, [response])),
        received=datetime(2026, 11, 22, 9, 0),
    )


MOVED = {"phone": "+32470000099", "email": "autre@example.org"}


@pytest.mark.parametrize(
    ("response", "contact", "count"),
    [
        ("r1", {}, 0),
        ("r1", MOVED, 0),  # edited by its author
        ("r1", {**MOVED, "first_name": "Samira Exemple"}, 0),
        ("r2", {}, 0),  # sent again
        ("r2", MOVED, 1),  # somebody else of the same name
        ("", {}, 0),
        ("", MOVED, 1),
    ],
)
def test_a_response_is_its_persons(response: str, contact: dict[str, str], count: int) -> None:
    known = a_newcomer("N-0001", origins=origins(a_contact(), Role.NEWCOMER, SECRET, ["r1"]))
    assert len(register(an_answer(response, **contact), people=(known,)).registered) == count


def test_a_response_says_more_than_a_telephone() -> None:
    one, other = (
        a_newcomer(code, origins=origins(a_contact(phone=phone, email=""), Role.NEWCOMER, SECRET, [response]))
        for code, phone, response in (("N-0001", "+32470000001", "r1"), ("N-0002", "+32470000002", "r2"))
    )
    edited = an_answer("r2", phone="+32470000001", email="", first_name="Samira")
    answers = {**edited.answers, "free_time": frozenset({"thu-evening"})}
    changed = register(replace(edited, answers=answers), people=(one, other)).changed
    assert [change.person.code for change in changed] == ["N-0002"]


def test_an_earlier_row_is_tied_to_its_response() -> None:
    registration = register(an_answer("r1"), people=(known_person(a_contact()),))
    token = origins(a_contact(), Role.NEWCOMER, SECRET, ["r1"])[0]
    assert registration.tied == {token: "N-0001"}
    known = Register((known_person(a_contact()),), {}, SECRET, NUMBERS, tied=registration.tied)
    later = register_candidates([an_answer("r1", **MOVED)], known, the_form(), TODAY)
    assert (later.registered, later.tied) == ((), registration.tied)


def test_an_unknown_tie_ties_nobody() -> None:
    token = origins(a_contact(), Role.NEWCOMER, SECRET, ["r1"])[0]
    known = Register((), {}, SECRET, NUMBERS, tied={token: "N-0001"})
    registration = register_candidates([an_answer("r1")], known, the_form(), TODAY)
    assert (len(registration.registered), registration.tied) == (1, {})


@pytest.mark.parametrize(
    ("response", "contact", "count"),
    [("r1", MOVED, 1), ("r1", {"phone": "+32470000099"}, 0), ("r1", {}, 0)],
)
def test_another_contact_is_announced(response: str, contact: dict[str, str], count: int) -> None:
    known = a_newcomer("N-0001", origins=origins(a_contact(), Role.NEWCOMER, SECRET, ["r1"]))
    contacts = {"N-0001": a_contact()}
    moved = register(an_answer(response, **contact), people=(known,), contacts=contacts).moved
    assert len(moved) == count


@given(st.permutations([1, 2, 3, 4, 5]))
def test_order_of_rows_does_not_matter(order: list[int]) -> None:
    candidates = [
        a_candidate(
            contact=a_contact(first_name=f"Exemple {n}", phone=f"+3247000000{n}", email=""),
            received=datetime(2026, 11, n),
            row=n,
        )
        for n in order
    ]
    codes = {new.contact.first_name: new.person.code for new in register(*candidates).registered}
    assert codes == {f"Exemple {n}": f"N-{6 + n:04d}" for n in range(1, 6)}


@pytest.mark.parametrize(
    ("name", "latin", "shown"),
    [
        ("أمل", "Amal", "Amal (أمل)"),
        ("Samira", "", "Samira"),
        ("Samira", "samira ", "Samira"),
        ("Ірина", "", "Ірина"),
    ],
)
def test_a_name_can_be_said(name: str, latin: str, shown: str) -> None:
    answers = {**a_candidate().answers, "first_name_latin": latin} if latin else a_candidate().answers
    (new,) = register(a_candidate(contact=a_contact(first_name=name), answers=answers)).registered
    assert new.person.first_name == shown
    assert new.contact.first_name == name
