"""The site's content in; out, a sentence with file and line for everything that is wrong in it: part of `make check`.

A site still builds with such faults, without the page or item that has them. Here they fail.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

from pipeline.site.plugin import read_sources
from pipeline.site.wording import say_notice


def main() -> int:
    """Say every fault; how many there are."""
    faults = find_faults(settings_of("pelicanconf"))
    print(*faults, sep="\n", end="\n" if faults else "")
    return len(faults)


def settings_of(name: str) -> dict[str, Any]:
    """The site's settings, as Pelican reads them."""
    return {key: value for key, value in vars(importlib.import_module(name)).items() if key.isupper()}


def find_faults(settings: dict[str, Any]) -> list[str]:
    """Every fault, in the team's language."""
    sources = read_sources(settings)
    return [say_notice(fault, sources.programme.languages.workbook) for fault in sources.faults]


if __name__ == "__main__":
    sys.exit(main())
