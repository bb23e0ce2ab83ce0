"""A web application in; a server that listens, out. It stands behind the organisation's own web server."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask
from waitress.server import create_server

THREADS = 8
CONNECTIONS = 1000
WAITING = 1024  # connections that the system holds until one is free


@dataclass(frozen=True)
class Server:
    """A server that listens; people wait until it is run."""

    waitress: Any
    address: str

    def run(self) -> None:
        """Serve until somebody ends it."""
        self.waitress.run()

    def close(self) -> None:
        """End it."""
        self.waitress.close()


def open_server(app: Flask, host: str, port: int) -> Server:
    """A server on one port; 0 takes any that is free."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # who waits is served; it is no news
    made: Any = create_server(
        app, host=host, port=port, threads=THREADS, connection_limit=CONNECTIONS, backlog=WAITING,
        ident="", clear_untrusted_proxy_headers=False,
    )  # fmt: skip
    ports = [port for _, port in getattr(made, "effective_listen", ())] or [made.effective_port]
    return Server(made, f"http://{host}:{ports[0]}")
