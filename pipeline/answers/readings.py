"""What reading a cell gives: an answer, or faults, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.vocabulary.people import Answer


@dataclass(frozen=True)
class Fault:
    """Something in a cell that could not be understood as it stands; the caller knows where the cell is."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a cell answers (None: nothing usable) and what was odd about it."""

    answer: Answer | None = None
    faults: tuple[Fault, ...] = ()

    def about(self, **details: object) -> Reading:
        """The same reading, each fault told with these details too."""
        told = tuple(Fault(fault.code, {**details, **fault.details}) for fault in self.faults)
        return replace(self, faults=told)
