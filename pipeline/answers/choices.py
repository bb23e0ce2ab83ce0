"""Options of the form ⇄ text: labels in any of the form's languages, or codes, joined by ", "."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from pipeline.answers.cells import excerpt
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question, Type
from pipeline.vocabulary.people import Answer
from pipeline.vocabulary.sentences import Options
from pipeline.words import Speaker, normalised

NEAR = 72  # how alike, of 100, a label must be to be suggested
NOTHING = frozenset({"-", "--", "/", "0", "n/a", "na", "nvt", "geen", "geen enkele", "aucun", "aucune", "none",
                     "no", "non", "nee", "rien", "niets", "nothing", "pas d'autre", "x"})  # fmt: skip
AGREED = frozenset({"yes", "oui", "ja", "true", "vrai", "waar", "ok", "x", "1", "نعم", "так"})
DECLINED = frozenset({"no", "non", "nee", "neen", "false", "faux", "onwaar", "0"})

_UNIT = re.compile(r"(\d)([^\W\d])")
_PIECE = re.compile(r"[^,;\n•]+")
_JOINED = re.compile(r"\s+(?:et|en|and|ou|of|or|و)\s+|\s*[/&+]\s*")

Labels = tuple[tuple[str, str], ...]


class Segments(NamedTuple):
    """The options that a text names, in order, and what is left of it."""

    codes: tuple[str, ...]
    rest: tuple[str, ...]


@lru_cache(maxsize=512)
def index_of(labels: Labels) -> Mapping[str, str]:
    """Label as we compare it → option code; the codes themselves are understood too."""
    index: dict[str, str] = {}
    for code, label in labels:
        index.setdefault(normalised(label), code)
    for code, _ in labels:
        index.setdefault(normalised(code), code)
    return index


def segment(question: Question, text: str) -> Segments:
    """Cut a text along the labels of a question, the longest first; neighbours that fit no label stay together."""
    index = index_of(question.labels)
    codes: list[str] = []
    rest: list[str] = []
    for piece, found in _cut(index, text):
        if found:
            codes += found
        elif normalised(piece) not in NOTHING:
            rest.append(piece)
    return Segments(tuple(dict.fromkeys(codes)), tuple(rest))


def _cut(index: Mapping[str, str], text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    pieces = [match.span() for match in _PIECE.finditer(text) if match.group().strip()]
    reach = 1 + max((label.count(",") + label.count(";") for label in index), default=0)
    strange: tuple[int, int] | None = None
    at = 0
    while at < len(pieces):
        end, found = _longest(index, text, pieces[at : at + reach])
        if found and strange:
            yield text[slice(*strange)].strip(), ()
        if found:
            yield "", found
            strange = None
        else:
            strange = (strange[0] if strange else pieces[at][0], pieces[at][1])
        at += end
    if strange:
        yield text[slice(*strange)].strip(), ()


def _longest(
    index: Mapping[str, str], text: str, pieces: list[tuple[int, int]]
) -> tuple[int, tuple[str, ...]]:
    for count in range(len(pieces), 0, -1):
        code = index.get(normalised(text[pieces[0][0] : pieces[count - 1][1]]))
        if code:
            return count, (code,)
    return 1, _joined(index, text[slice(*pieces[0])])


def _joined(index: Mapping[str, str], piece: str) -> tuple[str, ...]:
    """Two options joined by "and" or a slash, where every part is an option."""
    codes = [index.get(normalised(part)) for part in _JOINED.split(piece)]
    return tuple(code for code in codes if code) if len(codes) > 1 and all(codes) else ()


def nearest(question: Question, text: str) -> str | None:
    """The option whose label looks most like a text, if any does."""
    index = index_of(question.labels)
    found = process.extractOne(normalised(text), list(index), scorer=fuzz.ratio, score_cutoff=NEAR)
    return index[found[0]] if found else None


def unknown(question: Question, text: str) -> Fault:
    """The fault of words that are no option: a note where the form offers "other"; else with what they look like."""
    details = {"text": excerpt(text)}
    if question.other:
        return Fault("other_answer", details)
    near = nearest(question, text)
    if near is None:
        return Fault("unknown_option", details)
    return Fault("unknown_option_near", {**details, "near": Options(question.code, (near,))})


def read_choices(question: Question, text: str) -> Reading:
    """Several options; words that are none of them become faults."""
    found = segment(question, text)
    faults = tuple(unknown(question, piece) for piece in found.rest)
    return Reading(frozenset(found.codes) or None, faults)


def read_choice(question: Question, text: str) -> Reading:
    """One option; two or more are a fault, and none is taken."""
    ticked = _ticked(question, normalised(text))
    if ticked:
        return Reading(ticked)
    found = _completed(question, segment(question, text))
    if len(found.codes) > 1:
        return Reading(None, (Fault("several_options", {"options": Options(question.code, found.codes)}),))
    faults = tuple(unknown(question, piece) for piece in found.rest)
    return Reading(found.codes[0] if found.codes else None, faults)


def _completed(question: Question, found: Segments) -> Segments:
    """A part of one label, and of no other, stands for it: "10km" is "jusqu’à 10 km", "femme" is "une femme"."""
    if found.codes or question.other or len(found.rest) != 1:
        return found
    words = _UNIT.sub(r"\1 \2", normalised(found.rest[0]))
    index = index_of(question.labels)
    codes = {code for label, code in index.items() if f" {words} " in f" {label} "}
    return Segments(tuple(codes), ()) if len(codes) == 1 else found


def _ticked(question: Question, said: str) -> str | None:
    for code, words in (("yes", AGREED), ("no", DECLINED)):
        if code in question.option_by_code and said in words:
            return code
    return None


def read_consent(question: Question, text: str) -> Reading:
    """Only a clear yes is consent: the option's label, or yes in one of our languages."""
    said = normalised(text)
    agreed = said in AGREED or index_of(question.labels).get(said) == "yes"
    return Reading("yes" if agreed else None)


def write_choices(question: Question, answer: Answer, speaker: Speaker) -> str:
    """Labels in the speaker's language, in the form's order, joined by ", "."""
    chosen = answer if isinstance(answer, frozenset) else frozenset({str(answer)})
    known = [code for code in question.option_by_code if code in chosen]
    return ", ".join(written(question, code, speaker) for code in [*known, *sorted(chosen - set(known))])


def written(question: Question, code: str, speaker: Speaker) -> str:
    """The label of an option, or its code where the label would be read as another one."""
    option = question.option_by_code.get(code)
    label = speaker.say(option.label) if option else code
    return label if index_of(question.labels).get(normalised(label), code) == code else code


SEVERAL = frozenset({Type.CHOICES, Type.LANGUAGES, Type.WEEK})
"""Types whose answer is a set."""
