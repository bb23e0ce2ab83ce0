"""How time and memory grow: the same synthetic country by both searches, beside dense numpy and scipy in the same run.

`python -m benchmarks.growth [SIZE…] [--peer-up-to N] [--even]` prints a line for each size and engine, then the
exponents. `dense` is what one would write without us: every pair of the whole table scored by numpy, the table solved
by scipy.optimize.linear_sum_assignment. With --even, people per square kilometre are the same at every size; without,
they live in towns, and the largest town grows with the country. Both searches run on all cores; what is compared are
processor seconds, added over the cores.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import joblib
import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.crowds import ROOT, Crowd, draw_country
from benchmarks.matching import peak_megabytes
from pipeline.matching import Meeting, choose_pairs, meeting
from pipeline.stages.features import ONE

SIZES = (100, 1_000, 10_000)
PEER_UP_TO = 10_000
FASTER = {"default": 10, "compiled": 100}  # than the peer, at 10,000 on each side
TILE = 1 << 20
Measured = dict[str, Any]


def measure(engine: str, count: int, *, even: bool) -> Measured:
    """Processor seconds (the median of several where it is quick), peak memory, and what was found.

    What others do on the machine at the same time makes no difference to processor seconds, or little.
    """
    crowd = draw_country(count, even=even)
    run = ENGINES[engine]
    run(draw_country(50, even=even))  # compilation, imports and caches are not what grows
    drawn = peak_megabytes()
    seconds: list[float] = []
    elapsed: list[float] = []
    found: Measured = {}
    with joblib.parallel_config(backend="threading", n_jobs=joblib.cpu_count()):
        while not seconds or (len(seconds) < 5 and sum(seconds) < 2):
            start = time.process_time(), time.perf_counter()
            found = run(crowd)
            seconds.append(time.process_time() - start[0])
            elapsed.append(time.perf_counter() - start[1])
    figures = {"seconds": statistics.median(seconds), "elapsed": statistics.median(elapsed), "drawn": drawn}
    return {**figures, "megabytes": peak_megabytes(), **found}


def run_default(crowd: Crowd) -> Measured:
    """Ours, by arrays."""
    meeting.WIDE = sys.maxsize
    return _choose(crowd)


def run_compiled(crowd: Crowd) -> Measured:
    """Ours, by machine code."""
    meeting.WIDE = 0
    return _choose(crowd)


def run_dense(crowd: Crowd) -> Measured:
    """The peer: the whole table by numpy, solved by scipy."""
    meeting = crowd.meet()
    values = _table(meeting, round(crowd.programme.matching.floor * ONE))
    rows, columns = linear_sum_assignment(values, maximize=True)
    worth = values[rows, columns]
    return {
        "total": int(worth.sum()),
        "pairs": int((worth > 0).sum()),
        "plausible": int((values > 0).sum()),
        "gap": 0,
    }


def _choose(crowd: Crowd) -> Measured:
    chosen = choose_pairs(crowd.meet(), crowd.programme.matching)
    pairs = chosen.pairs
    return {
        "total": int(pairs.scores.sum()) + len(pairs),
        "pairs": len(pairs),
        "plausible": int(chosen.options.sum()),
        "gap": chosen.proof.gap,
    }


def _table(meeting: Meeting, floor: int) -> Any:
    citizens = np.arange(len(meeting.places))
    table = np.zeros((len(meeting.requests), len(citizens)))
    height = max(1, TILE // max(1, len(citizens)))
    for start in range(0, len(table), height):
        rows = np.arange(start, min(start + height, len(table)))[:, None]
        scores = meeting.features.score(citizens[None, :], rows)
        allowed = ~meeting.gates.stops(citizens[None, :], rows) & (scores >= floor)
        table[start : start + height] = np.where(allowed, scores + 1, 0)
    return table


ENGINES: Mapping[str, Callable[[Crowd], Measured]] = {
    "default": run_default,
    "compiled": run_compiled,
    "dense": run_dense,
}


def measure_apart(engine: str, count: int, *, even: bool) -> Measured:
    """Measured in a process of its own, so that its memory is nobody else's."""
    more = ["--even"] if even else []
    command = [sys.executable, "-m", "benchmarks.growth", "--one", engine, str(count), *more]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    measured: Measured = json.loads(said.stdout)
    return measured


def compare(sizes: Sequence[int], peer_up_to: int, *, even: bool) -> bool:
    """Print what was measured and the exponents; whether totals agree and every target is met."""
    engines = [engine for engine in ENGINES if engine != "compiled" or find_spec("numba")]
    curves: dict[str, dict[int, Measured]] = {engine: {} for engine in engines}
    met = True
    for count in sizes:
        for engine in engines:
            if engine == "dense" and count > peer_up_to:
                continue
            curves[engine][count] = measure_apart(engine, count, even=even)
            print(tell(count, engine, curves[engine][count]), flush=True)
        met &= _is_met(count, {engine: curve[count] for engine, curve in curves.items() if count in curve})
    for engine, curve in curves.items():
        _print_exponents(engine, curve)
    return met


def tell(count: int, engine: str, measured: Measured) -> str:
    """One line."""
    return (
        f"{count:>8} {engine:9}{measured['seconds']:9.3f} s ({measured['elapsed']:.3f} elapsed) "
        f"{measured['megabytes']:6.0f} MB ({measured['drawn']:.0f} before) "
        f"{measured['plausible']:>11,} plausible {measured['pairs']:>7} pairs  total {measured['total'] / ONE:11.3f}  "
        f"gap at most {measured['gap'] / max(1, measured['total']):.1e}"
    )


def exponent(curve: Mapping[int, Measured], by: Callable[[int], float]) -> float:
    """The slope of time in logarithms between the smallest and the largest size."""
    first, last = min(curve), max(curve)
    grown = math.log(curve[last]["seconds"] / curve[first]["seconds"])
    return grown / math.log(by(last) / by(first))


def _print_exponents(engine: str, curve: Mapping[int, Measured]) -> None:
    large = {count: measured for count, measured in curve.items() if count >= 1_000}
    if len(large) > 1:
        people = exponent(large, float)
        pairs = exponent(large, lambda count: large[count]["plausible"])
        print(f"{engine:9} seconds grow as people^{people:.2f}, as plausible pairs^{pairs:.2f}")


def _is_met(count: int, measured: Mapping[str, Measured]) -> bool:
    peer, met = measured.get("dense"), True
    for engine, ours in measured.items():
        if peer is None or engine == "dense":
            continue
        ratio, share = peer["seconds"] / ours["seconds"], ours["megabytes"] / peer["megabytes"]
        aim = FASTER[engine] if count == PEER_UP_TO else 0
        is_same = peer["total"] - ours["total"] <= max(1, ours["gap"])
        said = "same total" if is_same else "OTHER TOTAL"
        print(
            f"{'':8} → {engine}: {ratio:.1f} times faster (aim: {aim}), {share:.0%} of the memory, {said}",
            flush=True,
        )
        met &= is_same and ratio >= aim
    return met


def main(arguments: Sequence[str] = ()) -> int:
    """Measure the sizes asked for; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--peer-up-to", type=int, default=PEER_UP_TO)
    parser.add_argument("--even", action="store_true")
    parser.add_argument("--one", choices=list(ENGINES))
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(measure(asked.one, asked.sizes[0], even=asked.even)))
        return 0
    return 0 if compare(asked.sizes or SIZES, asked.peer_up_to, even=asked.even) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
