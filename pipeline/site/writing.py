"""Markdown files as their authors wrote them: what is missing, and links and words that lead nowhere, by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.site.pictures import is_shown_as_it_is, read_picture
from pipeline.site.typography import PLACEHOLDER, WORDS
from pipeline.site.wording import Notice

FIELD = re.compile(r"^([A-Za-z_]+):\s*(.*)$")
REQUIRED = {"pages": ("title", "slug", "summary"), "news": ("title", "slug", "summary", "date")}
PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\((?P<file>[^)\s]+)")
PAGE_LINK = re.compile(r"\(page:([\w-]+)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)")
FILE = "{static}/"
LEADING = ("page:", "https:", "http:", "mailto:", "tel:", "#", FILE)
"""What a link begins with that leads somewhere on every site: not an address of this one, which languages change."""
PLACED = {"home": "{language}/", "missing": "{language}/404.html"}
"""Pages whose address is fixed: they need no slug."""

LEAVES_OUT = frozenset({"missing_field", "double_slug"})
"""Faults that leave a whole file out of the site; with the others it is shown as far as it goes."""


@dataclass(frozen=True)
class Manuscript:
    """One Markdown file: its folder (pages or news), language, key, fields and text."""

    path: str
    folder: str
    language: str
    key: str
    fields: Mapping[str, tuple[str, int]]  # field → (value, line)
    lines: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The last part of the page's address."""
        return self.fields.get("slug", ("", 1))[0]

    @property
    def is_sample(self) -> bool:
        """Whether this is sample content, to be replaced before publishing."""
        return self.fields.get("sample", ("", 1))[0].lower() == "true"


def _files(path: str, lines: Iterable[str], content: Path) -> Iterator[Notice]:
    for number, line in enumerate(lines, start=1):
        for found in LINK.finditer(line):
            name = found["target"].removeprefix(FILE)
            if found["target"].startswith(FILE) and not (content / name).is_file():
                yield Notice("no_file", {"path": path, "line": str(number), "found": name}, is_fault=True)


def _pictures(path: str, lines: Iterable[str], content: Path) -> Iterator[Notice]:
    for number, line in enumerate(lines, start=1):
        for found in PICTURE.finditer(line):
            name = found["file"].removeprefix("{static}/")
            details = {"path": path, "line": str(number), "found": name}
            if not found["said"].strip():
                yield Notice("no_words_for_picture", {**details, "found": found["file"]}, is_fault=True)
            if not (content / name).is_file():
                yield Notice("no_picture", details, is_fault=True)
            elif not is_shown_as_it_is(name) and read_picture(content, name) is None:
                yield Notice("broken_picture", details, is_fault=True)


def find_file_faults(manuscripts: tuple[Manuscript, ...], content: Path) -> tuple[Notice, ...]:
    """Every file linked exists; every picture can be opened, and says in words what it shows; in the lists too."""
    lists = sorted(content.glob("*.yaml"))
    texts = chain(
        ((one.path, one.lines) for one in manuscripts),
        ((f"content/{path.name}", path.read_text(encoding="utf-8").splitlines()) for path in lists),
    )
    return tuple(
        fault
        for path, lines in texts
        for fault in chain(_files(path, lines, content), _pictures(path, lines, content))
    )


def read_manuscripts(content: Path, languages: tuple[str, ...]) -> tuple[Manuscript, ...]:
    """The Markdown files of the site's languages, sorted."""
    return tuple(
        _read(path, content)
        for folder in REQUIRED
        for language in languages
        for path in sorted((content / folder / language).glob("*.md"))
    )


def _read(path: Path, content: Path) -> Manuscript:
    lines = tuple(path.read_text(encoding="utf-8").splitlines())
    fields: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        found = FIELD.match(line)
        if not found:
            break
        fields[found[1].lower()] = (found[2].strip(), number)
    folder, language = path.relative_to(content).parts[:2]
    return Manuscript(f"content/{path.relative_to(content)}", folder, language, path.stem, fields, lines)


def find_faults(manuscripts: tuple[Manuscript, ...]) -> tuple[Notice, ...]:
    """Every file has its fields, an address of its own, and links and words that exist."""
    keys = {(one.language, one.key) for one in manuscripts if one.folder == "pages"}
    faults: list[Notice] = []
    for one in manuscripts:
        faults += [*_missing_fields(one), *_unknown_words(one), *_unknown_pages(one, keys)]
    return (*faults, *_double_slugs(manuscripts))


def _missing_fields(one: Manuscript) -> Iterator[Notice]:
    for field in REQUIRED[one.folder]:
        if not one.fields.get(field, ("", 1))[0] and not (field == "slug" and one.key in PLACED):
            yield _fault("missing_field", one, 1, field=field.capitalize())


def _unknown_words(one: Manuscript) -> Iterator[Notice]:
    for number, line in enumerate(one.lines, start=1):
        for found in PLACEHOLDER.finditer(line):
            if found[1] not in WORDS:
                yield _fault("unknown_word", one, number, found=found[0], known=", ".join(sorted(WORDS)))


def _unknown_pages(one: Manuscript, keys: set[tuple[str, str]]) -> Iterator[Notice]:
    known = ", ".join(sorted(key for language, key in keys if language == one.language))
    for number, line in enumerate(one.lines, start=1):
        for found in PAGE_LINK.finditer(line):
            if (one.language, found[1]) not in keys:
                yield _fault("unknown_page", one, number, found=found[1], known=known)
        for found in LINK.finditer(line):
            if not found["target"].startswith(LEADING):
                yield _fault("plain_link", one, number, found=found["target"])


def _double_slugs(manuscripts: tuple[Manuscript, ...]) -> Iterator[Notice]:
    taken: dict[tuple[str, str, str], str] = {}
    for one in manuscripts:
        address = (one.language, one.folder, one.slug)
        if one.slug and address in taken:
            yield _fault("double_slug", one, one.fields["slug"][1], slug=one.slug, other=taken[address])
        taken.setdefault(address, one.path)


def _fault(code: str, one: Manuscript, line: int, **details: object) -> Notice:
    return Notice(code, {"path": one.path, "line": str(line), **details}, is_fault=True)
