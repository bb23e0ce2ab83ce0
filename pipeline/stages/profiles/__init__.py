"""Profiles: newcomers without a proposal and the rules come in; the few volunteers who would help most of them leave.

A profile is a volunteer whom nobody knows yet, in as few answers as the rules ask: what they offer, where they live,
one moment of their week, and a language or what a wish is about where that helps markedly more. Whom such a volunteer
would help is what the rules themselves say. Profiles are chosen one after the other, each for the most people whom none
before it helps: at least 63 % (1 - 1/e) of what the best choice of so few profiles could reach (Nemhauser, Wolsey and
Fisher, 1978).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product
from zlib import crc32

import numpy as np

from pipeline.kinds.arrays import Flags
from pipeline.stages.profiles.facets import Search, Trait, draw_facets
from pipeline.vocabulary.duos import Notice, Relaxation
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Answer, Person
from pipeline.vocabulary.programme import Programme, RoleWords
from pipeline.vocabulary.published import LEAST
from pipeline.vocabulary.sentences import Sentence, sentence

FEW = 3  # profiles at a time: a call to everybody is a call to nobody
MOST = 6  # that the team approves

Said = Callable[[object], Sequence[str]]
"""What something is called, in every language, ready to be compared."""


Choice = tuple[int, ...]
"""One trait of each facet, by position."""


class Extent(StrEnum):
    """How much of a profile is said: zones are grouped first, then all but the need is left out."""

    WHOLE = "whole"
    REGION = "region"
    NEED = "need"


@dataclass(frozen=True)
class Call:
    """What may leave the team: words that at least LEAST people without a proposal stand behind."""

    code: str  # the same for the same call, whatever else is sought
    words: Sentence
    waiting: int
    is_whole: bool


@dataclass(frozen=True)
class Sought:
    """A volunteer profile in words, the answers it stands for, and the newcomers whom it would help.

    call: as much of it as enough people share; None: it stays within the team.
    """

    words: Sentence
    answers: Mapping[str, Answer]
    helped: tuple[str, ...]  # codes
    call: Call | None


def seek_profiles(  # noqa: PLR0913  # what the search needs, and what persists
    newcomers: Iterable[Person],
    citizens: Sequence[Person],
    programme: Programme,
    form: Form,
    *,
    approved: frozenset[str] = frozenset(),
    said: Said = lambda one: (),
) -> tuple[Sought, ...]:
    """A few profiles for the newcomers without a proposal: those that stand approved first, then the most helpful.

    FEW in all, or one more than stand approved; whoever stands behind an approved call is already called for.

    approved: the words of calls that the team shows, as `said` returns them; citizens: whoever is known, to tell what
    a volunteer usually answers.
    """
    waiting = tuple(sorted(newcomers, key=lambda one: one.code))
    if not waiting:
        return ()
    search = draw_facets(waiting, citizens, programme, form)
    chosen: list[tuple[Choice, Extent | None]] = []
    left = search.everyone
    for start, extent in _standing(search, approved, said):
        if (choice := _best(search, search.everyone, start)) is not None:
            chosen.append((choice, extent))
            left &= ~_helped(search, choice, extent)
    most = max(FEW, len(chosen) + 1)
    while len(chosen) < most and (best := _best(search, left)) is not None:
        chosen.append((best, _largest(search, best)))
        left &= ~_helped(search, best)
    return tuple(_sought(search, choice, extent) for choice, extent in chosen)


def _best(search: Search, left: Flags, start: Choice = ()) -> Choice | None:
    """The profile that helps most of those who are left and begins with `start`; None where none helps anybody.

    Branch and bound: answers of most people first; a branch with no more people than the best so far is cut.
    """
    found: list[tuple[int, Choice]] = [(0, ())]

    def descend(choice: Choice, alive: Flags) -> None:
        count = int(np.count_nonzero(alive))
        if count <= found[0][0]:
            return
        if len(choice) == len(search.facets):
            if _is_worth_saying(search, choice):
                found[0] = (count, choice)
            return
        facet = search.facets[len(choice)]
        counts = np.count_nonzero(facet.suits & alive, axis=1)
        for trait in np.argsort(-counts, kind="stable").tolist():
            descend((*choice, trait), alive & facet.suits[trait])

    descend(start, left & _helped(search, start))
    return found[0][1] if found[0][0] else None


def _is_worth_saying(search: Search, choice: Choice) -> bool:
    """Each answer beyond the usual ones helps LEAST people more, and a good part more; a wish, as many again."""
    helped = np.count_nonzero(_helped(search, choice))
    for place, facet in enumerate(search.facets):
        if facet.is_optional and choice[place]:
            without = np.count_nonzero(_helped(search, (*choice[:place], 0, *choice[place + 1 :])))
            if without and helped < without + max(LEAST, without * facet.worth):
                return False
    return True


def _helped(search: Search, choice: Choice, extent: Extent = Extent.WHOLE) -> Flags:
    """Whom a profile would help: everybody whom each of its answers suits; who stands behind it, where less is said."""
    facets = search.facets[:1] if extent is Extent.NEED else search.facets
    rows = [
        facet.region[trait] if extent is Extent.REGION and facet.region is not None else facet.suits[trait]
        for facet, trait in zip(facets, choice, strict=False)
    ]
    helped: Flags = np.logical_and.reduce([search.everyone, *rows])
    return helped


def _largest(search: Search, choice: Choice) -> Extent | None:
    """As much of a profile as enough people stand behind; None where even the need is not shared by so many."""
    extents = Extent if search.has_need else (Extent.WHOLE, Extent.REGION)
    return next((one for one in extents if _may_leave(search, choice, one)), None)


def _may_leave(search: Search, choice: Choice, extent: Extent) -> bool:
    return int(np.count_nonzero(_helped(search, choice, extent))) >= LEAST


# --- in words ----------------------------------------------------------------------------------------------


def _sought(search: Search, choice: Choice, extent: Extent | None) -> Sought:
    helped = np.flatnonzero(_helped(search, choice))
    return Sought(
        words=_words(search, choice, Extent.WHOLE),
        answers={code: answer for trait in _traits(search, choice) for code, answer in trait.answers.items()},
        helped=tuple(search.newcomers[place].code for place in helped),
        call=_call(search, choice, extent) if extent else None,
    )


def _call(search: Search, choice: Choice, extent: Extent) -> Call:
    words = _words(search, choice, extent)
    return Call(
        code=f"sought_{crc32(repr(words).encode()):08x}",
        words=words,
        waiting=int(np.count_nonzero(_helped(search, choice, extent))),
        is_whole=extent is Extent.WHOLE,
    )


def _traits(search: Search, choice: Choice) -> list[Trait]:
    return [facet.traits[one] for facet, one in zip(search.facets, choice, strict=True)]


def _words(search: Search, choice: Choice, extent: Extent) -> Sentence:
    traits = _traits(search, choice)[: 1 if extent is Extent.NEED else None]
    said = tuple(trait.in_region if extent is Extent.REGION else trait.said for trait in traits)
    said = tuple(one for one in said if one is not None)
    if not search.has_need:
        return sentence("profile.plain", many=search.many, details=said)
    need, details = said[0], said[1:]
    if not details:
        return sentence("profile.need", many=search.many, need=need)
    return sentence("profile.full", many=search.many, need=need, details=details)


def _standing(search: Search, approved: frozenset[str], said: Said) -> list[tuple[Choice, Extent]]:
    """The approved calls that enough people still stand behind, those of most people first, MOST of them.

    Each with how the profile it is said of begins.
    """
    found = sorted(
        dict.fromkeys(_recognised(search, approved, said)),
        key=lambda one: -int(np.count_nonzero(_helped(search, *one))),
    )
    return found[:MOST]


def _recognised(search: Search, approved: frozenset[str], said: Said) -> Iterator[tuple[Choice, Extent]]:
    for text in sorted(approved):
        readings = (
            (choice, extent)
            for choice in _readings(search, text, said)
            for extent in Extent
            if _may_leave(search, choice, extent) and text in said(_words(search, choice, extent))
        )
        for choice, extent in islice(readings, 1):
            yield choice[:1] if extent is Extent.NEED else choice, extent


def _readings(search: Search, text: str, said: Said) -> Iterator[Choice]:
    """The profiles that a text may speak of: its words stand in the text, or have none; any where it says nothing."""
    meant = [
        [
            place
            for place, trait in enumerate(facet.traits)
            if trait.said is None
            or any(words in text for one in (trait.said, trait.in_region) for words in said(one))
        ]
        or [0]
        for facet in search.facets
    ]
    yield from product(*meant)


def tell_overview(
    waiting: int,
    roles: RoleWords,
    relaxed: Sequence[Relaxation],
    sought: Sequence[Sought],
    shown: frozenset[str],
) -> tuple[Notice, ...]:
    """What is said before the people without a proposal: how many they are, which rule costs most, whom to look for.

    shown: the codes of the calls that the site shows.
    """
    if not waiting:
        return ()
    many = sentence("overview.waiting", count=waiting, one=roles.one, many=roles.many)
    everybody = Notice(sentence("overview.everybody"), (many,), _relax(relaxed))
    profiles = (
        Notice(
            sentence("overview.profile", number=number),
            (one.words,),
            (sentence("overview.helped", count=len(one.helped)), *_fate(one.call, shown)),
        )
        for number, one in enumerate(sought, 1)
    )
    return (everybody, *profiles)


def _relax(relaxed: Sequence[Relaxation]) -> tuple[Sentence, ...]:
    """The one rule that would make the most duos if it were set aside; nothing in a mode that does not reckon it."""
    if not relaxed:
        return ()
    best = max(relaxed, key=lambda one: one.duos)
    if not best.duos:
        return (sentence("overview.relax_none"),)
    return (sentence("overview.relax", name=best.name, count=best.duos),)


def _fate(call: Call | None, shown: frozenset[str]) -> Iterator[Sentence]:
    """Whether the site shows it; and what it would say, where that is less than the whole."""
    if call is None:
        yield sentence("overview.too_few")
        return
    if not call.is_whole:
        yield sentence("overview.call", words=call.words, count=call.waiting)
    yield sentence("overview.shown" if call.code in shown else "overview.not_shown")
