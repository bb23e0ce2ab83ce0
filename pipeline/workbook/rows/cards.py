"""Newcomers beside volunteers → rows of *Côte à côte*."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.answers import write_column
from pipeline.vocabulary.cards import SideBySide
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Cell, Row
from pipeline.words import Speaker

NAMED = 20  # codes that one cell holds


def rows_side_by_side(one: SideBySide, form: Form, speaker: Speaker) -> Iterator[Row]:
    """The newcomer's own row, then one for each volunteer, in the same columns."""
    newcomer = f"{one.newcomer.code} · {one.newcomer.first_name}"
    for person in (one.newcomer, *one.citizens):
        who = {"newcomer": newcomer, "who": f"{person.code} · {person.first_name}"}
        others = speaker.say(say_others(one)) if person is one.newcomer and one.others else ""
        yield {**who, **_answers(person, form, speaker), "others": others}


def say_others(one: SideBySide) -> Sentence:
    """Who else is possible, by code; a few of them where they are many."""
    named, left = one.others[:NAMED], len(one.others) - NAMED
    if left > 0:
        return sentence("cards.others_and_more", codes=named, count=left)
    return sentence("cards.others", codes=named)


def _answers(person: Person, form: Form, speaker: Speaker) -> dict[str, Cell]:
    cells = {
        name: write_column(questions, person.answers, speaker)
        for name, questions in form.columns(person.role).items()
        if name != "places"
    }
    either = [cells.pop(name) for name in ("needs", "offers") if name in cells]
    return {**cells, "needs_or_offers": "\n".join(str(cell) for cell in either if cell)}
