"""What a file of tests names: the words written in it, in the helpers it imports, and in the lives
of the training data that it lives through."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.source import ROOT, tree

_LIVES = ROOT / "resources" / "training" / "cases.toml"


@cache
def words_in_reach(path: Path) -> frozenset[str]:
    """Every string of a file of tests and of what it imports by name from other tests; for the
    name of a life, also the forms of that life."""
    found = set(_strings(tree(path)))
    for node in _imported(path):
        found |= set(_strings(node))
    lives = _forms_of_lives()
    return frozenset(found.union(*(lives[each] for each in found & lives.keys())))


def _strings(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _imported(path: Path) -> Iterator[ast.AST]:
    """The definitions of what a file imports from other tests."""
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            names = {each.name for each in node.names}
            source = ROOT.joinpath(*str(node.module).split(".")).with_suffix(".py")
            yield from (each for each in _body(source) if _defines(each) & names)


def _body(source: Path) -> list[ast.stmt]:
    return tree(source).body if source.exists() else []


def _defines(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return {each.id for each in targets if isinstance(each, ast.Name)}


@cache
def _forms_of_lives() -> dict[str, frozenset[str]]:
    """The forms of each life of the training data, by its name."""
    cases = tomllib.loads(_LIVES.read_text(encoding="utf-8"))["case"]
    return {
        case["life"]: frozenset(record["form"] for record in case["record"])
        for case in cases
        if "life" in case
    }
