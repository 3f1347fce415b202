"""A form is a declaration: its file holds calls and constants, and nothing that runs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rescueapp.forms

FOLDER = Path(rescueapp.forms.__file__).parent
FILES = sorted(
    path
    for folder in ("catalogue", "registers")
    for path in (FOLDER / folder).glob("*.py")
    if path.name != "__init__.py"
)

ALLOWED = (
    ast.Module,
    ast.Expr,  # the docstring
    ast.Import,
    ast.ImportFrom,
    ast.alias,
    ast.Assign,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.UnaryOp,
    ast.USub,
    ast.Tuple,
    ast.Starred,
    ast.Subscript,  # FAMILY[:8]
    ast.Slice,
    ast.Call,
    ast.keyword,
    ast.Load,
    ast.Store,
)


def words(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"line {getattr(node, 'lineno', 0)}: {type(node).__name__}"
        for node in ast.walk(tree)
        if not isinstance(node, ALLOWED)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_form_is_calls_and_constants_only(path: Path) -> None:
    assert words(path) == []


def test_something_that_runs_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "clever.py"
    path.write_text("FIELDS = tuple(x for x in ())\n", encoding="utf-8")

    assert words(path) != []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_form_calls_nothing_but_the_schema_and_replace(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert modules <= {
        "__future__",
        "dataclasses",
        "rescueapp.forms.schema",
        "rescueapp.forms.catalogue",
        "rescueapp.forms.registers.blocks",
    }
