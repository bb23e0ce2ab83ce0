"""The forms in, an Apps Script project that makes them at Google, in every language, out.

Each item is its own `const`, so that TypeScript checks it against Google's definitions. The script remembers what it
made: run again, it brings the same forms up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary.form import ADULT, HEARD, Form, Page, Question, Questionnaire, Type
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.week import DAYS, PARTS
from pipeline.words import Speaker

RUNTIME = Path(__file__).with_name("script.gs")
GOOGLE = "google:"  # how programme.yaml names a spreadsheet of Google's
PHONE_PATTERN = r"[-+()0-9٠-٩۰-۹ ./]{8,24}"
TEXT, CHOICE, CHECKBOX, GRID, DATE = "Text", "MultipleChoice", "Checkbox", "CheckboxGrid", "Date"
ITEMS: dict[Type, str] = {
    Type.TEXT: TEXT, Type.NAME: TEXT, Type.PHONE: TEXT, Type.EMAIL: TEXT, Type.PLACE: TEXT, Type.NUMBER: TEXT,
    Type.CHOICE: CHOICE, Type.CHOICES: CHECKBOX, Type.LANGUAGES: CHECKBOX, Type.WEEK: CHECKBOX,
    Type.CONSENT: CHECKBOX, Type.DATE: DATE,
}  # fmt: skip
KINDS = {TEXT: "TEXT", CHOICE: "MULTIPLE_CHOICE", CHECKBOX: "CHECKBOX", GRID: "CHECKBOX_GRID", DATE: "DATE",
         "PageBreak": "PAGE_BREAK"}  # fmt: skip
VALIDATIONS = {
    Type.PHONE: (
        f"requireTextMatchesPattern({json.dumps(PHONE_PATTERN, ensure_ascii=False)})",
        "form.error_phone",
    ),
    Type.EMAIL: ("requireTextIsEmail()", "form.error_email"),
    Type.NUMBER: ("requireNumber()", "form.error_number"),
}
EXAMPLES = {Type.PHONE: "0470 00 00 01", Type.EMAIL: "name@example.org", Type.NUMBER: "1", Type.PLACE: "1000"}
SCOPES = ("https://www.googleapis.com/auth/forms", "https://www.googleapis.com/auth/spreadsheets")
README = {"fr": "LISEZMOI.txt", "nl": "LEESMIJ.txt", "en": "README.txt"}  # in the team's language
SOURCE = "{src}"  # stands in an address where the site puts what brought somebody here
YOUNG = "too_young"  # the page for whoever is under age


def write_project(programme: Programme, form: Form) -> dict[str, str]:
    """The files of the project by name: the script, its manifest, and how to paste them."""
    speaker = Speaker(programme.languages.workbook, form)
    return {
        "Code.gs": "\n".join(_script(programme, form, speaker)),
        "appsscript.json": json.dumps(_manifest(programme), indent=2) + "\n",
        README[programme.languages.workbook]: speaker.say(_readme(programme)),
    }


def spreadsheet_of(programme: Programme) -> str:
    """The ID of the answers' spreadsheet, if it is one of Google's."""
    address = str(programme.files.answers)
    return address.removeprefix(GOOGLE) if address.startswith(GOOGLE) else ""


def _readme(programme: Programme) -> object:
    known = spreadsheet_of(programme)
    answers = sentence("making.answers_here", id=known) if known else sentence("making.answers_new")
    return sentence("making.readme", answers=answers)


def _manifest(programme: Programme) -> dict[str, object]:
    return {
        "timeZone": programme.timezone,
        "exceptionLogging": "STACKDRIVER",
        "runtimeVersion": "V8",
        "oauthScopes": list(SCOPES),
    }


def _script(programme: Programme, form: Form, speaker: Speaker) -> Iterator[str]:
    said = {
        "cannotOpen": "making.cannot_open", "share": "making.share", "embed": "making.embed",
        "campaign": "making.campaign", "prefill": "making.prefill", "edit": "making.edit", "again": "making.again",
    }  # fmt: skip
    words = {name: speaker.say(sentence(code, form="{form}", left="{count}")) for name, code in said.items()}
    words["answers"] = speaker.say(sentence("making.answers", programme=programme.name))
    builders = [_Builder(form, one, language) for one in form.forms for language in form.languages_of(one)]
    yield f"// {speaker.say(sentence('making.header', version=form.version))}"
    yield "// @ts-check"
    yield ""
    yield f"const ANSWERS = {quote(spreadsheet_of(programme))};"
    yield f"const SAY = {quote(words)};"
    yield "const BUILDERS = ["
    yield from (f"  {{ key: {quote(one.key)}, build: {one.name} }}," for one in builders)
    yield "];"
    yield ""
    for builder in builders:
        yield from builder.lines()
    yield RUNTIME.read_text("utf-8")


def quote(value: object) -> str:
    """A value as JavaScript writes it; line ends of Unicode that JavaScript takes for its own are escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@dataclass(frozen=True)
