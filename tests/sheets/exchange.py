"""One call over HTTP and its answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.sheets.kinds import Json, Refusal

JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class Call:
    """What a client sent; `operation` is the identifier Google's documents give it."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    operation: str = ""

    @property
    def body(self) -> Json:
        """The JSON that was sent; an empty object when nothing was."""
        try:
            sent = json.loads(self.content) if self.content else {}
        except ValueError as error:
            raise Refusal("Invalid JSON payload received. Unexpected token.") from error
        if not isinstance(sent, dict):
            raise Refusal("Invalid JSON payload received. Unknown name.")
        return sent

    def option(self, name: str, default: str = "") -> str:
        """A query parameter, the last of them."""
        return self.query.get(name, [default])[-1]

    def is_on(self, name: str) -> bool:
        """A query parameter that is true or false."""
        return self.option(name).lower() in ("true", "1")

    def speaks_of(self, text: str) -> bool:
        """Does the path, the operation or the body contain this text?"""
        return text in unquote(self.path) or text in self.operation or text.encode() in self.content


@dataclass(frozen=True)
class Answer:
    """What is sent back; a `cut` one closes the connection without a word."""

    status: int = 200
    content: bytes = b""
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    cut: bool = False

    @property
    def body(self) -> Any:
        """The JSON of the answer."""
        return json.loads(self.content) if self.content else None


def answer_from(thing: Json | str | None, status: int = 200) -> Answer:
    """JSON, plain text (an export) or nothing at all."""
    if thing is None:
        return Answer(204)
    if isinstance(thing, str):
        return Answer(status, thing.encode(), "text/csv")
    return Answer(status, json.dumps(thing, ensure_ascii=False, indent=2).encode())


def answer_refusal(refusal: Refusal) -> Answer:
    """An error as Google writes it."""
    return answer_from(refusal.body(), refusal.code)
