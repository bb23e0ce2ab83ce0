"""Follow-up: what is due for a duo, and when it closes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.stages.follow_up import Followed, end_of, follow_duos
from pipeline.vocabulary.duos import Duo, Link, Mission, Open, Until
from pipeline.vocabulary.journey import ClosingReason, DuoState, Reply, Stage
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, the_programme

SETTLED = {
    "referent": "CA",
    "first_meeting_on": TODAY - timedelta(days=10),
    "newcomer_confirms": Reply.YES,
    "citizen_confirms": Reply.YES,
}


def follow(duo: Duo, last_news: date | None = None, stage: Stage = Stage.IN_DUO) -> Followed:
    people = {"N-0001": a_newcomer(stage=stage), "V-0001": a_citizen()}
    news = {duo.code: last_news} if last_news else {}
    return follow_duos([duo], people, news, the_programme().calendar, TODAY)


def due(followed: Followed) -> list[str]:
    return [task.what.code.removeprefix("todo.") for task in followed.tasks]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (SETTLED, []),
        ({**SETTLED, "referent": ""}, ["choose_referent"]),
        ({**SETTLED, "first_meeting_on": None}, ["plan_first_meeting"]),
        ({**SETTLED, "citizen_confirms": None}, ["ask_confirmations"]),
        ({**SETTLED, "citizen_confirms": None, "first_meeting_on": TODAY - timedelta(days=1)}, []),
        ({**SETTLED, "first_meeting_on": TODAY - timedelta(days=30)}, ["ask_news"]),
        ({**SETTLED, "term": Until(TODAY + timedelta(days=30))}, ["prepare_closing"]),
        ({**SETTLED, "term": Until(TODAY + timedelta(days=31))}, []),
        ({**SETTLED, "term": Mission(TODAY + timedelta(days=1))}, []),
        ({**SETTLED, "term": Mission(TODAY)}, ["prepare_closing"]),
        ({**SETTLED, "closed_on": TODAY}, ["closing_reason"]),
    ],
)
def test_something_is_next_for_each_duo(changes: dict[str, object], expected: list[str]) -> None:
    assert due(follow(a_duo(**changes))) == expected


def test_recent_news_keeps_a_duo_quiet() -> None:
    duo = a_duo(**{**SETTLED, "first_meeting_on": TODAY - timedelta(days=90)})
    assert due(follow(duo, last_news=TODAY - timedelta(days=3))) == []


def test_duo_closes_with_date_and_reason() -> None:
    followed = follow(a_duo(**SETTLED, closed_on=TODAY, closing_reason=ClosingReason.TERM))
    assert [after.state for _, after in followed.changed] == [DuoState.CLOSED]
    assert due(followed) == []


def test_newcomer_left_seeking_is_pointed_out() -> None:
    assert due(follow(a_duo(**SETTLED), stage=Stage.SEEKING)) == ["move_to_in_duo"]


@pytest.mark.parametrize(
    ("term", "end"),
    [(Open(), None), (Until(TODAY), TODAY), (Mission(TODAY), TODAY), (Link("D-0001", TODAY), TODAY)],
)
def test_each_term_knows_its_end(term: Open | Until | Mission | Link, end: date | None) -> None:
    assert end_of(term) == end
