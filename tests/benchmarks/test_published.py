"""Published instances are read as they come, and their optima are reached and proven by either solver."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.published import check_problem, main, read_problem
from pipeline.stages.assignment import Market, Solution, solve

TABLE = " 3\n 4 1 3\n 2 0 5\n 3 2 2\n"  # the best: 1 + 2 + 2
LINES = "3\n1 1 4\n3 3 2\n1 2 1\n2 1 2\n2 2 0\n"


@pytest.mark.parametrize("text", [TABLE, LINES])
def test_a_file_is_solved(text: str) -> None:
    problem = read_problem(text)
    assert problem.optimum == 5
    assert check_problem(problem, 5)
    assert not check_problem(problem, 4)


def test_a_table_of_random_costs_is_solved() -> None:
    """As the library's own: costs from 1 to 100."""
    costs = np.random.default_rng(1).integers(1, 101, (100, 100))
    problem = read_problem(f"100\n{' '.join(map(str, costs.ravel()))}")
    assert check_problem(problem, problem.optimum)


def test_a_worse_solution_is_noticed() -> None:
    def lazy(market: Market) -> Solution:
        solution = solve(market)
        return Solution(np.array([0, 4, 8]), solution.prices, solution.gains)

    assert not check_problem(read_problem(TABLE), 5, lazy)


def test_the_command_counts_what_is_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "assign3.txt"
    path.write_text(TABLE, encoding="ascii")
    assert main([str(path), f"{path}=5"]) == 0
    assert main([f"{path}=4"]) == 1
    assert "NOT reached" in capsys.readouterr().out


def test_few_lines_are_no_table() -> None:
    """Three lines of three numbers under a three: as many numbers as a table has."""
    problem = read_problem("3\n1 1 4\n2 2 5\n3 3 6\n")
    assert problem.optimum == 15
    assert check_problem(problem, 15)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2\n1 2 3.5 4\n", "whole numbers"),
        ("2\n1 2 3 4 5\n", "neither"),
        ("", "cannot be read"),
        (None, "No such file"),
    ],
)
def test_what_cannot_be_read_is_told(
    text: str | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.txt"
    if text is not None:
        path.write_text(text, encoding="ascii")
    assert main([str(path)]) == 1
    assert words in capsys.readouterr().out
