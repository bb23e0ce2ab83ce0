"""Packing: a market where newcomers have sizes and citizens have room comes in; pairs and a ceiling leave.

Several sizes that share one place are no flow. OR-tools CP-SAT chooses, within a limit of work, and says itself how
much better any other choice could be at most. One worker and a limit that is no clock: the same on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from pipeline.stages.assignment.market import Indices, Market, Values

EFFORT = 10.0  # of the solver's own measure of work: some ten seconds
Table = NDArray[np.int64]


@dataclass(frozen=True)
class Sizes:
    """What each newcomer's unit needs and what each citizen has, a row for each of the sizes."""

    needed: Table
    free: Table


@dataclass(frozen=True)
class Packed:
    """The positions of the chosen pairs, and a total that no other choice exceeds."""

    chosen: Indices
    ceiling: int


def pack(market: Market, sizes: Sizes, effort: float = EFFORT) -> Packed:
    """The best pairs that could be found: each unit whole, to one citizen at most, within all that there is room for."""
    first = fill_greedily(market, sizes)
    if not len(market.values):
        return Packed(first, 0)
    model, taken = _model(market, sizes)
    solver = _solver(effort)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Packed(first, _loosest(market))
    found = np.flatnonzero(np.array([solver.boolean_value(one) for one in taken], dtype=bool))
    chosen = max(found, first, key=lambda pairs: int(market.values[pairs].sum()))
    return Packed(chosen, min(_loosest(market), math.floor(solver.best_objective_bound + 0.5)))


def pack_around(market: Market, sizes: Sizes, newcomer: int, citizen: int) -> Packed:
    """The best for everybody else, once this newcomer's unit is with this citizen."""
    others = np.flatnonzero(market.newcomers != newcomer)
    places, free = market.places.copy(), sizes.free.copy()
    places[citizen] -= 1
    free[:, citizen] -= sizes.needed[:, newcomer]
    left = replace(market.keep(others), places=places)
    packed = pack(left, replace(sizes, free=free))
    return Packed(others[packed.chosen], packed.ceiling)


def fill_greedily(market: Market, sizes: Sizes) -> Indices:
    """The most valuable pair that fits, then the next: what is left where the solver finds nothing better."""
    room = np.vstack([sizes.free, np.maximum(market.places, 0)])
    needed = np.vstack([sizes.needed, np.ones(market.people, dtype=np.int64)])
    is_free = np.ones(market.people, dtype=bool)
    chosen = []
    for pair in np.argsort(-market.values, kind="stable").tolist():
        newcomer, citizen = market.newcomers[pair], market.citizens[pair]
        if is_free[newcomer] and (needed[:, newcomer] <= room[:, citizen]).all():
            is_free[newcomer] = False
            room[:, citizen] -= needed[:, newcomer]
            chosen.append(pair)
    return np.array(sorted(chosen), dtype=np.intp)


def _loosest(market: Market) -> int:
    """A ceiling that needs no solver: everybody with their best."""
    best = np.zeros(market.people, dtype=np.int64)
    np.maximum.at(best, market.newcomers, market.values)
    return int(best.sum())


def _solver(effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2  # without it, the ceiling stays twice as high above the total
    solver.parameters.max_deterministic_time = effort
    return solver


def _model(market: Market, sizes: Sizes) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(len(market.values))]
    for pairs in _by_person(market.newcomers, market.people):
        model.add_at_most_one(taken[pair] for pair in pairs)
    for citizen, pairs in enumerate(_by_person(market.citizens, len(market.places))):
        _limit(model, [taken[pair] for pair in pairs], citizen, market.newcomers[pairs], (market, sizes))
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, market.values.tolist()))
    return model, taken


def _limit(
    model: cp_model.CpModel, taken: list[Any], citizen: int, newcomers: Indices, given: tuple[Market, Sizes]
) -> None:
    """Nobody above their places, nor above any of their sizes."""
    market, sizes = given
    if not taken:
        return
    model.add(cp_model.LinearExpr.sum(taken) <= max(0, int(market.places[citizen])))
    for needed, free in zip(sizes.needed, sizes.free, strict=True):
        weights = needed[newcomers].tolist()
        model.add(cp_model.LinearExpr.weighted_sum(taken, weights) <= max(0, int(free[citizen])))


def _by_person(people: Values, count: int) -> list[Indices]:
    order = np.argsort(people, kind="stable")
    return np.split(order, np.searchsorted(people[order], np.arange(1, count)))
