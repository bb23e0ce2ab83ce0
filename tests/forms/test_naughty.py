"""Whatever is sent: no failure, nothing kept that the form forbids, everything kept comes out byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.forms.submission import check_posted, tidy, write_cells
from pipeline.receiving import collect
from pipeline.stages.validation import validate_responses
from pipeline.vocabulary.tables import Sheet
from pipeline.workbook.local import read_file
from tests.builders import TODAY, the_form
from tests.forms.naughty import Judge, random_submissions, strings, submissions, valid
from tests.forms.places import open_place
from tests.test_receiving import a_house

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A place to which anything is sent."""
    return Judge(open_place(tmp_path_factory.mktemp("place")))


@given(submissions())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_anything_may_be_sent(judge: Judge, submission: tuple[str, dict[str, list[str]]]) -> None:
    judge.judge(*submission)


@pytest.mark.parametrize("name", ["first_name", "needs.other", "filled_by"])
def test_naughty_strings_are_only_strings(judge: Judge, name: str) -> None:
    kept = judge.kept
    for text in strings():
        judge.judge("newcomer", {**valid("newcomer"), name: [text]})
    assert judge.kept - kept > len(strings()) / 2


@given(ANYTHING)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Z"]), min_size=1))
def test_plain_text_is_kept_as_it_is(text: str) -> None:
    assert tidy(text) == text


@given(submissions())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_taken_becomes_a_candidate(submission: tuple[str, dict[str, list[str]]]) -> None:
    code, posted = submission
    checked = check_posted(the_form(), the_form().form_by_code[code], "fr", posted)
    if checked.errors or checked.is_under_age:
        return
    cells = write_cells(the_form(), checked.application)
    headings = [the_form().question_by_code[name].title["fr"] for name in cells]
    rows = (("Horodateur", *headings), ("24/11/2026 09:30:00", *cells.values()))
    sheet = Sheet("Duos", rows)

    assert len(validate_responses([sheet], the_form(), today=TODAY).candidates) == 1


def test_workbook_holds_every_byte(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    judge = Judge(open_place(tmp_path / "var"))
    for code, posted in random_submissions(400, seed=7):
        judge.judge(code, posted)
    letters = judge.place.letters()
    assert len(letters) == judge.kept > 40

    collect(house.premises, house.keeper, TODAY)

    rows = {}
    for sheet in read_file(house.path("answers")):
        rows |= {row[sheet.rows[0].index("Numéro de reçu")]: (sheet.rows[0], row) for row in sheet.rows[1:]}
    for letter in letters:
        headings, row = rows[letter.number]
        for code, text in write_cells(house.form, letter.application).items():
            title = house.form.question_by_code[code].title[letter.application.language]
            assert str(row[headings.index(title)]).encode() == text.encode()


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_may_be_sent(tmp_path: Path, seed: int) -> None:
    judge = Judge(open_place(tmp_path))
    for code, posted in random_submissions(9_000, seed):
        judge.judge(code, posted)
    settled = settings(max_examples=1_000, database=None, suppress_health_check=list(HealthCheck))
    settled(given(submissions())(lambda submission: judge.judge(*submission)))()
    assert judge.kept > 1_000
    assert judge.refused > 1_000
