"""Stores at the stand-in for Google: a server with a spreadsheet, ready after a first run or empty."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from google.oauth2.credentials import Credentials

from pipeline.vocabulary.cards import Card
from pipeline.vocabulary.changes import Append, Changes
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.tables import Cell
from pipeline.words import Speaker
from pipeline.workbook.columns import Layout, layout, whole_layout
from pipeline.workbook.google import Access, Connection, GoogleStore
from pipeline.workbook.google.identifiers import sheet_id
from pipeline.workbook.google.patience import Clock
from pipeline.workbook.rows import row_from_card
from tests.builders import a_programme, the_form, the_programme
from tests.sheets.files import File
from tests.sheets.human import Human
from tests.sheets.hypotheses import LIKELY, Hypotheses
from tests.sheets.rendering import Rendering, render
from tests.sheets.server import Server
from tests.sheets.spreadsheet import Sheet, Spreadsheet, duplicate
from tests.sheets.world import ROBOT, World
from tests.workbook.books import a_first_run, the_layout

PLAIN = Rendering("UNFORMATTED_VALUE", "SERIAL_NUMBER")
FREE_ROWS = 12  # below the last one: a run soon needs more


@dataclass
class FastClock:
    """A clock that sleeps at once."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def as_clock(self) -> Clock:
        """The same as runs expect it."""
        return Clock(self.now, self.sleep, random.Random(0))


@dataclass
class Desk:
    """A server with one spreadsheet, and whoever works at it."""

    server: Server
    state: Spreadsheet
    folder: Path
    clock: FastClock = field(default_factory=FastClock)
    layout: Layout = field(default_factory=the_layout)

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def human(self) -> Human:
        return Human(self.world, self.state.id)

    def name_of(self, tab: str) -> int:
        """The identifier of a tab of ours."""
        return sheet_id("workbook", tab)

    def grid(self, tab: str) -> list[list[Cell]]:
        """What stands in a tab of ours."""
        sheet = self.state.sheet(self.name_of(tab))
        width = max((max(cells) for cells in sheet.rows.values()), default=-1) + 1
        return [
            [render(sheet.cell(row, column), PLAIN) for column in range(width)]
            for row in range(max(sheet.rows, default=-1) + 1)
        ]

    def connection(
        self, scopes: tuple[str, ...] = ("https://www.googleapis.com/auth/spreadsheets",)
    ) -> Connection:
        """A connection with a token, so that no key is signed for each test."""
        made = Connection(Access(None, self.server.base_url, scopes), Speaker("en"), self.clock.as_clock())
        token = self.world.accounts.grant(ROBOT, scopes)
        made.credentials = RobotCredentials(token)
        return made

    def store(self, file: str = "workbook") -> GoogleStore:
        """A store as a run opens it."""
        drawn = whole_layout(the_programme(), the_form(), file)
        return GoogleStore(self.state.id, self.connection(), drawn, self.folder)


class RobotCredentials(Credentials):
    """A token that lasts, and the address of its account."""

    service_account_email = ROBOT


@contextmanager
def a_desk(
    hypotheses: Hypotheses = LIKELY,
    *,
    is_empty: bool = False,
    server: Server | None = None,
    mode: Mode = Mode.CRITERIA,
) -> Iterator[Desk]:
    """A desk with a spreadsheet after a first run, or an empty one; on a server of its own, or on one that runs.

    After a first run cells that only have a look are left out: thousands of histories read them again and again.
    """
    with TemporaryDirectory() as folder:
        if server is None:
            with Server(World(hypotheses)) as own:
                made = _spreadsheet(own.world, hypotheses, None if is_empty else mode)
                yield Desk(own, made, Path(folder), layout=layout_in(mode))
            return
        server.world.hypotheses = hypotheses
        made = _spreadsheet(server.world, hypotheses, None if is_empty else mode)
        yield Desk(server, made, Path(folder), layout=layout_in(mode))


@cache
def layout_in(mode: Mode) -> Layout:
    """The workbook's layout in a mode."""
    return layout(a_programme(mode=mode), the_form())


def first_rows(mode: Mode) -> Changes:
    """What a first run writes in a mode."""
    return a_first_run() + Changes(
        tuple(a_card_row(letter) for letter in "AB") if mode is Mode.DOSSIERS else ()
    )


def a_card_row(letter: str) -> Append:
    """A card's row, as a run appends it."""
    text = f"Parle : français. Carte {letter}"
    card = Card("N-0001", letter, "V-0001", date(2026, 11, 10), text=text)
    return Append("cards", row_from_card(card, {"N-0001": "Samira", "V-0001": "Paul"}))


def _spreadsheet(world: World, hypotheses: Hypotheses, mode: Mode | None) -> Spreadsheet:
    made = world.create()
    if mode:
        first = _first_state(mode)
        made.sheets = [duplicate(sheet) for sheet in first.sheets]
        made.names, made.metadata = copy.deepcopy(first.names), copy.deepcopy(first.metadata)
    made.hypotheses = hypotheses
    assert isinstance(world.files[made.id], File)
    world.log.clear()
    return made


def _light(sheet: Sheet) -> Sheet:
    copied = duplicate(sheet)
    copied.rows = {
        row: kept
        for row, cells in sheet.rows.items()
        if (kept := {column: cell for column, cell in cells.items() if "userEnteredValue" in cell})
    }
    copied.grid["rowCount"] = max(copied.rows, default=0) + FREE_ROWS
    return copied


@cache
def _first_state(mode: Mode) -> Spreadsheet:
    """What a first run leaves. Another seed: a copy of it must not meet its own numbers again."""
    with Server(World(seed=1)) as server, a_desk(is_empty=True, server=server) as desk:
        assert desk.store().apply(first_rows(mode), layout_in(mode)) == ()
        desk.state.sheets = [_light(sheet) for sheet in desk.state.sheets]
        return desk.state
