"""Envelopes in, from a file or over the network; the letters in them, and what could not be opened, out."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from pipeline.forms.inbox import Envelope, Inbox
from pipeline.forms.seals import Ring
from pipeline.forms.submission import Application
from pipeline.vocabulary.problems import DuosError, Problem, Where
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

TIMEOUT_SECONDS = 30
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PLACE = Where("inbox", "inbox")
MOST_BYTES = 200_000_000


class DeliveryError(DuosError):
    """Answers could not be fetched."""

    status = 75


@dataclass(frozen=True)
class Letter:
    """An application with its number and the moment at which it came in, by the organisation's clock."""

    number: str
    received: datetime
    application: Application


class Mailbox(Protocol):
    """Where envelopes wait."""

    def read(self, after: int = 0) -> tuple[Envelope, ...]:
        """The envelopes after one of them, the earliest first; none means that there are no more."""
        ...

    def wipe(self, numbers: Iterable[str], today: date) -> int:
        """These envelopes are safe elsewhere."""
        ...


@dataclass(frozen=True)
class RemoteInbox:
    """The inbox of a web server, reached over https with a password."""

    address: str
    token: str
    token_path: Path
    speaker: Speaker

    def read(self, after: int = 0) -> tuple[Envelope, ...]:
        """The next envelopes, sealed."""
        answer = self._ask(f"/sealed?after={after}")
        return tuple(
            Envelope(int(one["id"]), str(one["number"]), str(one["key"]), b64decode(one["body"]))
            for one in answer["envelopes"]
        )

    def wipe(self, numbers: Iterable[str], today: date) -> int:
        """The server may forget these."""
        return int(self._ask("/opened", {"numbers": list(numbers)})["wiped"])

    def key(self) -> str:
        """The public key with which the server says that it seals."""
        return str(self._ask("/key")["key"])

    def _ask(self, path: str, said: Mapping[str, object] | None = None) -> Any:
        url = urlsplit(self.address)
        if url.scheme != "https" and url.hostname not in LOOPBACK:
            raise DeliveryError(self.speaker.say(sentence("receive.not_https", address=self.address)))
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps(said).encode() if said is not None else None
        asked = Request(f"{self.address.rstrip('/')}{path}", body, headers)  # noqa: S310  # https, or this machine
        try:
            with urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  # the same
                return json.loads(answer.read(MOST_BYTES))
        except HTTPError as error:
            raise self._refused(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._unreachable(str(getattr(error, "reason", error))) from error

    def _refused(self, error: HTTPError) -> DeliveryError:
        if error.code in {403, 404}:
            said = sentence("receive.refused", address=self.address, path=str(self.token_path))
            return DeliveryError(self.speaker.say(said))
        return self._unreachable(f"{error.code} {error.reason}")

    def _unreachable(self, reason: str) -> DeliveryError:
        said = sentence("receive.unreachable", address=self.address, reason=reason)
        return DeliveryError(self.speaker.say(said))


@dataclass(frozen=True)
class LocalInbox:
    """The inbox in a file of this machine."""

    inbox: Inbox

    def read(self, after: int = 0) -> tuple[Envelope, ...]:
        """All envelopes at once."""
        return self.inbox.read(after)

    def wipe(self, numbers: Iterable[str], today: date) -> int:
        """These envelopes are overwritten."""
        return self.inbox.wipe(numbers, today)


@dataclass(frozen=True)
class Opened:
    """The letters of some envelopes, and what stands against opening the others."""

    letters: tuple[Letter, ...]
    problems: tuple[Problem, ...] = ()


def open_envelopes(envelopes: Iterable[Envelope], ring: Ring, path: Path) -> Opened:
    """Every envelope that one of our keys opens and that still says what was sealed; the others stay where they are."""
    letters: list[Letter] = []
    unknown: Counter[str] = Counter()
    damaged = 0
    for envelope in envelopes:
        if envelope.key not in ring.by_name:
            unknown[envelope.key] += 1
            continue
        letter = read_letter(ring.open(envelope.key, envelope.body))
        if letter is None or letter.number != envelope.number:
            damaged += 1
            continue
        letters.append(letter)
    return Opened(tuple(letters), tuple(_problems(unknown, damaged, path)))


def _problems(unknown: Mapping[str, int], damaged: int, path: Path) -> Iterator[Problem]:
    for key, count in unknown.items():
        yield Problem("sealed_unknown", PLACE, {"count": count, "key": key, "path": str(path)})
    if damaged:
        yield Problem("sealed_damaged", PLACE, {"count": damaged})


def read_letter(content: bytes | None) -> Letter | None:
    """The letter that was in an envelope; None for anything else."""
    try:
        said = json.loads(content or b"")
        application = said["application"]
        answers = {str(code): tuple(map(str, values)) for code, values in application["answers"].items()}
        texts = (str(application[name]) for name in ("form", "language", "version", "source"))
        form, language, version, source = texts
        moment = datetime.fromisoformat(said["received"])
        return Letter(str(said["number"]), moment, Application(form, language, version, answers, source))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
