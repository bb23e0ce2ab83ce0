"""All benchmarks, one after the other: two at once would measure each other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ALONE = {"__init__", "__main__", "peer"}


def main() -> int:
    """Run each benchmark in its own process; the number of those that missed their target."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ALONE)
    return sum(_measure(name) for name in names)


def _measure(name: str) -> bool:
    print(f"— {name}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    return subprocess.run(command, cwd=FOLDER.parent, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
