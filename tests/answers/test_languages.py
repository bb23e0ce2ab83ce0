"""Languages are found however they are written, and what is no language is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers import read_answer, write_answer
from pipeline.answers.languages import known_codes, language_from
from pipeline.words import LANGUAGES, Speaker
from tests.builders import the_form

QUESTION = the_form().question_by_code["languages_well"]

WRITTEN = [  # fifty answers as people write them: misspelt, mixed, in many languages
    ("français, arabe", "fr ar"),
    ("Français et anglais", "fr en"),
    ("Nederlands en Frans", "nl fr"),
    ("Nederlands en een beetje Engels", "nl en"),
    ("French and Arabic", "fr ar"),
    ("FR/NL/EN", "fr nl en"),
    ("fr, en", "fr en"),
    ("EN", "en"),
    ("frencais", "fr"),
    ("fransais et englais", "fr en"),
    ("neerlandai, espaniol", "nl es"),
    ("Nederlans", "nl"),
    ("Arabisch (moedertaal), Frans (B1)", "ar fr"),
    ("anglais (A2) ; français (C1)", "en fr"),
    ("italien: courant", "it"),
    ("je parle français et un peu d’anglais", "fr en"),
    ("ik spreek Turks en een beetje Nederlands", "tr nl"),
    ("I speak English fluently", "en"),
    ("farsi", "fa"),
    ("Perzisch", "fa"),
    ("persan/dari", "fa prs"),
    ("dari pashto", "prs ps"),
    ("pachtou", "ps"),
    ("darija", "ary"),
    ("arabe marocain (darija), berbère", "ary zgh"),
    ("mandarin", "zh"),
    ("chinois", "zh"),
    ("pular, malinké, soussou", "ff man sus"),
    ("peul", "ff"),
    ("kurde", "ku"),
    ("kurmanji et sorani", "ku ckb"),
    ("tigrinia", "ti"),
    ("tigrigna amharique", "ti am"),
    ("ትግርኛ", "ti"),
    ("አማርኛ", "am"),
    ("العربية", "ar"),
    ("العربية والفرنسية", "ar fr"),
    ("فارسی", "fa"),
    ("فارسی و انگلیسی", "fa en"),
    ("українська, російська", "uk ru"),
    ("русский", "ru"),
    ("Türkçe", "tr"),
    ("Lingala - Français - Swahili", "ln fr sw"),
    ("Albanais & serbe", "sq sr"),
    ("castillan", "es"),
    ("Vlaams", "nl"),
    ("FRANÇAIS\nANGLAIS\nWOLOF", "fr en wo"),
    ("kinyarwanda, kirundi", "rw rn"),
    ("Somali + English", "so en"),
    ("ქართული", "ka"),
]


@pytest.mark.parametrize(("written", "codes"), WRITTEN)
def test_languages_are_read_as_written(written: str, codes: str) -> None:
    reading = read_answer(QUESTION, written)
    assert (reading.answer, reading.faults) == (frozenset(codes.split()), ())


@pytest.mark.parametrize("word", ["c++", "lisp 3000", "klingonais", "beaucoup de choses", "🙂"])
def test_what_is_no_language_is_told(word: str) -> None:
    reading = read_answer(QUESTION, f"français, {word}")
    assert reading.answer == frozenset({"fr"})
    assert {fault.code for fault in reading.faults} <= {"unknown_language", "unknown_language_near"}
    assert reading.faults


def test_dutch_and_is_not_english() -> None:
    assert read_answer(QUESTION, "Frans en Turks").answer == frozenset({"fr", "tr"})


@pytest.mark.parametrize("word", ["farsi", "darija"])
def test_lookalikes_of_other_languages_are_known(word: str) -> None:
    assert language_from(word) in {"fa", "ary"}


@given(
    st.frozensets(st.sampled_from(sorted(known_codes())), min_size=1, max_size=5), st.sampled_from(LANGUAGES)
)
def test_languages_are_read_back(codes: frozenset[str], language: str) -> None:
    speaker = Speaker(language, the_form())
    assert read_answer(QUESTION, write_answer(QUESTION, codes, speaker)).answer == codes


def test_languages_are_named_in_the_readers_words() -> None:
    codes = frozenset({"fr", "ckb", "prs"})
    assert write_answer(QUESTION, codes, Speaker("fr", the_form())) == "français, dari, sorani"
    assert write_answer(QUESTION, codes, Speaker("nl", the_form())) == "Frans, Dari, Soranî"


def test_a_speaker_names_any_language() -> None:
    assert Speaker("fr", the_form()).option("languages_well", "ckb") == "sorani"
    assert Speaker("nl", the_form()).option("needs", "unheard_of") == "unheard_of"
