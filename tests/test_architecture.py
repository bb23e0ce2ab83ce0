"""The house is built as it is drawn: what import-linter cannot see."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.builders import ROOT

SITE_MAY_IMPORT = ("pipeline.settings", "pipeline.site", "pipeline.vocabulary", "pipeline.words")
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|services?|base|common|misc)$")
FOREIGN = re.compile(r"(^|_)(users?|match|record|entry|mentees?)(_|$)")


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def defined(path: Path) -> set[str]:
    """The names of a file's functions and classes, and its own."""
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {path.stem} | {node.name.lower() for node in tree if isinstance(node, kinds)}


def test_pelican_settings_stay_in_the_site_half() -> None:
    modules = imported(ROOT / "pelicanconf.py") | imported(ROOT / "publishconf.py")
    ours = {module for module in modules if module.startswith("pipeline")}

    assert ours
    assert [module for module in ours if not module.startswith(SITE_MAY_IMPORT)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_are_neither_vague_nor_foreign(path: Path) -> None:
    assert [name for name in defined(path) if FOREIGN.search(name)] == []
    assert not VAGUE.search(path.stem)


def test_functions_stay_short() -> None:
    lengths = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                lengths[f"{path.stem}.{node.name}"] = (node.end_lineno or 0) - node.lineno + 1

    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_requirements_name_no_address() -> None:
    for path in ROOT.glob("requirements*.txt"):
        assert "://" not in path.read_text("utf-8")


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for dependency in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(rf'"{re.escape(dependency)}",\s+# \w', text), dependency
