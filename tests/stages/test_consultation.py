"""Who is asked when, and whose yes makes a duo: consultation and last word, whatever the mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.decisions import Decided
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Decision, ProposalState, RefusalReason, Reply, Stage
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Consultation, LastWord, Mode, Programme
from tests.builders import TODAY, a_citizen, a_duo, a_newcomer, a_programme, a_proposal
from tests.stages.deciding import BOTH_SAY_YES, asked, decide

NONE, AFTER, BEFORE = Consultation
TEAM, CANDIDATES = LastWord
YES, TALK, NO = Reply
ASK = ["todo.ask_candidate"]
ONE_SAYS_NO = {"newcomer_reply": YES, "citizen_reply": NO}

# What is in the row → what becomes of it and what the team is asked next, for each pair of settings.
TABLE = [
    # consultation, last word, decision, replies, state, questions
    (NONE, TEAM, None, {}, "open", []),
    (NONE, TEAM, Decision.YES, {}, "made", []),
    (NONE, TEAM, Decision.YES, BOTH_SAY_YES, "made", []),
    (NONE, TEAM, Decision.YES, ONE_SAYS_NO, "open", ["todo.candidate_said_no"]),
    (NONE, CANDIDATES, None, {}, "open", []),
    (NONE, CANDIDATES, Decision.YES, {}, "open", ["todo.ask_both"]),
    (NONE, CANDIDATES, Decision.YES, BOTH_SAY_YES, "made", []),
    (NONE, CANDIDATES, Decision.YES, ONE_SAYS_NO, "refused", ["todo.tell_declined"]),
    (AFTER, TEAM, None, {}, "open", []),
    (AFTER, TEAM, None, BOTH_SAY_YES, "open", ["todo.both_say_yes"]),
    (AFTER, TEAM, Decision.YES, {}, "open", ["todo.ask_both"]),
    (AFTER, TEAM, Decision.YES, {"newcomer_reply": YES}, "open", ASK),
    (AFTER, TEAM, Decision.YES, {"newcomer_reply": TALK}, "open", ["todo.talk_to_candidate", *ASK]),
    (AFTER, TEAM, Decision.YES, BOTH_SAY_YES, "made", []),
    (AFTER, TEAM, Decision.YES, ONE_SAYS_NO, "open", ["todo.candidate_said_no"]),
    (AFTER, CANDIDATES, None, {}, "open", []),
    (AFTER, CANDIDATES, None, BOTH_SAY_YES, "open", ["todo.both_say_yes"]),
    (AFTER, CANDIDATES, Decision.YES, {}, "open", ["todo.ask_both"]),
    (AFTER, CANDIDATES, Decision.YES, BOTH_SAY_YES, "made", []),
    (AFTER, CANDIDATES, Decision.YES, ONE_SAYS_NO, "refused", ["todo.tell_declined"]),
    (AFTER, CANDIDATES, Decision.YES, {"newcomer_reply": NO}, "refused", []),
    (BEFORE, TEAM, None, {}, "open", ["todo.ask_both"]),
    (BEFORE, TEAM, None, {"citizen_reply": YES}, "open", ASK),
    (BEFORE, TEAM, None, BOTH_SAY_YES, "open", ["todo.both_say_yes"]),
    (BEFORE, TEAM, Decision.YES, {}, "open", ["todo.ask_both"]),
    (BEFORE, TEAM, Decision.YES, BOTH_SAY_YES, "made", []),
    (BEFORE, TEAM, None, ONE_SAYS_NO, "open", ["todo.candidate_said_no"]),
    (BEFORE, CANDIDATES, None, {}, "open", ["todo.ask_both"]),
    (BEFORE, CANDIDATES, None, {"citizen_reply": YES}, "open", ASK),
    (BEFORE, CANDIDATES, None, BOTH_SAY_YES, "made", []),
    (BEFORE, CANDIDATES, Decision.DISCUSS, BOTH_SAY_YES, "open", []),
    (BEFORE, CANDIDATES, None, ONE_SAYS_NO, "refused", ["todo.tell_declined"]),
]


def one_of_several(citizen: str = "V-0001", **changes: object) -> Proposal:
    """One of Samira's choices."""
    number = citizen[-1]
    return a_proposal(code=f"P-000{number}", citizen=citizen, **{"choice": int(number), **changes})


def talked_over(*proposals: Proposal, people: tuple[Person, ...] = (), **settings: object) -> Decided:
    """What a run makes of choices between Samira and three volunteers."""
    three = tuple(a_citizen(f"V-000{number}") for number in (1, 2, 3))
    settings = {"mode": Mode.DISCUSSED, "consultation": BEFORE, **settings}
    return decide(*proposals, people=people or (a_newcomer(), *three), programme=a_programme(**settings))


