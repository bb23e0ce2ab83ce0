"""The client: gspread's, with a deadline, a pace and patience. A write is never sent twice."""

from __future__ import annotations

import json as text
import re
from collections import Counter
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread import Client
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from requests import RequestException, Response

from pipeline.workbook.google.patience import (
    DEADLINE,
    TIMEOUT,
    TOO_MANY,
    TROUBLED,
    Clock,
    Pace,
    is_worth_retrying,
    seconds_wished,
)

GOOGLE = re.compile(r"^https://(?:sheets|forms)\.googleapis\.com")
DOCUMENT = re.compile(r"/v\d/(?:spreadsheets|forms)/([\w-]+)")
ASKING = re.compile(r":(?:batchGet|getByDataFilter|batchGetByDataFilter)$")  # reads that are sent by POST


class UncertainWrite(Exception):  # noqa: N818  # it says what is not known, not what is wrong
    """A write was sent and nobody knows whether it was carried out: read again before anything else."""


class Unavailable(Exception):  # noqa: N818  # as above
    """The deadline passed without an answer; `is_rationed`: Google said each time that it was asked too often."""

    def __init__(self, *, is_rationed: bool = False) -> None:
        super().__init__()
        self.is_rationed = is_rationed


@dataclass
class Habits:
    """How a client behaves: where Google is, and how long it waits. Shared by all calls of a run, which it counts."""

    clock: Clock = field(default_factory=Clock)
    base_url: str = ""
    deadline: float = DEADLINE
    timeout: tuple[float, float] = TIMEOUT
    counts: Counter[str] = field(default_factory=Counter)  # document → calls

    def __post_init__(self) -> None:
        self.pace = Pace(self.clock)


class PatientClient(HTTPClient):
    """gspread's HTTP client with our habits."""

    habits: Habits

    def request(  # noqa: PLR0913, PLR0917  # the library's own signature
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> Response:
        """One call: its answer, an APIError, UncertainWrite or Unavailable."""
        is_read = method.lower() == "get" or bool(ASKING.search(endpoint))
        options = {"method": method, "params": params, **_body(data, json, headers)}
        until, attempt = self.habits.clock.now() + self.habits.deadline, 0
        while True:
            outcome = self._try(endpoint, options, is_read, until)
            if isinstance(outcome, Response):
                return outcome
            pause = self.habits.clock.pause(attempt, outcome.seconds)
            if self.habits.clock.now() + pause > until:
                raise Unavailable(is_rationed=outcome.is_rationed)
            self.habits.clock.sleep(pause)
            attempt += 1

    def _try(self, endpoint: str, options: dict[str, Any], is_read: bool, until: float) -> Response | Pause:
        """The answer, or how long to wait before asking again; nobody waits for it beyond the deadline."""
        self.habits.pace.take_turn(is_read)
        left = until - self.habits.clock.now()
        if left <= 0:
            raise Unavailable
        self._count(endpoint)
        connecting, answering = self.habits.timeout
        address = GOOGLE.sub(self.habits.base_url, endpoint) if self.habits.base_url else endpoint
        try:
            response = self.session.request(
                url=address,
                timeout=(min(connecting, left), min(answering, left)),
                allow_redirects=False,
                **options,
            )
        except TransportError:
            return Pause()  # no token yet: the call itself was not sent
        except RequestException as error:
            return _after_silence(error, is_read)
        return _judge(response, is_read)

    def _count(self, endpoint: str) -> None:
        found = DOCUMENT.search(endpoint)
        self.habits.counts[found[1] if found else ""] += 1


@dataclass(frozen=True)
class Pause:
    """Ask again, after so many seconds if the server named them."""

    seconds: float | None = None
    is_rationed: bool = False


def connect(credentials: Any, habits: Habits) -> PatientClient:
    """A client of gspread's that speaks with these credentials and these habits."""
    client = Client(auth=credentials, http_client=PatientClient).http_client
    assert isinstance(client, PatientClient)  # noqa: S101  # gspread makes what it is given
    client.habits = habits
    return client


def _body(
    data: bytes | None, json: Mapping[str, Any] | None, headers: MutableMapping[str, str] | None
) -> dict[str, Any]:
    """JSON as UTF-8 without spaces: a third of what escaped Arabic or Ukrainian would take."""
    if json is None:
        return {"data": data, "headers": headers}
    written = text.dumps(json, ensure_ascii=False, separators=(",", ":")).encode()
    return {"data": written, "headers": {**(headers or {}), "Content-Type": "application/json"}}


def _after_silence(error: RequestException, is_read: bool) -> Pause:
    if is_read:
        return Pause()
    raise UncertainWrite from error


def _judge(response: Response, is_read: bool) -> Response | Pause:
    if response.ok and _is_json(response):
        return response
    if is_worth_retrying(response.status_code, is_read) or (response.ok and is_read):
        wished = seconds_wished(response.headers.get("Retry-After"))
        return Pause(wished, is_rationed=response.status_code == TOO_MANY)
    if response.ok or response.status_code in TROUBLED:
        raise UncertainWrite
    raise APIError(response)


def _is_json(response: Response) -> bool:
    try:
        response.json()
    except ValueError:
        return False
    return True


__all__ = [
    "APIError",
    "GoogleAuthError",
    "Habits",
    "PatientClient",
    "RefreshError",
    "Unavailable",
    "UncertainWrite",
    "connect",
]
