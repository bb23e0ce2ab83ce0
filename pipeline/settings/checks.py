"""What a schema cannot see: names that must exist, words that must differ, limits that must fit together.

Each check reads the files as they are written and passes over what the schema has refused already, so that
every fault of both files is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from babel.localedata import exists as is_language
from email_validator import EmailNotValidError, validate_email

from pipeline.settings.faults import Fault, Path, hint
from pipeline.settings.source import Source
from pipeline.vocabulary.form import Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import KINDS, MEASURING_KINDS
from pipeline.vocabulary.sentences import sentence
from pipeline.words import LANGUAGES, normalised
from pipeline.words.labels import LABELS

Faults = Iterator[Fault]

COMPARISONS = ("matching.rules.*", "matching.criteria.*")
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
FORM_WORDS = ("questions.*.title", "questions.*.label", "questions.*.help", "questions.*.options.*.label")
ADDRESSES = ("organisation.email", "organisation.data_protection")
LINKS = ("site.url", "site.forms.*.*")
ANSWER_COLUMNS = ("place", "languages", "free", "needs", "offers", "tastes", "wishes")
TEAM_COLUMNS = frozenset(LABELS["heading"]) - set(ANSWER_COLUMNS)
WITH_OPTIONS = {Type.CHOICE, Type.CHOICES, Type.CONSENT}
ORDERED = (  # what must come before what
    ("matching.recall_after_days", "matching.release_after_days", "fault.recall_after_release"),
    ("matching.thresholds.thin", "matching.thresholds.solid", "fault.thin_above_solid"),
)


# One file


def repeated_codes(source: Source) -> Faults:
    """A code names one thing among its neighbours."""
    for pattern in ("steps", "matching.rules", "matching.criteria", "questions", "questions.*.options"):
        for path, items in source.find(pattern):
            yield from _repeated(source, path, "code", items)


def repeated_initials(programme: Source) -> Faults:
    """Initials name one member of the team."""
    for path, items in programme.find("team"):
        yield from _repeated(programme, path, "initials", items)


def repeated_titles(form: Source) -> Faults:
    """A title heads one column: no two questions share a title, present or former, in any language."""
    titles = [(path, title) for path, title in form.find("questions.*.title.*")]
    titles += [(path, title) for path, title in form.find("questions.*.formerly.*")]
    yield from _alike(form, titles, "fault.title_twice")


def repeated_labels(form: Source) -> Faults:
    """An option's words name one option of its question, in every language."""
    for path, options in form.find("questions.*.options"):
        labels = [((*path, *rest), label) for rest, label in Source("", options).find("*.label.*")]
        yield from _alike(form, labels, "fault.label_twice")


def commas(form: Source) -> Faults:
    """Option labels contain no comma and space: the form joins ticked boxes with them."""
    for path, label in form.find("questions.*.options.*.label.*"):
        if ", " in str(label):
            yield form.fault(path, sentence("fault.comma", found=str(label)))


def missing_options(form: Source) -> Faults:
    """A question with options to choose from has some."""
    for path, question in form.find("questions.*"):
        if (
            isinstance(question, dict)
            and question.get("type") in WITH_OPTIONS
            and not question.get("options")
        ):
            yield form.fault(path, sentence("fault.no_options", question=str(question.get("code"))))


def columns(form: Source) -> Faults:
    """Answers stand in columns that the workbook does not use for anything else."""
    for path, column in form.find("questions.*.column"):
        if column in TEAM_COLUMNS:
            yield form.fault(path, sentence("fault.column", found=str(column), allowed=ANSWER_COLUMNS))


def form_languages(form: Source) -> Faults:
    """The form's languages exist, and each is named once."""
    for path, language in form.find("languages.*"):
        if not is_language(str(language)):
            yield form.fault(
                path, sentence("fault.language", found=str(language), hint=hint(str(language), LANGUAGES))
            )


def programme_languages(programme: Source) -> Faults:
    """The workbook and the site speak languages that Duos speaks."""
    for pattern in ("languages.workbook", "languages.site.*"):
        for path, language in programme.find(pattern):
            if language not in LANGUAGES:
                said = sentence("fault.language", found=str(language), hint=hint(str(language), LANGUAGES))
                yield programme.fault(path, said)


