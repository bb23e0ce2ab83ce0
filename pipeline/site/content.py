"""The nouns of the site's YAML content: testimonials, questions, clauses, dates. Words are given per language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from pipeline.vocabulary.form import Noun, Words
from pipeline.vocabulary.people import Role

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Hour = Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]  # quoted in YAML, which reads 18:30 as a number


def find_spoken(words: Words, language: str) -> str:
    """The language in which words are said: the wanted one, or else the first."""
    return language if words.get(language) else next(iter(words))


class Told(Noun):
    """Something the site tells, in some languages."""

    code: Slug

    @property
    def texts(self) -> tuple[Words, ...]:
        """Everything of it that is told in words."""
        return tuple(value for _, value in self if isinstance(value, dict) and value)

    @property
    def tellable(self) -> tuple[str, ...]:
        """The fields that are told in words."""
        return tuple(name for name, value in self if isinstance(value, dict))

    def also_told(self, language: str, texts: Mapping[str, object]) -> Self:
        """The same with words in one more language, field by field."""
        said = {
            name: {**getattr(self, name), language: str(text)}
            for name, text in texts.items()
            if name in self.tellable
        }
        return self.model_copy(update=said)

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

    @property
    def tellable(self) -> tuple[str, ...]:
        """The words of the turns, in their order."""
        return ("turns",)

    def also_told(self, language: str, texts: Mapping[str, object]) -> Self:
        """The same with every turn in one more language; too few or too many words leave it as it is."""
        words = texts.get("turns")
        if not isinstance(words, list) or len(words) != len(self.turns):
            return self
        turns = (
            turn.model_copy(update={"words": {**turn.words, language: str(text)}})
            for turn, text in zip(self.turns, words, strict=True)
        )
        return self.model_copy(update={"turns": tuple(turns)})


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
    kind: Literal["information", "training", "meeting"] = "meeting"
    day: date
    begins: Hour
    ends: Hour
    title: Words
    place: Words
    text: dict[str, str] = Field(default_factory=dict)  # what else there is to say, in Markdown
    audience: Role | Literal["everyone"] = "everyone"

    @property
    def is_at_home(self) -> bool:
        """Whether it takes place at the organisation's own address."""
        return True


class Session(Happening):
    """A date of the team's own, from the workbook: in one language, and wherever the team says that it is."""

    @property
    def is_at_home(self) -> bool:
        """The team's words say where it is, and nothing else does."""
        return False

    def is_told_in(self, language: str) -> bool:
        """Every language shows it; its words are marked where they are another's."""
        return True


class Value(Noun):
    """What an amount was in one year, and who says so."""

    year: Annotated[int, Field(ge=2005, le=2100)]
    euros: Annotated[float, Field(gt=0)]
    source: str


class Amount(Told):
    """An amount that the law changes every year."""

    name: Words
    values: Annotated[tuple[Value, ...], Field(min_length=1)]

    def value_in(self, year: int) -> Value:
        """The value of a year; where nobody has written it down yet, the latest one before."""
        former = [value for value in self.values if value.year <= year]
        return max(former or self.values, key=lambda value: value.year)


class Resource(Told):
    """A sheet of the folder: what helps a duo, in Markdown, to read or to print."""

    title: Words
    text: Words
    audience: Role | Literal["everyone"] = "everyone"
    address: str = ""  # where there is more


Need = Literal["language", "people", "home", "work", "school", "papers", "sport"]


class Project(Told):
    """Another project that people can be pointed to."""

    sample: bool = False
    name: str
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    communes: Annotated[tuple[str, ...], Field(min_length=1)]
    phone: str = ""
    address: str = ""
    checked_on: date  # the day on which somebody last made sure that it exists
    text: Words


class Term(Told):
    """A word explained simply."""

    term: Words
    text: Words


class Campaign(Told):
    """A way of being known: whom it speaks to, when, where, and how many people it looks for."""

    sample: bool = False
    role: Role
    season: Words
    channel: Words
    sought: Annotated[int, Field(ge=1)]
    title: Words
    text: Words


class Redirect(Told):
    """A former address, or a short one for posters, and the page that it leads to."""

    former: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9/-]*/$")]
    page: str
    language: str


KINDS: dict[str, type[Told]] = {
    "testimonials": Testimonial,
    "questions": Frequent,
    "charter": Clause,
    "dates": Happening,
    "amounts": Amount,
    "resources": Resource,
    "elsewhere": Project,
    "glossary": Term,
    "campaigns": Campaign,
    "redirects": Redirect,
}
"""File in content/ → what it lists."""

SHOWN_ON = {
    "testimonials": "home",
    "questions": "questions",
    "charter": "charter",
    "dates": "home",
    "amounts": "volunteering",
    "resources": "resources",
    "elsewhere": "elsewhere",
    "glossary": "glossary",
    "campaigns": "share",
    "redirects": "",
}
"""File in content/ → the page that shows it: a language without that page needs no words of it."""
