"""Every fault and problem that these rooms can find has a sentence in every language."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from pipeline.vocabulary.sentences import Sentence
from pipeline.words import LANGUAGES, Speaker, receiving
from pipeline.words.catalogs import catalog
from pipeline.words.problems import TEMPLATES
from tests.builders import ROOT, the_form

ROOMS = ("pipeline/answers", "pipeline/forms", "pipeline/stages/validation")
THE_RIVER = "pipeline"  # what is said of the files as a whole
FOUND = re.compile(
    r'\b(?:Fault|Problem|_fault|_about_column|_held)\((?:tab, |text, |number, \w+, |None, \()?\s*"(\w+)"'
)
NAMED = re.compile(r'"([a-z]+(?:_[a-z]+)*)"')


def codes_found() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).glob("*.py")]
    return {code for source in sources for code in FOUND.findall(source)}


def words_in_sources() -> set[str]:
    sources = [
        path.read_text(encoding="utf-8")
        for room in (*ROOMS, THE_RIVER)
        for path in (ROOT / room).glob("*.py")
    ]
    return {word for source in sources for word in NAMED.findall(source)}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def forms(template: str | tuple[str, str]) -> tuple[str, ...]:
    return template if isinstance(template, tuple) else (template,)


def test_every_code_found_has_a_sentence() -> None:
    codes = codes_found()
    assert len(codes) > 20
    assert {f"problem.{code}" for code in codes} <= set(TEMPLATES) | set(receiving.TEMPLATES)


def test_every_sentence_can_be_found() -> None:
    assert {code.removeprefix("problem.") for code in TEMPLATES} <= words_in_sources()


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_every_sentence_keeps_its_placeholders(language: str, code: str) -> None:
    english = forms(TEMPLATES[code])
    words = catalog(language, "problems")
    translated = (
        [words.ngettext(*english, count) for count in (1, 2)]
        if len(english) == 2
        else [words.gettext(*english)]
    )
    for template, translation in zip(english, translated, strict=True):
        assert translation != template
        assert placeholders(translation) == placeholders(template)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_every_sentence_can_be_said(language: str, code: str) -> None:
    names = {name for template in forms(TEMPLATES[code]) for name in placeholders(template)}
    for count in (1, 2):
        said = Speaker(language, the_form()).say(
            Sentence(code, {**dict.fromkeys(names, "…"), "count": count})
        )
        assert "{" not in said
