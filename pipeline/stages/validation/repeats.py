"""Candidates of all tabs in; each applicant once out, and who shares a contact with somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace

from rapidfuzz import fuzz

from pipeline.stages.validation.tabs import FILE
from pipeline.vocabulary.people import Candidate, Contact, Role
from pipeline.vocabulary.problems import Problem, Where
from pipeline.words import normalised

SAME_NAME = 60  # family names less alike than this, of 100, belong to two people

Place = tuple[str, int]


def merge_repeats(candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """One candidate for the same side, contact and first name: the latest answers, the earliest date.

    Anything else that shares a contact (a couple, somebody who helps ten people) stays apart and is told of.
    """
    groups = _grouped(sorted(candidates, key=_order))
    merged = tuple(sorted((_merged(group) for group in groups), key=_order))
    return merged, (*_repeats(groups), *_shared(merged))


def place_of(candidate: Candidate) -> Place:
    """Where a candidate's row stands."""
    return (candidate.tab, candidate.row)


def _where(candidate: Candidate) -> Where:
    return Where(FILE, candidate.tab, candidate.row, None, f"A{candidate.row}", candidate.tab)


def _order(candidate: Candidate) -> tuple[object, ...]:
    contact = candidate.contact
    return (candidate.received, candidate.role.value, contact.first_name, contact.phone, contact.email,
            candidate.tab, candidate.row)  # fmt: skip


def channels(contact: Contact) -> frozenset[str]:
    """What reaches somebody: the telephone, or what was written for it, and the e-mail address."""
    phone = contact.phone or "".join(char for char in contact.phone_as_written if char.isalnum())
    return frozenset(filter(None, (phone, contact.email.casefold())))


def _grouped(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    groups: dict[int, list[Candidate]] = {}
    by_key: dict[tuple[Role, str, str], list[int]] = {}
    for number, candidate in enumerate(candidates):
        name = normalised(candidate.contact.first_name)
        keys = [(candidate.role, name, channel) for channel in channels(candidate.contact)]
        near = dict.fromkeys(at for key in keys for at in by_key.get(key, ()) if at in groups)
        same = [at for at in near if all(_may_be_one(candidate, other) for other in groups[at])]
        joined = [other for at in same for other in groups.pop(at)]
        groups[number] = sorted([*joined, candidate], key=_order)
        for member in groups[number]:
            for channel in channels(member.contact):
                by_key.setdefault((candidate.role, name, channel), []).append(number)
    return list(groups.values())


def _may_be_one(one: Candidate, other: Candidate) -> bool:
    """Whether two family names may be one person's: missing, or much alike."""
    names = [normalised(candidate.contact.last_name) for candidate in (one, other)]
    return not all(names) or fuzz.token_set_ratio(*names) >= SAME_NAME


def _merged(group: Sequence[Candidate]) -> Candidate:
    latest, first = group[-1], group[0]
    if latest is first:
        return latest
    answers = {code: answer for candidate in group for code, answer in candidate.answers.items()}
    contact = latest.contact
    for earlier in reversed(group[:-1]):
        contact = _completed(contact, earlier.contact)
    responses = tuple(dict.fromkeys(one for candidate in group for one in candidate.responses))
    return replace(latest, received=first.received, updated=latest.received, answers=answers, contact=contact,
                   responses=responses)  # fmt: skip


def _completed(contact: Contact, earlier: Contact) -> Contact:
    """A contact with what was only said earlier; a telephone and its wording stay together."""
    missing = {item.name for item in fields(Contact) if not getattr(contact, item.name)}
    if contact.phone or contact.phone_as_written:
        missing -= {"phone", "phone_as_written"}
    return replace(contact, **{name: getattr(earlier, name) for name in missing})


def _repeats(groups: Iterable[Sequence[Candidate]]) -> Iterator[Problem]:
    for group in groups:
        latest = group[-1]
        for earlier in group[:-1]:
            where = _where(earlier)
            details = {"received": latest.received.date(), "name": latest.contact.first_name,
                       "tab": latest.tab, "row": str(latest.row)}  # fmt: skip
            yield Problem("repeated_application", where, details)


def _shared(candidates: Sequence[Candidate]) -> Iterator[Problem]:
    for group in _sharing(candidates):
        latest = group[-1]
        others = tuple(f"{other.contact.first_name} ({other.tab}, {other.row})" for other in group[:-1])
        details = {"received": latest.received.date(), "name": latest.contact.first_name, "others": others}
        yield Problem("shared_contact", _where(latest), details)


def _sharing(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Groups of two or more candidates who can be reached in the same way, directly or through a third."""
    group_of: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        found = {id(group_of[way]): group_of[way] for way in channels(candidate.contact) if way in group_of}
        joined = [member for group in found.values() for member in group] + [candidate]
        for member in joined:
            group_of |= dict.fromkeys(channels(member.contact), joined)
    for group in {id(group): group for group in group_of.values()}.values():
        if len(group) > 1:
            yield sorted(group, key=_order)
