"""A history: a run, people who work in the spreadsheet between its requests, faults on the way; what is wrong afterwards."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from pipeline.vocabulary.problems import WorkbookBusyError, WorkbookError
from pipeline.vocabulary.programme import Mode
from tests.sheets import faults as trouble
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.log import is_write
from tests.sheets.server import Server
from tests.workbook.google.colleague import ACTS, Colleague, a_busy_run_in, faults
from tests.workbook.google.houses import Desk, a_desk

TROUBLES = (
    lambda: trouble.lost(503), trouble.lost_connection, trouble.malformed, lambda: trouble.refused(429),
    lambda: trouble.refused(503), trouble.reset,
)  # fmt: skip


@dataclass(frozen=True)
class History:
    """Which dice, how busy people are, what they do, how much goes wrong, and what Google does where nobody knows."""

    seed: int
    probability: float = 0.5
    acts: tuple[str, ...] = tuple(ACTS)
    troubles: int = 0
    hypotheses: Hypotheses = LIKELY
    mode: Mode = Mode.CRITERIA


@dataclass
class Told:
    """What became of it."""

    faults: list[str]
    done: Counter[str]
    edits: int = 0
    busy: int = 0
    requests: int = 0
    written: set[tuple[str, str]] = field(default_factory=set)  # tab, heading


def live(history: History, server: Server) -> Told:
    """A run among people; the run that follows when it was put off; and one more, which has nothing to do."""
    with a_desk(history.hypotheses, server=server, mode=history.mode) as desk:
        dice = random.Random(history.seed)
        colleague = Colleague(desk, dice, history.probability, history.acts)
        desk.world.before_each[:] = [colleague]
        for _ in range(history.troubles):
            where = is_write if dice.random() < 0.6 else trouble.any_call
            desk.world.faults.add(dice.choice(TROUBLES)(), where, skip=dice.randint(0, 4))
        if history.hypotheses.string_values_are_parsed:
            return _live_with_liar(desk, colleague)
        busy = _run(desk)
        desk.world.before_each.clear()
        desk.world.faults.held.clear()
        assert not _run(desk)
        requests, writes = desk.world.log.requests, _changes(desk)
        found = list(faults(colleague, a_busy_run_in(desk.layout)))
        assert not _run(desk)
        if _changes(desk) != writes:
            found.append("written again")
        del desk.world.files[desk.state.id]
        seen = {(tab, heading) for tab, code, heading in colleague.written if code}
        return Told(found, colleague.done, len(colleague.written), busy, requests, seen)


def _live_with_liar(desk: Desk, colleague: Colleague) -> Told:
    """A Google that reads our texts as if typed, which the first trial would have refused: people lose nothing to it."""
    store = desk.store()
    with suppress(WorkbookError):
        store.read()
        store.apply(a_busy_run_in(desk.layout), desk.layout)
    desk.world.before_each.clear()
    desk.world.faults.held.clear()
    return Told([str(each) for each in colleague.lost()], colleague.done, len(colleague.written))


def _run(desk: Desk) -> int:
    """A run as `duos run` writes it; 1 when it was put off because people were moving things."""
    store = desk.store()
    try:
        store.read()
        store.apply(a_busy_run_in(desk.layout), desk.layout)
    except WorkbookBusyError:
        return 1
    return 0


def _changes(desk: Desk) -> int:
    return sum(is_write(each.call) for each in desk.world.log.exchanges)


def report(told: Sequence[Told]) -> str:
    """How many histories, what people did in them, and what became of it."""
    acts: Counter[str] = sum((each.done for each in told), Counter())
    requests = sum(each.requests for each in told)
    return (
        f"{len(told):,} histories: {sum(acts.values()):,} acts of people {dict(acts)}, "
        f"{sum(each.edits for each in told):,} texts of theirs kept, "
        f"{sum(bool(each.faults) for each in told)} histories with anything lost, doubled, missing or misplaced, "
        f"{sum(each.busy for each in told)} runs put off to the next"
        + (f", {requests:,} requests" if requests else "")
    )
