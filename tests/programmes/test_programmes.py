"""Programmes that nobody here thought of, by configuration alone: whole seasons, and what is said of their pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.kinds.arrays import People
from pipeline.kinds.room import Room
from pipeline.matching import bring_together, check_pair, explain_pairs, search_pairs
from pipeline.settings import load
from pipeline.vocabulary.duos import Offer, Request
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.journey import Decision
from pipeline.vocabulary.people import Person, Role
from pipeline.vocabulary.sentences import Options, Sentence
from pipeline.words import Speaker
from tests.builders import TODAY, a_citizen, a_newcomer
from tests.programmes.seasons import FOLDER, Played, apply, draw_candidate, play
from tests.test_matching import TRUE

NAMES = ("ratings", "tandem", "homework", "homes")
LANGUAGES = ("fr", "nl", "en")


@pytest.fixture(scope="module", params=NAMES)
def season(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A season of this programme."""
    return play(request.param, tmp_path_factory.mktemp(request.param), count=16, seed=7)


def test_answers_survive_the_workbook(season: Played) -> None:
    people, form = season.people(), season.house.form
    assert len(people) == 32
    for role in Role:
        drawn = [draw_candidate(form, role, number, 7).answers for number in range(16)]
        kept = [dict(one.answers) for one in people.values() if one.role is role]
        assert sorted(map(repr, map(_sorted, kept))) == sorted(map(repr, map(_sorted, drawn)))


