"""A built site in, an index to search it by out: one for each language, made by pagefind where it is installed."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from pipeline.site.keeping import keep

UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
"""Ready-made interfaces that come with the index: our search page has its own."""


def index_pages(site: Path, kept: Path) -> bool:
    """Index a site's pages; whether there is something to search by. Without pagefind the list of pages remains.

    The same pages have the same index: it is made once.
    """
    if find_spec("pagefind") is None:
        return False
    index = keep(kept, (_digest(site), version("pagefind")), partial(_make_index, site))
    with tarfile.open(fileobj=BytesIO(index)) as packed:
        packed.extractall(site, filter="data")
    return (site / "pagefind").exists()


def _digest(site: Path) -> str:
    """What pagefind reads: every page, with its address."""
    read = sha256()
    for page in sorted(site.rglob("*.html")):
        read.update(f"{page.relative_to(site)}\0".encode() + page.read_bytes() + b"\0")
    return read.hexdigest()


def _make_index(site: Path) -> bytes:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
    subprocess.run(command, capture_output=True, check=False)
    folder = site / "pagefind"
    for pattern in UNUSED:
        for file in folder.glob(pattern):
            file.unlink()
    _order(folder / "pagefind-entry.json")
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        if folder.exists():
            tar.add(folder, "pagefind")
    return packed.getvalue()


def _order(listing: Path) -> None:
    """The list of languages is written in a new order each time; the same site has the same bytes."""
    if listing.exists():
        said = json.loads(listing.read_text(encoding="utf-8"))
        listing.write_text(json.dumps(said, sort_keys=True, ensure_ascii=False), encoding="utf-8")
