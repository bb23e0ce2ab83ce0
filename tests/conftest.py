"""What every test shares: properties are checked without a stopwatch, and there is one browser for all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ON_A_MAC = "/Applications/Chromium.app/Contents/MacOS/Chromium"
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), ON_A_MAC)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser that asks nobody but the page's server."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
