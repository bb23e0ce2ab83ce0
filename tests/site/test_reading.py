"""YAML in, nouns out, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.site.reading import read_content, read_published
from pipeline.site.wording import say_notice

GOOD = """\
- code: one-evening
  day: 2026-12-10
  begins: "18:30"
  ends: "20:00"
  title: {fr: Soirée}
  place: {fr: ici}
"""


def faults_of(text: str, folder: Path) -> list[str]:
    (folder / "dates.yaml").write_text(text, encoding="utf-8")
    return [say_notice(fault, "en").replace(folder.name, "content") for fault in read_content(folder).faults]


def test_good_list_is_read(tmp_path: Path) -> None:
    assert faults_of(GOOD, tmp_path) == []
    (one,) = read_content(tmp_path).dates
    assert (one.begins, one.title["fr"], one.audience) == ("18:30", "Soirée", "everyone")
    assert read_content(tmp_path).lines == (("content/dates.yaml", "one-evening", 1),)


def test_absent_files_are_empty_lists(tmp_path: Path) -> None:
    assert read_content(tmp_path) == read_content(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('"18:30"', "18:30", "content/dates.yaml, line 3: “begins” cannot be read (1110)."),
        ("2026-12-10", "soon", "content/dates.yaml, line 2: “day” cannot be read (soon)."),
        ("  place: {fr: ici}\n", "", "content/dates.yaml, line 1: “place” is missing."),
        ("{fr: Soirée}", "{fr: no}", "content/dates.yaml, line 5: “title.fr” cannot be read (False)."),
        ("one-evening", "Soir 1", "content/dates.yaml, line 1: “code” cannot be read (Soir 1)."),
        ("  place", "  places", "content/dates.yaml, line 1: “place” is missing."),
        ("code", "cote", "content/dates.yaml, line 1: “code” is missing."),
        ("2026-12-10", "2026-02-30", "content/dates.yaml, line 1: this cannot be read (day is out of range"),
        ("{fr: ici}", "{fr: ici", "content/dates.yaml, line 7: this cannot be read"),
    ],
)
def test_faults_name_their_line(good: str, bad: str, told: str, tmp_path: Path) -> None:
    assert faults_of(GOOD.replace(good, bad), tmp_path)[0].startswith(told)


@pytest.mark.parametrize("text", ["a: b\n", "- just words\n", "42\n"])
def test_other_shapes_are_told(text: str, tmp_path: Path) -> None:
    assert len(faults_of(text, tmp_path)) >= 1


def test_unknown_fields_are_named(tmp_path: Path) -> None:
    (told,) = faults_of(GOOD.replace("  place", "  audiense: all\n  place"), tmp_path)
    assert told.startswith("content/dates.yaml, line 6: nothing is called “audiense” here.")


def test_one_fault_leaves_the_others(tmp_path: Path) -> None:
    faults_of(GOOD + GOOD.replace("one-evening", "Two"), tmp_path)
    assert [one.code for one in read_content(tmp_path).dates] == ["one-evening"]


def test_published_file_is_optional(tmp_path: Path) -> None:
    assert read_published(tmp_path / "published.yaml") == (None, ())


def test_published_counts_no_few(tmp_path: Path) -> None:
    path = tmp_path / "published.yaml"
    path.write_text("generated_on: 2026-11-24\nfigures: {duos_running: 4}\n", encoding="utf-8")
    published, faults = read_published(path)
    assert published is None
    assert [fault.details["field"] for fault in faults] == ["figures.duos_running"]
