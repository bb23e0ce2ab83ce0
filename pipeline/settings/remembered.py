"""What headings of an organisation's list mean, remembered in a small YAML file that people may correct."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

import yaml

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker


def read_remembered(path: Path, fields: Collection[str], speaker: Speaker) -> dict[str, str]:
    """Heading → field, or "" for a column to leave out; empty where there is no file yet.

    Raises WorkbookError for a file that is no list of headings, or that names a field nobody knows.
    """
    if not path.exists():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refusal(path, path.name, fields, speaker) from error
    if not isinstance(found, dict):
        raise _refusal(path, str(found)[:40], fields, speaker)
    remembered = {str(heading): str(field or "") for heading, field in found.items()}
    for field in remembered.values():
        if field and field not in fields:
            raise _refusal(path, field, fields, speaker)
    return remembered


def write_remembered(path: Path, headings: Mapping[str, str]) -> None:
    """What was understood now joins what was remembered before; nothing that people wrote is changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(yaml.safe_dump(dict(headings), allow_unicode=True, sort_keys=False), encoding="utf-8")
    os.replace(draft, path)


def _refusal(path: Path, field: str, fields: Collection[str], speaker: Speaker) -> WorkbookError:
    said = sentence("importing.mapping_fault", path=str(path), field=field, fields=tuple(sorted(fields)))
    return WorkbookError(speaker.say(said))
