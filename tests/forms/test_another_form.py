"""One form more needs form.yaml and nothing else: here a *pulse*, three questions to people who are in a duo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from pipeline.forms.paper import print_forms
from pipeline.forms.script import write_project
from pipeline.forms.table import draw_table
from pipeline.forms.tabs import known_letters, response_tabs
from pipeline.settings import load_form
from pipeline.site.forms import form_pages
from pipeline.stages.validation import validate_responses
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Role
from pipeline.words import Speaker
from tests.builders import ROOT, TODAY, the_form, the_programme
from tests.forms.places import ENGLISH, Place, number_in, open_place

SHEET = {
    "code": "pulse",
    "languages": ["fr", "nl", "en"],
    "title": {"fr": "Comment va votre duo ?", "nl": "Hoe gaat het met uw duo?", "en": "How is your duo?"},
    "introduction": {"fr": "Trois questions.", "nl": "Drie vragen.", "en": "Three questions."},
    "confirmation": {"fr": "Merci !", "nl": "Dank u wel!", "en": "Thank you!"},
    "pages": [
        {
            "code": "duo",
            "title": {"fr": "Ces dernières semaines", "nl": "De laatste weken", "en": "These last weeks"},
            "questions": ["duo_code", "mood", "wanted"],
        }
    ],
}
QUESTIONS = [
    {
        "code": "duo_code",
        "type": "text",
        "required": True,
        "title": {"fr": "Le code de votre duo", "nl": "De code van uw duo", "en": "The code of your duo"},
    },
    {
        "code": "mood",
        "type": "choice",
        "required": True,
        "title": {"fr": "Comment ça se passe ?", "nl": "Hoe verloopt het?", "en": "How is it going?"},
        "options": [
            {"code": "well", "label": {"fr": "bien", "nl": "goed", "en": "well"}},
            {"code": "so_so", "label": {"fr": "moyennement", "nl": "matig", "en": "so-so"}},
        ],
    },
    {
        "code": "wanted",
        "type": "choices",
        "other": True,
        "title": {
            "fr": "Qu’est-ce qui vous aiderait ?",
            "nl": "Wat zou u helpen?",
            "en": "What would help you?",
        },
        "options": [{"code": "a_call", "label": {"fr": "un appel", "nl": "een telefoontje", "en": "a call"}}],
    },
]
ANSWERS = {"duo_code": "D-0031", "mood": "well", "wanted": ["a_call"], "wanted.other": "une visite"}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The repository's form.yaml with one form more, read and checked as any other."""
    data = yaml.safe_load((ROOT / "form.yaml").read_text("utf-8"))
    data["forms"].append(SHEET)
    data["questions"] += QUESTIONS
    path = tmp_path_factory.mktemp("pulse") / "form.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return load_form(path)


@pytest.fixture
def place(form: Form, tmp_path: Path) -> Place:
    """Where it is received."""
    opened = open_place(tmp_path)
    return Place(tmp_path, replace(opened.desk, form=form), opened.clock)


def send(place: Place, **changes: object) -> object:
    """Somebody answers the pulse in French."""
    return place.client.post("/fr/pulse", data={"token": place.token(), **ANSWERS, **changes})


def test_every_output_has_the_new_form(form: Form) -> None:
    script = write_project(the_programme(), form)["Code.gs"]

    assert all(f"function build_pulse_{language}()" in script for language in ("fr", "nl", "en"))
    assert "| `mood` | choice |  | pulse | Comment ça se passe ? |" in draw_table(form, Speaker("fr"))
    assert "Comment ça se passe" in print_forms(the_programme(), form)["pulse.fr.html"]
    pages = form_pages(the_programme(), form, datetime(2026, 11, 24))
    assert {page.lang for page in pages if page.sheet.code == "pulse"} == {"fr", "nl", "en"}


def test_the_workbook_stays_as_it_was(form: Form) -> None:
    for role in Role:
        assert form.columns(role) == the_form().columns(role)
        assert form.left_to_team(role) == the_form().left_to_team(role)


def test_what_is_missing_is_shown_again(place: Place) -> None:
    page = place.client.get("/fr/pulse")
    again = send(place, mood="")

    assert "Comment va votre duo" in page.text
    assert (again.status_code, "Choisissez une réponse" in again.text) == (422, True)  # type: ignore[attr-defined]  # a response
    assert place.letters() == ()


def test_a_receipt_promises_no_call(place: Place) -> None:
    receipt = place.client.get(send(place).headers["Location"])  # type: ignore[attr-defined]  # a response

    assert "Merci" in receipt.text
    assert "Et maintenant" not in receipt.text


def test_answers_have_a_tab_and_are_no_candidates(form: Form, place: Place) -> None:
    number = number_in(send(place))
    place.send("newcomer")
    place.send("citizen")
    known, problems = known_letters(form, place.letters())
    tabs = response_tabs(form, known, ENGLISH)

    assert ([tab.title for tab in tabs], problems) == (
        ["Duos pulse fr", "Duos newcomer fr", "Duos citizen fr"],
        (),
    )
    told = dict(zip(*tabs[0].rows, strict=True))
    assert told["Comment ça se passe ?"] == "bien"
    assert told["Qu’est-ce qui vous aiderait ?"] == "un appel, une visite"
    assert told["Number"] == number
    validated = validate_responses(tabs, form, today=TODAY)
    assert (len(validated.candidates), validated.problems) == (2, ())
