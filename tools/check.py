"""All checks of the code, in one table: `make check`, pre-commit and continuous integration run exactly these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

BIN = Path(sys.executable).parent
SCRIPTS = sorted(
    map(str, (*Path("tools").glob("*.sh"), *Path("tools").glob("*/*.sh"), *Path("deploy").glob("*/*.sh")))
)

CHECKS: dict[str, tuple[str, ...]] = {
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "lint": ("ruff", "check", "--quiet", "."),
    "types": ("mypy",),
    "architecture": ("lint-imports", "--no-logo"),
    "dependencies": ("deptry", "."),
    "spelling": ("codespell",),
    "templates": ("djlint", "theme/templates", "pipeline/forms", "pipeline/documents", "--lint", "--quiet"),
    "shell": ("shellcheck", *SCRIPTS),
    "workflows": ("actionlint", "-shellcheck", str(BIN / "shellcheck"), "deploy/github/duos.yml"),
    "catalogs": ("python", "-m", "tools.catalogs", "--check"),
    "content": ("python", "-m", "tools.content"),
}


def main(names: list[str]) -> int:
    """Run the named checks, or all of them; each failure shows its whole output."""
    failed = [name for name in names or CHECKS if not passes(name)]
    if failed:
        print(f"Not yet: {', '.join(failed)}.")
    return len(failed)


def passes(name: str) -> bool:
    """Run one check and say how it went."""
    program, *arguments = CHECKS[name]
    begun = perf_counter()
    done = subprocess.run([BIN / program, *arguments], capture_output=True, text=True, check=False)
    mark = "✗" if done.returncode else "✓"
    print(f"{mark} {name:13}{perf_counter() - begun:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", flush=True)
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
