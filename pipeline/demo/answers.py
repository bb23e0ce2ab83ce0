"""The synthetic answers: every application of the season, as tabs; nothing in them belongs to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.demo.applications import Application, ask_for_call, fill_form
from pipeline.demo.callers import draw_callers
from pipeline.demo.cast import play
from pipeline.demo.lives import Draw, moment
from pipeline.demo.oddities import draw_odd_people, draw_oddities
from pipeline.demo.people import draw_candidates
from pipeline.vocabulary.form import CALL_ME
from pipeline.vocabulary.people import Answer, Answers, Candidate, Role

EDITED = 12
EDITED_DAYS_AGO = 2
"""The newcomer who comes back to their application, and when."""


def draw_told(draw: Draw) -> dict[str, Answers]:
    """What everybody says when they are called, by the telephone number at which they answer."""
    callers = (candidate for _, candidate, _ in draw_callers(draw))
    people = (*_people(draw), *draw_odd_people(draw), *callers)
    shown = {question.code for role in Role for question in draw.form.of(role) if question.column}
    return {
        person.contact.phone: {code: answer for code, answer in person.answers.items() if code in shown}
        for person in people
    }


def _people(draw: Draw) -> list[Candidate]:
    """Everybody who applies soundly, those with a story among them."""
    drawn = enumerate(draw_candidates(draw))
    return [play(draw, person, index % draw.count + 1) for index, person in drawn]


def draw_applications(draw: Draw) -> tuple[Application, ...]:
    """Every application of the season: sound ones, an edit of one, the odd ones, and calls asked for."""
    people = _people(draw)
    sound = [fill_form(draw, person, index % draw.count + 1) for index, person in enumerate(people)]
    edits = [fill_form(draw, person, EDITED) for person in _edit(people[draw.count :], draw.today)]
    return (*sound, *edits, *draw_oddities(draw), *_calls(draw))


def _calls(draw: Draw) -> Iterator[Application]:
    """Those who would rather be called, where the form offers it."""
    if CALL_ME in draw.form.form_by_code:
        for number, candidate, when in draw_callers(draw):
            yield ask_for_call(draw, candidate, number, when)


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
