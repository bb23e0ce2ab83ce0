"""The table of questions: a form in; code ⇄ heading in every language, for people or for machines, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.forms.translations import marks
from pipeline.vocabulary.form import Form, Option, Question
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker


def draw_table(form: Form, speaker: Speaker) -> str:
    """The table as Markdown: what stands in a response tab, and which question it answers."""
    return "\n".join(_lines(form, speaker))


def list_questions(form: Form) -> dict[str, object]:
    """The same for machines."""
    current = marks(form)
    return {
        "version": form.version,
        "languages": list(form.languages),
        "unreviewed": [language for language in form.languages if not form.is_reviewed(language)],
        "forms": [
            {
                "code": one.code,
                "role": one.role.value if one.role else None,
                "languages": list(form.languages_of(one)),
                "questions": [
                    {"code": question.code, "required": question.required} for question in form.asked_in(one)
                ],
            }
            for one in form.forms
        ],
        "questions": [_described(form, question, current[question.code]) for question in form.questions],
    }


def _described(form: Form, question: Question, mark: str) -> dict[str, object]:
    return {
        "code": question.code,
        "type": question.type.value,
        "column": question.column,
        "forms": _forms_of(form, question),
        "title": dict(question.title),
        "formerly": list(question.formerly),
        "mark": mark,
        "options": [_option(option) for option in question.options],
    }


def _option(option: Option) -> dict[str, object]:
    return {
        "code": option.code,
        "label": dict(option.label),
        "value": option.value,
        "slots": list(option.slots),
        "formerly": list(option.formerly),
    }


def _forms_of(form: Form, question: Question) -> list[str]:
    return [one.code for one in form.forms if any(question.code in page.questions for page in one.pages)]


def _lines(form: Form, speaker: Speaker) -> Iterator[str]:
    def say(code: str, **parameters: object) -> str:
        return speaker.say(sentence(f"making.{code}", **parameters))

    unreviewed = tuple(language for language in form.languages if not form.is_reviewed(language))
    yield f"# {say('table')}"
    yield from ("", say("about_table", version=form.version))
    if unreviewed:
        yield from ("", say("unreviewed", languages=unreviewed))
    yield ""
    yield from _table(
        (*(say(heading) for heading in ("code", "type", "column", "asked")), *form.languages),
        (_row(form, question, say("team")) for question in form.questions),
    )
    for question in form.questions:
        if question.options:
            yield from ("", f"## {question.code}: {say('options')}", "")
            rows = ((f"`{option.code}`", *_told(option.label, form)) for option in question.options)
            yield from _table((say("code"), *form.languages), rows)


def _row(form: Form, question: Question, team: str) -> tuple[str, ...]:
    asked = ", ".join(_forms_of(form, question)) or team
    code, column = f"`{question.code}`", f"`{question.column}`" if question.column else ""
    return (code, question.type.value, column, asked, *_told(question.title, form))


def _told(words: dict[str, str], form: Form) -> tuple[str, ...]:
    return tuple(words.get(language, "") for language in form.languages)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(headings)
    yield _line(["---"] * len(headings))
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
