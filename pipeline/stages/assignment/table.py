"""Table: a small market comes in, the exact best set of pairs leaves; for two hundred people quicker than a flow."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.stages.assignment.market import Indices, Market

CELLS = 60_000  # of a table: more are better sent as a flow
EXACT = 2**53  # whole numbers below this are exact as fractions


def fits_table(market: Market) -> bool:
    """Whether everybody has one place, and the table and the sums of its numbers are small enough."""
    cells = market.people * len(market.places)
    return (
        0 < cells <= CELLS
        and int(market.places.max()) <= 1
        and int(market.values.max(initial=0)) * market.nodes < EXACT
    )


def fill_table(market: Market) -> Indices:
    """The positions of the optimal pairs; where there is no pair, or no place, the table has nothing to gain."""
    positions = np.flatnonzero(market.places[market.citizens] > 0)
    newcomers, citizens = market.newcomers[positions], market.citizens[positions]
    table = np.zeros((market.people, len(market.places)))
    table[newcomers, citizens] = market.values[positions]
    partners = np.full(market.people, -1)
    rows, columns = linear_sum_assignment(table, maximize=True)
    partners[rows] = columns
    chosen: Indices = positions[partners[newcomers] == citizens]
    return chosen
