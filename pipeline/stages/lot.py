"""The lot: pairs, room, a seed and a day come in; the pairs that are drawn, in their order, leave.

Every pair has a number that its two codes, the seed and the day decide, and nothing else: whoever has these draws the
same, whatever the order of rows and whoever else takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from pipeline.vocabulary.duos import Vacancies

Codes = tuple[str, str]
NUMBER_BYTES = 8


def number_pairs(pairs: Iterable[Codes], seed: int, day: date) -> dict[Codes, int]:
    """Each pair's number: the first eight bytes of the SHA-256 of “seed day newcomer citizen”."""
    return {pair: _number(f"{seed} {day.isoformat()} {pair[0]} {pair[1]}") for pair in pairs}


def put_in_order(numbers: Mapping[Codes, int]) -> list[Codes]:
    """From the lowest number up; the two codes decide between equal numbers."""
    return sorted(numbers, key=lambda pair: (numbers[pair], pair))


def draw_in_order(numbers: Mapping[Codes, int], vacancies: Vacancies) -> list[Codes]:
    """As slips from an urn: each pair in its turn is drawn if its newcomer is free and its citizen has room."""
    taken, drawn = set[str](), list[Codes]()
    for newcomer, citizen in put_in_order(numbers):
        if newcomer not in taken and vacancies.take(newcomer, citizen):
            drawn.append((newcomer, citizen))
            taken.add(newcomer)
    return drawn


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:NUMBER_BYTES])
