"""The site's build: user CPU against bare Pelican on the same files in the same run, what a memory saves, and weight.

Bare Pelican: default settings, its own `simple` theme, no plugin; it reads a copy of the content whose pages do not
name our templates, which it does not have. Ours is measured four times: cold, with nothing kept from an earlier build,
so that it also draws a picture for each page and indexes all of them; pages only, which bare Pelican makes too, with
those pictures and that index kept; warm, when nothing has changed; and when one page has. Rounds alternate, so that
all meet the same machine. Prints one line of JSON; exits with 1 where a limit is passed.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
CPU_LIMIT = 2.5  # the pages, in bare Pelican's
WARM_LIMIT = 0.5  # warm, in a cold build's
WEIGHT_LIMIT = 14 * 1024
OURS = """\
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
KEPT = {kept!r}
"""
BARE = """\
from pathlib import Path
PATH = {content!r}
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["news"]
THEME = "simple"
PLUGINS = []
SITENAME = "Bare"
DEFAULT_LANG = "fr"
PATH_METADATA = r"(?P<folder>\\w+)/(?P<lang>[a-z]+)/(?P<slug>[\\w-]+)\\.md"
TIMEZONE = "Europe/Brussels"
"""


def copy_content(folder: Path) -> Path:
    """The content without the line that chooses a template."""
    copy = Path(shutil.copytree(ROOT / "content", folder / "content"))
    for page in copy.rglob("*.md"):
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        page.write_text("".join(line for line in lines if not line.startswith("Template:")), encoding="utf-8")
    return copy


def write_settings(file: Path, kept: Path) -> Path:
    """Our settings, with a folder of its own for what is kept."""
    file.write_text(OURS.format(root=str(ROOT), kept=str(kept)), encoding="utf-8")
    return file


def measure_build(content: Path, settings: Path, output: Path) -> float:
    """User CPU seconds of one build in a process of its own."""
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(output), "-q"]
    return measure_command(command, ROOT)


def measure_command(command: list[str], where: Path) -> float:
    """User CPU seconds of a command and everything it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795521600"}
    subprocess.run(command, cwd=where, env=environment, check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def measure_round(folder: Path) -> dict[str, float]:
    """One build of each kind."""
    content, kept = folder / "ours-content", folder / "kept"

    def build() -> float:
        return measure_build(content, folder / "ours.py", folder / "ours")

    shutil.rmtree(kept, ignore_errors=True)
    seconds = {"cold": build()}
    for name in ("prose", "templates"):
        shutil.rmtree(kept / name)
    seconds |= {"pages": build(), "warm": build()}
    with (content / "pages/fr/duo.md").open("a", encoding="utf-8") as page:
        page.write("\nUne phrase de plus.\n")
    seconds["touched"] = build()
    return {**seconds, "bare": measure_build(folder / "content", folder / "bare.py", folder / "bare")}


def weigh_pages(site: Path) -> int:
    """The heaviest page with its style sheet, gzipped, in bytes."""
    style = (site / "theme/site.css").read_bytes()
    return max(
        len(gzip.compress(page.read_bytes())) + len(gzip.compress(style)) for page in site.rglob("*.html")
    )


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = copy_content(folder)
        shutil.copytree(ROOT / "content", folder / "ours-content")
        (folder / "bare.py").write_text(BARE.format(content=str(copy)), encoding="utf-8")
        write_settings(folder / "ours.py", folder / "kept")
        rounds = [measure_round(folder) for _ in range(RUNS)]
        seconds = {kind: statistics.median(one[kind] for one in rounds) for kind in rounds[0]}
        result = {
            "pages": len(list((folder / "ours").rglob("*.html"))),
            "bare_files": len(list((folder / "bare").rglob("*.html"))),
            **{f"{kind}_user_seconds": round(found, 2) for kind, found in seconds.items()},
            "pages_to_bare": round(seconds["pages"] / seconds["bare"], 2),
            "warm_to_cold": round(seconds["warm"] / seconds["cold"], 2),
            "heaviest_gzip_bytes": weigh_pages(folder / "ours"),
        }
    print(json.dumps(result))
    limits = {"pages_to_bare": CPU_LIMIT, "warm_to_cold": WARM_LIMIT, "heaviest_gzip_bytes": WEIGHT_LIMIT}
    return int(any(result[name] > limit for name, limit in limits.items()))


if __name__ == "__main__":
    sys.exit(main())
