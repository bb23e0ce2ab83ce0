"""The stand-in as a server on this machine; and the doors through which a test opens it."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.sheets.accounts import as_text, service_account_key, workload_identity
from tests.sheets.exchange import Answer, Call
from tests.sheets.kinds import Json
from tests.sheets.service import answer_call
from tests.sheets.world import ROBOT, World


class Handler(BaseHTTPRequestHandler):
    """Hands each call to the world and writes its answer."""

    protocol_version = "HTTP/1.1"
    # Without these two each answer leaves in several packets and waits for the other side.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Listener

    def handle_call(self) -> None:
        """One call."""
        parts = urlsplit(self.path)
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, parts.path, parse_qs(parts.query), headers, content)
        answer = answer_call(self.server.world, call)
        time.sleep(answer.delay)
        if answer.cut:
            self.cut()
        else:
            self.send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_call  # noqa: N815  # the names http.server calls

    def send(self, answer: Answer) -> None:
        """Status, headers, content."""
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def cut(self) -> None:
        """Close with a reset, as a router that loses its memory does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
        self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Say nothing; the world keeps its own log."""


class Listener(ThreadingHTTPServer):
    """One thread per connection; what goes wrong in one is kept for the test to see."""

    daemon_threads = True

    def __init__(self, world: World) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.world, self.errors = world, list[BaseException]()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep an error; a client that hung up is none."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):
            self.errors.append(error)


class Server:
    """`with Server() as server:` — a world behind an address; the test fails if the stand-in did."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self._listener = Listener(self.world)
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`: in the place of every Google host."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    @property
    def token_uri(self) -> str:
        return f"{self.base_url}/token"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        if kind is None:
            self.check()

    def check(self) -> None:
        """Fail when an answer broke Google's schema, or the stand-in itself broke."""
        if self._listener.errors:
            raise self._listener.errors[0]
        assert not self.world.violations, "\n".join(self.world.violations)

    def service_account(self, email: str = ROBOT) -> Json:
        """The key of a service account that this server knows."""
        self.world.accounts.service_accounts.add(email)
        return service_account_key(email, self.token_uri)

    def service_account_file(self, path: Path, email: str = ROBOT) -> Path:
        """The same in a file that only its owner reads."""
        return self._write(path, self.service_account(email))

    def workload_identity_file(self, path: Path, email: str = ROBOT) -> Path:
        """A configuration of workload identity federation; the subject's token lies in a file beside it."""
        subject = path.with_suffix(".subject")
        subject.write_text(f"subject-{email}", encoding="utf-8")
        self.world.accounts.subject_tokens[f"subject-{email}"] = email
        return self._write(path, workload_identity(str(subject), self.token_uri))

    def attached_account(self, email: str = ROBOT) -> dict[str, str]:
        """The environment of a program on a machine of Google's that has an account, for a process of its own."""
        self.world.accounts.attached = email
        host = self.base_url.removeprefix("http://")
        return {"GCE_METADATA_HOST": host, "GCE_METADATA_IP": host}

    def _write(self, path: Path, credentials: Json) -> Path:
        path.write_text(as_text(credentials), encoding="utf-8")
        path.chmod(0o600)
        return path
