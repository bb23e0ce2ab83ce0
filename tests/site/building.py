"""Builds the site as Pelican would, into a folder, and serves it: for the tests of this room."""

from __future__ import annotations

import http.server
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings

from pipeline.settings import load_form, load_programme
from pipeline.site.configuration import derive_settings
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.programme import Programme

ROOT = Path(__file__).resolve().parents[2]
TEAM_LANGUAGES = ("fr", "nl", "en")
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and what the build said."""

    folder: Path
    said: tuple[str, ...]

    @property
    def pages(self) -> list[Path]:
        """Every HTML file but those that only lead elsewhere, sorted."""
        return self._pages_in(self.folder)

    def read(self, path: str) -> str:
        """One file of the site."""
        return (self.folder / path).read_text(encoding="utf-8")

    def language_pages(self, language: str) -> list[Path]:
        """The HTML files of one language."""
        return self._pages_in(self.folder / language)

    def _pages_in(self, folder: Path) -> list[Path]:
        pages = sorted(folder.rglob("*.html"))
        return [page for page in pages if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")]


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def a_programme(**changes: Any) -> Programme:
    """The repository's programme with a site in the team's three languages, with changes."""
    return _the_programme().model_copy(update=changes)


def the_whole_programme() -> Programme:
    """The repository's programme as it is, in every language of its site."""
    return load_programme(ROOT / "programme.yaml")


@cache
def _the_programme() -> Programme:
    programme = the_whole_programme()
    languages = programme.languages.model_copy(update={"site": TEAM_LANGUAGES})
    return programme.model_copy(update={"languages": languages})


@cache
def the_form() -> Form:
    """The repository's form."""
    return load_form(ROOT / "form.yaml")


def build(output: Path, programme: Programme | None = None, today: date = TODAY, **changes: Any) -> Site:
    """The site of a programme, built in this process; `changes` are Pelican settings."""
    settings = derive_settings(programme or a_programme(), ROOT, today, the_form())
    listener = _Listener()
    logger = logging.getLogger("pipeline.site.plugin")
    logger.addHandler(listener)
    try:
        overrides = {
            "SEARCH": False,
            "PUBLISHED": str(output / "none.yaml"),
            **changes,
            "OUTPUT_PATH": str(output),
        }
        LimitFilter._raised_messages.clear()  # Pelican says each thing once in a process
        Pelican(read_settings(override={**settings, **overrides})).run()
    finally:
        logger.removeHandler(listener)
    return Site(output, tuple(listener.said))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a server that shows a folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
