"""Every group is counted alike, and no number gives anybody away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.answers.places import localities
from pipeline.stages.fairness import PROVINCES, Case, Cell, Table, compare_groups, find_cases, median_wait
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.words import Speaker
from tests.builders import LIEGE, SCHAERBEEK, a_citizen, a_newcomer, the_form, the_programme


def cases(count: int, served: int, days: int = 10, first: int = 0, **answers: Any) -> list[Case]:
    """So many newcomers with these answers, some of them with a proposal after so many days."""
    return [
        Case(a_newcomer(f"N-{first + n:04}", answers=answers), days, is_served=n < served)
        for n in range(count)
    ]


def comparing(*questions: str) -> Programme:
    """The programme, comparing by these questions."""
    return the_programme().model_copy(update={"fairness": questions})


def table(found: Sequence[Case], question: str = "gender") -> Table:
    """The newcomers' table of one question."""
    tables = compare_groups(found, comparing(question), the_form())
    return next(one for one in tables if one.role is Role.NEWCOMER)


def rows(found: Table) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {said_name(cell): (cell.people, cell.served, cell.days) for cell in found.cells}


def said_name(cell: Cell) -> str:
    return Speaker("en", the_form()).say(cell.name)


def test_groups_are_counted_and_compared() -> None:
    found = table([*cases(12, 7, 20, gender="woman"), *cases(16, 8, 30, 100, gender="man")])
    assert rows(found) == {"a woman": (12, 7, 20), "a man": (16, 8, 30), "Everybody": (28, 15, 30)}
    assert found.days
    assert found.rates
    assert (found.days.least, found.days.most, found.days.is_notable) == (20, 30, True)
    assert round(found.rates.times, 2) == 1.17
    assert not found.rates.is_notable


def test_few_people_take_others_with_them() -> None:
    """Four men would be told by the total: the smallest other group goes, too, and how many women were served."""
    found = table(
        [
            *cases(12, 6, gender="woman"),
            *cases(6, 0, first=100, gender=None),
            *cases(4, 2, first=200, gender="man"),
        ]
    )
    assert rows(found) == {
        "a woman": (12, None, 10), "a man": (None, None, None), "no answer": (None, None, None), "Everybody": (22, 8, None)
    }  # fmt: skip


def test_few_served_people_are_not_counted() -> None:
    found = table([*cases(12, 3, gender="woman"), *cases(16, 8, first=100, gender="man")])
    assert rows(found)["a woman"] == (12, None, None)
    assert rows(found)["a man"] == (16, None, 10)
    assert found.rates is None


def test_nobody_served_is_worth_saying() -> None:
    found = table([*cases(12, 0, gender="woman"), *cases(16, 8, first=100, gender="man")])
    assert rows(found)["a woman"] == (12, 0, None)
    assert found.rates
    assert found.rates.times == float("inf")


@pytest.mark.parametrize(
    ("served", "waiting", "half"),
    [([], [5], None), ([10], [], 10), ([10, 20], [], 10), ([10, 20], [15], 20), ([10], [20, 20], None)],
)
def test_whoever_waits_counts_in_half(served: list[int], waiting: list[int], half: int | None) -> None:
    found = [
        Case(a_newcomer(), days, is_served=is_served)
        for days, is_served in (*((one, True) for one in served), *((one, False) for one in waiting))
    ]
    assert median_wait(found) == half


def test_language_is_told_by_level() -> None:
    french, arabic = frozenset({"fr"}), frozenset({"ar"})
    found = table(
        [
            *cases(5, 5, languages_well=french),
            *cases(6, 6, first=100, languages_well=arabic, languages_some=french),
            *cases(7, 7, first=200, languages_well=arabic, languages_some=None),
        ],
        "languages_well",
    )
    assert [(name, counts[0]) for name, counts in rows(found).items()] == [
        ("speaks the language: easily", 5),
        ("speaks the language: a little", 6),
        ("speaks the language: not yet", 7),
        ("Everybody", 18),
    ]


def test_places_are_told_by_province() -> None:
    both = [*cases(5, 5, postcode=SCHAERBEEK), *cases(6, 6, first=100, postcode=LIEGE)]
    assert list(rows(table(both, "postcode"))) == ["Liège", "Brussels", "Everybody"]


def test_one_province_is_told_by_municipality() -> None:
    ixelles = localities()["1050"].place
    both = [*cases(5, 5, postcode=SCHAERBEEK), *cases(6, 6, first=100, postcode=ixelles)]
    assert list(rows(table(both, "postcode"))) == ["Ixelles", "Schaerbeek", "Everybody"]


@pytest.mark.parametrize(
    ("postcode", "name"),
    [(1000, "brussels"), (1300, "walloon_brabant"), (1500, "flemish_brabant"), (2000, "antwerp"),
     (3000, "flemish_brabant"), (3500, "limburg"), (4000, "liege"), (5000, "namur"), (6000, "hainaut"),
     (6700, "luxembourg"), (7000, "hainaut"), (8000, "west_flanders"), (9000, "east_flanders")],
)  # fmt: skip
def test_postcodes_know_their_province(postcode: int, name: str) -> None:
    assert next(one for below, one in PROVINCES if postcode < below) == name


def test_several_answers_are_several_groups() -> None:
    found = table(cases(6, 6, needs=frozenset({"city", "work"})), "needs")
    assert [counts[0] for counts in rows(found).values()] == [6, 6, 6]


def test_only_who_was_ready_is_compared() -> None:
    people = [a_newcomer("N-0001"), a_newcomer("N-0002"), a_newcomer("N-0003"), a_citizen()]
    received = people[0].received
    found = find_cases(
        people, frozenset({"N-0002"}), {"N-0001": received + timedelta(days=9)}, received + timedelta(days=40)
    )
    assert [(one.person.code, one.days, one.is_served) for one in found] == [
        ("N-0001", 9, True),
        ("N-0002", 40, False),
    ]


def test_unknown_questions_are_passed_over() -> None:
    assert compare_groups(cases(6, 6), comparing("nonsense"), the_form()) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["woman", "man", "other", None]), st.booleans(), st.integers(0, 90)),
        max_size=40,
    )
)
def test_no_number_gives_anybody_away(people: list[tuple[str | None, bool, int]]) -> None:
    """No count under five, of people, served or not; and what is missing from a total is two groups, or none."""
    found = table(
        [
            Case(a_newcomer(f"N-{n:04}", answers={"gender": gender}), days, is_served=is_served)
            for n, (gender, is_served, days) in enumerate(people)
        ]
    )
    *groups, everybody = found.cells
    for cell in found.cells:
        assert cell.people is None or cell.people >= 5 or len(people) == 0
        if cell.people is not None and cell.served is not None:
            assert not 0 < cell.served < 5
            assert not 0 < cell.people - cell.served < 5
    if everybody.people:
        hidden = everybody.people - sum(cell.people or 0 for cell in groups)
        assert hidden == 0 or hidden >= 5
        assert sum(cell.people is None for cell in groups) != 1 or len(groups) == 1
    if everybody.served is not None and everybody.people and any(cell.served is not None for cell in groups):
        assert sum(cell.served is None for cell in groups) != 1
        served = everybody.served - sum(cell.served or 0 for cell in groups)
        counted = sum(cell.people or 0 for cell in groups if cell.served is not None)
        assert not 0 < served < 5
        assert not 0 < everybody.people - counted - served < 5
