"""Moments of the week ⇄ text: "lundi soir, week-end", ticked options that stand for slots, and grids of days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from babel.dates import get_day_names

from pipeline.answers.cells import excerpt
from pipeline.answers.choices import NOTHING, segment
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.people import Answer
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.week import DAYS, PARTS, SLOTS, WEEKEND, WORKDAYS
from pipeline.words import Speaker, normalised

DAY_NAMES_IN = (
    "fr",
    "nl",
    "en",
    "de",
    "ar",
    "uk",
    "ru",
    "fa",
    "tr",
    "es",
    "it",
    "pt",
    "pl",
    "ro",
    "sq",
    "ti",
    "am",
    "so",
)
SETS: Mapping[str, tuple[str, ...]] = {"every_day": DAYS, "workdays": WORKDAYS, "weekend": WEEKEND}

_ABBREVIATIONS = """lu lun | mar | me mer | je jeu | ve ven | sa sam | dim
maa maan | din dins | wo woe woens | don do dond | vr vrij | za zat | zo zon
mon | tue tues | wed weds | thu thur thurs | fri | sat | sun"""
_GROUPS = {
    "workdays": "semaine week weekdag weekdagen werkdag werkdagen weekday weekdays workday workdays",
    "weekend": "week-end week-ends weekend weekends weekeinde we",
    "every_day": "everyday dagelijks quotidien anytime toujours altijd always",
}
_PARTS = {
    "morning": "matin matins matinee matinees ochtend ochtenden ochtends voormiddag voormiddagen voormiddags vm "
    "morgen morgens morning mornings",
    "afternoon": "apres-midi apres-midis aprem apm namiddag namiddagen namiddags nm middag middagen middags "
    "afternoon afternoons pm",
    "evening": "soir soirs soiree soirees avond avonden avonds evening evenings",
}
_ALL_PARTS = frozenset("journee journees hele heel all entire whole entiere".split())
_PHRASES = {
    r"\b(?:tous les|chaque|les) jours?(?! de| ouvr)\b|\b(?:elke|iedere|alle) dag(?:en)?\b|\b(?:every|any) ?day\b"
    r"|\bn'importe quand\b|\ball week\b": "everyday",
    r"\bjours? (?:de semaine|ouvrables?|ouvres?)\b|\bdoor de week\b": "weekdays",
    r"\bfins? de semaine\b|\bweek ends?\b": "weekend",
    r"\bapres midis?\b": "apres-midi",
}
_EVERY = frozenset("tous toutes tout chaque elke iedere alle every each all".split())
_UP_TO = frozenset(
    {"a", "au", "aux", "tot", "to", "until", "till", "t/m", "tm", "jusqu'au", "bis", "through", "-"}
)
_NOISE = frozenset(
    normalised(word)
    for word in """le la les l' l en de du des d' d a au aux et ou op in het 's s of and or on the at je suis libre ben vrij
    free i am ik during pendant durant dans ook aussi also plutot eerder rather meestal souvent often usually general
    algemeen dag dagen day days jour jours is est tijdens liefst vooral surtout bij mostly moi pour from van uniquement
    seulement alleen only om""".split()
)
_CLUES = {
    "fr": frozenset("lu me je ve sa et le les au matin soir apres-midi semaine".split()),
    "nl": frozenset("wo do vr za zo en op de in tot avond ochtend voormiddag namiddag weekdagen".split()),
}
_EITHER = {
    "ma": {"fr": "tue", "nl": "mon"},
    "di": {"fr": "sun", "nl": "tue"},
}  # mardi or maandag, dimanche or dinsdag
_NEGATIONS = frozenset(
    "sauf pas jamais behalve niet nooit except not never excepte hormis uitgezonderd".split()
)

_CLAUSE = re.compile(r"[,;\n•|،؛]")
_WORD = re.compile(r"t/m|[^\W_]+(?:['-][^\W_]+)*|-")
_ELISION = re.compile(r"^[lds]'(?=\w)")
_SLOT = re.compile(rf"\b({'|'.join(DAYS)})-({'|'.join(PARTS)})\b")


@dataclass(frozen=True)
class Word:
    """What one word says about the week: days, parts of the day, both or nothing."""

    days: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """Days and parts that belong together; `named`: the days are single ones, not "in the week"."""

    days: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    named: bool = False

    def __or__(self, word: Word) -> Clause:
        named = self.named or len(word.days) == 1
        return Clause(self.days | set(word.days), self.parts | set(word.parts), named)

    @property
    def slots(self) -> frozenset[str]:
        """Every part of every day; a day without a part is a whole day."""
        return frozenset(f"{day}-{part}" for day, part in product(self.days, self.parts or PARTS))


class UnclearWeekError(Exception):
    """A clause says something about the week that we do not understand."""


@cache
def _vocabulary() -> Mapping[str, Word]:
    words: dict[str, Word] = {}
    for line in _ABBREVIATIONS.splitlines():
        for day, names in zip(DAYS, line.split("|"), strict=True):
            words |= {name: Word(days=(day,)) for name in names.split()}
    for language in DAY_NAMES_IN:
        for number, name in get_day_names("wide", locale=language).items():
            words |= {form: Word(days=(DAYS[number],)) for form in (normalised(name), f"{normalised(name)}s")}
    words |= {name: Word(days=SETS[group]) for group, names in _GROUPS.items() for name in names.split()}
    words |= {name: Word(parts=(part,)) for part, names in _PARTS.items() for name in names.split()}
    return words | {name: Word(parts=PARTS) for name in _ALL_PARTS}


@cache
def _word(text: str) -> Word | None:
    """What a word says, also where Dutch writes day and part as one word: "maandagavond"."""
    words = _vocabulary()
    if text in words:
        return words[text]
    for cut in range(len(text) - 2, 2, -1):
        day, part = words.get(text[:cut]), words.get(text[cut:].lstrip("-"))
        if day and part and day.days and part.parts:
            return Word(day.days, part.parts)
    return None


def read_week(question: Question, text: str) -> Reading:
    """Slots from ticked options and from words for days and parts of the day; exceptions are left to people."""
    ticked = segment(question, text)
    slots = {slot for code in ticked.codes for slot in question.option_by_code[code].slots}
    said, unclear = slots_from(", ".join(ticked.rest))
    faults = tuple(Fault("unclear_week", {"text": excerpt(clause)}) for clause in unclear)
    return Reading(frozenset(slots | said) or None, faults)


def slots_from(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The slots that words name, and the clauses that could not be understood."""
    coded = frozenset("-".join(found) for found in _SLOT.findall(text))
    parts = [part.strip() for part in _CLAUSE.split(_SLOT.sub("", text))]
    told = [part for part in parts if normalised(part) and normalised(part) not in NOTHING]
    clues = frozenset(word for part in told for word in _words(part))
    if clues & _NEGATIONS:
        return frozenset(), (text,)
    clauses: list[Clause] = []
    unclear: list[str] = []
    for part in told:
        try:
            clauses += _clauses(part, clues)
        except UnclearWeekError:
            unclear.append(part)
    return coded | _united(clauses), tuple(unclear)


