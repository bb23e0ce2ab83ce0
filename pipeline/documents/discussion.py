"""Discussion sheets: open proposals of the mode *discussed* in; one sheet for the call with each newcomer out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.documents.page import Printer
from pipeline.matching import explain_pairs
from pipeline.vocabulary.duos import Explanation, Proposal
from pipeline.vocabulary.journey import ProposalState, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.season import Season


@dataclass(frozen=True)
class Choice:
    """One of the people whom a newcomer hears of."""

    proposal: Proposal
    newcomer: Person
    citizen: Person
    explanation: Explanation

    @property
    def answers(self) -> tuple[tuple[str, str, Reply | None], ...]:
        """Whose answer is to be noted, and what they have answered so far."""
        return (
            (self.newcomer.first_name, self.newcomer.code, self.proposal.newcomer_reply),
            (self.citizen.first_name, self.citizen.code, self.proposal.citizen_reply),
        )


def print_discussions(season: Season, today: date) -> dict[str, str]:
    """One sheet for each newcomer with open choices, by file name: the choices in their order, with room for answers."""
    people = {person.code: person for person in season.people if person.code not in season.set_aside}
    on_table = [one for one in season.proposals if _is_discussed(one, people)]
    said = explain_pairs(
        people.values(), season.programme, season.form, [one.pair for one in on_table], today
    )
    printer = Printer(season.programme, season.form)
    return {
        f"{newcomer.code}.html": _print_sheet(printer, newcomer, choices)
        for newcomer, choices in _sheets(on_table, people, said)
    }


def _is_discussed(proposal: Proposal, people: Mapping[str, Person]) -> bool:
    is_open = proposal.state is ProposalState.OPEN and bool(proposal.code)
    return is_open and all(code in people for code in proposal.pair)


def _sheets(
    proposals: Sequence[Proposal], people: Mapping[str, Person], said: Mapping[tuple[str, str], Explanation]
) -> Iterator[tuple[Person, tuple[Choice, ...]]]:
    """Each newcomer with their choices, the first one first."""
    ordered = sorted(proposals, key=lambda one: (one.newcomer, one.choice or 1, one.code))
    for code in dict.fromkeys(one.newcomer for one in ordered):
        own = [one for one in ordered if one.newcomer == code]
        yield (
            people[code],
            tuple(Choice(one, people[code], people[one.citizen], said[one.pair]) for one in own),
        )


def _print_sheet(printer: Printer, newcomer: Person, choices: Sequence[Choice]) -> str:
    title = printer.told("discussion", name=newcomer.first_name, code=newcomer.code)
    return printer.render("discussion.html", title=title, newcomer=newcomer, choices=choices)
