"""What one file says about the other: questions that must exist, and words in every language that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from babel.localedata import exists as is_language

from pipeline.settings.checks import COMPARISONS, Faults
from pipeline.settings.faults import Path, hint
from pipeline.settings.source import Source
from pipeline.vocabulary.form import FILLED_BY, Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import CARD_TYPES, KINDS, MEASURING_KINDS, WHO_SOMEBODY_IS
from pipeline.vocabulary.sentences import sentence
from pipeline.words import LANGUAGES

Questions = Mapping[str, dict[str, Any]]
"""The form's questions by code, as they are written."""

PROGRAMME_WORDS = (
    *(
        "name",
        "tagline",
        "organisation.hours",
        "roles.*.one",
        "roles.*.many",
        "steps.*.title",
        "steps.*.text",
    ),
    *(f"{pattern}.name" for pattern in COMPARISONS),
)
GROUPING = (Type.CHOICE, Type.CHOICES, Type.LANGUAGES, Type.PLACE)
QUESTION_WORDS = ("title", "label", "help", "options.*.label")
SHORT_NAME = ("label",)  # read in the workbook only
FORM_WORDS = ("title", "introduction", "confirmation", "too_young", "pages.*.title", "pages.*.help")


def translations(programme: Source, form: Source) -> Faults:
    """Words exist in every language in which somebody will read them."""
    workbook = {language for _, language in programme.texts("languages.workbook")} & set(LANGUAGES)
    site = {language for _, language in programme.texts("languages.site.*")} & set(LANGUAGES)
    yield from _untranslated(programme, PROGRAMME_WORDS, site | workbook)
    for path, questionnaire in form.groups("forms.*"):
        patterns = tuple(f"forms.{path[-1]}.{words}" for words in FORM_WORDS)
        yield from _untranslated(form, patterns, _offered(form, questionnaire))
    for path, question in form.groups("questions.*"):
        asked = _languages_asked(form, question)
        for words in QUESTION_WORDS:
            needed = workbook if words in SHORT_NAME else asked | workbook
            yield from _untranslated(form, (f"questions.{path[-1]}.{words}",), needed)


def _languages_asked(form: Source, question: Mapping[str, Any]) -> set[str]:
    """The languages of the forms that ask a question; a file without forms asks everything in every language."""
    forms = [questionnaire for _, questionnaire in form.groups("forms.*")]
    if not forms or question.get("code") == FILLED_BY:
        return _languages(form, "languages.*")
    asking = [one for one in forms if str(question.get("code")) in _codes(one)]
    return {language for one in asking for language in _offered(form, one)}


def _offered(form: Source, questionnaire: Mapping[str, Any]) -> set[str]:
    every = _languages(form, "languages.*")
    own = {language for _, language in Source("", questionnaire).texts("languages.*")}
    return own & every or every


def _languages(form: Source, pattern: str) -> set[str]:
    return {language for _, language in form.texts(pattern) if is_language(language)}


def _codes(questionnaire: Mapping[str, Any]) -> set[str]:
    return {code for _, code in Source("", questionnaire).texts("pages.*.questions.*")}


def questions(programme: Source, form: Source) -> Faults:
    """Rules and criteria name questions that exist, asked of that side, of a type the kind compares."""
    known = _by_code(form)
    for pattern in COMPARISONS if known else ():
        for side in Role:
            for path, code in programme.texts(f"{pattern}.{side.value}.*"):
                yield from _question(programme, path, code, known)
        for path, code in programme.texts(f"{pattern}.limit"):
            yield from (
                _values(programme, path, known[code])
                if code in known
                else _unknown(programme, path, code, known)
            )


def fairness(programme: Source, form: Source) -> Faults:
    """The report compares people by questions that exist, and whose answers make groups."""
    known = _by_code(form)
    for path, code in programme.texts("fairness.*") if known else ():
        if code not in known:
            yield from _unknown(programme, path, code, known)
        elif known[code].get("type") not in GROUPING:
            said = {"found": code, "type": str(known[code].get("type")), "kind": "fairness"}
            yield programme.fault(path, sentence("fault.type", **said, allowed=GROUPING))


