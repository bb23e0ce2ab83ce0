"""Odd submissions: what people, robots and attackers may send, and what of it may be kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from pipeline.forms.delivery import Letter, open_envelopes
from pipeline.forms.fields import LONGEST, LONGEST_OTHER, allowed_codes, asked_questions
from pipeline.forms.seals import read_ring
from pipeline.forms.submission import tidy
from pipeline.vocabulary.form import Question, Type
from tests.builders import the_form
from tests.forms.places import CITIZEN, ENGLISH, NEWCOMER, Place

Posted = dict[str, list[str]]

LIST = Path(__file__).parent / "lists" / "naughty.json"  # ORIGIN.md says whose it is

CODES = ("newcomer", "citizen", "call_me")
VALID: Mapping[str, Mapping[str, Any]] = {
    "newcomer": NEWCOMER,
    "citizen": CITIZEN,
    "call_me": {
        "side": "newcomer",
        "first_name": "Samira",
        "phone": "0470 00 00 01",
        "languages_well": ["ar"],
        "call_when": ["morning"],
        "call_consent": "yes",
    },
}
TEXTS = ("first_name", "first_name_latin", "last_name", "phone", "email", "postcode", "filled_by", "needs.other",
         "offers.other", "likes.other", "languages_well.other", "website", "src", "unknown")  # fmt: skip


@cache
def strings() -> tuple[str, ...]:
    """The big list of naughty strings, and a few of our own."""
    listed = json.loads(LIST.read_text("utf-8"))
    own = (
        "=1+1",
        "\r\n",
        "a\rb\r\nc",
        "\x00",
        "\x0b\x1f",
        "\ufeffBOM",
        "x" * 3000,
        "\u202eRTL",
        "\ufffe",
        "_x0041_",
        "'",
    )
    return (*map(str, listed), *own)


def field_names(code: str) -> list[str]:
    """Every field that a form may send, and some that it does not."""
    asked = [question.code for question in asked_questions(the_form(), the_form().form_by_code[code])]
    return [*asked, *TEXTS]


def codes_of(code: str) -> list[str]:
    """Every option of a form, and some that there are not."""
    questions = asked_questions(the_form(), the_form().form_by_code[code])
    return [*(option for question in questions for option in allowed_codes(question)), "no", "nothing", ""]


def valid(code: str) -> Posted:
    """What a form takes as it is."""
    return {name: list(value) if isinstance(value, list) else [value] for name, value in VALID[code].items()}


@st.composite
def submissions(draw: st.DrawFn) -> tuple[str, Posted]:
    """A form that it takes, with anything changed."""
    code = draw(st.sampled_from(CODES))
    posted = valid(code)
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
    value = st.one_of(text, st.sampled_from(strings()), st.sampled_from(codes_of(code)))
    changes = draw(
        st.dictionaries(st.sampled_from(field_names(code)), st.lists(value, max_size=3), max_size=6)
    )
    return code, {**posted, **changes}


def random_submissions(count: int, seed: int) -> Iterator[tuple[str, Posted]]:
    """As many, drawn by dice: naughty strings and odd options everywhere."""
    dice = Random(seed)
    for _ in range(count):
        code = dice.choice(CODES)
        posted = valid(code)
        for name in dice.sample(field_names(code), dice.randint(0, 4)):
            pool = strings() if dice.random() < 0.7 else codes_of(code)
            posted[name] = [dice.choice(pool) for _ in range(dice.choice((0, 1, 1, 1, 2)))]
        if dice.random() < 0.7:  # unlike any other, so that it is not taken for a second sending
            posted["filled_by"] = [f"{dice.choice(strings())[:1500]} {dice.random()}"]
        yield code, posted


@dataclass
class Judge:
    """Sends submissions to a place, and says what is wrong with what became of them."""

    place: Place
    last: int = 0
    kept: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        self.token = self.place.token()
        self.ring = read_ring(self.place.folder / "inbox.key", ENGLISH)

    def judge(self, code: str, posted: Posted) -> None:
        """Never a failure of ours; nothing kept that the form forbids; what is kept is what was sent."""
        answer = self.place.client.post(f"/fr/{code}", data={**posted, "token": self.token})
        letters = self._new_letters()
        assert answer.status_code in {303, 413, 422}, (code, posted)
        is_receipt = "/received/" in answer.headers.get("Location", "")
        self.kept += len(letters)
        self.refused += not is_receipt
        assert len(letters) <= int(is_receipt), (code, posted)
        for letter in letters:
            check_letter(code, posted, letter)

    def _new_letters(self) -> tuple[Letter, ...]:
        envelopes = self.place.desk.inbox.read(self.last)
        self.last = envelopes[-1].id if envelopes else self.last
        opened = open_envelopes(envelopes, self.ring, self.place.folder)
        assert opened.problems == ()
        return opened.letters


def check_letter(code: str, posted: Posted, letter: Letter) -> None:
    """What was kept obeys the form, question by question, and is, byte for byte, what was sent."""
    questions = asked_questions(the_form(), the_form().form_by_code[code])
    answers = letter.application.answers
    allowed = {name for question in questions for name in (question.code, f"{question.code}.other")}
    assert set(answers) <= allowed
    for question in questions:
        values, other = answers.get(question.code, ()), answers.get(f"{question.code}.other", ())
        check_answer(question, values, other)
        for name, kept in ((question.code, values), (f"{question.code}.other", other)):
            sent = [tidy(value) for value in posted.get(name, ()) if tidy(value)]
            assert [value.encode() for value in kept] == [value.encode() for value in dict.fromkeys(sent)]
    assert answers.get("adult") != ("no",)


def check_answer(question: Question, values: tuple[str, ...], other: tuple[str, ...]) -> None:
    """One question's answer, as the form wants it."""
    if question.required:
        assert values or other, question.code
    if question.type in LONGEST:
        assert all(len(value) <= LONGEST[question.type] for value in values), question.code
        assert len(values) <= 1
        return
    assert set(values) <= set(allowed_codes(question)), question.code
    assert question.type in {Type.CHOICES, Type.LANGUAGES, Type.WEEK} or len(values) <= 1
    assert not other or (question.other and len(other) == 1 and len(other[0]) <= LONGEST_OTHER)
