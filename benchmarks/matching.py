"""Matching against mentor-match with munkres: the same synthetic people, rules and criteria, in the same run.

`python -m benchmarks.matching [SIZE…]` prints, for each size, seconds, peak memory and total compatibility (our
score of each side's pairs, one measure for both). The peer runs in its own environment under var/peer, which is
made from benchmarks/peers.txt when it is missing. Above 1,000 a side we run alone. `--without-peer` leaves it out.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.crowds import ROOT, TODAY, draw_crowd
from pipeline.kinds.arrays import People
from pipeline.kinds.comparison import Compared
from pipeline.kinds.place import Located
from pipeline.kinds.scale import Scale
from pipeline.kinds.sets import SetsCompared
from pipeline.kinds.similarity import Similarity
from pipeline.matching import Meeting, choose_pairs, find_pairs
from pipeline.stages.features import ONE
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Criterion, Programme

ENVIRONMENT = ROOT / "var" / "peer"
SIZES = (100, 300, 1_000, 10_000)
PEER_UP_TO = 1_000
FASTER = 500
RUNS = 5


def measure_ours(count: int) -> dict[str, Any]:
    """Our seconds (the median of several), with and without explanations, total, pairs and peak memory."""
    crowd = draw_crowd(count)
    seconds, total, pairs = [], 0, 0
    for _ in range(RUNS):
        start = time.perf_counter()
        meeting = crowd.meet()
        chosen = choose_pairs(meeting, crowd.programme.matching)
        seconds.append(time.perf_counter() - start)
        total, pairs = int(chosen.pairs.scores.sum()), len(chosen.pairs)
    memory = peak_megabytes()
    start = time.perf_counter()
    find_pairs(crowd.offers, crowd.requests, crowd.programme, crowd.form, today=TODAY)
    explained = time.perf_counter() - start
    return {
        "seconds": statistics.median(seconds),
        "explained": explained,
        "megabytes": memory,
        "total": total,
        "pairs": pairs,
        "plausible": len(chosen.plausible),
    }


def measure_peer(count: int) -> dict[str, Any]:
    """The peer's seconds, total by our measure, pairs and peak memory."""
    crowd = draw_crowd(count)
    meeting = crowd.meet()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "people.json", Path(folder) / "pairs.json"
        source.write_text(json.dumps(export_meeting(meeting, crowd.programme)), encoding="utf-8")
        subprocess.run([prepare_peer(), "-P", ROOT / "benchmarks" / "peer.py", source, target], check=True)
        measured: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    measured["total"] = _total(meeting, measured["pairs"])
    measured["pairs"] = len(measured["pairs"])
    return measured


def prepare_peer() -> Path:
    """The peer's Python, its environment made when it is missing."""
    python = ENVIRONMENT / "bin" / "python"
    done = ENVIRONMENT / ".ready"
    if not done.exists():
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        wanted = ROOT / "benchmarks" / "peers.txt"
        install = ["-m", "pip", "install", "--quiet", "--quiet", "--require-hashes", "--requirement"]
        subprocess.run([str(python), *install, str(wanted)], check=True)
        done.touch()
    return python


def export_meeting(meeting: Meeting, programme: Programme) -> dict[str, Any]:
    """Both sides and every comparison with prepared values, as plain data for the peer."""
    rules = [_export(meeting.people, compared, {"rule": True}) for compared in meeting.gates.compared]
    criteria = [
        _export(meeting.people, feature.compared, {"rule": False, "share": feature.share})
        for feature in meeting.features.features
    ]
    return {
        "floor": round(programme.matching.floor * ONE),
        "citizens": [person.code for person in meeting.people.citizens],
        "newcomers": [person.code for person in meeting.people.newcomers],
        "comparisons": rules + criteria,
    }