def _sorted(answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted((code, sorted(one) if isinstance(one, frozenset) else one) for code, one in answers.items())


def test_proposals_pass_every_rule(season: Played) -> None:
    people, house = season.people(), season.house
    assert season.outcome.proposals
    for proposal in season.outcome.proposals:
        offer, request = Offer(people[proposal.citizen], 1), Request(people[proposal.newcomer])
        assert check_pair(offer, request, house.programme, house.form) == ()


def test_newcomers_have_a_proposal_or_a_reason(season: Played) -> None:
    proposed = {one.newcomer for one in season.outcome.proposals}
    told = {one.code for one in season.outcome.unmatched if one.why}
    assert proposed | told >= {code for code in season.people() if code.startswith("N")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole(season: Played, language: str) -> None:
    """No code of a question or an option, nothing left open, and the marks of the language."""
    said = season.said(language)
    codes = {question.code for question in season.house.form.questions if "_" in question.code}
    assert said
    for sentence in said:
        assert not re.search(r"[{}]|  |\bNone\b|\.\.", sentence), sentence
        assert not codes & set(re.findall(r"\w+", sentence)), sentence
        assert language != "fr" or not re.search(r"\w[:;?!]( |$)| [:;?!]", sentence), sentence


def test_a_second_run_adds_nothing(season: Played) -> None:
    assert not season.run(TODAY).report.is_written


def test_both_searches_find_the_same(season: Played) -> None:
    people, house = season.people(), season.house
    offers = [Offer(one, 1) for one in people.values() if one.role is Role.CITIZEN]
    requests = [Request(one) for one in people.values() if one.role is Role.NEWCOMER]
    meeting = bring_together(offers, requests, house.programme.matching, house.form)
    ours, theirs = (search_pairs(meeting, 0, compiled=compiled) for compiled in (False, True))
    for part in ("citizens", "newcomers", "scores"):
        assert getattr(ours, part).tobytes() == getattr(theirs, part).tobytes()
    assert len(ours) > 0


# --- what is said is true ------------------------------------------------------------------------------


def test_what_is_said_is_true(season: Played) -> None:
    people, counted = season.people(), Counter[str]()
    for proposal in season.outcome.proposals:
        explanation = proposal.explanation
        assert explanation is not None
        citizen, newcomer = people[proposal.citizen], people[proposal.newcomer]
        for said in (*explanation.why, *explanation.to_check):
            assert said.code in TRUTHS.keys() | TRUE.keys(), said  # the others are held true of any crowd
            if said.code in TRUTHS:
                assert TRUTHS[said.code](said, citizen, newcomer, season.house.form), said
                counted[said.code] += 1
    assert counted


def is_each(said: Sentence, citizen: Person, newcomer: Person, _: Form) -> bool:
    """Both numbers, as answered."""
    both = [said.parameters["offered"], said.parameters["wanted"]]
    answered = [one.codes[0] if isinstance(one, Options) else one for one in both]
    return answered[0] in citizen.answers.values() and answered[1] in newcomer.answers.values()


def is_rated(said: Sentence, citizen: Person, newcomer: Person, form: Form) -> bool:
    """Each question named was answered by both, and is as near, or as far, as is said."""
    labels = [question.parameters["label"] for question in said.parameters["questions"]]  # type: ignore[attr-defined]  # a list
    codes = [question.code for question in form.questions if question.short in labels]
    near = [
        abs(newcomer.answers[code] - citizen.answers[_other(code)])
        for code in codes  # type: ignore[operator]  # ratings
    ]
    return bool(near) and all(one <= 9 / 4 if said.code == "reason.close_on" else one > 9 / 2 for one in near)


def _other(code: str) -> str:
    return code.removeprefix("seeks_") if code.startswith("seeks_") else f"seeks_{code}"


def has_no_clash(_: Sentence, citizen: Person, newcomer: Person, __: Form) -> bool:
    """Nothing that one avoids is with the other."""
    return not citizen.answers["has"] & newcomer.answers["avoids"]  # type: ignore[operator]  # sets


def has_room(said: Sentence, citizen: Person, newcomer: Person, _: Form) -> bool:
    """What is needed is what the family answered, and what is free is what the place has."""
    adults, children = (newcomer.answers.get(code, 0) for code in ("adults", "children"))
    needed = {children, adults + children}  # type: ignore[operator]  # numbers
    free = {citizen.answers.get("beds"), citizen.answers.get("school")}
    return said.parameters["needed"] in needed and said.parameters["free"] in free


def wrote(said: Sentence, citizen: Person, newcomer: Person, _: Form) -> bool:
    """The newcomer wrote each word, and the citizen one that begins the same way."""
    texts = [str(one.answers["story"]).casefold() for one in (newcomer, citizen)]
    words = said.parameters["words"]
    return all(word in texts[0] and word[:4] in texts[1] for word in words)  # type: ignore[attr-defined]  # a list


Truth = Callable[[Sentence, Person, Person, Form], bool]
TRUTHS: dict[str, Truth] = {
    "reason.each": is_each,
    "check.different": is_each,
    "reason.close_on": is_rated,
    "check.apart_on": is_rated,
    "reason.no_clash": has_no_clash,
    "reason.room": has_room,
    "reason.text": wrote,
}


# --- room is never given twice -------------------------------------------------------------------------


def test_no_place_is_ever_too_full(tmp_path: Path) -> None:
    """Duos and open proposals of three weeks together fit where they go; some families come too late."""
    season = play("homes", tmp_path, count=24, seed=3)
    taken: set[tuple[str, str]] = set()
    made = 0
    for week in range(1, 4):
        taken |= {one.pair for one in season.outcome.proposals}
        for proposal in season.outcome.proposals[::2]:
            replies = dict.fromkeys(
                ("newcomer_reply", "citizen_reply"), season.house.speaker.label("reply", "yes")
            )
            season.write("proposals", proposal.code, decision=season.house.speaker.label("decision", Decision.YES),
                         decided_by="CA", **replies)  # fmt: skip
        _move_a_family(season, week)
        season = season.run(TODAY + timedelta(days=7 * week))
        made += len(season.outcome.duos)
        assert _fullest(season, taken | {one.pair for one in season.outcome.proposals}) <= 0
    assert made > 2


def _move_a_family(season: Played, week: int) -> None:
    """A family that had no place has fewer people than was noted."""
    left = [one.code for one in season.outcome.unmatched if one.code.startswith("N")]
    if left:
        season.write(
            "newcomers", left[week % len(left)], wishes="adultes : 1\nenfants : 0\nlieu : peu importe"
        )


def _fullest(season: Played, pairs: set[tuple[str, str]]) -> float:
    """By how much the fullest place is too full, in whichever respect."""
    people, house = season.people(), season.house
    hosts = [one for one in people.values() if one.role is Role.CITIZEN]
    worst = -1.0
    for rule in house.programme.matching.rules:
        if rule.kind != "room":
            continue
        for host in hosts:
            guests = [people[newcomer] for newcomer, citizen in pairs if citizen == host.code]
            if guests:
                free, needed = Room(rule, People(house.form, [host], guests)).both
                worst = max(worst, float(needed.sum() - free[0]))
    return worst


# --- what is on the table stays ------------------------------------------------------------------------


def test_new_people_move_no_proposal(tmp_path: Path) -> None:
    """Four more people on each side: the rows of the proposals that are open stay as they were, cell by cell."""
    before = play("tandem", tmp_path, count=12, seed=5)
    rows = {one.code: before.cells(one.code) for one in before.outcome.proposals}
    apply(before.house, 16, 5, TODAY + timedelta(days=1))
    after = before.run(TODAY + timedelta(days=2))
    assert {code: after.cells(code) for code in rows} == rows
    assert len(after.people()) == len(before.people()) == 32
    assert len(rows) > 2


# --- what is said, read aloud --------------------------------------------------------------------------

RATED = ({"speaks": frozenset({"fr"}), "talk": 8, "move": 2, "plan": 5, "seeks_talk": 3, "seeks_move": 9},
         {"speaks": frozenset({"fr", "ar"}), "talk": 3, "move": 1, "seeks_talk": 9, "seeks_move": 9, "seeks_plan": 5})  # fmt: skip
SPOKEN = ({"speaks": frozenset({"fr"}), "learns": frozenset({"ar"}), "free": frozenset({"mon-evening"}), "gender": "man",
           "gender_wish": "woman", "level": "first", "story": "J’aime la cuisine, le jardin et l’histoire."},
          {"speaks": frozenset({"ar"}), "learns": frozenset({"fr"}), "free": frozenset({"mon-evening"}), "gender": "woman",
           "gender_wish": "any", "level": "first", "story": "Cuisiner, jardiner, dormir"})  # fmt: skip
TAUGHT = ({"teaches": frozenset({"maths"}), "up_to": "y6", "own_age": 44, "has": frozenset({"dog"}),
           "free": frozenset({"wed-afternoon"})},
          {"subjects": frozenset({"maths", "reading"}), "year": "y4", "child_age": 9, "avoids": frozenset({"cat"}),
           "free": frozenset({"wed-afternoon"})})  # fmt: skip
HOUSED = ({"speaks": frozenset({"fr"}), "beds": 5, "school": 3, "where": "town", "likes": frozenset({"music"})},
          {"speaks": frozenset({"fr"}), "adults": 2, "children": 2, "where": "town", "likes": frozenset({"music"})})  # fmt: skip

ALOUD = {
    ("ratings", "fr"): """
        Une langue commune : français.
        Ce que cherche la personne nouvelle : réponses proches pour « que l’autre prévoie » et « que l’autre parle ».
        Ce que cherche le volontaire : réponses proches pour « la conversation ».
        Ce que cherche la personne nouvelle : réponses éloignées pour « que l’autre bouge ».
        Ce que cherche le volontaire : réponses éloignées pour « bouger ».""",
    ("tandem", "nl"): """
        Leert: Frans.
        Geeft: Arabisch.
        Samen vrij: maandagavond.
        Niveau: eerste woorden, voor allebei.
        In enkele woorden: beiden schreven over hetzelfde (cuisiner en jardiner).
        De wens van Paul is vervuld: een vrouw.
        Maar één vrij moment samen: maandagavond.""",
    ("homework", "en"): """
        Subjects: arithmetic.
        Free together: Wednesday afternoon.
        The child’s year: Paul, year 6; Samira, year 4.
        Ten years older than the child: Paul, 44; Samira, 9.
        No animal to avoid: nothing in the way.
        Only one free moment together: Wednesday afternoon.""",
    ("homes", "fr"): """
        Langues : français.
        Points communs : la musique.
        Lits occupés : il en faut 4, il en reste 5.
        Souhait respecté pour Samira : en ville.
        Places à l’école : il en faut 2, il en reste 3.""",
}
PAIRS = {"ratings": RATED, "tandem": SPOKEN, "homework": TAUGHT, "homes": HOUSED}


@pytest.mark.parametrize(("name", "language"), ALOUD)
def test_what_a_pair_is_told_by(name: str, language: str) -> None:
    programme, form = load(FOLDER / name / "programme.yaml", FOLDER / name / "form.yaml")
    here, there = PAIRS[name]
    people = [_person(a_citizen(), here), _person(a_newcomer(), there)]
    pair = ("N-0001", "V-0001")
    told = explain_pairs(people, programme, form, [pair], TODAY)[pair]
    speaker = Speaker(language, form)
    said = [speaker.say(one) for one in (*told.why, *told.to_check) if not one.code.endswith("missing")]
    expected = [line.strip() for line in ALOUD[name, language].strip().splitlines()]
    assert [line.replace("\u00a0", " ") for line in said] == expected


def _person(person: Person, answers: Mapping[str, Any]) -> Person:
    return person.__class__(**{**vars(person), "answers": answers, "received": TODAY})
