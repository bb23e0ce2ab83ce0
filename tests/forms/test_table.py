"""The table of questions: every heading in every language, for people and for machines."""

from __future__ import annotations

import json

from click.testing import CliRunner

from pipeline.__main__ import duos
from pipeline.answers import read_answer, write_answer
from pipeline.forms.table import draw_table, list_questions
from pipeline.forms.translations import marks
from pipeline.stages.validation.tabs import Headings
from pipeline.vocabulary.form import Form
from pipeline.words import Speaker
from tests.builders import ROOT, the_form

FORM = the_form()


def rows(table: str) -> list[list[str]]:
    """The cells of every line of the tables."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in table.splitlines()
        if line[:1] == "|"
    ]


def test_every_question_has_its_headings() -> None:
    told = {row[0].strip("`"): row for row in rows(draw_table(FORM, Speaker("fr")))}
    for question in FORM.questions:
        assert told[question.code][4:] == [question.title.get(language, "") for language in FORM.languages]
    assert told["travel"][3] == "citizen"
    assert told["gender_wish"][3] == "par l’équipe"
    assert told["postcode"][2:4] == ["`place`", "citizen, newcomer"]


def test_every_option_has_its_labels() -> None:
    told = rows(draw_table(FORM, Speaker("nl")))
    assert [
        "`evening`",
        "après 17 heures",
        "na 17 uur",
        "after 5 pm",
        "بعد الساعة الخامسة مساءً",
        "після 17-ї години",
        "بعد از ساعت 17",
        "saat 17’den sonra",
        "después de las 17 horas",
        "له 17 بجو وروسته",
    ] in told


def test_earlier_labels_are_understood() -> None:
    known = FORM.question_by_code["needs"]
    assert write_answer(known, frozenset({"speak"}), Speaker("fr")) == "pratiquer la langue"
    renamed = known.options[0].model_copy(
        update={"label": {"fr": "parler ensemble"}, "formerly": ("pratiquer la langue",)}
    )
    question = known.model_copy(update={"options": (renamed, *known.options[1:])})
    assert read_answer(question, "pratiquer la langue, faire du sport").answer == {"speak", "sport"}
    assert write_answer(question, frozenset({"speak"}), Speaker("fr")) == "parler ensemble"


def test_headings_in_the_table_are_understood() -> None:
    headings = Headings(FORM)
    for question in list_questions(FORM)["questions"]:  # type: ignore[union-attr]  # a list, as JSON is
        for title in question["title"].values():
            assert question["code"] in {one.code for one in headings.find(title)[0]}


def test_machines_read_the_same() -> None:
    told = list_questions(FORM)
    assert json.loads(json.dumps(told)) == told
    assert [form["code"] for form in told["forms"]] == ["citizen", "newcomer", "call_me"]  # type: ignore[union-attr]  # a list
    assert {one["code"]: one["mark"] for one in told["questions"]}.items() <= marks(FORM).items()  # type: ignore[union-attr]  # a list
    assert told["unreviewed"] == ["ar", "uk", "fa", "tr", "es", "ps"]


def test_unreviewed_languages_are_named() -> None:
    assert "ar, uk, fa, tr, es en ps" in draw_table(FORM, Speaker("nl"))
    plain = Form(version="1", languages=("fr",), questions=FORM.questions)
    assert "moedertaal" not in draw_table(plain, Speaker("nl"))


def test_a_bar_in_a_title_stays_in_its_cell() -> None:
    odd = FORM.questions[0].model_copy(update={"title": {"fr": "oui | non"}})
    assert r"oui \| non" in draw_table(Form(version="1", languages=("fr",), questions=(odd,)), Speaker("fr"))


def test_the_command_shows_it() -> None:
    said = CliRunner().invoke(duos, ["form", "table", "--programme", str(ROOT / "programme.yaml")])
    assert "| `adult` | choice |" in said.output
    machine = CliRunner().invoke(
        duos, ["form", "table", "--json", "--programme", str(ROOT / "programme.yaml")]
    )
    assert json.loads(machine.output)["version"] == FORM.version