def _export(people: People, compared: Compared, more: dict[str, Any]) -> dict[str, Any]:
    said = compared.comparison
    return {
        "kind": said.kind,
        "at_least": said.at_least,
        "at_most": said.at_most,
        "indifferent": said.indifferent,
        "protective": not isinstance(said, Criterion) and getattr(said, "protective", False),
        "citizens": _values(people, compared, Role.CITIZEN),
        "newcomers": _values(people, compared, Role.NEWCOMER),
        "weights": _weights(compared),
        "span": compared.span if isinstance(compared, Scale) else None,
        **more,
    }


def _values(people: People, compared: Compared, role: Role) -> list[Any]:
    everybody = range(len(people.side(role)))
    if isinstance(compared, SetsCompared):
        side = compared.both[0] if role is Role.CITIZEN else compared.both[1]
        return [sorted(side.read(person)) for person in everybody]
    if isinstance(compared, Located):
        points, limits = compared.points(role), compared.limits(role)
        return [[_point(points.axes, person), float(limits[person])] for person in everybody]
    numbers = people.numbers(role, compared.codes(role))
    return [None if np.isnan(number) else float(number) for number in numbers]


def _point(axes: Sequence[Any], person: int) -> list[float] | None:
    found = [float(axis[person]) for axis in axes]
    return None if np.isnan(found).any() else found


def _weights(compared: Compared) -> dict[str, int] | None:
    return compared.weight_by_option if isinstance(compared, Similarity) else None


def _total(meeting: Meeting, pairs: Sequence[tuple[str, str]]) -> int:
    citizens = {person.code: place for place, person in enumerate(meeting.people.citizens)}
    newcomers = {person.code: place for place, person in enumerate(meeting.people.newcomers)}
    here = np.array([citizens[citizen] for _, citizen in pairs], dtype=np.intp)
    there = np.array([newcomers[newcomer] for newcomer, _ in pairs], dtype=np.intp)
    return int(meeting.features.score(here, there).sum())


def _in_own_process(count: int) -> dict[str, Any]:
    """Measured in a process of its own, so that its memory is nobody else's."""
    command = [sys.executable, "-m", "benchmarks.matching", "--ours", str(count)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    measured: dict[str, Any] = json.loads(said.stdout)
    return measured


def peak_megabytes() -> float:
    """The most memory this process has held, as Linux tells it (getrusage would count the parent's, too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # Linux always has it


def compare_sizes(sizes: Sequence[int], with_peer: bool = True) -> bool:
    """Print a line for each size, the peer beside us up to PEER_UP_TO; whether every target is met."""
    met = True
    for count in sizes:
        ours = _in_own_process(count)
        more = f"({ours['plausible']:,} plausible; with every explanation {ours['explained']:.2f} s)"
        print(f"{_tell(f'{count} + {count}', 'Duos', ours)}  {more}", flush=True)
        if with_peer and count <= PEER_UP_TO:
            met &= _beside(count, measure_peer(count), ours)
    return met


def _beside(count: int, peer: dict[str, Any], ours: dict[str, Any]) -> bool:
    ratio, is_as_high = peer["seconds"] / ours["seconds"], ours["total"] >= peer["total"]
    aim = f" (aim: {FASTER})" if count == PEER_UP_TO else ""
    print(_tell("", "mentor-match", peer))
    print(
        f"{'':16}→ {ratio:,.0f} times faster{aim}; total {'at least as high' if is_as_high else 'LOWER'}",
        flush=True,
    )
    return is_as_high and (count < PEER_UP_TO or ratio >= FASTER)


def _tell(sizes: str, name: str, measured: dict[str, Any]) -> str:
    figures = f"{measured['seconds']:9.3f} s  {measured['megabytes']:6.0f} MB  {measured['pairs']:>6} pairs"
    return f"{sizes:>15} {name:13}{figures}  total {measured['total'] / ONE:9.3f}"


def main(arguments: Sequence[str] = ()) -> int:
    """Measure the sizes asked for, or all of them; 1 where a target is missed."""
    if "--ours" in arguments:
        print(json.dumps(measure_ours(int(arguments[-1]))))
        return 0
    sizes = [int(argument) for argument in arguments if argument.isdigit()] or SIZES
    return 0 if compare_sizes(sizes, with_peer="--without-peer" not in arguments) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
