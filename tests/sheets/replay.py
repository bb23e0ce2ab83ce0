"""Recorded traffic sent to the stand-in over HTTP, and each answer compared with Google's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.sheets.cassettes import Cassette, Pair, read_json
from tests.sheets.discovery import find_route
from tests.sheets.server import Server
from tests.sheets.world import World

# What differs from one day to the next, and is nobody's behaviour.
VOLATILE = {"createdTime", "modifiedTime"}
IDENTIFIERS = {"id", "spreadsheetId", "sheetId", "protectedRangeId", "namedRangeId", "spreadsheetUrl"}
LISTING = "drive.files.list"


@dataclass(frozen=True)
class Outcome:
    """How one pair went."""

    cassette: str
    pair: Pair
    operation: str
    is_foreign: bool  # about a file that the recording did not make: only the recorder's Drive knows it
    expected: Any
    found: Any
    status: int

    @property
    def is_same(self) -> bool:
        """The same status and the same answer, volatile fields aside."""
        return self.status == self.pair.status and canonical(self.found) == canonical(self.expected)


@dataclass
class Translation:
    """The identifiers of the recording, each with the one the stand-in gave instead."""

    table: dict[str, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """A text with the stand-in's identifiers."""
        if not self.table:
            return text
        known = sorted(map(re.escape, self.table), key=len, reverse=True)
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(known)})(?![\w-])")
        return pattern.sub(lambda found: self.table[found[0]], text)

    def learn(self, recorded: Any, found: Any) -> None:
        """Take note of identifiers that stand in the same place of both answers."""
        for old, new in identifiers_in(recorded, found):
            if len(old) > 1:
                self.table.setdefault(old, new)


def identifiers_in(recorded: Any, found: Any) -> Iterator[tuple[str, str]]:
    """The identifiers of two answers, pair by pair, where the answers have the same shape."""
    if isinstance(recorded, list) and isinstance(found, list):
        for old, new in zip(recorded, found, strict=False):
            yield from identifiers_in(old, new)
    elif isinstance(recorded, dict) and isinstance(found, dict):
        for name in recorded.keys() & found.keys():
            old, new = recorded[name], found[name]
            if name in IDENTIFIERS and not isinstance(old, dict):
                yield str(old), str(new)
            else:
                yield from identifiers_in(old, new)


def canonical(thing: Any) -> str:
    """The same text for the same JSON, volatile fields aside."""
    return json.dumps(without_volatile(thing), sort_keys=True)


def without_volatile(thing: Any) -> Any:
    """JSON without what changes by itself; 1 and 1.0 are one number."""
    if isinstance(thing, list):
        return [without_volatile(item) for item in thing]
    if isinstance(thing, dict):
        return {name: without_volatile(value) for name, value in thing.items() if name not in VOLATILE}
    return int(thing) if isinstance(thing, float) and thing.is_integer() else thing


def replay(cassettes: list[Cassette]) -> tuple[list[Outcome], World]:
    """Send every recording to the stand-in, each into an empty world."""
    world = World()
    with Server(world) as server, requests.Session() as session:
        outcomes = [
            outcome for cassette in cassettes for outcome in replay_cassette(server, session, cassette)
        ]
    return outcomes, world


def replay_cassette(server: Server, session: requests.Session, cassette: Cassette) -> list[Outcome]:
    """Send one recording, in order."""
    server.world.files.clear()
    session.headers["Authorization"] = f"Bearer {server.world.accounts.grant(cassette.account)}"
    translation, foreign = Translation(), arrange(server.world, cassette)
    return [replay_pair(server, session, cassette, pair, (translation, foreign)) for pair in cassette.pairs]


def arrange(world: World, cassette: Cassette) -> set[str]:
    """Put the files in place that the recorder's Drive held before: those a listing names, and those asked for."""
    own = {
        as_object(pair)["id"] for pair in cassette.pairs if pair.method == "POST" and "id" in as_object(pair)
    }
    asked = {key_in(pair): pair.status for pair in cassette.pairs if pair.status in (200, 403)}
    listed = {
        each["id"]: each["name"] for pair in cassette.pairs for each in as_object(pair).get("files", [])
    }
    foreign = ({*listed, *asked} - own) - {""}
    for key in foreign:
        readers = () if asked.get(key) == 403 else (cassette.account,)
        world.create(listed.get(key, "Duos"), key, shared_with=readers)
    return foreign


def as_object(pair: Pair) -> dict[str, Any]:
    """The recorded answer when it is an object."""
    return pair.answer if isinstance(pair.answer, dict) else {}


def key_in(pair: Pair) -> str:
    """The file that a request is about."""
    route = find_route(pair.method, pair.target.partition("?")[0])
    variables = route.variables if route else {}
    return variables.get("spreadsheetId") or variables.get("fileId") or ""


def replay_pair(
    server: Server,
    session: requests.Session,
    cassette: Cassette,
    pair: Pair,
    known: tuple[Translation, set[str]],
) -> Outcome:
    """Send one request and hold the answer against the recorded one."""
    translation, foreign = known
    response = session.request(
        pair.method,
        server.base_url + translation.apply(pair.target),
        data=translation.apply(pair.content).encode(),
        headers={"Content-Type": "application/json"},
        timeout=30,
    )
    found = read_json(response.content.decode())
    route = find_route(pair.method, pair.target.partition("?")[0])
    operation = route.operation.id if route else pair.target.partition("?")[0].rpartition("/")[0]
    # Two listings may have another order: what stands at the same place is not the same file.
    if operation != LISTING:
        translation.learn(pair.answer, found)
    expected = read_json(translation.apply(pair.text))
    is_foreign = key_in(pair) in foreign
    return Outcome(cassette.name, pair, operation, is_foreign, expected, found, response.status_code)
