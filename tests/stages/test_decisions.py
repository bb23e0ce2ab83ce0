"""Decisions: complete ones are acted on once, incomplete ones are asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.stages.decisions import Ledger, act_on_decisions
from pipeline.vocabulary.duos import Mission, Until
from pipeline.vocabulary.journey import Decision, ProposalState, RefusalReason, Reply, Stage
from pipeline.vocabulary.sentences import Sentence, sentence
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, a_programme, a_proposal, the_form
from tests.stages.deciding import BOTH_SAY_YES, asked, decide


def test_yes_with_both_answers_makes_a_duo() -> None:
    decided = decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES))
    assert [(duo.code, duo.pair, duo.proposal) for duo in decided.duos] == [
        ("D-0001", ("N-0001", "V-0001"), "P-0001")
    ]
    assert [after.state for _, after in decided.changed] == [ProposalState.MADE]
    assert not decided.tasks


@pytest.mark.parametrize(
    ("replies", "questions"),
    [
        ({}, ["todo.ask_both"]),
        ({"citizen_reply": Reply.YES}, ["todo.ask_candidate"]),
        ({"citizen_reply": Reply.YES, "newcomer_reply": Reply.TALK}, ["todo.talk_to_candidate"]),
        ({"citizen_reply": Reply.NO, "newcomer_reply": Reply.YES}, ["todo.candidate_said_no"]),
        ({"citizen_reply": Reply.NO}, ["todo.candidate_said_no"]),
    ],
)
def test_yes_without_both_answers_is_asked(replies: dict[str, Reply], questions: list[str]) -> None:
    decided = decide(a_proposal(decision=Decision.YES, **replies))
    assert (decided.duos, decided.changed, asked(decided)) == ((), (), questions)


def test_no_with_a_reason_never_returns() -> None:
    decided = decide(a_proposal(decision=Decision.NO, reason=RefusalReason.TOO_FAR))
    assert [after.state for _, after in decided.changed] == [ProposalState.REFUSED]


def test_no_without_a_reason_is_asked() -> None:
    decided = decide(a_proposal(decision=Decision.NO))
    assert (decided.changed, asked(decided)) == ((), ["todo.reason_missing"])


def test_later_gets_a_date_once() -> None:
    first = decide(a_proposal(decision=Decision.LATER))
    after = first.changed[0][1]
    assert (after.state, after.state_on) == (ProposalState.LATER, TODAY + timedelta(days=30))
    assert asked(first) == ["todo.date_chosen"]
    second = decide(after, today=TODAY + timedelta(days=1))
    assert (second.changed, second.tasks) == ((), ())


def test_later_comes_back_on_its_date() -> None:
    later = a_proposal(decision=Decision.LATER, revisit_on=TODAY, state=ProposalState.LATER, state_on=TODAY)
    assert asked(decide(later)) == ["todo.look_again"]


def test_later_is_withdrawn_when_somebody_found_a_duo() -> None:
    elsewhere = a_duo(citizen="V-0009")
    decided = decide(a_proposal(decision=Decision.LATER, revisit_on=TODAY), duos=(elsewhere,))
    assert decided.proposals[0].state is ProposalState.WITHDRAWN


def test_discussed_proposal_stays_open_and_is_recalled() -> None:
    decided = decide(a_proposal(decision=Decision.DISCUSS, proposed_on=TODAY - timedelta(days=40)))
    assert (decided.changed, asked(decided)) == ((), ["todo.decide_discussed"])


@pytest.mark.parametrize(
    ("age", "state", "questions"),
    [
        (13, ProposalState.OPEN, []),
        (14, ProposalState.OPEN, ["todo.decide"]),
        (29, ProposalState.OPEN, ["todo.decide"]),
        (30, ProposalState.RELEASED, []),
    ],
)
def test_undecided_proposal_is_recalled_then_released(
    age: int, state: ProposalState, questions: list[str]
) -> None:
    decided = decide(a_proposal(proposed_on=TODAY - timedelta(days=age)))
    assert (decided.proposals[0].state, asked(decided)) == (state, questions)


def test_places_are_used_up_in_order() -> None:
    people = (a_newcomer("N-0001"), a_newcomer("N-0002"), a_newcomer("N-0003"), a_citizen(places=2))
    proposals = [
        a_proposal(code=f"P-000{n}", newcomer=f"N-000{n}", decision=Decision.YES, **BOTH_SAY_YES)
        for n in (1, 2, 3)
    ]
    decided = decide(*proposals, people=people)
    assert [duo.newcomer for duo in decided.duos] == ["N-0001", "N-0002"]
    assert asked(decided) == ["todo.no_place_left"]


def test_dated_mission_ends_on_its_day() -> None:
    day = date(2026, 12, 10)
    people = (a_newcomer(answers={"mission_on": day}), a_citizen())
    decided = decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES), people=people)
    assert decided.duos[0].term == Mission(day)


def test_household_becomes_a_duo_like_anyone() -> None:
    people = (a_newcomer(answers={"unit": "household"}), a_citizen())
    assert decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES), people=people).duos


def test_shorter_wish_sets_the_planned_end() -> None:
    people = (a_newcomer(answers={"duration": "m12"}), a_citizen(answers={"duration": "m3"}))
    decided = decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES), people=people)
    assert decided.duos[0].term == Until(date(2027, 2, 24))


def test_duo_made_before_a_crash_is_not_doubled() -> None:
    decided = decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES), duos=(a_duo(),))
    assert decided.duos == ()
    assert decided.proposals[0].state is ProposalState.MADE


def test_person_who_paused_withdraws_the_proposal() -> None:
    people = (a_newcomer(stage=Stage.PAUSED), a_citizen())
    assert decide(a_proposal(), people=people).proposals[0].state is ProposalState.WITHDRAWN


def test_yes_for_a_paused_person_is_asked() -> None:
    people = (a_newcomer(stage=Stage.PAUSED), a_citizen())
    decided = decide(a_proposal(decision=Decision.YES, **BOTH_SAY_YES), people=people)
    assert (decided.duos, asked(decided)) == ((), ["todo.not_available"])


@pytest.mark.parametrize(
    ("changes", "broken", "question"),
    [
        ({}, (), "todo.pair_is_possible"),
        ({}, (sentence("rule.broken"),), "todo.pair_breaks_rules"),
        ({"decision": Decision.YES, **BOTH_SAY_YES}, (sentence("rule.broken"),), "todo.pair_breaks_rules"),
        ({"citizen": "V-0999"}, (), "todo.unknown_code"),
    ],
)
def test_row_written_by_hand_is_answered(
    changes: dict[str, object], broken: tuple[Sentence, ...], question: str
) -> None:
    row = replace(a_proposal(code="", proposed_on=None), **changes)  # type: ignore[arg-type] # a table of fields
    decided = decide(row, broken={row.pair: broken})
    assert (asked(decided), decided.duos, decided.changed) == ([question], (), ())


def test_row_by_hand_is_told_its_cost() -> None:
    row = a_proposal(code="", proposed_on=None)
    cost = sentence("cost.little")
    (task,) = decide(row, costs={row.pair: cost}).tasks
    assert (task.what.code, task.because) == (
        "todo.pair_is_possible",
        sentence("because.pair_costs", cost=cost),
    )


@pytest.mark.parametrize(
    ("state", "question"),
    [
        (ProposalState.OPEN, "todo.decide_there"),
        (ProposalState.RELEASED, "todo.decide_there"),
        (ProposalState.REFUSED, "todo.pair_breaks_rules"),
        (ProposalState.WITHDRAWN, "todo.pair_is_possible"),
    ],
)
def test_pair_proposed_before_is_recognised(state: ProposalState, question: str) -> None:
    row = a_proposal(code="", proposed_on=None)
    assert asked(decide(a_proposal(state=state), row)) == [question]


def test_row_by_hand_names_who_is_paused() -> None:
    row = a_proposal(code="", proposed_on=None)
    people = (a_newcomer(stage=Stage.PAUSED), a_citizen())
    assert asked(decide(row, people=people)) == ["todo.not_available"]


def test_row_by_hand_names_who_has_no_place() -> None:
    row = a_proposal(code="", proposed_on=None)
    people = (a_newcomer(), a_citizen(), a_newcomer("N-0002"))
    decided = decide(row, people=people, duos=(a_duo(newcomer="N-0002"),))
    assert asked(decided) == ["todo.no_place_left"]


def test_row_written_by_hand_becomes_a_duo() -> None:
    row = a_proposal(code="", proposed_on=None, decision=Decision.YES, **BOTH_SAY_YES)
    assert [duo.pair for duo in decide(row).duos] == [("N-0001", "V-0001")]


def test_people_in_damaged_rows_are_left_alone() -> None:
    ledger = Ledger(
        people={person.code: person for person in (a_newcomer(), a_citizen())},
        programme=a_programme(),
        form=the_form(),
        broken={},
        today=TODAY,
        running=[],
        next_duo=1,
        set_aside=frozenset({"N-0001"}),
    )
    decided = act_on_decisions([a_proposal(decision=Decision.YES, **BOTH_SAY_YES)], (), ledger)
    assert (decided.duos, decided.changed, decided.tasks) == ((), (), ())
