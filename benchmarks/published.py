"""Published assignment problems: files on the command line, their published optima reached or not.

`python -m benchmarks.published assign100.txt=305 …` reads files as the OR-Library has them (J. E. Beasley, Journal of
the Operational Research Society 41, 1990): the size, then either a cost for each pair, row by row, or lines of row,
column and cost. Without `=optimum`, scipy's optimum counts. Without any file there is nothing to do.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.stages.assignment import Market, Solution, prove, put_pairs_first, solve

Solver = Callable[[Market], Solution]


@dataclass(frozen=True)
class Problem:
    """Which row may take which column, and at what cost: everybody is to be assigned as cheaply as possible."""

    size: int
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    costs: NDArray[np.int64]

    @property
    def market(self) -> Market:
        """The same as a market: the cheaper, the more a pair is worth; first of all, everybody has one."""
        values = self.costs.max(initial=0) + 1 - self.costs
        ones = np.ones(self.size, dtype=np.int64)
        return put_pairs_first(Market(self.rows, self.columns, values, ones, self.size))

    @property
    def optimum(self) -> int:
        """What scipy finds on the whole table."""
        dearest = int(self.costs.max(initial=0)) * (self.size + 1) + 1
        table = np.full((self.size, self.size), dearest, dtype=np.int64)
        table[self.rows, self.columns] = self.costs
        return int(table[linear_sum_assignment(table)].sum())


def read_problem(text: str) -> Problem:
    """A file of the OR-Library: the size and a full table, or the size and lines of row, column and cost."""
    words = text.split()
    size, rest = int(words[0]), _whole_numbers(words[1:])
    if len(rest) == size * size and not _is_sparse(text, size):
        rows, columns = np.divmod(np.arange(size * size), size)
        return Problem(size, rows, columns, rest)
    if len(rest) % 3:
        raise ValueError(
            f"{len(rest)} numbers are neither {size} × {size} costs nor lines of row, column and cost"
        )
    rows, columns, costs = rest.reshape(-1, 3).T
    order = np.lexsort((columns, rows))
    return Problem(size, rows[order] - 1, columns[order] - 1, costs[order])


def _whole_numbers(words: Sequence[str]) -> NDArray[np.int64]:
    numbers = np.array([float(word) for word in words])
    if not np.array_equal(numbers, np.rint(numbers)):
        raise ValueError("costs must be whole numbers")
    return numbers.astype(np.int64)


def _is_sparse(text: str, size: int) -> bool:
    """Whether each line holds row, column and cost; with three people a table looks alike, and rows and columns tell."""
    lines = [line.split() for line in text.splitlines() if line.strip()][1:]
    if any(len(line) != 3 for line in lines):
        return False
    named = [tuple(line[:2]) for line in lines]
    everybody = {str(one) for one in range(1, size + 1)}
    return all({pair[side] for pair in named} == everybody for side in (0, 1)) and len(set(named)) == len(
        named
    )


def check_problem(problem: Problem, optimum: int, solver: Solver = solve) -> bool:
    """Whether everybody is assigned at the published cost, and prices prove that it cannot be less."""
    market = problem.market
    solution = solver(market)
    proof = prove(market, solution.chosen, solution.prices)
    reached = len(solution.chosen) == problem.size and int(problem.costs[solution.chosen].sum()) == optimum
    return reached and proof.gap == 0


def main(arguments: Sequence[str] = ()) -> int:
    """Solve each file; how many do not reach their optimum."""
    failed = 0
    for argument in arguments:
        path, _, said = argument.partition("=")
        try:
            problem = read_problem(Path(path).read_text(encoding="ascii"))
        except (OSError, ValueError, IndexError) as error:
            print(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}).")
            failed += 1
            continue
        optimum = int(said or problem.optimum)
        start = time.perf_counter()
        is_reached = check_problem(problem, optimum)
        seconds = time.perf_counter() - start
        failed += not is_reached
        print(
            f"{Path(path).name:20} {optimum:8} {'reached, proven' if is_reached else 'NOT reached'}  {seconds:.3f} s"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
