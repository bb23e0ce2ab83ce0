"""What reads pages as validators do: vnu and html-validate, many files at once, and axe in a browser."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none
from playwright.sync_api import Page

from tests.site.building import ROOT, Site

TOOLS = ROOT / "tools" / "site"
VNU = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
HTML_VALIDATE = TOOLS / "node_modules/html-validate/bin/html-validate.mjs"
RULES = TOOLS / ".htmlvalidate.mjs"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe().axe_script
RUN = f"axe.run(document, {{runOnly: {WCAG}, resultTypes: ['violations']}}).then(found => found.violations)"
SCREENS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('.top a, .door, .button, button, summary, .foot a, .chooser a')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => `${one.textContent.trim()}: ${one.getBoundingClientRect().height}`)"""


def install_validators() -> None:
    """Both validators, as tools/site pins them; installed the first time."""
    subprocess.run(["sh", str(TOOLS.parent / "packages.sh"), str(TOOLS)], check=True, timeout=300)


def one_per_template(site: Site, language: str) -> dict[str, Path]:
    """A page of each kind: what its body says it is."""
    return {
        re.findall('<body class="([^"]+)"', file.read_text("utf-8"))[0]: file
        for file in site.language_pages(language)
    }


def find_vnu_errors(files: Iterable[Path]) -> list[str]:
    """What the validator of the living standard calls an error."""
    command = ["java", "-Xss4m", "-jar", str(VNU), "--format", "json", "--errors-only", *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)
    return [
        f"{one['url']}:{one.get('lastLine')} {one['message']}" for one in json.loads(done.stderr)["messages"]
    ]


def find_html_errors(files: Iterable[Path]) -> list[str]:
    """What html-validate finds, with tools/site/.htmlvalidate.mjs."""
    command = ["node", str(HTML_VALIDATE), "--config", str(RULES), "--formatter", "text", *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


def find_axe_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is shown."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{page.url}: {one['id']} {[node['target'] for node in one['nodes']]}" for one in found]


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page on a telephone and on a wide screen, by day and by night."""
    page.goto(address)
    faults: list[str] = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        faults += [f"{width} {scheme} {fault}" for fault in find_axe_faults(page)]
        faults += [f"{address}: wider than {width} px"] * (page.evaluate(OVERFLOW) > 0)
    page.set_viewport_size({"width": 320, "height": 800})
    return [*faults, *(f"{address}: small target {one}" for one in page.evaluate(SMALL_TARGETS))]
