"""How much a small change moves: of the pairs found, how many are others afterwards.

`python -m benchmarks.churn [SIZE…]` draws people, leaves out a few, and brings them in. It counts the pairs that are no
longer found among those who are not on the table yet: what is on the table stays, whoever comes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from statistics import mean

from benchmarks.crowds import Crowd, draw_crowd
from pipeline.matching import choose_pairs
from pipeline.vocabulary.programme import Goal

SIZES = (50, 200, 1_000)
TIMES = 5  # each change is tried with so many different people
TARGET = 0.1  # of the pairs, for one person more
Pairs = frozenset[tuple[str, str]]


def find(crowd: Crowd) -> Pairs:
    """The pairs (newcomer, citizen) that are best for everybody together."""
    meeting = crowd.meet()
    pairs = choose_pairs(meeting, crowd.programme.matching).pairs
    people = meeting.people
    return frozenset(
        (people.newcomers[newcomer].code, people.citizens[citizen].code)
        for newcomer, citizen in zip(pairs.newcomers.tolist(), pairs.citizens.tolist(), strict=True)
    )


def leave_out(crowd: Crowd, first: int, newcomers: int, citizens: int) -> Crowd:
    """The crowd before a few people applied."""
    gone = range(first, first + newcomers), range(first, first + citizens)
    return replace(
        crowd,
        requests=[one for place, one in enumerate(crowd.requests) if place not in gone[0]],
        offers=[one for place, one in enumerate(crowd.offers) if place not in gone[1]],
    )


def turn(crowd: Crowd) -> Crowd:
    """The same people in the opposite order of rows."""
    return replace(crowd, requests=crowd.requests[::-1], offers=crowd.offers[::-1])


def moved(before: Pairs, after: Pairs) -> float:
    """The share of earlier pairs that are no longer found."""
    return len(before - after) / max(1, len(before))


def measure(crowd: Crowd) -> dict[str, float]:
    """For each kind of change, the share of pairs that it moves, on average."""
    now = find(crowd)
    changes = {"a newcomer": (1, 0), "a citizen": (0, 1), "five of each": (5, 5)}
    shares = {"rows turned": moved(now, find(turn(crowd)))}
    step = len(crowd.requests) // TIMES
    for name, (newcomers, citizens) in changes.items():
        earlier = [leave_out(crowd, first * step, newcomers, citizens) for first in range(TIMES)]
        shares[name] = mean(starmap(moved, [(find(before), now) for before in earlier]))
    return shares


def main(arguments: Sequence[str]) -> int:
    """Print a line for each size and goal; whether one person moves more than the target."""
    worst = 0.0
    for size in map(int, arguments or SIZES):
        for goal in Goal:
            crowd = draw_crowd(size)
            matching = crowd.programme.matching.model_copy(update={"goal": goal})
            crowd = replace(crowd, programme=crowd.programme.model_copy(update={"matching": matching}))
            shares = measure(crowd)
            worst = max(worst, shares["rows turned"], shares["a newcomer"], shares["a citizen"])
            told = " · ".join(f"{name} {share:.1%}" for name, share in shares.items())
            print(f"{size:>6} {goal.value:<5} {told}", flush=True)
    return int(worst > TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
