"""Everything the stand-in holds: files, forms, accounts, faults in store, and the log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.sheets.accounts import Accounts
from tests.sheets.defaults import new_properties
from tests.sheets.discovery import Route
from tests.sheets.exchange import Call
from tests.sheets.faults import Faults, Quota
from tests.sheets.files import File
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.identifiers import Identifiers
from tests.sheets.kinds import Json, Refusal
from tests.sheets.log import Log
from tests.sheets.spreadsheet import Spreadsheet

ROBOT = "duos@example.iam.gserviceaccount.com"


@dataclass(frozen=True)
class Request:
    """A call that is understood: who asks for which operation with what."""

    call: Call
    route: Route
    account: str
    body: Json

    @property
    def variables(self) -> dict[str, str]:
        return self.route.variables


@dataclass
class World:
    """Files, forms, accounts; faults in store; what happens before each call; the log."""

    hypotheses: Hypotheses = LIKELY
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    seed: int = 0
    validating: bool = True
    files: dict[str, File] = field(default_factory=dict)
    forms: dict[str, Any] = field(default_factory=dict)
    accounts: Accounts = field(default_factory=Accounts)
    faults: Faults = field(default_factory=Faults)
    quota: Quota | None = None
    before_each: list[Callable[[Call], None]] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    violations: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    identifiers: Identifiers = field(init=False)

    def __post_init__(self) -> None:
        self.identifiers = Identifiers(self.seed)

    def create(
        self, title: str = "Duos", key: str | None = None, shared_with: Iterable[str] = (ROBOT,)
    ) -> Spreadsheet:
        """A new spreadsheet, shared with these accounts as writers."""
        key = key or self.identifiers.key()
        spreadsheet = Spreadsheet(key, new_properties(title), self.identifiers, self.hypotheses, self.clock)
        self.files[key] = File(spreadsheet, dict.fromkeys(shared_with, "writer"))
        return spreadsheet

    def share(self, key: str, account: str, role: str | None = "writer") -> None:
        """Let an account read or write a file; without a role it may do neither."""
        roles = self.files[key].roles
        roles.pop(account, None)
        if role:
            roles[account] = role

    def file(self, request: Request, key: str, writing: bool = False) -> File:
        """The file of a request, if its account may read it, or write it."""
        file = self.files.get(key)
        if file is None:
            raise Refusal("Requested entity was not found.", 404)
        may = file.may_write(request.account) if writing else file.role_of(request.account)
        if not may:
            raise Refusal("The caller does not have permission", 403)
        return file
