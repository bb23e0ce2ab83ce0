"""Facets: rules and people come in; what may be asked of a volunteer who does not exist yet, and whom that suits, leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from pipeline.answers.places import localities
from pipeline.kinds import compare
from pipeline.kinds.arrays import Flags, Floats, People
from pipeline.kinds.comparison import Compared
from pipeline.kinds.overlap import Overlap
from pipeline.kinds.place import Located
from pipeline.kinds.sets import SetsCompared
from pipeline.kinds.week import Week
from pipeline.kinds.wish import Wish
from pipeline.vocabulary.form import Form, Type
from pipeline.vocabulary.people import Answer, Person, Place, Role
from pipeline.vocabulary.programme import Programme, Rule
from pipeline.vocabulary.sentences import Options, Sentence, Text, sentence
from pipeline.vocabulary.week import PARTS, WEEKEND, WORKDAYS

AROUND_KM = 10.0  # a zone: a municipality, and what lies around it
REGION_KM = 30.0  # a region: the zones so near to one
MOST_OPTIONS = 24  # the most asked for, of one question
MOST_ZONES = 60

MOMENTS: Mapping[str, frozenset[str]] = {
    **{f"workday_{part}": frozenset(f"{day}-{part}" for day in WORKDAYS) for part in PARTS},
    "weekend": frozenset(f"{day}-{part}" for day in WEEKEND for part in PARTS),
}


@dataclass(frozen=True)
class Trait:
    """One answer of a volunteer who is sought; what is not worth saying has no words."""

    answers: Mapping[str, Answer]
    said: object = None
    region: object = None  # where zones are grouped

    @property
    def in_region(self) -> object:
        """What is said where zones are grouped."""
        return self.said if self.region is None else self.region


@dataclass(frozen=True)
class Facet:
    """What may be asked of a volunteer in one respect, and whom each answer would suit (traits × newcomers)."""

    traits: tuple[Trait, ...]
    suits: Flags
    region: Flags | None = (
        None  # whom the answer of somebody in the region would suit, where there are regions
    )
    is_optional: bool = False  # its first trait says nothing: a volunteer like most
    is_first: bool = False  # said before the others
    worth: float = 0.25  # saying an optional trait must help so much more, in parts of whom the others help


@dataclass(frozen=True)
class Search:
    """The facets of one programme over these newcomers; the need, where there is one, comes first."""

    facets: tuple[Facet, ...]
    newcomers: tuple[Person, ...]
    many: Text  # what volunteers are called
    has_need: bool

    @property
    def everyone(self) -> Flags:
        """All newcomers."""
        return np.ones(len(self.newcomers), dtype=bool)


def draw_facets(
    newcomers: tuple[Person, ...], citizens: Sequence[Person], programme: Programme, form: Form
) -> Search:
    """One facet for each question that rules ask of volunteers: the need first, then what a wish is about."""
    people = People(form, citizens, newcomers)
    groups: dict[str, list[Rule]] = {}
    for rule in programme.matching.rules:
        groups.setdefault(next(iter(rule.citizen), ""), []).append(rule)
    compared = {question: [compare(rule, people) for rule in rules] for question, rules in groups.items()}
    need = next((question for question in groups if isinstance(compared[question][0], Overlap)), None)
    drawn = [(question, _facet(compared[question], question == need)) for question in groups]
    found = sorted(drawn, key=lambda one: (one[0] != need, not one[1].is_first))
    words = programme.roles[Role.CITIZEN].many
    many = {language: one[:1].upper() + one[1:] for language, one in words.items()}
    return Search(tuple(facet for _, facet in found), newcomers, many, need is not None)


def _facet(rules: Sequence[Compared], is_need: bool) -> Facet:
    """The answers worth asking for, by the kind of the first rule about a question."""
    first = rules[0]
    match first:
        case Week():
            return _measured(rules, _moments(first))
        case Wish() if first.wishes is Role.NEWCOMER:
            return _wished(rules, first)
        case Overlap() if is_need:
            return _measured(rules, _needs(first))
        case SetsCompared() if not isinstance(first, Wish):
            return replace(_measured(rules, _asides(first)), is_optional=True)
        case Located():
            return _nearby(rules, first)
    return _measured(rules, [_usual_trait(rules)])


def _measured(rules: Sequence[Compared], traits: Sequence[Trait]) -> Facet:
    """Whom each trait suits: a volunteer with these answers, before these rules alone."""
    first = rules[0]
    volunteers = [Person("", Role.CITIZEN, "", received=date.min, answers=trait.answers) for trait in traits]
    people = People(first.people.form, volunteers, first.people.newcomers)
    one, other = np.arange(len(volunteers))[:, None], np.arange(len(people.newcomers))[None, :]
    suits = np.ones((len(volunteers), len(people.newcomers)), dtype=bool)
    for rule in rules:
        compared = compare(rule.comparison, people)
        stopped = compared.broken(one, other)
        if isinstance(rule.comparison, Rule) and rule.comparison.protective:
            stopped = stopped | compared.unknown(one, other)
        suits &= ~stopped
    return Facet(tuple(traits), suits)


def _needs(first: Overlap) -> list[Trait]:
    question = first.codes(Role.CITIZEN)[0]
    more = _usual(first, question) if first.least > 1 else frozenset()
    return [
        Trait({question: more | {option}}, Options(question, (option,)))
        for option in _asked(first, MOST_OPTIONS)
    ]


def _asides(first: SetsCompared) -> list[Trait]:
    """Nothing to say of what most volunteers answer; then one option beyond that."""
    question = first.codes(Role.CITIZEN)[0]
    usual = _usual(first, question)
    return [
        Trait({question: usual} if usual else {}),
        *(
            Trait({question: usual | {option}}, _aside(first, question, option))
            for option in _asked(first, MOST_OPTIONS)
            if option not in usual
        ),
    ]


def _aside(first: SetsCompared, question: str, option: str) -> Sentence:
    known = first.people.question(question)
    if known and known.type is Type.LANGUAGES:
        return sentence("profile.language", language=Options(question, (option,)))
    return sentence("profile.other", name=first.name(capital=False), option=Options(question, (option,)))


def _moments(first: Week) -> list[Trait]:
    question = first.codes(Role.CITIZEN)[0]
    return [Trait({question: slots}, sentence(f"profile.{code}")) for code, slots in MOMENTS.items()]


def _wished(rules: Sequence[Compared], first: Wish) -> Facet:
    """Nothing to say where whoever it is suits; else what the wish is about."""
    question = first.codes(Role.CITIZEN)[0]
    known = first.people.question(question)
    wanted = [option for option in _asked(first, MOST_OPTIONS) if option not in first.comparison.indifferent]
    options = dict.fromkeys((*wanted, *(known.option_by_code if known else ())))
    whoever = _measured(rules, [Trait({question: option}) for option in options])
    named = [Trait({question: option}, Options(question, (option,))) for option in wanted]
    suits = np.vstack([whoever.suits.all(axis=0), whoever.suits[: len(wanted)]])
    return Facet((Trait({}), *named), suits, is_optional=True, is_first=True, worth=1.0)


def _nearby(rules: Sequence[Compared], first: Located) -> Facet:
    """A volunteer who lives in one of the newcomers' municipalities, for whoever lives there or around it."""
    question = first.codes(Role.CITIZEN)[0]
    traits = [
        Trait(
            {question: place}, sentence("profile.around", place=name), sentence("profile.region", place=name)
        )
        for place, name in _zones(first)
    ]
    if not traits:
        return _measured(rules, [Trait({})])
    facet = _measured(rules, traits)
    zones = [Person("", Role.CITIZEN, "", date.min, answers=trait.answers) for trait in traits]
    people = People(first.people.form, zones, first.people.newcomers)
    suits = facet.suits & (_between(first, people) <= AROUND_KM)
    homes = [Person("", Role.NEWCOMER, "", date.min, answers=_at(first, trait)) for trait in traits]
    grouped = _between(first, People(first.people.form, zones, homes)) <= REGION_KM
    return replace(facet, suits=suits, region=grouped @ suits)


