"""What was asked and answered, in order, with bytes and seconds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.sheets.exchange import Answer, Call

TOKEN, MACHINE = "token", "machine"
NOT_COUNTED = {TOKEN, MACHINE}  # what credentials ask costs no quota
READS = {
    "sheets.spreadsheets.getByDataFilter",
    "sheets.spreadsheets.values.batchGetByDataFilter",
    "sheets.spreadsheets.developerMetadata.search",
}


def is_write(call: Call) -> bool:
    """A call that changes something; some reads are sent by POST."""
    return call.method != "GET" and call.operation not in READS and call.operation not in NOT_COUNTED


@dataclass(frozen=True)
class Exchange:
    """A call, its answer, and how long it took."""

    call: Call
    answer: Answer
    seconds: float


@dataclass
class Log:
    """All exchanges since the log was last emptied."""

    exchanges: list[Exchange] = field(default_factory=list)

    def add(self, call: Call, answer: Answer, seconds: float) -> None:
        self.exchanges.append(Exchange(call, answer, seconds))

    def clear(self) -> None:
        self.exchanges.clear()

    @property
    def operations(self) -> list[str]:
        """What was asked, in order; the token endpoint is left out."""
        return [each.call.operation for each in self.exchanges if each.call.operation not in NOT_COUNTED]

    @property
    def requests(self) -> int:
        """How many calls counted against the quota."""
        return len(self.operations)

    @property
    def writes(self) -> int:
        """How many calls could change something."""
        return sum(is_write(each.call) for each in self.exchanges)

    @property
    def bytes_sent(self) -> int:
        return sum(len(each.call.content) for each in self.exchanges)

    @property
    def bytes_received(self) -> int:
        return sum(len(each.answer.content) for each in self.exchanges)

    @property
    def seconds(self) -> float:
        return sum(each.seconds for each in self.exchanges)

    def counts(self) -> Counter[str]:
        """How often each operation was asked."""
        return Counter(self.operations)
