"""Flow: a market comes in; the exact best set of pairs leaves.

A minimum-cost flow in which each newcomer goes to one citizen, or past everybody at no cost, and each citizen takes
as many as they have places.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from pipeline.stages.assignment.market import Indices, Market


def send_flow(market: Market) -> Indices:
    """The positions of the optimal pairs: newcomer → citizen → all, or newcomer → all, which costs nothing."""
    if not len(market.values) or not market.people:
        return np.zeros(0, dtype=np.intp)
    flow = SimpleMinCostFlow()
    pairs, citizens, people = len(market.values), len(market.places), market.people
    sink = people + citizens
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([market.newcomers, np.arange(people), people + np.arange(citizens)]),
        np.concatenate([people + market.citizens, np.full(people + citizens, sink)]),
        np.concatenate([np.ones(pairs + people, dtype=np.int64), np.maximum(market.places, 0)]),
        np.concatenate([-market.values, np.zeros(people + citizens, dtype=np.int64)]),
    )
    flow.set_nodes_supplies(
        np.arange(sink + 1),
        np.concatenate([np.ones(people, np.int64), np.zeros(citizens, np.int64), [-people]]),
    )
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"the assignment could not be solved: {status}")
    return np.flatnonzero(flow.flows(arcs[:pairs]) > 0)
