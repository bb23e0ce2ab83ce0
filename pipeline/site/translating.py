"""Translations: the words of the YAML lists in a language's own folder, and pages that are older than their source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.settings.source import FAST
from pipeline.site.content import Told
from pipeline.site.wording import Notice
from pipeline.site.writing import FIELD, Manuscript

SOURCE = re.compile(r"(?P<language>[a-z]{2,3})-(?P<revision>[0-9a-f]{8})\Z")
COMPARED = frozenset({"title", "summary", "short"})
"""Fields of a page that a translator reads; the others may change without making a translation stale."""

Items = Mapping[str, tuple[Told, ...]]
"""The lists of content/, by file."""


@dataclass(frozen=True)
class Rendering:
    """What one language says of one item of a list, and where that stands."""

    list: str
    code: str
    texts: Mapping[str, object]  # field → its words, or the words of each turn of a conversation
    path: str
    line: int


def read_renderings(content: Path, language: str) -> tuple[tuple[Rendering, ...], tuple[Notice, ...]]:
    """The file words.yaml of a language's folder: list → code → field → words; nothing where it is absent."""
    path = content / "pages" / language / "words.yaml"
    if not path.exists():
        return (), ()
    where = f"content/{path.relative_to(content)}"
    loader = FAST(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        return tuple(_renderings(loader, root, where)), ()
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = str(mark.line + 1 if mark else 1)
        found = str(getattr(error, "problem", None) or error).splitlines()[0]
        return (), (Notice("not_yaml", {"path": where, "line": line, "found": found}, is_fault=True),)


def _renderings(loader: yaml.SafeLoader, root: yaml.Node | None, where: str) -> Iterator[Rendering]:
    for name, items in _pairs(root):
        for code, node in _pairs(items):
            texts = loader.construct_document(node)
            told = texts if isinstance(texts, dict) else {"": texts}
            yield Rendering(name.value, code.value, told, where, _line(code))


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise yaml.MarkedYAMLError(problem=f"“{node.value}”", problem_mark=node.start_mark)
    pairs: list[tuple[yaml.ScalarNode, yaml.Node]] = node.value
    return pairs


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def add_renderings(
    items: Items, renderings: tuple[Rendering, ...], language: str
) -> dict[str, tuple[Told, ...]]:
    """The items with their words in one more language; words of nothing are passed over here and told elsewhere."""
    said = {(one.list, one.code): one for one in renderings}
    return {
        name: tuple(
            item.also_told(language, said[name, item.code].texts) if (name, item.code) in said else item
            for item in listed
        )
        for name, listed in items.items()
    }


def find_stray(items: Items, renderings: tuple[Rendering, ...]) -> Iterator[Notice]:
    """Words of an item, or of a field, that does not exist."""
    for one in renderings:
        codes = {item.code: item for item in items.get(one.list, ())}
        known: tuple[str, ...] = tuple(codes) if one.list in items else tuple(items)
        found = one.code if one.list in items else one.list
        if one.code in codes:
            fields = codes[one.code].tellable
            strays = [field for field in one.texts if field not in fields]
            known, found = fields, ", ".join(strays)
            if not strays:
                continue
        details = {"path": one.path, "line": str(one.line), "found": found, "known": ", ".join(known)}
        yield Notice("unknown_word", details, is_fault=True)


def revise(manuscript: Manuscript) -> str:
    """The mark of what a page says now: it changes when a translator would have to read again."""
    fields = [
        f"{name}: {value}" for name, (value, _) in sorted(manuscript.fields.items()) if name in COMPARED
    ]
    lines = [*fields, *(line for line in manuscript.lines[len(manuscript.fields) :])]
    digest = hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()
    return f"{manuscript.language}-{digest[:8]}"


def find_stale(manuscripts: tuple[Manuscript, ...]) -> Iterator[Notice]:
    """A translation names the state of the page it was made from; where that page has changed since, it is told."""
    sources = {(one.folder, one.key, one.language): one for one in manuscripts}
    for one in manuscripts:
        made_from = SOURCE.match(one.fields.get("source_rev", ("", 1))[0])
        source = made_from and sources.get((one.folder, one.key, made_from["language"]))
        if made_from and source and revise(source) != made_from[0]:
            details = {"path": one.path, "source": source.path, "revision": revise(source)}
            yield Notice("stale", details)


def mark_seen(text: str, revision: str) -> str:
    """A page's text that says which state of its source it follows."""
    lines = [line for line in text.splitlines() if not line.startswith("Source_rev:")]
    end = next((place for place, line in enumerate(lines) if not FIELD.match(line)), len(lines))
    return "\n".join([*lines[:end], f"Source_rev: {revision}", *lines[end:]]) + "\n"
