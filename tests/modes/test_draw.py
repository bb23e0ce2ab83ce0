"""By lot: rules alone decide who may be drawn, the seed and the day who is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.modes.draw import propose
from pipeline.modes.situation import Situation
from pipeline.vocabulary.duos import Proposal
from pipeline.vocabulary.journey import Opinion, ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Goal, Mode
from pipeline.words import Speaker
from tests.builders import LIEGE, TODAY, a_citizen, a_duo, a_newcomer, a_programme, the_form, the_homes

NEWCOMERS = tuple(a_newcomer(f"N-{number:04}") for number in range(1, 7))
CITIZENS = tuple(a_citizen(f"V-{number:04}") for number in range(1, 7))


def a_situation(*ready: Person, proposals: tuple[Proposal, ...] = (), **matching: object) -> Situation:
    """These people, in a programme that draws by lot."""
    programme = a_programme(mode=Mode.DRAW, **matching)
    return Situation(
        programme, the_form(), ready or (*NEWCOMERS, *CITIZENS), proposals, (), number=1, today=TODAY
    )


def drawn(situation: Situation) -> list[tuple[str, str]]:
    return [one.pair for one in propose(situation).proposals]


def test_everybody_who_can_is_drawn() -> None:
    pairs = drawn(a_situation())
    assert len(pairs) == 6
    assert len({code for pair in pairs for code in pair}) == 12


def test_same_seed_same_draw() -> None:
    assert propose(a_situation(seed=5)) == propose(a_situation(*reversed((*NEWCOMERS, *CITIZENS)), seed=5))
    assert drawn(a_situation(seed=5)) != drawn(a_situation(seed=6))
    tomorrow = replace(a_situation(seed=5), today=TODAY + timedelta(days=1))
    assert drawn(a_situation(seed=5)) != drawn(tomorrow)


def test_criteria_and_floor_have_no_say() -> None:
    assert drawn(a_situation(floor=1.0)) == drawn(a_situation(criteria=()))


def test_whoever_rules_forbid_is_never_drawn() -> None:
    found = propose(a_situation(a_newcomer(), a_citizen(answers={"postcode": LIEGE})))
    assert found.proposals == found.events == ()
    assert {one.code for one in found.unmatched} == {"N-0001", "V-0001"}


def test_open_proposals_stay_as_they_are() -> None:
    first = propose(a_situation(open_proposals=2))
    assert len(first.proposals) == 2
    later = replace(a_situation(open_proposals=2, proposals=first.proposals), today=TODAY + timedelta(days=1))
    assert propose(later).proposals == ()
    more = propose(a_situation(open_proposals=4, proposals=first.proposals))
    assert not {one.newcomer for one in more.proposals} & {one.newcomer for one in first.proposals}


def test_refused_pairs_are_not_drawn_again() -> None:
    refused = Proposal("N-0001", "V-0001", "P-0001", state=ProposalState.REFUSED)
    assert drawn(a_situation(a_newcomer(), a_citizen(), proposals=(refused,))) == []
    ended = replace(a_situation(a_newcomer(), a_citizen()), duos=(a_duo(closed_on=TODAY),))
    assert drawn(ended) == []


def test_fewest_left_out_draws_for_everybody() -> None:
    near = a_newcomer("N-0001", answers={"languages_some": frozenset({"ti"})})
    tigrinya = {"languages_well": frozenset({"fr", "ti"})}
    people = (near, a_newcomer("N-0002"), a_citizen("V-0001", answers=tigrinya), a_citizen("V-0002"))
    draws = [drawn(a_situation(*people, goal=Goal.MOST, seed=seed)) for seed in range(20)]
    assert all(len(pairs) == 2 for pairs in draws)
    assert any(len(drawn(a_situation(*people, seed=seed))) == 1 for seed in range(20))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Tiré au sort parmi 36 duos possibles\N{NO-BREAK SPACE}: aucun n’a été préféré à un autre.",
        ),
        ("nl", "Geloot uit 36 mogelijke duo’s: geen enkel kreeg de voorkeur."),
        ("en", "Drawn by lot among 36 possible pairs: none was weighed against another."),
    ],
)
def test_explanation_says_it_was_a_lot(language: str, said: str) -> None:
    explanation = propose(a_situation()).proposals[0].explanation
    assert explanation is not None
    assert (explanation.opinion, explanation.alternative) == (Opinion.LOT, ())
    say = Speaker(language, the_form()).say
    assert say(explanation.why[0]) == said
    assert explanation.why[1].code == "reason.for_information"


def test_journal_tells_how_to_draw_again() -> None:
    (event,) = propose(a_situation(seed=42)).events
    assert (event.code, event.subject, dict(event.numbers)) == (
        "drawn",
        "42",
        {"pairs": 36, "newcomers": 6, "citizens": 6},
    )


@pytest.mark.parametrize(
    "people",
    [(a_newcomer(),), (a_citizen(),), (a_newcomer(), a_citizen(places=0))],
    ids=["nobody to offer", "nobody to ask", "no place"],
)
def test_one_side_alone_draws_nothing(people: tuple[Person, ...]) -> None:
    found = propose(a_situation(*people))
    assert found.proposals == found.events == ()
    assert found.unmatched


@pytest.mark.parametrize("goal", list(Goal))
def test_families_share_the_beds_of_one_draw(goal: Goal) -> None:
    """Families of three, two and one: four beds take two of them, never all three."""
    form, room = the_homes()
    families = [a_newcomer(f"N-000{size}", answers={"guests": size}) for size in (1, 2, 3)]
    ready = (*families, a_citizen(answers={"beds": 4}, places=3))
    situation = replace(a_situation(*ready, rules=(room,), goal=goal), form=form, people=ready)
    first = propose(situation).proposals
    assert len(first) == 2
    assert sum(int(one.newcomer[-1]) for one in first) <= 4
    again = propose(replace(situation, proposals=first)).proposals
    assert sum(int(one.newcomer[-1]) for one in (*first, *again)) <= 4
