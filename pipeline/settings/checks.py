"""What a schema cannot see in one file: words that must differ, names that must exist, limits that must fit.

Each check reads the file as it is written and passes over what the schema has refused already, so that every fault
is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from zoneinfo import available_timezones

from babel.localedata import exists as is_language
from email_validator import EmailNotValidError, validate_email

from pipeline.settings.addresses import google_addresses, google_hosts
from pipeline.settings.faults import Fault, Path, hint
from pipeline.settings.source import Source, is_number
from pipeline.vocabulary.form import Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import KINDS, Tables
from pipeline.vocabulary.sentences import sentence
from pipeline.words import LANGUAGES, normalised
from pipeline.words.labels import LABELS

Faults = Iterator[Fault]

COMPARISONS = ("matching.rules.*", "matching.criteria.*")
CODES = ("steps.*", "matching.rules.*", "matching.criteria.*", "questions.*", "forms.*")
ADDRESSES = ("organisation.email", "organisation.data_protection")
LINKS = ("site.url", "site.forms.*.*", "receive.address")
LOOPBACK = ("http://localhost", "http://127.0.0.1")  # this machine, for trying things out
TIMEZONES = frozenset(available_timezones())
ANSWER_COLUMNS = ("place", "languages", "free", "needs", "offers", "tastes", "wishes")
TEAM_COLUMNS = frozenset(LABELS["heading"]) - set(ANSWER_COLUMNS)
WITH_OPTIONS = (Type.CHOICE, Type.CHOICES, Type.CONSENT)
ORDERED = (  # what must come before what
    ("matching.recall_after_days", "matching.release_after_days", "fault.recall_after_release"),
    ("matching.thresholds.thin", "matching.thresholds.solid", "fault.thin_above_solid"),
)


def repeated_codes(source: Source) -> Faults:
    """A code names one thing among its neighbours."""
    for pattern in CODES:
        yield from _alike(source, source.texts(f"{pattern}.code"), "fault.code_twice")
    for path, _ in source.groups("questions.*"):
        yield from _alike(source, source.texts(f"questions.{path[-1]}.options.*.code"), "fault.code_twice")


def repeated_initials(programme: Source) -> Faults:
    """Initials name one member of the team."""
    yield from _alike(programme, programme.texts("team.*.initials"), "fault.code_twice")


def repeated_titles(form: Source) -> Faults:
    """A title heads one column: no two questions share one, present or former, in any language."""
    titles = (*form.texts("questions.*.title.*"), *form.texts("questions.*.formerly.*"))
    yield from _alike(form, titles, "fault.title_twice")


def repeated_labels(form: Source) -> Faults:
    """An option's words name one option of its question, in every language."""
    for path, _ in form.groups("questions.*"):
        yield from _alike(form, form.texts(f"questions.{path[-1]}.options.*.label.*"), "fault.label_twice")


def repeated_files(programme: Source) -> Faults:
    """Each file has a place of its own."""
    yield from _alike(programme, programme.texts("files.*"), "fault.file_twice")


def commas(form: Source) -> Faults:
    """Option labels contain no comma and space: the form joins ticked boxes with them."""
    for path, label in form.texts("questions.*.options.*.label.*"):
        if ", " in label:
            yield form.fault(path, sentence("fault.comma", found=label))


def missing_options(form: Source) -> Faults:
    """A question with options to choose from has some."""
    for path, question in form.groups("questions.*"):
        if question.get("type") in WITH_OPTIONS and not question.get("options"):
            yield form.fault(path, sentence("fault.no_options", question=str(question.get("code"))))


def columns(form: Source) -> Faults:
    """Answers stand in columns that the workbook does not use for anything else."""
    for path, column in form.texts("questions.*.column"):
        if column in TEAM_COLUMNS:
            yield form.fault(path, sentence("fault.column", found=column, allowed=ANSWER_COLUMNS))


def form_languages(form: Source) -> Faults:
    """The form's languages exist."""
    for path, language in form.texts("languages.*"):
        if not is_language(language):
            yield form.fault(path, sentence("fault.language", found=language, hint=hint(language, LANGUAGES)))


def programme_languages(programme: Source) -> Faults:
    """The workbook speaks a language that Duos speaks; the site, any language that there is."""
    stated = [*programme.texts("languages.workbook"), *programme.texts("languages.site.*")]
    for path, language in stated:
        if language not in LANGUAGES and not (path[-1] != "workbook" and is_language(language)):
            yield programme.fault(
                path, sentence("fault.language", found=language, hint=hint(language, LANGUAGES))
            )


def both_roles(programme: Source) -> Faults:
    """Both sides of a duo have a name."""
    for path, roles in programme.groups("roles"):
        for role in set(Role) - set(roles):
            yield programme.fault(path, sentence("fault.missing", key=role.value))


