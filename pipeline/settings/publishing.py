"""What the site may know, written as YAML: the whole file or none of it."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from pipeline.vocabulary.published import Published


def write_published(path: Path, published: Published) -> bool:
    """Writes the file if it would say anything else than it does; whether it did."""
    said = yaml.safe_dump(
        published.model_dump(mode="json", exclude_none=True), allow_unicode=True, sort_keys=False
    )
    if path.exists() and path.read_text(encoding="utf-8") == said:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(said, encoding="utf-8")
    os.replace(draft, path)
    return True
