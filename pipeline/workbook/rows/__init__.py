"""Rows ⇄ people, proposals and duos: cells in the workbook's language on one side, nouns on the other.

Reading understands every language and never fails: what cannot be read becomes a Problem with its cell,
and the row is used without it.
"""

from pipeline.workbook.rows.cards import read_cards, row_from_card, rows_side_by_side
from pipeline.workbook.rows.contacts import read_contacts, row_from_contact
from pipeline.workbook.rows.duos import duo_state_cell, read_duos, read_last_news, row_from_duo
from pipeline.workbook.rows.identifiers import read_identifiers, rows_from_identifiers
from pipeline.workbook.rows.people import cells_of_team, read_people, row_from_person
from pipeline.workbook.rows.proposals import proposal_state_cell, read_proposals, row_from_proposal
from pipeline.workbook.rows.reading import CODE
from pipeline.workbook.rows.saying import bullets, with_name
from pipeline.workbook.rows.sessions import read_sessions, row_from_seat
from pipeline.workbook.rows.wishes import read_wishes

__all__ = [
    "CODE",
    "bullets",
    "cells_of_team",
    "duo_state_cell",
    "proposal_state_cell",
    "read_cards",
    "read_contacts",
    "read_duos",
    "read_identifiers",
    "read_last_news",
    "read_people",
    "read_proposals",
    "read_sessions",
    "read_wishes",
    "row_from_card",
    "row_from_contact",
    "row_from_duo",
    "row_from_person",
    "row_from_proposal",
    "row_from_seat",
    "rows_from_identifiers",
    "rows_side_by_side",
    "with_name",
]
