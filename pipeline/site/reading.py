"""YAML content in, nouns out: what cannot be read is left out and told with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.settings.source import FAST
from pipeline.site import translating
from pipeline.site.content import (
    KINDS,
    Amount,
    Campaign,
    Clause,
    Frequent,
    Happening,
    Project,
    Redirect,
    Resource,
    Term,
    Testimonial,
    Told,
)
from pipeline.site.wording import Notice
from pipeline.vocabulary.published import Published

CODES = {"missing": "missing_field", "extra_forbidden": "unknown_field"}
"""What pydantic calls a fault → what we say of it."""


@dataclass(frozen=True)
class Content:
    """What the YAML files of content/ hold, and the faults found while reading them."""

    testimonials: tuple[Testimonial, ...] = ()
    questions: tuple[Frequent, ...] = ()
    charter: tuple[Clause, ...] = ()
    dates: tuple[Happening, ...] = ()
    amounts: tuple[Amount, ...] = ()
    resources: tuple[Resource, ...] = ()
    elsewhere: tuple[Project, ...] = ()
    glossary: tuple[Term, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    lines: tuple[tuple[str, str, int], ...] = ()  # (file, code, line), to say where something stands
    faults: tuple[Notice, ...] = ()


def read_content(folder: Path, languages: tuple[str, ...] = ()) -> Content:
    """Every list of content/ that exists, with the words of each language's folder; a faulty item is left out."""
    lists: dict[str, tuple[Told, ...]] = {}
    lines: list[tuple[str, str, int]] = []
    faults: list[Notice] = []
    for name in KINDS:
        items, found = _read_list(folder / f"{name}.yaml", KINDS[name])
        lists[name] = tuple(noun for noun, _ in items)
        lines += [(f"content/{name}.yaml", noun.code, line) for noun, line in items]
        faults += found
    for language in languages:
        renderings, unread = translating.read_renderings(folder, language)
        faults += [*unread, *translating.find_stray(lists, renderings)]
        lists = translating.add_renderings(lists, renderings, language)
    return Content(**lists, lines=tuple(lines), faults=tuple(faults))  # type: ignore[arg-type]  # KINDS says which


def read_published(path: Path) -> tuple[Published | None, tuple[Notice, ...]]:
    """What the last run published; nothing where there is no such file, and nothing but a fault where it is wrong."""
    if not path.exists():
        return None, ()
    try:
        return Published.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))), ()
    except ValidationError as error:
        return None, tuple(_published_fault(path, _place(fault), fault["msg"]) for fault in error.errors())
    except (yaml.YAMLError, ValueError) as error:
        return None, (_published_fault(path, "YAML", _first_line(error)),)


def _published_fault(path: Path, field: str, found: str) -> Notice:
    return Notice("published_wrong", {"path": path.name, "field": field, "found": found}, is_fault=True)


def _read_list(path: Path, kind: type[Told]) -> tuple[list[tuple[Told, int]], list[Notice]]:
    if not path.exists():
        return [], []
    loader = FAST(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        return [], [_fault("not_yaml", path, _line_of_error(error), found=_first_line(error))]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [_fault("not_a_list", path, _line(root))]
    return _read_items(path, kind, loader, root)


def _read_items(
    path: Path, kind: type[Told], loader: yaml.SafeLoader, root: yaml.SequenceNode
) -> tuple[list[tuple[Told, int]], list[Notice]]:
    items: list[tuple[Told, int]] = []
    faults: list[Notice] = []
    for node in root.value:
        try:
            items.append((kind.model_validate(loader.construct_document(node)), _line(node)))
        except ValidationError as error:
            faults += _faults_of(error, path, node)
        except (yaml.YAMLError, ValueError) as error:  # a date such as 2026-02-30
            faults.append(_fault("not_yaml", path, _line(node), found=_first_line(error)))
    return items, faults


def _faults_of(error: ValidationError, path: Path, node: yaml.Node) -> Iterator[Notice]:
    for fault in error.errors():
        code = CODES.get(fault["type"], "wrong_value")
        found = "" if code == "missing_field" else str(fault["input"])[:60]
        yield _fault(code, path, _line(_node_at(node, fault["loc"])), field=_place(fault), found=found)


def _fault(code: str, path: Path, line: int, **details: object) -> Notice:
    where = {"path": f"{path.parent.name}/{path.name}", "line": str(line)}
    return Notice(code, {**where, **details}, is_fault=True)


def _place(fault: ErrorDetails) -> str:
    return ".".join(str(part) for part in fault["loc"]) or fault["type"]


def _node_at(node: yaml.Node, path: tuple[int | str, ...]) -> yaml.Node:
    """The deepest node on a path: where a key is missing, the mapping that lacks it."""
    for part in path:
        inner = _child(node, part)
        if inner is None:
            return node
        node = inner
    return node


def _child(node: yaml.Node, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return next((value for key, value in pairs if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        inner: yaml.Node = node.value[part]
        return inner
    return None


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def _line_of_error(error: yaml.YAMLError) -> int:
    mark: Any = getattr(error, "problem_mark", None)
    return int(mark.line) + 1 if mark else 1


def _first_line(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
