"""A built site in, an index to search it by out: one for each language, made by pagefind where it is installed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.site.keeping import is_kept, keep, write

TEXT = re.compile(r"<main\b[^>]* data-pagefind-body>.*</main>", re.DOTALL)
ELISION = re.compile(r"\b(c|d|j|l|m|n|s|t|qu)’(?=\w)", re.IGNORECASE)
GAP = "\u200a"  # a hair space: pagefind parts words there, and the page that searches takes it away again
SHARED = r"pagefind(-worker)?\.js|wasm\.unknown\.pagefind"
"""What searching needs in every language; the ready-made interfaces that come with it are left out: we have our own."""
OWN = r"(index|fragment)/{0}_.*|(pagefind|wasm)\.{0}[_.].*"
LISTING = "pagefind-entry.json"

Pages = tuple[tuple[str, str], ...]
"""Addresses, and the text that can be found there, as HTML."""
Index = dict[str, bytes]
"""The files of one language's index, by address."""


def index_pages(site: Path, languages: Iterable[str], kept: Path) -> bool:
    """Index a site's pages; whether there is something to search by. Without pagefind the list of pages remains.

    The same texts in a language have the same index: it is made once, and those that are missing in one go.
    """
    program = find_program()
    if not program:
        return False
    edition = version("pagefind")
    read = {language: _read_pages(site, language) for language in languages}
    pages = {language: found for language, found in read.items() if found}
    made_of = {language: (_digest(found), edition) for language, found in pages.items()}
    missing = {one: found for one, found in pages.items() if not is_kept(kept, made_of[one])}
    made = _make_indexes(program, missing) if missing else {}
    if not pages or len(made) < len(missing):
        return False
    sealed = [keep(kept, made_of[one], partial(_seal, made.get(one, {}))) for one in made_of]
    _write(site / "pagefind", [_unseal(index) for index in sealed])
    return True


def find_program() -> Path | None:
    """Pagefind itself, which needs no Python around it."""
    found = find_spec("pagefind_bin")
    return Path(found.origin).with_name("pagefind") if found and found.origin else None


def _read_pages(site: Path, language: str) -> Pages:
    """What a page has in common with the others is not searched, and pagefind is spared it."""
    files = sorted((site / language).rglob("*.html"))
    found = ((file, TEXT.search(file.read_text(encoding="utf-8"))) for file in files)
    return tuple(
        (file.relative_to(site).as_posix(), f'<html lang="{language}">{part_words(text[0])}')
        for file, text in found
        if text
    )


def part_words(text: str) -> str:
    """In French, *d’urgence* is found by *urgence*: what is elided stands as a word of its own."""
    return ELISION.sub(rf"\1’{GAP}", text)


def _digest(pages: Pages) -> str:
    return sha256(repr(pages).encode()).hexdigest()


def _make_indexes(program: Path, pages: Mapping[str, Pages]) -> dict[str, Index]:
    """Some languages' indexes; none where pagefind does not work on this machine."""
    with TemporaryDirectory() as name:
        written = Path(name, "written")
        for address, text in (page for listed in pages.values() for page in listed):
            write(Path(name, address), text.encode())
        command = [str(program), "--site", name, "--output-path", str(written), "--silent"]
        try:
            subprocess.run(command, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return {}
        found = (file for file in written.rglob("*") if file.is_file())
        files = {file.relative_to(written).as_posix(): file.read_bytes() for file in found}
    return {language: _choose(files, language) for language in pages}


def _choose(files: Mapping[str, bytes], language: str) -> Index:
    """One language's part of what was written, and of the list of languages."""
    wanted = re.compile(f"{OWN.format(language)}|{SHARED}")
    listing = json.loads(files[LISTING])
    listing["languages"] = {code: told for code, told in listing["languages"].items() if code == language}
    chosen = {name: file for name, file in sorted(files.items()) if wanted.fullmatch(name)}
    return {**chosen, LISTING: json.dumps(listing).encode()}


def _seal(index: Index) -> bytes:
    return json.dumps(
        {name: file.decode("latin-1") for name, file in index.items()}, ensure_ascii=False
    ).encode()


def _unseal(sealed: bytes) -> Index:
    return {name: file.encode("latin-1") for name, file in json.loads(sealed).items()}


def _write(folder: Path, indexes: Sequence[Index]) -> None:
    """The indexes beside each other, and one list of languages, always in the same order."""
    files = {name: file for index in indexes for name, file in index.items()}
    listings = [json.loads(index[LISTING]) for index in indexes]
    languages = {code: told for listing in listings for code, told in listing["languages"].items()}
    files[LISTING] = json.dumps({**listings[0], "languages": languages}, sort_keys=True).encode()
    for name, file in files.items():
        write(folder / name, file)
