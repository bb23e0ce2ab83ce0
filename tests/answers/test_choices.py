"""Ticked options are found again whatever the language, the order and what was typed beside them."""

from __future__ import annotations

from itertools import combinations

import pytest

from pipeline.answers import read_answer
from pipeline.answers.choices import segment
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.sentences import Options
from tests.builders import the_form

QUESTION = the_form().question_by_code


def a_question(*labels: str, other: bool = False) -> Question:
    options = [{"code": f"o{number}", "label": {"fr": label}} for number, label in enumerate(labels)]
    return Question(code="q", type="choices", title={"fr": "Q"}, options=options, other=other)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("pratiquer la langue, découvrir la ville", {"speak", "city"}),
        ("De stad ontdekken;WERK ZOEKEN", {"city", "work"}),
        ("comprendre le courrier et les papiers", {"paperwork"}),
        ("l'ecole et les devoirs des enfants", {"school"}),
        ("L’École et les devoirs des enfants.", {"school"}),
        ("practise the language / meet people", {"speak", "people"}),
        ("speak\ncity", {"speak", "city"}),
        ("faire du sport\u00a0,\u00a0sporten", {"sport"}),
    ],
)
def test_labels_are_read_in_any_language(cell: str, codes: set[str]) -> None:
    reading = read_answer(QUESTION["needs"], cell)
    assert (reading.answer, reading.faults) == (frozenset(codes), ())


def test_other_text_keeps_its_commas() -> None:
    reading = read_answer(
        QUESTION["needs"], "découvrir la ville, réparer un vélo, coudre, chercher un travail"
    )
    assert reading.answer == frozenset({"city", "work"})
    assert [(fault.code, fault.details["text"]) for fault in reading.faults] == [
        ("other_answer", "réparer un vélo, coudre")
    ]


def test_a_misspelt_option_is_suggested() -> None:
    (fault,) = read_answer(QUESTION["dislikes"], "cuissine").faults
    assert fault.code == "unknown_option_near"
    assert fault.details["near"] == Options("dislikes", ("cooking",))


@pytest.mark.parametrize("cell", ["blabla", "=1+1", "💥"])
def test_words_without_option_are_told(cell: str) -> None:
    reading = read_answer(QUESTION["dislikes"], cell)
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == ["unknown_option"]


@pytest.mark.parametrize("cell", ["-", "aucun", "geen", "none", "/", "", None])
def test_nothing_is_no_fault(cell: str | None) -> None:
    reading = read_answer(QUESTION["dislikes"], cell)
    assert (reading.answer, reading.faults) == (None, ())


@pytest.mark.parametrize(
    ("question", "cell", "answer"),
    [
        ("travel", "10km", "km10"),
        ("travel", "5 km", "km5"),
        ("gender_wish", "femme", "woman"),
        ("gender_wish", "Man", "man"),
        ("duration", "mois", None),
        ("travel", "km", None),
    ],
)
def test_part_of_one_label_is_enough(question: str, cell: str, answer: str | None) -> None:
    assert read_answer(QUESTION[question], cell).answer == answer


def test_two_wishes_in_one_are_refused() -> None:
    reading = read_answer(QUESTION["gender_wish"], "une femme, un homme")
    assert reading.answer is None
    assert [fault.code for fault in reading.faults] == ["several_options"]


@pytest.mark.parametrize(("cell", "answer"), [(True, "yes"), ("JA", "yes"), (False, "no"), ("non", "no")])
def test_yes_and_no_are_read(cell: bool | str, answer: str) -> None:
    assert read_answer(QUESTION["adult"], cell).answer == answer


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Je suis d’accord", "yes"),
        ("ik ga akkoord", "yes"),
        ("Oui je suis d’accord", "yes"),  # as it was put earlier
        (True, "yes"),
        ("Non", None),
        ("peut-être", None),
    ],
)
def test_only_a_clear_yes_is_consent(cell: bool | str, answer: str | None) -> None:
    assert read_answer(QUESTION["consent"], cell).answer == answer


def test_every_combination_of_options_is_found() -> None:
    question = QUESTION["offers"]
    labels = {option.code: option.label["nl"] for option in question.options}
    for size in range(1, len(labels) + 1):
        for codes in combinations(labels, size):
            assert segment(question, ", ".join(labels[code] for code in codes)) == (codes, ())


def test_labels_with_commas_are_found_longest_first() -> None:
    question = a_question("km 2,5", "km 2", "vélo, train")
    assert segment(question, "km 2,5, vélo, train").codes == ("o0", "o2")
