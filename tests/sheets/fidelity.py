"""`make fidelity CASSETTES=DIR`: how much of recorded traffic the stand-in answers as Google did."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.sheets.cassettes import read_cassettes
from tests.sheets.oracle import check_recordings
from tests.sheets.replay import LISTING, VOLATILE, Outcome, canonical, replay

ENOUGH = 0.95


def main(arguments: list[str]) -> int:
    """Replay a folder, print the shares, say with the exit status whether they are enough."""
    folder, *options = arguments or [""]
    cassettes = read_cassettes(Path(folder)) if folder else []
    if not cassettes:
        print("Say where the recordings are: make fidelity CASSETTES=DIR", file=sys.stderr)
        return 2
    outcomes, world = replay(cassettes)
    counted = [outcome for outcome in outcomes if outcome.operation != LISTING]
    print_operations(outcomes)
    print_differences(counted if "--show" in options else [])
    print_summary(len(cassettes), outcomes, counted)
    checked, refused = check_recordings(cassettes)
    print_faults(f"Of {checked} bodies that Google sent or accepted, our schemas refuse", refused)
    print_faults("Answers of the stand-in that break Google's schemas", world.violations)
    return 0 if share(counted) >= ENOUGH and not [*refused, *world.violations] else 1


def share(outcomes: list[Outcome]) -> float:
    """The part of the outcomes that are the same."""
    return sum(outcome.is_same for outcome in outcomes) / max(len(outcomes), 1)


def print_operations(outcomes: list[Outcome]) -> None:
    """One line for each operation: how many the same, of how many."""
    total = Counter(outcome.operation for outcome in outcomes)
    same = Counter(outcome.operation for outcome in outcomes if outcome.is_same)
    for operation in sorted(total):
        print(f"{same[operation]:5} of {total[operation]:5}  {operation}")


def print_summary(cassettes: int, outcomes: list[Outcome], counted: list[Outcome]) -> None:
    """The figures that count."""
    own = [outcome for outcome in counted if not outcome.is_foreign]
    whole = {outcome.cassette for outcome in counted} - {
        each.cassette for each in counted if not each.is_same
    }
    print(f"Pairs outside the listing of the recorder's Drive: {part(counted)}.")
    print(f"The same without files that only that listing knows: {part(own)}.")
    print(f"Listing included: {part(outcomes)}. Recordings wholly identical: {len(whole)} of {cassettes}.")


def print_faults(title: str, faults: list[str]) -> None:
    """How many, and each kind once."""
    print(f"{title}: {len(faults)}.")
    for fault in sorted(set(faults)):
        print(f"  {fault}")


def part(outcomes: list[Outcome]) -> str:
    """`95 of 100 identical (95.0 %)`."""
    same = sum(outcome.is_same for outcome in outcomes)
    return f"{same} of {len(outcomes)} identical ({share(outcomes):.1%})"


def print_differences(outcomes: list[Outcome]) -> None:
    """Each request that was answered otherwise, and where the answers part."""
    for outcome in outcomes:
        if not outcome.is_same:
            pair = outcome.pair
            print(f"{outcome.cassette}: {pair.method} {pair.target[:160]} {pair.content[:300]}")
            print(f"  {pair.status} or {outcome.status}")
            for line in islice(partings(outcome.expected, outcome.found, ""), 8):
                print(f"  {line}")


def partings(expected: Any, found: Any, path: str) -> Iterator[str]:
    """The places where two answers differ, with Google's value and ours."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in sorted((expected.keys() | found.keys()) - VOLATILE):
            yield from partings(expected.get(name), found.get(name), f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for at, (old, new) in enumerate(zip(expected, found, strict=True)):
            yield from partings(old, new, f"{path}[{at}]")
    elif canonical(expected) != canonical(found):
        yield f"{path}: {canonical(expected)[:200]} or {canonical(found)[:200]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
