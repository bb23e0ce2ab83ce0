"""What criteria had to do with decisions and outcomes: told with its uncertainty, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from pipeline.stages.evidence import Split, Weighed, split_decisions, split_outcomes, weigh_criteria
from pipeline.vocabulary.journey import ClosingReason, Decision, DuoState, ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Programme
from tests.builders import (
    LIEGE,
    TODAY,
    a_citizen,
    a_duo,
    a_newcomer,
    a_programme,
    a_proposal,
    the_form,
    the_programme,
)

PEOPLE = [a_newcomer(), a_citizen()]
PAIR = ("N-0001", "V-0001")


@pytest.mark.parametrize(
    ("changes", "yes", "no"),
    [
        ({"decision": Decision.YES}, (PAIR,), ()),
        ({"state": ProposalState.MADE}, (PAIR,), ()),
        ({"decision": Decision.NO}, (), (PAIR,)),
        ({"state": ProposalState.REFUSED}, (), (PAIR,)),
        ({"decision": Decision.LATER}, (), ()),
        ({"decision": Decision.YES, "proposed_on": TODAY - timedelta(days=366)}, (), ()),
        ({"decision": Decision.YES, "proposed_on": None}, (), ()),
    ],
)
def test_a_year_of_decisions_is_split(
    changes: dict[str, Any], yes: tuple[Any, ...], no: tuple[Any, ...]
) -> None:
    assert split_decisions([a_proposal(**changes)], PEOPLE, TODAY) == Split(yes, no)


@pytest.mark.parametrize(
    ("changes", "yes", "no"),
    [
        ({"made_on": TODAY - timedelta(days=90)}, (PAIR,), ()),
        ({"made_on": TODAY - timedelta(days=89)}, (), ()),
        ({"closing_reason": ClosingReason.TERM}, (PAIR,), ()),
        ({"closing_reason": ClosingReason.FRIENDSHIP}, (PAIR,), ()),
        ({"closing_reason": ClosingReason.SILENT}, (), (PAIR,)),
        ({"closing_reason": ClosingReason.DISAPPOINTED}, (), (PAIR,)),
        ({"closing_reason": ClosingReason.MOVED}, (), ()),
        ({"closing_reason": ClosingReason.OTHER_HELP}, (), ()),
        ({"closing_reason": ClosingReason.SILENT, "closed_on": date(2025, 1, 1)}, (), ()),
    ],
)
def test_what_became_of_duos_is_split(
    changes: dict[str, Any], yes: tuple[Any, ...], no: tuple[Any, ...]
) -> None:
    if "closing_reason" in changes:
        changes = {"state": DuoState.CLOSED, "closed_on": TODAY, **changes}
    assert split_outcomes([a_duo(**changes)], PEOPLE, TODAY) == Split(yes, no)


def test_forgotten_people_are_counted_only() -> None:
    proposals = [a_proposal(decision=Decision.YES), a_proposal(newcomer="N-0009", decision=Decision.NO)]
    assert split_decisions(proposals, PEOPLE, TODAY) == Split((PAIR,), (), unknown=1)


def people(count: int) -> list[Person]:
    """As many near pairs as far ones."""
    return [
        *(a_newcomer(f"N-{n:04}") for n in range(2 * count)),
        *(a_citizen(f"V-{n:04}") for n in range(count)),
        *(
            a_citizen(f"V-{n:04}", answers={"postcode": LIEGE, "likes": None})
            for n in range(count, 2 * count)
        ),
    ]


def weigh(yes: int, no: int, programme: Programme | None = None) -> dict[str, Weighed]:
    """Near pairs said yes to, far ones said no to."""
    most = max(yes, no)
    pairs = [(f"N-{n:04}", f"V-{n:04}") for n in range(2 * most)]
    split = Split(tuple(pairs[:yes]), tuple(pairs[most : most + no]))
    found = weigh_criteria(split, people(most), programme or the_programme(), the_form(), 1)
    return {one.criterion.code: one for one in found}


def test_a_clear_difference_is_told() -> None:
    distance = weigh(6, 8)["distance"]
    assert distance.yes
    assert distance.no
    assert (distance.yes.count, distance.yes.mean, distance.no.count, distance.no.mean) == (6, 1.0, 8, 0.0)
    assert distance.difference == 1.0
    assert distance.bounds == (1.0, 1.0)
    assert distance.is_clear


def test_no_difference_concludes_nothing() -> None:
    needs = weigh(6, 8)["needs"]
    assert needs.difference == 0
    assert not needs.is_clear


@pytest.mark.parametrize(("yes", "no"), [(4, 8), (8, 4), (0, 0)])
def test_too_few_pairs_say_nothing(yes: int, no: int) -> None:
    assert all(one.bounds is one.difference is None for one in weigh(yes, no).values())


def test_missing_answers_are_left_out() -> None:
    assert weigh(6, 8)["tastes"].bounds is None


def test_every_criterion_is_told() -> None:
    programme = a_programme(criteria=the_programme().matching.criteria[:2])
    assert list(weigh(6, 6, programme)) == ["needs", "time"]


def test_the_interval_holds_the_truth_mostly() -> None:
    """Of pairs whose distance has nothing to do with the answer, the interval contains nought about 19 times of 20."""
    random, clear = np.random.default_rng(7), 0
    for _ in range(40):
        newcomers = [
            a_newcomer(f"N-{n:04}", answers={"needs": frozenset({"speak", "work", "city"})})
            for n in range(40)
        ]
        citizens = [
            a_citizen(
                f"V-{n:04}",
                answers={
                    "offers": frozenset(
                        random.choice(
                            ["speak", "work", "city"], random.integers(1, 4), replace=False
                        ).tolist()
                    )
                },
            )
            for n in range(40)
        ]
        pairs = tuple((f"N-{n:04}", f"V-{n:04}") for n in range(40))
        programme = a_programme(criteria=the_programme().matching.criteria[:1])
        (found,) = weigh_criteria(
            Split(pairs[:20], pairs[20:]), [*newcomers, *citizens], programme, the_form(), 3
        )
        clear += found.is_clear
    assert clear <= 6