def _words(clause: str) -> list[str]:
    said = normalised(clause)
    for pattern, plain in _PHRASES.items():
        said = re.sub(pattern, plain, said)
    return [piece for word in _WORD.findall(said) for piece in _halves(_ELISION.sub("", word))]


def _halves(word: str) -> list[str]:
    """A range of days like "lu-ve" in its parts; "week-end" and "après-midi" are one word."""
    if _word(word) or "-" not in word or word == "-":
        return [word]
    return [piece for half in word.split("-") for piece in (half, "-")][:-1]


def _clauses(text: str, clues: frozenset[str]) -> list[Clause]:
    words = _words(text)
    groups = [Clause()]
    strange = False
    up_to = last = None
    for word in words:
        said = _said(word, clues)
        if said is None:
            strange = strange or word not in _NOISE | _EVERY | _UP_TO
            up_to = last if word in _UP_TO else up_to
            continue
        groups = _joined(groups, _ranged(up_to, said))
        last, up_to = said, None
    if not groups[-1].days and not strange and _EVERY & set(words):
        groups[-1] |= Word(days=DAYS)
    if groups == [Clause()] or (strange and not all(group.days and group.parts for group in groups)):
        raise UnclearWeekError(text)
    return groups


def _said(word: str, clues: frozenset[str]) -> Word | None:
    if word not in _EITHER:
        return _word(word)
    languages = [language for language, words in _CLUES.items() if clues & words]
    if len(languages) != 1:
        raise UnclearWeekError(word)
    return Word(days=(_EITHER[word][languages[0]],))


