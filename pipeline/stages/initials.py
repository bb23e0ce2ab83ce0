"""Initials: whoever the team has noted beside people, proposals and duos in; initials that nobody has, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import DuoState, ProposalState, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Team
from pipeline.vocabulary.sentences import Label, sentence
from pipeline.vocabulary.todo import Task

OVER = (Stage.NOT_NOW, Stage.CLOSED)
NAMED = 3  # rows that are named, of those with the same initials
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Noted:
    """Initials in a cell: the tab, the column, whose row it is and where it stands."""

    tab: str
    field: str
    text: str
    code: str
    row: int | None


def find_strangers(
    people: Iterable[Person], proposals: Iterable[Proposal], duos: Iterable[Duo], team: Iterable[Team]
) -> Iterator[Task]:
    """One line for all rows of a column with the same unknown initials; what is over is left as it is."""
    known = {
        word.casefold(): member.initials for member in team for word in (member.initials, member.first_name)
    }
    by_cell: dict[tuple[str, str, str], list[Noted]] = {}
    for noted in (*_of_people(people), *_of_proposals(proposals), *_of_duos(duos)):
        words = [word.casefold() for word in WORD.findall(noted.text)]
        if words and known and known.keys().isdisjoint(words):
            by_cell.setdefault((noted.tab, noted.field, noted.text.casefold()), []).append(noted)
    for rows in by_cell.values():
        yield _ask(rows, tuple(dict.fromkeys(known.values())))


def _ask(rows: list[Noted], team: tuple[str, ...]) -> Task:
    first, codes = rows[0], [noted.code for noted in rows]
    return Task(
        what=sentence("todo.initials", found=first.text, column=Label("heading", first.field)),
        who=", ".join(codes[:NAMED] + (["…"] if len(codes) > NAMED else [])),
        because=sentence("because.initials", team=team),
        where=first.tab,
        row=first.row,
    )


def _of_people(people: Iterable[Person]) -> Iterator[Noted]:
    for one in people:
        if one.stage not in OVER:
            yield Noted(f"{one.role}s", "followed_by", one.followed_by, one.code, one.row)


def _of_proposals(proposals: Iterable[Proposal]) -> Iterator[Noted]:
    for one in proposals:
        if one.state is ProposalState.OPEN:
            code = one.code or " + ".join(one.pair)
            yield Noted("proposals", "decided_by", one.decided_by, code, one.row)


def _of_duos(duos: Iterable[Duo]) -> Iterator[Noted]:
    for one in duos:
        if one.state is DuoState.RUNNING and not one.closed_on:
            yield Noted("duos", "referent", one.referent, one.code, one.row)
