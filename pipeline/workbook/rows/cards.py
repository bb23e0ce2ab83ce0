"""Newcomers beside volunteers → rows of *Côte à côte*; rows of *Cartes* ⇄ Card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.answers import write_column
from pipeline.vocabulary.cards import Card, CardChoice, SideBySide
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Cell, Row, Table
from pipeline.words import Speaker
from pipeline.workbook.rows.reading import Reader, pair_of, read_rows
from pipeline.workbook.rows.saying import with_name

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
        return sentence("file.others_and_more", codes=named, count=left)
    return sentence("file.others", codes=named)


def read_cards(table: Table) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """The cards of the workbook."""
    return read_rows(table, _card_from, lambda card: card.code, shown="letter")


def row_from_card(card: Card, names: Mapping[str, str]) -> Row:
    """The grey cells of a new card’s row; `names` holds first names by code."""
    return {
        "newcomer": with_name(card.newcomer, names),
        "letter": card.letter,
        "citizen": with_name(card.citizen, names),
        "card_text": card.text,
        "dealt_on": card.dealt_on,
        "code": card.code,
    }


def _card_from(reader: Reader) -> Card | None:
    newcomer, citizen = pair_of(reader)
    letter = reader.text("letter")
    if not (newcomer and citizen and letter):
        if letter or reader.text("newcomer") or reader.text("citizen"):
            reader.report("row_card", "newcomer")
        return None
    return Card(
        newcomer=newcomer,
        letter=letter,
        citizen=citizen,
        dealt_on=reader.day("dealt_on"),
        choice=reader.choice("card_choice", "card_choice", CardChoice),
        row=reader.row.number,
    )


def _answers(person: Person, form: Form, speaker: Speaker) -> dict[str, Cell]:
    cells = {
        name: write_column(questions, person.answers, speaker)
        for name, questions in form.columns(person.role).items()
        if name != "places"
    }
    either = [cells.pop(name) for name in ("needs", "offers") if name in cells]
    return {**cells, "needs_or_offers": "\n".join(str(cell) for cell in either if cell)}
