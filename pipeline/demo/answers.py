"""The synthetic answers: every application of the season, as tabs; nothing in them belongs to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.demo.applications import Application, fill_form
from pipeline.demo.cast import play
from pipeline.demo.lives import Draw, moment
from pipeline.demo.oddities import draw_oddities
from pipeline.demo.people import draw_candidates
from pipeline.vocabulary.people import Answer, Candidate

EDITED = 12
EDITED_DAYS_AGO = 2
"""The newcomer who comes back to their application, and when."""


def draw_applications(draw: Draw) -> tuple[Application, ...]:
    """Every application of the season: sound ones, an edit of one, and the odd ones."""
    people = [
        play(draw, person, index % draw.count + 1) for index, person in enumerate(draw_candidates(draw))
    ]
    sound = [fill_form(draw, person, index % draw.count + 1) for index, person in enumerate(people)]
    edits = [fill_form(draw, person, EDITED) for person in _edit(people[draw.count :], draw.today)]
    return (*sound, *edits, *draw_oddities(draw))


def _edit(newcomers: Sequence[Candidate], today: date) -> Iterator[Candidate]:
    """The same application with more in it, sent later: the form writes it over the first."""
    for candidate in newcomers[EDITED - 1 : EDITED]:
        answers = {code: _widen(code, answer) for code, answer in candidate.answers.items()}
        yield replace(candidate, answers=answers, received=moment(today, EDITED_DAYS_AGO, EDITED))


def _widen(code: str, answer: Answer) -> Answer:
    more = MORE.get(code, frozenset())
    return answer | more if isinstance(answer, frozenset) else answer


MORE = {
    "needs": frozenset({"people", "city"}),
    "free_time": frozenset({"sat-morning", "sat-afternoon", "sat-evening"}),
}