class _Builder:
    """Writes the function that makes one form in one language."""

    form: Form
    questionnaire: Questionnaire
    language: str

    @property
    def key(self) -> str:
        return f"{self.questionnaire.code}.{self.language}"

    @property
    def name(self) -> str:
        return f"build_{self.questionnaire.code}_{self.language.replace('-', '_')}"

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.language, self.form)

    @property
    def pages(self) -> tuple[tuple[Page, tuple[Question, ...]], ...]:
        return self.form.pages_of(self.questionnaire)

    @property
    def sends_young_away(self) -> bool:
        """Whether those under age go straight to a page of their own: the age is asked alone, first."""
        first = [question.code for question in self.pages[0][1]]
        return bool(self.questionnaire.too_young) and first == [ADULT] and len(self.pages) > 1

    def lines(self) -> Iterator[str]:
        """The whole function."""
        say, asked = self.speaker.say, self.questionnaire
        yield f"function {self.name}() {{"
        yield f"  const form = openForm({quote(self.key)}, {quote(say(asked.title))});"
        yield f"  form.setTitle({quote(say(asked.title))});"
        yield f"  form.setDescription({quote(self._introduction())});"
        yield f"  form.setConfirmationMessage({quote(say(asked.confirmation))});"
        yield "  openToEverybody(form);"
        yield from self._items()
        yield from self._arranged()
        yield "  linkSpreadsheet(form);"
        yield f"  return tellAddresses(form, {quote(self.key)}, [{', '.join(self._examples())}], [{self._source()}]);"
        yield "}"
        yield ""

    def _introduction(self) -> str:
        said = self.speaker.say(self.questionnaire.introduction)
        if self.form.is_reviewed(self.language):
            return said
        return f"{said}\n\n{self.speaker.say(sentence('paper.unreviewed'))}"

    def _items(self) -> Iterator[str]:
        for number, (page, questions) in enumerate(self.pages):
            if number:
                yield from self._page_break(f"page_{page.code}", page.title, page.help)
            for question in questions:
                yield from self._question(question)
        if self.sends_young_away:
            yield from self._page_break(YOUNG, self.questionnaire.title, self.questionnaire.too_young)
            yield f"  {YOUNG}.setGoToPage(FormApp.PageNavigationType.SUBMIT);"
            yield from self._ways()

    def _ways(self) -> Iterator[str]:
        """Where yes and no lead: to the next page, and to the page for those under age."""
        pages = {"yes": f"page_{self.pages[1][0].code}", "no": YOUNG}
        adult = self.form.question_by_code[ADULT]
        choices = (
            f"{variable(adult)}.createChoice({quote(self.speaker.say(option.label))}, {pages.get(option.code, YOUNG)})"
            for option in adult.options
        )
        yield f"  {variable(adult)}.setChoices([{', '.join(choices)}]);"

    def _page_break(self, name: str, title: object, text: object | None) -> Iterator[str]:
        yield from self._made(name, "PageBreak")
        yield f"  {name}.setTitle({quote(self.speaker.say(title))});"
        yield f"  {name}.setHelpText({quote(self.speaker.say(text) if text else '')});"

    def _question(self, question: Question) -> Iterator[str]:
        name, item = variable(question), item_of(question)
        yield from self._made(name, item)
        yield f"  {name}.setTitle({quote(self.speaker.say(question.title))});"
        yield f"  {name}.setHelpText({quote(self._help(question))});"
        yield f"  {name}.setRequired({quote(question.required)});"
        yield from self._choices(question, item)
        yield from self._validation(question, item)

    def _made(self, name: str, item: str) -> Iterator[str]:
        """A `const` of its own: the item made last time, or a new one."""
        found = f"findItem(form, {quote(f'{self.key}.{name}')}, FormApp.ItemType.{KINDS[item]})"
        yield f"  const found_{name} = {found};"
        yield f"  const {name} = found_{name} ? found_{name}.as{item}Item() : form.add{item}Item();"

    def _help(self, question: Question) -> str:
        text = self.speaker.say(question.help) if question.help else ""
        if question.type is Type.CONSENT and question.version:
            return f"{text} ({question.version})"
        return text

    def _choices(self, question: Question, item: str) -> Iterator[str]:
        name = variable(question)
        if item == GRID:
            rows = [self.speaker.label("day", day) for day in DAYS]
            columns = [self.speaker.label("part", part) for part in PARTS]
            yield f"  {name}.setRows({quote(rows)});"
            yield f"  {name}.setColumns({quote(columns)});"
        elif item in (CHOICE, CHECKBOX) and not (question.code == ADULT and self.sends_young_away):
            yield f"  {name}.setChoiceValues({quote(self._labels(question))});"
            yield f"  {name}.showOtherOption({quote(question.other)});"

    def _validation(self, question: Question, item: str) -> Iterator[str]:
        if item == TEXT and question.type in VALIDATIONS:
            rule, code = VALIDATIONS[question.type]
            told = quote(self.speaker.say(sentence(code)))
            built = f"FormApp.createTextValidation().{rule}.setHelpText({told}).build()"
            yield f"  {variable(question)}.setValidation({built});"
        elif item == TEXT:
            yield f"  {variable(question)}.clearValidation();"

    def _labels(self, question: Question) -> list[str]:
        return [self.speaker.say(option.label) for option in question.options]

    def _arranged(self) -> Iterator[str]:
        names = [name for number, (page, questions) in enumerate(self.pages)
                 for name in (*((f"page_{page.code}",) if number else ()), *map(variable, questions))]  # fmt: skip
        yield f"  arrange(form, {quote(self.key)}, ["
        for name in (*names, *((YOUNG,) if self.sends_young_away else ())):
            yield f"    {{ key: {quote(f'{self.key}.{name}')}, item: {name} }},"
        yield "  ]);"

    def _examples(self) -> Iterator[str]:
        """An answer to each question in which one can be read back: its code, or the first option."""
        for question in (question for _, questions in self.pages for question in questions):
            item, label = item_of(question), quote((self._labels(question) or [""])[0])
            said = {
                TEXT: quote(EXAMPLES.get(question.type, question.code)),
                CHOICE: label,
                CHECKBOX: f"[{label}]",
            }
            if item in said:
                yield f"{variable(question)}.createResponse({said[item]})"

    def _source(self) -> str:
        """Where the code of a poster or a partner is filled in: how somebody heard of us, if the form asks it."""
        asked = {question.code: question for _, questions in self.pages for question in questions}
        question = asked.get(HEARD)
        if question is None or not (question.other or item_of(question) == TEXT):
            return ""
        given = f"[{quote(SOURCE)}]" if item_of(question) == CHECKBOX else quote(SOURCE)
        return f"{variable(question)}.createResponse({given})"


def variable(question: Question) -> str:
    """What the script calls a question's item: never a word that JavaScript keeps for itself."""
    return f"q_{question.code}"


def item_of(question: Question) -> str:
    """What Google calls the kind of item that asks a question."""
    return GRID if question.is_grid else ITEMS[question.type]