def _ranged(first: Word | None, last: Word) -> Word:
    """From one day to another, or from one part of the day to another."""
    if first and len(first.days) == len(last.days) == 1 and not last.parts:
        return Word(days=_between(DAYS, first.days[0], last.days[0]))
    if first and len(first.parts) == len(last.parts) == 1 and not last.days:
        return Word(parts=_between(PARTS, first.parts[0], last.parts[0]))
    return last


def _between(order: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    start, end = order.index(first), order.index(last)
    return order[start : end + 1] if start <= end else order[start:] + order[: end + 1]


def _joined(groups: list[Clause], word: Word) -> list[Clause]:
    """Days then parts, or parts then days; the next day after "day part" begins a new group."""
    now = groups[-1]
    full = bool(now.days and now.parts)
    return [*groups, Clause() | word] if full and word.days else [*groups[:-1], now | word]


def _united(clauses: list[Clause]) -> frozenset[str]:
    """All slots: "lundi, mardi soir" is two evenings; "lundi matin, soir" is one day; "le soir" is every day's."""
    slots: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    told = _with_days(clauses)
    for clause in reversed(told):
        parts = clause.parts or (parts if clause.named else frozenset())
        slots |= Clause(clause.days, parts).slots
        days |= clause.days
    return slots


def _with_days(clauses: Iterable[Clause]) -> list[Clause]:
    told: list[Clause] = []
    for clause in clauses:
        days = clause.days or (told[-1].days if told else frozenset(DAYS))
        told.append(Clause(days, clause.parts, clause.named))
    return told


def read_grid(cells: Mapping[str, str]) -> Reading:
    """A grid of ticked boxes: row title → ticked column titles; days stand in the rows or in the columns."""
    slots: set[str] = set()
    unclear: list[str] = []
    for title, ticked in cells.items():
        if not ticked or normalised(ticked) in NOTHING:
            continue
        row, cell = _axis(title), _axis(ticked)
        days, parts = row.days | cell.days, row.parts | cell.parts
        if not (days and parts):
            unclear.append(ticked)
        slots |= {f"{day}-{part}" for day, part in product(days, parts)}
    faults = tuple(Fault("unclear_week", {"text": excerpt(text)}) for text in unclear)
    return Reading(frozenset(slots) or None, faults)


def _axis(text: str) -> Clause:
    """The days or the parts that the titles of a grid name."""
    axis = Clause()
    words = _words(text.replace(",", " "))
    for word in words:
        said = _said(word, frozenset(words)) if word not in _EITHER else None
        axis = axis | said if said else axis
    return axis


def is_axis(text: str) -> bool:
    """Whether a grid's row title names a day or a part of the day."""
    axis = _axis(text)
    return bool(axis.days or axis.parts)


def write_week(_question: Question, answer: Answer, speaker: Speaker) -> str:
    """The shortest usual words for some slots: groups of days first, whole days last."""
    left = set(answer if isinstance(answer, frozenset) else ()) & set(SLOTS)
    said = [*_whole_sets(left, speaker), *_set_parts(left, speaker)]
    whole = [day for day in DAYS if {f"{day}-{part}" for part in PARTS} <= left]
    left -= {f"{day}-{part}" for day in whole for part in PARTS}
    said += [
        _say(speaker, f"day_{part}", day=day) for day in DAYS for part in PARTS if f"{day}-{part}" in left
    ]
    return ", ".join([*said, *(day_name(day, speaker) for day in whole)])


def _whole_sets(left: set[str], speaker: Speaker) -> list[str]:
    said = []
    for name, days in SETS.items():
        slots = {f"{day}-{part}" for day in days for part in PARTS}
        if slots <= left:
            left -= slots
            said.append(_say(speaker, name))
    return said


def _set_parts(left: set[str], speaker: Speaker) -> list[str]:
    said = []
    for (name, days), part in product(SETS.items(), PARTS):
        slots = {f"{day}-{part}" for day in days}
        if slots <= left:
            left -= slots
            said.append(_say(speaker, f"{name}_{part}"))
    return said


def _say(speaker: Speaker, code: str, day: str = "") -> str:
    return speaker.say(sentence(f"week.{code}", day=day_name(day, speaker) if day else ""))


def day_name(day: str, speaker: Speaker) -> str:
    """A day's name in the speaker's language."""
    return str(get_day_names("wide", locale=speaker.locale)[DAYS.index(day)])
