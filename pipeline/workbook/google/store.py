"""The Google store: one spreadsheet, read whole, changed by batches that are carried out wholly or not at all.

How nothing is lost: no cell that people write in is ever named in a write. How nothing is written twice: each batch
takes away the mark of the last one and leaves its own, so that a batch decided on an older state is refused; after any
doubt the spreadsheet is read again, and what is there is not written again.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from gspread.exceptions import APIError

from pipeline.vocabulary.changes import Append, Changes, Swap
from pipeline.vocabulary.problems import Problem, Where, WorkbookBusyError, WorkbookError
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.columns import Layout
from pipeline.workbook.google.access import GOOGLE, Connection
from pipeline.workbook.google.batches import Batch, Planner, swaps_done
from pipeline.workbook.google.canary import Disturbed, clear_away, scratch_tabs, try_google
from pipeline.workbook.google.client import UncertainWrite
from pipeline.workbook.google.desks import read_tabs
from pipeline.workbook.google.foundations import Foundation, survey
from pipeline.workbook.google.identifiers import FIRST_TOKEN, sheet_id
from pipeline.workbook.google.refusals import Purpose, is_for_good
from pipeline.workbook.google.requests import Request, renew_token
from pipeline.workbook.google.snapshot import Snapshot, Token, outline, renew_values, take_snapshot
from pipeline.workbook.lists import LISTS
from pipeline.workbook.tabs import movable, pending

FILES = ("workbook", "confidential")
ATTEMPTS = 8  # how often a run decides anew because people are working in the same tabs
PATIENCE = 3  # how often a machine's tab is written over before we say that it does not hold
NEVER = 1_600_000_000  # no protection ever has this number


class GoogleStore:
    """The tables of one spreadsheet. `layout` says which columns hold days; `locks` is a folder of this machine."""

    def __init__(
        self, key: str, connection: Connection, layout: Layout, locks: Path, author: str = ""
    ) -> None:
        self.key = key
        self.connection = connection
        self.layout = layout
        self.locks = locks
        self.author = author or secrets.token_hex(4)
        self._seen: Snapshot | None = None
        self._is_held = False

    @property
    def address(self) -> str:
        """The spreadsheet as programme.yaml names it."""
        return f"{GOOGLE}{self.key}"

    @property
    def requests(self) -> int:
        """How often Google was asked for something about this spreadsheet."""
        return self.connection.count(self.address)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """No other run of this machine works on the spreadsheet; runs elsewhere are noticed when they write."""
        if self._is_held:
            yield
            return
        self.locks.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.locks / f".google-{self.key}.lock", timeout=0):
                self._is_held = True
                yield
        except Timeout as error:
            raise WorkbookBusyError(self._say(sentence("google.running", address=self.address))) from error
        finally:
            self._is_held = False

    def read(self) -> tuple[Sheet, ...]:
        """Every tab as it stands."""
        with self.connection.explained(self.address):
            self._seen = take_snapshot(self.connection.client, self.key)
        self._check_file(self._seen)
        return read_tabs(self._seen, self.layout)

    def survey(self, layout: Layout) -> Foundation:
        """What the next run would create."""
        if self._seen is None:
            self.read()
        snapshot = self._seen or Snapshot()
        return survey(snapshot, read_tabs(snapshot, layout), layout)

    def check_writable(self) -> None:
        """Whether we may write, asked by a request that changes nothing: it takes away a mark that never was."""
        nothing = {"requests": [{"deleteProtectedRange": {"protectedRangeId": NEVER}}]}
        with self.connection.explained(self.address, Purpose.WRITE):
            try:
                self.connection.client.batch_update(self.key, nothing)
            except APIError as error:
                if is_for_good(error):
                    raise

    def try_out(self) -> None:
        """Whether Google behaves as we need it; raises WorkbookError that says what differs."""
        with self.connection.explained(self.address, Purpose.WRITE):
            try:
                found = try_google(self.connection.client, self.key)
            except Disturbed as error:
                raise self.busy("google.busy") from error
        if found:
            what = tuple(sentence(f"google.trial_{name}") for name in found)
            raise WorkbookError(self._say(sentence("google.otherwise", what=what)))

    def apply(self, changes: Changes, layout: Layout) -> tuple[Problem, ...]:
        """Writes what is still to be written and reads it again; says which states had moved."""
        with self.lock(), self.connection.explained(self.address, Purpose.WRITE):
            return Application(self, layout).carry_out(changes)

    @property
    def seen(self) -> Snapshot | None:
        """What was read last, if anything was."""
        return self._seen

    def look(self, described: Snapshot | None = None) -> Snapshot:
        """The spreadsheet as it stands now; one call less where Google has just described it."""
        if described:
            return renew_values(self.connection.client, self.key, described)
        return take_snapshot(self.connection.client, self.key)

    def look_again(self, *, is_needed: bool = True) -> Snapshot:
        """What was read, with the values as they stand now: one call less, and the batch notices the rest."""
        if self._seen is None:
            self._seen = self.look()
        elif is_needed:
            return renew_values(self.connection.client, self.key, self._seen)
        return self._seen

    @property
    def token(self) -> Token | None:
        """The mark of the last write when the spreadsheet was read."""
        return self._seen.token if self._seen else None

    def keep(self, snapshot: Snapshot) -> None:
        """What was read last."""
        self._seen = snapshot

    def busy(self, code: str) -> WorkbookBusyError:
        """An error that says who else is at work."""
        return WorkbookBusyError(self._say(sentence(code, address=self.address)))

    def error(self, code: str) -> WorkbookError:
        """An error about this spreadsheet."""
        return WorkbookError(self._say(sentence(code, address=self.address)))

    def _check_file(self, snapshot: Snapshot) -> None:
        """Contact details never come into the shared workbook because two addresses were exchanged."""
        ids = {grid.id for grid in snapshot.grids}
        kept = [file for file in FILES if sheet_id(file, LISTS) in ids]
        if kept and self.layout.file not in kept:
            raise self.error(f"google.is_{kept[0]}")

    def _say(self, said: Sentence) -> str:
        return self.connection.speaker.say(said)


class Application:
    """One `apply`: looks, plans, sends, looks again, until nothing is left to do."""

    def __init__(self, store: GoogleStore, layout: Layout) -> None:
        self.store = store
        self.layout = layout
        self.done: set[int] = set()  # appends that were certainly written, by identity
        self.swapped: dict[Swap, int] = {}
        self.replaced: Counter[str] = Counter()  # machine tabs, as often as Google has confirmed them
        self.problems: tuple[Problem, ...] = ()
        self.outline: Snapshot | None = None  # what Google says it made of a set-up
        self.is_uncertain = False  # whether Google last left open if a batch was carried out
        self.has_looked = False  # whether it is certain that nobody else has written since the decisions

    def carry_out(self, changes: Changes) -> tuple[Problem, ...]:
        """Everything that is pending is written; what somebody undid at that moment is told, not repeated."""
        snapshot = self.store.look_again(is_needed=bool(changes) and self._is_laid())
        for _ in range(ATTEMPTS):
            self._check_author(snapshot)
            sheets = read_tabs(snapshot, self.layout)
            foundation = survey(snapshot, sheets, self.layout)
            batches = self._plan(changes, sheets, foundation)
            if batches:
                snapshot = self._send(batches, foundation)
            elif changes and not self.has_looked:
                snapshot = self._look()  # what is there already: did we write it, or another run?
            else:
                return (*self.problems, *self._vanished(changes, sheets))
        raise self.store.busy("google.uncertain" if self.is_uncertain else "google.moving")

    def _is_laid(self) -> bool:
        """Whether nothing was missing when the spreadsheet was read; else it is set up first, and looked at afterwards."""
        seen = self.store.seen
        return seen is None or survey(seen, read_tabs(seen, self.layout), self.layout).is_laid

    def _plan(self, changes: Changes, sheets: tuple[Sheet, ...], foundation: Foundation) -> tuple[Batch, ...]:
        left = pending(changes, sheets, self.layout)
        if any(self.replaced[replacement.tab] >= PATIENCE for replacement in left.replaces):
            raise self.store.error("google.not_written")
        todo, problems = movable(self._undone(left), sheets, self.layout)
        self.problems = (*problems, *self._copied())
        if not foundation.is_laid:
            return (Batch(tuple(foundation.requests()), Changes()),)
        return Planner(foundation.desks, foundation.scene()).plan(todo)

    def _undone(self, left: Changes) -> Changes:
        """Without what Google has confirmed: a row that is gone by now was deleted by somebody."""
        return replace(
            left,
            appends=tuple(append for append in left.appends if id(append) not in self.done),
            swaps=tuple(swap for swap in left.swaps if not self.swapped.get(swap)),
        )

    def _send(self, batches: tuple[Batch, ...], foundation: Foundation) -> Snapshot:
        """Send batch after batch; whatever happens, read before deciding anything else."""
        snapshot = foundation.snapshot
        if foundation.lists is None:
            self.store.try_out()
        else:
            batches = (_tidied(batches[0], snapshot), *batches[1:])
        token = snapshot.token
        for batch in batches:
            after = Token((token.number if token else FIRST_TOKEN) + 1, self.store.author)
            mark = renew_token(sheet_id(self.layout.file, LISTS), token, after)
            confirmed = self._try(self._with_mark(batch, mark, foundation))
            if not confirmed:
                return self._look_after_doubt(batch, after)
            self._note(batch, confirmed)
            token = after
        self.replaced.update({one.tab for batch in batches for one in batch.changes.replaces})
        if foundation.is_laid:
            grids = tuple(grid for grid in snapshot.grids if grid.id not in scratch_tabs(snapshot))
            self.store.keep(replace(snapshot, token=token, grids=grids))
            return self.store.look_again()
        return self._look(self.outline)

    def _with_mark(self, batch: Batch, mark: list[Request], foundation: Foundation) -> Batch:
        """The mark comes first, so that a late batch is refused at once; after the tab that it stands on."""
        first = 1 if foundation.lists is None else 0
        return replace(batch, requests=(*batch.requests[:first], *mark, *batch.requests[first:]))

    def _try(self, batch: Batch) -> list[Request]:
        """The replies; none where the batch was refused or nobody knows."""
        client, key = self.store.connection.client, self.store.key
        self.is_uncertain = False
        try:
            body = {"requests": list(batch.requests), "includeSpreadsheetInResponse": not batch.changes}
            answer = client.batch_update(key, body)
        except UncertainWrite:
            self.is_uncertain = True
            return []
        except APIError as error:
            if is_for_good(error):
                raise
            return []
        updated = answer.get("updatedSpreadsheet")
        self.outline = outline(updated) if updated else None
        return list(answer.get("replies", ()))

    def _look_after_doubt(self, batch: Batch, after: Token) -> Snapshot:
        """Read what is there; the mark says whether the batch was carried out after all."""
        snapshot = self._look()
        if snapshot.token == after:
            self.done |= {id(append) for append in batch.changes.appends}
        return snapshot

    def _look(self, described: Snapshot | None = None) -> Snapshot:
        snapshot = self.store.look(described)
        self._check_author(snapshot)
        self.has_looked = True
        self.store.keep(snapshot)
        return snapshot

    def _check_author(self, snapshot: Snapshot) -> None:
        """What was decided on an older state than another run has left is not written."""
        if snapshot.token != self.store.token and (
            snapshot.token is None or snapshot.token.author != self.store.author
        ):
            raise self.store.busy("google.busy")

    def _note(self, batch: Batch, replies: list[Request]) -> None:
        self.has_looked = True
        self.done |= {id(append) for append in batch.changes.appends}
        self.swapped |= swaps_done(batch, replies)

    def _copied(self) -> Iterator[Problem]:
        """States that stood in several cells at the moment of the write."""
        for swap, count in self.swapped.items():
            if count > 1:
                tab = self.layout[swap.tab]
                details = {"tab": tab.title, "before": swap.before, "after": swap.after}
                yield Problem("state_twice", Where(tab.file, tab.code, field=swap.field), details)

    def _vanished(self, changes: Changes, sheets: tuple[Sheet, ...]) -> Iterator[Problem]:
        """Rows that were written and are gone; an error where all of many are."""
        left = [append for append in pending(changes, sheets, self.layout).appends if id(append) in self.done]
        if len(left) > 1 and len(left) == len(self.done):
            raise self.store.error("google.not_written")
        yield from (_vanished(append, self.layout) for append in left)


def _tidied(batch: Batch, snapshot: Snapshot) -> Batch:
    """The batch, which takes away what trials that Google cut short have left behind."""
    return replace(batch, requests=(*map(clear_away, scratch_tabs(snapshot)), *batch.requests))


def _vanished(append: Append, layout: Layout) -> Problem:
    tab = layout[append.tab]
    code = " · ".join(str(append.cells.get(name)) for name in tab.key)
    return Problem("row_vanished", Where(tab.file, tab.code), {"tab": tab.title, "code": code})


__all__ = ["Application", "GoogleStore"]
