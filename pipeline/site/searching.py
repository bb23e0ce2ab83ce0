"""A built site in, an index to search it by out: one for each language, made by pagefind where it is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
"""Ready-made interfaces that come with the index: our search page has its own."""


def index_pages(site: Path) -> bool:
    """Index a site's pages; whether there is something to search by. Without pagefind the list of pages remains."""
    if find_spec("pagefind") is None:
        return False
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
    done = subprocess.run(command, capture_output=True, check=False)
    for pattern in UNUSED:
        for file in (site / "pagefind").glob(pattern):
            file.unlink()
    _order(site / "pagefind" / "pagefind-entry.json")
    return done.returncode == 0


def _order(listing: Path) -> None:
    """The list of languages is written in a new order each time; the same site has the same bytes."""
    if listing.exists():
        said = json.loads(listing.read_text(encoding="utf-8"))
        listing.write_text(json.dumps(said, sort_keys=True, ensure_ascii=False), encoding="utf-8")
