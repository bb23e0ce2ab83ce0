"""A whole `duos run` on local files: three hundred people on each side, applications arriving and decisions taken.

`python -m benchmarks.season [COUNT]` prints seconds by stage and the peak of memory, of a run with work to do and of
the next one, which has none.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from shutil import copy

from pipeline import run as corridor
from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.run import House
from pipeline.settings import load

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)
COUNT = 300


def prepare_season(folder: Path, count: int) -> None:
    """A season in its middle, with `count` people on each side."""
    for name in ("programme.yaml", "form.yaml"):
        copy(ROOT / name, folder / name)
    programme, form = load(folder / "programme.yaml", folder / "form.yaml")
    house = House(programme, form, folder, datetime(2026, 11, 24, 9, 0))
    paths = Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))
    draw = Draw(form, 2026, TODAY, count)
    write_season(programme, draw, paths, lambda day: corridor.run(house.at(day), day))


def measure_run(folder: Path) -> dict[str, object]:
    """One run in its own process: what it says of itself, and the processor seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline", "run", "--json", "--today", str(TODAY)]
    done = subprocess.run(
        [*command, "--programme", str(folder / "programme.yaml")],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(done.stdout)
    return {
        **{name: said[name] for name in ("responses", "registered", "proposed", "written", "milliseconds")},
        "user_seconds": round(after.ru_utime - before.ru_utime, 2),
        "peak_megabytes": round(after.ru_maxrss / 1024),
    }


def main(arguments: list[str]) -> None:
    """Measure a run with work to do, then one without."""
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory() as folder:
        prepare_season(Path(folder), count)
        for name in ("first", "again"):
            print(json.dumps({"people": 2 * count, "run": name, **measure_run(Path(folder))}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
