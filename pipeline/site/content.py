"""The nouns of the site's YAML content: testimonials, questions, clauses, dates. Words are given per language."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pipeline.vocabulary.form import Noun, Words
from pipeline.vocabulary.people import Role

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Hour = Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]  # quoted in YAML, which reads 18:30 as a number


class Told(Noun):
    """Something the site tells, in some languages."""

    code: Slug

    @property
    def texts(self) -> tuple[Words, ...]:
        """Everything of it that is told in words."""
        return tuple(value for _, value in self if isinstance(value, dict))

    def is_told_in(self, language: str) -> bool:
        """Whether all of it has been given words in a language, so that no page mixes two."""
        return all(words.get(language) for words in self.texts)


class Turn(Noun):
    """What one of the two voices says."""

    voice: Role
    words: Words


class Testimonial(Told):
    """A duo in its own words, shown with its consent and until that consent ends."""

    sample: bool = False
    consent: Annotated[str, Field(min_length=3)]  # the number of the signed paper, never a name
    consented_on: date
    expires_on: date  # the last day on which it is shown
    citizen: str
    newcomer: str
    turns: Annotated[tuple[Turn, ...], Field(min_length=2)]

    @property
    def texts(self) -> tuple[Words, ...]:
        """What the two voices say."""
        return tuple(turn.words for turn in self.turns)


class Frequent(Told):
    """A question that is often asked, and its answer in Markdown."""

    audience: Role | Literal["everyone"] = "everyone"
    question: Words
    answer: Words


class Clause(Told):
    """One clause of the charter: what is agreed, in Markdown."""

    title: Words
    text: Words


class Happening(Told):
    """An evening or a training that people can come to."""

    sample: bool = False
    day: date
    begins: Hour
    ends: Hour
    title: Words
    place: Words
    audience: Role | Literal["everyone"] = "everyone"


KINDS: dict[str, type[Told]] = {
    "testimonials": Testimonial,
    "questions": Frequent,
    "charter": Clause,
    "dates": Happening,
}
"""File in content/ → what it lists."""