def both_roles(programme: Source) -> Faults:
    """Both sides of a duo have a name."""
    for path, roles in programme.find("roles"):
        for role in Role:
            if isinstance(roles, dict) and role.value not in roles:
                yield programme.fault(path, sentence("fault.missing", key=role.value))


def timezones(programme: Source) -> Faults:
    """The time zone is one that computers know."""
    for path, zone in programme.find("timezone"):
        if zone not in available_timezones():
            known = sorted(available_timezones())
            yield programme.fault(
                path, sentence("fault.timezone", found=str(zone), hint=hint(str(zone), known))
            )


def addresses(programme: Source) -> Faults:
    """E-mail addresses look like e-mail addresses."""
    for pattern in ADDRESSES:
        for path, address in programme.find(pattern):
            if address and not _is_address(str(address)):
                yield programme.fault(path, sentence("fault.email", found=str(address)))


def links(programme: Source) -> Faults:
    """Links begin with https://."""
    for pattern in LINKS:
        for path, link in programme.find(pattern):
            if link and not str(link).startswith("https://"):
                yield programme.fault(path, sentence("fault.link", found=str(link)))


def repeated_files(programme: Source) -> Faults:
    """Each file has a place of its own."""
    yield from _alike(programme, list(programme.find("files.*")), "fault.file_twice")


def limits(programme: Source) -> Faults:
    """What must be smaller is smaller."""
    for low, high, code in ORDERED:
        for (_, smaller), (path, larger) in zip(programme.find(low), programme.find(high), strict=False):
            if _is_number(smaller) and _is_number(larger) and smaller >= larger:
                yield programme.fault(path, sentence(code, low=f"{smaller:g}", high=f"{larger:g}"))


def bounds(programme: Source) -> Faults:
    """The least is not more than the most."""
    for pattern in COMPARISONS:
        for path, comparison in programme.find(pattern):
            low, high = _field(comparison, "at_least"), _field(comparison, "at_most")
            if _is_number(low) and _is_number(high) and low > high:
                said = sentence("fault.bounds", low=f"{low:g}", high=f"{high:g}")
                yield programme.fault((*path, "at_most"), said)


def kinds(programme: Source) -> Faults:
    """Rules and criteria compare in ways that exist, and name what they compare."""
    for pattern in COMPARISONS:
        for path, comparison in programme.find(pattern):
            kind = _field(comparison, "kind")
            if isinstance(kind, str) and kind not in KINDS:
                yield programme.fault(
                    (*path, "kind"), sentence("fault.choice", found=kind, hint=hint(kind, KINDS))
                )
            if kind in KINDS and kind != "bounds":
                yield from _sides(programme, path, comparison)


def absences(programme: Source) -> Faults:
    """An absence ends after it begins."""
    for path, absence in programme.find("team.*.absent.*"):
        match absence:
            case [first, last] if type(first) is type(last) and str(first) > str(last):
                yield programme.fault(path, sentence("fault.absence"))


def importances(programme: Source) -> Faults:
    """At least one criterion matters."""
    for path, criteria in programme.find("matching.criteria"):
        if isinstance(criteria, list) and all(
            _field(criterion, "importance") == "none" for criterion in criteria
        ):
            yield programme.fault(path, sentence("fault.nothing_matters"))


# Both files


def translations(programme: Source, form: Source) -> Faults:
    """Words exist in every language in which somebody will read them."""
    workbook = {language for _, language in programme.find("languages.workbook")} & set(LANGUAGES)
    site = {language for _, language in programme.find("languages.site.*")} & set(LANGUAGES)
    asked = {language for _, language in form.find("languages.*") if is_language(str(language))}
    yield from _untranslated(programme, PROGRAMME_WORDS, site | workbook)
    yield from _untranslated(form, FORM_WORDS, asked | workbook)


def questions(programme: Source, form: Source) -> Faults:
    """Rules and criteria name questions that exist, asked of that side, of a type the kind compares."""
    known = _by_code(form)
    for pattern in COMPARISONS if known else ():
        for role in Role:
            for path, code in programme.find(f"{pattern}.{role.value}.*"):
                yield from _question(programme, path, code, known)
        for path, code in programme.find(f"{pattern}.limit"):
            yield from _limit(programme, path, code, known)


def indifferent_options(programme: Source, form: Source) -> Faults:
    """“No matter” is an option of one of the questions compared."""
    known = _by_code(form)
    for pattern in COMPARISONS if known else ():
        for path, code in programme.find(f"{pattern}.indifferent.*"):
            options = tuple(_options(programme.at(path[:-2]), known))
            if options and code not in options:
                yield programme.fault(
                    path, sentence("fault.choice", found=str(code), hint=hint(str(code), options))
                )


