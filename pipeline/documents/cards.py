"""Cards: what lies on the table in the mode *dossiers* in; for each newcomer, a page in their language to choose from, out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.documents.page import Printer
from pipeline.modes.dossiers import lay_out
from pipeline.modes.situation import see
from pipeline.stages.portraits import Gallery, Line
from pipeline.vocabulary.season import Season


@dataclass(frozen=True)
class Face:
    """A card as it is printed: its letter and what it says, nothing of who is behind it."""

    letter: str
    lines: tuple[Line, ...]


def print_cards(season: Season, today: date) -> dict[str, str]:
    """One page for each newcomer with cards, by file name."""
    situation = see(season, today)
    people = {person.code: person for person in situation.ready}
    gallery = Gallery(season.programme.matching, season.form)
    pages: dict[str, str] = {}
    for code, cards in lay_out(situation).items():
        newcomer = people[code]
        faces = [Face(card.letter, gallery.portray(people[card.citizen], newcomer)) for card in cards]
        language = gallery.language_for(
            newcomer, situation.languages.get(code, ""), season.programme.languages.workbook
        )
        printer = Printer(season.programme, season.form, language)
        pages[f"{code}.html"] = printer.render(
            "cards.html",
            title=printer.said("cards.title"),
            cards=faces,
            code=code,
            phone=season.programme.organisation.phone,
            is_reviewed=season.form.is_reviewed(language),
        )
    return pages
