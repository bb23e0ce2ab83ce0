"""Choice from cards: equal exposure, cards that stay, and a choice that becomes a proposal once rules allow it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from string import ascii_uppercase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.modes.dossiers import lay_out, propose
from pipeline.modes.situation import Found, Situation
from pipeline.vocabulary.cards import Card, CardChoice
from pipeline.vocabulary.duos import Duo, Proposal
from pipeline.vocabulary.journey import ProposalState, Reply
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.programme import Cards, Consultation, Mode
from pipeline.words import Speaker
from tests.builders import (
    LIEGE,
    TODAY,
    a_citizen,
    a_duo,
    a_newcomer,
    a_programme,
    a_proposal,
    the_form,
    the_homes,
)

FIRST, SECOND, NO = CardChoice.FIRST, CardChoice.SECOND, CardChoice.NO


def a_situation(
    *ready: Person, cards: tuple[Card, ...] = (), setting: Cards | None = None, **matching: Any
) -> Situation:
    """These people, in a programme whose newcomers choose from cards."""
    programme = a_programme(mode=Mode.DOSSIERS, **({"cards": setting} if setting else {}), **matching)
    return Situation(programme, the_form(), ready, (), (), number=7, today=TODAY, cards=cards)


def newcomers(count: int) -> list[Person]:
    """Newcomers who came one day after the other."""
    return [
        a_newcomer(f"N-{number:04}", received=date(2026, 9, 1) + timedelta(days=number))
        for number in range(1, count + 1)
    ]


def citizens(count: int) -> list[Person]:
    """Volunteers who suit every newcomer."""
    return [a_citizen(f"V-{number:04}") for number in range(1, count + 1)]


def dealt(found: Found) -> dict[str, list[str]]:
    """Newcomer → letters that they were dealt."""
    letters: dict[str, list[str]] = {}
    for card in found.cards:
        letters.setdefault(card.newcomer, []).append(card.letter)
    return letters


def a_card(letter: str, citizen: str, choice: CardChoice | None = None, newcomer: str = "N-0001") -> Card:
    """A card dealt a week ago."""
    return Card(newcomer, letter, citizen, date(2026, 11, 17), choice=choice)


def cards_of(*citizens: str, newcomer: str = "N-0001", **choices: CardChoice) -> tuple[Card, ...]:
    """The cards A, B, … of one newcomer, some with a choice."""
    return tuple(
        a_card(letter, citizen, choices.get(letter), newcomer)
        for letter, citizen in zip("ABCDEFGH", citizens, strict=False)
    )


FIVE = ("V-0001", "V-0002", "V-0003", "V-0004", "V-0005")


@pytest.mark.parametrize(("count", "expected"), [(5, "ABCDE"), (6, "ABCDEF"), (8, "ABCDEFGH")])
def test_each_newcomer_is_dealt_as_many(count: int, expected: str) -> None:
    found = propose(a_situation(a_newcomer(), *citizens(12), setting=Cards(count=count)))
    assert dealt(found) == {"N-0001": list(expected)}


def test_few_who_are_allowed_are_all_shown() -> None:
    far = a_citizen("V-0009", answers={"postcode": LIEGE})
    found = propose(a_situation(a_newcomer(), *citizens(2), far))
    assert {card.citizen for card in found.cards} == {"V-0001", "V-0002"}


def test_everybody_is_shown_equally_often() -> None:
    found = propose(a_situation(*newcomers(8), *citizens(12)))
    assert set(Counter(card.citizen for card in found.cards).values()) == {4}


def test_letters_say_nothing_of_codes() -> None:
    found = propose(a_situation(*newcomers(10), *citizens(6)))
    first = {card.citizen for card in found.cards if card.letter == "A"}
    assert len(first) > 2


@pytest.mark.parametrize(
    ("left", "expected"),
    [("ABC", "DEF"), ("BC", "DEFG"), ("A", "BCDEF"), ("Z", ["AA", "AB", "AC", "AD", "AE"]), ("é", "ABCDE")],
)
def test_deleted_card_leaves_its_letter(left: str, expected: list[str]) -> None:
    """Somebody may still hold the paper on which another card has that letter."""
    cards = tuple(a_card(letter, f"V-000{place}") for place, letter in enumerate(left, start=1))
    found = propose(a_situation(a_newcomer(), *citizens(12), cards=cards))
    assert dealt(found) == {"N-0001": list(expected)}


def test_second_run_deals_nothing() -> None:
    people = (*newcomers(8), *citizens(9))
    cards = propose(a_situation(*people)).cards
    again = propose(a_situation(*people, cards=cards))
    assert (again.cards, again.proposals) == ((), ())


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5), st.integers(1, 12), st.integers(0, 3), st.randoms(use_true_random=False))
def test_newcomers_to_the_table_reshuffle_nothing(here: int, there: int, more: int, random: Any) -> None:
    people = [*newcomers(here), *citizens(there)]
    cards = propose(a_situation(*people)).cards
    late = [a_newcomer(f"N-{number:04}", received=TODAY) for number in range(90, 90 + more)]
    crowd = [*people, *late]
    random.shuffle(crowd)
    found = propose(a_situation(*crowd, cards=cards))
    assert {card.newcomer for card in found.cards} <= {person.code for person in late}


def test_cards_are_dealt_to_who_waits_longest() -> None:
    found = propose(a_situation(*newcomers(4), *citizens(6), open_proposals=2))
    assert list(dealt(found)) == ["N-0001", "N-0002"]
    said = {one.code: one.why[0].code for one in found.unmatched}
    assert said == {"N-0003": "unmatched.cards_limit", "N-0004": "unmatched.cards_limit"}


def test_new_cards_follow_when_few_are_left() -> None:
    people = (a_newcomer(), *citizens(9))
    none_left = propose(a_situation(*people, cards=cards_of(*FIVE, A=NO, B=NO)))
    assert dealt(none_left) == {"N-0001": ["F", "G", "H"]}
    assert {card.citizen for card in none_left.cards}.isdisjoint(FIVE)
    assert propose(a_situation(*people, cards=cards_of(*FIVE))).cards == ()


def test_choice_becomes_a_proposal() -> None:
    found = propose(a_situation(a_newcomer(), *citizens(6), cards=cards_of(*FIVE, C=SECOND, D=FIRST)))
    assert [(one.code, one.pair) for one in found.proposals] == [("P-0007", ("N-0001", "V-0004"))]
    assert found.cards == ()
    explanation = found.proposals[0].explanation
    say = Speaker("en", the_form()).say
    assert explanation is not None
    assert explanation.opinion is None
    assert say(explanation.why[0]) == "Samira chose card D. What it says:"
    assert [task.what.code for task in found.tasks] == ["todo.ask_chosen"]


@pytest.mark.parametrize(
    "changes",
    [{"answers": {"postcode": LIEGE}}, {"places": 0}],
    ids=["rules stand against it", "no place is left"],
)
def test_impossible_choice_gives_way_to_the_second(changes: dict[str, Any]) -> None:
    people = (a_newcomer(), a_citizen("V-0001", **changes), *citizens(5)[1:])
    found = propose(a_situation(*people, cards=cards_of(*FIVE, A=FIRST, B=SECOND)))
    assert [one.citizen for one in found.proposals] == ["V-0002"]


def test_impossible_choice_alone_is_asked_again() -> None:
    people = (a_newcomer(), *citizens(6)[1:])
    found = propose(a_situation(*people, cards=cards_of(*FIVE, A=FIRST)))
    assert found.proposals == ()
    asked = {task.what.code: task.what.parameters["letters"] for task in found.tasks}
    assert asked == {"todo.choose_again": ("A",)}


def test_longest_waiting_has_the_first_choice() -> None:
    people = (*newcomers(2), *citizens(6))
    cards = (*cards_of(*FIVE, A=FIRST, newcomer="N-0002"), *cards_of(*FIVE, A=FIRST))
    found = propose(a_situation(*people, cards=cards))
    assert [one.pair for one in found.proposals] == [("N-0001", "V-0001")]


def test_places_decide_how_many_may_choose_one() -> None:
    people = (*newcomers(2), a_citizen("V-0001", places=2), *citizens(6)[1:])
    cards = (*cards_of(*FIVE, A=FIRST, newcomer="N-0002"), *cards_of(*FIVE, A=FIRST))
    assert len(propose(a_situation(*people, cards=cards)).proposals) == 2


def test_beds_decide_how_many_may_choose_one() -> None:
    """Both families choose the home with four beds: the one that waits longest has it, the other its second choice."""
    form, room = the_homes()
    families = [replace(one, answers={**one.answers, "guests": 3}) for one in newcomers(2)]
    homes = [a_citizen(code, answers={"beds": 4}, places=2) for code in ("V-0001", "V-0002")]
    cards = (
        *cards_of("V-0001", "V-0002", A=CardChoice.FIRST),
        *cards_of("V-0001", "V-0002", newcomer="N-0002", A=CardChoice.FIRST, B=CardChoice.SECOND),
    )
    situation = replace(a_situation(*families, *homes, cards=cards, rules=(room,)), form=form)
    assert [one.pair for one in propose(situation).proposals] == [("N-0001", "V-0001"), ("N-0002", "V-0002")]


def on_table(**changes: Any) -> Proposal:
    """The proposal that came of card A."""
    return a_proposal(**changes)


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (on_table(), ["todo.ask_chosen"]),
        (on_table(citizen_reply=Reply.YES), []),
        (on_table(citizen_reply=Reply.TALK), []),
        (on_table(citizen="V-0006"), []),
    ],
    ids=["not asked yet", "said yes", "wants to talk", "came about otherwise"],
)
def test_chosen_volunteer_is_asked(proposal: Proposal, expected: list[str]) -> None:
    situation = a_situation(a_newcomer(), *citizens(6), cards=cards_of(*FIVE, A=FIRST))
    found = propose(replace(situation, proposals=(proposal,)))
    assert [task.what.code for task in found.tasks] == expected
    assert (found.cards, found.proposals) == ((), ())


def test_turned_down_choice_never_returns() -> None:
    situation = a_situation(a_newcomer(), *citizens(6), cards=cards_of(*FIVE, A=FIRST))
    refused = on_table(state=ProposalState.REFUSED)
    found = propose(replace(situation, proposals=(refused,)))
    assert found.proposals == ()
    assert dealt(found) == {"N-0001": ["F"]}


def test_whoever_is_in_a_duo_needs_no_cards() -> None:
    situation = a_situation(a_newcomer(), *citizens(6), cards=cards_of(*FIVE))
    duo: Duo = a_duo()
    assert propose(replace(situation, duos=(duo,))).tasks == ()


def test_no_to_everybody_is_told() -> None:
    refused = cards_of("V-0001", "V-0002", A=NO, B=NO)
    found = propose(a_situation(a_newcomer(), *citizens(2), cards=refused))
    assert found.cards == ()
    say = Speaker("en", the_form()).say
    assert [say(one.why[0]) for one in found.unmatched if one.code == "N-0001"] == [
        "Has seen the cards of all 2 volunteers whom the rules allow, and chose nobody."
    ]


def test_cards_speak_the_language_of_their_reader() -> None:
    newcomer = a_newcomer(answers={"languages_well": frozenset({"ar", "fr"})})
    situation = replace(a_situation(newcomer, a_citizen()), languages={"N-0001": "ar"})
    (card,) = propose(situation).cards
    assert card.language == "ar"
    assert card.text.startswith("يستطيع أن يقدّم: ممارسة اللغة")


def test_nobody_deals_newcomers_to_volunteers() -> None:
    found = propose(a_situation(*newcomers(3), *citizens(3)))
    assert all(card.newcomer[0] == "N" and card.citizen[0] == "V" for card in found.cards)
    assert "Samira" not in " ".join(card.text for card in found.cards)


def test_printed_cards_are_those_to_choose_from() -> None:
    laid = lay_out(a_situation(a_newcomer(), *citizens(6)[1:], cards=cards_of(*FIVE, B=NO)))
    assert [card.letter for card in laid["N-0001"]] == ["C", "D", "E"]


def test_more_than_an_alphabet_of_cards() -> None:
    letters = (*ascii_uppercase, "AA", "AB", "AC", "AD")
    seen = tuple(a_card(letter, f"V-{number:04}", NO) for number, letter in enumerate(letters, start=1))
    found = propose(a_situation(a_newcomer(), *citizens(32), cards=seen))
    assert dealt(found) == {"N-0001": ["AE", "AF"]}


def test_where_both_are_asked_first_nobody_is_asked_twice() -> None:
    people = (a_newcomer(), *citizens(6))
    cards = cards_of(*FIVE, A=FIRST)
    found = propose(a_situation(*people, cards=cards, consultation=Consultation.BEFORE))
    assert [one.citizen for one in found.proposals] == ["V-0001"]
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("count", "language", "expected"),
    [
        (1, "fr", "Les règles ne permettent aujourd’hui que 1 volontaire\u00a0: il n’y a pas d’autre carte."),
        (4, "nl", "Vandaag laten de regels maar 4 vrijwilligers toe: er zijn geen andere kaartjes."),
        (4, "en", "Today the rules allow only 4 volunteers: there are no more cards."),
        (5, "en", "In the mode “choice from cards”, the newcomer says whom they would like to meet"),
    ],
)
def test_few_cards_are_told_to_the_team(count: int, language: str, expected: str) -> None:
    """Whoever shows fewer than five cards learns that the rules allow no more."""
    (task,) = propose(a_situation(*newcomers(1), *citizens(count))).tasks
    assert Speaker(language).say(task.because).startswith(expected)