def _between(first: Located, people: People) -> Floats:
    """Kilometres of all these citizens to all these newcomers."""
    rows, columns = np.arange(len(people.citizens))[:, None], np.arange(len(people.newcomers))[None, :]
    return Located(first.comparison, people).kilometres(rows, columns)


def _at(first: Located, trait: Trait) -> dict[str, Answer]:
    """A zone as a newcomer's answer."""
    (place,) = trait.answers.values()
    return {first.codes(Role.NEWCOMER)[0]: place}


def _zones(first: Located) -> list[tuple[Place, Text | str]]:
    """The municipalities of the newcomers, those of most people first."""
    codes = first.codes(Role.NEWCOMER)
    found = (answers.get(code) for answers in first.people.answers[Role.NEWCOMER] for code in codes)
    counted = Counter(_municipality(place) for place in found if isinstance(place, Place))
    order = sorted(counted, key=lambda zone: (-counted[zone], zone[0].postcode))
    return [(place, dict(names) or place.postcode) for place, names in order[:MOST_ZONES]]


@cache
def _municipality(place: Place) -> tuple[Place, tuple[tuple[str, str], ...]]:
    """The first postcode of the municipality that a postcode belongs to, and its names."""
    known = localities().get(place.postcode)
    if known is None:
        return place, ()
    names = tuple((language, known.name(language)) for language in ("fr", "nl", "en"))
    same = min(one.place.postcode for one in localities().values() if one.names == known.names)
    return localities()[same].place, names


def _asked(first: SetsCompared, most: int) -> list[str]:
    """The options that newcomers name, those of most people first."""
    wanted = first.both[1]
    counted = Counter(option for place in range(len(wanted.answered)) for option in wanted.read(place))
    return sorted(counted, key=lambda option: (-counted[option], option))[:most]


def _usual(first: Compared, question: str) -> frozenset[str]:
    """The options that at least half of the volunteers have answered."""
    given = [answers[question] for answers in first.people.answers[Role.CITIZEN] if question in answers]
    counted = Counter(option for answer in given if isinstance(answer, frozenset) for option in answer)
    return frozenset(option for option, count in counted.items() if 2 * count >= len(given))


def _usual_trait(rules: Sequence[Compared]) -> Trait:
    """What most volunteers answer, or else most newcomers, where nothing is to be asked for; no wish, where one may be."""
    questions = dict.fromkeys(code for rule in rules for code in rule.codes(Role.CITIZEN))
    answers = {code: _commonest(rules[0], code) for code in questions}
    for rule in rules:
        known = rule.people.question(next(iter(rule.codes(Role.CITIZEN)), ""))
        no_wish = set(known.option_by_code) & set(rule.comparison.indifferent) if known else set()
        answers |= {known.code: min(no_wish)} if known and no_wish else {}
    return Trait({code: answer for code, answer in answers.items() if answer is not None})


def _commonest(rule: Compared, code: str) -> Answer | None:
    for role in (Role.CITIZEN, Role.NEWCOMER):
        counted = Counter(answers[code] for answers in rule.people.answers[role] if code in answers)
        if counted:
            return min(counted, key=lambda answer: (-counted[answer], str(answer)))
    return None
