"""The report: what it says is what the season holds, nobody is in it, and it reads in three languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.documents.report import count_findings, draw_findings, print_report, used_by
from pipeline.vocabulary.journey import ClosingReason, Decision, DuoState, Stage
from pipeline.vocabulary.programme import Importance, Languages
from pipeline.vocabulary.season import Season
from pipeline.words import LANGUAGES, Speaker
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

COUNT = 30


def a_season(language: str = "en", **changes: Any) -> Season:
    """Thirty newcomers, women and men by turns, two thirds of them with a proposal; the far ones were refused."""
    programme = the_programme().model_copy(update={"languages": Languages(workbook=language)})
    far = {"postcode": LIEGE, "travel": "km40"}
    newcomers = [
        a_newcomer(f"N-{n:04}", answers={"gender": "man" if n % 2 else "woman", **(far if n >= 8 else {})})
        for n in range(COUNT)
    ]
    citizens = [a_citizen(f"V-{n:04}") for n in range(COUNT)]
    proposals = [
        a_proposal(
            code=f"P-{n:04}", newcomer=f"N-{n:04}", citizen=f"V-{n:04}",
            decision=Decision.NO if n >= 8 else Decision.YES,
        )
        for n in range(20)
    ]  # fmt: skip
    duos = [
        a_duo(
            code=f"D-{n:04}", newcomer=f"N-{n:04}", citizen=f"V-{n:04}", made_on=date(2026, 11, 1),
            state=DuoState.CLOSED, closed_on=TODAY - timedelta(days=9),
            closing_reason=ClosingReason.TERM if n < 6 else ClosingReason.SILENT,
        )
        for n in range(12)
    ]  # fmt: skip
    season = Season(
        programme,
        the_form(),
        b"",
        people=(*newcomers, *citizens),
        proposals=tuple(proposals),
        duos=tuple(duos),
    )
    return replace(season, **changes)


def page(season: Season) -> str:
    """The report's words."""
    html = print_report(draw_findings(season, TODAY, 1), season)
    assert "{" not in html.partition("<main>")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main>")[2]))


def numbers(season: Season) -> dict[str, Any]:
    told = count_findings(draw_findings(season, TODAY, 1), Speaker("en", the_form()))
    return json.loads(json.dumps(told))


def test_the_page_says_what_the_numbers_say() -> None:
    said = page(a_season())
    assert "newcomers: 31 days" in said
    assert "You are (newcomers)" in said
    assert "a woman 15 10 47 days a man 15 10 47 days Everybody 30 20 47 days" in said
    assert "That is less than 1.25 times." in said
    assert "Distance important 1.00 (8 pairs) 0.00 (12 pairs) +1.00 [+1.00; +1.00] nearer" in said
    assert "This answer counts in no proposal." in said


def test_machines_get_the_same_numbers() -> None:
    told = numbers(a_season())
    (gender,) = [one for one in told["fairness"] if (one["role"], one["question"]) == ("newcomer", "gender")]
    assert [(one["name"], one["people"], one["served"]) for one in gender["groups"]] == [
        ("a woman", 15, 10),
        ("a man", 15, 10),
        ("Everybody", 30, 20),
    ]
    assert told["waiting_days"] == {"newcomer": 31, "citizen": 61}
    (distance,) = [one for one in told["decisions"] if one["criterion"] == "distance"]
    assert distance["bounds"] == [1.0, 1.0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_named(language: str) -> None:
    said = page(a_season(language))
    assert not re.search(r"\b[NVPD]-\d", said)
    assert not any(name in said for name in ("Samira", "Paul"))


def test_an_empty_season_is_said_to_be_small() -> None:
    said = page(a_season(people=(), proposals=(), duos=()))
    assert "newcomers: too few people to say" in said
    assert numbers(a_season(people=(), proposals=(), duos=()))["waiting_days"] == {}


def test_rows_set_aside_are_left_out() -> None:
    season = a_season(set_aside=frozenset(f"N-{n:04}" for n in range(COUNT)))
    assert numbers(season)["decisions"][0]["yes"] is None


def test_forgotten_pairs_are_told_when_many() -> None:
    people = tuple(one for one in a_season().people if one.code >= "N-0006" and one.stage is Stage.SEEKING)
    assert "6 pairs are not in it" in page(a_season(people=people))
    assert "are not in it" not in page(a_season())


def test_the_same_seed_gives_the_same_report() -> None:
    assert page(a_season()) == page(a_season())


def test_it_is_said_what_an_answer_counts_for() -> None:
    assert [one["en"] for one in used_by(the_programme(), "postcode")] == ["a manageable journey", "Distance"]
    assert list(used_by(the_programme(), "age")) == []
    idle = tuple(
        one.model_copy(update={"importance": Importance.NONE}) for one in the_programme().matching.criteria
    )
    assert [one["en"] for one in used_by(a_programme(criteria=idle), "postcode")] == ["a manageable journey"]


def test_a_group_without_any_proposal_is_said() -> None:
    nobody = a_season(proposals=(), duos=(a_season().duos[0],))
    assert "∞" not in page(nobody)
    women = [a_proposal(code=f"P-{n:04}", newcomer=f"N-{n:04}") for n in range(0, 20, 2)]
    assert "In at least one group, nobody had a proposal yet" in page(
        a_season(proposals=tuple(women), duos=())
    )