@pytest.mark.parametrize(("consultation", "last_word", "decision", "replies", "state", "questions"), TABLE)
@pytest.mark.parametrize("mode", [Mode.CRITERIA, Mode.DRAW])
def test_settings_say_what_makes_a_duo_and_whom_to_ask(  # noqa: PLR0913, PLR0917  # the columns of the table
    mode: Mode,
    consultation: Consultation,
    last_word: LastWord,
    decision: Decision | None,
    replies: dict[str, Reply],
    state: str,
    questions: list[str],
) -> None:
    programme = a_programme(mode=mode, consultation=consultation, last_word=last_word)
    decided = decide(a_proposal(decision=decision, **replies), programme=programme)
    assert (decided.proposals[0].state, asked(decided)) == (state, questions)
    assert len(decided.duos) == (state == "made")


@pytest.mark.parametrize("by", ["citizen_reply", "newcomer_reply"])
def test_noting_no_ends_the_kind_word(by: str) -> None:
    over = a_proposal(state=ProposalState.REFUSED, citizen_reply=YES, newcomer_reply=YES)
    over = replace(over, **{by: NO})
    assert asked(decide(over)) == ["todo.tell_declined"]
    assert asked(decide(replace(over, decision=Decision.NO))) == []


def test_no_of_the_team_needs_no_reason_after_a_candidates_no() -> None:
    decided = decide(a_proposal(decision=Decision.NO, **ONE_SAYS_NO))
    assert (decided.proposals[0].state, asked(decided)) == (ProposalState.REFUSED, [])


def test_proposal_with_an_answer_is_not_released() -> None:
    old = {"proposed_on": TODAY - timedelta(days=40)}
    assert decide(a_proposal(**old)).proposals[0].state is ProposalState.RELEASED
    assert decide(a_proposal(citizen_reply=YES, **old)).proposals[0].state is ProposalState.OPEN


def test_row_by_hand_is_consulted_about_like_others() -> None:
    row = a_proposal(code="", proposed_on=None)
    before = a_programme(consultation=BEFORE)
    assert asked(decide(row, programme=before)) == ["todo.ask_both"]
    candidates = a_programme(consultation=BEFORE, last_word=CANDIDATES)
    assert len(decide(replace(row, **BOTH_SAY_YES), programme=candidates).duos) == 1


def test_waiting_proposal_is_withdrawn_when_places_are_full() -> None:
    elsewhere = a_duo(newcomer="N-0009")
    decided = decide(a_proposal(), duos=(elsewhere,))
    assert decided.proposals[0].state is ProposalState.WITHDRAWN
    asked_about = decide(a_proposal(decision=Decision.YES), duos=(elsewhere,))
    assert asked(asked_about) == ["todo.no_place_left"]


# --- choices that are talked over -----------------------------------------------------------------------


def test_newcomer_is_called_once_about_all_choices() -> None:
    decided = talked_over(*(one_of_several(f"V-000{number}") for number in (1, 2, 3)))
    (task,) = decided.tasks
    assert task.what.code == "todo.talk_over"
    assert task.what.parameters["proposals"] == ("P-0001", "P-0002", "P-0003")
    assert task.what.parameters["code"] == "N-0001 · Samira"


def test_one_volunteer_is_called_after_the_other() -> None:
    liked = [one_of_several(f"V-000{number}", newcomer_reply=YES) for number in (1, 2, 3)]
    (task,) = talked_over(*liked).tasks
    assert (task.what.code, task.what.parameters["code"]) == ("todo.ask_candidate", "V-0001 · Paul")
    (task,) = talked_over(replace(liked[0], citizen_reply=NO, decision=Decision.NO), *liked[1:]).tasks
    assert task.what.parameters["code"] == "V-0002 · Paul"


@pytest.mark.parametrize("consultation", Consultation)
@pytest.mark.parametrize("last_word", LastWord)
@pytest.mark.parametrize("decision", [None, Decision.YES])
@pytest.mark.parametrize("replies", [{}, {"newcomer_reply": YES}, {"citizen_reply": YES}])
def test_both_answer_before_a_duo_is_made(
    consultation: Consultation, last_word: LastWord, decision: Decision | None, replies: dict[str, Reply]
) -> None:
    one = one_of_several(decision=decision, **replies)
    decided = talked_over(one, consultation=consultation, last_word=last_word)
    assert decided.duos == ()


@pytest.mark.parametrize(
    ("consultation", "last_word", "decision", "makes_duo"),
    [
        (BEFORE, TEAM, None, False),
        (BEFORE, TEAM, Decision.YES, True),
        (BEFORE, CANDIDATES, None, True),
        (AFTER, CANDIDATES, None, False),
        (AFTER, CANDIDATES, Decision.YES, True),
        (NONE, TEAM, Decision.YES, True),
    ],
)
def test_both_answers_and_the_last_word_make_a_duo(
    consultation: Consultation, last_word: LastWord, decision: Decision | None, makes_duo: bool
) -> None:
    one = one_of_several(decision=decision, **BOTH_SAY_YES)
    decided = talked_over(one, consultation=consultation, last_word=last_word)
    assert bool(decided.duos) == makes_duo
    assert asked(decided) == ([] if makes_duo else ["todo.both_say_yes"])


