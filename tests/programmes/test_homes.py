"""Families and places: room is shared by everybody who goes there, now and before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.matching import Matched, find_pairs, price_pairs
from pipeline.settings import load
from pipeline.vocabulary.duos import Offer, Request
from pipeline.vocabulary.people import Person
from tests.builders import TODAY, a_citizen, a_newcomer
from tests.kinds.people import said
from tests.programmes.seasons import FOLDER

PROGRAMME, FORM = load(FOLDER / "homes" / "programme.yaml", FOLDER / "homes" / "form.yaml")
FRENCH = {"speaks": frozenset({"fr"}), "where": "any"}


def a_family(number: int, adults: int, children: int = 0, **answers: Any) -> Person:
    return replace(
        a_newcomer(f"N-{number:04}"), answers={**FRENCH, "adults": adults, "children": children, **answers}
    )


def a_home(number: int, beds: int, school: int = 9, **answers: Any) -> Person:
    return replace(a_citizen(f"V-{number:04}"), answers={**FRENCH, "beds": beds, "school": school, **answers})


def house(homes: list[Offer], families: list[Person], goal: str = "most") -> Matched:
    matching = PROGRAMME.matching.model_copy(update={"goal": goal})
    programme = PROGRAMME.model_copy(update={"matching": matching})
    return find_pairs(homes, [Request(one) for one in families], programme, FORM, today=TODAY)


def pairs(matched: Matched) -> set[tuple[str, str]]:
    return {(one.newcomer, one.citizen) for one in matched.pairings}


def test_whole_families_share_a_home() -> None:
    families = [a_family(1, 3), a_family(2, 2), a_family(3, 2), a_family(4, 3)]
    matched = house([Offer(a_home(1, 5), 9), Offer(a_home(2, 5), 9)], families)
    sizes = {one.code: one.answers["adults"] for one in families}
    by_home = {
        home: [sizes[one] for one, other in pairs(matched) if other == home] for home in ("V-0001", "V-0002")
    }
    assert [sum(housed) for housed in by_home.values()] == [5, 5]
    assert matched.gap == 0


@pytest.mark.parametrize(
    ("beds", "school", "places", "housed"),
    [(6, 9, 9, 3), (5, 9, 9, 2), (6, 2, 9, 2), (6, 9, 1, 1), (0, 0, 9, 0)],
)
def test_any_of_several_sizes_may_run_out(beds: int, school: int, places: int, housed: int) -> None:
    families = [a_family(number, 1, 1) for number in (1, 2, 3)]
    assert len(pairs(house([Offer(a_home(1, beds, school), places)], families))) == housed


def test_fewest_left_out_takes_small_families() -> None:
    """Three small families, or one large one that likes the same things."""
    families = [a_family(number, 1) for number in (1, 2, 3)] + [a_family(4, 3, likes=frozenset({"music"}))]
    home = a_home(1, 3, likes=frozenset({"music"}))
    assert {one for one, _ in pairs(house([Offer(home, 9)], families))} == {"N-0001", "N-0002", "N-0003"}


def test_whoever_is_there_takes_room() -> None:
    there = (a_family(8, 2), a_family(9, 2, 1))
    home = a_home(1, 8)
    assert pairs(house([Offer(home, 9, there)], [a_family(1, 3)])) == {("N-0001", "V-0001")}
    left = house([Offer(home, 9, there)], [a_family(1, 4)])
    assert pairs(left) == set()
    assert said(left.unmatched[0].why) == ["1 host place → 0 (beds)."]
    assert said(left.unmatched[0].unlock) == ["Beds: room for 1 more → 1 person"]


def test_an_unknown_size_is_asked_first() -> None:
    family = replace(a_newcomer("N-0001"), answers={**FRENCH, "adults": 2})
    (newcomer, _) = house([Offer(a_home(1, 8), 9)], [family]).unmatched
    assert newcomer.code == "N-0001"
    assert "children" in said(newcomer.unlock)[0]


def test_order_of_rows_changes_nothing() -> None:
    homes = [Offer(a_home(number, 3 + number), 9) for number in range(1, 5)]
    families = [a_family(number, 1 + number % 3, number % 2) for number in range(1, 9)]
    matched = house(homes, families)
    assert house(homes[::-1], families[::-1]) == matched
    assert len(matched.pairings) > 4


def test_a_pair_by_hand_costs_what_it_displaces() -> None:
    """A large family in the only large home leaves two small ones without one."""
    families = [Request(a_family(1, 4)), Request(a_family(2, 2)), Request(a_family(3, 2))]
    homes, hand = [Offer(a_home(1, 4), 9)], ("N-0001", "V-0001")
    cost = price_pairs(homes, families, PROGRAMME, FORM, [hand, ("N-0002", "V-0001")])
    assert cost[hand].amount > 0
    assert set(cost[hand].undone) == {("N-0002", "V-0001"), ("N-0003", "V-0001")}
    assert (cost["N-0002", "V-0001"].amount, cost["N-0002", "V-0001"].undone) == (0, ())
