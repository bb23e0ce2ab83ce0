"""Families and places: how near to the best, proven, and how long it takes, up to 500 families and 50 places.

`python -m benchmarks.packing [FAMILIES×PLACES…]` draws families (adults, children) and places (beds, rooms, places at
school), a little less room than needed, half of the pairs allowed; and measures greed beside it in the same run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching import peak_megabytes
from pipeline.stages.assignment import Market, Sizes, pack
from pipeline.stages.assignment.packing import fill_greedily

CASES = ("50×10", "100×15", "250×25", "500×50")
TARGET = 0.01  # of the total: the largest gap that may be left
FEWER = 0.9  # so much room, out of what everybody needs
LINE = "{case:>8} {pairs:>7} pairs {greed:>11,} {total:>11,} {ceiling:>11,} {gap:>7.2%} {seconds:>6.1f} s {memory:>5.0f} MB"


def draw_case(families: int, places: int, seed: int = 0) -> tuple[Market, Sizes]:
    """Families of one to seven people; places that have room for nine in ten of them altogether."""
    random = np.random.default_rng(seed)
    adults = random.integers(1, 4, families)
    children = random.choice([0, 0, 1, 2, 3, 4], families)
    at_school = np.minimum(children, random.integers(0, 4, families))
    needed = np.stack([adults + children, (adults + children + 1) // 2, at_school])
    free = _share_out(random, needed.sum(axis=1) * FEWER, places)
    allowed = random.random((families, places)) < 0.5
    allowed &= (needed[:, :, None] <= free[:, None, :]).all(axis=0)
    newcomers, citizens = np.nonzero(allowed)
    values = random.integers(300_000, 1_000_000, len(newcomers))
    takes = np.full(places, families, dtype=np.int64)
    return Market(newcomers, citizens, values, takes, families), Sizes(needed, free)


def _share_out(random: np.random.Generator, whole: NDArray[np.float64], places: int) -> NDArray[np.int64]:
    """Large and small places, not equally rich in everything."""
    shares = random.dirichlet(np.full(places, 2.0)) * random.uniform(0.7, 1.3, (len(whole), places))
    shared: NDArray[np.int64] = np.rint(whole[:, None] * shares).astype(np.int64)
    return shared


def measure(case: str) -> float:
    """One case, printed; the gap that is left, in parts of the total."""
    families, places = (int(size) for size in case.split("×"))
    market, sizes = draw_case(families, places)
    start = time.process_time()
    packed = pack(market, sizes)
    seconds = time.process_time() - start
    total = int(market.values[packed.chosen].sum())
    gap = (packed.ceiling - total) / total
    greed = int(market.values[fill_greedily(market, sizes)].sum())
    told = {"greed": greed, "total": total, "ceiling": packed.ceiling, "gap": gap, "seconds": seconds}
    print(LINE.format(case=case, pairs=len(market.values), memory=peak_megabytes(), **told), flush=True)
    return gap


def main(arguments: Sequence[str]) -> int:
    """Measure each case; how many miss the target."""
    print(f"{'case':>8} {'':>13} {'greed':>11} {'total':>11} {'ceiling':>11} {'gap':>7}")
    return sum(measure(case) > TARGET for case in arguments or CASES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