def test_after_the_teams_yes_only_those_are_talked_over() -> None:
    chosen = one_of_several("V-0002", decision=Decision.YES)
    decided = talked_over(one_of_several(), chosen, consultation=AFTER)
    (task,) = decided.tasks
    assert (task.what.code, task.what.parameters["proposals"]) == ("todo.talk_over", ("P-0002",))


@pytest.mark.parametrize("last_word", LastWord)
def test_either_may_decline_without_a_reason(last_word: LastWord) -> None:
    decided = talked_over(one_of_several(newcomer_reply=NO), last_word=last_word)
    assert (decided.proposals[0].state, asked(decided)) == (ProposalState.REFUSED, [])


def test_duo_withdraws_the_other_choices_and_names_whom_to_call() -> None:
    liked = one_of_several("V-0001", **BOTH_SAY_YES)
    made = one_of_several("V-0002", decision=Decision.YES, **BOTH_SAY_YES)
    decided = talked_over(liked, made, one_of_several("V-0003"))
    assert [one.state for one in decided.proposals] == ["withdrawn", "made", "withdrawn"]
    (task,) = decided.tasks
    assert (task.what.code, task.what.parameters["code"]) == ("todo.tell_withdrawn", "V-0001 · Paul")
    told = replace(decided.proposals[0], decision=Decision.NO)
    people = (a_newcomer(), a_citizen("V-0001"), a_citizen("V-0002"))
    assert (
        decide(told, people=people, duos=decided.duos, programme=a_programme(mode=Mode.DISCUSSED)).tasks == ()
    )


def test_full_volunteer_is_withdrawn_and_the_newcomer_is_called() -> None:
    people = (
        a_newcomer(),
        a_newcomer("N-0002", first_name="Karim"),
        a_citizen("V-0001"),
        a_citizen("V-0002"),
    )
    made = a_proposal(code="P-0009", newcomer="N-0002", choice=2, decision=Decision.YES, **BOTH_SAY_YES)
    decided = talked_over(
        one_of_several(newcomer_reply=YES), one_of_several("V-0002", newcomer_reply=YES), made, people=people
    )
    assert [one.state for one in decided.proposals] == ["withdrawn", "open", "made"]
    assert asked(decided) == ["todo.tell_withdrawn", "todo.ask_candidate"]
    assert [task.what.parameters["code"] for task in decided.tasks] == ["N-0001 · Samira", "V-0002 · Paul"]


def test_choices_are_plain_proposals_once_the_mode_changes() -> None:
    decided = talked_over(one_of_several(decision=Decision.YES), mode=Mode.CRITERIA)
    assert asked(decided) == ["todo.ask_both"]


def test_whoever_paused_is_not_called() -> None:
    people = (a_newcomer(), a_citizen(stage=Stage.PAUSED))
    decided = talked_over(one_of_several(newcomer_reply=YES), people=people)
    assert decided.proposals[0].state is ProposalState.WITHDRAWN
    assert asked(decided) == ["todo.tell_withdrawn"]


# --- whatever the settings ------------------------------------------------------------------------------

rows = st.lists(
    st.builds(
        a_proposal,
        code=st.integers(1, 30).map("P-{:04d}".format),
        newcomer=st.sampled_from(["N-0001", "N-0002", "N-0003"]),
        citizen=st.sampled_from(["V-0001", "V-0002"]),
        choice=st.sampled_from([None, 1, 2, 3]),
        state=st.sampled_from(ProposalState),
        decision=st.none() | st.sampled_from(Decision),
        reason=st.sampled_from(["", RefusalReason.OTHER]),
        citizen_reply=st.none() | st.sampled_from(Reply),
        newcomer_reply=st.none() | st.sampled_from(Reply),
        proposed_on=st.dates(date(2026, 9, 1), TODAY),
    ),
    max_size=8,
    unique_by=lambda proposal: proposal.code,
)
programmes = st.builds(
    a_programme,
    mode=st.sampled_from([Mode.CRITERIA, Mode.DISCUSSED, Mode.DRAW]),
    consultation=st.sampled_from(Consultation),
    last_word=st.sampled_from(LastWord),
)


@given(rows, programmes)
def test_deciding_twice_changes_nothing_more(proposals: list[Proposal], programme: Programme) -> None:
    people = (
        *(a_newcomer(f"N-000{n}") for n in (1, 2, 3)),
        a_citizen("V-0001", places=2),
        a_citizen("V-0002"),
    )
    first = decide(*proposals, people=people, programme=programme)
    used = [code for duo in first.duos for code in duo.pair]
    assert all(used.count(person.code) <= person.places for person in people)
    second = decide(*first.proposals, people=people, duos=first.duos, programme=programme)
    assert (second.changed, second.duos) == ((), ())


@given(rows, programmes)
def test_nobody_is_in_a_duo_against_their_no(proposals: list[Proposal], programme: Programme) -> None:
    people = (
        *(a_newcomer(f"N-000{n}") for n in (1, 2, 3)),
        a_citizen("V-0001", places=2),
        a_citizen("V-0002"),
    )
    made = {duo.proposal for duo in decide(*proposals, people=people, programme=programme).duos}
    assert not any(one.is_unwanted for one in proposals if one.code in made)
