"""Cost: what a pair written by hand takes from the others, from the prices of the assignment, comes in; words leave."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.sentences import Sentence, sentence

ONE = 1_000_000  # a perfect pair
STEPS = ((50_000, "cost.none"), (250_000, "cost.little"), (600_000, "cost.much"))


@dataclass(frozen=True)
class Cost:
    """What a pair takes from all others, at least, in millionths of a perfect pair; and the pairs that it undoes.

    amount: nobody can say how much more it is without matching everybody again; undone: (newcomer, citizen).
    """

    amount: int = 0
    undone: tuple[tuple[str, str], ...] = ()


def tell_cost(cost: Cost) -> Sentence:
    """What a pair takes from the others: in words, never in numbers."""
    code = next((code for most, code in STEPS if cost.amount < most), "cost.duo")
    lost = tuple(
        sentence("cost.pair", newcomer=newcomer, citizen=citizen) for newcomer, citizen in cost.undone
    )
    return sentence("cost.instead", cost=sentence(code), pairs=lost) if lost else sentence(code)
