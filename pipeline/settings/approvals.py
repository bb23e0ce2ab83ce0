"""Profiles that the site may show: those sought become rows of *Réglages*; those that the team approves come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.vocabulary.changes import Append
from pipeline.vocabulary.problems import Problem, Where
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.tables import Row, Table
from pipeline.words import LANGUAGES, Speaker, code_of, normalised


def said_everywhere(words: object, speaker: Speaker) -> tuple[str, ...]:
    """Words as we compare them, in every language of the workbook."""
    return tuple(normalised(Speaker(language, speaker.form).say(words)) for language in LANGUAGES)


def read_profile(name: object) -> str | None:
    """The profile whose row this is, as we compare it; None where the row is another setting's."""
    text = normalised(str(name or ""))
    prefix = next((one for one in _prefixes() if text.startswith(one)), None)
    return None if prefix is None else normalised(text.removeprefix(prefix).lstrip(" :"))


def approved_profiles(table: Table) -> frozenset[str]:
    """The profiles that the team wants on the site, as we compare them; whatever is no clear yes is a no."""
    read = ((read_profile(row.cells.get("setting")), row.cells.get("value")) for row in table.rows)
    return frozenset(text for text, value in read if text and code_of("yes_no", str(value or "")) == "yes")


def profile_rows(profiles: Iterable[Sentence], speaker: Speaker, table: Table) -> Iterator[Append]:
    """A row for each profile that *Réglages* has not, not to be shown until somebody says so."""
    present = {read_profile(row.cells.get("setting")) for row in table.rows}
    for words in profiles:
        if present.isdisjoint(said_everywhere(words, speaker)):
            cells: Row = {
                "setting": speaker.say(sentence("setting.profile", profile=words)),
                "value": speaker.label("yes_no", "no"),
                "meaning": speaker.say(sentence("meaning.profile")),
            }
            yield Append("settings", cells, {"value": "yes_no"})


def misread_approvals(table: Table) -> Iterator[Problem]:
    """Values that are neither yes nor no: the site does not show the profile."""
    for row in table.rows:
        name, value = row.cells.get("setting"), row.cells.get("value")
        if read_profile(name) is None or value in (None, "") or code_of("yes_no", str(value)):
            continue
        letter = table.letters.get("value")
        where = Where(
            "workbook",
            table.tab,
            row.number,
            "value",
            f"{letter}{row.number}" if letter else None,
            table.title,
        )
        allowed = (Label("yes_no", "yes"), Label("yes_no", "no"))
        kept = {
            "found": str(value),
            "setting": str(name).rstrip(" ."),
            "kept": Label("yes_no", "no"),
            "allowed": allowed,
        }
        yield Problem("setting_choice", where, kept)


def _prefixes() -> tuple[str, ...]:
    return tuple(
        normalised(Speaker(language).say(sentence("setting.profile", profile=""))) for language in LANGUAGES
    )