PROGRAMME_CHECKS: tuple[Callable[[Source], Faults], ...] = (
    repeated_codes, repeated_initials, repeated_files, programme_languages, both_roles, timezones, addresses,
    links, limits, bounds, kinds, absences, importances,
)  # fmt: skip
FORM_CHECKS: tuple[Callable[[Source], Faults], ...] = (
    repeated_codes, repeated_titles, repeated_labels, commas, missing_options, columns, form_languages,
)  # fmt: skip
CROSS_CHECKS: tuple[Callable[[Source, Source], Faults], ...] = (translations, questions, indifferent_options)


def _repeated(source: Source, path: Path, key: str, items: Any) -> Faults:
    found = [((*path, *rest), code) for rest, code in Source("", items).find(f"*.{key}")]
    yield from _alike(source, found, "fault.code_twice")


def _alike(source: Source, found: list[tuple[Path, Any]], code: str) -> Faults:
    """A fault for each text that repeats an earlier one of its language, whatever its case and accents."""
    seen: dict[tuple[object, str], int] = {}
    for path, text in found:
        key = (_language(path), normalised(str(text)))
        if key in seen:
            yield source.fault(path, sentence(code, found=str(text), line=str(seen[key])))
        seen.setdefault(key, source.line(path))


def _language(path: Path) -> object:
    return path[-1] if len(path) > 1 and path[-2] in {"title", "label"} else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_address(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True


def _field(comparison: Any, name: str) -> Any:
    return comparison.get(name) if isinstance(comparison, dict) else None


def _sides(programme: Source, path: Path, comparison: Any) -> Faults:
    for role in Role:
        if not comparison.get(role.value):
            yield programme.fault(path, sentence("fault.side", side=role.value))


def _untranslated(source: Source, patterns: tuple[str, ...], languages: set[Any]) -> Faults:
    for pattern in patterns:
        for path, words in source.find(pattern):
            missing = tuple(sorted(str(language) for language in languages - set(words or ())))
            if isinstance(words, dict) and words and missing:
                yield source.fault(path, sentence("fault.translation", languages=missing))


def _by_code(form: Source) -> Mapping[str, dict[str, Any]]:
    """The form's questions by code, as they are written."""
    return {
        str(question["code"]): question
        for _, question in form.find("questions.*")
        if _field(question, "code")
    }


def _question(programme: Source, path: Path, code: Any, known: Mapping[str, dict[str, Any]]) -> Faults:
    comparison, side = programme.at(path[:-2]), path[-2]
    question = known.get(str(code))
    if question is None:
        yield programme.fault(path, sentence("fault.question", found=str(code), hint=hint(str(code), known)))
        return
    if question.get("role") not in (None, side):
        yield programme.fault(path, sentence("fault.wrong_side", found=str(code), side=str(side)))
    yield from _type(programme, path, question, str(_field(comparison, "kind")))


def _type(programme: Source, path: Path, question: dict[str, Any], kind: str) -> Faults:
    allowed = KINDS.get(kind, frozenset(Type))
    if question.get("type") in set(Type) - allowed:
        said = {"found": question["code"], "type": str(question.get("type")), "kind": kind}
        yield programme.fault(path, sentence("fault.type", **said, allowed=tuple(sorted(allowed))))
    elif kind in MEASURING_KINDS:
        yield from _values(programme, path, question)


def _values(programme: Source, path: Path, question: dict[str, Any]) -> Faults:
    options = question.get("options") or ()
    lacking = tuple(str(_field(option, "code")) for option in options if _field(option, "value") is None)
    if lacking:
        yield programme.fault(path, sentence("fault.values", found=question["code"], options=lacking))


def _limit(programme: Source, path: Path, code: Any, known: Mapping[str, dict[str, Any]]) -> Faults:
    if str(code) not in known:
        yield programme.fault(path, sentence("fault.question", found=str(code), hint=hint(str(code), known)))
        return
    yield from _values(programme, path, known[str(code)])


def _options(comparison: Any, known: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    for role in Role:
        for code in _field(comparison, role.value) or ():
            for _, option in Source("", known.get(str(code), {})).find("options.*.code"):
                yield str(option)
