"""The site's build: user CPU against bare Pelican on the same files in the same run, and the weight of the heaviest page.

Bare Pelican: default settings, its own `simple` theme, no plugin; it reads a copy of the content whose pages do not
name our templates, which it does not have. Runs alternate, so that both meet the same machine.
Prints one line of JSON; exits with 1 where a limit is passed.
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
RUNS = 7
CPU_LIMIT = 2.5
WEIGHT_LIMIT = 14 * 1024
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


def measure_build(content: Path, settings: Path, output: Path) -> float:
    """User CPU seconds of one build in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(output), "-q"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795521600"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def weigh_pages(site: Path) -> int:
    """The heaviest page with its style sheet, gzipped, in bytes."""
    style = (site / "theme/site.css").read_bytes()
    return max(
        len(gzip.compress(page.read_bytes())) + len(gzip.compress(style)) for page in site.rglob("*.html")
    )


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bareconf.py"
        copy = copy_content(Path(folder))
        bare.write_text(BARE.format(content=str(copy)), encoding="utf-8")
        sites = {"ours": (ROOT / "content", ROOT / "pelicanconf.py"), "bare": (copy, bare)}
        seconds: dict[str, list[float]] = {name: [] for name in sites}
        for _ in range(RUNS):
            for name, (content, settings) in sites.items():
                seconds[name].append(measure_build(content, settings, Path(folder) / name))
        ours, theirs = (statistics.median(seconds[name]) for name in ("ours", "bare"))
        result = {
            "pages": len(list((Path(folder) / "ours").rglob("*.html"))),
            "bare_files": len(list((Path(folder) / "bare").rglob("*.html"))),
            "ours_user_seconds": round(ours, 3),
            "bare_user_seconds": round(theirs, 3),
            "ratio": round(ours / theirs, 2),
            "heaviest_gzip_bytes": weigh_pages(Path(folder) / "ours"),
        }
    print(json.dumps(result))
    return int(result["ratio"] > CPU_LIMIT or result["heaviest_gzip_bytes"] > WEIGHT_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
