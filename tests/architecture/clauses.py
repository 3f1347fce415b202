"""The clauses of the plans, what serves each, and the tests that live them.

    python -m tests.architecture.clauses

writes `resources/docs/traceability.md` anew from `resources/clauses.toml`. A test says which
clauses it lives by `@pytest.mark.lives("S33")`, or has one in its name (`test_s33_…`). A clause
that nothing lives fails the build, except those that wait for figures and packages.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.source import ROOT, modules, tree

DATA = ROOT / "resources" / "clauses.toml"
DOCUMENT = ROOT / "resources" / "docs" / "traceability.md"
WAITS = ("figures", "packages")
_MARK = "lives"
_LEFT_OUT = frozenset({"skip", "skipif", "xfail", "importorskip"})
_IN_NAME = re.compile(r"(?<![a-z0-9])s(\d{1,2})(?=_)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as it is quoted, and what of the program serves it."""

    id: str
    source: str
    text: str
    forms: tuple[str, ...] = ()  # numbers: "F21"
    rules: tuple[str, ...] = ()  # of the table, or of tests/rules/rows.py
    gates: tuple[str, ...] = ()  # functions: "domain.guards.growth.work"
    prints: tuple[str, ...] = ()
    waits: str = ""  # figures, packages; "" is lived by a test now


@dataclass(frozen=True, slots=True)
class Outside:
    """What the plans ask of others."""

    source: str
    text: str
    reason: str


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause, in its order. TypeError for a key that is none."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    lists = ("forms", "rules", "gates", "prints")
    return tuple(
        Clause(**{key: tuple(value) if key in lists else value for key, value in each.items()})
        for each in read["clause"]
    )


@cache
def outside() -> tuple[Outside, ...]:
    """What is out of scope, with the reason."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(Outside(**each) for each in read["outside"])


@cache
def lived() -> dict[str, list[str]]:
    """The tests that live each clause, by its id: "file::test"."""
    found: dict[str, list[str]] = defaultdict(list)
    for test in living():
        for clause in test.clauses:
            found[clause].append(test.name)
    return {clause: sorted(tests) for clause, tests in found.items()}


@dataclass(frozen=True, slots=True)
class Living:
    """A test that lives clauses, as it stands in its file."""

    path: Path
    node: ast.FunctionDef
    clauses: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(ROOT)}::{self.node.name}"

    @property
    def collected(self) -> bool:
        """Whether pytest finds it: a test by its name, in a file of tests, in no function."""
        bodies = [tree(self.path).body, *(each.body for each in _classes(self.path))]
        stands = (self.node in body for body in bodies)
        named = self.node.name.startswith("test_") and self.path.name.startswith("test_")
        return named and any(stands)

    @property
    def skipped(self) -> bool:
        """Whether it may be left out: by a mark of its own or of its file, or by its own word."""
        marks = [*self.node.decorator_list, *_file_marks(self.path)]
        said = {each for mark in marks for each in _words(mark)}
        said |= {each for each in _calls(self.node) if each in _LEFT_OUT}
        return bool(said & _LEFT_OUT)

    @property
    def asserts(self) -> bool:
        """Whether it can fail: it asserts or expects a refusal, or a function of its file
        that it calls does."""
        helpers = _functions(self.path)
        called = [self.node, *(helpers[each] for each in _calls(self.node) if each in helpers)]
        return any(_can_fail(node) for node in called)


@cache
def living() -> tuple[Living, ...]:
    """Every function of the tests that says it lives a clause."""
    found = []
    for path in modules("tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and (of := {*_marked(node), *_named(node)}):
                found.append(Living(path, node, frozenset(of)))
    return tuple(found)


def _classes(path: Path) -> list[ast.ClassDef]:
    return [node for node in tree(path).body if isinstance(node, ast.ClassDef)]


def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree(path).body if isinstance(node, ast.FunctionDef)}


def _file_marks(path: Path) -> list[ast.expr]:
    """What stands in `pytestmark`."""
    given = (node for node in tree(path).body if isinstance(node, ast.Assign))
    return [
        node.value
        for node in given
        if any(isinstance(to, ast.Name) and to.id == "pytestmark" for to in node.targets)
    ]


def _words(node: ast.AST) -> set[str]:
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def _calls(node: ast.AST) -> set[str]:
    """The last names of what a function calls."""
    called = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {
        func.attr if isinstance(func, ast.Attribute) else func.id
        for func in called
        if isinstance(func, ast.Attribute | ast.Name)
    }


def _can_fail(node: ast.AST) -> bool:
    return "raises" in _calls(node) or any(isinstance(e, ast.Assert) for e in ast.walk(node))


def _marked(node: ast.FunctionDef) -> Iterator[str]:
    for each in node.decorator_list:
        called = each.func if isinstance(each, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr == _MARK:
            yield from (arg.value for arg in each.args if isinstance(arg, ast.Constant))


def _named(node: ast.FunctionDef) -> Iterator[str]:
    if node.name.startswith("test_"):
        yield from (f"S{number}" for number in _IN_NAME.findall(node.name))


def document() -> str:
    """`traceability.md` as it must be."""
    lines = [
        "# The clauses and what lives them",
        "",
        "Each clause of the two plans that a station lives by, as it is written there, with the"
        " forms, rules, gates and papers that serve it and the tests that live it. Written by"
        " `python -m tests.architecture.clauses`.",
        "",
        "| Clause | Where | Text | Forms | Rules | Gates | On paper | Lived by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(each) for each in clauses()]
    lines += ["", "## What waits", ""]
    for reason in WAITS:
        numbers = ", ".join(each.id for each in clauses() if each.waits == reason)
        lines.append(f"- for {reason}: {numbers or 'nothing'}")
    lines += ["", "## Out of scope", "", "| Where | Text | Why |", "|---|---|---|"]
    lines += [f"| {each.source} | {each.text} | {each.reason} |" for each in outside()]
    return "\n".join(lines) + "\n"


def _line(clause: Clause) -> str:
    tests = "<br>".join(f"`{test}`" for test in lived().get(clause.id, ()))
    lists = (clause.forms, clause.rules, clause.gates, clause.prints)
    cells = [clause.id, clause.source, f"「{clause.text}」", *(", ".join(each) for each in lists)]
    cells.append(tests or (f"waits for {clause.waits}" if clause.waits else ""))
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.relative_to(ROOT)}\n")
