"""Access: an organisation's settings for Google in; a connection that is made when it is first needed out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.programme import Files
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.google.client import (
    APIError,
    GoogleAuthError,
    Habits,
    PatientClient,
    RefreshError,
    Unavailable,
    UncertainWrite,
    connect,
)
from pipeline.workbook.google.credentials import FORMS, SHEETS, account_of, find_credentials
from pipeline.workbook.google.patience import Clock
from pipeline.workbook.google.refusals import Purpose, explain

GOOGLE, FORM = "google:", "forms:"
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Access:
    """How Google is reached. Nothing secret stands in here: only where the key lies."""

    credentials: Path | None = None
    base_url: str = ""
    scopes: tuple[str, ...] = (SHEETS,)


def access_to(files: Files, folder: Path) -> Access:
    """The settings of programme.yaml, and of the environment, which wins."""
    named = os.environ.get("DUOS_GOOGLE_CREDENTIALS") or files.google.credentials
    base_url = os.environ.get("DUOS_GOOGLE_BASE_URL") or files.google.base_url
    addresses = (files.answers, files.workbook, files.confidential)
    return Access(
        folder / Path(named).expanduser() if named else None, base_url.rstrip("/"), tuple(_scopes(addresses))
    )


def _scopes(addresses: Iterable[str]) -> Iterator[str]:
    """Only what the addresses need."""
    if any(address.startswith(GOOGLE) for address in addresses):
        yield SHEETS
    if any(address.startswith(FORM) for address in addresses):
        yield from FORMS


def key_of(address: str, prefix: str = GOOGLE) -> str:
    """What comes after the prefix of an address; empty where it has another one."""
    return address.removeprefix(prefix).strip() if address.startswith(prefix) else ""


@dataclass
class Connection:
    """A client that is made when it is first used; whatever it meets is explained with what to click."""

    access: Access
    speaker: Speaker = field(default_factory=lambda: Speaker("en"))
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def habits(self) -> Habits:
        """Shared by every call of a run."""
        host = urlsplit(self.access.base_url)
        is_here = host.scheme == "http" and host.hostname in HERE
        if self.access.base_url and host.scheme != "https" and not is_here:
            said = sentence("google.base_url", address=self.access.base_url)
            raise WorkbookError(self.speaker.say(said))
        return Habits(self.clock, self.access.base_url)

    @cached_property
    def credentials(self) -> Any:
        """Whoever Duos is at Google."""
        return find_credentials(self.access.credentials, self.access.scopes, self.speaker)

    @cached_property
    def account(self) -> str:
        """The address to share with."""
        return account_of(self.credentials) or self.speaker.say(sentence("google.this_account"))

    @cached_property
    def client(self) -> PatientClient:
        """Gspread's client with our habits."""
        return connect(self.credentials, self.habits)

    def count(self, address: str) -> int:
        """How often Google was asked for something about the documents of an address."""
        keys = address.partition(":")[2].split(",")
        return sum(self.habits.counts[key.strip()] for key in keys) if "habits" in self.__dict__ else 0

    @contextmanager
    def explained(self, address: str, purpose: Purpose = Purpose.READ) -> Iterator[None]:
        """Whatever goes wrong inside becomes a WorkbookError that says what to do; what passes by itself, a busy one."""
        try:
            yield
        except APIError as error:
            means = explain(error, address, self.account, self.access.scopes, purpose)
            raise WorkbookError(self.speaker.say(means)) from error
        except (Unavailable, UncertainWrite) as error:
            raise self._busy(_trouble(error), address) from error
        except GoogleAuthError as error:
            # Not `from error`: what the token endpoint answers is not for logs.
            raise self._unknown(error, address) from None

    def _busy(self, code: str, address: str) -> WorkbookBusyError:
        said = sentence(code, address=address, minutes=round(self.habits.deadline / 60))
        return WorkbookBusyError(self.speaker.say(said))

    def _unknown(self, error: GoogleAuthError, address: str) -> WorkbookError:
        """Nobody came in: because Google is in trouble, because of the key, or because there is none."""
        if error.retryable:
            return self._busy("google.unavailable", address)
        code = "google.key_refused" if isinstance(error, RefreshError) else "google.no_credentials"
        return WorkbookError(self.speaker.say(sentence(code)))


def _trouble(error: Unavailable | UncertainWrite) -> str:
    if isinstance(error, UncertainWrite):
        return "google.uncertain"
    return "google.rationed" if error.is_rationed else "google.unavailable"
