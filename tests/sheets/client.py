"""The real gspread client, pointed at the stand-in."""

from __future__ import annotations

import re
from typing import Any

import gspread
from google.oauth2.credentials import Credentials

from tests.sheets.accounts import ALL_SCOPES
from tests.sheets.server import Server
from tests.sheets.world import ROBOT

GOOGLE = re.compile(r"^https://(sheets|www|forms)\.googleapis\.com")


def connect(server: Server, account: str = ROBOT, scopes: tuple[str, ...] = ALL_SCOPES) -> gspread.Client:
    """A gspread client that speaks to the server in the name of an account."""
    token = server.world.accounts.grant(account, scopes)
    return gspread.Client(auth=Credentials(token=token), http_client=pointed_at(server.base_url))  # type: ignore[no-untyped-call]


def pointed_at(base_url: str) -> type[gspread.HTTPClient]:
    """The HTTP client of gspread with another address in the place of Google's."""

    class Pointed(gspread.HTTPClient):
        """Sends what was meant for Google to the stand-in."""

        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
            return super().request(method, GOOGLE.sub(base_url, endpoint), *args, **options)

    return Pointed
