"""The forms in; pages to print and fill in by hand, and sheets on which to note how a trial went, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel import Locale
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from pipeline.forms.script import quote as quote_text
from pipeline.vocabulary.form import (
    CALL_WHEN,
    FILLED_BY,
    LATIN_NAME,
    Form,
    Page,
    Question,
    Questionnaire,
)
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.week import DAYS, PARTS
from pipeline.words import Speaker
from pipeline.words.directions import isolate_runs

ONLY_IN_FORMS = frozenset({LATIN_NAME, FILLED_BY, CALL_WHEN})
PEOPLE = range(1, 6)  # with how many a form is tried
SHEETS = Path(__file__).parent  # holds the layout of everything that is printed
SYMBOL = Markup(
    '<svg viewBox="0 0 64 31" aria-hidden="true"><path fill="#0b5563" d="M31 0v31H0A31 31 0 0 1 31 0z"/>'
    '<path fill="#b8391f" d="M33 0h21a10 10 0 0 1 10 10v11a10 10 0 0 1-10 10H33z"/></svg>'
)


def print_forms(programme: Programme, form: Form) -> dict[str, str]:
    """Every form in every language; in the team's, what is asked in conversation, and sheets for trials; by file."""
    papers = {
        f"{one.code}.{language}.html": print_form(programme, form, one, language)
        for one in form.forms
        for language in form.languages_of(one)
    }
    trials = {f"essai.{one.code}.html": print_trial(programme, form, one) for one in form.forms}
    conversations = {
        f"conversation.{one.code}.html": print_conversation(programme, form, one)
        for one in form.forms
        if one.role and _unasked(form, one.role)
    }
    return {**papers, **conversations, **trials}


def print_form(programme: Programme, form: Form, questionnaire: Questionnaire, language: str) -> str:
    """One form in one language, on A4, with room to write by hand."""
    pen = _Pen(programme, form, language)
    context = {
        "form": questionnaire,
        "pages": form.pages_of(questionnaire),
        **_sheet(programme, form, language),
    }
    return pen.render("paper.html", context)


def print_conversation(programme: Programme, form: Form, questionnaire: Questionnaire) -> str:
    """What the team asks of one side by telephone because its form does not, in the team's language."""
    language = programme.languages.workbook
    pen = _Pen(programme, form, language)
    title = pen.speaker.say(sentence("making.conversation", title=questionnaire.title))
    about = pen.speaker.say(sentence("making.about_conversation"))
    role = questionnaire.role or Role.NEWCOMER
    page = Page(code="conversation", title=dict(programme.roles[role].many), questions=("all",))
    said = {"title": {language: title}, "introduction": {language: about}}
    context = {
        "form": questionnaire.model_copy(update=said),
        "pages": ((page, _unasked(form, role)),),
        "is_conversation": True,
        **_sheet(programme, form, language),
    }
    return pen.render("conversation.html", context)


def _unasked(form: Form, role: Role) -> tuple[Question, ...]:
    """What is left to the team, without the questions that only a form can ask."""
    return tuple(question for question in form.left_to_team(role) if question.code not in ONLY_IN_FORMS)


def _sheet(programme: Programme, form: Form, language: str) -> dict[str, object]:
    """What every sheet needs beside its questions."""
    return {
        "helper": form.question_by_code.get(FILLED_BY),
        "is_reviewed": form.is_reviewed(language),
        "phone": programme.organisation.phone,
        "address": ", ".join(programme.organisation.address) or programme.organisation.email,
        "direction": "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr",
        "days": DAYS,
        "parts": PARTS,
        "team": _Pen(programme, form, programme.languages.workbook).told,
        "team_language": programme.languages.workbook,
        "symbol": SYMBOL,
    }


def print_trial(programme: Programme, form: Form, questionnaire: Questionnaire) -> str:
    """What the team notes while five people try a form, one after the other."""
    pen = _Pen(programme, form, programme.languages.workbook)
    context = {
        "form": questionnaire,
        "questions": form.asked_in(questionnaire),
        "people": PEOPLE,
        "title": pen.speaker.say(sentence("making.trial", title=questionnaire.title)),
        "feedback": pen.feedback(questionnaire),
    }
    return pen.render("trial.html", context)


@dataclass(frozen=True)
class _Pen:
    """Writes pages of one programme in one language."""

    programme: Programme
    form: Form
    language: str

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.language, self.form)

    def said(self, words: object) -> Markup:
        """Words of the form; in a right-to-left page, a number in them never turns round."""
        return Markup(isolate_runs(str(escape(self.speaker.say(words))), self.language))  # noqa: S704  # escaped

    def told(self, code: str, **parameters: object) -> Markup:
        """A sentence of ours; numbers and addresses in it keep their own direction."""
        said = self.speaker.say(sentence(code, **dict.fromkeys(parameters, "\0")))
        parts = [escape(part) for part in said.split("\0")]
        values = (Markup("<bdi>{}</bdi>").format(self._value(one)) for one in parameters.values())
        return Markup("").join(piece for pair in zip(parts, (*values, ""), strict=False) for piece in pair)

    def feedback(self, questionnaire: Questionnaire) -> Markup:
        """A link that writes to the organisation about the form."""
        email, title = self.programme.organisation.email, self.speaker.say(questionnaire.title)
        link = Markup('<a href="mailto:{}?subject={}">{}</a>').format(email, quote(title), email)
        return self.told("making.trial_feedback", email=link)

    def _value(self, value: object) -> str:
        return value if isinstance(value, Markup) else self.speaker.say(value)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """A page, with what every page needs."""
        shared: dict[str, Any] = {
            "programme": self.programme,
            "language": self.language,
            "say": self.said,
            "plain": self.speaker.say,
            "label": self.speaker.label,
            "told": self.told,
            "page_number": self._page_number(),
            "print": self.told("paper.print"),
        }
        return _environment().get_template(template).render({**shared, **context})

    def _page_number(self) -> Markup:
        """“page 1 of 2” as a style sheet counts it."""
        said = self.speaker.say(sentence("paper.page", number="\0", total="\1"))
        before, _, rest = said.partition("\0")
        between, _, after = rest.partition("\1")
        pieces = (*_text(before), "counter(page)", *_text(between), "counter(pages)", *_text(after))
        return Markup(" ".join(pieces))  # noqa: S704  # our own words, quoted


def _text(said: str) -> tuple[str, ...]:
    return (quote_text(said),) if said else ()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(SHEETS)
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
