"""Tables: a language for everybody, both sides at each, and nobody's row decides anything."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.seating import Guest, Sizes, seat_guests
from pipeline.vocabulary.people import Role

LANGUAGES = ("fr", "nl", "en", "ar", "ti")


def guest(code: str, *languages: str) -> Guest:
    """Somebody whose letter says which side they are on."""
    side = Role.CITIZEN if code.startswith("V") else Role.NEWCOMER
    return Guest(code, side, frozenset(languages or ("fr",)))


def a_party(newcomers: int, citizens: int) -> list[Guest]:
    """People who all speak French."""
    return [
        *(guest(f"N-{number:04}") for number in range(newcomers)),
        *(guest(f"V-{number:04}") for number in range(citizens)),
    ]


guests = st.builds(
    lambda side, languages: (side, languages),
    st.sampled_from("NV"),
    st.frozensets(st.sampled_from(LANGUAGES), max_size=3),
)
parties = st.lists(guests, max_size=14).map(
    lambda drawn: [
        Guest(f"{side}-{number:04}", Role.CITIZEN if side == "V" else Role.NEWCOMER, languages)
        for number, (side, languages) in enumerate(drawn)
    ]
)


@settings(max_examples=60, deadline=None)
@given(parties, st.randoms(use_true_random=False))
def test_each_table_has_a_language_for_all(party: list[Guest], dice: Random) -> None:
    worth = {
        (one.code, other.code): dice.randrange(1_000_000)
        for one in party
        for other in party
        if one.side is Role.NEWCOMER and other.side is Role.CITIZEN
    }
    seating = seat_guests(party, worth, Sizes(4, 6))
    spoken = {one.code: one.languages for one in party}
    seated = [code for table in seating.tables for code in table.codes]
    assert sorted((*seated, *seating.left)) == sorted(spoken)
    for table in seating.tables:
        assert 2 <= len(table.codes) <= 6
        assert table.languages
        assert all(spoken[code].issuperset(table.languages) for code in table.codes)
    assert seating.worth <= seating.bound
    for code in seating.left:  # nobody else is left with whom they could talk
        assert not any(spoken[code] & spoken[other] for other in seating.left if other != code)
    dice.shuffle(party)
    assert seat_guests(party, worth, Sizes(4, 6)) == seating


@pytest.mark.parametrize(
    ("newcomers", "citizens", "sizes"),
    [
        (6, 6, [6, 6]),
        (10, 2, [6, 6]),
        (2, 2, [4]),
        (4, 5, [5, 4]),
        (8, 8, [8, 8]),
        (1, 1, [2]),
        (20, 20, [8] * 5),
    ],
)
def test_tables_are_full_and_mixed(newcomers: int, citizens: int, sizes: list[int]) -> None:
    seating = seat_guests(a_party(newcomers, citizens), {}, Sizes(4, 8))
    lengths = [len(table.codes) for table in seating.tables]
    assert sum(lengths) == newcomers + citizens
    assert max(lengths) <= 8
    assert all({code[0] for code in table.codes} == {"N", "V"} for table in seating.tables)
    if newcomers + citizens >= 4:
        assert min(lengths) >= 4


def test_two_who_understand_only_each_other_sit_together() -> None:
    party = [*a_party(4, 4), guest("N-0008", "ti"), guest("N-0009", "ti")]
    seating = seat_guests(party, {}, Sizes(4, 8))
    assert ("N-0008", "N-0009") in [table.codes for table in seating.tables]
    assert seating.left == ()


def test_whoever_nobody_understands_is_left() -> None:
    seating = seat_guests([*a_party(3, 3), guest("N-0009", "ti")], {}, Sizes(4, 8))
    assert seating.left == ("N-0009",)


@pytest.mark.parametrize("count", [0, 1])
def test_no_party_no_table(count: int) -> None:
    assert seat_guests(a_party(count, 0), {}, Sizes()).tables == ()


@pytest.mark.parametrize("seed", range(12))
def test_small_parties_sit_as_well_as_possible(seed: int) -> None:
    dice = Random(seed)
    party = a_party(4, 4)
    worth = {(one.code, other.code): dice.randrange(1000) for one in party[:4] for other in party[4:]}
    seating = seat_guests(party, worth, Sizes(4, 4))
    best = max(
        sum(
            worth[one, other]
            for table in ((*first, *second), {person.code for person in party} - {*first, *second})
            for one in table
            for other in table
            if (one, other) in worth
        )
        for first in combinations([person.code for person in party[:4]], 2)
        for second in combinations([person.code for person in party[4:]], 2)
    )
    assert seating.worth == best <= seating.bound
