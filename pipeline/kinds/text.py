"""Text: what both wrote in their own words; only where a programme asks for it. Free texts in, shared words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sklearn.feature_extraction.text import strip_accents_unicode

from pipeline.kinds.arrays import Codes, Floats, Indices, Sets, pack_sets
from pipeline.kinds.comparison import Compared, Opening, Pair
from pipeline.kinds.sets import SetsCompared
from pipeline.vocabulary.people import Answers, Role
from pipeline.vocabulary.sentences import Sentence, sentence

ENOUGH = 3  # words in common that are as good as more
BEGINNING = 5  # words that begin with the same letters are the same: cuisine, cuisiner
SHORTEST = 4
NAMED = 5

_WORD = re.compile(r"[^\W\d_]+")
COMMON = frozenset(
    """
    aime aimer aimerais aussi autre autres avec avoir beaucoup bien cela cette chez chose choses comme dans depuis
    elle elles etre fait faire font gens ils leur leurs mais meme mes moins mon nous notre parce parfois parler pas
    pendant personne personnes peut plus pour pouvoir quand quelque quelques quoi sans sera ses sommes sont souvent
    suis sur temps tous tout toute toutes tres trop une voudrais vous votre voir
    aan alle alleen als andere bent beter bij daar dagen dan dat deze dingen door doen een geen goed graag haar hebben
    heel heeft hier houd iemand ieder iets ik kan kunnen maar mag mensen met mijn moet naar niet nog omdat onze ook
    over samen soms tijd van veel voor vaak waar want wat weer wel willen worden zijn zoals zonder zou
    about after again also been before being could does doing enjoy every from good have having here into just know
    like likes love make many more most much myself often only other others over people really some somebody someone
    something sometimes such than that their them then there these they thing things this time very want well were
    what when where which while with without would your
    """.split()
)
"""Words of four letters and more that say nothing of anybody, without accents."""


@dataclass(frozen=True)
class Written(SetsCompared):
    """Words in common, `at_most` of them (three where there is no bound) being as good as more. As a rule: `at_least`.

    Words count by how they begin, without accents; short and common ones do not count. What is counted is what is
    said: no likeness without a word to show for it.
    """

    contrast = ("contrast.nearer", "contrast.less_near")

    @cached_property
    def both(self) -> tuple[Sets, Sets]:
        """The beginnings of the words on both sides; those that only one side wrote can be shared by nobody."""
        here, there = ([frozenset(words) for words in self.words[role]] for role in self.words)
        shared = frozenset().union(*here) & frozenset().union(*there)
        options = tuple(sorted(shared))
        return tuple(  # type: ignore[return-value]  # two sides
            Sets(
                pack_sets([words & shared for words in side], options).words,
                np.array([bool(words) for words in side], dtype=bool),
                options,
            )
            for side in (here, there)
        )

    @cached_property
    def words(self) -> Mapping[Role, list[dict[str, str]]]:
        """For each person, the words written, by how they begin."""
        return {
            role: [_words_of(answers, self.codes(role)) for answers in self.people.answers[role]]
            for role in (Role.CITIZEN, Role.NEWCOMER)
        }

    def measured(self, citizens: Indices, newcomers: Indices) -> Floats:
        """The words in common, so many of them being as good as more."""
        return self.shared(citizens, newcomers) / self.enough

    @property
    def enough(self) -> float:
        """How many words in common are as good as more."""
        return self.comparison.at_most or ENOUGH

    def in_common(self, pair: Pair) -> Codes:
        """The words that both wrote, as the newcomer wrote them, in the order in which they did."""
        theirs = self.words[Role.CITIZEN][pair.citizen]
        return tuple(
            word for start, word in self.words[Role.NEWCOMER][pair.newcomer].items() if start in theirs
        )

    def reasons(self, pair: Pair) -> Iterator[Sentence]:
        """The first words that both wrote."""
        shared = self.in_common(pair)[:NAMED]
        if shared:
            yield sentence("reason.text", name=self.name(), words=shared)

    def doubts(self, pair: Pair) -> Iterator[Sentence]:
        """Words are too little to doubt anybody."""
        yield from ()

    def openings(self, role: Role, person: int, others: Indices) -> Iterator[Opening]:
        """Nobody is told what to write: at most there is an exception to talk about."""
        yield from Compared.openings(self, role, person, others)


def _words_of(answers: Answers, codes: Codes) -> dict[str, str]:
    """Beginning → word, in the order in which they were written."""
    texts = [text for text in map(answers.get, codes) if isinstance(text, str)]
    written = [word.casefold() for text in texts for word in _WORD.findall(text)]
    words: dict[str, str] = {}
    for word in written:
        plain = strip_accents_unicode(word)
        if len(plain) >= SHORTEST and plain not in COMMON:
            words.setdefault(plain[:BEGINNING], word)
    return words
