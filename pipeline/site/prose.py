"""Markdown files in, their text as HTML and their fields out: what has not changed since the last build is not set again."""

from __future__ import annotations

import json
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import markdown
from pelican.readers import MarkdownReader

from pipeline.site.keeping import keep


class ProseReader(MarkdownReader):  # type: ignore[misc]  # Pelican has no types
    """Reads as Pelican does, with one converter for all files and a memory."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """A file's HTML and its fields."""
        text = Path(source_path).read_text(encoding="utf-8-sig")
        made_of = (text, str(self.settings["MARKDOWN"]), markdown.__version__)
        html, fields = json.loads(
            keep(Path(self.settings["KEPT"]) / "prose", made_of, partial(self._set, text))
        )
        said = {name: values if len(values) > 1 else values[0] for name, values in fields.items()}
        return html, {name: self.process_metadata(name, value) for name, value in said.items()}

    @cached_property
    def _converter(self) -> markdown.Markdown:
        return markdown.Markdown(**self.settings["MARKDOWN"])

    def _set(self, text: str) -> bytes:
        html = self._converter.reset().convert(text)
        return json.dumps([html, self._converter.Meta]).encode()  # type: ignore[attr-defined]  # of its extension
