"""What may be wrong with a season as a whole: each has an outcome, and is explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.matching import Matched, find_pairs
from pipeline.settings import load
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.problems import ProgrammeError
from pipeline.vocabulary.programme import Importance, Programme
from tests.builders import (
    ROOT,
    TODAY,
    a_citizen,
    a_newcomer,
    a_programme,
    a_request,
    an_offer,
    the_form,
    the_programme,
)
from tests.kinds.people import said


def citizens(count: int, **changes: Any) -> list[Person]:
    return [a_citizen(f"V-{number:05}", **changes) for number in range(count)]


def newcomers(count: int, **changes: Any) -> list[Person]:
    return [a_newcomer(f"N-{number:05}", **changes) for number in range(count)]


def silent(people: list[Person]) -> list[Person]:
    return [replace(person, answers={}) for person in people]


def changed(**changes: Any) -> Programme:
    """The programme with every rule, or every criterion, changed."""
    matching = the_programme().matching
    rules = {"at_least": changes.get("need", 1)}
    weights = {"importance": changes["importance"]} if "importance" in changes else {}
    return a_programme(
        rules=tuple(one.model_copy(update=rules) if one.code == "need" else one for one in matching.rules),
        criteria=tuple(one.model_copy(update=weights) for one in matching.criteria),
    )


@dataclass(frozen=True)
class Case:
    """Who is there, how many pairs there will be, and what the first newcomer without one is told."""

    citizens: list[Person]
    newcomers: list[Person]
    pairs: int
    why: tuple[str, ...] = ()
    programme: Programme | None = None
    places: int = 1

    def match(self) -> Matched:
        """Everything found; for fifty thousand, nobody is told why."""
        offers = [an_offer(person, self.places) for person in self.citizens]
        requests = [a_request(person) for person in self.newcomers]
        few = len(requests) < 1_000
        return find_pairs(
            offers, requests, self.programme or the_programme(), the_form(), today=TODAY, explain=3, tell=few
        )


NOBODY = "Nobody to propose yet: no volunteers are free for a duo."
UNPLACED = {"answers": {"postcode": None}}
CASES = {
    "nobody at all": Case([], [], 0),
    "nobody on one side": Case([], newcomers(2), 0, (NOBODY,)),
    "nobody on the other": Case(citizens(2), [], 0),
    "one person each": Case(citizens(1), newcomers(1), 1),
    "everybody identical": Case(citizens(9), newcomers(9), 9),
    "all answers missing": Case(
        silent(citizens(2)), silent(newcomers(2)), 0, ("2 volunteers → 0 (a need covered).",)
    ),
    "impossible rules": Case(
        citizens(2), newcomers(1), 0, ("2 volunteers → 0 (a need covered).",), changed(need=99)
    ),
    "no places": Case(citizens(2), newcomers(1), 0, ("2 volunteers → 0 (a free place).",), places=0),
    "weights all nought": Case(citizens(2), newcomers(2), 2, programme=changed(importance=Importance.NONE)),
    "no rules and no criteria": Case(
        citizens(1), newcomers(1), 1, programme=a_programme(rules=(), criteria=())
    ),
    "places unknown": Case(citizens(2, **UNPLACED), newcomers(2, **UNPLACED), 2),
    "nothing reaches the floor": Case(
        citizens(2), newcomers(1), 0, ("2 volunteers → 0 (enough in common).",), a_programme(floor=1.0)
    ),
    "a thousand to ten": Case(citizens(10), newcomers(1_000), 10),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_there_is_an_outcome_and_a_reason(case: Case) -> None:
    matched = case.match()
    assert len(matched.pairings) == case.pairs
    assert matched.gap == 0
    left = [one for one in matched.unmatched if one.code.startswith("N")]
    assert tuple(said(left[0].why)) == case.why if left else not case.why


@pytest.mark.proof
def test_fifty_thousand_wait_for_ten() -> None:
    assert len(Case(citizens(10), newcomers(50_000), 10).match().pairings) == 10


def test_an_unknown_place_is_asked_for() -> None:
    """Where somebody lives breaks no rule while nobody knows it; the team is told to ask."""
    pairing = CASES["places unknown"].match().pairings[0]
    assert pairing.explanation is not None
    assert any("place" in sentence for sentence in said(pairing.explanation.to_check))


@pytest.mark.parametrize(
    ("setting", "wrong", "told"),
    [
        ("floor: 0.3", "floor: .nan", "matching.floor"),
        ("floor: 0.3", "floor: .inf", "matching.floor"),
        ("waiting_bonus: 0.02", "waiting_bonus: -.inf", "matching.waiting_bonus"),
        ("at_most: 40", "at_most: .nan", "matching.rules[3].at_most"),
        ("at_most: 40", "at_most: .inf", "matching.rules[3].at_most"),
        ("solid: 0.5", "solid: .nan", "matching.thresholds.solid"),
    ],
)
def test_no_number_is_no_setting(setting: str, wrong: str, told: str, tmp_path: Any) -> None:
    """NaN and infinities are refused with their path, before anybody is compared."""
    written = (ROOT / "programme.yaml").read_text("utf-8")
    assert setting in written
    (tmp_path / "programme.yaml").write_text(written.replace(setting, wrong, 1), "utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load(tmp_path / "programme.yaml", ROOT / "form.yaml")
    assert any(f" · {told} · " in fault for fault in caught.value.faults), caught.value.faults
