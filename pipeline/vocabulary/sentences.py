"""Sentences before they have a language: a code and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Text = Mapping[str, str]
"""The same words in several languages: language code → words."""


@dataclass(frozen=True)
class Label:
    """A word that a vocabulary, not a sentence, translates: `Label("stage", "seeking")`."""

    kind: str
    code: str


@dataclass(frozen=True)
class Options:
    """Some options of one question, to be named by their labels: `Options("needs", ("city", "homework"))`."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """What is to be said: a code in `words` and the parameters of its template.

    A parameter is a str, int, date, Text, Label, Options or a tuple of those (said as a list: "a, b and c").
    The parameter `count`, where a template has a plural, chooses its form.
    """

    code: str
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def sentence(code: str, /, **parameters: object) -> Sentence:
    """The sentence `code` with its parameters."""
    return Sentence(code, parameters)
