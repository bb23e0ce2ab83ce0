"""What keeps robots out without asking people anything: a signed time, and a limit for each connection."""

from __future__ import annotations

import hmac
import re
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b, sha256
from threading import Lock

SOONEST_SECONDS = 3.0  # nobody fills in the form sooner
LATEST_SECONDS = 24 * 3600.0  # later, people look at their answers once more
HOUR = 3600.0
MOST_CONNECTIONS = 50_000

TOKEN = re.compile(r"([0-9]{1,15})\.([0-9a-f]{32})\.([0-9a-f]{64})")

Clock = Callable[[], float]


class Verdict(Enum):
    """What a token says of the page that was sent back."""

    GOOD = "good"
    SOON = "soon"
    UNKNOWN = "unknown"  # none, not ours, or too old


@dataclass(frozen=True)
class Token:
    """When a page was shown, and a number that makes this showing unlike any other."""

    verdict: Verdict
    nonce: str = ""


@dataclass(frozen=True)
class Watch:
    """Signs the time at which a page is shown, and reads it when the page comes back."""

    secret: bytes
    clock: Clock
    soonest: float = SOONEST_SECONDS

    def sign(self) -> str:
        """A token for a page that is shown now."""
        said = f"{int(self.clock() * 1000)}.{secrets.token_hex(16)}"
        return f"{said}.{self._signature(said)}"

    def read(self, token: str) -> Token:
        """What a token says; one that was changed says nothing."""
        found = TOKEN.fullmatch(token)
        if not found or not hmac.compare_digest(found[3], self._signature(f"{found[1]}.{found[2]}")):
            return Token(Verdict.UNKNOWN)
        age = self.clock() - int(found[1]) / 1000
        if age < self.soonest:
            return Token(Verdict.SOON, found[2])
        return Token(Verdict.GOOD if age < LATEST_SECONDS else Verdict.UNKNOWN, found[2])

    def _signature(self, said: str) -> str:
        return hmac.new(self.secret, said.encode(), sha256).hexdigest()


@dataclass
class Gate:
    """Lets so many applications an hour through from one connection. It keeps no address, only a keyed mark of it."""

    per_hour: int
    clock: Clock
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _passed: dict[bytes, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def may_pass(self, connection: str) -> bool:
        """Whether one more may come from here; if so, it counts."""
        mark = blake2b(connection.encode(), key=self._key, digest_size=16).digest()
        now = self.clock()
        with self._lock:
            if len(self._passed) > MOST_CONNECTIONS:
                self._forget(now)
            passed = self._passed.setdefault(mark, deque())
            while passed and passed[0] <= now - HOUR:
                passed.popleft()
            if len(passed) >= self.per_hour:
                return False
            passed.append(now)
            return True

    def _forget(self, now: float) -> None:
        for mark in [mark for mark, passed in self._passed.items() if not passed or passed[-1] <= now - HOUR]:
            del self._passed[mark]
