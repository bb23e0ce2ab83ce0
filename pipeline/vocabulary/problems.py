"""What can be wrong: a Problem is a value that travels; an error stops the run and is explained once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.vocabulary.sentences import Sentence


@dataclass(frozen=True)
class Where:
    """A place in a table: file and tab by code, row as the spreadsheet counts (1 is the heading), field by code."""

    file: str
    tab: str
    row: int | None = None
    field: str | None = None
    cell: str | None = None  # "D7", known to the edge that read the table
    title: str | None = None  # the tab's title as people see it


@dataclass(frozen=True)
class Problem:
    """Wrong or missing data in a row: it is told to people, and the run goes on."""

    code: str
    where: Where
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        """What is wrong and what to do, ready for words."""
        return Sentence(f"problem.{self.code}", self.details)


class DuosError(Exception):
    """Something a person must mend before a run can go on; the message says what and how."""

    status = 1


class ProgrammeError(DuosError):
    """Faults in programme.yaml or form.yaml, all of them at once."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class WorkbookError(DuosError):
    """A file or tab is missing, refused or damaged."""


class WorkbookBusyError(WorkbookError):
    """Somebody has the file open, or another run is under way: try again later."""

    status = 75


class StaleError(DuosError):
    """The last run is longer ago than whoever asked will have it."""


class SiteError(DuosError):
    """The public site could not be built."""
