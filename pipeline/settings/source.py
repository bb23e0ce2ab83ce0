"""A YAML file in; plain data, the line of every value, and what YAML could not or should not read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeGuard

import yaml

from pipeline.settings.faults import Fault, Path
from pipeline.vocabulary.sentences import Sentence, sentence

TAG = "tag:yaml.org,2002:"
PLAIN = {"bool": "yes_no", "int": "number", "float": "number", "timestamp": "date", "null": "nothing"}
MOST_VALUES = 50_000  # a real file has some two thousand; more means aliases that repeat each other
FAST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # compiled, where PyYAML came so
DEEPEST = 50  # a real file has some seven levels; more means an alias inside itself

# What PyYAML says → what we say: the first fragment that occurs in its message.
SYNTAX = {
    "'\\t'": "fault.tab",
    "mapping values are not allowed": "fault.colon",
    "unexpected end of stream": "fault.quote_open",
    "got '<stream end>'": "fault.quote_open",
    "undefined alias": "fault.alias",
    "expected <block end>": "fault.indentation",
    "expected '<document start>'": "fault.indentation",
    "could not find expected ':'": "fault.no_colon",
    "cannot start any token": "fault.character",
}


@dataclass(frozen=True)
class Source:
    """What one file says; `misread` has the written text of values that YAML takes for a number, a date…"""

    file: str
    data: object = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    misread: Mapping[Path, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it; 0 where nothing is known."""
        return next(
            (self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines), 0
        )

    def at(self, path: Path) -> object:
        """The value at a path; None where there is none."""
        value = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else _item(value, key)
        return value

    def find(self, pattern: str) -> Iterator[tuple[Path, Any]]:
        """Paths and values that a pattern such as `steps.*.code` finds; other shapes are not found."""
        found: list[tuple[Path, Any]] = [((), self.data)]
        for key in pattern.split("."):
            found = [((*path, step), value) for path, around in found for step, value in _steps(around, key)]
        yield from found

    def texts(self, pattern: str) -> Iterator[tuple[Path, str]]:
        """The texts that a pattern finds, with their paths."""
        return ((path, value) for path, value in self.find(pattern) if isinstance(value, str))

    def numbers(self, pattern: str) -> Iterator[tuple[Path, float]]:
        """The numbers that a pattern finds, with their paths."""
        return ((path, value) for path, value in self.find(pattern) if is_number(value))

    def groups(self, pattern: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The groups of settings that a pattern finds, with their paths."""
        return ((path, value) for path, value in self.find(pattern) if isinstance(value, dict))

    def fault(self, path: Path, said: Sentence) -> Fault:
        """A fault at a path of this file."""
        return Fault(self.file, self.line(path), path, said)

    @property
    def is_readable(self) -> bool:
        """Whether the file could be read as a list of settings."""
        return isinstance(self.data, dict)


def read(path: FilePath) -> Source:
    """Everything a YAML file says, with its lines; a file that cannot be read is a source with one fault."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return _unreadable(path, sentence("fault.no_file"))
    except UnicodeDecodeError:
        return _unreadable(path, sentence("fault.encoding"))
    except OSError as error:
        return _unreadable(path, sentence("fault.unreadable", error=error.strerror or str(error)))
    return parse(text, path.name)


def parse(text: str, file: str) -> Source:
    """Everything a YAML text says, with its lines."""
    try:
        return _Reader(file).read(FAST(text).get_single_node())
    except yaml.YAMLError:
        return _parse_slowly(text, file)


def _parse_slowly(text: str, file: str) -> Source:
    """The other loader says what is wrong in the words that we explain."""
    loader = yaml.SafeLoader("")
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Source(file, faults=(Fault(file, mark.line + 1 if mark else 0, (), _explained(error)),))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Source(file, faults=(Fault(file, line, (), sentence("fault.character")),))
    finally:
        loader.dispose()
    return _Reader(file).read(root)


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is a number; Python counts yes and no as numbers too."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unreadable(path: FilePath, said: Sentence) -> Source:
    return Source(path.name, faults=(Fault(str(path), 0, (), said),))


def _explained(error: yaml.MarkedYAMLError) -> Sentence:
    message = f"{error.context or ''} {error.problem or ''}"
    known = (code for fragment, code in SYNTAX.items() if fragment in message)
    return sentence(next(known, "fault.syntax"), problem=error.problem or "")


class _Reader:
    """Turns YAML's nodes into data, keeping lines and faults as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.misread: dict[Path, str] = {}
        self.faults: list[Fault] = []
        self.is_endless = False
        self.constructor = yaml.constructor.SafeConstructor()

    def read(self, root: yaml.Node | None) -> Source:
        """The whole file, which must be a mapping."""
        if not isinstance(root, yaml.MappingNode):
            return Source(self.file, faults=(Fault(self.file, 1, (), sentence("fault.not_settings")),))
        data = self.value(root, (), root.start_mark.line + 1)
        if self.is_endless:
            return Source(self.file, faults=(Fault(self.file, 1, (), sentence("fault.endless")),))
        return Source(self.file, data, self.lines, self.misread, tuple(self.faults))

    def value(self, node: yaml.Node, path: Path, line: int) -> object:
        """A node as data."""
        self.lines[path] = line
        self.is_endless |= len(self.lines) > MOST_VALUES or len(path) > DEEPEST
        if self.is_endless:
            return None
        match node:
            case yaml.MappingNode():
                return {key: self.value(value, (*path, key), at) for key, value, at in self.pairs(node, path)}
            case yaml.SequenceNode():
                items = enumerate(node.value)
                return [self.value(item, (*path, index), item.start_mark.line + 1) for index, item in items]
        return self.scalar(node, path)

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node, int]]:
        """Keys, values and lines of a mapping; a key written twice is a fault, and its first value counts."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in seen:
                self.tell((*path, name), at, sentence("fault.twice", found=name, line=str(seen[name])))
                continue
            if kind := self.misreading(key):
                self.tell((*path, name), at, sentence("fault.quote", found=name, kind=kind))
            seen[name] = at
            yield name, value, at

    def scalar(self, node: yaml.Node, path: Path) -> object:
        """A single value: text, number, yes or no, date or nothing."""
        text = str(node.value)
        kind = self.misreading(node)
        if not kind:
            return text
        self.misread[path] = text
        if _is_disguised(text, node.tag):
            self.tell(path, self.lines[path], sentence("fault.quote", found=text, kind=kind))
            return text
        try:
            return self.constructor.construct_object(node)
        except ValueError:
            return text  # a date such as 2026-02-30: whoever expects a date says so

    def misreading(self, node: yaml.Node) -> Sentence | None:
        """What YAML takes an unquoted text for, where that is not text."""
        kind = PLAIN.get(node.tag.removeprefix(TAG))
        return sentence(f"kind.{kind}") if kind else None

    def tell(self, path: Path, line: int, said: Sentence) -> None:
        """Remember a fault."""
        self.faults.append(Fault(self.file, line, path, said))


def _item(value: object, key: str | int) -> object:
    return value[key] if isinstance(value, list) and isinstance(key, int) and key < len(value) else None


def _steps(around: object, key: str) -> Iterator[tuple[str | int, object]]:
    """One step down: to a key, or to everything inside."""
    match around:
        case dict() if key == "*":
            yield from around.items()
        case dict() if key in around:
            yield key, around[key]
        case list() if key == "*":
            yield from enumerate(around)
        case list() if key.isdigit() and int(key) < len(around):
            yield int(key), around[int(key)]


def _is_disguised(text: str, tag: str) -> bool:
    """18:30 (read as minutes) and 0123 (in base eight) are not meant as the numbers YAML makes of them."""
    digits = text.lstrip("+-")
    is_octal = len(digits) > 1 and digits.startswith("0") and digits.isalnum()
    return tag.removeprefix(TAG) in {"int", "float"} and (":" in text or is_octal)
