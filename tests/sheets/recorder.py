"""A gspread client that writes down what it asks and what Google answers, for `make fidelity`.

No header is written, so no token; every e-mail address becomes that of nobody.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import gspread

from tests.sheets.cassettes import NOBODY
from tests.sheets.kinds import Json

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


class Recorder(gspread.HTTPClient):
    """The client of gspread for HTTP, with a memory."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.interactions: list[Json] = []
        self.session.hooks["response"].append(self.note)

    def note(self, response: Any, *_arguments: Any, **_options: Any) -> None:
        """Write one exchange down, whether Google accepted it or not."""
        sent = response.request.body
        text = sent.decode() if isinstance(sent, bytes) else sent
        self.interactions.append(
            {
                "request": {"method": response.request.method, "uri": response.request.url, "body": text},
                "response": {
                    "status": {"code": response.status_code, "message": response.reason},
                    "body": {"string": response.text},
                },
            }
        )

    def save(self, path: Path) -> None:
        """Write the cassette."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"version": 1, "interactions": self.interactions}, ensure_ascii=False, indent=1)
        path.write_text(EMAIL.sub(NOBODY, text), encoding="utf-8")
