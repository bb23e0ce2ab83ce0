"""The site's build: user CPU against bare Pelican on the same pages in the same run, what a memory saves, and weight.

Both sides read the repository's content in all languages of programme.yaml, grown to at least 350 Markdown pages by
copies of its own texts under other names, as many in each language, so that lengths, letters and translations are
those of a real site. Bare Pelican: default settings, its own `simple` theme, no plugin; its copy does not name our
templates, which it does not have. Ours is measured four times: cold, the whole build with nothing kept from an
earlier one, so that it also draws a picture for each page and indexes all of them; pages only, which bare Pelican
makes too, with those pictures and that index kept; warm, when nothing has changed; and touched, when one page has.
Rounds alternate, so that all meet the same machine. Prints one line of JSON; exits with 1 where a limit is passed.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site.building import the_whole_programme

ROOT = Path(__file__).resolve().parents[1]
PAGES = 350
RUNS = 5
CPU_LIMIT = 2.5  # the whole build, and its pages alone, in bare Pelican's
WARM_LIMIT = 0.5  # a second build, in a cold one's
WEIGHT_LIMIT = 14 * 1024
FIELD = re.compile(r"^[A-Za-z_]+:.*\n", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\(page:[^)]*\)")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
HEAD = "Title: Page {number}\nSlug: page-{number}\nDate: 2026-01-{day:02}\nSummary: A page\n\n"
LIMITS = {
    "cold_to_bare": CPU_LIMIT,
    "pages_to_bare": CPU_LIMIT,
    "warm_to_cold": WARM_LIMIT,
    "touched_to_cold": WARM_LIMIT,
    "heaviest_gzip_bytes": WEIGHT_LIMIT,
}
OURS = """\
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
KEPT = {kept!r}
"""
PELICAN = """\
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
BARE = {"bare": PELICAN, "bare_without_menu": PELICAN + "DISPLAY_PAGES_ON_MENU = False\n"}
"""Bare Pelican as it comes; and without its menu of all pages, which ours does not have, to see what that weighs."""


def grow_content(content: Path, languages: tuple[str, ...], wanted: int, folder: str) -> None:
    """The repository's content, and copies of its pages in a folder of it until there are as many as wanted."""
    shutil.copytree(ROOT / "content", content)
    for language in languages:
        originals = sorted((content / "pages" / language).glob("*.md"))
        grown = content / folder / language
        grown.mkdir(exist_ok=True)
        for number in range(-(-wanted // len(languages)) - len(originals)):
            text = strip_links(originals[number % len(originals)].read_text(encoding="utf-8"))
            head = HEAD.format(number=number, day=number % 28 + 1)
            (grown / f"page-{number}.md").write_text(head + text, encoding="utf-8")


def strip_links(text: str) -> str:
    """A page's Markdown without its fields, and without what only our build can fill in."""
    return PLACEHOLDER.sub("–", LINK.sub(r"\1", FIELD.sub("", text)))


def copy_bare(content: Path, folder: Path) -> Path:
    """The content without the line that chooses a template."""
    copy = Path(shutil.copytree(content, folder / "content"))
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

    for former in (kept, *(folder / name for name in ("ours", *BARE))):
        shutil.rmtree(former, ignore_errors=True)
    seconds = {"cold": build()}
    for name in ("prose", "templates", "pages", "codes"):
        shutil.rmtree(kept / name)
    seconds |= {"pages": build(), "warm": build()}
    with (content / "pages/fr/duo.md").open("a", encoding="utf-8") as page:
        page.write("\nUne phrase de plus.\n")
    seconds["touched"] = build()
    bare = {name: measure_build(folder / "content", folder / f"{name}.py", folder / name) for name in BARE}
    return {**seconds, **bare}


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
        languages = the_whole_programme().languages.site
        grow_content(folder / "ours-content", languages, PAGES, "news")
        copy = copy_bare(folder / "ours-content", folder)
        for bare, settings in BARE.items():
            (folder / f"{bare}.py").write_text(settings.format(content=str(copy)), encoding="utf-8")
        write_settings(folder / "ours.py", folder / "kept")
        rounds = [measure_round(folder) for _ in range(RUNS)]
        seconds = {kind: statistics.median(one[kind] for one in rounds) for kind in rounds[0]}
        result = {
            "languages": len(languages),
            "markdown_pages": len(list(copy.glob("[pn]*/*/*.md"))),
            "pages": len(list((folder / "ours").rglob("*.html"))),
            "bare_pages": len(list((folder / "bare").rglob("*.html"))),
            **{f"{kind}_user_seconds": round(found, 2) for kind, found in seconds.items()},
            "cold_to_bare": round(seconds["cold"] / seconds["bare"], 2),
            "cold_to_bare_without_menu": round(seconds["cold"] / seconds["bare_without_menu"], 2),
            "pages_to_bare": round(seconds["pages"] / seconds["bare"], 2),
            "warm_to_cold": round(seconds["warm"] / seconds["cold"], 2),
            "touched_to_cold": round(seconds["touched"] / seconds["cold"], 2),
            "heaviest_gzip_bytes": weigh_pages(folder / "ours"),
        }
    print(json.dumps(result))
    return int(any(result[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
