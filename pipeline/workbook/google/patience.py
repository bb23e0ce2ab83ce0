"""Patience: which refusals of a server are worth another try, how long to wait, and how often to ask at all."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

TIMEOUT = (10.0, 90.0)  # seconds to connect, and to wait for an answer
DEADLINE = 300.0  # seconds that one call may take with all its tries
LONGEST_WAIT = 64.0
PER_MINUTE = 55  # of the 60 reads and 60 writes that Google allows one account each minute
TOO_MANY = 429
TROUBLED = frozenset({500, 502, 503, 504})


@dataclass
class Clock:
    """Time as a run sees it; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    dice: random.Random = field(default_factory=random.Random)

    def pause(self, attempt: int, wished: float | None = None) -> float:
        """Seconds until the next try: as the server wishes, else doubled each time; never all clients at once."""
        longest = min(LONGEST_WAIT, 2.0**attempt)
        return (wished if wished is not None else longest) + self.dice.uniform(0, longest)


@dataclass
class Pace:
    """Never more calls in a minute than Google allows; reads and writes are counted apart."""

    clock: Clock
    limit: int = PER_MINUTE
    calls: dict[bool, deque[float]] = field(default_factory=lambda: {True: deque(), False: deque()})

    def take_turn(self, is_read: bool) -> None:
        """Wait, where needed, until one more call may be made."""
        recent = self.calls[is_read]
        while recent and self.clock.now() - recent[0] >= 60:
            recent.popleft()
        if len(recent) >= self.limit:
            self.clock.sleep(60 - (self.clock.now() - recent.popleft()))
        recent.append(self.clock.now())


def is_worth_retrying(status: int, is_read: bool) -> bool:
    """Too many calls: nothing was done, so always. A troubled server may have written all the same: reads only."""
    return status == TOO_MANY or (is_read and status in TROUBLED)


def seconds_wished(header: str | None) -> float | None:
    """What Retry-After asks for, in seconds; a date there is passed over."""
    return float(header) if header and header.strip().isdecimal() else None
