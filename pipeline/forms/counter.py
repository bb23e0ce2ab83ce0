"""The pipeline's own counter: with the password, sealed envelopes are handed out and, once they are safe, wiped."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from pipeline.forms.inbox import Envelope, Inbox
from pipeline.forms.seals import Seal

BATCH = 500
LEAST_TOKEN = 32  # characters


@dataclass(frozen=True)
class Counter:
    """What the pipeline alone asks for; without a password on this machine, nothing but the name of the key."""

    inbox: Inbox
    seal: Seal
    token: str
    now: Callable[[], datetime]

    def tell_key(self) -> ResponseReturnValue:
        """The public key with which answers are sealed."""
        return {"key": self.seal.public.hex()}

    def hand_out(self) -> ResponseReturnValue:
        """The next envelopes, sealed as they are."""
        self._admit()
        found = self.inbox.read(request.args.get("after", 0, type=int), BATCH)
        return {"envelopes": [_written(envelope) for envelope in found]}

    def wipe(self) -> ResponseReturnValue:
        """Envelopes that the pipeline has are wiped."""
        self._admit()
        said = request.get_json(silent=True)
        numbers = said.get("numbers") if isinstance(said, dict) else None
        if not isinstance(numbers, list):
            raise BadRequest
        return {"wiped": self.inbox.wipe(map(str, numbers), self.now().date())}

    def _admit(self) -> None:
        if len(self.token) < LEAST_TOKEN:
            raise NotFound
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise Forbidden


def _written(envelope: Envelope) -> dict[str, object]:
    body = b64encode(envelope.body).decode()
    return {"id": envelope.id, "number": envelope.number, "key": envelope.key, "body": body}