def indifferent_options(programme: Source, form: Source) -> Faults:
    """“No matter” is an option of one of the questions compared."""
    known = _by_code(form)
    for pattern in COMPARISONS:
        for path, code in programme.texts(f"{pattern}.indifferent.*"):
            options = tuple(_options(Source("", programme.at(path[:-2])), known))
            if options and code not in options:
                yield programme.fault(path, sentence("fault.choice", found=code, hint=hint(code, options)))


def card_questions(programme: Source, form: Source) -> Faults:
    """Cards show what a volunteer chose among options, never who somebody is."""
    known = _by_code(form)
    protective = {
        code
        for path, is_protective in programme.find("matching.rules.*.protective")
        for _, code in Source("", programme.at(path[:-1])).texts("citizen.*")
        if is_protective is True
    }
    for path, code in programme.texts("matching.cards.questions.*") if known else ():
        if code not in known:
            yield from _unknown(programme, path, code, known)
        elif known[code].get("role") not in (None, Role.CITIZEN):
            yield programme.fault(path, sentence("fault.wrong_side", found=code, side=Role.CITIZEN.value))
        elif str(known[code].get("type")) not in tuple(CARD_TYPES) or code in WHO_SOMEBODY_IS | protective:
            yield programme.fault(path, sentence("fault.card_question", found=code))


CROSS_CHECKS: tuple[Callable[[Source, Source], Faults], ...] = (
    translations,
    questions,
    fairness,
    indifferent_options,
    card_questions,
)


def _untranslated(source: Source, patterns: tuple[str, ...], languages: set[str]) -> Faults:
    for pattern in patterns:
        for path, words in source.groups(pattern):
            missing = tuple(sorted(languages - set(words)))
            if words and missing:
                yield source.fault(path, sentence("fault.translation", languages=missing))


def _by_code(form: Source) -> Questions:
    asked = (question for _, question in form.groups("questions.*"))
    return {question["code"]: question for question in asked if isinstance(question.get("code"), str)}


def _question(programme: Source, path: Path, code: str, known: Questions) -> Faults:
    if code not in known:
        yield from _unknown(programme, path, code, known)
        return
    question, side = known[code], str(path[-2])
    if question.get("role") not in (None, side):
        yield programme.fault(path, sentence("fault.wrong_side", found=code, side=side))
    yield from _type(programme, path, question)


def _unknown(programme: Source, path: Path, code: str, known: Questions) -> Faults:
    yield programme.fault(path, sentence("fault.question", found=code, hint=hint(code, known)))


def _type(programme: Source, path: Path, question: dict[str, Any]) -> Faults:
    """A question of a type that its comparison's kind can read; where one of the two is wrong, that is told."""
    kind, asked = str(programme.at((*path[:-2], "kind"))), question.get("type")
    allowed = KINDS.get(kind, frozenset(Type))
    if asked in tuple(Type) and asked not in allowed:
        said = {"found": question["code"], "type": str(asked), "kind": kind}
        yield programme.fault(path, sentence("fault.type", **said, allowed=tuple(sorted(allowed))))
    elif kind in MEASURING_KINDS:
        yield from _values(programme, path, question)


def _values(programme: Source, path: Path, question: dict[str, Any]) -> Faults:
    """Options that are compared by quantity have one."""
    options = (option for _, option in Source("", question).groups("options.*"))
    lacking = tuple(str(option.get("code")) for option in options if option.get("value") is None)
    if lacking:
        yield programme.fault(path, sentence("fault.values", found=question["code"], options=lacking))


def _options(comparison: Source, known: Questions) -> Iterator[str]:
    for side in Role:
        for _, code in comparison.texts(f"{side.value}.*"):
            yield from (option for _, option in Source("", known.get(code)).texts("options.*.code"))
