"""The files of Drive: what a spreadsheet is to it, how it is found, copied, shared and exported."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tests.sheets.defaults import SPREADSHEET
from tests.sheets.kinds import Json, Refusal
from tests.sheets.notation import Box
from tests.sheets.rendering import Rendering
from tests.sheets.sheet import Area
from tests.sheets.spreadsheet import Spreadsheet
from tests.sheets.values import read_values

WRITERS = {"owner", "organizer", "fileOrganizer", "writer"}
CONDITION = re.compile(r"""(\w+)\s*(=|!=|contains)\s*["']?((?:[^"'\\]|\\.)*)["']?|'([^']+)'\s+in\s+parents""")


@dataclass
class File:
    """A spreadsheet with what Drive knows of it."""

    spreadsheet: Spreadsheet
    roles: dict[str, str] = field(default_factory=dict)
    parents: list[str] = field(default_factory=lambda: ["root"])
    is_trashed: bool = False

    def role_of(self, account: str) -> str | None:
        """What an account may do with the file; `anyone` is everybody."""
        return self.roles.get(account, self.roles.get("anyone"))

    def may_write(self, account: str) -> bool:
        """May this account change it?"""
        return self.role_of(account) in WRITERS

    def resource(self) -> Json:
        """A File resource of Drive."""
        return {
            "kind": "drive#file",
            "id": self.spreadsheet.id,
            "name": self.spreadsheet.title,
            "mimeType": SPREADSHEET,
            "createdTime": moment_text(self.spreadsheet.created),
            "modifiedTime": moment_text(self.spreadsheet.modified),
            "version": str(self.spreadsheet.version),
            "parents": self.parents,
            "trashed": self.is_trashed,
            "permissions": [permission(account, role) for account, role in self.roles.items()],
        }


def moment_text(moment: datetime) -> str:
    """A moment with milliseconds, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def permission(account: str, role: str) -> Json:
    """A Permission resource."""
    if account == "anyone":
        return {"kind": "drive#permission", "id": "anyoneWithLink", "type": "anyone", "role": role}
    key = f"id-{account}"
    return {"kind": "drive#permission", "id": key, "type": "user", "role": role, "emailAddress": account}


def fits(file: File, query: str) -> bool:
    """Does the file fulfil all conditions of a search?"""
    found = CONDITION.findall(query)
    if query and not found:
        raise Refusal("Invalid Value")
    return all(_holds(file, *condition) for condition in found)


def _holds(file: File, name: str, sign: str, wanted: str, parent: str) -> bool:
    if parent:
        return parent in file.parents
    held = {"mimeType": SPREADSHEET, "name": file.spreadsheet.title, "trashed": str(file.is_trashed).lower()}
    if name not in held:
        raise Refusal("Invalid Value")
    return COMPARISONS[sign](held[name], wanted)


COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda held, wanted: held == wanted,
    "!=": lambda held, wanted: held != wanted,
    "contains": lambda held, wanted: wanted.lower() in held.lower(),
}

SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def export(spreadsheet: Spreadsheet, kind: str) -> str:
    """The first tab as text, its cells as they are shown."""
    if kind not in SEPARATORS:
        raise Refusal(f"The stand-in does not export {kind}.", 501)
    first = spreadsheet.sheets[0]
    rows = read_values(spreadsheet, Area(first, Box()), Rendering(locale=spreadsheet.locale)).get(
        "values", []
    )
    text = io.StringIO()
    csv.writer(text, delimiter=SEPARATORS[kind], lineterminator="\r\n").writerows(rows)
    return text.getvalue().removesuffix("\r\n")
