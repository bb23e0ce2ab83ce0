"""Recorded traffic (VCR cassettes in JSON) as pairs of what was asked and what Google answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.sheets.kinds import Json

ACCOUNT = re.compile(r"[\w.-]+@[\w.-]+\.iam\.gserviceaccount\.com")
NOBODY = "recorder@example.iam.gserviceaccount.com"


@dataclass(frozen=True)
class Pair:
    """One recorded request and its answer."""

    method: str
    target: str  # path and query, as sent
    content: str
    status: int
    text: str

    @property
    def answer(self) -> Any:
        """The recorded JSON, or the text as it is."""
        return read_json(self.text)


@dataclass(frozen=True)
class Cassette:
    """The pairs of one recording, in order."""

    name: str
    account: str
    pairs: tuple[Pair, ...]


def read_json(text: str) -> Any:
    """JSON where it is JSON, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def read_cassette(path: Path) -> Cassette:
    """A recording from its file; the account is the service account it speaks of."""
    text = path.read_text(encoding="utf-8")
    found = ACCOUNT.search(text)
    pairs = tuple(pair_from(interaction) for interaction in json.loads(text)["interactions"])
    return Cassette(path.stem, found[0] if found else NOBODY, pairs)


def pair_from(interaction: Json) -> Pair:
    """A pair from what VCR wrote down."""
    request, response = interaction["request"], interaction["response"]
    address = urlsplit(request["uri"])
    target = f"{address.path}?{address.query}" if address.query else address.path
    text = response["body"].get("string") or ""
    return Pair(request["method"], target, request["body"] or "", response["status"]["code"], text)


def read_cassettes(folder: Path) -> list[Cassette]:
    """All recordings of a folder, by name."""
    return [read_cassette(path) for path in sorted(folder.glob("*.json"))]
