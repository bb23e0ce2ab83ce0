"""Faults of a configuration file: where they stand, what was found, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.vocabulary.problems import ProgrammeError
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.words import Speaker

Path = tuple[str | int, ...]
"""Where a value stands: keys of mappings and positions in lists, from the top of the file."""

LIKENESS = 60  # of 100: below this, “did you mean” would only confuse
SHORT_LIST = 12  # more words than this do not help to choose


@dataclass(frozen=True)
class Fault:
    """One thing to mend in programme.yaml or form.yaml."""

    file: str
    line: int
    path: Path
    sentence: Sentence

    def said(self, speaker: Speaker) -> str:
        """File and line, path, what was found and how to mend it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " · ".join(part for part in (place, written(self.path), speaker.say(self.sentence)) if part)


def written(path: Path) -> str:
    """A path as people write it: matching.rules[2].at_least."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return "".join(parts).removeprefix(".")


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like the one found, if one is like it at all."""
    best = process.extractOne(found, list(allowed), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return best[0] if best else None


def hint(found: str, allowed: Iterable[str]) -> Sentence:
    """Did you mean the nearest word; or else, which words are possible."""
    words = tuple(allowed)
    if near := nearest(found, words):
        return sentence("hint.nearest", nearest=near)
    if not words or len(words) > SHORT_LIST:
        return sentence("hint.remove")
    return sentence("hint.allowed", allowed=words)


def refuse(faults: Iterable[Fault], language: str) -> None:
    """Raise all faults at once, in the order in which they stand in their files; without faults, nothing."""
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line))
    said = dict.fromkeys(fault.said(Speaker(language)) for fault in ordered)
    if said:
        raise ProgrammeError(said)
