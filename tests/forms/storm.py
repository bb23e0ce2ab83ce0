"""Many people at once: so many send different applications for so long; then the server is killed in the midst of them."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from tests.forms.places import NEWCOMER

PATH = "/fr/newcomer"
YOUNG_SECONDS = 3.2  # until a page may be sent back
TOKEN = re.compile(rb'name="token" value="([^"]+)"')
NUMBER = re.compile(rb"Location: \S*/received/([A-Z0-9-]+)")
LENGTH = re.compile(rb"Content-Length: (\d+)", re.IGNORECASE)


@dataclass
class Storm:
    """What came back: receipts, how long each took, and what was cut off before it could be answered."""

    port: int
    receipts: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cut: list[bytes] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    is_over: bool = False
    names: Iterator[int] = field(default_factory=count)

    memory: int = 0  # the most that the server used, in MB

    def percentile(self, share: float) -> float:
        """The time below which this share of the applications were answered, in milliseconds."""
        return 1000 * sorted(self.seconds)[int(len(self.seconds) * share)]

    async def rage(self, clients: int, seconds: float, server: subprocess.Popen[bytes]) -> None:
        """All clients at once, until the server is killed in the midst of them."""
        working = [asyncio.create_task(self.work()) for _ in range(clients)]
        await asyncio.sleep(seconds + YOUNG_SECONDS)
        self.memory = most_memory(server.pid)
        server.send_signal(signal.SIGKILL)
        self.is_over = True
        await asyncio.gather(*working)

    async def work(self) -> None:
        """One client: looks at the form, waits, and sends one application after the other."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = b""
        try:
            token = TOKEN.findall(await self.ask(reader, writer, b"GET", b""))[0].decode()
            await asyncio.sleep(YOUNG_SECONDS)
            while not self.is_over:
                body = self.application(token)
                await self.send(reader, writer, body)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.cut.append(body)
        with suppress(ConnectionError):
            writer.close()

    def application(self, token: str) -> bytes:
        """An application unlike any other."""
        answers = {**NEWCOMER, "token": token, "needs.other": f"souhait {next(self.names)}"}
        return urlencode(answers, doseq=True).encode()

    async def send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> None:
        """One application, timed."""
        began = perf_counter()
        answer = await self.ask(reader, writer, b"POST", body)
        self.seconds.append(perf_counter() - began)
        found = NUMBER.search(answer)
        if found:
            self.receipts.append(found[1].decode())
        else:
            self.refused.append(answer[:200])

    async def ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, method: bytes, body: bytes
    ) -> bytes:
        """One request over a connection that stays open, and the whole answer."""
        kind = b"Content-Type: application/x-www-form-urlencoded\r\n" if body else b""
        head = b"%b %b HTTP/1.1\r\nHost: localhost\r\n%bContent-Length: %d\r\n\r\n"
        writer.write(head % (method, PATH.encode(), kind, len(body)) + body)
        await writer.drain()
        answer = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(answer)
        return answer + await reader.readexactly(int(length[1]) if length else 0)

    async def send_again(self) -> None:
        """Those who were cut off press “Send” once more, each with the same page."""
        again, self.cut = [body for body in self.cut if body], []
        for body in again:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            await self.send(reader, writer, body)
            writer.close()


def most_memory(process: int) -> int:
    """The most memory that a process has used, in MB; 0 where the system does not say."""
    path = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", path.read_text()) if path.exists() else None
    return int(found[1]) // 1000 if found else 0
