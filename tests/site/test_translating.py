"""Words in a language's own folder, and translations that have grown old."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.reading import read_content
from pipeline.site.translating import find_stale, mark_seen, revise
from pipeline.site.wording import say_notice
from pipeline.site.writing import Manuscript, read_manuscripts

CHARTER = """\
- code: need
  title: {fr: Partir de là, nl: Daar beginnen}
  text: {fr: On note, nl: Wij noteren}
"""
VOICES = """\
- code: two
  consent: EXEMPLE-001
  consented_on: 2026-09-15
  expires_on: 2027-12-31
  newcomer: Hind
  citizen: Marc
  turns:
    - {voice: newcomer, words: {fr: Bonjour}}
    - {voice: citizen, words: {fr: Bonsoir}}
"""
PAGE = "Title: Qui\nSlug: qui\nSummary: Tout le monde\n\nVenez.\n"


def write(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def a_folder(tmp_path: Path, words: str) -> Path:
    write(tmp_path, "charter.yaml", CHARTER)
    write(tmp_path, "testimonials.yaml", VOICES)
    write(tmp_path, "pages/ar/words.yaml", words)
    return tmp_path


def pages_of(folder: Path) -> tuple[Manuscript, ...]:
    return read_manuscripts(folder, ("fr", "ar"))


def test_a_folder_adds_its_words(tmp_path: Path) -> None:
    words = "charter:\n  need: {title: عنوان, text: نص}\ntestimonials:\n  two: {turns: [صباح الخير, مساء الخير]}\n"
    content = read_content(a_folder(tmp_path, words), ("fr", "ar"))
    assert content.faults == ()
    assert content.charter[0].title == {"fr": "Partir de là", "nl": "Daar beginnen", "ar": "عنوان"}
    assert content.testimonials[0].turns[1].words["ar"] == "مساء الخير"
    assert content.charter[0].is_told_in("ar")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "charter:\n  neeed: {title: x}\n",
            "content/pages/ar/words.yaml, line 2: nothing is called “neeed” here.",
        ),
        (
            "charter:\n  need: {titel: x}\n",
            "content/pages/ar/words.yaml, line 2: nothing is called “titel” here.",
        ),
        (
            "carter:\n  need: {title: x}\n",
            "content/pages/ar/words.yaml, line 2: nothing is called “carter” here.",
        ),
        ("charter: [need]\n", "content/pages/ar/words.yaml, line 1: this cannot be read"),
        ("charter: {need: [\n", "content/pages/ar/words.yaml, line 2: this cannot be read"),
    ],
)
def test_stray_words_are_told(words: str, told: str, tmp_path: Path) -> None:
    (fault,) = read_content(a_folder(tmp_path, words), ("ar",)).faults
    assert say_notice(fault, "en").startswith(told)


def test_too_few_turns_change_nothing(tmp_path: Path) -> None:
    content = read_content(a_folder(tmp_path, "testimonials:\n  two: {turns: [صباح الخير]}\n"), ("ar",))
    assert not content.testimonials[0].is_told_in("ar")


def test_stale_translation_is_told(tmp_path: Path) -> None:
    source = write(tmp_path, "pages/fr/who.md", PAGE)
    revision = revise(pages_of(tmp_path)[0])
    write(tmp_path, "pages/ar/who.md", PAGE.replace("\n\n", f"\nSource_rev: {revision}\n\n", 1))
    assert list(find_stale(pages_of(tmp_path))) == []
    source.write_text(PAGE.replace("Venez", "Ne venez pas"), encoding="utf-8")
    (told,) = find_stale(pages_of(tmp_path))
    assert say_notice(told, "en").startswith("content/pages/ar/who.md: content/pages/fr/who.md has changed")
    assert revise(pages_of(tmp_path)[0]) in say_notice(told, "en")


@pytest.mark.parametrize("change", ["Slug: qui-vient", "Template: page"])
def test_addresses_make_nothing_stale(change: str, tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/who.md", PAGE)
    before = revise(pages_of(tmp_path)[0])
    write(tmp_path, "pages/fr/who.md", PAGE.replace("Slug: qui", change))
    assert revise(pages_of(tmp_path)[0]) == before


@given(st.text(alphabet="abc \n", max_size=40))
def test_marking_twice_changes_nothing(body: str) -> None:
    once = mark_seen(f"Title: x\n\n{body}", "fr-00000000")
    assert mark_seen(once, "fr-00000000") == once
    assert once.count("Source_rev: fr-00000000") == 1
