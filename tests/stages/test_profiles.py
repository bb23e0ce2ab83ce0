"""Whom we are looking for: profiles follow from the rules, help whom they say, and point at nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.answers.places import localities
from pipeline.matching import check_pair
from pipeline.stages.profiles import FEW, Sought, seek_profiles, tell_overview
from pipeline.stages.profiles.facets import Search, draw_facets
from pipeline.vocabulary.duos import Offer, Relaxation, Request
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.programme import Programme
from pipeline.words import LANGUAGES, Speaker, normalised
from tests.builders import LIEGE, SCHAERBEEK, a_citizen, a_newcomer, a_programme, the_form, the_programme
from tests.kinds.people import a_rule, said

GENT = localities()["9000"].place
RULES = {rule.code: rule for rule in the_programme().matching.rules}
CITIZENS = [a_citizen(f"V-{n:04}") for n in range(4)]


def crowd(count: int, first: int = 1, **answers: Any) -> list[Person]:
    """So many newcomers with the same answers."""
    given = {"needs": frozenset({"city"}), "free_time": frozenset({"wed-evening"}), **answers}
    return [a_newcomer(f"N-{n:04}", answers=given) for n in range(first, first + count)]


def seek(people: Sequence[Person], programme: Programme | None = None, *approved: str) -> tuple[Sought, ...]:
    """The profiles sought for these newcomers."""
    return seek_profiles(
        people,
        CITIZENS,
        programme or the_programme(),
        the_form(),
        approved=frozenset(map(normalised, approved)),
        said=everywhere,
    )


def everywhere(words: object) -> tuple[str, ...]:
    return tuple(normalised(Speaker(language, the_form()).say(words)) for language in LANGUAGES)


def words_of(found: Sequence[Sought]) -> list[str]:
    return said([one.words for one in found])


def calls_of(found: Sequence[Sought]) -> list[str]:
    return said([one.call.words for one in found if one.call])


def test_a_profile_says_need_place_and_moment() -> None:
    (sought,) = seek(crowd(6))
    assert words_of([sought]) == [
        "Volunteers for “discover the city”: on weekday evenings and in Schaerbeek or nearby."
    ]
    assert sought.helped == tuple(f"N-{n:04}" for n in range(1, 7))
    assert sought.call
    assert (sought.call.waiting, sought.call.is_whole) == (6, True)


def test_nobody_waiting_seeks_nobody() -> None:
    assert seek([]) == ()


def test_a_profile_speaks_three_languages() -> None:
    (sought,) = seek(crowd(6, languages_some=None))
    assert [Speaker(language, the_form()).say(sought.words) for language in LANGUAGES] == [
        "Volontaires pour «\u00a0découvrir la ville\u00a0»\u00a0: en arabe, le soir en semaine et à Schaerbeek ou dans les environs.",
        "Vrijwilligers voor “de stad ontdekken”: in het Arabisch, op weekdagen in de avond en in Schaarbeek of in de buurt.",
        "Volunteers for “discover the city”: in Arabic, on weekday evenings and in Schaerbeek or nearby.",
    ]


@pytest.mark.parametrize(
    ("wishing", "others", "wish"),
    [(6, 0, "a woman, "), (6, 6, "a woman, "), (6, 7, ""), (4, 3, ""), (0, 9, "")],
)
def test_a_wish_is_said_where_it_binds(wishing: int, others: int, wish: str) -> None:
    people = [*crowd(wishing, gender_wish="woman"), *crowd(others, 100)]
    first = words_of(seek(people))[0]
    assert first == (
        f"Volunteers for “discover the city”: {wish}on weekday evenings and in Schaerbeek or nearby."
    )


def test_what_most_volunteers_speak_is_not_said() -> None:
    people = [*crowd(7), *crowd(7, 100, languages_well=frozenset({"ti"}), languages_some=None)]
    found = words_of(seek(people))
    assert "in Tigrinya" in found[0]
    assert "French" not in " ".join(found)


def test_too_few_for_a_place_group_the_region() -> None:
    leuven = localities()["3000"].place
    people = [*crowd(3), *crowd(3, 100, postcode=leuven)]
    assert calls_of(seek(people)) == [
        "Volunteers for “discover the city”: on weekday evenings and in Schaerbeek or the region.",
        "Volunteers for “discover the city”: on weekday evenings and in Leuven or the region.",
    ]
    assert [one.call and one.call.waiting for one in seek(people)] == [6, 6]


def test_too_few_for_a_region_say_the_need() -> None:
    people = [*crowd(3), *crowd(3, 100, postcode=LIEGE)]
    assert calls_of(seek(people)) == ["Volunteers for “discover the city”."] * 2


def test_fewer_than_five_stay_within_the_team() -> None:
    (sought,) = seek(crowd(4))
    assert sought.call is None
    assert len(sought.helped) == 4


def test_few_profiles_help_most_people() -> None:
    needs = ("city", "speak", "work", "school", "housing")
    people = [one for n, need in enumerate(needs) for one in crowd(9 - n, 100 * n, needs=frozenset({need}))]
    assert [len(one.helped) for one in seek(people)] == [9, 8, 7]


def test_a_second_profile_helps_other_people() -> None:
    people = [*crowd(9, needs=frozenset({"city", "speak"})), *crowd(5, 100, needs=frozenset({"work"}))]
    first, second = seek(people)
    assert set(first.helped).isdisjoint(second.helped)


def test_an_approved_call_stands_while_needed() -> None:
    people = [
        *crowd(9),
        *crowd(8, 100, needs=frozenset({"work"})),
        *crowd(7, 200, needs=frozenset({"speak"})),
    ]
    people += crowd(6, 300, needs=frozenset({"school"}))
    last = "Volontaires pour « l’école et les devoirs des enfants » : le soir en semaine et à Schaerbeek ou dans les environs."
    assert normalised(last) not in [text for one in seek(people) for text in everywhere(one.words)]
    kept = seek(people, None, last)
    assert normalised(last) in everywhere(kept[0].words)
    assert len(kept) == FEW
    assert normalised(last) not in [
        text for one in seek(people[:-2], None, last) for text in everywhere(one.words)
    ]


@pytest.mark.parametrize("count", [4, 5])
def test_an_approved_need_stays_a_need(count: int) -> None:
    people = [*crowd(3), *crowd(count - 3, 100, postcode=LIEGE)]
    approved = "Vrijwilligers voor “de stad ontdekken”."
    calls = calls_of(seek(people, None, approved))
    assert calls[:1] == (["Volunteers for “discover the city”."] if count == 5 else [])
    more = [*people, *crowd(9, 200)]
    assert calls_of(seek(more, None, approved))[0] == "Volunteers for “discover the city”."


def test_something_new_is_always_suggested() -> None:
    needs = ("city", "speak", "work", "school")
    people = [one for n, need in enumerate(needs) for one in crowd(9 - n, 100 * n, needs=frozenset({need}))]
    three = [Speaker("fr", the_form()).say(one.words) for one in seek(people)]
    found = seek(people, None, *three)
    assert [len(one.helped) for one in found] == [9, 8, 7, 6]
    assert calls_of(found)[3].startswith("Volunteers for “children’s school and homework”")


def test_nobody_is_sought_for_whom_nobody_helps() -> None:
    minors = crowd(6, adult="no")
    assert seek(minors, None, "Volontaires pour « découvrir la ville ».") == ()


def test_approved_needs_speak_of_different_people() -> None:
    people = [
        *crowd(5, needs=frozenset({"city", "work"})),
        *crowd(6, 100, needs=frozenset({"work"}), postcode=LIEGE),
    ]
    needs = "Volontaires pour « découvrir la ville ».", "Volontaires pour « chercher un travail »."
    first, second = seek(people, None, *needs)[:2]
    assert set(first.helped).isdisjoint(second.helped)


def test_a_call_keeps_its_code() -> None:
    (before,), (after,) = seek(crowd(6)), seek(crowd(9))
    assert before.call
    assert after.call
    assert before.call.code == after.call.code


def test_unread_approvals_change_nothing() -> None:
    assert seek(crowd(6), None, "Volontaires pour la lune.", "") == seek(crowd(6))


def test_another_programme_needs_no_code() -> None:
    """A programme that compares tastes and ages, and knows neither needs nor places."""
    rules = (
        a_rule("scale", citizen=("age",), newcomer=("age",), at_most=15),
        a_rule("similarity", citizen=("likes",), newcomer=("likes",), at_least=0.3),
    )
    people = crowd(6, likes=frozenset({"sewing"}), age="45-59")
    (sought,) = seek(people, a_programme(rules=rules))
    assert words_of([sought]) == ["Volunteers: the similarity: sewing."]
    assert len(sought.helped) == 6


def test_a_programme_without_rules_seeks_anybody() -> None:
    (sought,) = seek(crowd(6), a_programme(rules=()))
    assert len(sought.helped) == 6


def test_wishes_of_volunteers_are_taken_for_met() -> None:
    wish = a_rule(
        "wish", citizen=("gender_wish",), newcomer=("gender",), indifferent=("any",), protective=True
    )
    (sought,) = seek(crowd(6), a_programme(rules=(RULES["need"], wish)))
    assert sought.answers["gender_wish"] == "any"
    assert len(sought.helped) == 6


# --- what must always hold ---------------------------------------------------------------------------------

PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "postcode": st.sampled_from([SCHAERBEEK, LIEGE, GENT, localities()["1000"].place, None]),
            "needs": st.frozensets(st.sampled_from(["speak", "city", "work"]), min_size=1),
            "languages_some": st.sampled_from([frozenset({"fr"}), frozenset({"nl"}), None]),
            "languages_well": st.sampled_from([frozenset({"ar"}), frozenset({"ti"}), frozenset({"en"})]),
            "free_time": st.frozensets(st.sampled_from(["wed-evening", "sat-morning"]), min_size=1),
            "gender_wish": st.sampled_from(["any", "woman", "man", None]),
            "travel": st.sampled_from(["km2", "km40", None]),
            "adult": st.sampled_from(["yes", "yes", "yes", "no"]),
        }
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_rules_agree_with_each_profile(answers: list[dict[str, Any]]) -> None:
    """Whoever is said to be helped could be put in a duo with a volunteer who answers just that."""
    people = [a_newcomer(f"N-{n:04}", answers=one) for n, one in enumerate(answers)]
    for sought in seek(people):
        volunteer = Person("V-9999", Role.CITIZEN, "", date(2026, 1, 1), answers=sought.answers)
        helped = {
            one.code
            for one in people
            if not check_pair(Offer(volunteer, 1), Request(one), the_programme(), the_form())
        }
        assert set(sought.helped) <= helped
        assert sought.call is None or sought.call.waiting >= 5


@settings(max_examples=30, deadline=None)
@given(PEOPLE)
def test_greed_reaches_its_guarantee(answers: list[dict[str, Any]]) -> None:
    """Three profiles help at least 63 % of the people whom the best three would."""
    people = tuple(a_newcomer(f"N-{n:04}", answers=one) for n, one in enumerate(answers))
    found = {code for one in seek(people) for code in one.helped}
    search = draw_facets(people, CITIZENS, the_programme(), the_form())
    best = max((len(helped) for helped in _choices(search)), default=0)
    assert len(found) >= (1 - 1 / np.e) * best


def _choices(search: Search) -> list[set[int]]:
    """Everything that three profiles could reach: what is usual said of nobody's language and wish."""
    traits = [range(1 if facet.is_optional else len(facet.traits)) for facet in search.facets]
    suits = (
        np.logical_and.reduce([facet.suits[one] for facet, one in zip(search.facets, choice, strict=True)])
        for choice in product(*traits)
    )
    sets = list({frozenset(np.flatnonzero(one).tolist()) for one in suits})
    return [set().union(*some) for some in combinations(sets, min(FEW, len(sets)))]


