"""The peer: mentor-match with munkres, on the people and comparisons of a file; its pairs and figures leave as JSON.

Runs in the peer's own environment, as `python peer.py INPUT OUTPUT`, and imports nothing of ours. Every rule and
criterion becomes one of mentor-match's Rule objects with the same arithmetic as ours. Rules that disqualify are
asked first and in the programme's order, which is the quickest for the peer.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify, Generic, Rule

NEUTRAL = 0.5
ONE = 1_000_000


class Contribution(Rule):
    """A criterion: adds its whole millionths to the score."""

    def __init__(self, likeness: Callable[[Any, Any], float], at: int, share: float) -> None:
        super().__init__()
        self.likeness, self.at, self.share = likeness, at, share * ONE

    def apply(self, match_object: Any) -> int:
        """The weighted likeness of one pair."""
        near = self.likeness(match_object.mentor.values[self.at], match_object.mentee.values[self.at])
        return round(min(1.0, max(0.0, near)) * self.share)


def _distance(here: Any, there: Any) -> float:
    x, y, z = here[0] - there[0], here[1] - there[1], here[2] - there[2]
    return math.sqrt(x * x + y * y + z * z)


def _overlap(said: dict[str, Any]) -> Callable[[Any, Any], float]:
    most = said["at_most"] or math.inf
    return lambda here, there: NEUTRAL if not here or not there else len(here & there) / min(len(there), most)


def _week(said: dict[str, Any]) -> Callable[[Any, Any], float]:
    return lambda here, there: NEUTRAL if not here or not there else len(here & there) / said["at_most"]


def _similarity(said: dict[str, Any]) -> Callable[[Any, Any], float]:
    weight = said["weights"]

    def likeness(here: Any, there: Any) -> float:
        if not here or not there:
            return NEUTRAL
        return sum(weight[one] for one in here & there) / sum(weight[one] for one in here | there)

    return likeness


def _place(said: dict[str, Any]) -> Callable[[Any, Any], float]:
    return lambda here, there: (
        NEUTRAL if not here[0] or not there[0] else 1 - _distance(here[0], there[0]) / said["at_most"]
    )


def _scale(said: dict[str, Any]) -> Callable[[Any, Any], float]:
    return lambda here, there: (
        NEUTRAL if here is None or there is None else 1 - abs(here - there) / said["span"]
    )


def _too_few(said: dict[str, Any]) -> Callable[[Any, Any], bool]:
    if said["at_least"] in (None, 1):
        return lambda here, there: here.isdisjoint(there)
    return lambda here, there: len(here & there) < said["at_least"]


def _too_far(_: dict[str, Any]) -> Callable[[Any, Any], bool]:
    return lambda here, there: (
        bool(here[0] and there[0]) and _distance(here[0], there[0]) > min(here[1], there[1])
    )


def _wish_unmet(said: dict[str, Any]) -> Callable[[Any, Any], bool]:
    indifferent = frozenset(said["indifferent"])
    return lambda here, there: (
        there.isdisjoint(indifferent) and (here.isdisjoint(there) if here and there else said["protective"])
    )


def _outside(said: dict[str, Any]) -> Callable[[Any, Any], bool]:
    low = -math.inf if said["at_least"] is None else said["at_least"]
    high = math.inf if said["at_most"] is None else said["at_most"]
    return lambda here, there: (
        said["protective"]
        if here is None or there is None
        else not (low <= here <= high and low <= there <= high)
    )


RULES = {"overlap": _too_few, "week": _too_few, "place": _too_far, "wish": _wish_unmet, "bounds": _outside}
CRITERIA = {"overlap": _overlap, "week": _week, "similarity": _similarity, "place": _place, "scale": _scale}
SETS = {"overlap", "week", "similarity", "wish"}


def rules_from(given: dict[str, Any]) -> list[Rule]:
    """mentor-match's rules: it asks the last one first."""
    floor = given["floor"]
    rules: list[Rule] = [Disqualify(lambda match: match._score < floor)]
    comparisons = list(enumerate(given["comparisons"]))
    for at, said in reversed(comparisons):
        if not said["rule"]:
            rules.append(Contribution(CRITERIA[said["kind"]](said), at, said["share"]))
    for at, said in reversed(comparisons):
        if said["rule"]:
            rules.append(_disqualify(RULES[said["kind"]](said), at))
    return rules


def _disqualify(broken: Callable[[Any, Any], bool], at: int) -> Generic:
    return Disqualify(lambda match: broken(match.mentor.values[at], match.mentee.values[at]))


def people_from(given: dict[str, Any], side: str, kind: type[Any]) -> list[Any]:
    """mentor-match's people, each with one prepared value for each comparison."""
    people = []
    for place, code in enumerate(given[side]):
        person = kind(grade=0, email=code)
        person.values = [_prepared(said, side, place) for said in given["comparisons"]]
        people.append(person)
    return people


def _prepared(said: dict[str, Any], side: str, place: int) -> Any:
    value = said[side][place]
    return frozenset(value) if said["kind"] in SETS else value


def main(source: str, target: str) -> None:
    """Match once, and write the pairs, the seconds and the peak of memory."""
    given = json.loads(Path(source).read_text(encoding="utf-8"))
    rules = rules_from(given)
    mentors, mentees = people_from(given, "citizens", Mentor), people_from(given, "newcomers", Mentee)
    start = time.perf_counter()
    process_data(mentors, mentees, [rules])
    seconds = time.perf_counter() - start
    pairs = [(mentee.email, mentor.email) for mentee in mentees for mentor in mentee.mentors]
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    Path(target).write_text(
        json.dumps({"seconds": seconds, "megabytes": memory, "pairs": pairs}), encoding="utf-8"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
