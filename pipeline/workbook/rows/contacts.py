"""Rows of *Contacts* ⇄ Contact."""

from __future__ import annotations

from datetime import date

from pipeline.vocabulary.people import Contact, Role
from pipeline.vocabulary.tables import Row, Table
from pipeline.words import Speaker
from pipeline.workbook.rows.reading import Reader


def read_contacts(table: Table) -> dict[str, Contact]:
    """Code → contact, from the confidential file."""
    readers = (Reader(table, row, "confidential") for row in table.rows)
    return {reader.code("code"): _contact_from(reader) for reader in readers if reader.code("code")}


def _contact_from(reader: Reader) -> Contact:
    return Contact(
        first_name=reader.text("first_name"),
        last_name=reader.text("last_name"),
        phone=reader.text("phone"),
        phone_as_written=reader.text("phone_as_written"),
        email=reader.text("email"),
        language=reader.text("language"),
    )


def row_from_contact(code: str, role: Role, contact: Contact, received: date, speaker: Speaker) -> Row:
    """A row of *Contacts*."""
    return {
        "code": code,
        "role": speaker.label("role", role.value),
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "phone": contact.phone,
        "phone_as_written": contact.phone_as_written,
        "email": contact.email,
        "language": contact.language,
        "received": received,
    }
