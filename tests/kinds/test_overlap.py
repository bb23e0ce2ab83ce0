from __future__ import annotations

from typing import Any

import pytest

from pipeline.vocabulary.people import Role
from tests.kinds.people import (
    HERE,
    ONLY,
    a_criterion,
    a_rule,
    compare_two,
    is_broken,
    is_unknown,
    nearness,
    said,
)

SIDES: dict[str, Any] = {"citizen": ("offers",), "newcomer": ("needs",)}
LANGUAGES: dict[str, Any] = {"citizen": ("languages_well",), "newcomer": ("languages_well", "languages_some")}


def offering(*options: str) -> dict[str, Any]:
    return {"offers": frozenset(options)}


def needing(*options: str) -> dict[str, Any]:
    return {"needs": frozenset(options)}


@pytest.mark.parametrize(
    ("offers", "needs", "at_least", "broken"),
    [
        (("speak", "city"), ("speak",), 1, False),
        (("speak", "city"), ("speak", "work"), 2, True),
        (("speak", "city"), ("speak", "city"), 2, False),
        (("speak",), ("work",), 1, True),
        (("speak",), (), 1, True),
        ((), (), 1, True),
        (("speak",), ("work",), 0, False),
    ],
)
def test_rule_asks_so_many_in_common(offers: Any, needs: Any, at_least: int, broken: bool) -> None:
    rule = a_rule("overlap", at_least=at_least, **SIDES)
    assert is_broken(compare_two(rule, offering(*offers), needing(*needs))) is broken


@pytest.mark.parametrize(
    ("offers", "needs", "most", "near"),
    [
        (("speak", "city", "sport"), ("speak", "work"), None, 0.5),
        (("speak", "work"), ("speak", "work"), None, 1.0),
        (("speak",), ("work",), None, 0.0),
        (("speak", "city"), ("speak", "city", "work", "sport"), 2, 1.0),
        ((), ("work",), None, 0.5),
        (("speak",), (), None, 0.5),
    ],
)
def test_criterion_is_the_share_covered(offers: Any, needs: Any, most: float | None, near: float) -> None:
    criterion = a_criterion("overlap", at_most=most, **SIDES)
    assert nearness(compare_two(criterion, offering(*offers), needing(*needs))) == near


def test_an_unanswered_question_is_unknown() -> None:
    compared = compare_two(a_rule("overlap", **SIDES), offering("speak"), {})
    assert is_unknown(compared)
    assert compared.missing(Role.NEWCOMER, 0) == ("needs",)
    assert compared.missing(Role.CITIZEN, 0) == ()


def test_more_than_64_options_fit() -> None:
    languages = frozenset(f"x-{number}" for number in range(200))
    compared = compare_two(
        a_rule("overlap", at_least=150, **LANGUAGES),
        {"languages_well": languages},
        {"languages_some": languages},
    )
    assert not is_broken(compared)
    assert set(compared.in_common(ONLY)) == languages  # type: ignore[attr-defined]  # overlap has it


def test_shared_options_are_named() -> None:
    compared = compare_two(
        a_criterion("overlap", **SIDES), offering("city", "speak"), needing("speak", "city", "work")
    )
    assert said(compared.reasons(ONLY)) == ["The overlap: practise the language and discover the city."]
    assert said(compared.doubts(ONLY)) == []


def test_what_stays_uncovered_is_checked() -> None:
    compared = compare_two(
        a_criterion("overlap", **SIDES), offering("speak"), needing("speak", "city", "work")
    )
    assert said(compared.doubts(ONLY)) == ["Not covered: discover the city and look for work."]


def test_a_language_spoken_a_little_is_checked() -> None:
    rule = a_rule("overlap", at_least=1, **LANGUAGES)
    citizen = {"languages_well": frozenset({"fr"})}
    little = {"languages_well": frozenset({"ar"}), "languages_some": frozenset({"fr"})}
    well = {"languages_well": frozenset({"fr"}), "languages_some": frozenset({"nl"})}
    assert said(compare_two(rule, citizen, little).doubts(ONLY)) == [
        "The overlap: French, but for Samira only “a little”."
    ]
    assert said(compare_two(rule, citizen, well).doubts(ONLY)) == []


def test_one_more_option_is_suggested() -> None:
    compared = compare_two(a_rule("overlap", **SIDES), offering("speak"), needing("work"))
    (opening,) = compared.openings(Role.CITIZEN, 0, HERE)
    assert said([opening.change]) == ["The overlap: look for work"]
    assert opening.others.tolist() == [0]


@pytest.mark.parametrize(("asks", "near"), [(None, 1.0), ("citizen", 0.25)])
def test_the_share_is_of_who_asks(asks: str | None, near: float) -> None:
    criterion = a_criterion("overlap", citizen=("offers",), newcomer=("needs",), asks=asks)
    offers, needs = frozenset({"speak", "city", "work", "school"}), frozenset({"speak"})
    compared = compare_two(criterion, {"offers": offers}, {"needs": needs})
    assert nearness(compared) == near
    assert bool(said(compared.doubts(ONLY))) is (near < 1)