def timezones(programme: Source) -> Faults:
    """The time zone is one that computers know."""
    for path, zone in programme.texts("timezone"):
        if zone not in TIMEZONES:
            near = hint(zone, sorted(TIMEZONES))
            yield programme.fault(path, sentence("fault.timezone", found=zone, hint=near))


def addresses(programme: Source) -> Faults:
    """E-mail addresses look like e-mail addresses."""
    for pattern in ADDRESSES:
        for path, address in programme.texts(pattern):
            if address and not _is_address(address):
                yield programme.fault(path, sentence("fault.email", found=address))


def links(programme: Source) -> Faults:
    """Links begin with https://, or lead to this machine."""
    for pattern in LINKS:
        for path, link in programme.texts(pattern):
            if link and not link.startswith(("https://", *LOOPBACK)):
                yield programme.fault(path, sentence("fault.link", found=link))


def limits(programme: Source) -> Faults:
    """What must be smaller is smaller."""
    for low, high, code in ORDERED:
        for (_, smaller), (path, larger) in zip(
            programme.numbers(low), programme.numbers(high), strict=False
        ):
            if smaller >= larger:
                yield programme.fault(path, sentence(code, low=f"{smaller:g}", high=f"{larger:g}"))


def bounds(programme: Source) -> Faults:
    """The least is not more than the most."""
    for pattern in COMPARISONS:
        for path, comparison in programme.groups(pattern):
            low, high = comparison.get("at_least"), comparison.get("at_most")
            if is_number(low) and is_number(high) and low > high:
                said = sentence("fault.bounds", low=f"{low:g}", high=f"{high:g}")
                yield programme.fault((*path, "at_most"), said)


def tables(programme: Source) -> Faults:
    """A table has room for the least that is asked of it."""
    for path, sizes in programme.groups("matching.tables"):
        low, high = sizes.get("least", Tables().least), sizes.get("most", Tables().most)
        if is_number(low) and is_number(high) and low > high:
            yield programme.fault(path, sentence("fault.bounds", low=f"{low:g}", high=f"{high:g}"))


def kinds(programme: Source) -> Faults:
    """Rules and criteria compare in ways that exist."""
    for pattern in COMPARISONS:
        for path, kind in programme.texts(f"{pattern}.kind"):
            if kind not in KINDS:
                yield programme.fault(path, sentence("fault.choice", found=kind, hint=hint(kind, KINDS)))


def sides(programme: Source) -> Faults:
    """Rules and criteria name what they compare on both sides; bounds may concern one side alone."""
    for pattern in COMPARISONS:
        for path, comparison in programme.groups(pattern):
            missing = [role for role in Role if not comparison.get(role.value)]
            is_enough = comparison.get("kind") == "bounds" and len(missing) < len(Role)
            for role in () if is_enough else missing:
                yield programme.fault(path, sentence("fault.side", side=role.value))


def profiles(programme: Source) -> Faults:
    """A profile compares question by question: there are as many on both sides."""
    for pattern in COMPARISONS:
        for path, comparison in programme.groups(pattern):
            counts = {role.value: len(list(Source("", comparison).texts(f"{role.value}.*"))) for role in Role}
            if comparison.get("kind") == "profile" and len(set(counts.values())) > 1:
                said = {side: str(count) for side, count in counts.items()}
                yield programme.fault(path, sentence("fault.one_by_one", **said))


def absences(programme: Source) -> Faults:
    """An absence ends after it begins."""
    for path, absence in programme.find("team.*.absent.*"):
        match absence:
            case [first, last] if type(first) is type(last) and str(first) > str(last):
                yield programme.fault(path, sentence("fault.absence"))


def importances(programme: Source) -> Faults:
    """At least one criterion matters."""
    for path, criteria in programme.find("matching.criteria"):
        stated = {criterion.get("importance") == "none" for _, criterion in Source("", criteria).groups("*")}
        if stated <= {True}:
            yield programme.fault(path, sentence("fault.nothing_matters"))


PROGRAMME_CHECKS: tuple[Callable[[Source], Faults], ...] = (
    repeated_codes, repeated_initials, repeated_files, programme_languages, both_roles, timezones, addresses,
    links, limits, bounds, tables, kinds, sides, profiles, absences, importances, google_addresses, google_hosts,
)  # fmt: skip
FORM_CHECKS: tuple[Callable[[Source], Faults], ...] = (
    repeated_codes, repeated_titles, repeated_labels, commas, missing_options, columns, form_languages,
)  # fmt: skip


def _alike(source: Source, found: Iterable[tuple[Path, str]], code: str) -> Faults:
    """A fault for each text that repeats an earlier one of its language, whatever its case and accents."""
    seen: dict[tuple[object, str], int] = {}
    for path, text in found:
        key = (_language(path), normalised(text))
        if key in seen:
            yield source.fault(path, sentence(code, found=text, line=str(seen[key])))
        seen.setdefault(key, source.line(path))


def _language(path: Path) -> object:
    return path[-1] if path[-2] in {"title", "label"} else None


def _is_address(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True
