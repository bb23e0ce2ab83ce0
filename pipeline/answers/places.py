"""Places ⇄ text: a Belgian postcode, or a municipality's name in any of its spellings. Origin: PLACES.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from pipeline.answers.cells import excerpt, western_digits
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.people import Answer, Place
from pipeline.words import Speaker, normalised

NEAR = 80  # how alike, of 100, a name must be to be suggested
MOST_CANDIDATES = 5
CAPITAL = "1000"

_POSTCODE = re.compile(r"(?<!\d)(?:B[\s-]*)?([0-9]{4})(?!\d)", re.IGNORECASE)
_ONLY_DIGITS = re.compile(r"\D*(\d+)\D*")
_WORDS_SHORT = {"st": "saint", "ste": "sainte", "nd": "notre-dame", "s/": "sur "}


@dataclass(frozen=True)
class Locality:
    """One line of the table: a postcode, its centre, its municipality's names and the part of it that it is."""

    place: Place
    names: Mapping[str, str]  # language → the municipality's name
    part: str
    also: tuple[str, ...]

    def name(self, language: str) -> str:
        """The municipality's name in a language, else in the region's own."""
        return self.names.get(language) or self.names["own"]


@cache
def localities() -> Mapping[str, Locality]:
    """Postcode → what the table says of it; all 1,149 of them."""
    table = files("pipeline.answers").joinpath("places.csv").read_text(encoding="utf-8")
    return {row["postcode"]: _locality(row) for row in csv.DictReader(table.splitlines())}


def _locality(row: dict[str, str]) -> Locality:
    names = {language: row[language] for language in ("fr", "nl", "de") if row[language]}
    own = names.get("de") or names[_language_of(row["postcode"])]
    also = tuple(name for name in row["also"].split("|") if name)
    place = Place(row["postcode"], float(row["latitude"]), float(row["longitude"]))
    return Locality(place, {**names, "own": own}, row["part"], also)


def _language_of(postcode: str) -> str:
    """The usual language of a postcode's region: Brussels, Walloon Brabant and 4000 to 7999 French, else Dutch."""
    number = int(postcode)
    return "fr" if number < 1500 or 4000 <= number < 8000 else "nl"


Index = Mapping[str, tuple[str, ...]]


@cache
def _by_name() -> tuple[Index, Index, Index]:
    """Name as we compare it → postcodes: of whole municipalities, of parts and other spellings, of halves."""
    indexes: tuple[dict[str, dict[object, str]], ...] = ({}, {}, {})
    for postcode, locality in localities().items():
        municipality = (locality.names["fr"], locality.names["nl"])
        named = (set(locality.names.values()), {locality.part, *locality.also} - {""}, _halves(locality))
        for index, names, owner in zip(indexes, named, (municipality, postcode, municipality), strict=True):
            for name in names:
                index.setdefault(_flat(name), {}).setdefault(owner, postcode)
    whole, parts, halves = (
        {name: tuple(codes.values()) for name, codes in index.items()} for index in indexes
    )
    return whole, parts, halves


def _halves(locality: Locality) -> set[str]:
    """The halves of a merged municipality's name: Tongeren and Borgloon; not those of Sint-Niklaas."""
    halves = locality.names["nl"].split("-")
    is_merged = len(halves) == 2 and all(len(half) > 3 and half[0].isupper() for half in halves)
    return set(halves) if is_merged and halves[0] not in {"Sint", "Saint", "Sankt", "Burg"} else set()


def _flat(name: str) -> str:
    """A name as we compare it: hyphens as blanks, St as Saint."""
    words = normalised(name.replace("œ", "oe").replace("/", " ")).replace("-", " ").replace("'", " ").split()
    return " ".join(_WORDS_SHORT.get(word.rstrip("."), word) for word in words)


@lru_cache(maxsize=8192)
def postcodes_of(text: str) -> tuple[str, ...]:
    """The postcodes that a name may mean: a municipality's (its first one) before those of its parts."""
    name = _flat(text)
    return next((index[name] for index in _by_name() if name in index), ())


def read_place(_question: Question, text: str) -> Reading:
    """1030, "B-1030 Schaerbeek", Schaarbeek or Gand; a name with two meanings is left to people."""
    digits = western_digits(text)
    for found in _POSTCODE.findall(digits):
        if found in localities():
            return Reading(localities()[found].place, _disagreement(found, _POSTCODE.sub("", digits)))
    if _ONLY_DIGITS.fullmatch(digits) or _POSTCODE.search(digits):
        return _read_name(text) if postcodes_of(_lettered(digits)) else _fault("unknown_postcode", text)
    return _read_name(text)


def _lettered(text: str) -> str:
    return re.sub(r"[\d()]+", " ", text).strip(" ,;-")


def _disagreement(postcode: str, name: str) -> tuple[Fault, ...]:
    """A name beside the postcode that certainly belongs to another municipality."""
    meant = postcodes_of(_lettered(name)) if _lettered(name) else ()
    names = localities()[postcode].names
    if not meant or any(localities()[code].names == names for code in meant) or _is_capital(postcode, meant):
        return ()
    return (Fault("place_disagrees", {"text": excerpt(name), "places": (named(postcode, "own"),)}),)


def _is_capital(postcode: str, meant: tuple[str, ...]) -> bool:
    """All nineteen municipalities of the capital are called Brussels in an address."""
    return CAPITAL in meant and int(CAPITAL) <= int(postcode) < 1300


def _read_name(text: str) -> Reading:
    candidates = postcodes_of(_lettered(text)) or _by_comma(text)
    if len(candidates) == 1:
        return Reading(localities()[candidates[0]].place)
    if candidates:
        places = tuple(named(code, "own") for code in candidates[:MOST_CANDIDATES])
        return _fault("ambiguous_place", text, places=places)
    near = nearest(text)
    return (
        _fault("unknown_place_near", text, near=named(near, "own")) if near else _fault("unknown_place", text)
    )


def _by_comma(text: str) -> tuple[str, ...]:
    """Postcodes of the first part of "Uccle, Bruxelles" or "Gent (Oost-Vlaanderen)" that is a place."""
    parts = (postcodes_of(part) for part in re.split(r"[,;()/\n]", text) if part.strip())
    return next((codes for codes in parts if codes), ())


def nearest(text: str) -> str | None:
    """The postcode whose municipality's name looks most like a text, if any does."""
    names = _by_name()[0]
    found = process.extractOne(_flat(text), list(names), scorer=fuzz.ratio, score_cutoff=NEAR)
    return names[found[0]][0] if found else None


def _fault(code: str, text: str, **details: object) -> Reading:
    return Reading(None, (Fault(code, {"text": excerpt(text), **details}),))


def named(postcode: str, language: str) -> str:
    """A postcode with its municipality's name: "1030 Schaerbeek"."""
    locality = localities().get(postcode)
    return f"{postcode} {locality.name(language)}" if locality else postcode


def write_place(_question: Question, answer: Answer, speaker: Speaker) -> str:
    """The postcode and the municipality's name in the speaker's language."""
    return named(answer.postcode, speaker.language) if isinstance(answer, Place) else str(answer)
