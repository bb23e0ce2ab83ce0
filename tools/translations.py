"""Pages in; out, the translations that are older than the page they were made from. With paths: marks these as read again."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.site.translating import find_stale, mark_seen, revise
from pipeline.site.writing import Manuscript, read_manuscripts
from tools.content import settings_of

ROOT = Path(__file__).resolve().parents[1]


def main(paths: list[str]) -> int:
    """List what is stale, or mark the named translations as following their source again."""
    settings = settings_of("pelicanconf")
    languages = settings["PROGRAMME"].languages.site
    manuscripts = read_manuscripts(Path(settings["PATH"]), languages)
    for path in paths:
        mark(Path(path), manuscripts, languages[0])
    if not paths:
        stale = [str(notice.details["path"]) for notice in find_stale(manuscripts)]
        print(*stale or ["Every translation follows its source."], sep="\n")
    return 0


def mark(path: Path, manuscripts: tuple[Manuscript, ...], source: str) -> None:
    """A translation says which state of the site's first language it follows."""
    *_, folder, _, name = path.parts
    key = Path(name).stem
    page = next(one for one in manuscripts if (one.folder, one.language, one.key) == (folder, source, key))
    path.write_text(mark_seen(path.read_text(encoding="utf-8"), revise(page)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
