"""Faults on demand: what goes wrong, with which calls, how often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.sheets.exchange import Answer, Call, answer_from
from tests.sheets.kinds import STATUS, Json

FOREVER = 10**9
MESSAGES = {
    429: "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}


def any_call(_call: Call) -> bool:
    """Every call."""
    return True


def to(text: str) -> Callable[[Call], bool]:
    """Calls whose path, operation or body contain the text: `to("batchUpdate")`."""
    return lambda call: call.speaks_of(text)


@dataclass
class Fault:
    """A change of the answer; when it is not applied, the call never reaches the spreadsheet."""

    change: Callable[[Answer], Answer]
    is_applied: bool
    where: Callable[[Call], bool] = any_call
    times: int = 1
    skip: int = 0

    def strikes(self, call: Call) -> bool:
        """Does it strike this call? Each strike is counted, and so is each call let through first."""
        if self.times <= 0 or not self.where(call):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


def error_answer(status: int, message: str = "", retry_after: int | None = None) -> Answer:
    """An error in Google's form, with Retry-After when it is given."""
    error: Json = {
        "code": status,
        "message": message or MESSAGES.get(status, "Error."),
        "status": STATUS.get(status, "UNKNOWN"),
    }
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return replace(answer_from({"error": error}, status), headers=headers)


def refused(status: int, message: str = "", retry_after: int | None = None) -> Fault:
    """An error before anything was done."""
    return Fault(lambda _: error_answer(status, message, retry_after), is_applied=False)


def lost(status: int = 503) -> Fault:
    """Everything was done, and the answer is an error all the same."""
    return Fault(lambda _: error_answer(status), is_applied=True)


def reset() -> Fault:
    """The connection breaks before anything was done."""
    return Fault(lambda _: Answer(cut=True), is_applied=False)


def lost_connection() -> Fault:
    """Everything was done, and the connection breaks instead of an answer."""
    return Fault(lambda _: Answer(cut=True), is_applied=True)


def slow(seconds: float) -> Fault:
    """The answer comes late."""
    return Fault(lambda answer: replace(answer, delay=seconds), is_applied=True)


def malformed() -> Fault:
    """Everything was done, and the answer is half of its JSON."""
    return Fault(
        lambda answer: replace(answer, content=answer.content[: len(answer.content) // 2]), is_applied=True
    )


@dataclass
class Faults:
    """The faults that are in store."""

    held: list[Fault] = field(default_factory=list)

    def add(
        self, fault: Fault, where: Callable[[Call], bool] = any_call, times: int = 1, skip: int = 0
    ) -> Fault:
        """Let a fault strike the calls meant by `where`: `times` of them, after `skip` that go well."""
        fault = replace(fault, where=where, times=times, skip=skip)
        self.held.append(fault)
        return fault

    def strike(self, call: Call) -> Fault | None:
        """The first fault that strikes this call."""
        return next((fault for fault in self.held if fault.strikes(call)), None)


@dataclass
class Quota:
    """So many calls per minute and person, reads and writes apart; more are answered 429."""

    limit: int
    clock: Callable[[], float]
    calls: dict[tuple[str, bool], list[float]] = field(default_factory=lambda: defaultdict(list))

    def is_spent(self, account: str, is_write: bool) -> bool:
        """Count a call; True when the minute's calls are spent."""
        now = self.clock()
        recent = [moment for moment in self.calls[account, is_write] if now - moment < 60]
        is_over = len(recent) >= self.limit
        self.calls[account, is_write] = recent if is_over else [*recent, now]
        return is_over
