"""A page's template and everything it may show in, its file out: what nothing has changed for is not rendered again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from pelican.utils import sanitised_join
from pelican.writers import Writer

import pipeline
from pipeline.site.keeping import recall, remember, write
from pipeline.site.writing import Manuscript

PLACES = frozenset({"OUTPUT_PATH", "PATH", "THEME", "KEPT", "PUBLISHED", "CACHE_PATH"})
"""Settings that say where something is: what stands there counts, not its name."""
PLAIN = (str, int, float, bool, type(None))


def tell_surroundings(context: Mapping[str, Any], manuscripts: Iterable[Manuscript]) -> str:
    """What any page may show beside its own text: the same mark, the same pages."""
    settings = {name: value for name, value in context.items() if name.isupper() and name not in PLACES}
    told = (
        sorted((name, value) for name, value in settings.items() if isinstance(value, PLAIN)),
        [context[name] and context[name].model_dump_json() for name in ("programme", "form", "published")],
        sorted(context["pictures"].items()),
        sorted(context["sounds"]),
        [(one.path, sorted(one.fields.items())) for one in manuscripts],
        sys.version,
    )
    mark = sha256(repr(told).encode())
    for part in _read_parts(Path(context["PATH"]), Path(context["THEME"])):
        mark.update(part + b"\0")
    return mark.hexdigest()


def _read_parts(content: Path, theme: Path) -> Iterator[bytes]:
    """The lists of content/, the templates, our own code and words, and the names of the libraries with their versions."""
    code = Path(pipeline.__path__[0])
    for folder, pattern in (
        (content, "*.yaml"),
        (theme / "templates", "*.*"),
        (code, "*.py"),
        (code, "*.po"),
    ):
        for file in sorted(folder.rglob(pattern)):
            yield file.relative_to(folder).as_posix().encode()
            yield file.read_bytes()
    libraries = Path(jinja2.__path__[0]).parent
    yield repr(sorted(found.name for found in libraries.glob("*.dist-info"))).encode()


class PageWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Writes as Pelican does, with a memory of each page as it was last."""

    def write_file(self, name: Any, template: Any, context: dict[str, Any], *given: Any, **more: Any) -> None:
        """A page comes from memory where its text and its surroundings are the same; all else is rendered."""
        piece = more.get("article") or more.get("page")
        if not name or piece is None or _waits_for_links(piece):
            super().write_file(name, template, context, *given, **more)
            return
        file = Path(sanitised_join(self.output_path, name))
        kept = Path(context["KEPT"]) / "pages" / name
        folder = "news" if "article" in more else "pages"
        made_of = (context["surroundings"], context["texts"].get((folder, piece.lang, piece.key)))
        known = recall(kept, made_of)
        if known is None:
            super().write_file(name, template, context, *given, **more)
            remember(kept, made_of, file.read_bytes())
        else:
            write(file, known)


def _waits_for_links(piece: Any) -> bool:
    """Pelican looks for the files that a text links to while it writes, and tells what is missing: each time."""
    return "{" in getattr(piece, "_content", "")
