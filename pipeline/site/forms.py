"""Our own forms in; a page of the site for each form and language, where its questions can be read and answered, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.site import typography
from pipeline.vocabulary.form import Form, Questionnaire, Translation
from pipeline.vocabulary.programme import Programme

KEY = "form-"
FOLDER = "form"


@dataclass
class FormPage:
    """A page that no Markdown file holds: a form in one of the site's languages."""

    sheet: Questionnaire
    key: str
    lang: str
    slug: str
    url: str
    title: str
    date: datetime
    metadata: Mapping[str, str]
    role: str
    reviewed_by: str
    template: str = "form"


def form_page(form: Form, sheet: Questionnaire, language: str, built_at: datetime) -> FormPage:
    """The page of one form in one language."""
    slug = sheet.code.replace("_", "-")
    return FormPage(
        sheet=sheet,
        key=KEY + sheet.code,
        lang=language,
        slug=slug,
        url=f"{language}/{FOLDER}/{slug}/",
        title=typography.set_type(sheet.title[language], language),
        date=built_at,
        metadata={"summary": typography.set_type(sheet.introduction[language], language)},
        role=sheet.role.value if sheet.role else "",
        reviewed_by=form.translations.get(language, Translation()).reviewed_by or "",
    )


def form_pages(programme: Programme, form: Form | None, built_at: datetime) -> Iterator[FormPage]:
    """Every form that we receive ourselves, in each of the site's languages that it speaks."""
    if form is None or not programme.receive.address:
        return
    for sheet in form.forms:
        for language in programme.languages.site:
            if language in form.languages_of(sheet):
                yield form_page(form, sheet, language, built_at)