@settings(max_examples=20, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_order_of_newcomers_changes_nothing(answers: list[dict[str, Any]], random: Any) -> None:
    people = [a_newcomer(f"N-{n:04}", answers=one) for n, one in enumerate(answers)]
    assert seek(random.sample(people, len(people))) == seek(people)


# --- the head of *Sans proposition* --------------------------------------------------------------------------


def overview(people: Sequence[Person], *relaxed: Relaxation, shown: bool = False) -> list[list[str]]:
    sought = seek(people)
    codes = frozenset(one.call.code for one in sought if one.call and shown)
    roles = the_programme().roles[Role.NEWCOMER]
    notices = tell_overview(len(people), roles, relaxed, sought, codes)
    return [said([one.who, *one.why, *one.unlock]) for one in notices]


def test_the_overview_names_rule_and_profiles() -> None:
    rules = Relaxation(RULES["travel"].name, 2), Relaxation(RULES["need"].name, 0)
    assert overview(crowd(6), *rules) == [
        [
            "All together",
            "6 newcomers without a proposal.",
            "Setting one rule aside: a manageable journey → 2 more duos",
        ],
        [
            "Profile sought 1",
            "Volunteers for “discover the city”: on weekday evenings and in Schaerbeek or nearby.",
            "6 people without a proposal would then have somebody.",
            "To show it on the site: “yes” in “Settings”.",
        ],
    ]
    assert overview(crowd(6), shown=True)[1][-1] == "The site shows it. To take it away: “no” in “Settings”."


def test_the_overview_keeps_few_people_inside() -> None:
    assert overview(crowd(4))[1][-1] == "Fewer than five: it stays within the team."


def test_the_overview_says_what_was_reckoned() -> None:
    assert overview(crowd(4))[0] == ["All together", "4 newcomers without a proposal."]
    assert overview(crowd(4), Relaxation(RULES["travel"].name, 0))[0][-1] == (
        "Setting one rule aside would bring no duo more: other people are needed."
    )


def test_the_overview_says_what_the_site_would() -> None:
    people = [*crowd(3), *crowd(3, 100, postcode=LIEGE)]
    assert overview(people)[1][3:] == [
        "The site would only say: Volunteers for “discover the city”. Behind it stand 6 people.",
        "To show it on the site: “yes” in “Settings”.",
    ]


def test_nobody_waiting_has_no_overview() -> None:
    assert overview([]) == []
